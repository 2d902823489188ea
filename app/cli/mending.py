"""`mend`: what a draft lacks put in as a new version: account, purpose, sources, alt texts, time."""

from __future__ import annotations

import argparse

from app.cli.identity import acting
from app.cli.numbers import whole
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.intake.dates import schedule
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.office.accounts import account_named
from app.services.posts import mending, queue
from app.services.posts.mending import Cost, Mending
from app.work import Work


def mend(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Put in what is given, leave the rest as it is, and check the new version."""
    wanted = _wanted(desk, arguments)
    if wanted == Mending():
        raise Refusal("mending.nothing")
    member = acting(desk, arguments, out)
    seen = queue.draft(desk, arguments.id).version.digest
    cost = mending.cost(desk, arguments.id, member.id)
    version = mending.mend(desk, arguments.id, seen, wanted, member.id)
    draft_checks.check_draft(desk, arguments.id, Work())
    after = queue.draft(desk, arguments.id)
    document = {
        "draft": after.id,
        "version": version,
        "account": after.version.account.handle if after.version.account is not None else None,
        "purpose": after.version.purpose,
        "sources": list(after.version.sources),
        "schedule": after.version.schedule,
        "digest": after.version.digest,
        "findings": len(after.findings),
        "may_approve": not cost.own,
        "approvers_left": list(cost.left),
        "approvals_needed": cost.needed,
    }
    lines = [out.words("cli.mended", id=after.id, version=version, n=len(after.findings))]
    lines += cost_lines(out, cost)
    out.answer(document, *lines)
    return DONE


def cost_lines(out: Output, cost: Cost) -> list[str]:
    """What a new version did to who may approve the post, a sentence each; none where it did nothing."""
    lines = [out.words("cli.gave_up_approval")] if cost.own else []
    if cost.too_few:
        lines.append(out.words(f"mending.{cost.sentence}", names=", ".join(cost.left), n=cost.needed))
    return lines


def _wanted(desk: Desk, arguments: argparse.Namespace) -> Mending:
    named = arguments.account
    account = account_named(desk, named, arguments.platform) if named is not None else None
    return Mending(
        account_id=account.id if account is not None else None,
        purpose=arguments.purpose,
        sources=tuple(arguments.source) if arguments.source is not None else None,
        alts={_position(number): text for number, text in arguments.alt},
        schedule=schedule(arguments.schedule) if arguments.schedule else arguments.schedule,
    )


def _position(number: str) -> int:
    if not number.isdecimal() or whole(number) < 1:
        raise Refusal("mending.no_image", n=number)
    return whole(number) - 1
