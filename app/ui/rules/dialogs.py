"""Changes to the rules, each asked for in a short dialog and done in the name of whoever sits at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.checks.types import Severity
from app.services.base.enums import RuleKind
from app.services.checking import guide, office_rules
from app.services.checking.rule_views import OwnRuleView, RuleView, TermForm
from app.ui import messages, wording
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import words
from app.ui.widgets import Label
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.pill_row import PillRow


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
        return self._line(words("rules.reason" if needed else "rules.reason_optional"))

    def _save(self, act: Callable[[int], object], done: str) -> None:
        member = self._context.member
        if member is None:
            self.complain(words("queue.choose_member"))
            return

        def saved() -> None:
            messages.say(done)
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
        super().__init__(context, words("rules.exception_add"), words("button.save"), parent)
        self._rule = rule
        self._draft_id = draft_id
        self.body.addWidget(Label(words("rules.exception_lead", rule=title), wrap=True))
        self._phrase = self._line(words("rules.phrase"), words("rules.phrase_hint"), " ".join(phrase.split()))
        self._why = self._reason(needed=False)
        self._phrase.line.selectAll()
        self._phrase.line.setFocus()

    def phrase(self) -> str:
        return self._phrase.text()

    def submit(self) -> None:
        desk, rule, draft_id = self._context.desk, self._rule, self._draft_id
        phrase, reason = self.phrase(), self._why.text()
        self._save(
            lambda by: office_rules.add_exception(desk, rule, phrase, reason, by, draft_id),
            words("rules.exception_added", phrase=phrase),
        )


class SeverityDialog(_RuleDialog):
    """Gives a rule another severity; a milder one wants a reason."""

    def __init__(self, context: Context, rule: RuleView, parent: QWidget) -> None:
        super().__init__(context, words("rules.severity_change"), words("button.save"), parent)
        self._rule = rule
        self.body.addWidget(Label(wording.said(rule.title), "strong", wrap=True))
        self._pills = PillRow([severity.value for severity in Severity])
        for severity in Severity:
            name = wording.severity(severity)
            if severity is rule.pack_severity:
                name = words("rules.severity_of_pack", severity=name)
            self._pills.set_text(severity.value, name)
        self._pills.set_value(rule.severity.value)
        choice = FormRow(self._pills)
        choice.set_label(words("rules.severity"))
        choice.set_hint(words("rules.severity_hint"))
        self.body.addWidget(choice)
        self._why = self._reason(needed=False)
        self._why.set_hint(words("rules.severity_reason_hint"))
        self._pills.setFocus()

    def submit(self) -> None:
        desk, rule = self._context.desk, self._rule.id
        severity, reason = Severity(self._pills.value()), self._why.text()
        done = words("rules.severity_set", severity=wording.severity(severity))
        self._save(lambda by: office_rules.set_severity(desk, rule, severity, reason, by), done)


class SwitchOffDialog(_RuleDialog):
    """Keeps a rule silent, for a reason."""

    def __init__(self, context: Context, rule: RuleView, parent: QWidget) -> None:
        super().__init__(context, words("rules.off_title"), words("rules.switch_off"), parent)
        self._rule = rule
        title = wording.said(rule.title)
        self.body.addWidget(Label(words("rules.off_lead", rule=title), wrap=True))
        self._why = self._reason(needed=True)
        self._why.line.setFocus()

    def submit(self) -> None:
        desk, rule, reason = self._context.desk, self._rule.id, self._why.text()
        self._save(lambda by: office_rules.switch_off(desk, rule, reason, by), words("rules.switched_off"))


class WithdrawDialog(_RuleDialog):
    """Takes a rule of the office's own back. `said` is what it does, in words."""

    def __init__(self, context: Context, own: OwnRuleView, said: str, parent: QWidget) -> None:
        off = own.kind is RuleKind.OFF
        title = words("rules.switch_on" if off else "rules.withdraw_title")
        super().__init__(context, title, words("rules.switch_on" if off else "rules.withdraw"), parent)
        self._own = own
        self.body.addWidget(Label(said, wrap=True))
        self._why = self._reason(needed=own.kind is RuleKind.TERM)
        self._why.line.setFocus()

    def submit(self) -> None:
        desk, own, reason = self._context.desk, self._own.id, self._why.text()
        self._save(lambda by: office_rules.withdraw(desk, own, reason, by), words("rules.withdrawn"))


class TermDialog(_RuleDialog):
    """Adds a term of the office's own."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, words("rules.term_add"), words("button.save"), parent)
        self._term = self._line(words("rules.term"), words("rules.term_hint"))
        self._clause = Choice((), "")
        for clause in guide.clauses():
            self._clause.addItem(wording.clause_line(clause.id, wording.said(clause.title)), clause.id)
        self._clause.set_value("7.a")
        self._clause.setMinimumWidth(px(200))
        self._clause.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        clause_row = FormRow(self._clause)
        clause_row.set_label(words("rules.term_clause"))
        self.body.addWidget(clause_row)
        self._severity = PillRow([severity.value for severity in Severity])
        for severity in Severity:
            self._severity.set_text(severity.value, wording.severity(severity))
        self._severity.set_value(Severity.WARN.value)
        severity_row = FormRow(self._severity)
        severity_row.set_label(words("rules.severity"))
        severity_row.set_hint(words("rules.severity_hint"))
        self.body.addWidget(severity_row)
        self._title = self._line(words("rules.term_title"), words("rules.term_title_hint"))
        self._why = self._line(words("rules.term_why"), words("rules.term_why_hint"))
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
        self._save(
            lambda by: office_rules.add_term(desk, form, by), words("rules.term_added", phrase=form.term)
        )
