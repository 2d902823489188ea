"""The program's side of decoding: images go out as bytes, facts and pixels come back.

No byte of an image is decoded in the program itself. The decoder process is started when first needed
and kept warm; one that hangs or dies costs the image in hand and no other.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from app.errors import MissingEnvironment, Refusal
from app.media import answers, protocol
from app.media.formats import Format, recognise, require_honest_name
from app.media.types import MOST_SHOWN, UNLIMITED, Box, CleanCopy, CopyLimits, FilmPart, Inspection, Pixels

# Encoding 12 megapixels takes up to 12 times as long as reading them (PNG: 4.2 s against 0.35).
_CLEAN_COPY_PATIENCE = 3
MAX_BYTES = 40 * 1024 * 1024
WORKER_ARGUMENT = "--decoder-worker"


def worker_command() -> tuple[str, ...]:
    """How this installation starts its decoder process."""
    if getattr(sys, "frozen", False):
        return (sys.executable, WORKER_ARGUMENT)
    # -I: no PYTHON* variable, no packages of the user's own, nothing from the current folder.
    return (sys.executable, "-I", "-m", "app.media.worker")


class Decoder:
    """One warm decoder process. Safe to call from several threads; their requests wait for each other.

    `timeout`: seconds one reading may take; a clean copy may take three times as long. Every method raises
    Refusal "media.too_big", "media.not_image", "media.damaged", "media.too_many_pixels", "media.bomb",
    "media.too_many_frames", "media.decoder_died" or "media.too_slow", and MissingEnvironment
    "media.no_decoder" where no process can start, "media.no_heic" where HEIC images cannot be read.
    `name` is what the person knows the image by, for the sentence of the refusal.
    """

    def __init__(self, timeout: float = 20.0, command: Sequence[str] | None = None) -> None:
        self._timeout = timeout
        self._command = tuple(command or worker_command())
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._reads: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def inspect(self, data: bytes, name: str, longest: int = 960) -> Inspection:
        """Prove the image whole and sound; returns its facts and a small upright picture.

        Also refuses a name that promises another format ("media.wrong_type").
        """
        format = self._format(data, name)
        require_honest_name(name, format)
        header, rgb = self._ask("inspect", data, format, name, longest=longest)
        with self._believing(name):
            return answers.inspection(header, rgb, format)

    def preview(self, data: bytes, longest: int, name: str = "") -> Pixels:
        """The first frame, upright, over white, in sRGB, longest side at most `longest` pixels."""
        name = name or _nickname(data)
        header, rgb = self._ask("preview", data, self._format(data, name), name, longest=longest)
        with self._believing(name):
            return answers.pixels(header, rgb)

    def clean_copy(self, data: bytes, name: str = "", limits: CopyLimits = UNLIMITED) -> CleanCopy:
        """The image encoded anew from its pixels in its format's `of_copies`, with none of its metadata.

        It keeps `limits` where that can be done; a PNG may become a JPEG for that. `limits.allow` tells.
        """
        name = name or _nickname(data)
        format = self._format(data, name)
        wanted = {"longest": limits.longest or 0, "most_bytes": limits.most_bytes or 0}
        header, copy = self._ask("clean_copy", data, format, name, patience=_CLEAN_COPY_PATIENCE, more=wanted)
        with self._believing(name):
            return answers.clean_copy(header, copy, format)

    def film(
        self, data: bytes, first: int, longest: int, count: int = MOST_SHOWN, name: str = ""
    ) -> FilmPart:
        """Up to `count` frames of an animation from number `first` on, each like a `preview`."""
        name = name or _nickname(data)
        more = {"first": first, "count": count}
        header, rgb = self._ask("film", data, self._format(data, name), name, longest=longest, more=more)
        with self._believing(name):
            return answers.film(header, rgb)

    def blurred(self, data: bytes, boxes: Sequence[Box], name: str = "") -> CleanCopy:
        """A clean copy with regions of the upright image made unrecognisable, of an animation in every frame.

        The same image and boxes give the same bytes.
        """
        name = name or _nickname(data)
        format = self._format(data, name)
        more = {"boxes": [list(box) for box in boxes]}
        header, copy = self._ask("blurred", data, format, name, patience=_CLEAN_COPY_PATIENCE, more=more)
        with self._believing(name):
            return answers.clean_copy(header, copy, format)

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

    def _format(self, data: bytes, name: str) -> Format:
        if len(data) > MAX_BYTES:
            raise Refusal("media.too_big", name=name, limit=MAX_BYTES // (1024 * 1024))
        format = recognise(data)
        if format is None:
            raise Refusal("media.not_image", name=name)
        return format

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
                raise MissingEnvironment("media.no_heic", name=name)
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
            except (OSError, EOFError, protocol.BrokenTalk):
                key = "media.too_slow" if expired.is_set() else "media.decoder_died"
                raise Refusal(key, name=name) from None
            finally:
                if not answered:  # an answer left in the pipe would be taken for the next image's
                    self._stop()
        if "refused" in header:
            raise answers.refusal(header, name)
        return header, payload

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        try:
            self._process = process = _start(self._command)
            with _killed_after(self._timeout, process):
                ready, _ = _receive(process)
            self._reads = answers.reads(ready)
        except (OSError, EOFError, protocol.BrokenTalk) as error:
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
        except protocol.BrokenTalk as error:
            self.close()
            raise Refusal("media.decoder_died", name=name) from error


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
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


def _nickname(data: bytes) -> str:
    """What stored images are known by."""
    return hashlib.sha256(data).hexdigest()[:12]
