"""A team of 1, 3 or 5 (clause 6.1.c): changes in one step, hand-over, and who may change it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.errors import Refusal
from app.models.tables import Credential, Event, Member
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import Role, RotationReason
from app.services.office import office
from app.services.office.handover import hand_over, open_hand_overs
from app.services.office.views import AccountForm, Leave, MemberForm, OfficeForm
from app.services.record.audit import audit
from app.services.record.ledger import change, create, record
from app.work import Work
from tests.services import seconded
from tests.services.posts import write
from tests.services.refusals import refused


def moderators(*names: str) -> list[MemberForm]:
    return [MemberForm(name, Role.MODERATOR) for name in names]


def deciders(desk: Desk) -> list[str]:
    return [member.name for member in office.members(desk) if member.decides]


@pytest.mark.parametrize("size", [0, 2, 4, 6, 7])
def test_no_office_is_set_up_with_such_a_team(desk: Desk, size: int) -> None:
    form = OfficeForm("নমুনা", "Sample", members=tuple(moderators(*map(str, range(size)))))
    assert refused(office.set_up, desk, form) == "office.team_size"
    assert office.office(desk) is None
    assert office.members(desk) == ()


@pytest.mark.parametrize(("before", "joining"), [(1, 1), (1, 3), (3, 1), (3, 3), (5, 1)])
def test_no_change_leaves_two_four_or_six(desk: Desk, before: int, joining: int) -> None:
    (first, *_) = seconded.change_team(desk, joins=moderators(*map(str, range(before))), by=None)
    new = moderators(*(f"new {n}" for n in range(joining)))
    with pytest.raises(Refusal) as refusal:
        seconded.change_team(desk, joins=new, by=first)
    assert refusal.value.key == "office.team_size"
    assert refusal.value.params == {"n": before + joining}
    assert len(deciders(desk)) == before, "nothing of it happened"


def test_one_grows_to_three_and_to_five_and_back_in_single_steps(desk: Desk) -> None:
    first = seconded.add_member(desk, MemberForm("Rahima", Role.MODERATOR), None)
    second, third = seconded.change_team(desk, joins=moderators("Karim", "Selina"), by=first)
    seconded.change_team(desk, joins=moderators("Habib", "Nila"), by=second)
    assert deciders(desk) == ["Rahima", "Karim", "Selina", "Habib", "Nila"]
    seconded.change_team(desk, leaves=[Leave(first), Leave(second)], by=third)
    assert deciders(desk) == ["Selina", "Habib", "Nila"]
    assert audit(desk, Work()).ok


def test_the_only_one_may_be_replaced_but_not_just_leave(desk: Desk, office_of_one: dict[str, int]) -> None:
    rahima = office_of_one["Rahima"]
    assert refused(office.retire_member, desk, rahima, rahima) == "office.team_empty"
    seconded.change_team(desk, joins=moderators("Karim"), leaves=[Leave(rahima)], by=rahima)
    assert deciders(desk) == ["Karim"]
    assert not office.member(desk, rahima).active


def test_drafters_do_not_count(desk: Desk, team: dict[str, int]) -> None:
    seconded.add_member(desk, MemberForm("Nila", Role.DRAFTER), team["Rahima"])
    seconded.retire_member(desk, team["Jamal"], team["Rahima"])
    assert deciders(desk) == ["Rahima", "Karim", "Selina"]
    roles = {team["Rahima"]: Role.DRAFTER}
    assert refused(office.change_team, desk, roles=roles, by=team["Karim"]) == "office.team_size"
    returning = {team["Rahima"]: Role.DRAFTER, office.member_named(desk, "Nila").id: Role.MODERATOR}
    seconded.change_team(desk, roles=returning, by=team["Karim"])
    assert deciders(desk) == ["Karim", "Selina", "Nila"]


def test_a_team_of_another_size_from_an_older_release_can_be_put_right(
    desk: Desk, team: dict[str, int]
) -> None:
    with desk.store.write():
        habib = create(Member, name="Habib", role="moderator", active=True, joined_at=now(), left_at="")
        record(desk, "member.joined", habib)
    seconded.add_member(desk, MemberForm("Nila", Role.DRAFTER), team["Rahima"])
    assert refused(office.change_team, desk, joins=moderators("A", "B"), by=team["Rahima"]) == (
        "office.team_size"
    )
    seconded.retire_member(desk, team["Karim"], team["Rahima"])
    assert len(deciders(desk)) == 3


def test_join_and_leave_days_are_given_or_today(desk: Desk, office_of_one: dict[str, int]) -> None:
    today = (datetime.now(UTC) + timedelta(hours=6)).date()
    rahima = office_of_one["Rahima"]
    assert office.member(desk, rahima).joined_on == today
    earlier = MemberForm("Karim", Role.DRAFTER, date(2024, 2, 29))
    karim = seconded.add_member(desk, earlier, rahima)
    assert office.member(desk, karim).joined_on == date(2024, 2, 29)
    assert (
        refused(office.retire_member, desk, karim, rahima, date(2024, 2, 28)) == "office.left_before_joined"
    )
    assert refused(office.retire_member, desk, karim, rahima, date(2999, 1, 1)) == "office.future_day"
    seconded.retire_member(desk, karim, rahima, date(2025, 6, 30))
    assert office.member(desk, karim).left_on == date(2025, 6, 30)
    assert refused(office.retire_member, desk, karim, rahima) == "office.no_member"


def test_who_comes_back_is_the_same_person(desk: Desk, team: dict[str, int]) -> None:
    seconded.retire_member(desk, team["Jamal"], team["Rahima"])
    again = MemberForm("Jamal", Role.DRAFTER)
    assert refused(office.add_member, desk, again, team["Rahima"]) == "office.member_name_left"
    seconded.change_team(desk, returns=[team["Jamal"]], by=team["Rahima"])
    assert office.member_named(desk, "Jamal").id == team["Jamal"]


def test_a_drafter_changes_nothing_about_the_team_or_the_office(desk: Desk, team: dict[str, int]) -> None:
    jamal = team["Jamal"]
    made = MemberForm("Nila", Role.MODERATOR)
    drafter_cannot = "review.drafter_cannot"
    assert refused(office.add_member, desk, made, jamal) == drafter_cannot
    assert refused(office.retire_member, desk, team["Karim"], jamal) == drafter_cannot
    assert refused(office.change_team, desk, roles={jamal: Role.AUTHORITY}, by=jamal) == drafter_cannot
    assert refused(office.change_office, desk, OfficeForm("অন্য", "Other"), jamal) == drafter_cannot
    assert refused(office.set_logo, desk, None, jamal) == drafter_cannot
    page = AccountForm("youtube", "our.tube", "Ours")
    assert refused(office.add_account, desk, page, jamal) == drafter_cannot
    assert refused(office.change_account, desk, 1, page, jamal) == drafter_cannot
    assert refused(office.close_account, desk, 1, jamal) == drafter_cannot


def test_only_the_authority_makes_another(desk: Desk, team: dict[str, int]) -> None:
    roles = {team["Karim"]: Role.AUTHORITY}
    assert refused(office.change_team, desk, roles=roles, by=team["Rahima"]) == "office.authority_only"
    seconded.change_team(desk, roles=roles, by=team["Selina"])
    assert office.member(desk, team["Karim"]).role is Role.AUTHORITY


def test_an_authority_who_left_is_replaced_by_whoever_is_there(desk: Desk, team: dict[str, int]) -> None:
    new = MemberForm("Habib", Role.AUTHORITY)
    seconded.change_team(desk, joins=[new], leaves=[Leave(team["Selina"])], by=team["Rahima"])
    assert office.member_named(desk, "Habib").role is Role.AUTHORITY


def credential(desk: Desk, account: int, label: str, allowed: list[int]) -> int:
    with desk.store.write():
        row = create(
            Credential,
            account=account,
            label=label,
            slot=f"slot-{label}",
            backend="keyring.backends.SecretService",
            parts=["password"],
            allowed=allowed,
            active=True,
            created_at=now(),
            due_since="",
            due_reason="",
        )
        record(desk, "credential.added", row)
        return int(row.id)


def test_what_one_who_leaves_knew_is_due_at_once(desk: Desk, team: dict[str, int]) -> None:
    everybodys = credential(desk, 1, "page", [])
    hers = credential(desk, 1, "phone", [team["Rahima"]])
    others = credential(desk, 2, "x", [team["Karim"]])
    form = AccountForm("facebook", "sample_upeo", "নমুনা", emergency_contact="Rahima, 01XXXXXXXXX")
    office.change_account(desk, 1, form, team["Karim"])
    draft = write(desk, team["Rahima"])

    successor = MemberForm("Habib", Role.MODERATOR)
    seconded.change_team(desk, joins=[successor], leaves=[Leave(team["Rahima"])], by=team["Karim"])

    with desk.store.read():
        due = {row.id: row.due_reason for row in Credential.select() if row.due_since}
        events = [event.kind for event in Event.select().order_by(Event.id.desc()).limit(3)]
    assert due == {everybodys: RotationReason.PERSON_LEFT, hers: RotationReason.PERSON_LEFT}
    assert others not in due
    assert events == ["member.joined", "credential.due_at_once", "member.left"]

    left = hand_over(desk, team["Rahima"])
    assert [(one.credential_id, one.done) for one in left.credentials] == [(everybodys, False), (hers, False)]
    assert [account.handle for account in left.contact_of] == ["sample_upeo"]
    assert [one.id for one in left.open_drafts] == [draft.id]
    assert [one.member.name for one in open_hand_overs(desk)] == ["Rahima"]
    assert audit(desk, Work()).ok


def test_a_credential_no_longer_kept_is_nothing_to_hand_over(desk: Desk, team: dict[str, int]) -> None:
    kept, retired = (credential(desk, account, f"page {account}", []) for account in (1, 2))
    successor = MemberForm("Habib", Role.MODERATOR)
    seconded.change_team(desk, joins=[successor], leaves=[Leave(team["Rahima"])], by=team["Karim"])
    with desk.store.write():
        record(desk, "credential.retired", change(Credential.get_by_id(retired), active=False))
    left = hand_over(desk, team["Rahima"])
    assert [(one.credential_id, one.done) for one in left.credentials] == [(kept, False), (retired, True)]
    assert [one.member.name for one in open_hand_overs(desk)] == ["Rahima"]
    with desk.store.write():
        record(desk, "credential.retired", change(Credential.get_by_id(kept), active=False))
    assert open_hand_overs(desk) == ()


def test_a_drafter_who_leaves_knew_no_password(desk: Desk, team: dict[str, int]) -> None:
    credential(desk, 1, "page", [])
    seconded.retire_member(desk, team["Jamal"], team["Rahima"])
    assert hand_over(desk, team["Jamal"]).credentials == ()
    assert open_hand_overs(desk) == ()
