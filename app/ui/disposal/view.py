"""January's list as a view of the archive page: each post answered by keys, then order and destruction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.bangla.dates import gregorian_day, long, long_date
from app.bangla.digits import number, to_bangla
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import DisposalReply, DisposalState, ItemState
from app.services.base.members import MemberView
from app.services.office.retention_periods import this_year
from app.services.retention import answering, listing
from app.services.retention.views import ItemView, ListView
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.disposal.dialogs import CertificateOfDestructionDialog, DestroyDialog, OrderDialog
from app.ui.disposal.rules_dialog import RulesDialog, RulesNow, rules_now
from app.ui.images import pictures
from app.ui.images.pictures import Pictures
from app.ui.opening import open_after
from app.ui.page import PageView
from app.ui.permission import may_decide, says_drafter
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, Card, Chip, EmptyState, Label, Paragraph
from app.ui.widgets.entry_list import Entry, EntryList
from app.ui.widgets.facts import Facts
from app.work import Work

_KEYS = {DisposalReply.KEEP: "1", DisposalReply.DESTROY: "2", DisposalReply.HOLD: "3"}
_TONES = {
    ItemState.OPEN: "calm",
    ItemState.KEPT: "good",
    ItemState.HELD: "note",
    ItemState.TO_DESTROY: "block",
    ItemState.DESTROYED: "calm",
}
_LIST = 380  # drawn px
# The newest list, whether the years of some post are over, and whether no list is in the way of a new one.
_Read = tuple[ListView | None, bool, bool]


class DisposalView(PageView):
    """Shows the newest list. An answer goes on to the next post that this member has not answered."""

    name = "disposal"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: ListView | None = None
        self._some_over = False  # whether there are posts whose years are over
        self._free = True  # whether no list is in the way of a new one
        self._items: dict[str, ItemView] = {}
        self._pictures = Pictures(context.desk, self)
        self._pictures.arrived.connect(lambda _sha256: self._fill_picture())
        self._picture = QLabel()
        self._shown = ""
        self._summary = Label(look="strong", wrap=True)
        self._hint = Label(look="small", wrap=True)
        top = QFrame()
        top.setProperty("bar", "top")
        head = QVBoxLayout(top)
        head.setContentsMargins(px(16), px(10), px(16), px(10))
        head.setSpacing(px(2))
        head.addWidget(self._summary)
        head.addWidget(self._hint)
        self.entries = EntryList()
        self.entries.setFixedWidth(px(_LIST))
        self.entries.chosen.connect(self._choose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = EmptyState("archive")
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.entries)
        row.addWidget(self._scroll, 1)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._middle, 1)
        self._bar = self._foot()
        column.addWidget(self._bar)
        for reply, keys in _KEYS.items():
            self.add_command(f"disposal.reply.{reply}", keys, partial(self.answer, reply))
        self._rules = Button(icon="settings", keys="K")
        self._rules.clicked.connect(self.set_rules)
        self.translate(self._rules.setText, "keeping_rules.offer")
        self.add_command("keeping_rules.title", "K", self.set_rules)
        self.add_command("disposal_page.make", "N", self.make)
        self.add_command("disposal_page.order", "", self.order)
        self.add_command("disposal_page.destroy", "", self.carry_out)
        self.add_command("disposal_page.certify", "", self.certify)
        context.member_changed.connect(self._show)
        context.drafts_changed.connect(self._read_if_shown)
        self.retranslate()

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("bar", "bottom")
        self.reason = QLineEdit()
        self._buttons = {
            reply: Button(keys=keys, kind="danger" if reply is DisposalReply.DESTROY else "plain")
            for reply, keys in _KEYS.items()
        }
        self._make = Button(kind="primary", keys="N")
        self._order, self._destroy = Button(kind="primary"), Button(kind="danger")
        self._certify = Button(kind="primary", icon="document")
        self._make.clicked.connect(self.make)
        self._order.clicked.connect(self.order)
        self._destroy.clicked.connect(self.carry_out)
        self._certify.clicked.connect(self.certify)
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(8))
        row.addWidget(self.reason, 1)
        self._gap = QWidget()
        row.addWidget(self._gap, 1)
        for reply, button in self._buttons.items():
            button.clicked.connect(lambda _on=False, reply=reply: self.answer(reply))
            self.translate(button.setText, f"disposal.reply.{reply}")
            row.addWidget(button)
        for button in (self._make, self._order, self._destroy, self._certify):
            row.addWidget(button)
        self.translate(self._make.setText, "disposal_page.make")
        self.translate(self._order.setText, "disposal_page.order")
        self.translate(self._destroy.setText, "disposal_page.destroy")
        self.translate(self._certify.setText, "disposal_page.certify")
        self.translate(self.reason.setPlaceholderText, "disposal_page.reason")
        self.translate(self.reason.setAccessibleName, "disposal_page.reason")
        self.translate(self.entries.setAccessibleName, "disposal_page.list")
        return foot

    def arrive(self) -> None:
        self._take_focus()
        self.read()

    def _take_focus(self) -> None:
        """The keys of this view want the focus in it, also while there is nothing to go through."""
        offered = self._make if self._make.isVisible() and self._make.isEnabled() else self._empty
        (self.entries if self._items else offered).setFocus(Qt.FocusReason.OtherFocusReason)

    def tools(self) -> Sequence[QWidget]:
        return (self._rules,)

    def set_rules(self) -> None:
        """Show how long the office keeps its posts, to be changed."""
        desk, member = self.context.desk, self._member()
        if member is None:
            return

        def show(now: RulesNow) -> None:
            RulesDialog(self.context, now, member, self.window()).open()

        open_after(lambda _work: rules_now(desk), show, self._refuse, owner=self)

    def read(self) -> None:
        """Read the newest list anew."""
        desk = self.context.desk
        jobs.run(lambda _work: _read(desk), self._take, owner=self)

    def _take(self, read: _Read) -> None:
        self._found, self._some_over, self._free = read
        self._show()

    def make(self) -> None:
        """Make this year's list, once however often it is asked for."""
        member = self._member()
        if member is None:
            return
        desk, by = self.context.desk, member.id

        def make(_work: Work) -> _Read:
            listing.make_list(desk, by)
            return _read(desk)

        jobs.run_once("list", make, self._take, self._refuse, owner=self)

    def answer(self, reply: DisposalReply) -> None:
        """Keep, destroy or hold the post in front, once until the list has gone on to the next."""
        found, item, member = self._found, self._items.get(self.entries.key()), self._member()
        if found is None or item is None or member is None or found.state is not DisposalState.OPEN:
            return
        reason = self.reason.text().strip()
        if reply is DisposalReply.HOLD and not reason:
            messages.say(tr("error.review.reason_missing"), "warn")
            self.reason.setFocus()
            return
        desk, by, id_, draft = self.context.desk, member.id, found.id, item.draft_id

        def save(_work: Work) -> _Read:
            answering.answer(desk, id_, draft, reply, reason, by)
            return _read(desk)

        def saved(read: _Read) -> None:
            self.reason.clear()
            self._take(read)
            self._go_on(by)

        jobs.run_once("answer", save, saved, self._refuse, owner=self)

    def order(self) -> None:
        """Order what was agreed on."""
        self._about(OrderDialog, DisposalState.OPEN)

    def carry_out(self) -> None:
        """Carry the order out."""
        self._about(DestroyDialog, DisposalState.ORDERED, DisposalState.BEGUN)

    def certify(self) -> None:
        """Write the certificate of destruction."""
        self._about(CertificateOfDestructionDialog, DisposalState.DONE)

    def _about(
        self,
        dialog: type[OrderDialog] | type[DestroyDialog] | type[CertificateOfDestructionDialog],
        *states: DisposalState,
    ) -> None:
        found, member = self._found, self._member()
        if found is None or member is None or found.state not in states:
            return
        dialog(self.context, found, member, self._changed, self.window()).open()

    def _changed(self) -> None:
        self.read()
        self.context.drafts_changed.emit()

    def _go_on(self, by: int) -> None:
        keys = list(self._items)
        at = keys.index(self.entries.key()) if self.entries.key() in keys else 0
        for key in (*keys[at:], *keys[:at]):
            if self._items[key].answer_of(by) is None:
                self.entries.choose(key)
                break
        self.entries.setFocus(Qt.FocusReason.OtherFocusReason)

    def _member(self) -> MemberView | None:
        """Who may do what is asked; said where nobody, or a drafter, is at the desk."""
        if self.context.member is None:
            messages.say(tr("queue.choose_member"), "warn")
        return None if says_drafter(self.context) else self.context.member

    def _refuse(self, refusal: Refusal) -> None:
        messages.say(refusal_text(refusal), "warn")

    def _read_if_shown(self) -> None:
        if self.isVisible():
            self.read()

    def _show(self) -> None:
        focused = self.window().focusWidget()
        held = focused is self or (focused is not None and self.isAncestorOf(focused))
        self._show_list()
        if held and (focused in (self, self._empty) or not focused.isVisible()):
            self._take_focus()

    def _show_list(self) -> None:
        found = self._found
        state = found.state if found is not None else None
        open_ = state is DisposalState.OPEN
        for part in (self.reason, *self._buttons.values()):
            part.setVisible(open_)
        self._gap.setVisible(not open_)
        # Without a post whose years are over it would only be refused.
        self._make.setVisible(self._some_over and self._free)
        self._order.setVisible(open_)
        # Nobody may carry out an order that is stranded: only a new list leads on.
        waits = state is DisposalState.ORDERED and not self._free
        self._destroy.setVisible(waits or state is DisposalState.BEGUN)
        gone = found.count(ItemState.DESTROYED) if found is not None else 0
        self._certify.setVisible(state is DisposalState.DONE and gone > 0)
        allowed = may_decide(self.context)
        self._order.setEnabled(allowed and found is not None and not found.count(ItemState.OPEN))
        for button in (*self._buttons.values(), self._make, self._destroy, self._certify, self._rules):
            button.setEnabled(allowed)
            button.setToolTip("" if allowed else tr("queue.drafter"))
        in_bar = (self.reason, self._make, self._destroy, self._certify)
        self._bar.setVisible(any(not part.isHidden() for part in in_bar))
        self._summary.setVisible(found is not None)  # else the page says it in its middle
        self._make.set_kind("plain" if self._certify.isVisible() else "primary")
        self._items = {str(item.id): item for item in found.items} if found is not None else {}
        self._middle.setCurrentIndex(1 if self._items else 0)
        self._empty.set_text(tr("disposal_page.none"), tr("disposal_page.none_hint"))
        if found is None:
            self._hint.setText(tr("keeping.ours_hint"))
            return
        self._summary.setText(
            tr(
                "disposal_page.told",
                year=to_bangla(str(found.year)) if language() == "bn" else str(found.year),
                state=tr(f"disposal.state.{found.state}"),
            )
        )
        counts = [
            f"{tr(f'disposal.item.{one}')} {number(found.count(one), language())}"
            for one in ItemState
            if found.count(one)
        ]
        rule = tr("disposal_page.two" if found.needed > 1 else "disposal_page.alone")
        if self._free and state is not DisposalState.DONE:
            rule = tr("disposal_page.stranded")
        self._hint.setText(" · ".join([*counts, rule]))
        self.entries.show_entries(_entry(item) for item in found.items)
        self._choose(self.entries.key())

    def _choose(self, key: str) -> None:
        item = self._items.get(key)
        if item is None:
            return
        self._shown = item.thumbnail
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        card = Card(padding=16, spacing=10)
        row = QHBoxLayout()
        row.addWidget(Label(item.account or tr("queue.no_account"), "strong", wrap=True), 1)
        row.addWidget(Chip(_TONES[item.state], tr(f"disposal.item.{item.state}")))
        card.body.addLayout(row)
        if item.state is ItemState.DESTROYED:
            memo = self._found.memo if self._found is not None else ""
            card.body.addWidget(
                Label(tr("error.record.destroyed", draft=item.draft_id, memo=memo), wrap=True)
            )
        else:
            card.body.addWidget(Paragraph(item.text or tr("queue.no_text")))
        self._picture = QLabel()
        card.body.addWidget(self._picture)
        self._fill_picture()
        opened = Button(tr("archive.open"), small=True)
        opened.clicked.connect(lambda: self.context.open_draft(item.draft_id))
        card.body.addWidget(opened)
        column.addWidget(card)
        column.addSpacing(px(14))
        column.addWidget(Facts(_facts(item)))
        column.addStretch(1)
        self._scroll.setWidget(holder)

    def _fill_picture(self) -> None:
        found = self._pictures.get(self._shown, pictures.THUMBNAIL) if self._shown else None
        if found is not None:
            self._picture.setPixmap(found)

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def restyle(self) -> None:
        self._show()


def _read(desk: Desk) -> _Read:
    found = listing.lists(desk)
    some_over = next(listing.candidates(desk, this_year()), None) is not None
    return found[0] if found else None, some_over, listing.may_be_made(desk)


def _entry(item: ItemView) -> Entry:
    text = item.text or f"#{number(item.draft_id, language())}"
    line = f"{tr(f'record_class.{item.record_class}')} · {gregorian_day(item.last_at.date(), language())}"
    chip = (_TONES[item.state], tr(f"disposal.item.{item.state}"))
    return Entry(str(item.id), text, line, chip=chip)


def _facts(item: ItemView) -> list[tuple[str, str | QWidget]]:
    spoken = language()
    facts: list[tuple[str, str | QWidget]] = [
        (tr("archive_side.class"), tr(f"record_class.{item.record_class}")),
        (tr("disposal_page.last"), long_date(item.last_at.date(), spoken)),
        (tr("disposal_page.due"), long_date(item.due, spoken)),
        (tr("disposal_page.archived"), tr(f"disposal_page.archived_{'yes' if item.archived else 'no'}")),
        (tr("certificate.digest"), f"{item.digest[:16]} … {item.digest[-16:]}"),
    ]
    for given in item.answers:
        parts = [tr(f"disposal.reply.{given.reply}"), given.reason, long(given.at, spoken)]
        facts.append((given.member, " · ".join(part for part in parts if part)))
    return facts
