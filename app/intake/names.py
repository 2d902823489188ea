"""Names of files from outside: what they promise to be, in which order they come, and where they lead.

A name is data. It is compared and shown, and never becomes a path inside the program's own folders.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from app.bangla.digits import to_latin
from app.errors import Refusal
from app.intake.limits import CLIP_BYTES, FILE_BYTES
from app.media.formats import CLIPS


class Kind(StrEnum):
    """What a file is to a post, by its extension. What it really holds is looked at when it is read."""

    TEXT = "text"
    ATTACHMENT = "attachment"
    CALENDAR = "calendar"
    SIDECAR = "sidecar"
    ZIP = "zip"
    STRANGE = "strange"


_KINDS = {
    ".txt": Kind.TEXT,
    ".md": Kind.TEXT,
    ".docx": Kind.TEXT,
    ".jpg": Kind.ATTACHMENT,
    ".jpeg": Kind.ATTACHMENT,
    ".jfif": Kind.ATTACHMENT,
    ".png": Kind.ATTACHMENT,
    ".webp": Kind.ATTACHMENT,
    ".gif": Kind.ATTACHMENT,
    ".avif": Kind.ATTACHMENT,
    ".heic": Kind.ATTACHMENT,
    ".heif": Kind.ATTACHMENT,
    **{ending: Kind.ATTACHMENT for clip in CLIPS.values() for ending in clip.extensions},
    ".csv": Kind.CALENDAR,
    ".xlsx": Kind.CALENDAR,
    ".toml": Kind.SIDECAR,
    ".zip": Kind.ZIP,
}

_CLIP_ENDINGS = frozenset(ending for clip in CLIPS.values() for ending in clip.extensions)
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})
_DIGITS = re.compile("([0-9০-৯]+)")
_DRIVE = re.compile("^[A-Za-z]:")

_Key = tuple[tuple[int, int, str], ...]
NaturalKey = tuple[_Key, _Key, str]


def split(name: str) -> tuple[str, str]:
    """Stem and extension (lower case, with its dot; "" without one).

    >>> split("12-2.PNG")
    ('12-2', '.png')
    """
    stem, dot, extension = name.rpartition(".")
    return (stem, f".{extension.lower()}") if dot and stem else (name, "")


def kind(name: str) -> Kind:
    """What a file is by the ending of its name; `Kind.STRANGE` for one that is not known."""
    return _KINDS.get(split(name)[1], Kind.STRANGE)


def most_bytes(name: str) -> int:
    """How large a file of this name may be: videos and audio are larger than all else."""
    return CLIP_BYTES if split(name)[1] in _CLIP_ENDINGS else FILE_BYTES


def unknown_type(name: str) -> Refusal:
    """Why a file that is none of the known kinds cannot be taken."""
    extension = split(name)[1]
    if extension in (".doc", ".xls"):
        return Refusal("intake.old_office", name=name, wanted=extension + "x")
    if extension == ".zip":
        return Refusal("intake.nested_zip", name=name)
    return Refusal("intake.unknown_type", name=name)


def hidden(name: str) -> bool:
    """Whether the system, not the person, put the file there (.DS_Store, Thumbs.db, ~$lock.docx)."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM_FILES


def folded(name: str) -> str:
    """The form in which two spellings of one file name are equal: Windows and macOS keep neither
    the case nor the composition of letters apart."""
    return unicodedata.normalize("NFC", name).casefold()


def shown(name: str) -> str:
    """A name fit to be stored and shown: bytes that were no UTF-8 become the replacement sign."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def natural(name: str) -> NaturalKey:
    """Sort key: 2 before 12, ৯ before ১০, "12.jpg" before "12-2.jpg".

    The name itself comes last, so that the order never depends on how the disk lists it.
    """
    stem, extension = split(name)
    return (_key(stem), _key(extension), name)


def _key(text: str) -> _Key:
    def part(piece: str) -> tuple[int, int, str]:
        if not _DIGITS.fullmatch(piece):
            return (1, 0, folded(piece))
        # Compared by length and then by letter: a number of a thousand digits costs nothing.
        digits = to_latin(piece).lstrip("0")
        return (0, len(digits), digits)

    return tuple(part(piece) for piece in _DIGITS.split(text) if piece)


def inside(name: str) -> tuple[str, ...]:
    """The parts of a relative name, "/" between them; raises `intake.outside` if it leads anywhere else."""
    parts = name.split("/")
    if "\0" in name or "\\" in name or {"", ".", ".."} & set(parts) or any(map(_DRIVE.match, parts)):
        raise Refusal("intake.outside", name=shown(name))
    return tuple(parts)
