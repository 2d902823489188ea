"""Begins a letter of each kind in the words of an office, from what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from app.bangla.dates import bangla_day, gregorian_day, local
from app.bangla.personal_numbers import HIDDEN, hidden
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Account, Member, Office
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind, ResponseKind, Role
from app.services.checking import guide
from app.services.letters.views import LetterForm, LetterKind
from app.services.office.handover import hand_over, open_hand_overs
from app.services.office.views import HandOver
from app.services.past.reading import past_posts
from app.services.posts import queue
from app.services.posts.views import DraftView, FindingView
from app.services.responses import register
from app.values import dataclass

_BLANK = "..............................."
_LETTERS = {"bn": "কখগঘঙচছজঝঞটঠডঢণতথদধন", "en": "abcdefghijklmnopqrst"}


@dataclass(frozen=True, slots=True)
class About:
    """What a letter is about: a draft, a finding of it by its number on the card, a response, a past post.

    `member` is who hands over; `clause` is the id of a clause, where no finding says which.
    """

    draft: int | None = None
    finding: int | None = None
    response: int | None = None
    past: int | None = None
    member: int | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The parts that differ from kind to kind."""

    fills: dict[str, str]
    recipient: tuple[str, ...]
    lines: tuple[str, ...] = ()
    finding: int | None = None


def begin(desk: Desk, kind: LetterKind, about: About, language: str, by: int | None) -> LetterForm:
    """A letter to be looked through and changed. Nothing is kept.

    Raises `Refusal` where no office is set up, for a draft, a finding or a response that is not there, and
    for a return without a draft and a referral without a response.
    """
    words = Translator(language)
    with desk.store.read():
        office = Office.get_or_none()
        if office is None:
            raise Refusal("office.none")
        member = Member.get_or_none(Member.id == by) if by is not None else None
        parent = (
            (office.parent_bn or office.parent_en)
            if language == "bn"
            else (office.parent_en or office.parent_bn)
        )
    parts = _KINDS[kind](desk, about, words)
    paragraphs = [text for n in (1, 2, 3) if (text := _paragraph(kind, n, parts, words))]
    copies = ([words("letter.copy_parent", name=parent)] if parent else []) + [words("letter.copy_file")]
    return LetterForm(
        kind=kind,
        language=language,
        day=local(datetime.now(UTC)).date(),
        subject=words(f"letter.{kind}.subject", **parts.fills),
        reference=words(f"letter.{kind}.reference", **parts.fills),
        body=tuple(paragraphs[:1]) + parts.lines + tuple(paragraphs[1:]),
        recipient=parts.recipient,
        copies=tuple(copies),
        signer=member.name if member is not None else "",
        title=words(f"role.{member.role}") if member is not None else "",
        draft=about.draft,
        finding=parts.finding,
        response=about.response,
    )


def _paragraph(kind: LetterKind, number: int, parts: _Words, words: Translator) -> str:
    return words(f"letter.{kind}.body{number}", **parts.fills)


def _clarification(desk: Desk, about: About, words: Translator) -> _Words:
    """From a finding: what the checks noticed, where, and by which clause."""
    recipient = tuple(words("letter.clarification.recipient").split("\n"))
    fills = dict.fromkeys(("clause", "title", "finding", "text", "id"), _BLANK)
    if about.clause:
        fills["clause"] = words.clause(about.clause)
        fills["title"] = guide.clause(about.clause).title.in_(words.language)
    if about.draft is None:
        return _Words(fills, recipient)
    draft = queue.draft(desk, about.draft)
    fills["id"] = words.number(draft.id)
    if about.finding is None:
        return _Words(fills, recipient)
    found = _finding(draft, about.finding)
    clauses = [words.clause(clause) for clause in found.clauses]
    fills |= {
        "clause": ", ".join(clauses) or _BLANK,
        "title": _title(found, words.language),
        "finding": found.title.in_(words.language),
        "text": _short(_covered(found.text or draft.version.text, words)),  # it leaves the office
    }
    return _Words(fills, recipient, finding=found.id)


def _return(desk: Desk, about: About, words: Translator) -> _Words:
    if about.draft is None:
        raise Refusal("letter.draft_missing")
    draft = queue.draft(desk, about.draft)
    reasons = [entry.reason for entry in draft.decisions if entry.reason]
    fills = {
        "id": words.number(draft.id),
        "day": _day(local(draft.version.created_at).date(), words),
        "reason": reasons[-1].rstrip(" \n.;।") if reasons else _BLANK,
        "text": _short(draft.version.text),
        "noticed": words("letter.return.noticed") if draft.findings else "",
    }
    lines = tuple(
        words(
            "letter.return.line",
            letter=_letter(place, words),
            finding=found.title.in_(words.language),
            clause=", ".join(map(words.clause, found.clauses)),
        )
        for place, found in enumerate(draft.findings)
    )
    name = draft.version.author or _BLANK
    return _Words(fills, (words("letter.return.recipient", name=name),), _listed(lines, words))


def _referral(desk: Desk, about: About, words: Translator) -> _Words:
    if about.response is None:
        raise Refusal("letter.response_missing")
    found = register.response(desk, about.response)
    fills = {
        "platform": words(f"platform.{found.account.platform}"),
        "day": _day(local(found.received_at).date(), words),
        "kind": _kind_amid(found.kind, words),
        "text": _short(_covered(found.text, words), 1_200),
        "tracking": words("letter.referral.tracking", number=found.tracking) if found.tracking else "",
    }
    return _Words(fills, (found.referred_to or _BLANK,))


def _kind_amid(kind: ResponseKind, words: Translator) -> str:
    """A response's kind amid a sentence that has said already that it is a citizen's."""
    if kind is ResponseKind.CONTRIBUTION:
        return words("letter.referral.contribution")
    return words(f"response_kind.{kind}").lower()


def _team(desk: Desk, _about: About, words: Translator) -> _Words:
    with desk.store.read():
        rows = [(row.name, row.role) for row in Member.select().where(Member.active).order_by(Member.id)]
    lines = tuple(
        words("letter.team.line", letter=_letter(place, words), name=name, role=words(f"role.{role}"))
        for place, (name, role) in enumerate(rows)
    )
    deciders = sum(role != Role.DRAFTER for _, role in rows)
    fills = {"n": words.number(deciders), "accounts": _accounts(desk, words)}
    return _Words(fills, (words("letter.team.recipient"),), _listed(lines, words))


def _handover(desk: Desk, about: About, words: Translator) -> _Words:
    """Of the member named, else of who left last with something still to do; blanks where nobody did."""
    if about.member is not None:
        left: HandOver | None = hand_over(desk, about.member)
    else:
        left = next(iter(open_hand_overs(desk)), None)
    fills = {"name": left.member.name if left is not None else _BLANK, "accounts": _accounts(desk, words)}
    lines = (
        ()
        if left is None
        else tuple(
            words(
                "letter.handover.line",
                letter=_letter(place, words),
                account=f"{words(f'platform.{one.account.platform}')} · {one.account.display_name}",
                login=one.label,
                standing=words("letter.handover.changed" if one.done else "letter.handover.to_change"),
            )
            for place, one in enumerate(left.credentials)
        )
    )
    return _Words(fills, (words("letter.handover.recipient"),), _listed(lines, words))


def _rti(desk: Desk, about: About, words: Translator) -> _Words:
    fills = {"day": _BLANK, "text": _BLANK}
    if about.response is not None:
        found = register.response(desk, about.response)
        fills = {
            "day": _day(local(found.received_at).date(), words),
            "text": _short(_covered(found.text, words), 1_200),
        }
    return _Words(fills, (words("letter.rti.recipient"), _BLANK))


def _misuse(desk: Desk, about: About, words: Translator) -> _Words:
    """Of a post that stands on a page and that nobody approved."""
    fills = dict.fromkeys(("platform", "account", "day", "text", "url"), _BLANK)
    if about.past is not None:
        with desk.store.read():
            found = next(iter(past_posts([about.past])), None)
        if found is None:
            raise Refusal("history.no_post", id=about.past)
        fills = {
            "platform": words(f"platform.{found.platform}"),
            "account": found.account,
            "day": _day(local(found.published_at).date(), words),
            "text": _short(_covered(found.text, words)) or _BLANK,
            "url": found.url or _BLANK,
        }
    return _Words(fills, tuple(words("letter.misuse.recipient").split("\n")))


def _disposal(_desk: Desk, _about: About, words: Translator) -> _Words:
    """An order about a list that its own service fills in; blanks for one begun by hand."""
    fills = {"year": _BLANK, "posts": _BLANK}
    return _Words(fills, tuple(words("letter.disposal.recipient").split("\n")))


_KINDS: dict[LetterKind, Callable[[Desk, About, Translator], _Words]] = {
    LetterKind.CLARIFICATION: _clarification,
    LetterKind.RETURN: _return,
    LetterKind.REFERRAL: _referral,
    LetterKind.TEAM: _team,
    LetterKind.HANDOVER: _handover,
    LetterKind.RTI: _rti,
    LetterKind.DISPOSAL: _disposal,
    LetterKind.MISUSE: _misuse,
}


def _finding(draft: DraftView, number: int) -> FindingView:
    found = next((one for one in draft.findings if one.number == number), None)
    if found is None:
        raise Refusal("letter.no_finding", number=number, id=draft.id)
    return found


def _title(found: FindingView, language: str) -> str:
    for clause in found.clauses:
        try:
            return guide.clause(clause).title.in_(language)
        except KeyError:
            continue
    return _BLANK


def _accounts(desk: Desk, words: Translator) -> str:
    with desk.store.read():
        rows = Account.select().where(Account.active & (Account.kind == AccountKind.OFFICIAL.value))
        named = [
            f"{words(f'platform.{row.platform}')} ({row.display_name})" for row in rows.order_by(Account.id)
        ]
    return ", ".join(named) or _BLANK


def _listed(lines: tuple[str, ...], words: Translator) -> tuple[str, ...]:
    """Lines that end in semicolons, the last with what ends a sentence."""
    return (*lines[:-1], lines[-1].removesuffix(";") + words("letter.end")) if lines else ()


def _letter(place: int, words: Translator) -> str:
    letters = _LETTERS[words.language]
    return letters[place] if place < len(letters) else words.number(place + 1)


def _day(day: date, words: Translator) -> str:
    written = gregorian_day(day, words.language)
    return f"{bangla_day(day)} ({written})" if words.language == "bn" else written


def _covered(text: str, words: Translator) -> str:
    """The text with a word where a private number stood: no font of a letter has a screen's bar."""
    return hidden(text).replace(HIDDEN, words("letter.hidden"))


def _short(text: str, most: int = 400) -> str:
    one = " ".join(text.split())
    return one if len(one) <= most else one[: most - 1] + "…"
