"""What those who left leave behind, and where each of it is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.services.base.desk import Desk
from app.services.base.enums import DueAction, Role, RotationReason
from app.services.due import reminders
from app.services.office.handover import hand_over
from app.services.office.views import HandOver
from app.services.secrets import rotation
from app.ui.context import Context
from app.ui.theme import icon_pixmap, px
from app.ui.translation import tr
from app.ui.widgets import Button, Label, LinkLabel, Paragraph
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.form_scroll import FormScroll
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class _Item:
    """`duty` is false for what somebody may look at, but need not; `action` is a link's text and its way."""

    sentence: str
    done: bool
    duty: bool
    action: tuple[str, Callable[[], None]] | None


class HandOverDialog(Dialog):
    """Of one member or of several. Following a link closes it."""

    def __init__(self, context: Context, members: Sequence[int], parent: QWidget) -> None:
        super().__init__(tr("handover.title"), parent, width=640)
        self._context = context
        self.body.addWidget(Paragraph(tr("handover.lead")))
        scroll = FormScroll()
        scroll.column.setSpacing(px(8))
        for id_ in members:
            found = hand_over(context.desk, id_)
            scroll.column.addWidget(Label(found.member.name, "heading"))
            items = [*_items(context, found)]
            for item in items:
                scroll.column.addLayout(self._row(item))
            if not items:
                scroll.column.addWidget(Label(tr("handover.nothing"), wrap=True))
        scroll.column.addStretch(1)
        self.body.addWidget(scroll, 1)
        close = Button(tr("button.close"), "primary", keys="Esc")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # wrapped texts know their height only now

    def _row(self, item: _Item) -> QHBoxLayout:
        sign = QLabel()
        picture = ("check", "accent") if item.done else ("warning", "warn") if item.duty else ("info", "note")
        sign.setPixmap(icon_pixmap(*picture, 18))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(item.sentence, wrap=True), 1)
        if item.action is not None:
            text, go = item.action
            link = LinkLabel(text)
            link.setAccessibleName(f"{text}: {item.sentence}")
            link.followed.connect(lambda: self._follow(go))
            row.addWidget(link, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _follow(self, go: Callable[[], None]) -> None:
        self.accept()
        go()


def left_to_do(desk: Desk, found: HandOver) -> int:
    """How many duties of a hand-over are left; a draft is none."""
    kept = sum(not one.done for one in found.credentials)
    return kept + len(found.contact_of) + len([*_kept_elsewhere(desk, found)])


def _items(context: Context, found: HandOver) -> Iterator[_Item]:
    for one in found.credentials:
        change = _to_account(context, one.account.id, DueAction.CHANGE_PASSWORD)
        name = one.account.display_name
        text = tr("handover.changed" if one.done else "handover.change", account=name, label=one.label)
        yield _Item(text, one.done, True, None if one.done else (tr("handover.do_change"), change))
    for account_id, name in _kept_elsewhere(context.desk, found):
        note = _to_account(context, account_id, DueAction.RECORD_ROTATION)
        text = tr("handover.elsewhere", account=name)
        yield _Item(text, False, True, (tr("handover.do_record"), note))
    for account in found.contact_of:
        text = tr("handover.contact", account=account.display_name)
        see = _to_account(context, account.id, "")
        yield _Item(text, False, True, (tr("handover.do_account"), see))
    for draft in found.open_drafts:
        text = tr("handover.draft", id=draft.id, excerpt=draft.excerpt)
        yield _Item(text, False, False, (tr("handover.do_draft"), _to_draft(context, draft.id)))


def _kept_elsewhere(desk: Desk, found: HandOver) -> Iterable[tuple[int, str]]:
    """Accounts whose password is not kept here, and which one who left and decided knew."""
    if found.member.active or found.member.role is Role.DRAFTER:
        return
    for status in rotation.statuses(desk, reminders.today()):
        left = status.at_once_reason is RotationReason.PERSON_LEFT
        if status.credential_id is None and left and not status.personal:
            yield status.account_id, status.account


def _to_account(context: Context, account_id: int, action: str) -> Callable[[], None]:
    return lambda: context.open_account(account_id, action)


def _to_draft(context: Context, draft_id: int) -> Callable[[], None]:
    return lambda: context.open_draft(draft_id)
