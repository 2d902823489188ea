"""Rules on images by what their platform takes and shows: banners, profile pictures, images of posts.

The sizes are the register's (clause 6.1.g). What a banner has to carry (6.1.a) must be seen on phones too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.checks.photo.allowed import Allowed
from app.checks.photo.crops import Size, in_circle, lost, lost_by_shape, lost_round, seen, square
from app.checks.photo.explanations import title
from app.checks.photo.lettering import around
from app.checks.photo.limit_explanations import size_of
from app.checks.photo.reader import Reading, ReadWord
from app.checks.types import Finding, Severity, Use
from app.i18n import Bilingual, bilingual
from app.media.types import ImageFacts, Pixels

# Ours. Shapes as near as that are taken for the same; the many banners made in twice Facebook's older size
# are. From the second on what is cut off is seen at once.
SAME_SHAPE, MUCH_CUT = 0.05, 0.2
SAME_SIZE = 1.05  # enlarged by less than that, a picture does not look blurred
# With less than this share of it inside, or so far beyond the circle, a word, logo or face is cut off.
INSIDE, LEEWAY = 0.85, 0.03
_MOST_SAID = 6  # words quoted
_LEAST_LETTERS = 3  # fewer, read on a photograph, were leaves and windows in 3 of 60
_TERMS = ("6.1.g",)
# Corners count as filled where so much of them differs from their commonest colour, 24 steps of 255 or more.
_FILLED, _DIFFERS, _SIDE = 0.1, 24, 128


def page_picture_findings(
    facts: ImageFacts,
    small: Pixels,
    size: int,
    use: Use,
    allowed: Allowed,
    read: Sequence[Reading],
    others: Sequence[Finding],
    attachment: int | None,
) -> list[Finding]:
    """Findings on one image. `small`: the upright picture; `size`: the file's, in bytes.

    `read`: the ways in which its text was read; `others`: the findings made so far, whose faces and logo
    have places.
    """
    found = [*_too_heavy(facts, size, use, allowed)]
    shown = (facts.width, facts.height)
    if use is Use.BANNER and allowed.banner is not None:
        found += _banner_size(shown, allowed, allowed.banner)
        found += _cut_off(shown, allowed, allowed.banner, read, others)
    elif use is Use.PROFILE and allowed.profile is not None:
        found += _profile_size(shown, allowed, allowed.profile)
        found += _round(shown, small, read)
    return [_placed(finding, attachment) for finding in found]


def post_findings(images: int, allowed: Allowed) -> list[Finding]:
    """Findings on a whole post with so many images."""
    if allowed.needs_image and images == 0:
        why = bilingual("photo.limit.needs_image", platform=allowed.name)
        return [_finding("photo.needs-image", _TERMS, Severity.WARN, why)]
    if allowed.images is not None and images > allowed.images:
        why = bilingual("photo.limit.too_many_images", n=images, most=allowed.images, platform=allowed.name)
        return [_finding("photo.too-many-images", _TERMS, Severity.WARN, why)]
    return []


def _too_heavy(facts: ImageFacts, size: int, use: Use, allowed: Allowed) -> Iterator[Finding]:
    """Stills are brought within the limits by their copies for publishing; animations cannot be."""
    moving, most = facts.frames > 1, allowed.most_bytes(use)
    rule, longest = "photo.too-heavy", max(facts.width, facts.height)
    if most is not None and size > most and (moving or use is not Use.POST):
        key = "photo.limit.animation_too_heavy" if moving else "photo.limit.too_heavy"
        shown = {"size": size_of(size), "most": size_of(most)}
        why = bilingual(key, platform=allowed.name, **shown)
        yield _finding(rule, _TERMS, Severity.WARN if moving else Severity.NOTE, why)
    elif moving and use is Use.POST and allowed.image_longest is not None and longest > allowed.image_longest:
        key = "photo.limit.animation_too_large"
        why = bilingual(key, platform=allowed.name, longest=longest, most=allowed.image_longest)
        yield _finding(rule, _TERMS, Severity.WARN, why)


def _banner_size(size: Size, allowed: Allowed, banner: Size) -> Iterator[Finding]:
    least = allowed.banner_least
    if least is not None and _smaller(size, least):
        why = _sizes("photo.limit.too_small", allowed, size, least)
        yield _finding("photo.too-small", _TERMS, Severity.WARN, why)
    elif _smaller(size, banner, SAME_SIZE):
        why = _sizes("photo.limit.banner_enlarged", allowed, size, banner)
        yield _finding("photo.too-small", _TERMS, Severity.NOTE, why)
    by_shape = lost_by_shape(size, banner)
    if by_shape > SAME_SHAPE:
        severity = Severity.WARN if by_shape >= MUCH_CUT else Severity.NOTE
        wanted = {"wanted_width": banner[0], "wanted_height": banner[1]}
        why = bilingual(
            "photo.limit.banner_shape", platform=allowed.name, parts=_parts(size, allowed, banner), **wanted
        )
        yield _finding("photo.other-shape", _TERMS, severity, why)


def _parts(size: Size, allowed: Allowed, banner: Size) -> Bilingual:
    """How much is cut off, by device where that is known."""
    if allowed.desktop is None or allowed.phone is None:
        return bilingual(
            "photo.limit.cut_everywhere", everywhere=_percent(lost(size, seen(size, banner, banner)))
        )
    desktop, phone = (lost(size, seen(size, banner, part)) for part in (allowed.desktop, allowed.phone))
    return bilingual("photo.limit.cut_by_device", desktop=_percent(desktop), phone=_percent(phone))


def _profile_size(size: Size, allowed: Allowed, profile: Size) -> Iterator[Finding]:
    side = min(size)
    if _smaller((side, side), profile, SAME_SIZE):
        wanted = {"wanted_width": profile[0], "wanted_height": profile[1]}
        why = bilingual("photo.limit.profile_enlarged", platform=allowed.name, side=side, **wanted)
        yield _finding("photo.too-small", _TERMS, Severity.NOTE, why)
    by_shape = lost_by_shape(size, (1, 1))
    if by_shape > SAME_SHAPE:
        severity = Severity.WARN if by_shape >= MUCH_CUT else Severity.NOTE
        why = bilingual(
            "photo.limit.profile_shape", platform=allowed.name, percent=_percent(lost_round(size))
        )
        yield _finding("photo.other-shape", _TERMS, severity, why)


def _cut_off(
    size: Size, allowed: Allowed, banner: Size, read: Sequence[Reading], others: Sequence[Finding]
) -> Iterator[Finding]:
    """What reaches out of the part of a banner that every device shows; of its shape, where none is known."""
    region = seen(size, banner, allowed.safe or banner)
    key = "photo.limit.out_of_shape" if allowed.safe is None else "photo.limit.out_of_safe"
    where = bilingual(key, platform=allowed.name)
    outside = _most([word for word in way if region.inside(word.box) < INSIDE] for way in read)
    if outside:
        why = bilingual("photo.limit.words_outside", said=_excerpt(outside), where=where)
        yield _finding("photo.words-cut-off", ("6.1.a",), Severity.WARN, why, _around(outside))
    for rule, of, clauses, severity, key in (
        ("photo.logo-cut-off", "photo.logo-found", ("6.1.a",), Severity.WARN, "photo.limit.logo_outside"),
        ("photo.face-cut-off", "photo.face", ("7.a",), Severity.NOTE, "photo.limit.face_outside"),
    ):
        boxes = (one.box for one in others if one.rule == of and one.frame is None and one.box is not None)
        outside_too = next((box for box in boxes if region.inside(box) < INSIDE), None)
        if outside_too is not None:  # one stands for a crowd: each of its faces has a card already
            yield _finding(rule, clauses, severity, bilingual(key, where=where), outside_too)


def _round(size: Size, small: Pixels, read: Sequence[Reading]) -> Iterator[Finding]:
    """What a profile picture's circle cuts off: words where they were read, else what fills the corners."""
    outside = _most([word for word in way if not in_circle(size, word.box, LEEWAY)] for way in read)
    if outside:
        why = bilingual("photo.limit.words_out_of_circle", said=_excerpt(outside))
        yield _finding("photo.words-cut-off", ("6.1.a",), Severity.WARN, why, _around(outside))
    elif _corners_filled(small):
        yield _finding("photo.corners-cut-off", ("6.1.a",), Severity.NOTE, bilingual("photo.limit.corners"))


def _corners_filled(small: Pixels) -> bool:
    """Whether the square's corners outside the circle hold more than one colour."""
    import numpy as np  # takes 70 ms to load, and few drafts are profile pictures

    whole = np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)
    part = square((small.width, small.height))
    points = (np.arange(_SIDE) + 0.5) * part.width / _SIDE
    picked = whole[(part.y + points).astype(int)][:, (part.x + points).astype(int)]
    across, down = np.meshgrid(np.arange(_SIDE) + 0.5, np.arange(_SIDE) + 0.5)
    corners = picked[np.hypot(across - _SIDE / 2, down - _SIDE / 2) > _SIDE / 2].astype(int)
    steps, counts = np.unique(corners // _DIFFERS, axis=0, return_counts=True)
    commonest = (steps[np.argmax(counts)] + 0.5) * _DIFFERS
    return bool((np.abs(corners - commonest).max(axis=1) > _DIFFERS).mean() > _FILLED)


def _most(ways: Iterator[list[ReadWord]]) -> list[ReadWord]:
    """Of several ways of reading, the one that tells most."""
    longest = max(([word for word in way if _letters(word) > 1] for way in ways), key=len, default=[])
    return longest if sum(map(_letters, longest)) >= _LEAST_LETTERS else []


def _letters(word: ReadWord) -> int:
    return sum(letter.isalnum() for letter in word.text)


def _excerpt(words: Sequence[ReadWord]) -> str:
    text = " ".join(word.text for word in words[:_MOST_SAID])
    return f"{text} …" if len(words) > _MOST_SAID else text


def _around(words: Sequence[ReadWord]) -> tuple[int, int, int, int]:
    return around([word.box for word in words])


def _smaller(size: Size, wanted: Size, leeway: float = 1.0) -> bool:
    return size[0] * leeway < wanted[0] or size[1] * leeway < wanted[1]


def _percent(share: float) -> int:
    return round(share * 100)


def _sizes(key: str, allowed: Allowed, size: Size, wanted: Size) -> Bilingual:
    return bilingual(
        key,
        platform=allowed.name,
        width=size[0],
        height=size[1],
        wanted_width=wanted[0],
        wanted_height=wanted[1],
    )


def _finding(
    rule: str,
    clauses: tuple[str, ...],
    severity: Severity,
    why: Bilingual,
    box: tuple[int, int, int, int] | None = None,
) -> Finding:
    return Finding(rule, clauses, severity, title(rule), why, box=box)


def _placed(finding: Finding, attachment: int | None) -> Finding:
    return replace(finding, attachment=attachment)
