"""What figures are called, and how numbers, durations and periods of a report are written."""

from __future__ import annotations

from datetime import date

from app.bangla.dates import bangla_day, gregorian_day
from app.bangla.digits import to_bangla
from app.bangla.workdays import Quarter
from app.i18n import Translator
from app.services.reports.content import Content
from app.services.reports.figures import Number

MAIN = (
    "posts.taken_in",
    "posts.approved",
    "posts.returned",
    "posts.rejected",
    "posts.published",
    "posts.unpublished",
    "posts.unpublished.late",
    "posts.corrected",
    "posts.taken_down",
    "purposes.unserved",
    "decision.median_minutes",
    "decision.longest_minutes",
    "findings.found",
    "findings.upheld",
    "findings.dismissed",
    "findings.unanswered",
    "findings.blocks",
    "findings.blocks.upheld",
    "findings.blocks.dismissed",
    "findings.blocks.unanswered",
    "responses.received",
    "responses.in_time",
    "responses.late",
    "responses.waiting",
    "responses.overdue",
    "responses.earlier_open",
    "responses.without_due",
    "responses.referred",
    "responses.closed",
    "responses.merged",
    "responses.reopened",
    "responses.median_days",
    "responses.longest_days",
    "rotations.done",
    "rotations.in_time",
    "rotations.late",
    "rotations.overdue",
    "checklist.settled",
    "checklist.missing",
    "quiet.longest_days",
    "unapproved.posts",
    "archives.exported",
    "anchors.saved",
    "awareness.activities",
    "awareness.people",
    "awareness.received",
    "awareness.signed",
    "awareness.not_received",
    "tasks.open",
    "tasks.done",
)


def fiscal_year(quarter: Quarter, language: str) -> str:
    """`২০২৬–২৭`."""
    written = f"{quarter.fiscal_year}–{(quarter.fiscal_year + 1) % 100:02d}"
    return to_bangla(written) if language == "bn" else written


def fiscal_quarter(quarter: Quarter, words: Translator) -> str:
    """`দ্বিতীয়`."""
    return words(f"report_paper.quarter.{quarter.fiscal_number}")


def period(quarter: Quarter, language: str) -> str:
    """From when to when, in Bangla in both calendars."""
    first, last = quarter.begins, quarter.ends
    if language != "bn":
        return f"{gregorian_day(first, 'en')} – {gregorian_day(last, 'en')}"
    return (
        f"{gregorian_day(first, 'bn')} থেকে {gregorian_day(last, 'bn')} "
        f"({bangla_day(first)} থেকে {bangla_day(last)})"
    )


def written(value: Number, words: Translator) -> str:
    """A number in the language's digits, or that there is no data."""
    if value is None:
        return words("report_paper.no_data")
    return words.number(value)


def duration(minutes: Number, words: Translator, *, short: bool = False) -> str:
    """Minutes in the two largest units; `short` for where there is little room."""
    if minutes is None:
        return words("report_paper.no_data")
    whole = round(minutes)
    days, hours, rest = whole // 1440, whole % 1440 // 60, whole % 60
    parts = [("day", days), ("hours", hours), ("minutes", rest if not days else 0)]
    table = "report_paper.short" if short else "report_paper.long"
    named = [words(f"{table}.{unit}", n=n) for unit, n in parts if n]
    return " ".join(named[:2]) or words(f"{table}.minutes", n=0)


def day_written(kept: str, language: str) -> str:
    """An ISO day as the language writes it, "" for none."""
    return gregorian_day(date.fromisoformat(kept), language) if kept else ""


def purpose_name(purpose: str, words: Translator) -> str:
    """`৫(ক) যোগাযোগ ও মতবিনিময়`."""
    return f"{words.clause(purpose)} {words(f'purpose.{purpose}')}"


def account_name(key: str, content: Content, words: Translator) -> str:
    """An account by its platform and name."""
    for line in content.accounts:
        if line.key == key:
            return f"{words(f'platform.{line.platform}')} · {line.name}"
    return key


def label(key: str, content: Content, words: Translator) -> str:
    """What a figure is called."""
    if key in MAIN:
        return words(f"report_figure.{key}")
    for prefix, family in (
        ("posts.published.account.", "published_account"),
        ("checklist.settled.account.", "checklist_account"),
        ("quiet.longest_days.account.", "quiet_account"),
    ):
        if key.startswith(prefix):
            named = account_name(key.removeprefix(prefix), content, words)
            return words(f"report_figure.family.{family}", name=named)
    if key.startswith("posts.published.kind."):
        return words(
            "report_figure.family.published_kind", name=post_kind_name(key.rpartition(".")[2], words)
        )
    if key.startswith("posts.published.purpose."):
        purpose = key.removeprefix("posts.published.purpose.")
        named = words("report_paper.annex.no_purpose") if purpose == "none" else purpose_name(purpose, words)
        return words("report_figure.family.published_purpose", name=named)
    if key.startswith("responses.") and ".account." in key:
        what, _, account = key.partition(".account.")
        return f"{words(f'report_figure.{what}')}: {account_name(account, content, words)}"
    if key.startswith("responses.kind."):
        kind, _, what = key.removeprefix("responses.kind.").partition(".")
        return f"{words(f'report_figure.responses.{what}')}: {kind_name(kind, words)}"
    if key.startswith("posts.state."):
        return words("report_figure.family.state", name=words(f"state.{key.rpartition('.')[2]}"))
    if key.startswith("findings.clause."):
        clause = key.removeprefix("findings.clause.")
        for reply in ("upheld", "dismissed", "unanswered"):
            if clause.endswith(f".{reply}"):
                named = words.clause(clause.removesuffix(f".{reply}"))
                return words(f"report_figure.family.clause_{reply}", name=named)
        return words("report_figure.family.clause", name=words.clause(clause))
    return key


def post_kind_name(kind: str, words: Translator) -> str:
    """What kind of draft it is, as a word."""
    return words(f"archive_page.post_kind.{kind}")


def kind_name(kind: str, words: Translator) -> str:
    """What a citizen's words are, as a word."""
    return words(f"response_kind.{kind}")
