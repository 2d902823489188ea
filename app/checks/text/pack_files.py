"""The files of a rule pack's folder, and the fingerprint by which a pack is known."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

ABOUT = "pack.yaml"
WEIGHTS = "classifier.bin"
_TOO_NEW = 2 * 10**9  # ns: a file may change again within one tick of its disk's clock


def pack_files(folder: Path) -> list[Path]:
    """Every file of the pack, in order; the one that a pack cannot do without also where it is missing."""
    return sorted({folder / ABOUT, *folder.glob("*.yaml"), *folder.glob(WEIGHTS)})


def fingerprint(files: dict[str, bytes]) -> str:
    """The first 12 hex digits of a SHA-256 over the pack's files, names and bytes, in order."""
    whole = hashlib.sha256()
    for name, content in files.items():
        whole.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:12]


def fingerprint_of(folder: Path) -> str:
    """The fingerprint of the pack in a folder. A file that cannot be read is left out, as in loading."""
    contents: dict[str, bytes] = {}
    for path in pack_files(folder):
        try:
            with path.open("rb", buffering=0) as file:  # a buffer for each takes a quarter longer
                contents[path.name] = file.read()
        except OSError:
            continue  # loading the pack says what is wrong with it
    return fingerprint(contents)


def kept_fingerprint(folder: Path, kept: Path) -> str | None:
    """The pack's fingerprint that `keep_fingerprint` wrote, None where a file was changed since.

    It spares reading the pack's megabytes. What counts as unchanged: the same names, sizes, places on the
    disk, and times of the last change, which no copying keeps.
    """
    try:
        written, found = kept.read_bytes().decode("ascii").split()
    except (OSError, ValueError):  # missing, or not written by us
        return None
    return found if written == _seen(folder) else None


def keep_fingerprint(folder: Path, kept: Path) -> str:
    """`fingerprint_of`, kept for the next time where that can be done."""
    found = fingerprint_of(folder)
    seen = _seen(folder)
    if seen:
        draft = kept.with_name(f"{kept.name}.{os.getpid()}")
        try:
            draft.write_text(f"{seen} {found}\n", encoding="ascii")
            draft.replace(kept)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    return found


def _seen(folder: Path) -> str:
    """A digest of a pack's files as the disk knows them, "" where it cannot tell or one was just written."""
    try:
        with os.scandir(folder) as entries:
            found = [(one.name, one.stat()) for one in entries if one.name.endswith((".yaml", WEIGHTS))]
    except OSError:
        return ""
    newest = max((max(at.st_mtime_ns, at.st_ctime_ns) for _, at in found), default=0)
    if not found or time.time_ns() - newest < _TOO_NEW:
        return ""
    about = sorted((name, at.st_size, at.st_ino, at.st_mtime_ns, at.st_ctime_ns) for name, at in found)
    return hashlib.sha256(repr((str(folder.resolve()), about)).encode()).hexdigest()


def compiled_path(folder: Path, into: Path) -> Path:
    """Where `into` has the compiled pack of a pack's folder."""
    return into / f"rulepack-{folder.name}.compiled"


def fingerprint_path(compiled: Path) -> Path:
    """Where the fingerprint is kept, beside the compiled pack."""
    return compiled.with_suffix(".fingerprint")
