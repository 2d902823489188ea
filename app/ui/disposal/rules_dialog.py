"""How long the office keeps its posts: the years of each class, and the class of each purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, RecordClass
from app.services.base.members import MemberView
from app.services.office import confirming, retention
from app.services.office.confirming import ProposalView
from app.services.office.retention import ClassView, PurposeView
from app.services.office.retention_rules import RulesSet, set_rules
from app.ui import messages
from app.ui.context import Context
from app.ui.remarks import remark
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Label, Paragraph
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.fields import LineRow
from app.ui.widgets.form_scroll import FormScroll
from app.ui.widgets.number_row import NumberRow
from app.ui.widgets.pill_row import PillRow
from app.values import dataclass

_WIDTH = 760  # drawn px


@dataclass(frozen=True, slots=True)
class RulesNow:
    """How posts are kept now, and what waits for a second member."""

    classes: tuple[ClassView, ...]
    purposes: tuple[PurposeView, ...]
    waiting: tuple[ProposalView, ...]


def rules_now(desk: Desk) -> RulesNow:
    """Read both. Raises `Refusal` where the office is not reached."""
    with desk.store.read():
        waiting = [one for one in confirming.waiting() if one.kind is ProposalKind.RETENTION]
        return RulesNow(*retention.rules(desk), tuple(waiting))


class RulesDialog(FormDialog):
    """Nothing is recorded but what a person changed, with one reason, all of it or none."""

    def __init__(self, context: Context, now: RulesNow, by: MemberView, parent: QWidget) -> None:
        super().__init__(tr("keeping_rules.title"), tr("archive_side.keep"), parent, width=_WIDTH)
        self._context, self._now, self._by = context, now, by
        self.body.addWidget(Paragraph(tr("keeping_rules.lead")))
        self._form = FormScroll()
        self.body.addWidget(self._form, 1)
        for one in now.waiting:
            lines = "; ".join(line.in_(language()) for line in one.lines)
            self._form.column.addWidget(
                Label(tr("keeping_rules.waits", id=one.id, change=lines), "strong", wrap=True)
            )
        self.years: dict[RecordClass, NumberRow] = {}
        self.purposes: dict[str, PillRow] = {}
        self._form.column.addWidget(Label(tr("keeping_rules.classes"), "heading"))
        self._form.column.addLayout(self._classes())
        self._form.column.addWidget(Label(tr("keeping_rules.purposes"), "heading"))
        self._form.column.addLayout(self._grid())
        self.reason = LineRow()
        self.reason.set_label(tr("keeping_rules.reason"))
        self.body.addWidget(self.reason)
        self.years[RecordClass.KHA].line.setFocus()

    def _classes(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(16))
        for one in self._now.classes:
            field = NumberRow()
            kind = tr(f"record_class.{one.record_class}")
            if one.years is None:
                field.set_label(kind)
                field.line.setText(tr("keeping.for_ever"))
                field.line.setEnabled(False)
                field.set_hint(tr("keeping_rules.always"))
            else:
                field.set_label(tr("keeping_rules.years", kind=kind))
                field.set_number(one.years)
                field.set_hint(_source(ours=one.ours))
                self.years[one.record_class] = field
            row.addWidget(field, 1)
        return row

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(0, 1)
        for place, one in enumerate(self._now.purposes):
            name = tr(f"purpose.{one.purpose}") if one.purpose else tr("keeping.no_purpose")
            pills = PillRow(kind.value for kind in RecordClass)
            for kind in RecordClass:
                pills.set_text(kind.value, tr(f"archive_side.letter.{kind}"))
                pills.set_spoken(kind.value, f"{name}: {tr(f'record_class.{kind}')}")
            pills.set_value(one.record_class.value)
            pills.setAccessibleName(name)
            self.purposes[one.purpose] = pills
            grid.addWidget(Label(name, wrap=True), place, 0)
            grid.addWidget(pills, place, 1)
            grid.addWidget(Label(_source(ours=one.ours), "tiny"), place, 2, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def submit(self) -> None:
        incomplete = [row for row in self.years.values() if not row.complete()]
        if incomplete:
            incomplete[0].line.setFocus()
            return
        years = {one: row.number() or 0 for one, row in self.years.items()}
        classes = {purpose: RecordClass(pills.value()) for purpose, pills in self.purposes.items()}
        before = {one.record_class: one.years for one in self._now.classes}
        was = {one.purpose: one.record_class for one in self._now.purposes}
        new_years = {one: n for one, n in years.items() if n != before[one]}
        new_classes = {purpose: one for purpose, one in classes.items() if one is not was[purpose]}
        if not new_years and not new_classes:
            self.complain(tr("keeping_rules.nothing"))
            return
        reason = self.reason.text()
        if not reason:
            self.reason.set_error(tr("error.review.reason_missing"))
            self.reason.line.setFocus()
            return
        desk, by = self._context.desk, self._by.id
        self.store(lambda: set_rules(desk, new_classes, new_years, reason, by), self._saved)

    def _saved(self) -> None:
        made = self.outcome
        assert isinstance(made, RulesSet)
        parts = []
        if made.recorded:
            parts.append(tr("keeping.done"))
        parts += [tr("keeping.proposed", id=number) for number in made.proposals]
        messages.say(f"{' '.join(parts)} {remark(self._context.desk)}".rstrip(), seconds=12)
        self._context.office_changed.emit()
        self._context.drafts_changed.emit()  # how long each is kept stands beside it


def _source(*, ours: bool) -> str:
    return tr("keeping_rules.ours" if ours else "keeping_rules.own")
