"""A draft's history: every line of it can be said, and every sentence for it is some draft's line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.i18n import LANGUAGES, Translator, catalogue
from app.intake.types import IncomingFile
from app.main import main
from app.models.tables import Version
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.checking import draft_checks, office_rules
from app.services.posts import aftercare, blurring, copies, intake, publication, queue, review, watching
from app.services.posts.aftercare import RemovalReason
from app.services.posts.views import FormImage
from app.services.record import history
from app.services.record.ledger import change, record
from app.services.record.views import HistoryLine
from app.work import Work
from tests.helpers import clips
from tests.services.by_hand import lose_image
from tests.services.posts import APPEAL, CLEAN, form, write


def a_published_post(desk: Desk, me: int) -> int:
    draft = write(desk, me, APPEAL)
    block = draft.findings[0].id
    review.answer(desk, block, Reply.UPHELD, "", me)
    review.answer(desk, block, Reply.DISMISSED, "পাঠ্যবইয়ের উদ্ধৃতি", me)
    review.send_back(desk, draft.id, "সূত্র দিন", me)
    intake.revise(desk, draft.id, form(), me)
    draft_checks.check_draft(desk, draft.id, Work())
    digest = queue.draft(desk, draft.id).version.digest
    review.approve(desk, draft.id, digest, me)
    review.undo(desk, draft.id, me)
    review.approve(desk, draft.id, digest, me)
    review.reverse(desk, draft.id, "তারিখ ভুল ছিল", me)
    review.approve(desk, draft.id, digest, me)
    review.mark_important(desk, draft.id, True, me)
    review.mark_important(desk, draft.id, False, me)
    copies.save_copies(desk, draft.id, desk.folder.blobs.parent / "copies", me, Work())
    publication.publish(desk, draft.id, "https://example.org/post/1", datetime.now(UTC), me)
    text = queue.draft(desk, draft.id).version.text
    for pasted in (text, f"{text}!"):
        aftercare.prove(desk, draft.id, me, text=pasted)
    aftercare.prove(desk, draft.id, me, file=IncomingFile("page.pdf", b"%PDF-1.7"))
    aftercare.correct(desk, draft.id, "তারিখ", me, readers_told=True)
    aftercare.place(desk, draft.id, "https://example.org/notice", me)
    aftercare.take_down(desk, draft.id, RemovalReason.EXPIRED, "", me)
    return draft.id


def a_rejected_post(desk: Desk, me: int) -> int:
    draft = write(desk, me, APPEAL)
    office_rules.add_exception(desk, draft.findings[0].rule, "নৌকাবাইচ", "বাইচের নাম", me, draft.id)
    review.reject(desk, draft.id, "দলীয় আহ্বান", me)
    return draft.id


def a_post_answered_together(desk: Desk, me: int) -> int:
    draft = write(desk, me, f"{APPEAL} ফোন করুন 01712-345678 নম্বরে।")
    findings = [finding.id for finding in draft.findings]
    assert len(findings) > 1
    review.answer_together(desk, findings, Reply.UPHELD, "", me)
    review.answer_together(desk, findings, Reply.DISMISSED, "পাঠ্যবইয়ের উদ্ধৃতি", me)
    return draft.id


def a_post_whose_image_is_gone(desk: Desk, me: int) -> int:
    draft_id = intake.compose(desk, form(images=1), me)
    for kept in list(desk.folder.blobs.glob("*/*")):
        lose_image(desk, kept.name)
    draft_checks.check_draft(desk, draft_id, Work())
    return draft_id


def a_post_from_before_authors(desk: Desk, me: int) -> int:
    draft_id = write(desk, me, CLEAN).id
    with desk.store.write():
        record(desk, "draft.taken", change(Version.get(Version.draft == draft_id), author_member=None))
    intake.name_author(desk, draft_id, me, me)
    return draft_id


def a_post_with_a_blurred_image(desk: Desk, me: int) -> int:
    draft_id = intake.compose(desk, form(images=1), me)
    blurring.blur(desk, draft_id, 0, [(4, 4, 20, 20)], me)
    blurring.use_original(desk, draft_id, 0, me)
    return draft_id


def a_post_with_a_video_and_audio(desk: Desk, me: int) -> int:
    files = (IncomingFile("a.mp4", clips.phone_video()), IncomingFile("a.mp3", clips.mp3()))
    images = tuple(FormImage(alt="ক", file=file) for file in files)
    draft_id = intake.compose(desk, replace(form(), images=images), me)
    for position in range(len(files)):
        watching.watch(desk, draft_id, position, me)
        watching.take_back(desk, draft_id, position, me)
    return draft_id


def a_post_with_acts_that_need_no_words_of_their_own(desk: Desk, me: int) -> int:
    """What the tests of those acts bring about, by its events alone; the last is a newer release's."""
    draft_id = write(desk, me, CLEAN).id
    with desk.store.write():
        for kind in (*history._PLAIN, "draft.folded", "publication.echoed", "balloon.sent"):
            record(desk, kind, by=me, draft=draft_id)
        for about in (*history._TRIED, "role"):
            record(desk, "attempt.refused", by=me, draft=draft_id, facts={"about": about, "name": "Rahima"})
    return draft_id


def test_an_act_of_a_newer_release_has_a_plain_line(
    desk: Desk, office_of_one: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    draft_id = a_post_with_acts_that_need_no_words_of_their_own(desk, office_of_one["Rahima"])
    desk.close()
    for language, words in (("en", "no words for was recorded"), ("bn", "অজানা একটি ঘটনা")):
        assert main(["show", str(draft_id), "--data", str(desk.folder.path), "--lang", language]) == 0
        said = capsys.readouterr().out
        assert said.count(words) == 3
        assert "balloon.sent" in said


def test_every_step_of_a_draft_is_said_in_both_languages(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    lines: list[HistoryLine] = []
    stories = (
        a_published_post,
        a_rejected_post,
        a_post_answered_together,
        a_post_with_a_blurred_image,
        a_post_from_before_authors,
        a_post_with_a_video_and_audio,
        a_post_whose_image_is_gone,
        a_post_with_acts_that_need_no_words_of_their_own,
    )
    for story in stories:
        lines += queue.history(desk, story(desk, me))
    for language in LANGUAGES:
        for line in lines:
            said = Translator(language)(f"history.{line.key}", **line.params)
            assert "{" not in said
        told = {f"history.{line.key}" for line in lines}
        known = {key for key in catalogue(language) if key.startswith("history.")}
        assert told == {key.removesuffix("_many") for key in known}
