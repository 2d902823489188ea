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
    Text,
)
from app.i18n import Translator
from app.services.office.letterhead import links
from app.services.reports.annex import annex
from app.services.reports.content import Content, TaskLine
from app.services.reports.naming import day_written, fiscal_quarter, fiscal_year, period
from app.services.reports.sums import sums

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


def _tasks(tasks: tuple[TaskLine, ...], words: Translator) -> str:
    letters = _LETTERS[words.language]
    rows = []
    for number, task in enumerate(task for task in tasks if not task.done):
        letter = letters[number] if number < len(letters) else words.number(number + 1)
        named = {"letter": letter, "text": task.text, "name": task.responsible}
        if task.due:
            rows.append(words("report_paper.task", day=day_written(task.due, words.language), **named))
        else:
            rows.append(words("report_paper.task_undated", **named))
    return words("report_paper.tasks", list="; ".join(rows)) if rows else words("report_paper.tasks_none")


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
