"""The colours a banner may have. Of the picture, not of the window: they stay when the theme changes."""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Scheme:
    """Colours as #RRGGBB: the ground, the office's name, the other lines, and the band at the foot.

    `ink` and `second` stand at least 4.5 : 1 against `ground` (WCAG 2.2, 1.4.3).
    """

    ground: str
    ink: str
    second: str
    band: str

    def color(self, part: str) -> QColor:
        return QColor(getattr(self, part))


SCHEMES = {
    "green": Scheme("#00573F", "#FFFFFF", "#D3EADF", "#0B7A5B"),
    "white": Scheme("#FFFFFF", "#17211B", "#3D4B43", "#006A4E"),
    "mist": Scheme("#E4F0EA", "#0B3B2C", "#2F5446", "#006A4E"),
    "blue": Scheme("#173F63", "#FFFFFF", "#D5E4F2", "#3E74A6"),
    "slate": Scheme("#2C3439", "#FFFFFF", "#D6DCE0", "#5C6B74"),
}
