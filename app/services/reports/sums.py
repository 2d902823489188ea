"""The table on the report's first page: twelve sums, each with its clauses, figure and remark."""

from __future__ import annotations

from app.documents.model import Span, Table, Text
from app.i18n import Translator
from app.services.base.enums import PURPOSES
from app.services.reports.content import Content
from app.services.reports.figures import Number
from app.services.reports.naming import duration, purpose_name, written
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: its name in `report_paper.line`, the clauses it answers, figure and remark."""

    name: str
    clauses: tuple[str, ...]
    figure: str
    remark: str


def sums(content: Content, words: Translator) -> Table:
    """The table of the first page, in the language of `words`."""
    no_data = words("report_paper.no_data")
    rows = []
    lines = (*_of_posts(content, words), *_of_duties(content, words), *_of_the_office(content, words))
    for number, line in enumerate(lines, 1):
        shown: Text = (Span(no_data, muted=True),) if line.figure == no_data else line.figure
        cited = ", ".join(map(words.clause, line.clauses))
        rows.append(
            (words.number(number), words(f"report_paper.line.{line.name}"), cited, shown, line.remark)
        )
    head = ("number", "what", "clause", "value", "remarks")
    return Table(
        tuple(words(f"report_paper.{name}") for name in head),
        tuple(rows),
        widths=(5, 36, 9, 13, 37),
        aligns=("center", "left", "center", "right", "left"),
        size=8.5,
        pad=1.5,
    )


def _of_posts(content: Content, words: Translator) -> tuple[_Line, ...]:
    """What was decided, how soon, what was held back, and what had to be corrected."""
    decided = _pair(content, words, "posts.approved", "posts.published")
    time = duration(content.value("decision.median_minutes"), words)
    corrected = _pair(content, words, "posts.corrected", "posts.taken_down")
    unknown = words("report_paper.remark.taken_down") if content.value("posts.taken_down") is None else ""
    return (
        _Line("posts", ("7.a",), decided, _not_out(content, words)),
        _Line("decision", ("7.a",), time, _longest(content, words)),
        _Line("blocks", ("7", "10"), _answered(content, words), _blocks(content, words)),
        _Line("corrected", ("7.b",), corrected, unknown),
    )


def _of_duties(content: Content, words: Translator) -> tuple[_Line, ...]:
    """What had to be done in time: answers, passwords, the checklist, posts."""
    answered = _share(content, words, "responses.in_time", "responses.late", "responses.overdue")
    changed = _share(content, words, "rotations.in_time", "rotations.late", "rotations.overdue")
    settled = _share(content, words, "checklist.settled", "checklist.missing")
    quiet = content.value("quiet.longest_days")
    longest = words("report_paper.no_data") if quiet is None else words("report_paper.day", n=quiet)
    return (
        _Line("responses", ("8.b",), answered, _responses(content, words)),
        _Line("rotations", ("6.1.e",), changed, _rotations(content, words)),
        _Line("checklist", ("6.1",), settled, _missing(content, words)),
        _Line("quiet", ("8.a",), longest, ""),
    )


def _of_the_office(content: Content, words: Translator) -> tuple[_Line, ...]:
    """Purposes without a post, posts without an approval, what was archived, and what was held."""
    saved, unapproved = content.value("anchors.saved"), content.value("unapproved.posts")
    kept = "" if saved is None else words("report_paper.remark.kept", n=saved)
    unknown = words("report_paper.remark.unapproved") if unapproved is None else ""
    held = _one(content, words, "awareness.activities")
    return (
        _Line("unserved", ("5",), _one(content, words, "purposes.unserved"), _unserved(content, words)),
        _Line("unapproved", ("7.a",), written(unapproved, words), unknown),
        _Line("kept", ("7.e",), _one(content, words, "archives.exported"), kept),
        _Line("awareness", ("11.b",), held, _awareness(content, words)),
    )


def _one(content: Content, words: Translator, key: str) -> str:
    return written(content.value(key), words)


def _pair(content: Content, words: Translator, first: str, second: str) -> str:
    """Two figures side by side; without data only where both are."""
    one, other = content.value(first), content.value(second)
    if one is None and other is None:
        return words("report_paper.no_data")
    return words("report_paper.pair", first=written(one, words), second=written(other, words))


def _share(content: Content, words: Translator, part: str, *rest: str) -> str:
    """The figure of `part` of the sum with those of `rest`; without data where one is."""
    numbers = [content.value(key) for key in (part, *rest)]
    if any(number is None for number in numbers):
        return words("report_paper.no_data")
    whole = sum(number for number in numbers if number is not None)
    return words("report_paper.of", n=numbers[0] or 0, all=whole)


def _not_out(content: Content, words: Translator) -> str:
    late, waiting = content.value("posts.unpublished.late"), content.value("posts.unpublished")
    if late:
        return words("report_paper.remark.late_out", n=late)
    return words("report_paper.remark.not_out", n=waiting) if waiting else ""


def _longest(content: Content, words: Translator) -> str:
    longest = content.value("decision.longest_minutes")
    return "" if longest is None else words("report_paper.remark.longest", time=duration(longest, words))


def _answered(content: Content, words: Translator) -> str:
    upheld, dismissed = content.value("findings.blocks.upheld"), content.value("findings.blocks.dismissed")
    return written(None if upheld is None else upheld + (dismissed or 0), words)


def _blocks(content: Content, words: Translator) -> str:
    upheld, dismissed = content.value("findings.blocks.upheld"), content.value("findings.blocks.dismissed")
    if upheld is None or dismissed is None:
        return ""
    unanswered = content.value("findings.blocks.unanswered") or 0
    if unanswered:
        return words("report_paper.remark.blocks_open", upheld=upheld, dismissed=dismissed, n=unanswered)
    return (
        words("report_paper.remark.blocks", upheld=upheld, dismissed=dismissed) if upheld + dismissed else ""
    )


def _responses(content: Content, words: Translator) -> str:
    late, overdue = content.value("responses.late"), content.value("responses.overdue")
    if late is None or overdue is None:
        return words("report_paper.remark.responses_none")
    days = content.value("responses.median_days")
    if days is None:  # none was answered yet
        return words("report_paper.remark.responses_open", late=late, overdue=overdue)
    return words("report_paper.remark.responses", late=late, overdue=overdue, days=written(days, words))


def _rotations(content: Content, words: Translator) -> str:
    late, overdue = content.value("rotations.late"), content.value("rotations.overdue")
    if late is None or overdue is None:
        return words("report_paper.remark.rotations_none")
    return words("report_paper.remark.rotations", late=late, overdue=overdue) if late or overdue else ""


def _missing(content: Content, words: Translator) -> str:
    missing: Number = content.value("checklist.missing")
    return words("report_paper.remark.missing", n=missing) if missing else ""


def _awareness(content: Content, words: Translator) -> str:
    people, received = content.value("awareness.people"), content.value("awareness.received")
    people_text = (
        words("report_paper.remark.awareness_none")
        if people is None
        else words("report_paper.remark.awareness", n=people)
    )
    if received is None:
        return people_text
    waiting = content.value("awareness.not_received") or 0
    return f"{people_text}; {words('report_paper.remark.guideline', n=received, waiting=waiting)}"


def _unserved(content: Content, words: Translator) -> str:
    """The purposes without a post: by name where they are few, else by clause."""
    purposes = [one for one in PURPOSES if content.value(f"posts.published.purpose.{one}") == 0]
    if len(purposes) > 3:
        return ", ".join(map(words.clause, purposes))
    return ", ".join(purpose_name(purpose, words) for purpose in purposes)
