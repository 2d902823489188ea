"""What is said of an image or of the office has the drafts checked again that it concerns, and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PIL import Image, ImageOps

from app.checks.types import Severity
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, DismissalReason, Reply, State
from app.services.checking import draft_checks
from app.services.office import office
from app.services.office.views import OfficeForm
from app.services.posts import approval, intake, queue, review
from app.services.posts.views import DraftView, FormImage
from app.services.record import audit
from app.work import Work
from tests.helpers.faces import family
from tests.helpers.images import encoded, picture
from tests.services import seconded
from tests.services.posts import CLEAN, form
from tests.services.posts import write as write_text

FIELD = picture(900, 600)


def write(desk: Desk, me: int, image: Image.Image, text: str, use: str = "post") -> DraftView:
    file = IncomingFile("a.jpg", encoded(image, "JPEG", quality=85), "")
    images = (FormImage(alt="বিদ্যালয়ের মাঠ", file=file),)
    draft_id = intake.compose(desk, replace(form(text), use=use, images=images), me)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def copy_of(image: Image.Image) -> Image.Image:
    return ImageOps.mirror(image).resize((600, 400))


def state(desk: Desk, draft: DraftView) -> CheckState:
    return queue.draft(desk, draft.id).checks.state


def dismiss_faces(desk: Desk, draft: DraftView, me: int) -> None:
    for finding in draft.findings:
        if finding.box is not None:
            review.answer(desk, finding.id, Reply.DISMISSED, "", me, DismissalReason.ILLUSTRATION)


def approve(desk: Desk, draft: DraftView, me: int) -> None:
    review.approve(desk, draft.id, draft.version.digest, me)


def test_a_face_dismissed_is_told_on_the_drafts_checked_before_with_who_when_and_why(
    desk: Desk, me: int
) -> None:
    one, copy = write(desk, me, family(), CLEAN), write(desk, me, copy_of(family()), CLEAN + " আবার")
    other, bare = write(desk, me, FIELD, CLEAN + " মাঠ"), write_text(desk, me, CLEAN + " লেখা")
    dismiss_faces(desk, one, me)
    assert [state(desk, draft) for draft in (one, copy, other, bare)] == [
        CheckState.DONE, CheckState.STALE, CheckState.DONE, CheckState.DONE,
    ]  # fmt: skip
    assert draft_checks.waiting(desk) == [copy.id]
    assert approval.obstacles(desk, copy.id, me)[0].key == "checks_stale"
    draft_checks.check_draft(desk, copy.id, Work())
    after = queue.draft(desk, copy.id)
    assert after.checks.state is CheckState.DONE
    (told,) = (finding.why for finding in after.findings if finding.rule == "photo.known-dismissed")
    assert "Rahima" in told.en
    assert "An illustration or an emblem" in told.en
    assert "2" in told.en
    assert "আঁকা ছবি বা প্রতীক" in told.bn
    assert audit.audit(desk, Work()).ok


def test_answers_already_given_stay_when_a_draft_is_checked_again(desk: Desk, me: int) -> None:
    one, copy = write(desk, me, family(), CLEAN), write(desk, me, copy_of(family()), CLEAN + " আবার")
    dismiss_faces(desk, one, me)
    draft_checks.check_draft(desk, copy.id, Work())
    dismiss_faces(desk, queue.draft(desk, copy.id), me)
    assert state(desk, one) is CheckState.STALE
    draft_checks.check_draft(desk, one.id, Work())
    answers = [finding.answer for finding in queue.draft(desk, one.id).findings if finding.box is not None]
    assert {answer.because for answer in answers if answer} == {DismissalReason.ILLUSTRATION}
    assert draft_checks.waiting(desk) == [], "checking again is no answer: it ends"


def test_a_rejection_and_what_takes_it_back_concern_the_same_image(desk: Desk, me: int) -> None:
    one, same = write(desk, me, FIELD, CLEAN), write(desk, me, FIELD, CLEAN + " আবার")
    for act in (
        lambda: review.reject(desk, one.id, "পুরোনো ছবি", me),
        lambda: review.undo(desk, one.id, me),
        lambda: review.reject(desk, one.id, "পুরোনো ছবি", me),
        lambda: review.reverse(desk, one.id, "ভুল হয়েছিল", me),
    ):
        draft_checks.check_draft(desk, one.id, Work())
        draft_checks.check_draft(desk, same.id, Work())
        assert state(desk, same) is CheckState.DONE
        act()
        assert state(desk, same) is CheckState.STALE


def test_posts_with_one_image_can_be_approved_one_after_another(desk: Desk, me: int) -> None:
    drafts = [write(desk, me, FIELD, f"{CLEAN} {number}") for number in range(3)]
    for draft in drafts:
        approve(desk, draft, me)
    assert [queue.draft(desk, draft.id).state for draft in drafts] == [State.APPROVED] * 3


def test_a_returned_draft_hears_of_its_image_too(desk: Desk, me: int) -> None:
    one, same = write(desk, me, FIELD, CLEAN), write(desk, me, FIELD, CLEAN + " আবার")
    review.send_back(desk, same.id, "বানান", me)
    review.reject(desk, one.id, "পুরোনো ছবি", me)
    assert state(desk, same) is CheckState.STALE
    assert state(desk, one) is CheckState.DONE, "nobody has to decide on it any more"


def test_an_approved_banner_concerns_banners_of_the_same_image(desk: Desk, me: int) -> None:
    one, same = (write(desk, me, FIELD, text, use="banner") for text in (CLEAN, CLEAN + " আবার"))
    for draft in (one, same):
        for finding in draft.findings:
            if finding.severity is Severity.BLOCK:
                review.answer(desk, finding.id, Reply.DISMISSED, "মাঠ", me)
        draft_checks.check_draft(desk, draft.id, Work())
    approve(desk, queue.draft(desk, one.id), me)
    assert state(desk, same) is CheckState.STALE
    draft_checks.check_draft(desk, same.id, Work())
    assert "photo.known-approved" in {finding.rule for finding in queue.draft(desk, same.id).findings}


def test_returning_a_draft_says_nothing_of_its_images(desk: Desk, me: int) -> None:
    one, same = write(desk, me, FIELD, CLEAN), write(desk, me, FIELD, CLEAN + " আবার")
    review.send_back(desk, one.id, "বানান", me)
    assert state(desk, same) is CheckState.DONE


def test_another_logo_or_name_has_the_banners_checked_again_and_only_them(desk: Desk, me: int) -> None:
    banner, post = write(desk, me, FIELD, "", "banner"), write(desk, me, FIELD, CLEAN)
    logo = IncomingFile("logo.png", encoded(picture(64, 64), "PNG"), "")
    known = office.office(desk)
    assert known is not None
    same = OfficeForm(name_bn=known.name_bn, name_en=known.name_en, parent_bn=known.parent_bn, website="")

    def changed(act: Callable[[], None]) -> list[int]:
        for draft_id in draft_checks.waiting(desk):
            draft_checks.check_draft(desk, draft_id, Work())
        act()
        return draft_checks.waiting(desk)

    assert changed(lambda: office.set_logo(desk, logo, me)) == [banner.id]
    assert changed(lambda: office.set_logo(desk, logo, me)) == [], "the same logo"
    renamed = replace(same, name_en="Another Office")
    assert changed(lambda: seconded.change_office(desk, renamed, me)) == [banner.id]
    again = replace(renamed, parent_bn="মন্ত্রণালয়")
    assert changed(lambda: seconded.change_office(desk, again, me)) == []
    assert state(desk, post) is CheckState.DONE


def test_what_is_said_while_a_draft_is_being_checked_is_not_missed(desk: Desk, me: int) -> None:
    one, same = write(desk, me, family(), CLEAN), write(desk, me, family(), CLEAN + " আবার")

    class Meanwhile(Work):
        """Somebody answers when the last image has been looked at."""

        def step(self, done: int, total: int) -> None:
            if done == total:
                dismiss_faces(desk, one, me)

    draft_checks.check_draft(desk, same.id, Meanwhile())
    assert state(desk, same) is CheckState.STALE
    draft_checks.check_draft(desk, same.id, Work())
    after = queue.draft(desk, same.id)
    assert after.checks.state is CheckState.DONE
    assert "photo.known-dismissed" in {finding.rule for finding in after.findings}


def test_a_logo_changed_while_a_banner_is_being_checked_is_not_missed(desk: Desk, me: int) -> None:
    banner = write(desk, me, FIELD, "", "banner")
    logo = IncomingFile("logo.png", encoded(picture(64, 64), "PNG"), "")

    class Meanwhile(Work):
        """Somebody sets the logo when the last image has been looked at."""

        def step(self, done: int, total: int) -> None:
            if done == total:
                office.set_logo(desk, logo, me)

    draft_checks.check_draft(desk, banner.id, Meanwhile())
    assert state(desk, banner) is CheckState.STALE
    draft_checks.check_draft(desk, banner.id, Work())
    assert state(desk, banner) is CheckState.DONE
