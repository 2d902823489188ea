"""`response`: what citizens said and how they were answered, as the window's page shows it."""

from __future__ import annotations

import argparse

from app.bangla.dates import long, long_date
from app.bangla.personal_numbers import hidden
from app.cli.checks import text_finding
from app.cli.dates import moment
from app.cli.identity import acting, acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, Output
from app.cli.paths import given_path
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import AnswerState, ResponseKind
from app.services.office.accounts import account_named
from app.services.program.standalone_checks import read_file
from app.services.responses import answering, importing, listing, register
from app.services.responses.likely_same import likely_same
from app.services.responses.listing import ShowResponses, WantedResponses
from app.services.responses.views import ResponseForm, ResponseView, StepView

MARKS = {AnswerState.LATE: "●", AnswerState.OPEN: "○", AnswerState.ANSWERED: "✓"}
_SHOWN = 90  # code points of the words on a line


def response(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List the responses, or do what the action says."""
    match arguments.action:
        case "add":
            _add(desk, arguments, out)
        case "show":
            _show(desk, arguments, out)
        case "answer":
            _answer(desk, arguments, out)
        case "import":
            _import(desk, arguments, out)
        case _:
            _list(desk, arguments, out)
    return DONE


def _add(desk: Desk, arguments: argparse.Namespace, out: Output) -> None:
    _want(arguments, "account", "kind", "member")
    kind = importing.kind_meant(arguments.kind)
    received = moment(arguments.received) if arguments.received else None
    page = account_named(desk, arguments.account, arguments.platform)
    by = acting(desk, arguments, out)
    image = arguments.image
    form = ResponseForm(
        account_id=page.id,
        kind=kind,
        text=arguments.text,
        author=getattr(arguments, "from"),
        received=received,
        tracking=arguments.tracking,
        url=arguments.url,
        screenshot=None if image is None else IncomingFile(image.name, read_file(image)),
    )
    same = likely_same(desk, form)
    found = register.response(desk, register.add(desk, form, by.id))
    language = out.words.language
    if found.due is None:
        sentence = out.words("cli.response_added_no_due", id=found.id)
    else:
        sentence = out.words("cli.response_added", id=found.id, day=long_date(found.due, language))
    told = [] if same is None else [out.words("cli.response_likely_same", id=found.id, other=same)]
    document = {**_document(found), "likely_same": same}
    answer_recorded(desk, out, document, sentence, *told, *_told_hidden(found, out))


def _show(desk: Desk, arguments: argparse.Namespace, out: Output) -> None:
    found = register.response(desk, _id(arguments))
    steps = register.steps(desk, found.id)
    document = {
        **_document(found),
        "history": [
            {"at": one.at, "member": one.member, "step": one.step, "note": one.note} for one in steps
        ],
    }
    lines = [
        _line(found, out),
        hidden(found.text),
        *_told_hidden(found, out),
        *([hidden(found.answer_text)] if found.answer_text else []),
        *(_step_line(one, out) for one in steps),
    ]
    out.answer(document, *lines)


def _list(desk: Desk, arguments: argparse.Namespace, out: Output) -> None:
    account = account_named(desk, arguments.account, arguments.platform).id if arguments.account else None
    wanted = WantedResponses(ShowResponses.ALL, arguments.search, account_id=account)
    state = AnswerState(arguments.state) if arguments.state else None
    found = [one for one in listing.responses(desk, wanted, whole=True) if state in (None, one.standing)]
    lines = [_line(one, out) for one in found]
    out.answer({"responses": [_document(one) for one in found]}, *(lines or [out.words("cli.no_responses")]))


def _answer(desk: Desk, arguments: argparse.Namespace, out: Output) -> None:
    _want(arguments, "member")
    id_ = _id(arguments)
    at = moment(arguments.at) if arguments.at else None
    by = acting(desk, arguments, out)
    found = answering.answer(desk, id_, arguments.text, by.id, at, arguments.url)
    sentence = out.words(
        "cli.response_answered_late" if found.answered_late else "cli.response_answered", id=id_
    )
    noticed, lines = _noticed(desk, found.answer_text, out)
    answer_recorded(desk, out, {**_document(found), "noticed": noticed}, sentence, *lines)


def _noticed(desk: Desk, text: str, out: Output) -> tuple[list[dict[str, object]] | None, list[str]]:
    """What the rules notice in an answer now recorded, as documents (None: not looked at) and as lines."""
    try:
        found = answering.noticed(desk, text)
    except Refusal as refusal:  # a broken pack: the answer is in the record all the same
        return None, [out.words.refusal(refusal)]
    lines = [out.finding_line(one, number) for number, one in enumerate(found, 1)]
    return [text_finding(one) for one in found], [out.words("cli.answer_noticed"), *lines] if lines else []


def _import(desk: Desk, arguments: argparse.Namespace, out: Output) -> None:
    _want(arguments, "account")
    if not arguments.what:
        raise Refusal("cli.wants", what="FILE")
    path = given_path(arguments.what)
    kind = importing.kind_meant(arguments.kind) if arguments.kind else ResponseKind.COMMENT
    page = account_named(desk, arguments.account, arguments.platform)
    by = acting_id(desk, arguments, out)
    added = importing.import_responses(desk, read_file(path), path.name, page.id, by, kind)
    document = {"added": len(added.ids), "already_here": added.already, "ids": list(added.ids)}
    sentence = out.words("cli.responses_imported", n=len(added.ids), already=added.already)
    answer_recorded(desk, out, document, sentence)


def _want(arguments: argparse.Namespace, *names: str) -> None:
    """Raise `Refusal` for the first option that is not given."""
    for name in names:
        if not getattr(arguments, name).strip():
            raise Refusal("cli.wants", what=f"--{name}")


def _id(arguments: argparse.Namespace) -> int:
    if not arguments.what:
        raise Refusal("cli.wants", what="ID")
    return whole(arguments.what)


def _line(one: ResponseView, out: Output) -> str:
    words, language = out.words, out.words.language
    text = " ".join(hidden(one.text).split())
    parts = [
        f"#{one.id} {MARKS[one.standing]} {words(f'response_state.{one.standing}')}",
        words(f"response_kind.{one.kind}"),
        f"{words(f'platform.{one.account.platform}')} {one.account.handle}",
        one.author,
        text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…",
        words("cli.response_due", day=long_date(one.due, language)) if one.due is not None else "",
        one.assigned,
    ]
    return " · ".join(part for part in parts if part)


def _step_line(one: StepView, out: Output) -> str:
    sentence = step_words(one, out)
    return " · ".join(part for part in (long(one.at, out.words.language), one.member, sentence) if part)


def step_words(one: StepView, out: Output) -> str:
    """A step of a response's history in words; numbers of citizens in a note are hidden."""
    if one.number is not None:
        return out.words(f"response_step.{one.step}", note=one.number)
    if one.day is not None:
        return out.words(f"response_step.{one.step}", note=long_date(one.day, out.words.language))
    note = out.words(f"response_kind.{one.note}") if one.step == "kind" else hidden(one.note)
    return out.words(f"response_step.{one.step}", note=note)


def _told_hidden(one: ResponseView, out: Output) -> tuple[str, ...]:
    return (out.words("response.hidden_told", n=len(one.personal)),) if one.personal else ()


def _document(one: ResponseView) -> dict[str, object]:
    return {
        "id": one.id,
        "account": one.account.handle,
        "platform": one.account.platform,
        "kind": one.kind.value,
        "author": one.author,
        "text": one.text,
        "personal": [
            {"kind": span.kind.value, "start": span.start, "end": span.end} for span in one.personal
        ],
        "url": one.url,
        "screenshot": one.screenshot or None,
        "received_at": one.received_at,
        "tracking": one.tracking,
        "due": one.due,
        "working_days_left": one.days_left if one.waits else None,
        "assigned": one.assigned or None,
        "state": one.standing.value,
        "outcome": one.state.value,
        "answer": None
        if one.answered_at is None
        else {
            "text": one.answer_text,
            "url": one.answer_url,
            "at": one.answered_at,
            "member": one.answered_by,
            "late": one.answered_late,
        },
        "reason": one.reason,
        "merged_into": one.merged_into,
        "referred_to": one.referred_to,
        "reopened": one.reopened,
        "consent": one.consent.value or None,
        "reply_draft": one.reply_draft,
        "draft": one.shown_draft,
    }
