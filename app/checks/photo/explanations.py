"""Titles and explanations of findings on images that are put together of parts; the others are keys alone."""

from __future__ import annotations

from app.bangla.digits import to_bangla
from app.i18n import Bilingual, bilingual


def title(rule: str) -> Bilingual:
    """The title of a finding on an image, video or audio by its rule (`photo.face`)."""
    return bilingual(f"finding_title.{rule.replace('-', '_')}")


def quoted(words: Bilingual) -> Bilingual:
    """What a person gave as a reason, to follow a sentence; nothing where they gave none."""
    if not words.en:
        return words
    return Bilingual(bn=f": “{words.bn}”", en=f": “{words.en}”")


def joined(signs: list[Bilingual]) -> Bilingual:
    """Signs as one phrase: "taken with a phone and passed on by WhatsApp"."""
    whole = signs[0] if signs else Bilingual("", "")
    for sign in signs[1:]:
        whole = bilingual("photo.joined_signs", first=whole, last=sign)
    return whole


def in_alt_text(why: Bilingual, word: str | None, name: str) -> Bilingual:
    """The reason of a finding about an image's alt text; `said`: the words it is about, if any.

    `name`: the image's, "" where there is only one.
    """
    if not word:
        return bilingual("photo.in_alt_text", which=_which(name), why=why)
    return bilingual("photo.said_in_alt_text", which=_which(name), said=" ".join(word.split()), why=why)


def no_alt_text(name: str) -> Bilingual:
    """That an image lacks an alt text; `name` as above."""
    return bilingual("photo.no_alt_text", which=_which(name))


def _which(name: str) -> Bilingual:
    return bilingual("photo.which_image", name=name) if name else bilingual("photo.the_image")


def in_frame(why: Bilingual, number: int, at: int) -> Bilingual:
    """The reason with its place in an animation. `number` counts from 0, `at` in milliseconds."""
    seconds = f"{at / 1000:.1f}"
    shown = Bilingual(bn=to_bangla(seconds), en=seconds)
    return bilingual("photo.in_frame", frame=number + 1, seconds=shown, why=why)
