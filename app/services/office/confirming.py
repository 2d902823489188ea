"""Proposals as the office answers them: shown in words, confirmed, refused, withdrawn, carried out alone.

`services.record.proposals` holds the rules about who may; here is what each kind of proposal changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.archive.keys import grouped
from app.i18n import Bilingual, bilingual
from app.models.tables import Account, Member, Office, OfficeRule, Proposal
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, ProposalState, RuleKind
from app.services.base.secret import Secret
from app.services.checking import office_rules
from app.services.office import retention, sign_in
from app.services.office.accounts import confirmed_days
from app.services.office.office import confirmed_change
from app.services.office.team import confirmed_team
from app.services.record import proposals as rules
from app.services.record.proposals import ALONE_AFTER, refuse, withdraw
from app.services.record.roles import approvals_needed, sign_in_in_force
from app.values import dataclass

__all__ = [
    "ProposalView",
    "carry_out_alone",
    "confirm",
    "open_proposals",
    "proposal",
    "proposals",
    "refuse",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal. `lines` say what it would change, `closed_by` and after are empty while it is open.

    `proven`: whether those who answer have to be signed in with a passphrase. `alone_from`: when its proposer
    may carry it out alone.
    """

    id: int
    kind: ProposalKind
    state: ProposalState
    lines: tuple[Bilingual, ...]
    reason: str
    member_id: int
    member: str
    at: datetime
    expires_at: datetime
    alone_from: datetime
    proven: bool
    closed_by: str = ""
    closed_at: datetime | None = None
    closed_reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state is ProposalState.OPEN


def proposals(desk: Desk) -> tuple[ProposalView, ...]:
    """All proposals ever made, the newest first."""
    with desk.store.read():
        rows = Proposal.select(Proposal, Member).join(Member, on=(Proposal.member == Member.id))
        return tuple(_view(row) for row in rows.order_by(Proposal.id.desc()))


def waiting() -> tuple[ProposalView, ...]:
    """Those that wait for an answer, the oldest first. Call inside a transaction."""
    rows = Proposal.select(Proposal, Member).join(Member, on=(Proposal.member == Member.id))
    open_ = rows.where(Proposal.state == ProposalState.OPEN).order_by(Proposal.id)
    return tuple(_view(row) for row in open_ if rules.is_open(row))


def open_proposals(desk: Desk) -> tuple[ProposalView, ...]:
    """Those that wait for an answer, the oldest first."""
    with desk.store.read():
        return waiting()


def proposal(desk: Desk, id_: int) -> ProposalView:
    """One proposal. Raises `Refusal` for an unknown number."""
    with desk.store.read():
        return _view(rules.known(id_))


def may_confirm(desk: Desk, id_: int, by: int) -> bool:
    """Whether `by` could confirm a proposal now."""
    with desk.store.read():
        row = rules.known(id_)
        return rules.is_open(row) and rules.obstacle(row, by) is None


def may_carry_out_alone(desk: Desk, id_: int, by: int) -> bool:
    """Whether `by` could carry out a proposal without a second member now."""
    with desk.store.read():
        row = rules.known(id_)
        return rules.is_open(row) and rules.alone_obstacle(row, by) is None


def confirm(desk: Desk, id_: int, by: int) -> Secret | None:
    """Confirm somebody else's proposal, so that it is carried out at once.

    Returns the temporary passphrase where one was asked for, to be handed to its member. Raises `Refusal` as
    `services.record.proposals.confirm` does, and where what is wanted does not fit any more.
    """
    carrying = _Carrying(desk)
    rules.confirm(desk, id_, by, carrying.out)
    return carrying.secret


def carry_out_alone(desk: Desk, id_: int, reason: str, by: int) -> Secret | None:
    """Carry out one's own proposal that nobody answered, with a reason; see `confirm`."""
    carrying = _Carrying(desk)
    rules.carry_out_alone(desk, id_, reason, by, carrying.out)
    return carrying.secret


class _Carrying:
    """Carries a proposal out in the name of its proposer. `secret` is what is shown once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.secret: Secret | None = None

    def out(self, row: Proposal) -> None:
        desk, content, by, id_ = self._desk, row.content, row.member_id, int(row.id)
        match ProposalKind(row.kind):
            case ProposalKind.OFFICE:
                confirmed_change(desk, content, by, id_)
            case ProposalKind.ACCOUNT:
                confirmed_days(desk, content["account"], content["rotation_days"], by, id_)
            case ProposalKind.TEAM:
                confirmed_team(desk, content, by, id_)
            case ProposalKind.PASSPHRASE:
                self.secret = sign_in.confirmed_reset(desk, content["member"], by, id_)
            case ProposalKind.RULE:
                office_rules.confirmed_rule(desk, content, row.reason, by, id_)
            case ProposalKind.RETENTION:
                retention.confirmed_retention(desk, content, row.reason, by, id_)
            case ProposalKind.ARCHIVE_KEY:
                pass  # that it was confirmed is what archives are taken in by (`services.restored.trusting`)


def _view(row: Proposal) -> ProposalView:
    state = ProposalState(row.state)
    if state is ProposalState.OPEN and not rules.is_open(row):
        state = ProposalState.EXPIRED
    at = moment(row.at)
    return ProposalView(
        id=row.id,
        kind=ProposalKind(row.kind),
        state=state,
        lines=tuple(_lines(row)),
        reason=row.reason,
        member_id=row.member_id,
        member=row.member.name,
        at=at,
        expires_at=moment(row.expires_at),
        alone_from=at + ALONE_AFTER,
        proven=sign_in_in_force(),
        closed_by=_name(row.closed_by_id) if row.closed_by_id is not None else "",
        closed_at=moment(row.closed_at) if row.closed_at else None,
        closed_reason=row.closed_reason,
    )


def _lines(row: Proposal) -> Iterator[Bilingual]:
    match ProposalKind(row.kind):
        case ProposalKind.OFFICE:
            yield from _office_lines(row)
        case ProposalKind.ACCOUNT:
            yield _account_line(row)
        case ProposalKind.TEAM:
            yield from _team_lines(row)
        case ProposalKind.PASSPHRASE:
            yield bilingual("proposal.passphrase", name=_name(row.content["member"]))
        case ProposalKind.RULE:
            yield _rule_line(row)
        case ProposalKind.RETENTION:
            yield _retention_line(row)
        case ProposalKind.ARCHIVE_KEY:
            yield from _archive_key_lines(row)


def _office_lines(row: Proposal) -> Iterator[Bilingual]:
    """What the office's own numbers would be, and, while it is open, what they are."""
    office = Office.get_or_none()
    for name, after in row.content.items():
        if name == "blur_is_edit":
            yield bilingual("proposal.office.blur_is_edit")
            continue
        before = getattr(office, name, None) if rules.is_open(row) else None
        if name == "approvals" and rules.is_open(row):
            before = approvals_needed()
        if after is None:
            sentence = bilingual("proposal.office.approvals_majority")
        else:
            sentence = bilingual(f"proposal.office.{name}", n=after)
        if before is None:
            yield sentence
        else:
            yield bilingual("proposal.instead_of", wish=sentence, n=before)


def _account_line(row: Proposal) -> Bilingual:
    account = Account.get_or_none(Account.id == row.content["account"])
    name = account.display_name if account is not None else "?"
    days = row.content["rotation_days"]
    if not days:
        return bilingual("proposal.account_usual", account=name)
    return bilingual("proposal.account", account=name, n=days)


def _team_lines(row: Proposal) -> Iterator[Bilingual]:
    content = row.content
    for one in content["joins"]:
        yield bilingual("proposal.team.joins", name=one["name"], role=bilingual(f"role.{one['role']}"))
    for one in content["leaves"]:
        yield bilingual("proposal.team.leaves", name=_name(one["member"]))
    for one in content["roles"]:
        role = bilingual(f"role.{one['role']}")
        yield bilingual("proposal.team.role", name=_name(one["member"]), role=role)
    for id_ in content["returns"]:
        yield bilingual("proposal.team.returns", name=_name(id_))


def _rule_line(row: Proposal) -> Bilingual:
    content = row.content
    match content["verb"]:
        case "exception":
            params = {"rule": content["rule"], "phrase": content["phrase"]}
            if content["draft"] is None:
                return bilingual("proposal.rule.exception", **params)
            return bilingual("proposal.rule.exception_on", draft=content["draft"], **params)
        case "severity":
            severity = bilingual(f"severity.{content['severity']}")
            return bilingual("proposal.rule.severity", rule=content["rule"], severity=severity)
        case "off":
            return bilingual("proposal.rule.off", rule=content["rule"])
        case _:
            own = OfficeRule.get_or_none(OfficeRule.id == content["own_rule"])
            if own is not None and own.kind == RuleKind.TERM:
                return bilingual("proposal.rule.withdraw_term", term=own.value)
            return bilingual("proposal.rule.withdraw", rule=own.rule if own is not None else "?")


def _retention_line(row: Proposal) -> Bilingual:
    content = row.content
    kind = bilingual(f"record_class.{content.get('class') or 'of_purpose'}")
    match content["verb"]:
        case "class":
            return bilingual("proposal.retention.class", draft=content["draft"], kind=kind)
        case "release":
            return bilingual("proposal.retention.release", draft=content["draft"])
        case "purpose":
            named = content["purpose"]
            purpose = bilingual(f"purpose.{named}" if named else "keeping.no_purpose")
            return bilingual("proposal.retention.purpose", purpose=purpose, kind=kind)
        case _:
            return bilingual("proposal.retention.years", kind=kind, n=content["years"])


def _archive_key_lines(row: Proposal) -> Iterator[Bilingual]:
    """The keys that would be taken for the office's own, and the archives that somebody came with."""
    for key in row.content["keys"]:
        yield bilingual("proposal.archive_key.counts", fingerprint=grouped(key))
    for one in row.content["archives"]:
        yield bilingual("proposal.archive_key.archive", name=one["name"], n=one["posts"])
    if rules.is_open(row):
        yield bilingual("proposal.archive_key.compare")


def _name(member_id: int) -> str:
    member: Member | None = Member.get_or_none(Member.id == member_id)
    return str(member.name) if member is not None else "?"
