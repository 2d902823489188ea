"""What exports and copies for publishing tell when they are done: frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import Refusal


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An approved post that an archive lacks, because no copy for publishing could be made of `image`.

    `image` is "" where the post itself is not as the record tells.
    """

    draft_id: int
    image: str
    reason: Refusal

    @property
    def changed(self) -> bool:
        """Whether its rows or a file of it are not as they were: no new version mends that."""
        return not self.image or self.reason.key.startswith("blobs.")

    @property
    def sentence(self) -> str:
        """The key of what is said of it, filled with `draft` and `why`."""
        return "export.left_out_differs" if self.changed else "export.left_out"


@dataclass(frozen=True, slots=True)
class ExportReport:
    """An archive just written: where, how much, and whether it is signed, by the key of that `fingerprint`.

    `outsized`: the names of images whose copies for publishing are larger than their platform takes.
    `left_out`: posts that are not in the archive, though approved. `number` and `digest` name it; `base` is
    the number of the archive since which it tells, 0 for a whole one, and `withdrawn` the drafts whose
    approval was taken back since.
    """

    path: str
    posts: int
    files: int
    size: int
    signed: bool
    outsized: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    fingerprint: str = ""
    number: int = 0
    digest: str = ""
    base: int = 0
    withdrawn: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A file saved for publishing. `image`: the position (from 0) of what it shows, None for a text."""

    name: str
    sha256: str
    size: int
    image: int | None = None
    alt: str = ""


@dataclass(frozen=True, slots=True)
class CopiesReport:
    """Copies for publishing just saved; `outsized` as in `ExportReport`."""

    path: str
    version: int
    files: tuple[SavedCopy, ...]
    outsized: tuple[str, ...]
