"""The reasons to pick for dismissing a finding: which fit which rule, and how they are worded."""

from __future__ import annotations

from app.i18n import Translator
from app.services.base.enums import DismissalReason

_PEOPLE = (
    DismissalReason.ILLUSTRATION,
    DismissalReason.EVENT,
    DismissalReason.CONSENTED,
    DismissalReason.NATIONAL,
    DismissalReason.NO_PERSON,
)
_SOURCE = (DismissalReason.OWN, DismissalReason.EVENT, DismissalReason.CONSENTED)
# By the beginning of the rule's id, the first that fits. In the order of the keys 1 to 5 that pick them.
_BY_RULE: tuple[tuple[str, tuple[DismissalReason, ...]], ...] = (
    ("photo.face", _PEOPLE),
    ("photo.possible-face", _PEOPLE),
    ("photo.drawn-face", _PEOPLE),
    ("photo.portrait", _PEOPLE),
    ("photo.personal", _PEOPLE),
    ("photo.known-rejected", _PEOPLE),
    (
        "photo.obscene",
        (
            DismissalReason.ART,
            DismissalReason.HEALTH,
            DismissalReason.ILLUSTRATION,
            DismissalReason.NO_PERSON,
        ),
    ),
    ("photo.gps", (DismissalReason.CLEAN_COPY, DismissalReason.EVENT)),
    ("photo.collage", _SOURCE),
    ("photo.phone-camera", _SOURCE),
    ("photo.messenger-name", _SOURCE),
    ("photo.screenshot", _SOURCE),
    ("photo.taken-earlier", (DismissalReason.FILE_PHOTO, DismissalReason.MISTAKEN)),
    ("photo.", (DismissalReason.MISTAKEN, DismissalReason.PERMITTED)),
    (
        "",
        (
            DismissalReason.QUOTED,
            DismissalReason.TITLE,
            DismissalReason.PLACE,
            DismissalReason.PERMITTED,
            DismissalReason.MISTAKEN,
        ),
    ),
)


def fitting(rule: str) -> tuple[DismissalReason, ...]:
    """The reasons that fit findings of a rule, at most five, in the order of their keys."""
    return next(reasons for beginning, reasons in _BY_RULE if rule.startswith(beginning))


def spoken(because: str, reason: str, language: str) -> str:
    """A reason as it is shown: what was picked ("" for nothing), then what was written."""
    picked = Translator(language)(f"because.{because}") if because else ""
    return ": ".join(part for part in (picked, reason) if part)
