"""What a platform allows, by which page, and when that was looked up (clause 6.1.g)."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bangla.dates import long_date
from app.services.base import platforms
from app.services.base.platforms import Platform
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Label, LinkLabel
from app.ui.widgets.facts import Facts

_LETTERS = (("text", "text"), ("caption", "caption"), ("heading", "title"), ("display_name", "display_name"))
_SIZES = ("image_best", "banner", "banner_least", "safe", "desktop", "phone", "profile")
_FILES = ("image_bytes", "banner_bytes", "profile_bytes")
_MEGABYTE, _KILOBYTE = 1_000_000, 1000


class PlatformLimits(QWidget):
    """`show_platform` replaces what is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self._column.addWidget(Label(tr("limits.title"), "strong"))

    def show_platform(self, key: str) -> None:
        """Show the register's entry of a platform."""
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = _entry(platforms.platform(key))
        self._column.addWidget(self._shown)
        self._shown.show()  # at once, and not with the next event


def _entry(platform: Platform) -> QWidget:
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(6))
    facts = [*_facts(platform)]
    if facts:
        column.addWidget(Facts(facts))
    else:
        column.addWidget(Label(tr("limits.unknown"), "small", wrap=True))
    if facts and platform.checked is not None:
        day = long_date(platform.checked, language())
        key = "limits.second_hand" if platform.second_hand else "limits.checked"
        column.addWidget(Label(tr(key, day=day), "tiny", wrap=True))
    for source in platform.sources:
        column.addWidget(_link(source.title, source.url), alignment=Qt.AlignmentFlag.AlignLeft)
    return shown


def _facts(platform: Platform) -> Iterator[tuple[str, str]]:
    for key, field in _LETTERS:
        if (most := getattr(platform, field)) is not None:
            yield tr(f"limits.{key}"), tr("limits.letters", n=most)
    if platform.images is not None:
        yield tr("limits.images"), tr("limits.pictures", n=platform.images)
    if platform.image_longest is not None:
        yield tr("limits.image_longest"), tr("limits.longest", n=platform.image_longest)
    for key in _SIZES:
        size = getattr(platform, key)
        if size is not None and not (key == "banner_least" and size == platform.banner):
            yield tr(f"limits.{key}"), tr("limits.size", width=size[0], height=size[1])
    for key in _FILES:
        if (most := getattr(platform, key)) is not None:
            yield tr(f"limits.{key}"), _bytes(most)


def _bytes(most: int) -> str:
    """Rounded down, so that nobody is told more than is allowed."""
    if most >= _MEGABYTE:
        return tr("limits.megabytes", n=most // _MEGABYTE)
    return tr("limits.kilobytes", n=most // _KILOBYTE)


def _link(title: str, url: str) -> LinkLabel:
    link = LinkLabel(tr("limits.source", host=QUrl(url).host()))
    link.setAccessibleName(tr("limits.source_of", title=title))
    link.setToolTip(f"{title}\n{url}")
    link.followed.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
    return link
