"""Where everything stands on a banner: all of it inside the part that every device shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from app.services.base.platforms import Platform
from app.ui.banner_maker.lines import GIVE_WAY, Line
from app.ui.theme import FAMILY
from app.values import dataclass

# Ours, where the register knows no safe area: the middle that neither a round profile picture in a lower
# corner nor a moderate crop reaches.
_CAUTIOUS = (0.6, 0.72)
_MARGIN = 0.05  # of the safe area's height, on every side
_LOGO_ACROSS = 0.26  # of the safe area's width, at most
_LOGO_DOWN = 0.62  # of its height, at most
_GAP = 0.05  # between logo and text, of the safe area's width
_SHRINK = 0.96

# Height of the letters as part of the safe area's, and the space above the line as part of the letters'.
_SIZES = {"name": 0.17, "english": 0.1}
_SIZE = 0.08
_ABOVE = {"name": 0.05, "english": 0.1, "purpose": 0.5, "audience": 0.15, "website": 0.3}
_WEIGHTS = {"name": QFont.Weight.Bold, "english": QFont.Weight.DemiBold}
# The smallest letters as part of the safe area's width and height, whichever is less: a telephone shows that
# width on 6 cm. The names keep more, so that a long purpose does not push them down to its own size.
_LEAST = (0.025, 0.09)
_LEASTS = {"name": 1.6, "english": 1.1}  # times that


@dataclass(frozen=True, slots=True)
class Placed:
    """A line laid out, its top left corner and size in pixels of the banner."""

    line: Line
    text: QTextLayout
    box: QRectF


@dataclass(frozen=True, slots=True)
class Layout:
    """`safe` holds every line of `placed` and the `logo`'s place (None: no logo); `left_out` had no room."""

    safe: QRectF
    placed: tuple[Placed, ...]
    logo: QRectF | None
    left_out: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    line: Line
    layout: QTextLayout
    size: QSizeF
    above: float


def middle(size: tuple[int, int], part: tuple[int, int]) -> QRectF:
    """The middle `part` of something of `size`, both width and height in pixels."""
    return QRectF((size[0] - part[0]) / 2, (size[1] - part[1]) / 2, *part)


def safe_area(platform: Platform) -> QRectF:
    """Where the text may stand, in pixels of the platform's banner: by the register, else a cautious middle.

    Raises ValueError for a platform whose banner the register does not know.
    """
    if platform.banner is None:
        raise ValueError(platform.key)
    width, height = platform.banner
    part = platform.safe or (round(width * _CAUTIOUS[0]), round(height * _CAUTIOUS[1]))
    return middle(platform.banner, part)


def lay_out(safe: QRectF, lines: Sequence[Line], logo: QSizeF | None) -> Layout:
    """Place `lines` in their order inside `safe`, as large as there is room; `logo` is the picture's size.

    The name always stays: where it has no room, others give way, and then it grows smaller.
    """
    margin = safe.height() * _MARGIN
    inside = safe.adjusted(margin, margin, -margin, -margin)
    sign = _logo_size(inside, logo)
    gap = inside.width() * _GAP if logo is not None else 0.0
    room = QSizeF(inside.width() - sign.width() - gap, inside.height())
    kept, left_out = list(lines), list[Line]()
    while (texts := _fitting(kept, room, safe)) is None:
        left_out.append(_first_to_go(kept))
        kept.remove(left_out[-1])
    return _stand(safe, inside, texts, sign if logo is not None else None, gap, tuple(left_out))


def _logo_size(inside: QRectF, logo: QSizeF | None) -> QSizeF:
    if logo is None:
        return QSizeF(0, 0)
    most = QSizeF(inside.width() * _LOGO_ACROSS, inside.height() * _LOGO_DOWN)
    factor = min(most.width() / logo.width(), most.height() / logo.height())
    return QSizeF(logo.width() * factor, logo.height() * factor)


def _first_to_go(lines: Sequence[Line]) -> Line:
    by_kind = {line.kind: line for line in lines}
    return next(by_kind[kind] for kind in GIVE_WAY if kind in by_kind)


def _fitting(lines: Sequence[Line], room: QSizeF, safe: QRectF) -> list[_Text] | None:
    """Each line laid out at the largest scale at which all fit; None if that makes letters too small."""
    smallest = min(_LEAST[0] * safe.width(), _LEAST[1] * safe.height())
    if len(lines) == 1:
        smallest = 0.0  # the name is never left out
    scale = 1.0
    while True:
        sizes = [max(_SIZES.get(line.kind, _SIZE) * safe.height() * scale, 1.0) for line in lines]
        leasts = [smallest * _LEASTS.get(line.kind, 1.0) for line in lines]
        spaces = [
            _ABOVE.get(line.kind, 0.0) * max(size, least) if place else 0.0
            for place, (line, size, least) in enumerate(zip(lines, sizes, leasts, strict=True))
        ]
        wide = [
            _wrapped(line, max(size, least), room.width())
            for line, size, least in zip(lines, sizes, leasts, strict=True)
        ]
        extents = [_extent(text) for text in wide]
        broken = all(extent.width() <= room.width() for extent in extents)  # no word is too wide for a row
        # The rows are made about equally long only in the end: that changes no height, and takes long.
        fits = broken and sum(extent.height() for extent in extents) + sum(spaces) <= room.height()
        smallest_yet = all(size <= max(least, 1.0) for size, least in zip(sizes, leasts, strict=True))
        if fits or (smallest_yet and broken and len(lines) == 1):
            each = zip(lines, sizes, leasts, wide, spaces, strict=True)
            return [
                _evened(line, max(size, least), room.width(), text.lineCount(), above)
                for line, size, least, text, above in each
            ]
        if smallest_yet:
            return None
        scale *= _SHRINK


def _evened(line: Line, size: float, width: float, rows: int, above: float) -> _Text:
    """The line broken between words into that many rows, about equally long."""
    low, high = width / rows * 0.8, width
    while high - low > 1:  # the narrowest that takes no more rows: no lonely last word
        half = (low + high) / 2
        tried = _wrapped(line, size, half)
        if tried.lineCount() > rows or _extent(tried).width() > half:
            low = half
        else:
            high = half
    text = _wrapped(line, size, min(math.ceil(high), width))
    return _Text(line, text, _extent(text), above)


def _wrapped(line: Line, size: float, width: float) -> QTextLayout:
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(_WEIGHTS.get(line.kind, QFont.Weight.Normal))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    text = QTextLayout(line.text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    text.setTextOption(option)
    text.beginLayout()
    top = 0.0
    while (row := text.createLine()).isValid():
        row.setLineWidth(width)
        row.setPosition(QPointF(0, top))
        top += row.height()
    text.endLayout()
    return text


def _extent(text: QTextLayout) -> QSizeF:
    rows = [text.lineAt(place) for place in range(text.lineCount())]
    return QSizeF(
        max((row.naturalTextWidth() for row in rows), default=0.0), sum(row.height() for row in rows)
    )


def _stand(
    safe: QRectF,
    inside: QRectF,
    texts: Sequence[_Text],
    sign: QSizeF | None,
    gap: float,
    left_out: tuple[Line, ...],
) -> Layout:
    """Logo and text as one group in the middle."""
    across = max(text.size.width() for text in texts)
    down = sum(text.size.height() + text.above for text in texts)
    left = inside.left() + (inside.width() - across - gap - (sign.width() if sign else 0)) / 2
    logo = None
    if sign is not None:
        logo = QRectF(QPointF(left, inside.center().y() - sign.height() / 2), sign)
        left += sign.width() + gap
    top = inside.center().y() - down / 2
    placed = []
    for text in texts:
        top += text.above
        placed.append(Placed(text.line, text.layout, QRectF(QPointF(left, top), text.size)))
        top += text.size.height()
    return Layout(safe, tuple(placed), logo, left_out)
