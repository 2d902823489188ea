"""The rules page: the pack by clause at the left, the rule in front at the right, a text to try beneath."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.bangla.clauses import shown
from app.bangla.digits import number
from app.bangla.normalise import safe
from app.checks.text.mistakes import Mistake
from app.checks.text.pack import PackError
from app.errors import Refusal
from app.i18n import LANGUAGES
from app.services.checking.rule_views import OwnRuleView, PackView, RuleGroup, RuleView
from app.services.checking.rulebook import pack_view
from app.ui import jobs, messages, wording
from app.ui.context import Context
from app.ui.page import Page
from app.ui.permission import drafter_note, may_decide, says_drafter
from app.ui.rules import office_cards, rule_cards
from app.ui.rules.dialogs import (
    ExceptionDialog,
    SeverityDialog,
    SwitchOffDialog,
    TermDialog,
    WithdrawDialog,
)
from app.ui.rules.own_rows import own_rule_text
from app.ui.rules.rule_list import Line, RuleList
from app.ui.rules.try_box import TryBox
from app.ui.theme import px
from app.ui.translation import language, refusal_text, tr
from app.ui.widgets import Button, EmptyState, TopBar
from app.ui.widgets.detail_scroll import DetailScroll
from app.ui.widgets.layouts import list_page
from app.ui.widgets.search_field import SearchField

_OFFICE = "office"  # the key of the first entry; rules have their id, which always has a dot


class RulesPage(Page):
    """Every rule with its examples, what the office changed about it, and a box to try a text."""

    name = "rules"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: PackView | None = None
        self._mistakes: tuple[Mistake, ...] | None = None  # None: not loaded anew since the start
        self._shown = ""
        self._search = SearchField(280)
        self._add = Button(icon="plus", keys="N")
        self._list = RuleList()
        self._details = DetailScroll()
        self._try = TryBox(context.desk)
        self._build()
        self._connect()
        self._add_commands()
        self.restyle()

    def _build(self) -> None:
        bar = TopBar()
        bar.add(self._search, self._add)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._details, 1)
        column.addWidget(self._try)
        list_page(self, bar, self._list, right)
        self.translate(bar.title.setText, "page.rules")
        self.translate(self._search.setPlaceholderText, "rules.search")
        self.translate(self._search.setAccessibleName, "rules.search")
        self.translate(self._list.setAccessibleName, "rules.list")
        self.translate(self._add.setText, "rules.term_add")

    def _connect(self) -> None:
        self._search.textChanged.connect(self._list_rules)
        self._search.left.connect(self._list.setFocus)
        self._add.clicked.connect(self.add_term)
        self._list.chosen.connect(lambda _key: self._show())
        self._try.rule_wanted.connect(self.show_rule)
        self.context.drafts_changed.connect(self._read_if_seen)
        self.context.member_changed.connect(self._show_member)
        self.context.rules_wanted.connect(self.show_clause)

    def _add_commands(self) -> None:
        add = self.add_command
        add("rules.term_add", "N", self.add_term)
        add("rules.exception_add", "E", self.add_exception)
        add("rules.severity_change", "S", self.change_severity)
        add("rules.switch", "O", self.switch)
        add("rules.try", "T", self._try.begin)
        add("rules.reload", "R", self.reload)
        add("rules.find", "/", self._search.focus_all)

    # Reading

    def arrive(self) -> None:
        self._show_member()
        self._read()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_if_seen(self) -> None:
        if self.isVisible():  # else `arrive` reads
            self._read()

    def _show_member(self) -> None:
        """Somebody else sits down: a drafter changes no rule."""
        allowed = may_decide(self.context)
        self._add.setEnabled(allowed)
        self._add.setToolTip("" if allowed else tr("queue.drafter"))
        if self.isVisible():
            self._show()

    def _read(self) -> None:
        """Away from the window's thread: the pack may have to be loaded, and every post is counted."""
        desk = self.context.desk
        jobs.run(lambda _work: pack_view(desk), self._take, self._fail, owner=self)

    def _take(self, view: PackView) -> None:
        if view != self._view:
            self._view = view
            self._list_rules()
            self._show()
            self._try.check()

    def _fail(self, refusal: Refusal) -> None:
        """The pack was never good: its mistakes are all there is to show."""
        if isinstance(refusal, PackError):
            self._mistakes = refusal.mistakes
            self._list_rules()
            self._show()
        else:
            messages.say(refusal_text(refusal), "error")

    def reload(self) -> None:
        """Load the pack anew; its examples are run, so away from the window's thread."""
        holder = self.context.desk.pack_holder
        jobs.run(lambda _work: holder.reload(), self._reloaded, owner=self)

    def _reloaded(self, mistakes: tuple[Mistake, ...]) -> None:
        self._mistakes = mistakes
        self._search.clear()
        self.show_rule(_OFFICE)
        self._show()
        self._read()
        self.context.drafts_changed.emit()  # what was checked by another pack wants checking again

    # Showing

    def show_rule(self, key: str) -> None:
        """Bring a rule to the front, whatever was searched for."""
        if not self._list.choose(key):
            self._search.clear()
            self._list.choose(key)

    def show_clause(self, clause_id: str) -> None:
        """List the rules that cite a clause."""
        self._search.setText(shown(clause_id, language()))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_rules(self) -> None:
        view = self._view
        if view is None:
            self._list.show_lines([Line(_OFFICE, tr("rules.office_entry"))])
            return
        sought = safe(self._search.text()).split()
        note = tr("rules.own_count", n=len(view.own)) if view.own else tr("rules.own_none")
        lines = [] if sought else [Line(_OFFICE, tr("rules.office_entry"), note)]
        for group in view.groups:
            found = [_line(rule) for rule in group.rules if _matches(rule, group, sought)]
            if found:
                lines += [Line("", _heading(group)), *found]
        self._list.show_lines(lines)
        if not lines:
            nothing = EmptyState("search")
            nothing.set_text(tr("rules.nothing"), tr("rules.nothing_hint"))
            self._shown = ""
            self._details.show_cards(nothing)

    def _show(self) -> None:
        key = self._list.key()
        if not key:
            return
        scrolled = self._details.verticalScrollBar().value() if key == self._shown else 0
        self._shown = key
        rule = self._rule()
        if rule is None:
            cards = office_cards.office_cards(self._view, self._mistakes, self._office_actions())
        else:
            cards = rule_cards.rule_cards(rule, self._rule_actions())
        self._details.show_cards(*drafter_note(self.context), *cards)
        # Once the new cards have their height: before that there is nowhere to scroll to.
        QTimer.singleShot(0, self, lambda: self._scroll_to(scrolled))

    def _scroll_to(self, value: int) -> None:
        if isValid(self._details):  # the window may be on its way out
            self._details.verticalScrollBar().setValue(value)

    def _rule(self) -> RuleView | None:
        """The rule in front; None when the office's own entry is."""
        return self._view.rules.get(self._list.key()) if self._view is not None else None

    def _rule_actions(self) -> rule_cards.RuleActions:
        return rule_cards.RuleActions(
            allowed=may_decide(self.context),
            open_clause=self.context.open_clause,
            change_severity=self.change_severity,
            switch=self.switch,
            add_exception=self.add_exception,
            withdraw=self.withdraw,
        )

    def _office_actions(self) -> office_cards.OfficeActions:
        return office_cards.OfficeActions(
            allowed=may_decide(self.context),
            reload=self.reload,
            add_term=self.add_term,
            withdraw=self.withdraw,
            show=self.show_rule,
        )

    # Changing

    def add_term(self) -> None:
        if not says_drafter(self.context):
            TermDialog(self.context, self.window()).open()

    def add_exception(self) -> None:
        rule = self._rule()
        if rule is not None and not says_drafter(self.context):
            ExceptionDialog(self.context, rule.id, wording.in_language(rule.title), self.window()).open()

    def change_severity(self) -> None:
        rule = self._rule()
        if rule is not None and rule.own is None and not says_drafter(self.context):
            SeverityDialog(self.context, rule, self.window()).open()

    def switch(self) -> None:
        """Switch the rule off or on; an own term is taken back instead."""
        rule = self._rule()
        if rule is None or says_drafter(self.context):
            return
        undone = rule.own or rule.switched_off
        if undone is not None:
            self.withdraw(undone)
        else:
            SwitchOffDialog(self.context, rule, self.window()).open()

    def withdraw(self, own: OwnRuleView) -> None:
        assert self._view is not None
        text = own_rule_text(own, self._view.rules.get(own.rule))
        WithdrawDialog(self.context, own, text, self.window()).open()

    # Language and looks

    def retranslate(self) -> None:
        super().retranslate()
        self._list_rules()
        self._show()

    def restyle(self) -> None:
        self._list.setMaximumWidth(px(340))
        self.retranslate()


def _heading(group: RuleGroup) -> str:
    if not group.clause:
        return tr("rules.own_terms")
    return f"{shown(group.clause, language())} · {wording.in_language(group.title)}"


def _line(rule: RuleView) -> Line:
    note = tr("rules.fired_n", n=rule.fired) if rule.fired else tr("rules.never_fired")
    if rule.dismissed:
        note += " · " + tr("rules.dismissed_n", n=number(rule.dismissed, language()))
    title = wording.in_language(rule.title)
    if rule.switched_off is not None:
        return Line(rule.id, title, note, "calm", tr("rules.off"))
    return Line(rule.id, title, note, rule.severity.value, wording.severity(rule.severity))


def _matches(rule: RuleView, group: RuleGroup, sought: list[str]) -> bool:
    if not sought:
        return True
    text = _folded(" ".join(_searchable(rule, group)))
    return all(word in text for word in sought)


@lru_cache(maxsize=4096)  # more than there are rules: each letter that is typed looks through all of them
def _folded(text: str) -> str:
    return safe(text)


def _searchable(rule: RuleView, group: RuleGroup) -> Iterator[str]:
    yield rule.id
    yield from rule.match
    yield from (own.value for own in (*rule.exceptions, rule.own) if own is not None)
    for language_ in LANGUAGES:
        yield from (text.in_(language_) for text in (rule.title, rule.why, group.title))
        yield from (shown(clause, language_) for clause in rule.clauses)
