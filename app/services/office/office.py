"""The office itself: who it is and what it chose. Its team is in `team`, its accounts in `accounts`.

Both are reached from here too, so that whoever shows the office needs one import.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.models.tables import Office
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, Role
from app.services.checking.outdating import outdate_banners
from app.services.office.accounts import (
    account,
    account_named,
    accounts,
    add_account,
    add_at_set_up,
    change_account,
    close_account,
    reopen_account,
)
from app.services.office.addresses import web_address
from app.services.office.kept_images import kept_image
from app.services.office.team import (
    TEAM_SIZES,
    add_member,
    change_team,
    join_at_set_up,
    member,
    member_named,
    members,
    retire_member,
)
from app.services.office.views import OfficeForm, OfficeView
from app.services.record.attempts import records_refusals
from app.services.record.ledger import change, create, record
from app.services.record.proof import prove_who
from app.services.record.proposals import alone, needs_second, propose
from app.services.record.roles import approvals_among, approvals_needed, decider_or_desk, team_size

if TYPE_CHECKING:
    from app.intake.types import IncomingFile

__all__ = [
    "TEAM_SIZES",
    "account",
    "account_named",
    "accounts",
    "add_account",
    "add_member",
    "approvals_needed",
    "change_account",
    "change_office",
    "change_team",
    "close_account",
    "member",
    "member_named",
    "members",
    "office",
    "reopen_account",
    "retire_member",
    "set_logo",
    "set_up",
    "team_size",
]

# What the office may choose, in days. Ours: wide, but a typing mistake of some thousands is refused.
_DAYS = {
    "rotation_days": (1, 3650),
    "lead_days": (0, 365),
    "report_days": (0, 90),
    "quiet_days": (1, 3650),
    "question_days": (1, 90),
    "grievance_days": (1, 90),
    "appeal_days": (1, 90),
    "reuse_days": (0, 365),
}
# The direction in which each number asks for less.
_LOOSER = {
    "rotation_days": 1,
    "lead_days": -1,
    "report_days": 1,
    "blur_is_edit": -1,
    "question_days": 1,
    "grievance_days": 1,
    "appeal_days": 1,
    "reuse_days": -1,
}
_TEXTS = ("parent_en", "division_bn", "division_en", "address_bn", "address_en")


def office(desk: Desk) -> OfficeView | None:
    """The office, or None before the first start's page is filled in."""
    with desk.store.read():
        row = Office.get_or_none()
        if row is None:
            return None
        return OfficeView(
            name_bn=row.name_bn,
            name_en=row.name_en,
            parent_bn=row.parent_bn,
            parent_en=row.parent_en,
            division_bn=row.division_bn,
            division_en=row.division_en,
            address_bn=row.address_bn,
            address_en=row.address_en,
            website=row.website,
            grs_url=row.grs_url,
            logo=row.logo,
            letterhead=tuple(row.letterhead),
            rotation_days=row.rotation_days,
            lead_days=row.lead_days,
            report_days=row.report_days,
            quiet_days=row.quiet_days,
            question_days=row.question_days,
            grievance_days=row.grievance_days,
            appeal_days=row.appeal_days,
            reuse_days=row.reuse_days,
            approvals_set=row.approvals,
            approvals_needed=approvals_needed(),
            blur_is_edit=bool(row.blur_is_edit),
        )


def set_up(desk: Desk, form: OfficeForm) -> None:
    """Record the office, its members and its accounts at the first start.

    Raises `Refusal` when a name is missing, the team has a size other than 1, 3 or 5 (clause 6.1.c),
    an account is listed twice, or the office is there already.
    """
    deciders = sum(1 for member in form.members if member.role is not Role.DRAFTER)
    if deciders not in TEAM_SIZES:
        raise Refusal("office.team_size", n=deciders)
    with desk.store.write():
        if Office.get_or_none() is not None:
            raise Refusal("office.already")
        record(desk, "office.set_up", create(Office, **_columns(form, None, deciders)))
        for member_form in form.members:
            join_at_set_up(desk, member_form)
        for account_form in form.accounts:
            add_at_set_up(desk, account_form, None)


@records_refusals
def change_office(desk: Desk, form: OfficeForm, by: int | None, reason: str = "") -> int | None:
    """Change the office's own data (the members and accounts of `form` are not looked at).

    In a team what weakens a rule (fewer approvals, longer between two changes of a password, a shorter or
    later reminder, later answers to citizens, blurring that makes no author) is only proposed, with the
    `reason`; the proposal's number is returned then, else None. Raises `Refusal` for a drafter, a missing
    name, a bad address, numbers out of range, and for nobody named where something is to be proposed.
    """
    with desk.store.write():
        prove_who()  # the event holds the whole row, and would make a forged number the office's own
        decider_or_desk(by)
        row = Office.get_or_none()
        columns = _columns(form, row, team_size())
        weaker = _weaker(row, columns) if row is not None else {}
        proposed = None
        if weaker and needs_second(by) and by is not None:
            columns = {name: value for name, value in columns.items() if name not in weaker}
            proposed = propose(desk, ProposalKind.OFFICE, weaker, by, reason)
        if row is None or any(columns[name] != getattr(row, name) for name in ("name_bn", "name_en")):
            outdate_banners()
        if row is None:
            record(desk, "office.changed", create(Office, **columns), by=by)
        elif proposed is None or any(getattr(row, name) != value for name, value in columns.items()):
            facts = alone() if weaker else None
            record(desk, "office.changed", change(row, **columns), by=by, facts=facts)
        return proposed


def confirmed_change(desk: Desk, columns: Mapping[str, int | None], by: int, proposal: int) -> None:
    """Carry out what a proposal would change of the office's rules. In a transaction.

    Raises `Refusal` for a number of approvals that the team of now cannot give.
    """
    row = Office.get_or_none()
    if row is None:
        raise Refusal("office.none")
    wanted = columns.get("approvals")
    if wanted is not None and wanted > team_size():
        raise Refusal("office.approvals_range", most=team_size())
    record(desk, "office.changed", change(row, **columns), by=by, facts={"proposal": proposal})


def _weaker(row: Office, columns: Mapping[str, object]) -> dict[str, object]:
    """Those of the changed columns that ask for less than before."""
    looser = {name for name, sign in _LOOSER.items() if _step(row, columns, name) * sign > 0}
    now, then = row.approvals, columns["approvals"]
    # A number that suffices today may be less than a majority once the team has grown.
    sizes = [size for size in TEAM_SIZES if size >= team_size()]
    assert then is None or isinstance(then, int)
    if any(approvals_among(then, size) < approvals_among(now, size) for size in sizes):
        looser.add("approvals")
    return {name: columns[name] for name in sorted(looser)}


def _step(row: Office, columns: Mapping[str, object], name: str) -> int:
    """By how much a number is changed."""
    before = getattr(row, name)
    after = columns.get(name, before)
    assert isinstance(after, int)
    return int(after - before)


@records_refusals
def set_logo(desk: Desk, file: IncomingFile | None, by: int | None) -> None:
    """Keep the office's logo, or with None take it away. Raises `Refusal` for a file that is no image."""
    sha256 = kept_image(desk, file) if file is not None else ""
    with desk.store.write():
        if file is not None:
            desk.blobs.keep_named(sha256, file.data)
        prove_who()
        decider_or_desk(by)
        row = Office.get_or_none()
        if row is None:
            raise Refusal("office.none")
        if row.logo != sha256:
            outdate_banners()
        record(desk, "office.changed", change(row, logo=sha256), by=by)


def _columns(form: OfficeForm, row: Office | None, deciders: int) -> dict[str, object]:
    if is_blank(form.name_bn):
        raise Refusal("office.name_missing")
    same_approvals = row is not None and form.approvals_needed == row.approvals  # from a larger team: kept
    wanted = form.approvals_needed
    if wanted is not None and not same_approvals and not 1 <= wanted <= max(deciders, 1):
        raise Refusal("office.approvals_range", most=max(deciders, 1))
    same_website = row is not None and form.website.strip() == row.website
    columns: dict[str, object] = {
        "name_bn": form.name_bn.strip(),
        "name_en": form.name_en.strip(),
        "parent_bn": form.parent_bn.strip(),
        # An address that stays as it was is not judged anew: an older release took any text.
        "website": form.website.strip() if same_website else web_address(form.website),
        "approvals": form.approvals_needed,
    }
    for name in _TEXTS:
        given = getattr(form, name)
        if given is not None:
            columns[name] = given.strip()
    if form.grs_url is not None:
        columns["grs_url"] = web_address(form.grs_url)
    if form.letterhead is not None:
        columns["letterhead"] = [line.strip() for line in form.letterhead if line.strip()]
    for name, (least, most) in _DAYS.items():
        days = getattr(form, name)
        if days is not None:
            if not least <= days <= most:
                raise Refusal("office.days_range", least=least, most=most)
            columns[name] = days
    if form.blur_is_edit is not None:
        columns["blur_is_edit"] = int(form.blur_is_edit)
    return columns
