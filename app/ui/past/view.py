"""The archive page's view of posts published before: what nobody approved, and what happened with each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import Refusal
from app.services.base.enums import DueAction
from app.services.past import answers, matching, reading, recheck
from app.services.past.views import Noticed, PastCounts, PastReply, PastView, Unapproved
from app.services.posts.views import DraftView
from app.ui import jobs, messages
from app.ui.context import Context
from app.ui.images.pictures import Pictures
from app.ui.opening import open_after
from app.ui.page import PageView
from app.ui.past.answer_card import AnswerCard
from app.ui.past.comparison import Comparison
from app.ui.past.foot import Foot
from app.ui.past.items import ANSWERED, LEFT, NOTICED, Item, draft_form, entry, listed, looked_at
from app.ui.past.saving import CsvButton, save_everything, save_list
from app.ui.past.summary import Summary
from app.ui.permission import may_decide, says_drafter
from app.ui.tab_order import has_keys
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, EmptyState, Label, WorkStrip
from app.ui.widgets.entry_list import EntryList
from app.ui.widgets.layouts import beside
from app.ui.widgets.pill_row import PillRow
from app.values import replace
from app.work import Work

_CARDS = {
    PastReply.SAME: ("link", "calm", "M"),
    PastReply.FORGOT: ("warning", "good", "G"),
    PastReply.INTRUDER: ("shield", "block", "B"),
}


class PastPostsView(PageView):
    """Compares when it is first shown and after every import; an answer changes the one row."""

    name = "past"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pictures = Pictures(context.desk, self)
        self._found: tuple[Unapproved, ...] | None = None
        self._noticed: tuple[Noticed, ...] | None = None
        self._items: dict[str, Item] = {}
        self._counts = PastCounts(0, None, None, 0, ())
        self._nearest: DraftView | None = None
        self._stale = True
        self._check_waits = False  # it was asked for while something else ran
        self._work = WorkStrip()
        self._work.lie_across()
        self._work.busy_changed.connect(self._go_on)
        self._summary = Summary()
        self._pills = PillRow((LEFT, ANSWERED, NOTICED))
        self._pills.set_value(LEFT)
        self._pills.chosen.connect(self._choose_pill)
        self.entries = EntryList()
        self.entries.chosen.connect(self._choose)
        self._foot = Foot()
        self._foot.kept.connect(self._keep)
        self._foot.removal_wanted.connect(self.take_down)
        self._foot.letter_wanted.connect(self.write_letter)
        self._foot.changed.connect(self._show_foot)
        self._scroll = QScrollArea(widgetResizable=True)
        self._empty = EmptyState("archive")
        self._right = QStackedWidget()
        self._right.addWidget(self._empty)
        self._right.addWidget(self._detail())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._summary)
        column.addWidget(self._work)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self._left = self._left_part()
        middle.addWidget(self._left)
        middle.addWidget(self._right, 1)
        column.addLayout(middle, 1)
        column.addWidget(self._foot)
        for reply, card in self.cards.items():
            keys = _CARDS[reply][2]
            self.add_command(f"past.reply.{reply}", keys, self._pick(reply))
            card.clicked.connect(self._pick(reply))
        self.add_command("past.take_down", "X", self.take_down)
        self.add_command("past.import", "N", self.bring)
        self.add_command("past.letter_about", "L", self.write_letter)
        self.add_command("past.save_csv", "", self.save_csv)
        self.add_command("past.save_all_csv", "", self.save_all_csv)
        self.add_command("past.images_too", "", self.check_images)
        context.drafts_changed.connect(self._note_change)
        context.member_changed.connect(self._show_cards)
        self.retranslate()

    def tools(self) -> list[QWidget]:
        bring, images = Button(icon="plus", keys="N"), Button(icon="image")
        csv = CsvButton(self.save_csv, self.save_all_csv)
        bring.clicked.connect(self.bring)
        images.clicked.connect(self.check_images)
        self.translate(bring.setText, "past.import")
        self.translate(csv.set_language, "past.save_csv")
        self.translate(images.setText, "past.images_too")
        return [images, csv, bring]

    def arrive(self) -> None:
        if self._stale:
            self.compare()
        self._take_focus()

    def _take_focus(self) -> None:
        """Where nothing was brought in there is no list: what is said instead has the focus, and shows it."""
        (self.entries if self._counts.posts else self._empty).setFocus()

    def bring(self) -> None:
        """Take a download in."""
        from app.ui.past.import_dialog import ImportDialog  # with the readers of downloads

        if says_drafter(self.context):
            return
        dialog = ImportDialog(self.context, self.window())
        dialog.finished.connect(lambda _result: self.compare())
        dialog.open()

    def compare(self) -> None:
        """Look anew for what nobody approved."""
        if self._work.busy:
            self._stale = True
            return
        self._stale = False
        desk = self.context.desk
        self._work.work(
            tr("past.comparing"),
            lambda work: (reading.counts(desk), matching.unapproved(desk, None, work)),
            self._take,
        )

    def check_images(self) -> None:
        """Have the images looked at as well as the texts; it can be stopped."""
        if self._work.busy:
            return
        self._pills.set_value(NOTICED)
        desk = self.context.desk
        self._work.work(
            tr("past.checking"),
            lambda work: recheck.noticed(desk, None, work, images=True),
            self._take_noticed,
        )

    def save_csv(self) -> None:
        """Write what nobody approved to a new file, and say where."""
        save_list(self._found or (), self)

    def save_all_csv(self) -> None:
        """Write every earlier post to a new file, and say where."""
        save_everything(self.context.desk, self._work)

    def write_letter(self) -> None:
        """Begin a letter about the post in front."""
        item = self._item()
        if item is not None:
            self.context.write_letter_about(item.post.id)

    def take_down(self) -> None:
        """Propose that the post in front be taken down."""
        self._save(PastReply.TAKE_DOWN)

    def _note_change(self) -> None:
        self._stale = True

    def _take(self, found: tuple[PastCounts, tuple[Unapproved, ...]]) -> None:
        self._counts, self._found = found
        self._noticed = None
        self._show()

    def _choose_pill(self, name: str) -> None:
        self._check_waits = name == NOTICED and self._noticed is None and self._work.busy
        if name != NOTICED or self._noticed is not None or self._work.busy:
            self._show()
            return
        desk = self.context.desk
        self._work.work(
            tr("past.checking"), lambda work: recheck.noticed(desk, None, work), self._take_noticed
        )

    def _go_on(self, busy: bool) -> None:
        """Begin what was asked for while something else ran."""
        if not busy and self._stale and self.isVisible():
            self.compare()
        elif (
            not busy and self._pills.value() == NOTICED and self._noticed is None and self._found is not None
        ):
            self._choose_pill(NOTICED)

    def _take_noticed(self, found: tuple[Noticed, ...]) -> None:
        self._noticed = found
        self._show()

    def _show(self) -> None:
        self._summary.show_counts(self._counts, self._found or ())
        items = listed(self._pills.value(), self._found or (), self._noticed or ())
        self._items = {str(item.post.id): item for item in items}
        self.entries.show_entries(entry(item) for item in items)
        self._show_pills()
        held = has_keys(self.entries) or has_keys(self._empty)
        self._left.setVisible(bool(self._counts.posts))
        if held:
            self._take_focus()
        if not items:
            self._right.setCurrentIndex(0)
            key = "none_here" if self._counts.posts else "none_taken"
            self._empty.set_text(tr(f"past.{key}"), tr(f"past.{key}_hint"))
        self._choose(self.entries.key())

    def _show_pills(self) -> None:
        found = [one for one in self._found or () if not one.before]
        left = sum(one.post.answer is None for one in found)
        self._pills.set_text(LEFT, tr("past.left", n=left))
        self._pills.set_text(ANSWERED, tr("past.answered", n=len(found) - left))
        noticed = self._noticed
        self._pills.set_text(
            NOTICED, tr("past.noticed") if noticed is None else tr("past.noticed_n", n=len(noticed))
        )

    def _choose(self, key: str) -> None:
        item = self._items.get(key)
        self._nearest = None
        for card in self.cards.values():
            card.setChecked(False)
        self._show_cards()
        if item is None:
            return
        desk = self.context.desk
        jobs.run(lambda _work: looked_at(desk, item), self._show_detail, owner=self)

    def _show_detail(self, found: tuple[Item, DraftView | None]) -> None:
        item, nearest = found
        if str(item.post.id) != self.entries.key():
            return  # another one is in front by now
        self._nearest = nearest
        shown = Comparison(self._pictures, item.post, item.unapproved, nearest, item.noticed)
        shown.open_page.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(item.post.url)))
        if nearest is not None:
            shown.open_draft.clicked.connect(lambda: self.context.open_draft(nearest.id))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.addWidget(shown)
        column.addStretch(1)
        self._scroll.setWidget(holder)
        self._right.setCurrentIndex(1)
        self._show_cards()

    def _item(self) -> Item | None:
        return self._items.get(self.entries.key())

    def _pick(self, reply: PastReply) -> Callable[[], None]:
        def pick() -> None:
            card = self.cards[reply]
            if self._item() is None or not card.isEnabled():
                return
            for other in self.cards.values():
                other.setChecked(other is card)
            self._foot.reason.setFocus()
            self._show_foot()

        return pick

    def _picked(self) -> PastReply | None:
        return next((reply for reply, card in self.cards.items() if card.isChecked()), None)

    def _keep(self) -> None:
        picked = self._picked()
        if picked is not None:
            self._save(picked)

    def _save(self, reply: PastReply) -> None:
        item, member, reason = self._item(), self.context.member, self._foot.text()
        if item is None or says_drafter(self.context):
            return
        if member is None or not reason:
            self._foot.complain(tr("past.who" if member is None else "past.no_reason"))
            self._foot.reason.setFocus()
            return
        draft = self._nearest.id if reply is PastReply.SAME and self._nearest is not None else None
        desk, by, id_ = self.context.desk, member.id, item.post.id

        def save(_work: Work) -> PastView:
            answers.answer(desk, id_, reply, reason, by, draft_id=draft)
            with desk.store.read():
                return reading.past_posts([id_])[0]

        jobs.run(save, lambda post: self._saved(post, reply), self._refused, owner=self)

    def _saved(self, post: PastView, reply: PastReply) -> None:
        self._foot.reason.clear()
        self._found = tuple(
            replace(one, post=post) if one.post.id == post.id else one for one in self._found or ()
        )
        self._noticed = self._noticed and tuple(
            replace(one, post=post) if one.post.id == post.id else one for one in self._noticed
        )
        messages.say(tr("past_posts.answered"))
        self._show()
        if reply is PastReply.FORGOT:
            desk = self.context.desk
            open_after(lambda _work: draft_form(desk, post), self.context.compose, owner=self)
        elif reply is PastReply.INTRUDER:
            self.context.open_account(post.account_id, DueAction.CHANGE_PASSWORD)

    def _refused(self, refusal: Refusal) -> None:
        self._foot.complain(refusal_text(refusal))

    def _left_part(self) -> QFrame:
        frame = QFrame()
        frame.setFixedWidth(px(380))
        pills = beside(self._pills)
        pills.setContentsMargins(px(12), px(10), px(12), px(10))
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(pills)
        column.addWidget(self.entries, 1)
        self.translate(self.entries.setAccessibleName, "past.list")
        return frame

    def _detail(self) -> QWidget:
        self.cards = {reply: AnswerCard(*texts) for reply, texts in _CARDS.items()}
        heading, hint = Label(look="strong"), Label(look="small")
        self.translate(heading.setText, "past.what_happened")
        self.translate(hint.setText, "past.changes_nothing")
        head = beside(heading, hint)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        for card in self.cards.values():
            row.addWidget(card, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, px(12))
        column.setSpacing(px(10))
        column.addWidget(self._scroll, 1)
        for part in (head, row):
            part.setContentsMargins(px(16), 0, px(16), 0)
            column.addLayout(part)
        return whole

    def _show_foot(self) -> None:
        item = self._item()
        self._foot.setVisible(item is not None)
        if item is None:
            return
        self._foot.offer(
            allowed=may_decide(self.context),
            seated=self.context.member is not None,
            picked=self._picked() is not None,
        )
        self._foot.show_place(list(self._items).index(str(item.post.id)) + 1, len(self._items))

    def _show_cards(self) -> None:
        barred = "" if may_decide(self.context) else "queue.drafter"
        for reply, card in self.cards.items():
            lacks = reply is PastReply.SAME and self._nearest is None
            card.offer(reply, barred or ("past.no_approval" if lacks else ""))
        self._show_foot()

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def restyle(self) -> None:
        self._show()
