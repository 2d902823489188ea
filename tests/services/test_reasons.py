"""Reasons to pick for dismissing: which fit, how they are kept beside own words, and where they are told."""

from __future__ import annotations

from functools import partial

from app.i18n import catalogue
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import DismissalReason, Reply
from app.services.checking import draft_checks
from app.services.checking.dismissal_reasons import fitting, spoken
from app.services.checking.rulebook import pack_view
from app.services.posts import queue, review
from app.services.posts.views import DraftView, FindingView
from app.services.record import audit
from app.work import Work
from tests.services.posts import APPEAL, write
from tests.services.refusals import refused

PHOTO_RULES = tuple(
    key.removeprefix("finding_title.").replace("_", "-")
    for key in catalogue("en")
    if key.startswith("finding_title.")
)


def first(desk: Desk, draft: DraftView) -> FindingView:
    return queue.draft(desk, draft.id).findings[0]


def test_every_rule_has_one_to_five_reasons() -> None:
    for rule in (*PHOTO_RULES, "politics.vote-appeal", "own.7"):
        assert 1 <= len(set(fitting(rule))) == len(fitting(rule)) <= 5


def test_the_keys_of_a_picture_of_people_stay_where_hands_know_them() -> None:
    people = ("illustration", "event", "consented", "national", "no_person")
    for rule in ("photo.face", "photo.portrait", "photo.personal", "photo.known-rejected"):
        assert fitting(rule) == people
    assert fitting("photo.collage") == ("own", "event", "consented")


def test_every_reason_fits_some_rule() -> None:
    rules = (*PHOTO_RULES, "politics.vote-appeal")
    assert {because for rule in rules for because in fitting(rule)} == set(DismissalReason)


def test_a_reason_picked_needs_no_words_and_stands_beside_them(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    review.answer(desk, first(desk, draft).id, Reply.DISMISSED, "", me, DismissalReason.QUOTED)
    answer = first(desk, draft).answer
    assert answer is not None
    assert (answer.because, answer.reason) == (DismissalReason.QUOTED, "")
    review.answer(desk, first(desk, draft).id, Reply.DISMISSED, " পৃষ্ঠা ৪ ", me, DismissalReason.TITLE)
    answer = first(desk, draft).answer
    assert answer is not None
    assert (answer.because, answer.reason) == (DismissalReason.TITLE, "পৃষ্ঠা ৪")


def test_the_record_holds_the_code_and_stays_sound(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    review.answer(desk, first(desk, draft).id, Reply.DISMISSED, "", me, DismissalReason.QUOTED)
    with desk.store.read():
        event = Event.select().order_by(Event.id.desc()).get()
    assert event.body["rows"][0]["because"] == "quoted"
    assert audit.audit(desk, Work()).ok
    line = queue.history(desk, draft.id)[-1]
    assert (line.key, line.params["because"], line.params["reason"]) == ("dismissed", "quoted", "")


def test_a_reason_that_does_not_fit_is_refused(desk: Desk, me: int) -> None:
    finding = first(desk, write(desk, me, APPEAL)).id
    dismiss = partial(refused, review.answer, desk, finding, Reply.DISMISSED)
    assert dismiss("", me, DismissalReason.NATIONAL) == "review.because_unfit"
    assert dismiss(" ", me) == "review.reason_missing"
    upheld = refused(review.answer, desk, finding, Reply.UPHELD, "", me, DismissalReason.QUOTED)
    assert upheld == "review.because_upheld"


def test_a_recheck_carries_the_reason_along(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    review.answer(desk, first(desk, draft).id, Reply.DISMISSED, "", me, DismissalReason.QUOTED)
    draft_checks.check_draft(desk, draft.id, Work())
    answer = first(desk, draft).answer
    assert answer is not None
    assert answer.because is DismissalReason.QUOTED


def test_the_rules_page_counts_by_reason_the_commonest_first(desk: Desk, me: int) -> None:
    drafts = [write(desk, me, f"{APPEAL} {n}") for n in range(4)]
    rule = first(desk, drafts[0]).rule
    for draft, because in zip(
        drafts, (DismissalReason.TITLE, DismissalReason.QUOTED, DismissalReason.QUOTED, None), strict=True
    ):
        review.answer(desk, first(desk, draft).id, Reply.DISMISSED, "লেখা", me, because)
    counted = pack_view(desk).rules[rule]
    assert counted.dismissed == 4
    assert counted.dismissed_because == ((DismissalReason.QUOTED, 2), (DismissalReason.TITLE, 1))


def test_a_reason_is_said_in_the_readers_language() -> None:
    assert spoken("no_person", "", "en") == "Not a person"
    assert spoken("no_person", "শাপলা", "bn") == "এটি কোনো ব্যক্তি নয়: শাপলা"
    assert spoken("", "শাপলা", "bn") == "শাপলা"
