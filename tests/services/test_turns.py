"""What a colleague records between one's look at a draft and one's turn to write about it still counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from app.checks.types import Severity
from app.models.tables import Decision, Draft, Event, Member
from app.services.base.desk import Desk
from app.services.base.enums import DismissalReason, Reply, Role, State, Verdict
from app.services.checking import draft_checks, office_rules
from app.services.checking.rule_views import TermForm
from app.services.posts import intake, publication, queue, review
from app.services.posts.views import DraftView
from app.services.record.audit import audit
from app.services.record.ledger import change, record
from app.work import Work
from tests.services.posts import CLEAN, form, write
from tests.services.refusals import refused


@contextmanager
def meanwhile(desk: Desk, act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have `act` done by somebody just before the next turn to write comes, once."""
    real = desk.store.write
    with monkeypatch.context() as patch:

        def write(**how: bool) -> object:
            patch.setattr(desk.store, "write", real)
            act()
            return real(**how)

        patch.setattr(desk.store, "write", write)
        yield


def approve(desk: Desk, draft: DraftView, by: int) -> State:
    return review.approve(desk, draft.id, draft.version.digest, by)


def verdicts(desk: Desk, draft: DraftView) -> list[tuple[Verdict, str]]:
    return [(one.verdict, one.member) for one in queue.draft(desk, draft.id).decisions]


def test_of_two_who_decide_at_once_the_second_is_told(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(desk, team["Jamal"])
    with meanwhile(desk, lambda: review.reject(desk, draft.id, "পুরোনো", team["Selina"]), monkeypatch):
        assert refused(approve, desk, draft, team["Karim"]) == "review.decided_reject"
    assert verdicts(desk, draft) == [(Verdict.REJECT, "Selina")]
    with desk.store.read():
        assert Decision.select().count() == 1
    assert audit(desk, Work()).ok


def test_two_approvals_at_once_are_two_of_the_quorum(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(desk, team["Jamal"])
    with meanwhile(desk, lambda: approve(desk, draft, team["Selina"]), monkeypatch):
        assert approve(desk, draft, team["Karim"]) is State.APPROVED
    assert queue.draft(desk, draft.id).state is State.APPROVED
    assert audit(desk, Work()).ok


def test_nobody_approves_words_that_were_changed_meanwhile(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(desk, team["Jamal"])

    def revise(more: str) -> None:
        intake.revise(desk, draft.id, form(f"{CLEAN} {more}"), team["Jamal"])
        draft_checks.check_draft(desk, draft.id, Work())

    with meanwhile(desk, lambda: revise("বিস্তারিত ওয়েবসাইটে।"), monkeypatch):
        assert refused(approve, desk, draft, team["Karim"]) == "review.changed_meanwhile"
    seen = queue.draft(desk, draft.id).version.digest
    with meanwhile(desk, lambda: revise("বিস্তারিত দপ্তরে।"), monkeypatch):
        closing = refused(review.reject, desk, draft.id, "না", team["Karim"], seen=seen)
    assert closing == "review.changed_meanwhile"


def test_who_may_no_longer_decide_decides_nothing(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = write(desk, team["Jamal"])

    def demote() -> None:
        with desk.store.write():
            row = change(Member.get_by_id(team["Karim"]), role=Role.DRAFTER.value)
            record(desk, "member.role_changed", row, by=team["Selina"])

    with meanwhile(desk, demote, monkeypatch):
        refusal = refused(approve, desk, draft, team["Karim"])
    assert refusal in ("review.cannot.not_a_decider", "review.cannot.team_size")
    with desk.store.read():
        assert Decision.select().count() == 0


def test_a_term_or_an_exception_added_meanwhile_outdates_the_checks(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    draft, other = write(desk, me), write(desk, me, "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।")
    term = TermForm("নৌকাবাইচ", "10.c", Severity.WARN)

    with meanwhile(desk, lambda: office_rules.add_term(desk, term, me), monkeypatch):
        assert refused(approve, desk, draft, me) == "review.cannot.checks_stale"
    draft_checks.check_draft(desk, draft.id, Work())
    rule = queue.draft(desk, other.id).findings[0].rule

    def except_() -> None:
        office_rules.add_exception(desk, rule, "নৌকা মার্কা", "উদ্ধৃতি", me, other.id)

    with meanwhile(desk, except_, monkeypatch):
        assert refused(approve, desk, draft, me) == "review.cannot.checks_stale"


def test_an_image_condemned_elsewhere_meanwhile_outdates_the_checks(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    first, second = write(desk, me, images=1), write(desk, me, CLEAN + " আবার।", images=1)
    for finding in second.findings:
        if finding.severity is Severity.BLOCK:
            review.answer(desk, finding.id, Reply.DISMISSED, "", me, DismissalReason.ILLUSTRATION)
    with meanwhile(desk, lambda: review.reject(desk, first.id, "এ ছবি নয়", me), monkeypatch):
        assert refused(approve, desk, second, me) == "review.cannot.checks_stale"


def test_what_went_out_meanwhile_is_not_undone(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    approve(desk, draft, me)

    def publish() -> None:
        publication.publish(desk, draft.id, "https://facebook.com/sample_upeo/posts/1", datetime.now(UTC), me)

    with meanwhile(desk, publish, monkeypatch):
        assert refused(review.undo, desk, draft.id, me) == "review.nothing_to_undo"
    assert queue.draft(desk, draft.id).state is State.PUBLISHED


def test_another_draft_decided_meanwhile_changes_nothing(
    desk: Desk, office_of_one: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    me = office_of_one["Rahima"]
    draft, other = write(desk, me), write(desk, me, CLEAN + " আবার।")
    with meanwhile(desk, lambda: approve(desk, other, me), monkeypatch):
        assert approve(desk, draft, me) is State.APPROVED
    with desk.store.read():
        assert [row.state for row in Draft.select().order_by(Draft.id)] == [State.APPROVED] * 2
        numbers = [row.id for row in Event.select(Event.id).order_by(Event.id)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert audit(desk, Work()).ok


@pytest.mark.postgresql
def test_little_is_asked_of_the_server_while_others_wait(
    desk: Desk, office_of_one: dict[str, int], caplog: pytest.LogCaptureFixture
) -> None:
    """What a decision rests on is read before its turn: each statement in it keeps the others waiting."""
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    with caplog.at_level("DEBUG", logger="peewee"):
        approve(desk, draft, me)
    asked = [record.msg[0] for record in caplog.records if isinstance(record.msg, tuple)]
    turn = next(place for place, sql in enumerate(asked) if "pg_advisory_xact_lock" in sql)
    written = [sql for sql in asked[turn + 1 :] if sql != "COMMIT"]
    reads = [sql for sql in written if sql.startswith("SELECT") and "pg_notify" not in sql]
    assert len(reads) == 2, "the decision's number, and the end of the record"
    assert len(written) <= 8, written
