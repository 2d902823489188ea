"""`proposal`: what waits for a second member, and what they say of it."""

from __future__ import annotations

import argparse

from app.bangla.dates import long
from app.cli.identity import acting
from app.cli.output import DONE, Output, in_both_languages
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.office import confirming
from app.services.office.confirming import ProposalView


def proposal(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List what waits (with `--all` what was ever proposed), or answer one proposal."""
    if arguments.action == "list":
        found = confirming.proposals(desk) if arguments.all else confirming.open_proposals(desk)
        lines = [line for one in found for line in _lines(one, out)]
        document = {"proposals": [_document(one) for one in found]}
        out.answer(document, *(lines or [out.words("proposal.nothing")]))
        return DONE
    if arguments.id is None:
        raise Refusal("cli.wants", what="ID")
    if not arguments.member:
        raise Refusal("cli.wants", what="--member")
    by = acting(desk, arguments, out).id
    secret = _answer(desk, arguments, by)
    after = confirming.proposal(desk, arguments.id)
    answered = _document(after)
    answer_lines = [out.words(f"proposal.answered.{after.state}", id=after.id)]
    if secret is not None:
        answered["temporary"] = secret.reveal()
        answer_lines.append(out.words("proposal.temporary", passphrase=secret.reveal()))
    out.answer(answered, *answer_lines)
    return DONE


def _answer(desk: Desk, arguments: argparse.Namespace, by: int) -> Secret | None:
    match arguments.action:
        case "confirm":
            return confirming.confirm(desk, arguments.id, by)
        case "alone":
            return confirming.carry_out_alone(desk, arguments.id, arguments.reason, by)
        case "refuse":
            confirming.refuse(desk, arguments.id, arguments.reason, by)
        case _:
            confirming.withdraw(desk, arguments.id, by)
    return None


def _document(one: ProposalView) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "state": one.state.value,
        "wants": [in_both_languages(line) for line in one.lines],
        "reason": one.reason,
        "member": one.member,
        "at": one.at,
        "expires_at": one.expires_at,
        "alone_from": one.alone_from,
        "closed_by": one.closed_by,
        "closed_at": one.closed_at,
        "closed_reason": one.closed_reason,
    }


def _lines(one: ProposalView, out: Output) -> list[str]:
    language = out.words.language
    wants = "; ".join(line.in_(language) for line in one.lines)
    state = out.words(f"proposal.state.{one.state}")
    lines = [f"#{one.id} · {state} · {one.member} · {long(one.at, language)}", f"  {wants}"]
    if one.reason:
        lines.append(f"  {out.words('proposal.because', reason=one.reason)}")
    if one.closed_by:
        answer = " · ".join(part for part in (one.closed_by, one.closed_reason) if part)
        lines.append(f"  {answer}")
    return lines
