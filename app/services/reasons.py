"""The reasons to pick for dismissing a finding: which fit which rule, and how they are said."""

from __future__ import annotations

from app.i18n import Words
from app.services.words import Because

_PEOPLE = (Because.ILLUSTRATION, Because.EVENT, Because.CONSENTED, Because.NATIONAL, Because.NO_PERSON)
_SOURCE = (Because.OWN, Because.EVENT, Because.CONSENTED)
# By the beginning of the rule's id, the first that fits. In the order of the keys 1 to 5 that pick them.
_BY_RULE: tuple[tuple[str, tuple[Because, ...]], ...] = (
    ("photo.face", _PEOPLE),
    ("photo.possible-face", _PEOPLE),
    ("photo.drawn-face", _PEOPLE),
    ("photo.portrait", _PEOPLE),
    ("photo.personal", _PEOPLE),
    ("photo.known-rejected", _PEOPLE),
    ("photo.obscene", (Because.ART, Because.HEALTH, Because.ILLUSTRATION, Because.NO_PERSON)),
    ("photo.gps", (Because.CLEAN_COPY, Because.EVENT)),
    ("photo.collage", _SOURCE),
    ("photo.phone-camera", _SOURCE),
    ("photo.messenger-name", _SOURCE),
    ("photo.screenshot", _SOURCE),
    ("photo.taken-earlier", (Because.FILE_PHOTO, Because.MISTAKEN)),
    ("photo.", (Because.MISTAKEN, Because.PERMITTED)),
    ("", (Because.QUOTED, Because.TITLE, Because.PLACE, Because.PERMITTED, Because.MISTAKEN)),
)


def fitting(rule: str) -> tuple[Because, ...]:
    """The reasons that fit findings of a rule, at most five, in the order of their keys."""
    return next(reasons for beginning, reasons in _BY_RULE if rule.startswith(beginning))


def spoken(because: str, reason: str, language: str) -> str:
    """A reason as it is shown: what was picked ("" for nothing), then what was written."""
    picked = Words(language)(f"because.{because}") if because else ""
    return ": ".join(part for part in (picked, reason) if part)
