"""One verb for many drafts: an act of its own for each, with every rule that holds for one alone."""

from __future__ import annotations

from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import approval, bulk, intake, queue
from app.services.posts.mending import Mending
from app.services.posts.views import PostForm
from app.work import Work
from tests.services.posts import APPEAL, CLEAN, write


def test_only_what_may_be_approved_is_and_the_rest_says_why(desk: Desk, team: dict[str, int]) -> None:
    clean = write(desk, team["Jamal"], CLEAN)
    own = write(desk, team["Rahima"], f"{CLEAN} দুই")
    blocked = write(desk, team["Jamal"], APPEAL)
    unchecked = intake.compose(
        desk, PostForm(text=f"{CLEAN} তিন", account_id=1, purpose="5.c"), team["Jamal"]
    )
    stale = write(desk, team["Jamal"], f"{CLEAN} চার")
    ids = [clean.id, own.id, blocked.id, unchecked, stale.id]
    rows = bulk.survey(desk, ids, team["Rahima"])
    assert [[one.key for one in row.obstacles] for row in rows] == [
        [],
        ["own_draft"],
        ["unanswered"],
        ["checks_waiting"],
        [],
    ]
    intake.revise(desk, stale.id, intake.form_of(queue.draft(desk, clean.id).version), team["Jamal"])
    found = bulk.approve(desk, [(row.id, row.digest) for row in rows], team["Rahima"], Work())
    assert found.done == ((clean.id, State.PENDING),)
    assert {id_: refusal.key for id_, refusal in found.refused} == {
        own.id: "review.cannot.own_draft",
        blocked.id: "review.cannot.unanswered",
        unchecked: "review.cannot.checks_waiting",
        stale.id: "review.changed_meanwhile",
    }
    again = bulk.approve(desk, [(clean.id, clean.version.digest)], team["Karim"], Work())
    assert again.done == ((clean.id, State.APPROVED),)


def test_every_draft_has_its_own_event(desk: Desk, team: dict[str, int]) -> None:
    drafts = [write(desk, team["Jamal"], f"{CLEAN} {n}") for n in range(3)]
    seen = [(draft.id, draft.version.digest) for draft in drafts]
    bulk.send_back(desk, seen, "বানান", team["Rahima"], Work())
    with desk.store.read():
        decided = Event.select().where(Event.kind == "draft.decided")
        assert sorted(event.draft for event in decided) == [draft.id for draft in drafts]
    assert {queue.draft(desk, draft.id).decisions[0].reason for draft in drafts} == {"বানান"}
    assert bulk.send_back(desk, seen, " ", team["Rahima"], Work()).done == ()


def test_what_has_changed_since_it_was_seen_is_not_returned(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"])
    seen = [(draft.id, draft.version.digest)]
    intake.revise(desk, draft.id, PostForm(text=f"{CLEAN} দুই", account_id=1), team["Jamal"])
    found = bulk.send_back(desk, seen, "বানান", team["Rahima"], Work())
    assert [refusal.key for _, refusal in found.refused] == ["review.changed_meanwhile"]
    assert queue.draft(desk, draft.id).state is State.PENDING


def test_what_is_missing_is_put_in_as_a_version_each(desk: Desk, team: dict[str, int]) -> None:
    ids = [intake.compose(desk, PostForm(text=f"{CLEAN} {n}", account_id=1), team["Jamal"]) for n in range(2)]
    rows = bulk.survey(desk, ids, team["Rahima"])
    assert all(row.lacks_purpose for row in rows)
    found = bulk.mend(
        desk, [(row.id, row.digest) for row in rows], Mending(purpose="5.c"), team["Rahima"], Work()
    )
    assert len(found.done) == 2
    assert {queue.draft(desk, id_).version.purpose for id_ in ids} == {"5.c"}
    assert {queue.draft(desk, id_).version.number for id_ in ids} == {2}


def test_a_drafter_decides_nothing_of_many_either(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Karim"])
    found = bulk.approve(desk, [(draft.id, draft.version.digest)], team["Jamal"], Work())
    assert [refusal.key for _, refusal in found.refused] == ["review.cannot.not_a_decider"]
    assert approval.obstacles(desk, draft.id, team["Rahima"]) == ()
