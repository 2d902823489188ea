"""The cards beneath the figures: charts beside their tables, what is to be done, activities, differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bangla.dates import month_name
from app.services.base.enums import PURPOSES
from app.services.reports.content import Content
from app.services.reports.naming import day_written, duration, label, purpose_name, written
from app.ui.reports.charts import Bar, ColumnChart, Swatch
from app.ui.reports.tables import add_row, head, table_of
from app.ui.theme import px
from app.ui.translation import language, tr, words
from app.ui.widgets import Button, Card, Chip, Label

_MOST_DIFFERENCES = 12


def months_card(content: Content) -> Card:
    """Published posts by month and account, and how long each account was quiet."""
    card = Card()
    card.body.addLayout(head(tr("reports.months"), words().clause("8.a")))
    lines = [line for line in content.accounts if line.months is not None]
    first = content.quarter.begins.month
    names = [month_name(first + offset, language()) for offset in range(3)]
    names = [name[:3] if language() == "en" else name for name in names]
    sums = [sum(line.months[month] for line in lines if line.months) for month in range(3)]
    columns = [
        (name, tuple(line.months[month] for line in lines if line.months), written(sums[month], words()))
        for month, name in enumerate(names)
    ]
    spoken = ", ".join(f"{name} {number}" for name, _, number in columns)
    body = QHBoxLayout()
    body.setSpacing(px(16))
    body.addWidget(ColumnChart(columns, f"{tr('reports.months')}: {spoken}"), 2)
    body.addWidget(_months_table(content, names, sums), 3)
    card.body.addLayout(body)
    quiet = [
        f"{_platform(key)} {duration(days * 1440, words())}"
        for key, days in content.of("quiet.longest_days.account.").items()
        if days
    ]
    if quiet:
        card.body.addWidget(Label(tr("reports.quiet", list=" · ".join(quiet)), "small", wrap=True))
    return card


def _platform(account: str) -> str:
    """The platform of an account as reports name one."""
    return tr(f"platform.{account.partition(':')[0]}")


def _months_table(content: Content, names: list[str], sums: list[int]) -> QWidget:
    table, grid = table_of([4, 1, 1, 1, 1])
    heads = (tr("reports.account"), *names, tr("reports.total"))
    add_row(grid, 0, [Label(name, "tiny") for name in heads])
    lines = [line for line in content.accounts if line.months is not None]
    for number, line in enumerate(lines):
        numbers = line.months or (0, 0, 0)
        named = QWidget()
        row = QHBoxLayout(named)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(Swatch(number))
        row.addWidget(Label(tr(f"platform.{line.platform}"), wrap=True), 1)
        values: list[QWidget] = [Label(written(month, words())) for month in numbers]
        add_row(grid, number + 1, [named, *values, Label(written(sum(numbers), words()), "strong")])
    total = [Label(written(number, words()), "strong") for number in (*sums, sum(sums))]
    add_row(grid, len(lines) + 1, [Label(tr("reports.total"), "strong"), *total], last=True)
    return table


def purposes_card(content: Content) -> Card:
    """Published posts by purpose; one that nobody served is red."""
    card = Card()
    card.body.addLayout(head(tr("reports.purposes"), tr("reports.clause", clause=words().clause("5"))))
    table, grid = table_of([4, 4, 1])
    values = [content.value(f"posts.published.purpose.{purpose}") for purpose in PURPOSES]
    most = max((value for value in values if value), default=1)
    for place, (purpose, value) in enumerate(zip(PURPOSES, values, strict=True)):
        if value is None:
            bar = Bar(0, tr("report_paper.no_data"))
        elif value == 0:
            bar = Bar(0, tr("report_paper.annex.none"), alarm=True)
        else:
            bar = Bar(value / most)
        number = Label("" if value is None else written(value, words()), "error" if value == 0 else "strong")
        last = place == len(PURPOSES) - 1
        add_row(grid, place, [Label(purpose_name(purpose, words()), wrap=True), bar, number], last=last)
    card.body.addWidget(table)
    return card


def tasks_card(
    content: Content, add: Callable[[], object] | None, done: Callable[[int], object] | None
) -> Card:
    """What is to be done, by whom, by when; with buttons only where something can be changed."""
    card = Card()
    controls: list[QWidget] = []
    if add is not None:
        button = Button(tr("reports.task_add"), "quiet", "T", icon="plus", small=True)
        button.clicked.connect(lambda: add())
        controls.append(button)
    note = tr("reports.tasks_note", clause=words().clause("11.b"))
    card.body.addLayout(head(tr("reports.tasks"), note, *controls))
    if not content.tasks:
        card.body.addWidget(Label(tr("reports.tasks_none"), "small", wrap=True))
        return card
    table, grid = table_of([5, 3, 2, 2])
    names = ("task", "who", "when", "standing")
    add_row(grid, 0, [Label(tr(f"report_paper.annex.{name}"), "tiny") for name in names], right=False)
    ids = content.rows.get("tasks.open", ("", ()))[1]
    waiting = iter(ids)
    for place, task in enumerate(content.tasks, 1):
        standing: QWidget
        if task.done:
            standing = _chip("good", tr("report_paper.annex.done"))
        elif done is not None:
            number = next(waiting, 0)
            finish = Button(tr("reports.task_done"), small=True)
            finish.setAccessibleName(f"{tr('reports.task_done')}: {task.text}")
            finish.clicked.connect(lambda _checked=False, number=number: done(number))
            standing = _beside(_chip("calm", _origin(task.carried)), finish)
        else:
            standing = _chip("calm", _origin(task.carried))
        when = day_written(task.due, language()) or "—"
        cells: list[QWidget] = [
            Label(task.text, wrap=True),
            Label(task.responsible, wrap=True),
            Label(when),
            standing,
        ]
        add_row(grid, place, cells, right=False, last=place == len(content.tasks))
    card.body.addWidget(table)
    return card


def activities_card(
    content: Content, add: Callable[[], object] | None, readers: Callable[[], object]
) -> Card:
    """Awareness activities of the quarter, and who received the guideline."""
    card = Card()
    controls: list[QWidget] = []
    if add is not None:
        button = Button(tr("reports.activity_add"), "quiet", "W", icon="plus", small=True)
        button.clicked.connect(lambda: add())
        controls.append(button)
    card.body.addLayout(head(tr("reports.activities"), words().clause("11.b"), *controls))
    if content.activities:
        card.body.addWidget(_activities_table(content))
    else:
        card.body.addWidget(Label(tr("report_paper.annex.no_activities"), "small", wrap=True))
    card.body.addLayout(_guideline_line(content, readers))
    return card


def _guideline_line(content: Content, readers: Callable[[], object]) -> QHBoxLayout:
    """How many received the guideline and signed in the quarter, and the way to the register."""
    keys = ("awareness.received", "awareness.signed", "awareness.not_received")
    text = (
        tr("report_paper.annex.no_readers")
        if content.value(keys[0]) is None
        else " · ".join(
            f"{label(key, content, words())}: {written(content.value(key), words())}" for key in keys
        )
    )
    button = Button(tr("awareness_page.button"), "quiet", "G", small=True)
    button.clicked.connect(lambda: readers())
    row = QHBoxLayout()
    row.setSpacing(px(10))
    row.addWidget(Label(text, "small", wrap=True), 1)
    row.addWidget(button)
    return row


def _activities_table(content: Content) -> QWidget:
    table, grid = table_of([2, 4, 3, 1])
    for place, one in enumerate(content.activities, 1):
        cells = [
            Label(day_written(one.day, language())),
            Label(one.title, wrap=True),
            Label(one.place, "small", wrap=True),
            Label(tr("reports.people", n=one.people)),
        ]
        add_row(grid, place, cells, right=False, last=place == len(content.activities))
    return table


def differences_card(title: str, found: Sequence[tuple[str, str, str]], more: int) -> Card:
    """Figures that differ: each its name, before, and now."""
    card = Card()
    card.body.addLayout(head(title))
    table, grid = table_of([5, 1, 1])
    names = (tr("report_paper.what"), tr("report_paper.annex.before"), tr("report_paper.annex.after"))
    add_row(grid, 0, [Label(name, "tiny") for name in names])
    for place, (name, before, after) in enumerate(found, 1):
        cells = [Label(name, wrap=True), Label(before), Label(after, "strong")]
        add_row(grid, place, cells, last=place == len(found))
    card.body.addWidget(table)
    if more:
        card.body.addWidget(Label(tr("reports.more_differences", n=more), "small"))
    return card


def difference_rows(
    content: Content, pairs: Sequence[tuple[str, object, object]]
) -> tuple[list[tuple[str, str, str]], int]:
    """Differences put into words, at most a dozen, and how many more there are."""
    shown = [
        (label(key, content, words()), _number(before), _number(after))
        for key, before, after in pairs[:_MOST_DIFFERENCES]
    ]
    return shown, max(0, len(pairs) - _MOST_DIFFERENCES)


def _number(value: object) -> str:
    return written(value if isinstance(value, int | float) else None, words())


def _origin(carried: bool) -> str:
    return tr("report_paper.annex.carried" if carried else "report_paper.annex.new")


def _chip(tone: str, text: str) -> QWidget:
    return _beside(Chip(tone, text))


def _beside(*parts: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    row.addStretch(1)
    for part in parts:
        row.addWidget(part)
    return holder
