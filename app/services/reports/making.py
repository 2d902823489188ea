"""Makes a quarter's report: counted, signed with the office's key, kept, and its own event in the record."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import datetime

from app.bangla.workdays import Quarter
from app.canonical import canonical, digest
from app.errors import Refusal
from app.models.tables import Account, Member, Office, Report
from app.services.base.clock import moment, now
from app.services.base.desk import Desk
from app.services.record.export_signer import export_signer
from app.services.record.kept_tree import origin
from app.services.record.keys import fingerprint_of
from app.services.record.ledger import create, record
from app.services.record.office_key import office_key
from app.services.record.outside import AnchorView, anchor
from app.services.record.roles import decider_or_desk
from app.services.reports.activities import ActivityView, activities
from app.services.reports.content import (
    AccountLine,
    ActivityLine,
    Content,
    Difference,
    Earlier,
    OfficeNames,
    TaskLine,
    read_content,
)
from app.services.reports.counting import STANDING_NOW, count
from app.services.reports.figures import Number, QuarterCount
from app.values import dataclass

MADE = "report.made"
_SIGNED = b"anumodon report 1\n"
# Earlier reports say of an account's responses how many came in, and nothing more.
_PARTS_BEGIN = "responses.received.account."
_PARTED = re.compile(
    r"responses\.(?:(?:in_time|late|overdue|median_days)\.account\.|kind\.\w+\.median_days$)"
)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report as it was made. `signed` says whether it bears the office's signature."""

    id: int
    quarter: Quarter
    at: datetime
    by: str
    complete: bool
    signed: bool
    content: Content


def preview(desk: Desk, quarter: Quarter, by: int | None = None) -> Content:
    """A quarter's report as it would be made now; nothing is kept. Raises like `make`, but for drafters."""
    parts = _counted(desk, quarter)
    with desk.store.read():
        return _content(parts, by, "")


def make(
    desk: Desk, quarter: Quarter, by: int | None, memo: str = "", *, unsigned: bool = False
) -> KeptReport:
    """Count a quarter and keep its report, signed where the office has a key, or `unsigned`.

    Raises `Refusal` for a drafter, an office that is not set up, a quarter still to come, and where the
    record's end does not fit; and like `export_signer`.
    """
    signer = export_signer(desk, unsigned=unsigned)
    parts = _counted(desk, quarter)
    key = parts.key
    own = signer is not None and fingerprint_of(signer) == key
    with desk.store.write():
        decider_or_desk(by)
        document = _content(parts, by, memo).document()
        row = create(
            Report,
            quarter=str(quarter),
            content=document,
            digest=digest(document),
            signature=base64.b64encode(signer.sign(signed_bytes(document))).decode()
            if own and signer
            else "",
            key=key if own else "",
            complete=parts.counted.complete,
            member=by,
            at=now(),
        )
        record(desk, MADE, row, by=by, facts={"quarter": str(quarter), "digest": row.digest})
        return _kept(row)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a report is made of: the count, the record's head, and the fingerprint of the office's key."""

    counted: QuarterCount
    head: AnchorView
    key: str
    activities: tuple[ActivityView, ...]


def _counted(desk: Desk, quarter: Quarter) -> _Parts:
    key = office_key(desk)
    return _Parts(
        count(desk, quarter),
        anchor(desk),
        key.fingerprint if key is not None else "",
        activities(desk, quarter.begins, quarter.ends),
    )


def _content(parts: _Parts, by: int | None, memo: str) -> Content:
    """The report of these parts, now. Inside a transaction."""
    counted, head = parts.counted, parts.head
    member = Member.get_by_id(by) if by is not None else None
    before = _newest(counted.quarter)
    numbers = counted.numbers()
    return Content(
        quarter=counted.quarter,
        complete=counted.complete,
        made_at=moment(now()),
        made_by=member.name if member is not None else "",
        role=member.role if member is not None else "",
        memo=memo,
        office=_office(),
        figures=numbers,
        rows={one.key: (one.of.value, one.rows) for one in counted.figures if one.rows},
        accounts=_accounts(counted),
        tasks=tuple(
            TaskLine(task.text, task.responsible, task.due, task.carried, task.done) for task in counted.tasks
        ),
        activities=tuple(
            ActivityLine(one.day.isoformat(), one.title, one.place, one.people) for one in parts.activities
        ),
        events=head.events,
        root=head.root,
        note=head.file,
        key=parts.key,
        earlier=None if before is None else _earlier(before, numbers),
    )


def kept_reports(desk: Desk) -> tuple[KeptReport, ...]:
    """Every report that was made, the newest quarter and the newest of it first."""
    with desk.store.read():
        rows = Report.select().order_by(Report.quarter.desc(), Report.id.desc())
        return tuple(_kept(row) for row in rows)


def differences(before: Mapping[str, Number], after: Mapping[str, Number]) -> tuple[Difference, ...]:
    """The figures that two counts of one quarter have otherwise.

    Left out are those of today alone, and those that were not counted yet when the first was made.
    """
    keys = dict.fromkeys([*after, *before])
    if not any(_PARTED.match(key) for key in before) and any(key.startswith(_PARTS_BEGIN) for key in before):
        keys = dict.fromkeys(key for key in keys if not _PARTED.match(key))
    return tuple(
        Difference(key, before.get(key), after.get(key))
        for key in keys
        if not key.startswith(STANDING_NOW) and before.get(key) != after.get(key)
    )


def signed_bytes(document: Mapping[str, object]) -> bytes:
    """What the signature of a report covers."""
    return _SIGNED + canonical(document)


def _newest(quarter: Quarter) -> Report | None:
    row: Report | None = (
        Report.select().where(Report.quarter == str(quarter)).order_by(Report.id.desc()).first()
    )
    return row


def _earlier(row: Report, figures: Mapping[str, Number]) -> Earlier:
    return Earlier(moment(row.at), row.digest, differences(row.content["figures"], figures))


def _office() -> OfficeNames:
    row = Office.get_or_none()
    if row is None:
        raise Refusal("office.none")
    return OfficeNames(
        name_bn=row.name_bn,
        name_en=row.name_en,
        parent_bn=row.parent_bn,
        parent_en=row.parent_en,
        address_bn=row.address_bn,
        address_en=row.address_en,
        website=row.website,
        record=origin(),
    )


def _accounts(counted: QuarterCount) -> tuple[AccountLine, ...]:
    months = {line.account.id: line.months for line in counted.months}
    urls = {row.id: row.url for row in Account.select(Account.id, Account.url)}
    return tuple(
        AccountLine(
            account.key, account.platform, account.name, urls.get(account.id, ""), months.get(account.id)
        )
        for account in counted.accounts
    )


def _kept(row: Report) -> KeptReport:
    year, _, number = row.quarter.partition("-Q")
    content = read_content(row.content)
    return KeptReport(
        id=row.id,
        quarter=Quarter(int(year), int(number)),
        at=moment(row.at),
        by=content.made_by,
        complete=bool(row.complete),
        signed=bool(row.signature),
        content=content,
    )
