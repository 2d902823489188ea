"""A report as a letter: the sums on its first page, everything behind them in the annex.

Made of the report's content alone, so that the same file comes out of it years later.
"""

from __future__ import annotations

from app.archive.anchor_line import ROOT_BYTES, AnchorLine
from app.archive.keys import grouped
from app.bangla.dates import bangla_day, gregorian_day, local, long
from app.bangla.digits import to_bangla
from app.documents.model import (
    AttachedFile,
    Block,
    Document,
    Foot,
    Letterhead,
    MemoLine,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    Span,
    Table,
    Text,
)
from app.i18n import Translator
from app.services.base.enums import PURPOSES
from app.services.office.letterhead import links
from app.services.reports.annex import annex
from app.services.reports.content import Content, TaskLine
from app.services.reports.figures import Number
from app.services.reports.naming import (
    day_written,
    duration,
    fiscal_quarter,
    fiscal_year,
    period,
    purpose_name,
    written,
)

_LETTERS = {"bn": "কখগঘঙচছজঝঞটঠডঢণতথদধন", "en": "abcdefghijklmnopqrst"}


def document(
    content: Content,
    language: str,
    *,
    signed: bool,
    logo: Picture | None = None,
    attached: tuple[AttachedFile, ...] = (),
) -> Document:
    """The report as a document. `signed` says whether it bears the office's signature."""
    words = Translator(language)
    named = {
        "year": fiscal_year(content.quarter, language),
        "quarter": fiscal_quarter(content.quarter, words),
    }
    return Document(
        title=words("report_paper.subject", **named),
        language=language,
        blocks=(*_letter(content, words, logo, named), PageBreak(), *annex(content, words)),
        made_at=content.made_at,
        author=content.office.name(language),
        subject=words("report_paper.title"),
        foot=_foot(content, words, signed, named),
        attached=attached,
    )


def _letter(content: Content, words: Translator, logo: Picture | None, named: dict[str, str]) -> list[Block]:
    language = words.language
    day = local(content.made_at).date()
    bangla = language == "bn"
    body = words(
        "report_paper.body", period=period(content.quarter, language), accounts=_platforms(content, words)
    )
    if not content.complete:
        body += " " + words("report_paper.body_running", day=gregorian_day(day, language))
    return [
        _head(content, words, logo),
        MemoLine(
            words("report_paper.memo"),
            (to_bangla(content.memo) if bangla else content.memo) or words("report_paper.memo_blank"),
            words("report_paper.date"),
            bangla_day(day) if bangla else gregorian_day(day, language),
            gregorian_day(day, language) if bangla else "",
        ),
        Paragraph(
            (
                Span(words("report_paper.subject_label") + " ", bold=True),
                Span(words("report_paper.subject", **named), bold=True),
            ),
            align="left",
        ),
        Paragraph(f"{words('report_paper.reference_label')} {words('report_paper.reference')}", align="left"),
        Paragraph(body),
        sums(content, words),
        Paragraph(_tasks(content.tasks, words)),
        Paragraph(words("report_paper.closing")),
        Signature(
            (
                content.made_by or words("report_paper.signer_blank"),
                *((words(f"role.{content.role}"),) if content.role else ()),
                content.office.name(language),
            ),
            left=_recipient(content, words),
        ),
    ]


def _head(content: Content, words: Translator, logo: Picture | None) -> Letterhead:
    office, bangla = content.office, words.language == "bn"
    parent = (office.parent_bn or office.parent_en) if bangla else (office.parent_en or office.parent_bn)
    address = office.address_bn if bangla else office.address_en
    return Letterhead(
        above=tuple(line for line in (words("report_paper.government"), parent) if line),
        name=office.name(words.language),
        below=(address,) if address else (),
        links=links(office.website, [line.url for line in content.accounts]),
        logo=logo,
    )


def _recipient(content: Content, words: Translator) -> tuple[Text, ...]:
    office = content.office
    parent = office.parent_bn or office.parent_en
    if words.language == "en":
        parent = office.parent_en or office.parent_bn
    enclosed = words("report_paper.enclosed")
    return (enclosed, "", words("report_paper.recipient", name=parent)) if parent else (enclosed,)


def _platforms(content: Content, words: Translator) -> str:
    names = dict.fromkeys(words(f"platform.{line.platform}") for line in content.accounts)
    return ", ".join(names) or words("report_paper.no_data")


def sums(content: Content, words: Translator) -> Table:
    """The table of the first page."""
    rows = []
    for number, (line, clauses, value, remark) in enumerate(_lines(content, words), 1):
        shown: Text = value
        if value == words("report_paper.no_data"):
            shown = (Span(value, muted=True),)
        cited = ", ".join(map(words.clause, clauses))
        rows.append((words.number(number), words(f"report_paper.line.{line}"), cited, shown, remark))
    head = ("number", "what", "clause", "value", "remarks")
    return Table(
        tuple(words(f"report_paper.{name}") for name in head),
        tuple(rows),
        widths=(5, 36, 9, 13, 37),
        aligns=("center", "left", "center", "right", "left"),
        size=8.5,
        pad=1.5,
    )


def _lines(content: Content, words: Translator) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Of each line its name, clauses, figure and remark."""
    value = content.value

    def pair(first: str, second: str) -> str:
        if value(first) is None and value(second) is None:
            return words("report_paper.no_data")
        return words(
            "report_paper.pair", first=written(value(first), words), second=written(value(second), words)
        )

    def share(part: str, *all_: str) -> str:
        numbers = [value(key) for key in (part, *all_)]
        if any(number is None for number in numbers):
            return words("report_paper.no_data")
        whole = sum(number for number in numbers if number is not None)
        return words("report_paper.of", n=numbers[0] or 0, all=whole)

    def one(key: str) -> str:
        return written(value(key), words)

    quiet = value("quiet.longest_days")
    return [
        ("posts", ("7.a",), pair("posts.approved", "posts.published"), _not_out(content, words)),
        ("decision", ("7.a",), duration(value("decision.median_minutes"), words), _longest(content, words)),
        (
            "blocks",
            ("7", "10"),
            _answered(content, words),
            _blocks(content, words),
        ),
        (
            "corrected",
            ("7.b",),
            pair("posts.corrected", "posts.taken_down"),
            words("report_paper.remark.taken_down") if value("posts.taken_down") is None else "",
        ),
        (
            "responses",
            ("8.b",),
            share("responses.in_time", "responses.late", "responses.overdue"),
            _responses(content, words),
        ),
        (
            "rotations",
            ("6.1.e",),
            share("rotations.in_time", "rotations.late", "rotations.overdue"),
            _rotations(content, words),
        ),
        ("checklist", ("6.1",), share("checklist.settled", "checklist.missing"), _missing(content, words)),
        (
            "quiet",
            ("8.a",),
            words("report_paper.no_data") if quiet is None else words("report_paper.day", n=quiet),
            "",
        ),
        ("unserved", ("5",), one("purposes.unserved"), _unserved(content, words)),
        (
            "unapproved",
            ("7.a",),
            one("unapproved.posts"),
            words("report_paper.remark.unapproved") if value("unapproved.posts") is None else "",
        ),
        (
            "kept",
            ("7.e",),
            one("archives.exported"),
            ""
            if value("anchors.saved") is None
            else words("report_paper.remark.kept", n=value("anchors.saved") or 0),
        ),
        (
            "awareness",
            ("11.b",),
            one("awareness.activities"),
            _awareness(content, words),
        ),
    ]


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
    names = [
        purpose_name(purpose, words)
        for purpose in PURPOSES
        if content.value(f"posts.published.purpose.{purpose}") == 0
    ]
    return ", ".join(names) if len(names) <= 3 else ", ".join(map(words.clause, _unserved_of(content)))


def _unserved_of(content: Content) -> list[str]:
    return [one for one in PURPOSES if content.value(f"posts.published.purpose.{one}") == 0]


def _tasks(tasks: tuple[TaskLine, ...], words: Translator) -> str:
    letters = _LETTERS[words.language]
    rows = []
    for number, task in enumerate(task for task in tasks if not task.done):
        letter = letters[number] if number < len(letters) else words.number(number + 1)
        key = "task" if task.due else "task_undated"
        rows.append(
            words(
                "report_paper.task",
                letter=letter,
                text=task.text,
                name=task.responsible,
                day=_due(task, words),
            )
            if key == "task"
            else words("report_paper.task_undated", letter=letter, text=task.text, name=task.responsible)
        )
    return words("report_paper.tasks", list="; ".join(rows)) if rows else words("report_paper.tasks_none")


def _due(task: TaskLine, words: Translator) -> str:
    return day_written(task.due, words.language)


def _foot(content: Content, words: Translator, signed: bool, named: dict[str, str]) -> Foot:
    line = AnchorLine(content.events, bytes.fromhex(content.root)[:ROOT_BYTES])
    at = long(content.made_at, words.language)
    earlier = content.earlier
    standing = (
        words("report_paper.foot.first")
        if earlier is None
        else words(
            "report_paper.foot.earlier", at=long(earlier.at, words.language), n=len(earlier.differences)
        )
    )
    seal = (
        words("report_paper.foot.signed", fingerprint=grouped(content.key))
        if signed
        else words("report_paper.foot.unsigned")
    )
    return Foot(
        lines=(
            words("report_paper.foot.head", at=at, n=content.events),
            line.written(words.language),
            seal,
            f"{standing} {words('report_paper.foot.check')}",
        ),
        qr=content.note,
        qr_alt=words("report_paper.foot.qr"),
        pages=words("report_paper.page", page="{page}", pages="{pages}"),
        running=words("report_paper.running", **named),
    )
