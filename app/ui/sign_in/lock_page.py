"""The page over everything while the window is locked: who is there, and their passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import Refusal
from app.services.base.members import MemberView
from app.services.base.secret import Secret
from app.services.office import office, sign_in
from app.services.office.views import Session, SignInState
from app.ui import jobs, preferences
from app.ui.context import Context
from app.ui.page import Translatable
from app.ui.sign_in.passphrase_fields import NewPassphrase, PassphraseRow
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Card, Label, LinkLabel
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.logo import Logo

_WIDTH = 460  # drawn px


class LockPage(Translatable):
    """`opened` carries the `Session` of whoever proved to be here.

    A member without a passphrase sets their first one here; a temporary one is changed before anything else.
    """

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._members: dict[int, MemberView] = {}
        self._state: SignInState | None = None
        self._temporary: Secret | None = None
        self._title, self._lead = Label(look="title"), Label(look="small", wrap=True)
        self._who = DropDown()
        self._who.currentIndexChanged.connect(lambda _place: self._ask())
        self._who_row = FormRow(self._who)
        self._passphrase = PassphraseRow()
        self._passphrase.line.returnPressed.connect(self.submit)
        self._new = NewPassphrase()
        self._new.finished.connect(self.submit)
        self._error = Label(look="error", wrap=True)
        self._way_back = Label(look="small", wrap=True)
        self._way_back.hide()
        self._go = Button(kind="primary", keys="↵")
        self._go.clicked.connect(self.submit)
        self._forgot = LinkLabel()
        self._forgot.followed.connect(self._tell_way_back)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count_down)
        self._build()
        self.translate(self._title.setText, "lock.title")
        self.translate(self._who_row.set_label, "lock.who")
        self.translate(self._passphrase.set_label, "lock.passphrase")
        self.translate(self._forgot.setText, "lock.forgot")

    def _build(self) -> None:
        card = Card(padding=32, spacing=16)
        card.setFixedWidth(px(_WIDTH))
        head = QHBoxLayout()
        head.setSpacing(px(14))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._lead)
        head.addWidget(Logo(), alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        card.body.addLayout(head)
        for part in (self._who_row, self._passphrase, self._new, self._error, self._way_back):
            card.body.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self._forgot)
        foot.addStretch(1)
        foot.addWidget(self._go)
        card.body.addLayout(foot)
        language = Button(kind="quiet", small=True)
        language.clicked.connect(lambda: preferences.toggle_language(self._context.desk))
        self.translate(language.setText, "first.other_language")
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(language, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def arrive(self, member: MemberView | None) -> None:
        """Ask for the passphrase of `member`, or of whoever is chosen."""
        self._members = {one.id: one for one in office.members(self._context.desk)}
        self._who.blockSignals(True)
        self._who.clear()
        for one in self._members.values():
            self._who.addItem(f"{one.name} · {tr(f'role.{one.role}')}", one.id)
        self._who.setCurrentIndex(max(0, self._who.findData(member.id if member else None)))
        self._who.blockSignals(False)
        self._ask()

    def _ask(self) -> None:
        """Look how the chosen member stands, and show the fields for it."""
        if self._who.currentData() is None:
            return
        self._temporary = None
        self._state = sign_in.state(self._context.desk, int(self._who.currentData()))
        self._passphrase.line.clear()
        self._new.clear()
        self._error.setText("")
        self._way_back.hide()
        self._show_fields()
        self._count_down()

    def _show_fields(self) -> None:
        state = self._state
        if state is None:
            return
        makes_new = not state.has_passphrase or self._temporary is not None
        needs_code = bool(state.code_from)
        self._passphrase.setVisible(not makes_new)
        self._new.setVisible(makes_new and not needs_code)
        self._go.setVisible(not needs_code)
        self._forgot.setVisible(not makes_new)
        self._who_row.setEnabled(self._temporary is None)
        key = "change_now" if self._temporary else "first" if makes_new else "lead"
        if needs_code:
            self._lead.setText(tr("lock.needs_code", by=", ".join(state.code_from)))
        else:
            self._lead.setText(tr(f"lock.{key}"))
        self._go.setText(tr("lock.set" if makes_new else "lock.open"))
        self._error.setVisible(bool(self._error.text()))
        if needs_code:
            self._who.setFocus()
        else:
            (self._new.first.line if makes_new else self._passphrase.line).setFocus()

    def submit(self) -> None:
        """Enter, or the button: try what was typed."""
        state, desk = self._state, self._context.desk
        if state is None or state.code_from or not self._go.isEnabled():
            return
        member, old = state.member.id, self._temporary
        if self._new.isVisible():
            new = self._new.secret()
            if new is None:
                return
            if old is None:
                self._try(lambda: sign_in.set_first(desk, member, new))
            else:
                self._try(lambda: sign_in.change(desk, member, old, new))
        else:
            tried = Secret(self._passphrase.line.text())
            self._try(lambda: sign_in.sign_in(desk, member, tried), tried)

    def _try(self, work: object, tried: Secret | None = None) -> None:
        assert callable(work)
        self._go.setEnabled(False)
        jobs.run(lambda _work: work(), lambda session: self._done(session, tried), self._refused, owner=self)

    def _done(self, session: Session, tried: Secret | None) -> None:
        self._go.setEnabled(True)
        self._passphrase.line.clear()
        if session.must_change and tried is not None:
            self._temporary = tried
            self._show_fields()
            return
        self._temporary = None
        self._new.clear()
        self.opened.emit(session)

    def _refused(self, refusal: Refusal) -> None:
        self._go.setEnabled(True)
        self._error.setText(refusal_text(refusal))
        self._error.show()
        self._passphrase.line.selectAll()
        if self._state is not None:
            self._state = sign_in.state(self._context.desk, self._state.member.id)
        self._count_down()

    def _count_down(self) -> None:
        """While tries have to wait, say how long; the field stays, so that nothing typed is lost."""
        if self._state is None or not self._state.has_passphrase:
            self._second.stop()
            return
        wait = sign_in.state(self._context.desk, self._state.member.id).wait
        if wait:
            self._error.setText(tr("error.signin.wait", seconds=wait))
            self._error.show()
            self._second.start()
        elif self._second.isActive():
            self._second.stop()
            self._error.hide()
        self._go.setEnabled(not wait)

    def _tell_way_back(self) -> None:
        """No error: a person asked."""
        self._way_back.setText(tr("lock.way_back"))
        self._way_back.show()

    def retranslate(self) -> None:
        super().retranslate()
        if self.isVisible() and self._state is not None:
            self.arrive(self._state.member)
