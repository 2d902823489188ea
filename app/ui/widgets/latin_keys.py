"""Commands on their keys also while the keyboard writes Bangla.

Qt knows a key by the letter that it writes: with a layout that writes Bangla, and no other beside it as on
Windows, A is no A, and neither a command nor Ctrl+C answers. What says which key of the keyboard it was is
its virtual key on Windows, its place elsewhere. Programs that write Bangla themselves (Avro, Bijoy) send a
letter without a key: it is left alone, since the same letter is on different keys for each of them.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
# Rows of a keyboard by the number of their first key, as X and Wayland count them (evdev's and 8).
_ROWS = {10: "1234567890", 24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM", 59: ",./"}
_PLACES = {first + n: letter for first, row in _ROWS.items() for n, letter in enumerate(row)}
# Microsoft, "Virtual-Key Codes": those of letters and digits are these letters themselves.
_VIRTUAL = {ord(letter): letter for row in _ROWS.values() for letter in row if letter.isalnum()}
_VIRTUAL |= {0xBC: ",", 0xBE: ".", 0xBF: "/"}
_LAST_LATIN = 0x24F
_FIRST_SPECIAL = 0x01000000  # Qt: from here on keys that write nothing


class LatinKeys(QObject):
    """Watches the key presses of `window`.

    A key that writes another script, and that nothing took for what it writes, does what its Latin letter
    would do. `unknown` tells of one outside all fields whose key is not known.
    """

    unknown = Signal()

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not _LAST_LATIN < event.key() < _FIRST_SPECIAL or QApplication.activePopupWidget() is not None:
            return False
        if event.modifiers() & ~(_CTRL | _SHIFT):
            return False
        letter = latin(event)
        as_written = _as(QEvent.Type.ShortcutOverride, event, event.key(), event.text())
        if not event.modifiers() & _CTRL and _taken(watched, as_written):
            return False  # a letter in a text
        if not letter:
            if not event.isAutoRepeat():
                self.unknown.emit()
            return False
        key = ord(letter)
        if _taken(watched, _as(QEvent.Type.ShortcutOverride, event, key, "")):
            return _sent(watched, _as(QEvent.Type.KeyPress, event, key, ""))  # a field's own: Ctrl+C, Ctrl+A
        found = [shortcut for shortcut in _within_reach() if _is_on(shortcut, letter, event.modifiers())]
        if len(found) != 1:
            return False
        if found[0].autoRepeat() or not event.isAutoRepeat():
            found[0].activated.emit()
        return True


def latin(event: QKeyEvent, windows: bool = sys.platform == "win32") -> str:
    """The capital letter, digit or sign that a key writes on an English keyboard, "" where nothing tells."""
    if windows:
        return _VIRTUAL.get(event.nativeVirtualKey(), "")
    return _PLACES.get(event.nativeScanCode(), "")


def _as(kind: QEvent.Type, event: QKeyEvent, key: int, text: str) -> QKeyEvent:
    made = QKeyEvent(
        kind,
        key,
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        text,
        event.isAutoRepeat(),
    )
    made.setTimestamp(event.timestamp())
    return made


def _sent(window: QObject, event: QKeyEvent) -> bool:
    QCoreApplication.sendEvent(window, event)
    return True


def _taken(window: QObject, override: QKeyEvent) -> bool:
    """Whether what has the focus wants the key for itself."""
    override.ignore()
    QCoreApplication.sendEvent(window, override)
    return override.isAccepted()


def _within_reach() -> list[QShortcut]:
    """The shortcuts that Qt would let answer where the focus is."""
    top = QApplication.activeWindow()
    if top is None:
        return []
    return [shortcut for shortcut in top.findChildren(QShortcut) if _answers(shortcut, top)]


def _answers(shortcut: QShortcut, top: QWidget) -> bool:
    owner, focus = shortcut.parent(), QApplication.focusWidget()
    if not isinstance(owner, QWidget) or not (
        shortcut.isEnabled() and owner.isVisible() and owner.isEnabled()
    ):
        return False
    match shortcut.context():
        case Qt.ShortcutContext.WidgetShortcut:
            return owner is focus
        case Qt.ShortcutContext.WidgetWithChildrenShortcut:
            return focus is not None and (owner is focus or owner.isAncestorOf(focus))
    return owner.window() is top


def _is_on(shortcut: QShortcut, letter: str, modifiers: Qt.KeyboardModifier) -> bool:
    """Whether it is on the key; with Shift, also on what the key then writes, as `?`."""
    wanted = [QKeySequence(modifiers.value | ord(letter))]
    if letter == "/" and modifiers & _SHIFT:
        wanted.append(QKeySequence(Qt.Key.Key_Question))
    given = shortcut.keys()
    return any(keys in wanted for keys in given)
