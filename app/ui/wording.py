"""Drafts, findings and checks put into words."""

from __future__ import annotations

from datetime import datetime

from app.bangla import clauses, dates
from app.bangla import digits as bangla_digits
from app.checks.types import BIJOY_RULE, Severity
from app.i18n import Bilingual
from app.services.base.enums import DraftKind
from app.services.checking import dismissal_reasons, guide
from app.services.posts.mending import Cost
from app.services.posts.views import CheckView, DraftView, FindingView, VersionView
from app.ui.translation import language, tr

_NAMED_BY = 5  # words


def number_text(value: int) -> str:
    """A number in the language's digits."""
    return bangla_digits.number(value, language())


def digits(text: str) -> str:
    """A version or code with the language's digits."""
    return bangla_digits.to_bangla(text) if language() == "bn" else text


def in_language(sentence: Bilingual) -> str:
    """A sentence in the window's language."""
    return sentence.in_(language())


def clause_title(clause_id: str) -> str:
    """A clause's title in the window's language, "" for one the guide does not tell of."""
    try:
        return in_language(guide.clause(clause_id).title)
    except KeyError:
        return ""


def post_name(draft: DraftView) -> str:
    """What to call a post in a sentence: its number and first words."""
    words = " ".join(draft.version.text.split()[:_NAMED_BY]) or tr("queue.no_text")
    return tr("queue.done.post_name", id=draft.id, words=words)


def severity(value: Severity) -> str:
    """What a severity is called."""
    return tr(f"queue.severity.{value.value}")


def platform(name: str) -> str:
    """What a platform is called."""
    return tr(f"platform.{name}") if name else tr("queue.no_account")


def page_line(version: VersionView, kind: DraftKind) -> str:
    """ফেসবুক পেজ · উদ্দেশ্য: … · সংস্করণ ২"""
    purpose = tr(f"purpose.{version.purpose}") if version.purpose else tr("queue.post.no_purpose")
    parts = [tr("queue.post.purpose", purpose=purpose), tr("queue.post.version", n=version.number)]
    if kind is not DraftKind.POST:
        parts.insert(0, tr(f"queue.kind.{kind}"))
    if version.account is not None:  # that there is none is said where its name would stand
        parts.insert(0, platform(version.account.platform))
    return " · ".join(parts)


def schedule(written: str) -> str:
    """A version's schedule (ISO 8601 local time in Asia/Dhaka) as a person reads it."""
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dates.DHAKA)
    return dates.long(moment, language())


def clause_line(clause_id: str, title: str) -> str:
    """অনুচ্ছেদ ১০(গ): … for a link into the guide."""
    shown = clauses.shown(clause_id, language())
    if clause_id.startswith("circular"):
        return f"{shown}: {title}" if title else shown
    return tr("queue.clause_titled" if title else "queue.clause", clause=shown, title=title)


def accessible_finding(finding: FindingView, of: int = 1) -> str:
    """A card as a screen reader says it; `of` findings are on it."""
    title = in_language(finding.title)
    titled = title if of == 1 else tr("queue.row.titled", n=of, title=title)
    return f"{number_text(finding.number)}. {severity(finding.severity)}: {titled}"


def too_few(cost: Cost) -> str:
    """That a new version would leave too few who may approve it; "" where enough are left."""
    if not cost.too_few:
        return ""
    return tr(f"mending.{cost.sentence}", names=", ".join(cost.left), n=cost.needed)


def is_bijoy(finding: FindingView) -> bool:
    """Whether it says that the post's own text is in the old encoding."""
    return finding.rule == BIJOY_RULE and finding.attachment is None


def can_be_excepted(finding: FindingView) -> bool:
    """Whether its words may be let pass: it has some, and a rule of the pack or the office found them."""
    return bool(finding.text) and finding.rule != BIJOY_RULE


def answer_line(finding: FindingView) -> str:
    """Who answered, when, and what, of an answered finding."""
    answer = finding.answer
    assert answer is not None
    when = dates.short(answer.at, language())
    reason = dismissal_reasons.spoken(answer.because or "", answer.reason, language())
    key = "queue.answer.reasoned" if reason else "queue.answer.plain"
    return tr(key, member=answer.member, time=when, reason=reason)


def checks_line(checks: CheckView) -> str:
    """নিয়ম ২০২৬.১ · দেখা হয়েছে: লেখা, মুখ, ফাইলের তথ্য"""
    named = (name.replace("-", "_") for name in checks.checked)
    done = ", ".join(tr(f"queue.check.{name}") for name in named if name in _NAMED_CHECKS)
    return tr("queue.checks.done", version=digits(checks.rulepack), checks=done)


_NAMED_CHECKS = ("text", "faces", "metadata", "obscene", "ocr", "office_name", "logo", "platform_limits")
