"""What an account's details show: its head, its facts, and what it was opened for."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.services.base.enums import AccountKind
from app.services.office.views import AccountView
from app.ui.accounts.closing import close_button, reopen_button
from app.ui.accounts.dialog import AccountDialog
from app.ui.accounts.pictures import pictures_card
from app.ui.checklist.card import checklist_card
from app.ui.context import Context
from app.ui.credentials.card import password_card
from app.ui.permission import drafter_note, for_deciders
from app.ui.theme import icon_pixmap, px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Label, LinkLabel, platform_sign
from app.ui.widgets.banner import Banner
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.facts import Facts


def show_account(shown: DetailScroll, context: Context, account: AccountView, page: QWidget) -> None:
    """Show the cards of an account: its head, the checklist, and the rest beside it where there is room.

    Of one out of use only the head, from which it is taken into use again.
    `page` is the parent of the dialogs opened from them.
    """
    head = _head(context, account, page)
    if not account.active:
        shown.show_cards(*drafter_note(context), head)
        return
    passwords = password_card(context, account, page)
    if account.kind is AccountKind.PERSONAL:
        shown.show_cards(head, passwords)
        return
    beside = passwords, pictures_card(context, account), _purposes(context, account)
    shown.show_cards(
        checklist_card(context, account, page), head=[*drafter_note(context), head], beside=beside
    )


def _head(context: Context, account: AccountView, page: QWidget) -> Card:
    platform = tr(f"platform.{account.platform}")
    sign = platform_sign(account.platform, account.display_name)
    card = Card(padding=0, spacing=0)
    card.body.setContentsMargins(1, 1, 1, 1)
    card.body.addWidget(Banner(account.display_name, f"{platform} · @{account.handle}", sign=sign))
    facts = Facts(
        [
            (tr("account.platform"), platform),
            (tr("account.handle"), f"@{account.handle}"),
            (tr("account.url"), _address(account.url)),
        ]
    )
    buttons = QVBoxLayout()
    buttons.setSpacing(px(8))
    for button in _buttons(context, account, page):
        buttons.addWidget(button, alignment=Qt.AlignmentFlag.AlignRight)
    buttons.addStretch(1)
    row = QHBoxLayout()
    row.setContentsMargins(px(24), px(16), px(16), px(16))
    row.addWidget(facts, 1)
    row.addLayout(buttons)
    card.body.addLayout(row)
    if not account.active:
        closed = Label(tr("account.closed_note"), wrap=True)
        closed.setContentsMargins(px(24), 0, px(24), px(20))
        card.body.addWidget(closed)
    return card


def _buttons(context: Context, account: AccountView, page: QWidget) -> list[Button]:
    if not account.active:
        return [reopen_button(context, account, page)]
    edit = Button(tr("account.edit"), icon="edit", small=True)
    edit.clicked.connect(lambda: AccountDialog(context, account, page).open())
    if account.kind is AccountKind.OFFICIAL:  # one's own account is one's own to keep
        for_deciders(context, edit)
    return [edit, close_button(context, account, page)]


def _address(url: str) -> QWidget:
    if not url:
        return Label(tr("account.no_url"), "small")
    link = LinkLabel(url)
    link.followed.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
    return link


def _purposes(context: Context, account: AccountView) -> Card:
    card = Card(padding=20)
    card.body.addWidget(Label(tr("account.purposes"), "heading"))
    card.body.addWidget(Label(tr("account.purposes_hint"), "small", wrap=True))
    for purpose in account.purposes:
        card.body.addLayout(_purpose(context, purpose))
    if not account.purposes:
        card.body.addWidget(Label(tr("account.no_purposes"), wrap=True))
    return card


def _purpose(context: Context, purpose: str) -> QHBoxLayout:
    tick = QLabel()
    tick.setPixmap(icon_pixmap("check", "accent", 18))
    clause = LinkLabel(tr("guide.clause", clause=shown(purpose, language())))
    clause.followed.connect(lambda: context.open_clause(purpose))
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(tick)
    row.addWidget(Label(tr(f"purpose.{purpose}")))
    row.addWidget(clause)
    row.addStretch(1)
    return row
