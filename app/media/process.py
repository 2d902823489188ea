"""A confined process in which foreign bytes are decoded, and the requests to it.

It is started when first needed and kept warm; one that hangs or dies costs the file in hand and no other.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from app.errors import MissingEnvironment, Refusal
from app.media import decoder_output, protocol
from app.media.arguments import ARGUMENTS
from app.media.formats import Format


def process_command(module: str) -> tuple[str, ...]:
    """How this installation starts the decoder process whose code is `app.media.<module>`."""
    if getattr(sys, "frozen", False):
        return (sys.executable, ARGUMENTS[module])
    # -I: no PYTHON* variable, no packages of the user's own, nothing from the current folder.
    return (sys.executable, "-I", "-m", f"app.media.{module}")


class DecoderProcess:
    """One warm process. Safe to call from several threads; their requests wait for each other.

    `timeout`: seconds one request may take. `absent` names the sentence for a format this installation cannot
    read, `sentences` where those of the other refusals stand ("media" or "media.clip").
    """

    def __init__(
        self, timeout: float, command: Sequence[str], *, absent: str, sentences: str = "media"
    ) -> None:
        self._timeout = timeout
        self._command = tuple(command)
        self._absent = absent
        self._sentences = sentences
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._reads: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The running process's id, for measuring; None while none runs."""
        return self._process.pid if self._process is not None else None

    def reads(self, format: Format) -> bool:
        """Whether this installation can read the format. Raises MissingEnvironment "media.no_decoder"."""
        with self._lock:
            self._running()
            return format.name in self._reads

    def close(self) -> None:
        """End the process at once, also under another thread's request. A later request starts a new one."""
        running = self._process
        if running is not None:
            running.kill()
        with self._lock:
            self._stop()

    def _ask(
        self,
        what: str,
        data: bytes,
        format: Format,
        name: str,
        longest: int = 0,
        patience: int = 1,
        more: Mapping[str, object] | None = None,
    ) -> tuple[dict[str, object], bytes]:
        with self._lock:
            process = self._running()
            if format.name not in self._reads:
                raise MissingEnvironment(self._absent, name=name)
            assert process.stdin is not None
            request: dict[str, object] = {
                "do": what,
                "format": format.name,
                "longest": longest,
                **(more or {}),
            }
            answered = False
            try:
                with _killed_after(self._timeout * patience, process) as expired:
                    protocol.send(process.stdin, request, data)
                    header, payload = _receive(process)
                answered = not expired.is_set()
            except (OSError, EOFError, protocol.ProtocolError):
                key = "too_slow" if expired.is_set() else "decoder_died"
                raise Refusal(f"{self._sentences}.{key}", name=name) from None
            finally:
                if not answered:  # an answer left in the pipe would be taken for the next image's
                    self._stop()
        if "refused" in header:
            raise decoder_output.refusal(header, name, self._sentences)
        return header, payload

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        try:
            self._process = process = _start(self._command)
            with _killed_after(self._timeout, process):
                ready, _ = _receive(process)
            self._reads = decoder_output.reads(ready)
        except (OSError, EOFError, protocol.ProtocolError) as error:
            self._stop()
            raise MissingEnvironment("media.no_decoder") from error
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # closing flushes, and nobody reads any more
                    pipe.close()
        process.wait()

    @contextlib.contextmanager
    def _believing(self, name: str) -> Iterator[None]:
        """Take an answer that contradicts itself for what it is: a decoder taken over or broken."""
        try:
            yield
        except protocol.ProtocolError as error:
            self.close()
            raise Refusal(f"{self._sentences}.decoder_died", name=name) from error


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own worker, by our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # The program's own environment may hold secrets. Windows cannot load its libraries without this one.
        env={name: value for name, value in os.environ.items() if name.upper() == "SYSTEMROOT"},
        cwd=Path(sys.executable).anchor,
        start_new_session=True,  # Ctrl+C in a terminal is for the program, whose end is this process's end
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _receive(process: subprocess.Popen[bytes]) -> tuple[dict[str, object], bytes]:
    assert process.stdout is not None
    return protocol.receive(process.stdout)


@contextlib.contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[threading.Event]:
    """Kill `process` if the body takes longer; it then sees its pipes closed. Yields whether that happened.

    A timer, because no wait on a pipe with a time limit works on Windows as well.
    """
    expired = threading.Event()

    def kill() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()
        timer.join()
