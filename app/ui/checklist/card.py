"""The checklist of clause 6.1 on an account's page: what is asked, how it stands, how to settle it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from app.bangla.clauses import shown
from app.bangla.dates import short
from app.services.base.enums import ChecklistState
from app.services.due import reminders
from app.services.office import checklist
from app.services.office.views import AccountView, ChecklistRow
from app.ui.checklist.dialog import ChecklistDialog
from app.ui.context import Context
from app.ui.permission import for_deciders
from app.ui.theme import px, text_size
from app.ui.translation import language, tr
from app.ui.widgets import Button, Card, Chip, Label, LinkLabel

_ROOMY = 100  # per cent; in larger text the day stands under the state, for what is asked needs its room
_TONES = {
    ChecklistState.DONE: "good",
    ChecklistState.NOT_APPLICABLE: "calm",
    ChecklistState.MISSING: "block",
    None: "warn",
}


def checklist_card(context: Context, account: AccountView, page: QWidget) -> Card:
    """All clauses of 6.1 for an official account. `page` is the parent of the dialogs opened from it."""
    card = Card(padding=20, spacing=12)
    card.body.addWidget(Label(tr("checklist_page.title"), "heading"))
    card.body.addWidget(Label(tr("checklist_page.hint"), "small", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(14))
    grid.setVerticalSpacing(px(10))
    grid.setColumnStretch(1, 1)
    for place, row in enumerate(checklist.rows(context.desk, account.id, reminders.today())):
        _add_row(grid, place, row, context, account, page)
    card.body.addLayout(grid)
    return card


def state_text(row: ChecklistRow) -> str:
    """How a row stands, in a word or two."""
    if row.state is None:
        return tr("checklist.state.nobody_looked")
    return tr("checklist.state.review") if row.review_due else tr(f"checklist.state.{row.state}")


def _add_row(
    grid: QGridLayout, place: int, row: ChecklistRow, context: Context, account: AccountView, page: QWidget
) -> None:
    asked = tr(f"checklist.asks.{row.clause}")
    clause = LinkLabel(shown(row.clause, language()))
    clause.followed.connect(lambda: context.open_clause(row.clause))
    clause.setAccessibleName(tr("guide.clause", clause=shown(row.clause, language())))
    tone = "warn" if row.review_due else _TONES[row.state]
    # In the middle of the row: a state, a day and a button are of different heights.
    middle = Qt.AlignmentFlag.AlignVCenter
    grid.addWidget(clause, place, 0, middle)
    grid.addWidget(_texts(asked, row), place, 1, middle)
    state, when = Chip(tone, state_text(row)), Label(_when(row), "small")
    if text_size() > _ROOMY:
        both = QVBoxLayout()
        both.addStretch(1)
        both.addWidget(state)
        both.addWidget(when)
        both.addStretch(1)
        grid.addLayout(both, place, 2)
    else:
        grid.addWidget(state, place, 2, middle)
        grid.addWidget(when, place, 3, middle)
    look = Button(tr("checklist_page.look" if row.settled else "checklist_page.settle"), small=True)
    look.setAccessibleName(f"{look.text()}: {asked}")
    look.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # all as wide as the widest
    look.clicked.connect(lambda: ChecklistDialog(context, account, row, page).open())
    if not row.settled:
        for_deciders(context, look)
    grid.addWidget(look, place, 4, middle)


def _texts(asked: str, row: ChecklistRow) -> QWidget:
    lines = [
        tr(f"checklist.{'known' if fact.ok else 'lacking'}.{fact.key}", **fact.params) for fact in row.known
    ]
    if row.entry is not None and row.entry.text and not row.derived:
        lines.append(row.entry.text)
    texts = Label(asked, wrap=True)
    if not lines:
        return texts
    both = Card(padding=0, spacing=0)
    both.setProperty("card", False)
    both.body.addWidget(texts)
    both.body.addWidget(Label(" · ".join(lines), "tiny", wrap=True))
    return both


def _when(row: ChecklistRow) -> str:
    known = next((fact.at for fact in row.known if fact.at is not None), None)
    at = row.entry.at if row.entry is not None and not row.derived else known
    return short(at, language()) if at is not None else ""
