"""The base of pages: owns their connections to language, theme and context, and their commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.context import Context
from app.ui.hotkey import hotkey
from app.ui.tab_order import tab_on
from app.ui.theme import theme_changed
from app.ui.translation import language_changed, tr
from app.values import dataclass


class Translatable(QWidget):
    """A widget whose texts follow the language.

    `translate(label.setText, "queue.title")` sets it now and again after every change of language.
    Override `retranslate` for what `translate` cannot set, and call the base; override `restyle` for what the
    style sheet cannot colour.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._translated: list[tuple[Callable[[str], object], str]] = []
        language_changed.connect(self.retranslate)
        theme_changed.connect(self.restyle)

    def translate(self, setter: Callable[[str], object], key: str) -> None:
        self._translated.append((setter, key))
        setter(tr(key))

    def retranslate(self) -> None:
        for setter, key in self._translated:
            setter(tr(key))

    def restyle(self) -> None:
        """Called after the colours or sizes changed."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do: `key` names it in the catalogue, `keys` is its key ("" for none)."""

    key: str
    keys: str
    run: Callable[[], object]


class Page(Translatable):
    """A page of the main window. `name` is its id, the same as in its `PageEntry`."""

    name = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.commands: list[Command] = []
        self.setObjectName(self.name)

    def add_command(self, key: str, keys: str, run: Callable[[], object], *, repeats: bool = False) -> None:
        """A command of this page: on its key while the page has the focus, in the palette and the overlay.

        Qt gives a plain letter to a focused text field first, so letters never fire while typing. A key that
        is held down counts once, unless it `repeats`.
        """
        self.commands.append(Command(key, keys, run))
        if keys:
            self.add_key(keys, run, repeats=repeats)

    def add_key(self, keys: str, run: Callable[[], object], *, repeats: bool = False) -> None:
        """A key that is no command of its own."""
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        hotkey(self, keys, run, repeats=repeats, context=within)

    def focusNextPrevChild(self, next: bool) -> bool:
        """In a window of its own; else the window does it."""
        return tab_on(self, onwards=next) if self.isWindow() else super().focusNextPrevChild(next)

    def arrive(self) -> None:
        """Called each time the page comes to the front: read anew what may have changed, set the focus."""


class PageView(Page):
    """One of several views of a page, of which pills in its head choose one. `tools` stand in that head."""

    def tools(self) -> Sequence[QWidget]:
        """Controls of this view for the right end of the page's head, asked for once."""
        return ()


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """What a page knows of one of its views before it is built; `icon` is drawn in its pill, "" for none."""

    name: str
    title_key: str
    icon: str
    build: Callable[[Context], PageView]


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What the window knows of a page before it is built.

    `name` is the page's id and its icon's, `title_key` its name in the catalogue. `keys` opens it; without,
    it is Ctrl and its place among the others. `everywhere` are the keys of those of its commands that the
    palette offers from other pages as well, and goes to this page first.
    """

    name: str
    title_key: str
    build: Callable[[Context, QWidget], Page]
    everywhere: tuple[str, ...] = ()
    keys: str = ""


def page_keys(pages: Sequence[PageEntry]) -> dict[str, str]:
    """The keys that open each of the window's pages, by the page's name."""
    numbered = (entry for entry in pages if not entry.keys)
    given = {entry.name: f"Ctrl+{place}" for place, entry in enumerate(numbered, start=1)}
    return {entry.name: entry.keys or given[entry.name] for entry in pages}
