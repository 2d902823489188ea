"""The foot of the page: where one is, the reason, the decisions, and why approval is off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.services.base.enums import State, Verdict
from app.services.posts.views import Obstacle
from app.ui import theme
from app.ui.page import Translatable
from app.ui.queue.reason import ReasonField
from app.ui.queue.reasons import Reason, Reasons
from app.ui.translation import tr
from app.ui.widgets import Button, Label
from app.ui.widgets.labels import Look

_REASONS_WIDE, _REASONS_SHARE = 245, 0.21  # drawn px they want; of the width, which they have at least
_REASON_LEAST = 170  # drawn px, what the field for a reason keeps beside them
_ROOMY = 760  # drawn px; in less a reason needs the room of the place in the list, which the list tells too
_WIDEST_WHY = 300  # drawn px; longer ones take two lines
_REMARK_SHOWN = 6_000  # milliseconds a remark on something pressed stays
_PATIENCE = 150  # milliseconds an approval may take before the bar says that it is under way
_REASONS = ("source", "personal", "political", "wording", "purpose", "picture")


class DecisionBar(Translatable):
    """`approve`, and `send_back`, `reject`, `reverse` with a reason that is never empty.

    `copies` to save, `publish` to record where it went out, `new_time` for what did not go out in its time.
    While an approval is under way nothing is decided.
    """

    approve = Signal()
    send_back = Signal(str)
    reject = Signal(str)
    reverse = Signal(str)
    copies = Signal()
    publish = Signal()
    new_time = Signal()
    left = Signal()
    tried = Signal(str)  # what was pressed though it is not offered

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after_reason: Verdict | None = None
        self._obstacles: Sequence[Obstacle] = ()
        self._refused = ""
        self._was_open = self._overtaken = False
        self._approving = False
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._slow.timeout.connect(self._say_approving)
        self._unseen = ""
        self._remark = ""
        self._why_text = ""
        self._remark_timer = QTimer(self, singleShot=True, interval=_REMARK_SHOWN)
        self._remark_timer.timeout.connect(self._forget_remark)
        self._place = (0, 0)
        self._position = Label(look="small")
        self._reason = ReasonField("queue.reason", _REASONS)
        self._reason.confirmed.connect(self._confirm)
        self._reason.left.connect(self._leave)
        self._reason.changed.connect(self._on_reason)
        self._reject = Button(kind="danger", keys="X")
        self._return = Button(keys="R")
        self._approve = Button(kind="primary", keys="A")
        self._reverse = Button()
        self._copies = Button(kind="primary", keys="S")
        self._publish = Button(kind="primary")
        self._new_time = Button()
        self._late = False
        self._why_not = Label(look="error", wrap=True)
        self._reasons = Reasons()
        self.translate(self._reject.setText, "queue.reject")
        self.translate(self._return.setText, "queue.return")
        self.translate(self._approve.setText, "queue.approve")
        self.translate(self._reverse.setText, "queue.reverse")
        self.translate(self._copies.setText, "copies.offer")
        self.translate(self._publish.setText, "queue.publish")
        self.translate(self._new_time.setText, "queue.new_time")
        self._reject.clicked.connect(self.press_reject)
        self._return.clicked.connect(self.press_return)
        self._approve.clicked.connect(self.press_approve)
        self._reverse.clicked.connect(self.press_reverse)
        self._copies.clicked.connect(self.copies)
        self._publish.clicked.connect(self.publish)
        self._new_time.clicked.connect(self.new_time)

        frame = QFrame(self)
        frame.setProperty("bar", "bottom")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        row.setSpacing(theme.px(10))
        row.addWidget(self._position)
        row.addWidget(self._reason, 1)
        row.addWidget(self._why_not)
        deciding = (self._reject, self._return, self._approve)
        for button in (*deciding, self._reverse, self._new_time, self._copies, self._publish):
            row.addWidget(button)
        row.addWidget(self._reasons)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.restyle()

    def show_draft(
        self, state: State, obstacles: Sequence[Obstacle], refused: str = "", *, late: bool = False
    ) -> None:
        """Offer what may be done with a draft in `state`; `obstacles` keep approval off.

        `refused`: why whoever sits here decides nothing at all, "" if they may. `late`: it is approved, and
        the time it was to go out is over.
        """
        self._late = late
        self._obstacles = obstacles
        self._refused = refused
        is_open = state is State.PENDING
        # Decided elsewhere while a reason was typed: Enter must not make it the reason for reversing that.
        self._overtaken = not is_open and bool(self._reason.text()) and (self._overtaken or self._was_open)
        self._was_open = is_open
        self._reject.setVisible(is_open)
        self._return.setVisible(is_open)
        self._approve.setVisible(is_open)
        self._reasons.setVisible(is_open)
        self._enable()
        self._reverse.setVisible(state in (State.APPROVED, State.REJECTED, State.RETURNED))
        self._copies.setVisible(state in (State.APPROVED, State.PUBLISHED))
        self._copies.set_kind("plain" if late else "primary")
        self._publish.setVisible(state in (State.APPROVED, State.PUBLISHED))
        self._publish.set_kind("primary" if late else "plain")
        self._new_time.setVisible(late)
        self._reason.setVisible(state is not State.PUBLISHED)
        self._show_why_not()
        self.show()

    def show_approving(self, on: bool) -> None:
        """An approval began, or ended."""
        self._approving = on
        if on:
            self._slow.start()
        else:
            self._slow.stop()
            self._approve.setText(tr("queue.approve"))
            self._enable()

    def _say_approving(self) -> None:
        self._approve.setText(tr("queue.approving"))
        self._enable()

    def _enable(self) -> None:
        """What may be pressed. A short approval takes nothing away, so that the bar does not flicker."""
        waiting = self._approving and not self._slow.isActive()
        self._approve.setEnabled(not self._obstacles and not waiting)
        for button in (self._return, self._reject, self._reverse, self._publish):
            button.setEnabled(not waiting and not self._refused)

    def show_nothing(self) -> None:
        """There is no draft to decide on."""
        self.hide()

    def show_position(self, place: int, of: int) -> None:
        """`place` counts from 1; 0 of 0 when the list is empty."""
        self._place = (place, of)
        self._position.setText(tr("queue.position", n=place, of=of))

    def begin(self) -> None:
        """A new draft: the reason of the one before is not carried over."""
        self._after_reason = None
        self._was_open = self._overtaken = False
        self._reason.clear()
        self._unseen = ""
        self._forget_remark()

    def show_unseen(self, hint: str) -> None:
        """Where there is more of the post to be seen before it can be decided on; "" for no more."""
        self._unseen = hint
        self._show_why_not()

    def tell(self, remark: str) -> None:
        """Say why what was just pressed did nothing."""
        self._remark = remark
        self._remark_timer.start()
        self._show_why_not()
        QAccessible.updateAccessibility(QAccessibleEvent(self._why_not, QAccessible.Event.Alert))

    def _forget_remark(self) -> None:
        self._remark_timer.stop()
        self._remark = ""
        self._show_why_not()

    def press_approve(self) -> None:
        if not self._approve.isVisible() or self._approving:
            return
        if self._approve.isEnabled():
            self.approve.emit()
        else:
            self.tried.emit("approve")

    def press_return(self) -> None:
        if self._return.isVisible() and not self._approving and not self._tell_refused():
            self._with_reason(Verdict.RETURN)

    def press_reject(self) -> None:
        if self._reject.isVisible() and not self._approving and not self._tell_refused():
            self._with_reason(Verdict.REJECT)

    def press_copies(self) -> None:
        if self._copies.isVisible():
            self.copies.emit()

    def press_reverse(self) -> None:
        if self._reverse.isVisible() and not self._tell_refused():
            self._with_reason(None)

    def _tell_refused(self) -> bool:
        if self._refused:
            self.tell(self._refused)
            self.tried.emit("decide")
        return bool(self._refused)

    def _with_reason(self, verdict: Verdict | None) -> None:
        """Do it if a reason stands there; else say that one is wanted, and Enter does it."""
        if not self._reason.text():
            self._after_reason = verdict
            self._reason.setFocus()
            self.tell(tr(f"queue.wanted.{verdict or 'reverse'}"))
        elif verdict is Verdict.RETURN:
            self.send_back.emit(self._reason.text())
        elif verdict is Verdict.REJECT:
            self.reject.emit(self._reason.text())
        else:
            self.reverse.emit(self._reason.text())

    def _confirm(self) -> None:
        """Enter in the field: what was asked for; by itself, the milder of the decisions."""
        if self._approving or self._tell_refused():
            return
        if self._overtaken:
            self.tell(tr("queue.overtaken"))
        elif self._reverse.isVisible():
            self._with_reason(None)
        else:
            self._with_reason(self._after_reason or Verdict.RETURN)

    def _on_reason(self) -> None:
        """The reason that was asked for is being written."""
        if self._remark and self._reason.text():
            self._forget_remark()

    def _leave(self) -> None:
        self._after_reason = None
        self.left.emit()

    def _show_why_not(self) -> None:
        """What was said of something pressed stands before the buttons, what keeps approval off beside it."""
        reasons = [
            Reason("warning", tr(f"obstacle.{obstacle.key}", **obstacle.params))
            for obstacle in self._obstacles
        ]
        if self._unseen:
            reasons.insert(0, Reason("eye-off", self._unseen, stands=bool(self._obstacles)))
        if not self._approve.isVisibleTo(self):
            reasons = []
        for button in (self._approve, self._return, self._reject, self._reverse):
            button.setToolTip(self._refused or self._unseen)
            button.setAccessibleDescription(self._refused or self._unseen)
        self._reasons.show_reasons(reasons)
        if reasons:
            self._approve.setAccessibleDescription(". ".join(one.text for one in reasons))
        late = self._late and not self._approve.isVisibleTo(self)
        text = self._remark or (tr("queue.late") if late else "")
        self._why_not.setVisible(bool(text))
        self._why_not.setAccessibleName(text)
        if text:
            self._show_as("error" if self._remark else "wanted")
            self._why_text = text
            self._fit_why_not()

    def _show_as(self, look: Look) -> None:
        """Red for what was just refused, amber for what is late."""
        if self._why_not.property("look") != look:
            self._why_not.setProperty("look", look)
            self._why_not.style().polish(self._why_not)

    def _fit_why_not(self) -> None:
        """In one line where there is room, else in two."""
        self._why_not.ensurePolished()  # or it would be measured in another size
        metrics = self._why_not.fontMetrics()
        room = min(theme.px(_WIDEST_WHY), max(1, self.width() // 4))
        self._why_not.setText(self._why_text)
        self._why_not.setFixedWidth(min(metrics.horizontalAdvance(self._why_text) + theme.px(12), room))
        # Always there while approving is: the buttons stay where they are when a reason comes or goes.
        least = max(1, round(self.width() * _REASONS_SHARE))
        self._reasons.setFixedWidth(min(theme.px(_REASONS_WIDE), max(least, self._room_for_reasons())))

    def _room_for_reasons(self) -> int:
        """What the bar has beside the verbs of a pending draft and a field of the least width."""
        parts = [self._reject, self._return, self._approve]
        taken = sum(part.sizeHint().width() for part in parts) + theme.px(_REASON_LEAST)
        if self.width() >= theme.px(_ROOMY):
            taken += self._position.sizeHint().width() + theme.px(10)
        return self.width() - taken - theme.px(2 * 16 + 4 * 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._position.setVisible(self.width() >= theme.px(_ROOMY))
        self._fit_why_not()

    def restyle(self) -> None:
        # Fixed, or a reason in two lines would ask for a taller bar than it needs.
        self.setFixedHeight(theme.px(59))

    def retranslate(self) -> None:
        super().retranslate()
        self._forget_remark()
        self.show_approving(self._approving)
        self._show_why_not()
        self.show_position(*self._place)
