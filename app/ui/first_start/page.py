"""The first start: one short page for the office, its team and an account, or the demo office."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import Refusal
from app.services.base import desk_settings
from app.services.office import office
from app.services.office.views import OfficeForm
from app.services.program import demo
from app.ui import jobs, preferences
from app.ui.accounts.fields import AccountFields
from app.ui.context import Context
from app.ui.first_start.earlier_record import EarlierRecordCard, earlier_record, require_agreed
from app.ui.first_start.join_fields import JoinFields
from app.ui.first_start.team_fields import TeamFields
from app.ui.hotkey import hotkey
from app.ui.office.fields import OfficeFields
from app.ui.page import Translatable
from app.ui.shell.member_button import SETTING
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Card, ElidedLabel, Label, ProgressStrip
from app.ui.widgets.columns import Columns
from app.ui.widgets.logo import Logo
from app.values import replace
from app.work import Work


class FirstStart(Translatable):
    """`finished` comes when the office is recorded, `joined` when the desk has joined one on a server."""

    finished = Signal()
    joined = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._office = OfficeFields()
        self._team = TeamFields()
        self._account = AccountFields()
        self._error = Label(look="error", wrap=True)
        self._place = ElidedLabel(look="small")
        self._earlier = EarlierRecordCard()
        self._progress = ProgressStrip()
        self._start = Button(kind="primary", keys="Ctrl ↵")
        self._start.clicked.connect(self._submit)
        self._demo = Button()
        self._demo.clicked.connect(self._open_demo)
        self._join = JoinFields(context)
        self._join.joined.connect(self.joined)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._middle(), 1)
        column.addWidget(self._foot())
        for row in (*self._office.lines(), *self._account.lines()):
            row.line.returnPressed.connect(self._submit)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            hotkey(self, keys, self._submit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.translate(self._start.setText, "first.start")
        self.translate(self._demo.setText, "first.demo")
        self.retranslate()

    def arrive(self) -> None:
        self._office.name_bn.line.setFocus()
        # The keyring may take seconds to tell.
        jobs.run(lambda _work: earlier_record(self._context.desk), self._earlier.show_found, owner=self)

    def retranslate(self) -> None:
        super().retranslate()
        desk = self._context.desk
        where = desk.store.name if desk.shares_office else str(desk.folder.path)
        self._place.setText(tr("first.place", where=where))

    def _head(self) -> QWidget:
        head = QFrame()
        head.setProperty("bar", "top")
        title, lead = Label(look="title"), Label(look="small")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(title)
        texts.addWidget(lead)
        texts.addWidget(self._place)
        language = Button(kind="quiet")
        language.clicked.connect(lambda: preferences.toggle_language(self._context.desk))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(24), px(10), px(24), px(10))
        row.setSpacing(px(14))
        row.addWidget(Logo())
        row.addLayout(texts, 1)
        row.addWidget(language)
        self.translate(title.setText, "first.title")
        self.translate(lead.setText, "first.lead")
        self.translate(language.setText, "first.other_language")
        return head

    def _middle(self) -> QWidget:
        columns = Columns()
        columns.left.addWidget(self._earlier)
        columns.left.addWidget(self._card("first.office", "first.office_hint", self._office))
        columns.left.addWidget(self._card("first.team", "first.team_hint", self._team))
        join, demo_card = self._card("joining.title", "joining.hint", self._join), self._demo_card()
        columns.left.addWidget(join)
        columns.left.addStretch(1)
        columns.right.addWidget(self._card("first.account", "first.account_hint", self._account))
        restore = self._restore_card()
        columns.right.addWidget(restore)
        columns.right.addWidget(demo_card)
        if self._context.desk.shares_office:  # it has joined one already, and what is there is no demo
            join.hide()
            demo_card.hide()
            restore.hide()
        columns.right.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(columns)
        return scroll

    def _card(self, title_key: str, hint_key: str, content: QWidget) -> Card:
        card = Card(padding=20, spacing=12)
        title, hint = Label(look="heading"), Label(look="small", wrap=True)
        self.translate(title.setText, title_key)
        self.translate(hint.setText, hint_key)
        head = QVBoxLayout()
        head.setSpacing(px(2))
        head.addWidget(title)
        head.addWidget(hint)
        card.body.addLayout(head)
        card.body.addWidget(content)
        return card

    def _demo_card(self) -> Card:
        card = self._card("first.demo_title", "first.demo_hint", self._progress)
        card.body.addWidget(self._demo, alignment=Qt.AlignmentFlag.AlignLeft)
        self._progress.cancelled.connect(lambda: self._job.cancel())
        return card

    def _restore_card(self) -> Card:
        self.restore_button = Button(icon="history")
        self.restore_button.clicked.connect(self.restore)
        self.translate(self.restore_button.setText, "restore.offer")
        card = self._card("restore.first_title", "restore.first_hint", QWidget())
        card.body.addWidget(self.restore_button, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def restore(self) -> None:
        """This computer is new, and the office has a backup: begin with that."""
        from app.ui.backup.restore_dialog import RestoreDialog  # with what decrypts

        dialog = RestoreDialog(self._context, self.window())
        dialog.in_place.connect(self.joined)
        dialog.open()

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("bar", "bottom")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(24), px(10), px(24), px(10))
        row.addWidget(self._error, 1)
        row.addWidget(self._start)
        return foot

    def _submit(self) -> None:
        self._error.setText("")
        account_fits = self._account.empty or self._account.complete()
        # Every part says what it lacks; asked last, the first incomplete one has the focus.
        team_fits = self._team.complete()
        office_fits = self._office.complete()
        if account_fits and team_fits and office_fits:
            self._set_up(self._form())

    def _form(self) -> OfficeForm:
        accounts = () if self._account.empty else (self._account.form(),)
        return replace(self._office.form(), members=self._team.members(), accounts=accounts)

    def _set_up(self, form: OfficeForm) -> None:
        self._set_busy(True)
        desk, agreed = self._context.desk, self._earlier.agreed

        def begin(_work: Work) -> None:
            require_agreed(desk, agreed)
            office.set_up(desk, form)

        jobs.run(
            begin,
            lambda _none: self._finish(),
            self._refuse,
            owner=self,
            ended=lambda: self._set_busy(False),
        )

    def _open_demo(self) -> None:
        self._set_busy(True)
        self._progress.start(tr("first.demo_loading"), tr("button.stop"))

        desk, agreed = self._context.desk, self._earlier.agreed

        def load(work: Work) -> None:
            require_agreed(desk, agreed)
            demo.set_up_demo(desk, work)

        self._job = jobs.run(
            load,
            lambda _none: self._finish(),
            self._refuse,
            self._progress.show_progress,
            owner=self,
            ended=self._end_demo,
        )

    def _end_demo(self) -> None:
        self._progress.stop()
        self._set_busy(False)
        if office.office(self._context.desk) is not None:
            self._finish()  # stopped on the way: the office is there all the same

    def _finish(self) -> None:
        # Whoever fills this page in names themselves first.
        first = next((one for one in office.members(self._context.desk) if one.decides), None)
        if first is not None:
            desk_settings.set_(self._context.desk, SETTING, str(first.id))
        self.finished.emit()

    def _refuse(self, refusal: Refusal) -> None:
        self._error.setText(refusal_text(refusal))

    def _set_busy(self, busy: bool) -> None:
        self._start.setEnabled(not busy)
        self._demo.setEnabled(not busy)
