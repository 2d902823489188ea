"""A post on its way in, before anything is stored."""

from __future__ import annotations

from app.errors import Refusal
from app.values import dataclass, field


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """An attachment that came with a post: the name it bore outside (data only, never a path), its bytes."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPost:
    """One post as found outside. `origin` is what the person recognises it by (folder, file or row).

    `account` is a handle, a display name or an id as written; `purpose` a clause id, a letter or a phrase
    as written; `use` and `kind` what the post is for and what kind of draft, "" where it does not say;
    `schedule` ISO 8601 as written; Services turn them into what the office knows, or refuse.
    `along` names the files that it was made of besides that of `origin`.
    """

    origin: str
    text: str
    files: tuple[IncomingFile, ...] = ()
    account: str = ""
    purpose: str = ""
    sources: tuple[str, ...] = ()
    schedule: str = ""
    author: str = ""
    use: str = ""
    kind: str = ""
    along: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadablePost:
    """A post that cannot be taken whole, with the reason in a person's words.

    `along` names the files that are left out with that of `origin`.
    """

    origin: str
    reason: Refusal = field(compare=False)
    along: tuple[str, ...] = ()
