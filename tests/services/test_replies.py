"""Answers drafted as posts of kind reply: the same gate, no empty place, answered by publishing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.checks.types import Severity
from app.services.base.desk import Desk
from app.services.base.enums import Consent, DraftKind, Reply, ResponseKind, ResponseState, State
from app.services.checking import draft_checks
from app.services.posts import approval, archive, intake, listing, publication, queue, review, verifying
from app.services.posts.listing import Wanted
from app.services.posts.views import DraftView, PostForm
from app.services.record.audit import audit
from app.services.responses import answering, drafting, handling, register
from app.services.responses.views import ResponseForm
from app.values import replace
from app.work import Work
from tests.services.posts import CLEAN, form, write
from tests.services.refusals import refused
from tests.services.went_out import out_since

ASKED = datetime.now(UTC) - timedelta(days=2)
URL = "https://example.org/comment/1"


@pytest.fixture
def asked(desk: Desk, me: int) -> int:
    return register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "ফরম কোথায়?", "সুমাইয়া", ASKED), me)


def checked(desk: Desk, draft_id: int) -> DraftView:
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def in_the_way(desk: Desk, draft_id: int, by: int) -> list[str]:
    return [one.key for one in approval.obstacles(desk, draft_id, by)]


def approve(desk: Desk, draft_id: int, by: int) -> None:
    draft = checked(desk, draft_id)
    for finding in draft.findings:
        if finding.severity is Severity.BLOCK:
            review.answer(desk, finding.id, Reply.DISMISSED, "দরকারি", by)
    review.approve(desk, draft_id, draft.version.digest, by)


def test_who_answers_within_the_minute_gives_the_minute(desk: Desk, me: int) -> None:
    """The fields of the window are to the minute, and what was pasted came at its fifth second."""
    came = datetime(2026, 11, 24, 9, 30, 5, tzinfo=UTC)
    given = came.replace(second=0)
    ids = [
        register.add(desk, ResponseForm(1, ResponseKind.QUESTION, text, received=came), me)
        for text in ("ফরম?", "কবে?")
    ]
    answering.answer(desk, ids[0], "নিচতলায়।", me, given)
    id_ = drafting.draft_reply(desk, ids[1], CLEAN, me)
    intake.revise(desk, id_, form(CLEAN), me)
    approve(desk, id_, me)
    assert refused(out_since, desk, id_, given - timedelta(minutes=1), me, URL) == "response.answered_before"
    out_since(desk, id_, given, me, URL)
    assert [register.response(desk, one).answered_at for one in ids] == [came, came]
    assert audit(desk, Work()).problems == ()


def test_a_reply_is_checked_approved_and_answers_when_it_is_out(desk: Desk, me: int, asked: int) -> None:
    id_ = drafting.draft_reply(desk, asked, "ফরম অফিসের নিচতলায় পাওয়া যায়।", me)
    draft = queue.draft(desk, id_)
    assert (draft.kind, draft.version.use) == (DraftKind.REPLY, "post")
    assert in_the_way(desk, id_, me) == ["no_purpose", "checks_waiting"]  # the page was not opened for 5.b
    intake.revise(desk, id_, form("ফরম অফিসের নিচতলায় পাওয়া যায়।"), me)
    assert queue.draft(desk, id_).kind is DraftKind.REPLY
    approve(desk, id_, me)
    early = ASKED - timedelta(hours=1)
    assert refused(out_since, desk, id_, early, me, URL) == "response.answered_before"
    out_since(desk, id_, ASKED + timedelta(hours=5), me, URL)
    found = register.response(desk, asked)
    assert (found.state, found.answer_url, found.answered_by) == (ResponseState.ANSWERED, URL, "Rahima")
    assert found.answered_at == ASKED + timedelta(hours=5)
    assert found.answer_text == "ফরম অফিসের নিচতলায় পাওয়া যায়।"
    publication.publish(desk, id_, "https://example.org/2", datetime.now(UTC), me)
    assert register.response(desk, asked).answer_url == URL
    assert audit(desk, Work()).problems == ()


def test_an_empty_place_keeps_it_from_approval(desk: Desk, me: int, asked: int) -> None:
    id_ = drafting.draft_reply(desk, asked, "{তারিখ} তারিখে আসুন, {তারিখ} {সময়}।", me)
    draft = checked(desk, id_)
    assert "placeholders" in in_the_way(desk, id_, me)
    intake.revise(desk, id_, form("{তারিখ} তারিখে আসুন।"), me)
    draft = checked(desk, id_)
    assert in_the_way(desk, id_, me) == ["placeholders"]
    assert refused(review.approve, desk, id_, draft.version.digest, me) == "review.cannot.placeholders"
    drafting.revise_reply(desk, id_, "রবিবার আসুন।", me, draft.version.digest)
    assert (
        refused(drafting.revise_reply, desk, id_, "x", me, draft.version.digest) == "review.changed_meanwhile"
    )
    checked(desk, id_)
    assert in_the_way(desk, id_, me) == []


def test_a_plain_post_may_hold_braces(desk: Desk, me: int) -> None:
    assert in_the_way(desk, write(desk, me, "ফরমে {নাম} লিখুন।").id, me) == []


def test_nobody_gets_round_a_draft_that_is_on_its_way(desk: Desk, me: int, asked: int) -> None:
    id_ = drafting.draft_reply(desk, asked, "নিচতলায়।", me)
    other = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "কোথায়?"), me)
    assert refused(answering.answer, desk, asked, "অন্য উত্তর", me) == "response.reply_waits"
    assert refused(drafting.draft_reply, desk, asked, "আরেকটি", me) == "response.reply_waits"
    assert refused(handling.close, desk, asked, "বাদ", me) == "response.reply_waits"
    assert refused(handling.merge, desk, asked, other, me) == "response.reply_waits"
    assert refused(handling.refer, desk, asked, "জেলা", me) == "response.reply_waits"
    checked(desk, id_)
    review.reject(desk, id_, "ভুল", me)
    drafting.draft_reply(desk, asked, "আবার।", me)


def test_in_a_team_nobody_approves_the_answer_they_wrote(desk: Desk, team: dict[str, int]) -> None:
    asked = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "ফরম?"), team["Jamal"])
    id_ = drafting.draft_reply(desk, asked, "নিচতলায়।", team["Rahima"])
    checked(desk, id_)
    assert "own_draft" in in_the_way(desk, id_, team["Rahima"])
    assert "own_draft" not in in_the_way(desk, id_, team["Karim"])
    assert "not_a_decider" in in_the_way(desk, id_, team["Jamal"])


def test_kinds_are_kept_listed_and_fit_their_use(desk: Desk, me: int) -> None:
    share = intake.compose(desk, PostForm("শেয়ার", account_id=1, kind="share"), me)
    post = intake.compose(desk, PostForm("পোস্ট", account_id=1), me)
    banner = intake.compose(desk, PostForm("ব্যানার", use="banner", account_id=1), me)
    kinds = {id_: queue.draft(desk, id_).kind.value for id_ in (share, post, banner)}
    assert kinds == {share: "share", post: "post", banner: "banner"}
    assert [listing.ids(desk, Wanted(kind=kind)) for kind in ("share", "post", "banner", "reply")] == [
        [share],
        [post],
        [banner],
        [],
    ]
    assert {row.id: row.kind.value for row in queue.rows(desk, [share, post, banner])} == kinds
    intake.revise(desk, share, PostForm("শেয়ার", account_id=1, kind="comment"), me)
    assert queue.draft(desk, share).kind is DraftKind.COMMENT
    assert refused(intake.revise, desk, share, PostForm("শেয়ার", account_id=1), me) == "intake.unchanged"
    with_reply = PostForm("শেয়ার", account_id=1, kind="reply")
    assert refused(intake.revise, desk, share, with_reply, me) == "intake.reply_stays"
    assert refused(intake.compose, desk, PostForm("x", kind="letter"), me) == "intake.unknown_kind"
    assert refused(intake.compose, desk, PostForm("x", use="banner", kind="share"), me) == "intake.kind_use"
    assert audit(desk, Work()).problems == ()


def test_the_kind_goes_into_the_archive(desk: Desk, me: int, tmp_path: Path) -> None:
    asked = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "ফরম?"), me)
    id_ = drafting.draft_reply(desk, asked, CLEAN, me)
    intake.revise(desk, id_, form(CLEAN), me)
    approve(desk, id_, me)
    archive.export(desk, tmp_path / "out", by=me, work=Work())
    found = verifying.verify(tmp_path / "out", Work(), known=verifying.known_keys(desk), allow_unsigned=True)
    assert found.ok, found.problems
    (decision,) = (tmp_path / "out").rglob("decision.json")
    assert '"kind": "reply"' in decision.read_text(encoding="utf-8")


def test_a_share_is_approved_with_a_picture_of_what_it_shares(desk: Desk, me: int) -> None:
    bare = intake.compose(desk, PostForm(CLEAN, account_id=1, purpose="5.c", kind="share"), me)
    checked(desk, bare)
    assert in_the_way(desk, bare, me) == ["no_snapshot"]
    snapshot = replace(form(CLEAN, images=1), kind="share")
    intake.revise(desk, bare, snapshot, me)
    checked(desk, bare)
    assert "no_snapshot" not in in_the_way(desk, bare, me)
    intake.revise(desk, bare, PostForm(CLEAN, account_id=1, purpose="5.c", kind="comment"), me)
    checked(desk, bare)
    assert "no_snapshot" not in in_the_way(desk, bare, me)


def test_a_contribution_is_shown_with_consent_alone(desk: Desk, me: int) -> None:
    sent = ResponseForm(1, ResponseKind.CONTRIBUTION, "আমাদের ছাদবাগানের কথা।", "নাজমুল হক", ASKED)
    id_ = register.add(desk, sent, me)
    assert refused(drafting.show_contribution, desk, id_, me) == "response.not_shown"
    handling.set_consent(desk, id_, Consent.GIVEN, "মন্তব্যে লিখেছেন", me)
    draft_id = drafting.show_contribution(desk, id_, me)
    draft = checked(desk, draft_id)
    assert draft.kind is DraftKind.SHARE
    assert draft.version.sources == ("নাজমুল হক: মন্তব্যে লিখেছেন",)
    assert not {"no_consent", "no_snapshot"} & set(in_the_way(desk, draft_id, me))
    assert refused(drafting.show_contribution, desk, id_, me) == "response.shown_already"
    handling.set_consent(desk, id_, Consent.WITHDRAWN, "", me)
    assert "no_consent" in in_the_way(desk, draft_id, me)
    assert queue.draft(desk, draft_id).state is State.PENDING
