"""Colours, sizes and fonts of the window, light and dark. The only file that knows a colour.

The tokens are those of the design's drawn pages; `resources/styles/app.qss` names them `@token`, and a
pixel size as `@14`, so that one number scales all text for people who read larger.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.paths import resources
from app.values import asdict, dataclass

FAMILY = "Noto Sans Bengali"
CHOICES = ("system", "light", "dark")
TEXT_SIZES = (100, 125, 150)  # per cent of the drawn sizes
USUAL_TEXT, *_, LARGEST_TEXT = TEXT_SIZES
BASE = 14  # px, body text of the drawn pages
# Windows moves letters to whole pixels unless told otherwise: at 14 px a sentence is then 3 % wider than
# where the pages were drawn and looked through, and is cut where it just had room.
_HINTING = (
    QFont.HintingPreference.PreferVerticalHinting
    if sys.platform == "win32"
    else QFont.HintingPreference.PreferDefaultHinting
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, as #RRGGBB."""

    bg: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    note: str
    note_soft: str
    highlight: str
    bad: str
    grip: str  # of a scroll bar: 3:1 against what it scrolls, or nobody sees that there is more
    banner: str = "#00573F"  # the head of an account's page: the same in the light and in the dark
    banner_end: str = "#0B7A5B"
    on_banner: str = "#FFFFFF"
    dark: bool = False

    def color(self, token: str) -> QColor:
        return QColor(getattr(self, token))


LIGHT = Theme(
    bg="#F4F6F4",
    surface="#FFFFFF",
    sunken="#ECEFEC",
    line="#D9DFDA",
    text="#17211B",
    muted="#536158",
    accent="#006A4E",
    on_accent="#FFFFFF",
    accent_soft="#E1F0EA",
    danger="#B3261E",
    danger_soft="#FBE9E7",
    warn="#855600",
    warn_soft="#FFF1D0",
    note="#245A8C",
    note_soft="#E4EFF9",
    highlight="#FFE3A3",
    bad="#FFD0CB",
    grip="#839087",
)
DARK = Theme(
    bg="#0F1512",
    surface="#171F1B",
    sunken="#1E2823",
    line="#2E3A34",
    text="#E7EEE9",
    muted="#A3B3A9",
    accent="#58C9A3",
    on_accent="#06281D",
    accent_soft="#163A2E",
    danger="#FF9C93",
    danger_soft="#3D1B18",
    warn="#F2C15B",
    warn_soft="#3A2C0C",
    note="#93C7F7",
    note_soft="#142D44",
    highlight="#5A4310",
    bad="#5E2621",
    grip="#66766D",
    dark=True,
)


class _Look(QObject):
    """What is on screen now. `changed` comes once new colours or sizes and their style sheet are in force."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.choice = "system"
        self.text_size = 100


_look = _Look()
theme_changed = _look.changed


def theme() -> Theme:
    """The colours in force."""
    return _look.theme


def choice() -> str:
    """What the person chose: one of `CHOICES`."""
    return _look.choice


def text_size() -> int:
    """Per cent of the drawn sizes, one of `TEXT_SIZES`."""
    return _look.text_size


def px(drawn: int) -> int:
    """A drawn size in pixels, scaled to the text size in force."""
    return round(drawn * _look.text_size / 100)


def font(size: int = BASE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's font at a drawn size, for painters and delegates."""
    made = QFont(FAMILY)
    made.setHintingPreference(_HINTING)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def load_fonts() -> None:
    """Make the bundled fonts known to Qt. Needs the application object."""
    for file in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def apply(chosen: str, size: int = 100) -> None:
    """Dress the whole application. `chosen` is one of `CHOICES`, `size` one of `TEXT_SIZES`."""
    _look.choice = chosen
    _look.text_size = size
    dark = chosen == "dark" or (chosen == "system" and _system_is_dark())
    _look.theme = DARK if dark else LIGHT
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")  # a sheet over another took three times as long: every rule of both was compared
    app.setFont(font())
    app.setPalette(_palette(_look.theme))
    app.setStyleSheet(style_sheet())
    _look.changed.emit()


def follow_system() -> None:
    """Change along with the system's colour scheme while the person's choice is "system"."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(_system_changed)


def _system_changed() -> None:
    if _look.choice == "system":
        apply("system", _look.text_size)


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def style_sheet() -> str:
    """`resources/styles/app.qss` with the tokens of the theme in force."""
    tokens = asdict(_look.theme)

    def value(match: re.Match[str]) -> str:
        name = match[1]
        return f"{px(int(name))}px" if name.isdigit() else str(tokens[name])

    icons = (resources() / "icons").as_posix()
    sheet = _sheet_source().replace("@icons", icons).replace("@tone", "dark" if _look.theme.dark else "light")
    return re.sub(r"@([a-z_]+|\d+)", value, sheet)


@lru_cache(maxsize=1)
def _sheet_source() -> str:
    return (resources() / "styles" / "app.qss").read_text(encoding="utf-8")


def _palette(colours: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, token in {
        role.Window: "bg",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "text",
        role.PlaceholderText: "muted",
        role.Button: "surface",
        role.ButtonText: "text",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Mid: "line",
    }.items():
        palette.setColor(which, colours.color(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, colours.color("muted"))
    return palette


def icon(name: str, token: str = "text", size: int = 24) -> QIcon:
    """`resources/icons/<name>.svg` in the colour of a token."""
    return QIcon(icon_pixmap(name, token, size))


def icon_pixmap(name: str, token: str = "text", size: int = 24) -> QPixmap:
    """The same as a pixmap, `size` drawn pixels a side, sharp on dense screens."""
    application = QGuiApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return _draw_icon(name, getattr(_look.theme, token), px(size), ratio)


@lru_cache(maxsize=256)
def _draw_icon(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(drawing.replace("currentColor", colour).encode())
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
