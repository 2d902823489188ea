"""One interface to a folder and a zip: names, and bytes on demand.

Paths in a tree are relative, with "/" between the parts and "" for the top; they lead to nothing but
what `listing` has shown.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Protocol

from app.errors import Refusal
from app.files import open_regular
from app.intake import names
from app.intake.limits import FILE_BYTES, FOLDER_DEPTH, MEBIBYTE
from app.intake.zips import GuardedZip
from app.new_files import allowed_name

# Windows: symbolic link and junction. Other reparse points (a file kept in OneDrive) are files.
_LINK_TAGS = (0xA000000C, 0xA0000003)


@dataclass(frozen=True, slots=True)
class Listing:
    """Bare names directly in a folder, in natural order, without the system's own files."""

    folders: tuple[str, ...]
    files: tuple[str, ...]


class Tree(Protocol):
    """`title` is what the person calls the whole: the folder's or the zip's name."""

    @property
    def title(self) -> str: ...

    def listing(self, folder: str) -> Listing:
        """What lies in `folder`; raises `Refusal` if the disk does not tell."""

    def read(self, path: str, limit: int = FILE_BYTES) -> bytes:
        """A file's bytes, at most `limit`; raises `Refusal` for a link, a bigger or an unreadable file."""


def join(folder: str, name: str) -> str:
    """The path of `name` in `folder`, "" being the tree's own root."""
    return f"{folder}/{name}" if folder else name


def find(tree: Tree, folder: str, name: str) -> str:
    """The path of the file that a person called `name`, seen from `folder`.

    Backslashes separate, as they do on a Windows desk; case and composition of letters may differ.
    Raises `intake.outside` for a name that leads out of the tree, `intake.missing` if nothing has it.
    """
    *above, last = names.inside(name.strip().replace("\\", "/"))
    for part in above:
        folder = join(folder, _match(part, tree.listing(folder).folders, name))
    return join(folder, _match(last, tree.listing(folder).files, name))


def _match(wanted: str, there: tuple[str, ...], name: str) -> str:
    found = wanted if wanted in there else _by_folded(there).get(names.folded(wanted))
    if found is None:
        raise Refusal("intake.missing", name=name)
    return found


@lru_cache(maxsize=8)  # a calendar of a thousand rows asks a thousand times of the same folder
def _by_folded(there: tuple[str, ...]) -> dict[str, str]:
    return {names.folded(name): name for name in reversed(there)}


class FolderTree:
    """A folder on the disk. Links inside it are listed as files and refused when read.

    So are names that `windows` would take for something else: a device, another drive, a stream of another
    file, or that file without its last dot.
    """

    def __init__(self, root: Path, windows: bool = os.name == "nt") -> None:
        self._root = root
        self._windows = windows
        self.title = names.shown(root.absolute().name)
        self._listings: dict[str, Listing] = {}

    def listing(self, folder: str) -> Listing:
        # Kept: a calendar asks once for every row.
        if folder not in self._listings:
            self._listings[folder] = self._look(folder)
        return self._listings[folder]

    def _look(self, folder: str) -> Listing:
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(self._root / folder) as entries:
                for entry in entries:
                    if names.hidden(entry.name):
                        continue
                    real_folder = stat.S_ISDIR(_own_mode(entry)) and allowed_name(entry.name, self._windows)
                    (folders if real_folder else files).append(entry.name)
        except OSError:
            raise Refusal("intake.unreadable", name=names.shown(folder or self.title)) from None
        return Listing(tuple(sorted(folders, key=names.natural)), tuple(sorted(files, key=names.natural)))

    def read(self, path: str, limit: int = FILE_BYTES) -> bytes:
        name = names.shown(path)
        if not all(allowed_name(part, self._windows) for part in path.split("/")):
            raise Refusal("intake.unreadable", name=name)
        try:
            found = self._root / path
            if stat.S_ISLNK(_own_mode(found)):
                raise Refusal("intake.link", name=name)
            if not found.is_file():
                raise Refusal("file.not_regular", name=name)
            with open_regular(found) as stream:
                data = stream.read(limit + 1)
        except OSError:
            raise Refusal("intake.unreadable", name=name) from None
        if len(data) > limit:
            raise Refusal("intake.too_big", name=name, most=limit // MEBIBYTE)
        return data


def _own_mode(entry: os.DirEntry[str] | Path) -> int:
    """The mode of the entry itself, with a Windows junction counted as the link that it is."""
    status = entry.stat(follow_symlinks=False)
    if getattr(status, "st_reparse_tag", 0) in _LINK_TAGS:
        return stat.S_IFLNK
    return status.st_mode


class ZipTree:
    """A zip of posts. Raises `Refusal` like `GuardedZip`, and for one with folders too deep."""

    def __init__(self, source: BinaryIO, title: str) -> None:
        self._zip = GuardedZip(source, title)
        self.title = title
        folders: dict[str, set[str]] = {}
        files: dict[str, list[str]] = {}
        for path in self._zip.names():
            parts = path.split("/")
            if any(map(names.hidden, parts)):
                continue
            if len(parts) > FOLDER_DEPTH + 1:
                raise Refusal("intake.too_deep", name=names.shown(parts[-1]), most=FOLDER_DEPTH)
            for depth, part in enumerate(parts[:-1]):
                folders.setdefault("/".join(parts[:depth]), set()).add(part)
            files.setdefault("/".join(parts[:-1]), []).append(parts[-1])
        self._listings = {
            folder: Listing(
                tuple(sorted(folders.get(folder, ()), key=names.natural)),
                tuple(sorted(files.get(folder, ()), key=names.natural)),
            )
            for folder in folders.keys() | files.keys()
        }

    def listing(self, folder: str) -> Listing:
        return self._listings.get(folder, Listing((), ()))

    def read(self, path: str, limit: int = FILE_BYTES) -> bytes:
        return self._zip.read(path, limit)
