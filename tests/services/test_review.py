"""Who may decide what, and when: the rules of the design, through the services alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from app.checks.types import Severity
from app.models.tables import Member
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.base.enums import Reply, State, Verdict
from app.services.checking import draft_checks
from app.services.posts import approval, intake, publication, queue, review
from app.services.posts.intake import Edit
from app.services.posts.views import DraftView
from app.services.record.ledger import create, record
from app.work import Work
from tests.services.by_hand import change_image
from tests.services.posts import APPEAL, CLEAN, form, write
from tests.services.refusals import refused


def approve(desk: Desk, draft: DraftView, by: int) -> State:
    return review.approve(desk, draft.id, draft.version.digest, by)


def test_a_clean_post_takes_one_approval_in_an_office_of_one(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    assert approve(desk, draft, me) is State.APPROVED
    decision = queue.draft(desk, draft.id).decisions[-1]
    assert decision.own_author, "an office of one approves its own posts, and the record says so"


def test_a_blocking_finding_must_be_answered_first(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, APPEAL)
    blocks = [finding for finding in draft.findings if finding.severity is Severity.BLOCK]
    assert [obstacle.key for obstacle in approval.obstacles(desk, draft.id, me)] == ["unanswered"]
    assert refused(approve, desk, draft, me) == "review.cannot.unanswered"
    for finding in blocks:
        review.answer(desk, finding.id, Reply.DISMISSED, "পাঠ্যবইয়ের উদ্ধৃতি", me)
    assert approve(desk, draft, me) is State.APPROVED


def test_an_upheld_block_keeps_approval_off_until_answered_anew(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, APPEAL)
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.UPHELD, "", me)
    assert refused(approve, desk, draft, me) == "review.cannot.upheld"
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.DISMISSED, "ভুল করে বহাল করেছিলাম", me)
    assert approve(desk, draft, me) is State.APPROVED


def test_dismissing_needs_a_reason(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, APPEAL)
    finding = draft.findings[0].id
    assert refused(review.answer, desk, finding, Reply.DISMISSED, "  ", me) == "review.reason_missing"


def test_an_unchecked_version_cannot_be_approved(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = queue.draft(desk, intake.compose(desk, form(), me))
    assert refused(approve, desk, draft, me) == "review.cannot.checks_waiting"
    draft_checks.check_draft(desk, draft.id, Work())
    assert approve(desk, draft, me) is State.APPROVED


def test_a_team_needs_a_majority_and_never_the_author(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Rahima"])
    assert refused(approve, desk, draft, team["Rahima"]) == "review.cannot.own_draft"
    assert approve(desk, draft, team["Karim"]) is State.PENDING
    assert refused(approve, desk, draft, team["Karim"]) == "review.cannot.approved_by_you"
    assert approve(desk, draft, team["Selina"]) is State.APPROVED


def test_a_drafter_writes_but_decides_nothing(desk: Desk, team: dict[str, int]) -> None:
    jamal = team["Jamal"]
    draft = write(desk, jamal, APPEAL)
    assert refused(approve, desk, draft, jamal) == "review.cannot.not_a_decider"
    assert refused(review.reject, desk, draft.id, "না", jamal) == "review.drafter_cannot"
    assert refused(review.send_back, desk, draft.id, "না", jamal) == "review.drafter_cannot"
    finding = draft.findings[0].id
    assert refused(review.answer, desk, finding, Reply.UPHELD, "", jamal) == "review.drafter_cannot"


def test_a_team_of_another_size_than_the_guideline_allows_approves_nothing(
    desk: Desk, team: dict[str, int]
) -> None:
    with desk.store.write():  # as an older release let it come about
        habib = create(Member, name="Habib", role="moderator", active=True, joined_at=now(), left_at="")
        record(desk, "member.joined", habib)
    draft = write(desk, team["Jamal"])
    assert refused(approve, desk, draft, team["Karim"]) == "review.cannot.team_size"


def test_approval_names_the_very_bytes_that_were_shown(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    intake.revise(desk, draft.id, form(CLEAN + " বিস্তারিত ওয়েবসাইটে।"), me)
    draft_checks.check_draft(desk, draft.id, Work())
    assert refused(approve, desk, draft, me) == "review.changed_meanwhile"


def test_an_image_that_changed_on_the_disk_is_not_approved(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, images=1)
    sha256 = draft.version.attachments[0].sha256
    change_image(desk, sha256)
    assert refused(approve, desk, draft, me) == "blobs.changed"


def test_an_edit_voids_the_approval_and_the_old_version_stays(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    approve(desk, draft, me)
    intake.revise(desk, draft.id, form("ভূমি উন্নয়ন কর দিন।"), me)
    after = queue.draft(desk, draft.id)
    assert after.state is State.PENDING
    assert after.approvals == 0
    assert after.decisions[0].void_reason == "edited"
    assert queue.version(desk, draft.id, 1).text == CLEAN


def test_return_and_reject_need_a_reason(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    assert refused(review.send_back, desk, draft.id, " ", me) == "review.reason_missing"
    assert refused(review.reject, desk, draft.id, "", me) == "review.reason_missing"
    review.send_back(desk, draft.id, "সূত্র যোগ করুন", me)
    assert queue.draft(desk, draft.id).state is State.RETURNED
    assert refused(review.reject, desk, draft.id, "আবার", me) == "review.decided_return"


def test_a_returned_draft_is_pending_again_with_a_new_version(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    review.send_back(desk, draft.id, "সূত্র যোগ করুন", me)
    assert refused(intake.revise, desk, draft.id, form(), me) == "intake.unchanged"
    assert intake.revise(desk, draft.id, form(CLEAN + " সূত্র: ভূমি মন্ত্রণালয়।"), me) == 2
    assert queue.draft(desk, draft.id).state is State.PENDING


def test_a_decision_can_be_taken_back_by_who_took_it(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"])
    review.reject(desk, draft.id, "ভুল", team["Karim"])
    assert refused(review.undo, desk, draft.id, team["Selina"]) == "review.nothing_to_undo"
    review.undo(desk, draft.id, team["Karim"])
    after = queue.draft(desk, draft.id)
    assert after.state is State.PENDING
    assert after.decisions[0].void_reason == "undone", "the decision itself stays readable"
    assert refused(review.undo, desk, draft.id, team["Karim"]) == "review.nothing_to_undo"


def test_a_clock_set_back_does_not_lengthen_the_time_for_taking_back(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    approve(desk, draft, me)
    for hours, why in ((-1, "review.clock_before_undo"), (1, "review.too_late_to_undo")):
        at = datetime.now(UTC) + timedelta(hours=hours)
        monkeypatch.setattr(review, "datetime", type("Moved", (datetime,), {"now": lambda _tz, at=at: at}))
        assert refused(review.undo, desk, draft.id, me) == why
        monkeypatch.undo()
    review.undo(desk, draft.id, me)


@pytest.mark.parametrize(("seconds", "why"), [(0, ""), (0.001, "review.too_late_to_undo")])
def test_the_time_for_taking_back_ends_to_the_moment(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch, seconds: float, why: str
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    approve(desk, draft, me)
    [decision] = queue.draft(desk, draft.id).decisions
    at = decision.at + timedelta(seconds=review.UNDO_SECONDS + seconds)
    monkeypatch.setattr(review, "datetime", type("Moved", (datetime,), {"now": lambda _tz: at}))
    assert (refused(review.undo, desk, draft.id, me) if why else review.undo(desk, draft.id, me)) == (
        why or None
    )


def test_a_finding_of_a_returned_draft_can_be_answered(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, APPEAL)
    review.send_back(desk, draft.id, "সূত্র যোগ করুন", me)
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.DISMISSED, "পাঠ্যবইয়ের উদ্ধৃতি", me)
    after = queue.draft(desk, draft.id)
    assert after.state is State.RETURNED
    assert {one.answer.reply for one in after.findings if one.answer is not None} == {Reply.DISMISSED}
    assert all(one.answer is not None for one in after.findings)


def test_a_finding_of_a_decided_draft_cannot_be_answered(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    rejected, approved = write(desk, me, APPEAL), write(desk, me, APPEAL + " ঢাকা।")
    review.reject(desk, rejected.id, "দলীয় আহ্বান", me)
    for finding in approved.findings:
        review.answer(desk, finding.id, Reply.DISMISSED, "পাঠ্যবইয়ের উদ্ধৃতি", me)
    approve(desk, approved, me)
    for draft, verdict in ((rejected, "reject"), (approved, "approve")):
        finding_id = draft.findings[0].id
        assert refused(review.answer, desk, finding_id, Reply.UPHELD, "", me) == f"review.decided_{verdict}"


def test_what_changed_meanwhile_is_neither_rejected_nor_overwritten(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    seen = write(desk, me)
    intake.revise(desk, seen.id, form("সহকর্মীর লেখা।"), me)
    digest = seen.version.digest
    assert refused(partial(review.reject, seen=digest), desk, seen.id, "ভুল", me) == "review.changed_meanwhile"
    mine = Edit(seen=digest, state=State.PENDING)
    assert refused(intake.revise, desk, seen.id, form("আমার লেখা।"), me, mine) == "review.changed_meanwhile"
    now = queue.draft(desk, seen.id)
    review.reject(desk, now.id, "ভুল", me, seen=now.version.digest)
    mine = Edit(seen=now.version.digest, state=State.PENDING)
    assert refused(intake.revise, desk, seen.id, form("আমার লেখা।"), me, mine) == "intake.decided_meanwhile"


def test_nothing_is_taken_back_once_it_is_published(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    approve(desk, draft, me)
    publication.publish(desk, draft.id, "https://facebook.com/1", datetime.now(UTC), me)
    assert refused(review.undo, desk, draft.id, me) == "review.nothing_to_undo"
    assert refused(review.reverse, desk, draft.id, "তারিখ ভুল", me) == "review.not_decided"
    assert refused(review.send_back, desk, draft.id, "তারিখ ভুল", me) == "review.decided_published"
    assert refused(review.approve, desk, draft.id, draft.version.digest, me) == "review.decided_published"
    after = queue.draft(desk, draft.id)
    assert after.state is State.PUBLISHED
    assert after.approvals == 1


def test_reversal_needs_a_reason_and_makes_the_draft_pending(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    assert refused(review.reverse, desk, draft.id, "কারণ", me) == "review.not_decided"
    approve(desk, draft, me)
    assert refused(review.reverse, desk, draft.id, "", me) == "review.reason_missing"
    review.reverse(desk, draft.id, "তারিখ ভুল", me)
    after = queue.draft(desk, draft.id)
    assert after.state is State.PENDING
    assert after.approvals == 0
    assert [line.key for line in queue.history(desk, draft.id)][-1] == "reversed"


def test_history_tells_every_step_in_order(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, APPEAL)
    review.answer(desk, draft.findings[0].id, Reply.UPHELD, "", me)
    review.reject(desk, draft.id, "দলীয় আহ্বান", me)
    keys = [line.key for line in queue.history(desk, draft.id)]
    assert keys == ["taken", "checked", Reply.UPHELD.value, Verdict.REJECT.value]
    assert {line.member for line in queue.history(desk, draft.id)} == {"Rahima", ""}
