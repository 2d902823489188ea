"""What kind a draft is: told by the use of its version, and of what is used as a post by the draft itself.

A version's use is in its digest. The draft's own column is bound by the signed events that name the draft: it
is in every one of them, and what leaves is proven against them.
"""

from __future__ import annotations

from app.checks.types import Use
from app.errors import Refusal
from app.services.base.enums import DraftKind

_OF_USE = {Use.BANNER: DraftKind.BANNER, Use.PROFILE: DraftKind.PROFILE_PICTURE}
KEPT = (DraftKind.COMMENT, DraftKind.REPLY, DraftKind.SHARE)  # as a draft's own column holds them
CONVERSES = (DraftKind.REPLY, DraftKind.COMMENT)  # words to a citizen, perhaps from a prepared text


def kind_of(kept: str, use: str) -> DraftKind:
    """The kind of a draft whose column holds `kept`, or a form that names one, and that is for `use`."""
    return _OF_USE.get(Use(use)) or DraftKind(kept or DraftKind.POST)


def kept_kind(kind: str, use: str) -> str:
    """What the draft's column is to hold, "" where the use tells it.

    Raises `Refusal` where they do not fit.
    """
    try:
        wanted = DraftKind(kind)
    except ValueError:
        raise Refusal("intake.unknown_kind", kind=kind) from None
    kind_of_use = _OF_USE.get(Use(use))
    if (kind_of_use is not None and wanted is not kind_of_use) or (
        kind_of_use is None and wanted in _OF_USE.values()
    ):
        raise Refusal("intake.kind_use", kind=kind, use=use)
    return wanted.value if wanted in KEPT else ""


def use_of(kind: DraftKind) -> Use:
    """What a draft of that kind is for."""
    return next((use for use, of_use in _OF_USE.items() if of_use is kind), Use.POST)
