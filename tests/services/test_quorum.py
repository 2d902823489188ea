"""How many approvals a post takes: a majority of the team, or the number that the office set."""

from __future__ import annotations

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import Role, State
from app.services.office import office, sign_in
from app.services.office.views import Leave, MemberForm, OfficeForm
from app.services.posts import queue, review
from app.services.record.audit import audit
from app.work import Work
from tests.services import seconded
from tests.services.posts import write
from tests.services.refusals import refused

DECIDERS = ("Rahima", "Karim", "Selina", "Habib", "Nila")


@pytest.fixture
def five(desk: Desk, team: dict[str, int]) -> dict[str, int]:
    """A team of five who decide, and a drafter; the ids by name."""
    new = [MemberForm(name, Role.MODERATOR) for name in DECIDERS[3:]]
    joined = seconded.change_team(desk, joins=new, by=team["Rahima"])
    return {**team, **dict(zip(DECIDERS[3:], joined, strict=True))}


def set_approvals(desk: Desk, number: int | None, by: int) -> None:
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", approvals_needed=number), by)


def states(desk: Desk, people: dict[str, int], count: int) -> list[State]:
    """The states of a new post of the drafter's after each of the first `count` approvals."""
    draft = write(desk, people["Jamal"])
    return [review.approve(desk, draft.id, draft.version.digest, people[name]) for name in DECIDERS[:count]]


def test_a_team_of_five_needs_three(desk: Desk, five: dict[str, int]) -> None:
    draft = write(desk, five["Jamal"])
    assert draft.approvals_needed == 3
    assert states(desk, five, 3) == [State.PENDING, State.PENDING, State.APPROVED]


def test_only_the_last_approval_of_several_is_taken_back(desk: Desk, five: dict[str, int]) -> None:
    draft = write(desk, five["Jamal"])
    for name in DECIDERS[:2]:
        review.approve(desk, draft.id, draft.version.digest, five[name])
    assert refused(review.undo, desk, draft.id, five["Rahima"]) == "review.nothing_to_undo"
    review.undo(desk, draft.id, five["Karim"])
    standing = [one.void_reason for one in queue.draft(desk, draft.id).decisions]
    assert standing == ["", "undone"]


@pytest.mark.parametrize("number", [1, 4, 5])
def test_the_offices_own_number_is_needed_and_no_more(desk: Desk, five: dict[str, int], number: int) -> None:
    set_approvals(desk, number, five["Rahima"])
    assert states(desk, five, number) == [State.PENDING] * (number - 1) + [State.APPROVED]


def test_a_number_beyond_the_team_is_refused_and_none_is_a_majority(desk: Desk, five: dict[str, int]) -> None:
    me = five["Rahima"]
    for number in (0, 6):
        assert refused(set_approvals, desk, number, me) == "office.approvals_range"
    set_approvals(desk, 5, me)
    set_approvals(desk, None, me)
    assert states(desk, five, 3)[-1] is State.APPROVED


def test_a_number_from_a_larger_team_is_kept_and_asks_no_more_than_all(
    desk: Desk, five: dict[str, int]
) -> None:
    me = five["Rahima"]
    set_approvals(desk, 4, me)
    seconded.change_team(desk, leaves=[Leave(five["Habib"]), Leave(five["Nila"])], by=me)
    set_approvals(desk, 4, me)
    here = office.office(desk)
    assert here is not None
    assert (here.approvals_set, here.approvals_needed) == (4, 3)
    assert refused(set_approvals, desk, 5, me) == "office.approvals_range"
    assert states(desk, five, 3) == [State.PENDING, State.PENDING, State.APPROVED]


def test_a_post_that_waits_is_counted_by_the_number_of_its_last_approval(
    desk: Desk, five: dict[str, int]
) -> None:
    draft = write(desk, five["Jamal"])
    review.approve(desk, draft.id, draft.version.digest, five["Karim"])
    set_approvals(desk, 2, five["Rahima"])
    assert queue.draft(desk, draft.id).state is State.PENDING
    assert review.approve(desk, draft.id, draft.version.digest, five["Selina"]) is State.APPROVED


def test_who_left_or_decides_no_more_counts_no_more_until_taken_back(
    desk: Desk, five: dict[str, int]
) -> None:
    me, draft = five["Rahima"], write(desk, five["Jamal"])
    out = write(desk, five["Jamal"])
    for name in ("Karim", "Selina"):
        review.approve(desk, draft.id, draft.version.digest, five[name])
    for name in ("Karim", "Habib", "Nila"):
        review.approve(desk, out.id, out.version.digest, five[name])
    seconded.change_team(desk, leaves=[Leave(five["Karim"])], roles={five["Habib"]: Role.DRAFTER}, by=me)
    seen = queue.draft(desk, draft.id)
    assert (seen.approvals, seen.approvals_needed) == (1, 2), "a majority of three, of whom one approved"
    assert (seen.gone, seen.uncounted) == (("Karim",), ())
    (row,) = queue.rows(desk, [draft.id])
    assert row.approvals == 1
    assert queue.draft(desk, out.id).state is State.APPROVED, "what was enough then stays"
    roles = {five["Habib"]: Role.MODERATOR}
    seconded.change_team(desk, returns=[five["Karim"]], roles=roles, by=me)
    assert queue.draft(desk, draft.id).gone == ()
    assert (
        refused(review.approve, desk, draft.id, draft.version.digest, five["Karim"])
        == "review.cannot.approved_by_you"
    )
    assert review.approve(desk, draft.id, draft.version.digest, five["Nila"]) is State.APPROVED
    assert audit(desk, Work()).ok


def test_who_decides_alone_is_counted_whoever_else_has_a_passphrase(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    (jamal,) = office.add_member(desk, MemberForm("Jamal", Role.DRAFTER), me).joined
    draft = write(desk, jamal)
    sign_in.reset(desk, jamal, me)
    assert review.approve(desk, draft.id, draft.version.digest, me) is State.APPROVED
