"""What is left to do after a member left: derived from the record, so that it is never out of date."""

from __future__ import annotations

from app.bangla.shortening import shortened
from app.errors import Refusal
from app.models.tables import Account, Credential, Draft, Event, Member, Version
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.office.accounts import account_view
from app.services.office.team import member_view
from app.services.office.views import HandOver, HandOverCredential, OpenDraft

_EXCERPT = 120  # code points


def hand_over(desk: Desk, member_id: int) -> HandOver:
    """What `member_id` leaves behind: passwords they knew, accounts they are the contact of, open drafts.

    Raises `Refusal` for an unknown id.
    """
    with desk.store.read():
        row = Member.get_or_none(Member.id == member_id)
        if row is None:
            raise Refusal("office.no_member", name=str(member_id))
        return HandOver(
            member=member_view(row),
            credentials=_credentials(row),
            contact_of=tuple(
                account_view(account)
                for account in Account.select().where(Account.active).order_by(Account.id)
                if row.name.casefold() in account.emergency_contact.casefold()
            ),
            open_drafts=_open_drafts(row),
        )


def open_hand_overs(desk: Desk) -> tuple[HandOver, ...]:
    """Those of members who left with something still to do, the newest first."""
    with desk.store.read():
        gone = Member.select().where(~Member.active).order_by(Member.left_at.desc(), Member.id.desc())
        ids = [row.id for row in gone]
    return tuple(found for id_ in ids if not (found := hand_over(desk, id_)).done)


def _credentials(row: Member) -> tuple[HandOverCredential, ...]:
    """The credentials the record says they could use when they left. Changed ones are due at once no more."""
    if row.active:
        return ()
    left = Event.select().where(Event.kind == "member.left").order_by(Event.id.desc())
    event = next((one for one in left if [each.get("id") for each in one.body["rows"][:1]] == [row.id]), None)
    ids = event.body["credentials"] if event is not None and "credentials" in event.body else []
    return tuple(
        HandOverCredential(
            credential_id=credential.id,
            account=account_view(credential.account),
            label=credential.label,
            done=not credential.active or not credential.due_since,
        )
        for credential in Credential.select().where(Credential.id.in_(ids)).order_by(Credential.id)
    )


def _open_drafts(row: Member) -> tuple[OpenDraft, ...]:
    versions = (
        Version.select(Version, Draft)
        .join(Draft, on=((Version.draft == Draft.id) & (Version.number == Draft.version)))
        .where(
            (Version.author_member == row.id) & Draft.state.in_([State.PENDING.value, State.RETURNED.value])
        )
        .order_by(Draft.id)
    )
    return tuple(OpenDraft(one.draft_id, shortened(one.text, _EXCERPT)) for one in versions)
