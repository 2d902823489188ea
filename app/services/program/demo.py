"""The demo office: a made-up upazila education office with posts to try the whole job on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.bangla.dates import local
from app.intake.types import IncomingFile
from app.paths import resources
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind, ChecklistState, Consent, ResponseKind, Role
from app.services.checking import draft_checks
from app.services.office.accounts import accounts, add_account
from app.services.office.checklist import enter
from app.services.office.holidays import add_holiday
from app.services.office.office import set_logo, set_up
from app.services.office.team import members
from app.services.office.views import AccountForm, ChecklistForm, MemberForm, OfficeForm
from app.services.posts.intake import take_in
from app.services.posts.views import IntakeLine
from app.services.responses import answering, drafting, handling, register, saved_replies
from app.services.responses.views import ResponseForm
from app.services.secrets.rotation import record_change
from app.services.secrets.views import RotationForm
from app.work import Work

FOLDER = resources() / "demo"


def set_up_demo(desk: Desk, work: Work) -> tuple[IntakeLine, ...]:
    """Record the demo office with its members, accounts and their care, and take in its posts.

    Raises `Refusal` when there is an office already.
    """
    data = tomllib.loads((FOLDER / "office.toml").read_text(encoding="utf-8"))
    set_up(desk, _office(data))
    logo = FOLDER / data["logo"]["file"]
    first = members(desk)[0].id
    set_logo(desk, IncomingFile(logo.name, logo.read_bytes()), first)
    _take_care(desk, data)
    _hear_citizens(desk, data, work)
    return take_in(desk, [FOLDER / "posts"], first, work)


def _office(data: Mapping[str, Any]) -> OfficeForm:
    office = {**data["office"], "letterhead": tuple(data["office"]["letterhead"])}
    people = (MemberForm(one["name"], Role(one["role"]), one["joined_on"]) for one in data["members"])
    pages = (AccountForm(**{**one, "purposes": tuple(one["purposes"])}) for one in data["accounts"])
    return OfficeForm(**office, members=tuple(people), accounts=tuple(pages))


def _take_care(desk: Desk, data: Mapping[str, Any]) -> None:
    """Personal accounts, changes of passwords, the checklist and days off, by days from today."""
    now = datetime.now(UTC)
    today = local(now).date()
    ids = {member.name: member.id for member in members(desk)}
    for one in data["personal"]:
        owner = ids[one["owner"]]
        form = AccountForm(**{**one, "owner": owner, "kind": AccountKind.PERSONAL})
        add_account(desk, form, owner)
    pages = {account.handle: account.id for account in accounts(desk)}
    for one in data["rotations"]:
        changed = RotationForm(note=one["note"], at=now - timedelta(days=one["days_ago"]))
        record_change(desk, pages[one["account"]], changed, ids[one["member"]])
    for one in data["checklist"]:
        enter(desk, pages[one["account"]], _entry(one, today), ids[one["member"]])
    by = next(iter(ids.values()))
    for one in data["holidays"]:
        for year in (today.year, today.year + 1):
            add_holiday(desk, date(year, one["month"], one["day"]), one["name_bn"], one["name_en"], by)


def _hear_citizens(desk: Desk, data: Mapping[str, Any], work: Work) -> None:
    """What citizens wrote, by days from today, with answers in all their states; and saved replies."""
    now = datetime.now(UTC)
    ids = {member.name: member.id for member in members(desk)}
    pages = {account.handle: account.id for account in accounts(desk)}
    by = next(iter(ids.values()))
    for one in data["saved_replies"]:
        saved_replies.save(desk, one["name"], one["text"], by)
    for one in data["responses"]:
        shot = FOLDER / one["screenshot"] if "screenshot" in one else None
        form = ResponseForm(
            account_id=pages[one["account"]],
            kind=ResponseKind(one["kind"]),
            text=one["text"],
            author=one["author"],
            received=now - timedelta(days=one["days_ago"], hours=1),
            tracking=one.get("tracking", ""),
            url=one.get("url", ""),
            screenshot=IncomingFile(shot.name, shot.read_bytes()) if shot is not None else None,
        )
        id_ = register.add(desk, form, by)
        if "assigned" in one:
            handling.assign(desk, id_, ids[one["assigned"]], by)
        if "note" in one:
            handling.note(desk, id_, one["note"], by)
        if "consent" in one:
            handling.set_consent(desk, id_, Consent(one["consent"]), one.get("consent_note", ""), by)
        if "referred_to" in one:
            handling.refer(desk, id_, one["referred_to"], by)
        if "reply" in one:
            draft = drafting.draft_reply(desk, id_, one["reply"], ids[one["reply_by"]])
            draft_checks.check_draft(desk, draft, work)
        if "answer" in one:
            answering.answer(desk, id_, one["answer"], by, now - timedelta(days=one["answered_days_ago"]))


def _entry(one: Mapping[str, Any], today: date) -> ChecklistForm:
    review = one.get("review_in_days")
    return ChecklistForm(
        clause=one["clause"],
        state=ChecklistState(one["state"]),
        text=one["text"],
        url=one.get("url", ""),
        next_review=today + timedelta(days=review) if review is not None else None,
    )
