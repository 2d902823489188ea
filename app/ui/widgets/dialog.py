"""The frame of the window's dialogs: title, content, what is wrong, and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import Refusal
from app.ui import jobs
from app.ui.hotkey import hotkey
from app.ui.tab_order import tab_on
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets.button import Button
from app.ui.widgets.field_kinds import has_own_enter, is_field
from app.ui.widgets.labels import Label

_FRAME = 40  # px of a window's frame, which is not known before the dialog is on the screen


class Dialog(QDialog):
    """Content goes into `body`, buttons into `buttons` (from the right). Escape closes."""

    def __init__(self, title: str, parent: QWidget | None, *, width: int = 520) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = title.removesuffix("…")  # of the button that asked for it
        self.setWindowTitle(title)
        self.setMinimumWidth(px(width))
        self._placed = False
        self._around: QScrollArea | None = None  # around the content, where that is taller than the screen
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(16))
        column.addWidget(Label(title, "title", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        column.addLayout(self.body, 1)
        self.error = Label(look="error", wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(px(8))
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)

    def fit(self) -> None:
        """Take the size the content now needs; after content came or went."""
        # Only once the layout has been told: a deleted part counts until its event has been handled.
        QTimer.singleShot(0, self, self._take_size)

    def _take_size(self) -> None:
        self._scroll_if_too_tall()
        # Qt would ask for the height of a narrower dialog than this is, and leave gaps between the parts.
        wanted, column = self.sizeHint(), self._column
        width = max(wanted.width(), self.minimumWidth())
        height = column.totalHeightForWidth(width) if column.hasHeightForWidth() else wanted.height()
        room = self._room()
        height = room.height() if self._around is not None else max(height, self.minimumHeight())
        self.resize(min(width, room.width()), min(height, room.height()))
        self.stand()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only once what is in it knows its size.
        QTimer.singleShot(0, self, self._stay_on_screen)

    def _stay_on_screen(self) -> None:
        if self._scroll_if_too_tall():
            self._take_size()

    def _room(self) -> QSize:
        """What the screen has for a dialog within its frame."""
        frame = max(_FRAME, self.frameGeometry().height() - self.height())
        return self.screen().availableSize() - QSize(0, frame)

    def _scroll_if_too_tall(self) -> bool:
        """Let the content scroll where it is taller than the screen has room for; the buttons stay on it."""
        column = self._column
        least = column.minimumSize().height()
        if column.hasHeightForWidth():
            least = column.minimumHeightForWidth(max(self.width(), self.minimumWidth()))
        if self._around is not None or least <= self._room().height():
            return False
        held, place = self.focusWidget(), column.indexOf(self.body)
        # The buttons move as well: what is moved comes to the end of what the Tab key goes through.
        inside, foot = QWidget(), QWidget()
        for holder, layout in ((inside, self.body), (foot, self.buttons)):
            column.removeItem(layout)
            layout.setParent(None)
            holder.setLayout(layout)
        self.body.setContentsMargins(0, 0, px(12), 0)  # off the scroll bar
        self._around = QScrollArea()
        self._around.setWidgetResizable(True)
        self._around.setFrameShape(QFrame.Shape.NoFrame)
        self._around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around.setWidget(inside)
        column.insertWidget(place, self._around, 1)
        column.addWidget(foot)
        column.activate()  # else the dialog is held to the height it wanted before
        # What is moved is shown in its new place only with the next turn of the event loop.
        QTimer.singleShot(0, self, lambda: self._give_focus(held))
        return True

    def _give_focus(self, held: QWidget | None) -> None:
        """To whatever had it, or to the first that the Tab key would come to."""
        if held is not None and held.isEnabled():
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.focusWidget() is None or not self.focusWidget().isEnabled():
            self.focusNextChild()

    def stand(self) -> None:
        """Stand in the middle of the window at first; afterwards where a person put it, but on the screen.

        Whoever manages windows placed the dialog as it was before it knew its size.
        """
        frame, screen, owner = self.frameGeometry(), self.screen().availableGeometry(), self.parentWidget()
        if not self._placed and owner is not None:
            frame.moveCenter(owner.window().frameGeometry().center())
        self._placed = True
        frame.moveRight(min(frame.right(), screen.right()))
        frame.moveBottom(min(frame.bottom(), screen.bottom()))
        frame.moveLeft(max(frame.left(), screen.left()))
        frame.moveTop(max(frame.top(), screen.top()))
        if frame.topLeft() != self.frameGeometry().topLeft():
            self.move(frame.topLeft())

    def focusNextPrevChild(self, next: bool) -> bool:
        return tab_on(self, onwards=next)

    def complain(self, sentence: str) -> None:
        """Show what is wrong above the buttons; "" takes it away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def refuse(self, refusal: Refusal) -> None:
        self.complain(refusal_text(refusal))


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormDialog(Dialog):
    """A dialog that saves. `save` runs away from the window's thread; its refusal is shown in place.

    Enter goes on to the next field and saves behind the last one, once however long it is held.
    """

    enter_saves = True  # else it comes to the button that does: for what cannot be undone

    def __init__(self, title: str, save_text: str, parent: QWidget | None, *, width: int = 520) -> None:
        super().__init__(title, parent, width=width)
        self.cancel_button = Button(tr("button.cancel"), keys="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self._storing = self._leaving = False  # a job saves; close once it ended
        self.outcome: object = None  # what the last `save` returned
        self.save_button = Button(save_text, "primary", "Ctrl ↵")
        self.save_button.clicked.connect(self.submit)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.save_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            hotkey(self, keys, self.submit)

    def showEvent(self, event: QShowEvent) -> None:
        self._begin_in_content()
        super().showEvent(event)
        self.fit()  # wrapped texts know their height only now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in _ENTER or not plain:
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        if event.isAutoRepeat() or here is None or not is_field(here) or has_own_enter(here):
            return
        if self._go_on(here):
            return
        if self.enter_saves and self.save_button.isEnabled() and self.save_button.isVisible():
            self.submit()
        else:
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    # Both let Qt go through what Tab reaches. Asked for the next in the chain, PySide has that one belong to
    # the one before: a dialog at whose end the chain comes round belongs to nobody, and goes as garbage.

    def _begin_in_content(self) -> None:
        """Let the first focus come to the content: the buttons were made before it, and Qt goes by that."""
        if self.focusWidget() is None:
            own = (self.cancel_button, self.save_button)
            for _step in range(len(own) + 1):  # as many as there are, with nothing else back to the first
                self.focusNextChild()
                if self.focusWidget() not in own:
                    return

    def _go_on(self, here: QWidget) -> bool:
        """Whether there is a field before the buttons that Tab would come to; then it has the focus."""
        passed = {here, self.cancel_button, self.save_button}
        while self.focusNextChild() and (now := self.focusWidget()) not in passed and now is not None:
            if is_field(now):
                return True
            passed.add(now)
        here.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def submit(self) -> None:
        """Override: look at the fields, then `store`."""
        raise NotImplementedError

    def end_with_folder(self, folder: Path) -> None:
        """Nothing more to save: offer to close, and to open the folder of what was made."""
        show = Button(tr("button.open_folder"), "primary", icon="folder")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.save_button.hide()
        self.cancel_button.setText(tr("button.close"))
        self.buttons.addWidget(show)
        show.show()  # a part not shown yet loses the focus to whichever is
        show.setFocus()
        self.fit()

    def store(self, save: Callable[[], object], saved: Callable[[], None]) -> None:
        """Run `save`; on success close and call `saved`. While it runs another is not begun.

        Who closes the form meanwhile cannot take the saving back: it closes once that has ended, so that
        `saved` can tell what was done.
        """
        if self._storing:
            return
        self._storing, self._leaving = True, False
        held = self.focusWidget()
        self.complain("")
        self.save_button.setEnabled(False)

        def done(result: object) -> None:
            self.outcome = result
            self.accept()  # first: what `saved` opens stands alone, its error leaves no form to save again
            saved()

        def ended() -> None:
            self._storing = False
            self.save_button.setEnabled(True)
            if self._leaving and self.isVisible():
                self.reject()
            elif held is self.save_button and self.isVisible():
                self.save_button.setFocus()  # while it was off, the focus went elsewhere

        jobs.run(lambda _work: save(), done, self.refuse, owner=self, ended=ended)

    def reject(self) -> None:
        """Close without saving; what is being saved already is waited for."""
        if self._storing:
            self._leaving = True
        else:
            super().reject()
