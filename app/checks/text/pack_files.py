"""The files of a rule pack's folder, and the fingerprint by which a pack is known."""

from __future__ import annotations

import hashlib
from pathlib import Path

ABOUT = "pack.yaml"
WEIGHTS = "classifier.bin"


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


def compiled_path(folder: Path, into: Path) -> Path:
    """Where `into` has the compiled pack of a pack's folder."""
    return into / f"rulepack-{folder.name}.compiled"
