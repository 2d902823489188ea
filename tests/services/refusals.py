"""Which sentence a refused call becomes, and that it is said as people write days."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from app.errors import Refusal
from app.i18n import LANGUAGES, Translator

_ISO_DAY = re.compile(r"[0-9০-৯]{4}-[0-9০-৯]{2}-[0-9০-৯]{2}")


def refused(action: Callable[..., object], *arguments: object, **named: object) -> str:
    """The key of the `Refusal` that `action` raises; the test fails when it raises none."""
    with pytest.raises(Refusal) as refusal:
        action(*arguments, **named)
    say_no_iso_day(refusal.value)
    return refusal.value.key


def say_no_iso_day(refusal: Refusal) -> None:
    """Assert that a refusal says its days as each language writes them; an example to follow may be ISO."""
    for language in LANGUAGES:
        words = Translator(language)
        said, form = words.refusal(refusal), words(f"error.{refusal.key}")
        assert _ISO_DAY.findall(said) == _ISO_DAY.findall(form), said
