"""The annex of a report: a chart where a look is quicker, a table of the same numbers beside each."""

from __future__ import annotations

from app.bangla.dates import long, month_name
from app.documents.model import Bar, BarChart, Block, Heading, Paragraph, Span, Table, Text
from app.i18n import Translator
from app.services.base.enums import PURPOSES, State
from app.services.reports.citizen_lines import ResponseLine, by_account, by_kind
from app.services.reports.citizens import PARTS
from app.services.reports.content import Content
from app.services.reports.figures import Number
from app.services.reports.naming import (
    MAIN,
    account_name,
    day_written,
    duration,
    label,
    post_kind_name,
    purpose_name,
    written,
)

_RESPONSES = tuple(key for key in MAIN if key.startswith("responses."))
_READERS = ("awareness.received", "awareness.signed", "awareness.not_received")
_AFTER = ("posts.corrected", "posts.taken_down")
_NAMED = 12  # posts that a line names
_DECIDED = ("posts.approved", "posts.returned", "posts.rejected")
_REPLIES = ("upheld", "dismissed", "unanswered")


def annex(content: Content, words: Translator) -> list[Block]:
    """Everything behind the sums, in the order of the letter's table."""
    return [
        Heading(words("report_paper.annex.title"), 1),
        *_months(content, words),
        *_purposes(content, words),
        *_states(content, words),
        *_findings(content, words),
        *_responses(content, words),
        *_accounts(content, words),
        *_activities(content, words),
        *_tasks(content, words),
        *_differences(content, words),
    ]


def _heading(name: str, words: Translator) -> Heading:
    return Heading(words(f"report_paper.annex.{name}"))


def _cell(value: Number, words: Translator) -> Text:
    return (Span(written(value, words), muted=True),) if value is None else words.number(value)


def _months(content: Content, words: Translator) -> list[Block]:
    lines = [line for line in content.accounts if line.months is not None]
    first = content.quarter.begins.month
    names = [month_name(first + offset, words.language) for offset in range(3)]
    sums = [sum(line.months[month] for line in lines if line.months) for month in range(3)]
    bars = tuple(
        Bar(
            names[month],
            tuple(line.months[month] for line in lines if line.months),
            words.number(sums[month]),
        )
        for month in range(3)
    )
    named = [account_name(line.key, content, words) for line in lines]
    rows: list[tuple[Text, ...]] = [
        (name, *map(words.number, line.months or ()), words.number(sum(line.months or ())))
        for name, line in zip(named, lines, strict=True)
    ]
    total = words("report_paper.annex.total")
    rows.append((total, *map(words.number, sums), words.number(sum(sums))))
    head = (words("report_paper.annex.account"), *names, total)
    text = "; ".join(f"{name} {words.number(number)}" for name, number in zip(names, sums, strict=True))
    chart = [BarChart(words("report_paper.annex.posts"), text, bars, tuple(named))] if sum(sums) else []
    return [
        _heading("months", words),
        *chart,
        Table(
            head,
            tuple(rows),
            (4, 1, 1, 1, 1),
            ("left", "right", "right", "right", "right"),
            row_heads=True,
            total=True,
        ),
    ]


def _purposes(content: Content, words: Translator) -> list[Block]:
    values = [(one, content.value(f"posts.published.purpose.{one}")) for one in PURPOSES]
    none = words("report_paper.annex.none")
    bars = tuple(
        Bar(purpose_name(one, words), (value or 0,), none if value == 0 else written(value, words))
        for one, value in values
    )
    rows: list[tuple[Text, ...]] = [
        (purpose_name(one, words), none if value == 0 else _cell(value, words)) for one, value in values
    ]
    without = content.value("posts.published.purpose.none")
    if without:
        rows.append((words("report_paper.annex.no_purpose"), words.number(without)))
    text = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    known = any(value for _, value in values)
    return [
        _heading("purposes", words),
        *([BarChart(words("report_paper.annex.posts"), text, bars)] if known else []),
        Table(
            (words("report_paper.annex.purpose"), words("report_paper.annex.posts")),
            tuple(rows),
            (4, 1),
            ("left", "right"),
            row_heads=True,
        ),
    ]


def _states(content: Content, words: Translator) -> list[Block]:
    rows: list[tuple[Text, ...]] = [
        (words("report_paper.annex.taken_in"), _cell(content.value("posts.taken_in"), words))
    ]
    rows += [
        (label(f"posts.state.{state}", content, words), _cell(content.value(f"posts.state.{state}"), words))
        for state in State
    ]
    rows += [
        (
            f"{words('report_paper.annex.decided')}: {label(key, content, words)}",
            _cell(content.value(key), words),
        )
        for key in _DECIDED
    ]
    rows += [(_named(key, content, words), _cell(content.value(key), words)) for key in _AFTER]
    rows += [
        (words("report_paper.annex.kinds", kind=post_kind_name(kind, words)), _cell(value, words))
        for kind, value in content.of("posts.published.kind.").items()
    ]
    return [
        _heading("states", words),
        Table(
            (words("report_paper.annex.state"), words("report_paper.annex.posts")),
            tuple(rows),
            (4, 1),
            ("left", "right"),
            row_heads=True,
        ),
    ]


def _named(key: str, content: Content, words: Translator) -> str:
    """A figure's name with the numbers of the posts behind it, as lists and the record name them."""
    _, ids = content.rows.get(key, ("", ()))
    shown = ", ".join(f"#{words.number(one)}" for one in ids[:_NAMED])
    name = label(key, content, words)
    return f"{name} ({shown}{', …' if len(ids) > _NAMED else ''})" if ids else name


def _findings(content: Content, words: Translator) -> list[Block]:
    found = content.of("findings.clause.")
    clauses = [key for key in found if not key.endswith(_REPLIES)]
    if not clauses:
        none = content.value("findings.found") is None
        sentence = words("report_paper.no_data" if none else "report_paper.annex.no_findings")
        return [_heading("findings", words), Paragraph(sentence, align="left")]
    rows: list[tuple[Text, ...]] = [
        (
            words.clause(clause),
            *(_cell(found.get(key), words) for key in (clause, *(f"{clause}.{reply}" for reply in _REPLIES))),
        )
        for clause in clauses
    ]
    head = tuple(words(f"report_paper.annex.{name}") for name in ("found", *_REPLIES))
    return [
        _heading("findings", words),
        Table(
            (words("report_paper.clause"), *head),
            tuple(rows),
            (2, 1, 1, 1, 1),
            ("left", "right", "right", "right", "right"),
            row_heads=True,
        ),
    ]


def _responses(content: Content, words: Translator) -> list[Block]:
    rows: list[tuple[Text, ...]] = [
        (label(key, content, words), _cell(content.value(key), words)) for key in _RESPONSES
    ]
    return [
        _heading("citizens", words),
        Table(
            (words("report_paper.what"), words("report_paper.value")),
            tuple(rows),
            (4, 1),
            ("left", "right"),
            row_heads=True,
        ),
        *_response_parts("kind", by_kind(content, words), words),
        *_response_parts("account", by_account(content, words), words),
    ]


def _response_parts(of: str, lines: list[ResponseLine], words: Translator) -> list[Block]:
    if not lines:
        return []
    rows: list[tuple[Text, ...]] = [
        (line.name, *(_cell(value, words) for value in line.values)) for line in lines
    ]
    head = tuple(words(f"report_paper.annex.responses_{name}") for name in PARTS)
    return [
        Table(
            (words(f"report_paper.annex.{of}"), *head),
            tuple(rows),
            (3, 1, 1, 1, 1, 1.4),
            ("left", "right", "right", "right", "right", "right"),
            row_heads=True,
        )
    ]


def _accounts(content: Content, words: Translator) -> list[Block]:
    settled, quiet = content.of("checklist.settled.account."), content.of("quiet.longest_days.account.")
    rows: list[tuple[Text, ...]] = []
    for line in content.accounts:
        days = quiet.get(line.key)
        text: Text = (
            _cell(None, words)
            if days is None
            else duration(days * 1440, words)
            if days
            else words("report_paper.day", n=0)
        )
        rows.append((account_name(line.key, content, words), _cell(settled.get(line.key), words), text))
    head = ("account", "settled", "quiet")
    return [
        _heading("accounts", words),
        Table(
            tuple(words(f"report_paper.annex.{name}") for name in head),
            tuple(rows),
            (3, 1.4, 1.6),
            ("left", "right", "right"),
            row_heads=True,
        ),
    ]


def _activities(content: Content, words: Translator) -> list[Block]:
    known = content.value("awareness.received") is not None
    readers: list[Block] = [
        Table(
            (words("report_paper.annex.guideline"), words("report_paper.annex.persons")),
            tuple((label(key, content, words), _cell(content.value(key), words)) for key in _READERS),
            (4, 1),
            ("left", "right"),
            row_heads=True,
        )
        if known
        else Paragraph(words("report_paper.annex.no_readers"), align="left")
    ]
    if not content.activities:
        return [
            _heading("activities", words),
            Paragraph(words("report_paper.annex.no_activities"), align="left"),
            *readers,
        ]
    rows: list[tuple[Text, ...]] = [
        (day_written(line.day, words.language), line.title, line.place, words.number(line.people))
        for line in content.activities
    ]
    head = ("day", "activity", "place", "people")
    return [
        _heading("activities", words),
        Table(
            tuple(words(f"report_paper.annex.{name}") for name in head),
            tuple(rows),
            (1.4, 3, 2, 0.8),
            ("left", "left", "left", "right"),
        ),
        *readers,
    ]


def _tasks(content: Content, words: Translator) -> list[Block]:
    if not content.tasks:
        return []
    rows: list[tuple[Text, ...]] = [
        (
            task.text,
            task.responsible,
            day_written(task.due, words.language),
            words(f"report_paper.annex.{'done' if task.done else 'carried' if task.carried else 'new'}"),
        )
        for task in content.tasks
    ]
    head = ("task", "who", "when", "standing")
    return [
        _heading("tasks", words),
        Table(tuple(words(f"report_paper.annex.{name}") for name in head), tuple(rows), (3, 2, 1.5, 1.5)),
    ]


def _differences(content: Content, words: Translator) -> list[Block]:
    earlier = content.earlier
    if earlier is None:
        return []
    at = long(earlier.at, words.language)
    if not earlier.differences:
        return [
            _heading("differences", words),
            Paragraph(words("report_paper.annex.same", at=at), align="left"),
        ]
    rows: list[tuple[Text, ...]] = [
        (label(one.key, content, words), _cell(one.before, words), _cell(one.after, words))
        for one in earlier.differences
    ]
    head = ("before", "after")
    return [
        _heading("differences", words),
        Table(
            (words("report_paper.what"), *(words(f"report_paper.annex.{name}") for name in head)),
            tuple(rows),
            (4, 1, 1),
            ("left", "right", "right"),
            row_heads=True,
        ),
    ]
