"""Where the archive lies that a person meant who named something beside it: one folder down, or above."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from app.archive.bag import DECLARATION, MANIFEST, TAG_MANIFEST
from app.archive.container import walk
from app.errors import Refusal
from app.files import open_regular

ONE_OF = frozenset({DECLARATION, MANIFEST, TAG_MANIFEST})  # what an archive has in any case
_LOOKED_AT = 1000  # entries of a folder: somebody may name a whole disk
_NAMED = 3


def no_archive(path: Path) -> Refusal:
    """That `path` is none, and which archives lie in it, or which one it is a part of."""
    name = path.name or str(path)  # "/" and "." have no name
    found = list(islice(_within(path), _NAMED + 1)) if path.is_dir() else []
    if found:
        names = ", ".join(found[:_NAMED]) + ("…" if len(found) > _NAMED else "")
        return Refusal("archive.archives_within", name=name, names=names)
    if is_archive(path.resolve().parent):
        return Refusal("archive.part_of_one", name=name, archive=path.resolve().parent.name)
    return Refusal("archive.not_an_archive", name=name)


def is_archive(folder: Path) -> bool:
    """Whether the folder has a file that every archive has; nothing is walked through or read."""
    return any(os.path.lexists(folder / name) for name in ONE_OF)


def is_another_zip(file: BinaryIO) -> bool:
    """Whether a zip that could not be walked through is a sound one of something else than an archive.

    Where its directory cannot be read, or names a file that every archive has, it may be a damaged archive
    or one that another program packed. Nothing is unpacked.
    """
    members, _ = walk(file, file.seek(0, os.SEEK_END))
    if any(_is_of_archive(member.name) for member in members):
        return False
    try:
        with ZipFile(file) as opened:
            return not any(_is_of_archive(name) for name in opened.namelist())
    except (BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def _is_of_archive(name: str) -> bool:
    return name.rpartition("/")[2] in ONE_OF


def _within(folder: Path) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as scan:
        for entry in sorted(islice(scan, _LOOKED_AT), key=lambda one: one.name):
            path = Path(entry.path)
            if is_archive(path) or (entry.name.lower().endswith(".zip") and _is_zipped(path)):
                yield entry.name


def _is_zipped(file: Path) -> bool:
    with suppress(OSError, Refusal), open_regular(file) as opened:
        members, _ = walk(opened, opened.seek(0, os.SEEK_END))
        return any(member.name.count("/") == 1 and member.name.split("/")[1] in ONE_OF for member in members)
    return False
