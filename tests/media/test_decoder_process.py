"""The decoder process is kept warm, confined, and replaced when it hangs or dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import MissingEnvironment, Refusal
from app.media.decoder import Decoder
from tests.helpers.images import encoded, picture

IMAGE = encoded(picture(), "JPEG")

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks processes up in /proc")


def workers() -> set[int]:
    """Decoder processes that are children of this test run."""
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"app.media.worker" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except (OSError, ValueError, IndexError):
            continue
    return found


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-c", code)


@pytest.fixture
def fresh() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


def only_worker(decoder: Decoder, others: set[int]) -> int:
    decoder.inspect(IMAGE, "a.jpg")
    (pid,) = workers() - others
    return pid


@on_linux
def test_one_process_serves_many_images_and_ends_with_its_client() -> None:
    others = workers()
    decoder = Decoder()
    assert workers() == others, "started before it was needed"
    pid = only_worker(decoder, others)
    assert only_worker(decoder, others) == pid
    decoder.close()
    assert workers() == others


def test_a_process_that_dies_at_an_image_costs_that_one(tmp_path: Path) -> None:
    dies_at_the_first = python(
        "import os, pathlib, sys\n"
        f"mark = pathlib.Path({str(tmp_path / 'died')!r})\n"
        "if mark.exists():\n"
        "    from app.media.worker import main; main()\n"
        "else:\n"
        "    from app.media.protocol import send, receive\n"
        "    send(sys.stdout.buffer, {'ready': True, 'reads': ['JPEG']}); receive(sys.stdin.buffer)\n"
        "    mark.touch(); os.abort()"
    )
    with Decoder(command=dies_at_the_first) as decoder:
        with pytest.raises(Refusal) as caught:
            decoder.inspect(IMAGE, "lost.jpg")
        assert caught.value.key == "media.decoder_died"
        assert caught.value.params["name"] == "lost.jpg"
        assert decoder.inspect(IMAGE, "next.jpg").facts.width == 64


@on_linux
def test_a_process_that_died_between_two_images_costs_none(fresh: Decoder) -> None:
    pid = only_worker(fresh, workers())
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert fresh.inspect(IMAGE, "a.jpg").facts.width == 64


@on_linux
def test_a_process_that_hangs_is_killed_and_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    others = workers()
    with Decoder() as impatient:
        pid = only_worker(impatient, others)
        os.kill(pid, signal.SIGSTOP)
        monkeypatch.setattr(impatient, "_timeout", 0.5)  # once it is ready, which takes its time
        with pytest.raises(Refusal) as caught:
            impatient.inspect(IMAGE, "slow.jpg")
        assert caught.value.key == "media.too_slow"
        assert pid not in workers()
    with Decoder() as patient:
        assert patient.inspect(IMAGE, "slow.jpg").facts.width == 64


@on_linux
def test_closing_does_not_wait_for_a_request(tmp_path: Path) -> None:
    busy = tmp_path / "busy"
    os.mkfifo(busy)
    never_answers = python(
        "import sys, threading\nfrom app.media.protocol import send, receive\n"
        "send(sys.stdout.buffer, {'ready': True, 'reads': ['JPEG']}); receive(sys.stdin.buffer)\n"
        f"open({str(busy)!r}, 'w').close(); threading.Event().wait()"
    )
    decoder = Decoder(timeout=300, command=never_answers)
    with ThreadPoolExecutor() as pool:
        request = pool.submit(decoder.inspect, IMAGE, "a.jpg")
        busy.read_text()  # returns when the request has arrived
        decoder.close()
        with pytest.raises(Refusal) as caught:
            request.result(timeout=60)
    assert caught.value.key == "media.decoder_died"


def test_many_threads_share_one_decoder(fresh: Decoder) -> None:
    pictures = [encoded(picture(20 + number, 30), "PNG") for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        widths = list(pool.map(lambda data: fresh.inspect(data, "a.png").facts.width, pictures))
    assert widths == [20 + number for number in range(24)]


@on_linux
def test_the_process_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICE_PASSWORD", "shapla-1971")
    others = workers()
    with Decoder() as decoder:
        pid = only_worker(decoder, others)
        assert b"shapla" not in Path(f"/proc/{pid}/environ").read_bytes()
        assert Path(f"/proc/{pid}/cwd").resolve() == Path("/")
        descriptors = {link.resolve() for link in Path(f"/proc/{pid}/fd").iterdir()}
        assert all(link.parent == Path("/dev") or "pipe:" in link.name for link in descriptors)


def test_an_image_that_needs_more_memory_than_allowed_is_refused_and_the_process_lives_on() -> None:
    small_memory = python(
        "import app.media.limits as limits; limits.MEMORY = 48 << 20\n"
        "from app.media.worker import main; main()"
    )
    large = encoded(picture(5000, 5000), "PNG")
    with Decoder(command=small_memory) as decoder:
        with pytest.raises(Refusal) as caught:
            decoder.inspect(large, "large.png")
        assert caught.value.key == "media.no_memory"
        assert decoder.inspect(IMAGE, "a.jpg").facts.width == 64


@pytest.mark.parametrize("code", ["", "raise SystemExit(3)", "print('not a frame at all')"])
def test_where_no_decoder_can_start_it_is_said_so(code: str) -> None:
    with Decoder(command=python(code)) as decoder, pytest.raises(MissingEnvironment) as caught:
        decoder.inspect(IMAGE, "a.jpg")
    assert caught.value.key == "media.no_decoder"


def test_a_missing_program_is_said_so(tmp_path: Path) -> None:
    with Decoder(command=[str(tmp_path / "nothing")]) as decoder, pytest.raises(MissingEnvironment):
        decoder.inspect(IMAGE, "a.jpg")


LIES = {
    "too few pixels": ({"facts": None, "width": 9000, "height": 9000}, b"123"),
    "no numbers": ({"width": "64", "height": [48]}, b""),
    "a reason of its own": ({"refused": "audit.broken", "params": {"name": "x"}}, b""),
    "nothing": ({}, b""),
    "another format": ({"width": 64, "height": 48}, b"MZ\x90\x00"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_decoder_that_was_taken_over_is_not_believed(lie: str) -> None:
    header, payload = LIES[lie]
    taken_over = python(
        "import sys\nfrom app.media.protocol import send, receive\n"
        "send(sys.stdout.buffer, {'ready': True, 'reads': ['JPEG']})\n"
        f"receive(sys.stdin.buffer); send(sys.stdout.buffer, {header!r}, {payload!r})"
    )
    for ask in (
        lambda decoder: decoder.inspect(IMAGE, "a.jpg"),
        lambda decoder: decoder.preview(IMAGE, 100),
        lambda decoder: decoder.clean_copy(IMAGE),
    ):
        with Decoder(command=taken_over) as decoder, pytest.raises(Refusal) as caught:
            ask(decoder)
        assert caught.value.key == "media.decoder_died"


def confined(code: str) -> subprocess.CompletedProcess[str]:
    program = f"from app.media.limits import confine\nconfine()\n{code}"
    return subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False, cwd="/"
    )


@on_linux
def test_a_confined_process_cannot_write_or_grow_without_bound(tmp_path: Path) -> None:
    grown = confined("bytearray(2 << 30)")
    assert "MemoryError" in grown.stderr
    written = confined(f"open({str(tmp_path / 'file')!r}, 'w').write('x' * 100_000)")
    assert "File too large" in written.stderr
    enough = confined("bytearray(1 << 30)")
    assert enough.returncode == 0
