"""Changes to the rules, each asked for in a short dialog and done in the name of whoever sits at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.checks.types import Severity
from app.services.base.enums import RuleKind
from app.services.checking import guide, office_rules
from app.services.checking.rule_views import OwnRuleView, RuleView, TermForm
from app.services.office.office import members
from app.ui import messages, wording
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.pill_row import PillRow
from app.ui.widgets.proposed import say_proposed


class _RuleDialog(FormDialog):
    """Enter in any of its lines saves. Drafts are checked anew once a rule has changed."""

    def __init__(self, context: Context, title: str, save_text: str, parent: QWidget) -> None:
        super().__init__(title, save_text, parent)
        self._context = context

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()  # only now the style sheet has told every part its height

    def _line(self, label: str, hint: str = "", text: str = "") -> LineRow:
        row = LineRow()
        row.set_label(label)
        row.set_hint(hint)
        row.line.setText(text)
        row.line.returnPressed.connect(self.submit)
        self.body.addWidget(row)
        return row

    def _reason(self, needed: bool) -> LineRow:
        return self._line(tr("rules.reason" if needed else "rules.reason_optional"))

    def _save(self, act: Callable[[int], object], done: str) -> None:
        member = self._context.member
        if member is None:
            self.complain(tr("queue.choose_member"))
            return

        def saved() -> None:
            if isinstance(self.outcome, int) or not say_proposed(self.outcome):
                messages.say(done)
            self._context.office_changed.emit()
            self._context.drafts_changed.emit()

        self.store(lambda: act(member.id), saved)


class ExceptionDialog(_RuleDialog):
    """Excepts a phrase from a rule. Opened over a finding it holds the words found: Enter is enough."""

    def __init__(
        self,
        context: Context,
        rule: str,
        title: str,
        parent: QWidget,
        *,
        phrase: str = "",
        draft_id: int | None = None,
    ) -> None:
        super().__init__(context, tr("rules.exception_add"), tr("button.save"), parent)
        self._rule = rule
        self._draft_id = draft_id
        self.body.addWidget(Label(tr("rules.exception_lead", rule=title), wrap=True))
        self._phrase = self._line(tr("rules.phrase"), tr("rules.phrase_hint"), " ".join(phrase.split()))
        by = context.member.id if context.member is not None else 0
        releases = office_rules.releases_block(context.desk, rule, by)
        if releases and sum(one.decides for one in members(context.desk)) > 1:
            self.body.addWidget(Label(tr("rules.second_needed"), "small", wrap=True))
        self._why = self._reason(needed=releases)
        self._phrase.line.selectAll()
        self._phrase.line.setFocus()

    def phrase(self) -> str:
        return self._phrase.text()

    def submit(self) -> None:
        desk, rule, draft_id = self._context.desk, self._rule, self._draft_id
        phrase, reason = self.phrase(), self._why.text()
        self._save(
            lambda by: office_rules.add_exception(desk, rule, phrase, reason, by, draft_id),
            tr("rules.exception_added", phrase=phrase),
        )


class SeverityDialog(_RuleDialog):
    """Gives a rule another severity; a milder one wants a reason."""

    def __init__(self, context: Context, rule: RuleView, parent: QWidget) -> None:
        super().__init__(context, tr("rules.severity_change"), tr("button.save"), parent)
        self._rule = rule
        self.body.addWidget(Label(wording.in_language(rule.title), "strong", wrap=True))
        self._pills = PillRow([severity.value for severity in Severity])
        for severity in Severity:
            name = wording.severity(severity)
            if severity is rule.pack_severity:
                name = tr("rules.severity_of_pack", severity=name)
            self._pills.set_text(severity.value, name)
        self._pills.set_value(rule.severity.value)
        choice = FormRow(self._pills)
        choice.set_label(tr("rules.severity"))
        choice.set_hint(tr("rules.severity_hint"))
        self.body.addWidget(choice)
        self._why = self._reason(needed=False)
        self._why.set_hint(tr("rules.severity_reason_hint"))
        self._pills.setFocus()

    def submit(self) -> None:
        desk, rule = self._context.desk, self._rule.id
        severity, reason = Severity(self._pills.value()), self._why.text()
        done = tr("rules.severity_set", severity=wording.severity(severity))
        self._save(lambda by: office_rules.set_severity(desk, rule, severity, reason, by), done)


class SwitchOffDialog(_RuleDialog):
    """Keeps a rule silent, for a reason."""

    def __init__(self, context: Context, rule: RuleView, parent: QWidget) -> None:
        super().__init__(context, tr("rules.off_title"), tr("rules.switch_off"), parent)
        self._rule = rule
        title = wording.in_language(rule.title)
        self.body.addWidget(Label(tr("rules.off_lead", rule=title), wrap=True))
        self._why = self._reason(needed=True)
        self._why.line.setFocus()

    def submit(self) -> None:
        desk, rule, reason = self._context.desk, self._rule.id, self._why.text()
        self._save(lambda by: office_rules.switch_off(desk, rule, reason, by), tr("rules.switched_off"))


class WithdrawDialog(_RuleDialog):
    """Takes a rule of the office's own back. `text` is what it does, in one line."""

    def __init__(self, context: Context, own: OwnRuleView, text: str, parent: QWidget) -> None:
        off = own.kind is RuleKind.OFF
        title = tr("rules.switch_on" if off else "rules.withdraw_title")
        super().__init__(context, title, tr("rules.switch_on" if off else "rules.withdraw"), parent)
        self._own = own
        self.body.addWidget(Label(text, wrap=True))
        self._why = self._reason(needed=own.kind is RuleKind.TERM)
        self._why.line.setFocus()

    def submit(self) -> None:
        desk, own, reason = self._context.desk, self._own.id, self._why.text()
        self._save(lambda by: office_rules.withdraw(desk, own, reason, by), tr("rules.withdrawn"))


class TermDialog(_RuleDialog):
    """Adds a term of the office's own."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, tr("rules.term_add"), tr("button.save"), parent)
        self._term = self._line(tr("rules.term"), tr("rules.term_hint"))
        self._clause = Choice((), "")
        for clause in guide.clauses():
            self._clause.addItem(wording.clause_line(clause.id, wording.in_language(clause.title)), clause.id)
        self._clause.set_value("7.a")
        self._clause.setMinimumWidth(px(200))
        self._clause.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        clause_row = FormRow(self._clause)
        clause_row.set_label(tr("rules.term_clause"))
        self.body.addWidget(clause_row)
        self._severity = PillRow([severity.value for severity in Severity])
        for severity in Severity:
            self._severity.set_text(severity.value, wording.severity(severity))
        self._severity.set_value(Severity.WARN.value)
        severity_row = FormRow(self._severity)
        severity_row.set_label(tr("rules.severity"))
        severity_row.set_hint(tr("rules.severity_hint"))
        self.body.addWidget(severity_row)
        self._title = self._line(tr("rules.term_title"), tr("rules.term_title_hint"))
        self._why = self._line(tr("rules.term_why"), tr("rules.term_why_hint"))
        self._term.line.setFocus()

    def submit(self) -> None:
        desk = self._context.desk
        form = TermForm(
            term=self._term.text(),
            clause=self._clause.value(),
            severity=Severity(self._severity.value()),
            title=self._title.text(),
            why=self._why.text(),
        )
        self._save(lambda by: office_rules.add_term(desk, form, by), tr("rules.term_added", phrase=form.term))
