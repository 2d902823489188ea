"""The foot of the page: keys at the left, what can be done next at the right, and what keeps approval off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.services.base.enums import Consent, ResponseKind, ResponseState, State
from app.services.posts.views import DraftView, Obstacle
from app.services.responses.views import ResponseView
from app.ui import theme
from app.ui.page import Translatable
from app.ui.translation import tr
from app.ui.widgets import Button, KeyHint, Label

_REMARK_SHOWN = 6_000  # milliseconds a remark on something pressed stays
_WHY, _WHY_WIDEST = 200, 330  # drawn px
_HINTS = (("J", ""), ("K", "next"), ("E", "write"), ("T", "kind"), ("O", "owner"), ("?", "all"))


class ResponseBar(Translatable):
    """Each button has a signal of its name; which stand there follows from the response and its draft."""

    refer = Signal()
    refer_letter = Signal()
    close_it = Signal()
    elsewhere = Signal()
    send_back = Signal()
    approve = Signal()
    write = Signal()
    keep = Signal()
    record = Signal()
    copy = Signal()
    reopen = Signal()
    consent = Signal()
    make_post = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._obstacles: Sequence[Obstacle] = ()
        self._remark = ""
        self._remark_timer = QTimer(self, singleShot=True, interval=_REMARK_SHOWN)
        self._remark_timer.timeout.connect(self._forget)
        frame = QFrame()
        frame.setProperty("bar", "bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.setSpacing(theme.px(8))
        self._hints = QWidget()
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(theme.px(6))
        for keys, name in _HINTS:
            hints.addWidget(KeyHint(keys))
            if name:
                label = Label(look="small")
                self.translate(label.setText, f"responses_page.hint.{name}")
                hints.addWidget(label)
                hints.addSpacing(theme.px(4))
        row.addWidget(self._hints)
        row.addStretch(1)
        self._why = Label(look="error", wrap=True)
        self._buttons: dict[str, Button] = {}
        for name, kind, keys, signal in (
            ("reopen", "plain", "Shift+R", self.reopen),
            ("refer", "plain", "F", self.refer),
            ("refer_letter", "plain", "Shift+F", self.refer_letter),
            ("close", "plain", "Q", self.close_it),
            ("consent", "plain", "Shift+C", self.consent),
            ("make_post", "plain", "Shift+S", self.make_post),
            ("elsewhere", "plain", "P", self.elsewhere),
            ("copy", "plain", "Ctrl+C", self.copy),
            ("return", "plain", "R", self.send_back),
            ("write", "primary", "E", self.write),
            ("keep", "primary", "Ctrl ↵", self.keep),
            ("record", "primary", "P", self.record),
            ("approve", "primary", "A", self.approve),
        ):
            button = Button(kind=kind, keys=keys)  # type: ignore[arg-type]  # one of the kinds
            button.clicked.connect(signal)
            self.translate(button.setText, f"responses_page.do.{name}")
            self._buttons[name] = button
            row.addWidget(button)
        row.addWidget(self._why)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.restyle()

    def show_response(
        self,
        one: ResponseView | None,
        draft: DraftView | None,
        obstacles: Sequence[Obstacle],
        *,
        writing: bool,
        decides: bool,
    ) -> None:
        """Offer what may be done with a response; `decides`: whoever sits here may decide."""
        self._obstacles = obstacles if draft is not None and draft.state is State.PENDING else ()
        offered = _offered(one, draft, writing=writing)
        for name, button in self._buttons.items():
            button.setVisible(name in offered)
        self._buttons["approve"].setEnabled(not self._obstacles)
        for name in ("return", "refer", "close", "elsewhere", "record"):
            self._buttons[name].setEnabled(decides)
        self._buttons["write"].set_kind("plain" if "approve" in offered or "record" in offered else "primary")
        self._say()

    def offers(self, name: str) -> bool:
        """Whether a button stands there and can be pressed."""
        button = self._buttons[name]
        return not button.isHidden() and button.isEnabled()

    def tell(self, remark: str) -> None:
        """Say why what was just pressed did nothing."""
        self._remark = remark
        self._remark_timer.start()
        self._say()

    def _forget(self) -> None:
        self._remark = ""
        self._say()

    def _say(self) -> None:
        in_the_way = [tr(f"obstacle.{one.key}", **one.params) for one in self._obstacles]
        text = self._remark or "\n".join(in_the_way[:2])
        self._why.setText(text)
        self._why.setToolTip("\n".join(in_the_way))
        self._why.setVisible(bool(text))
        self._fit_hints()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hints()

    def _fit_hints(self) -> None:
        """The keys at the left stand there where the buttons leave them room."""
        shown = [one for one in self._buttons.values() if not one.isHidden()]
        needed = sum(one.sizeHint().width() + theme.px(8) for one in shown)
        if not self._why.isHidden():
            room = self.width() - needed - theme.px(48)
            self._why.setFixedWidth(max(theme.px(_WHY), min(self._wide_enough(room), room)))
            needed += self._why.width() + theme.px(8)
        self._hints.setVisible(self.width() - needed - theme.px(48) >= self._hints.sizeHint().width())

    def _wide_enough(self, room: int) -> int:
        """The least width in pixels that sets the reasons in no more lines than the greatest would.

        The greatest is all the `room` there is where the bar is too low for their lines in less.
        """
        self._why.setMinimumSize(0, 0)  # a label tells of no less than its least size takes
        widest = theme.px(_WHY_WIDEST)
        if self._why.heightForWidth(widest) > self.height() - theme.px(12):
            widest = max(widest, room)
        least = self._why.heightForWidth(widest)
        widths = range(theme.px(_WHY), widest, theme.px(10))
        return next((width for width in widths if self._why.heightForWidth(width) <= least), widest)

    def restyle(self) -> None:
        self.setFixedHeight(theme.px(59))

    def retranslate(self) -> None:
        super().retranslate()
        self._say()


def _offered(one: ResponseView | None, draft: DraftView | None, *, writing: bool) -> set[str]:
    """Which buttons fit where a response and its draft stand."""
    if one is None:
        return set()
    if one.state not in (ResponseState.OPEN, ResponseState.REFERRED):
        return {"reopen"}
    state = draft.state if draft is not None else None
    if writing:
        return {"keep"}
    if state is State.PENDING:
        return {"return", "write", "approve"}
    if state is State.RETURNED:
        return {"write"}
    if state is State.APPROVED:
        return {"copy", "record"}
    offered = {"refer", "close", "elsewhere", "write"}
    if one.state is ResponseState.REFERRED:
        offered = {"reopen", "refer_letter", "elsewhere", "write"}
    if one.kind is ResponseKind.CONTRIBUTION:
        offered = (offered - {"refer"}) | {"consent"}
        if one.consent is Consent.GIVEN and one.shown_draft is None:
            offered |= {"make_post"}
    return offered
