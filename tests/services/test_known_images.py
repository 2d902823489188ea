"""What was said of an image once is told when it, or a copy of it, comes again."""

from __future__ import annotations

from PIL import Image, ImageOps

from app.checks.types import Severity
from app.intake.types import IncomingFile
from app.models.tables import ImageHash
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.checking import draft_checks
from app.services.posts import intake, queue, review
from app.services.posts.views import DraftView, FindingView, FormImage, PostForm
from app.work import Work
from tests.helpers.faces import family
from tests.helpers.images import encoded, picture
from tests.services.by_hand import lose_image
from tests.services.posts import CLEAN

FIELD = picture(900, 600)


def taken(desk: Desk, me: int, image: Image.Image, text: str, use: str = "post") -> DraftView:
    file = IncomingFile("a.jpg", encoded(image, "JPEG", quality=85), "")
    form = PostForm(
        text=text,
        use=use,
        account_id=1,
        purpose="5.c",
        sources=("উপজেলা ভূমি অফিস",),
        images=(FormImage(alt="বিদ্যালয়ের মাঠ", file=file),),
    )
    draft_id = intake.compose(desk, form, me)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def known(draft: DraftView) -> dict[str, FindingView]:
    return {finding.rule: finding for finding in draft.findings if ".known-" in finding.rule}


def copy_of(image: Image.Image) -> Image.Image:
    return ImageOps.mirror(image).resize((600, 400))


def approve(desk: Desk, draft: DraftView, me: int) -> None:
    review.approve(desk, draft.id, draft.version.digest, me)


def dismiss(desk: Desk, draft: DraftView, me: int, reason: str) -> None:
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.DISMISSED, reason, me)


def test_a_picture_upheld_as_personal_is_told_of_when_it_comes_again(desk: Desk, me: int) -> None:
    first = taken(desk, me, family(), CLEAN)
    assert known(first) == {}
    for finding in first.findings:
        review.answer(desk, finding.id, Reply.UPHELD, "পারিবারিক ছবি", me)
    again = taken(desk, me, copy_of(family()), CLEAN + " আবার")
    told = known(again)["photo.known-rejected"]
    assert (told.severity, told.clauses, told.attachment) == (Severity.WARN, ("7.c",), 0)
    assert "পারিবারিক ছবি" in told.why.bn
    assert "Rahima" in told.why.en
    assert "photo.known-dismissed" not in known(again)


def test_a_face_dismissed_before_is_a_note(desk: Desk, me: int) -> None:
    dismiss(desk, taken(desk, me, family(), CLEAN), me, "মতবিনিময় সভার ছবি")
    told = known(taken(desk, me, copy_of(family()), CLEAN + " আবার"))
    assert set(told) == {"photo.known-dismissed"}
    assert told["photo.known-dismissed"].severity is Severity.NOTE
    assert "মতবিনিময় সভার ছবি" in told["photo.known-dismissed"].why.en


def test_a_rejected_posts_image_warns_until_one_with_it_is_approved(desk: Desk, me: int) -> None:
    review.reject(desk, taken(desk, me, FIELD, CLEAN).id, "পুরোনো ছবি", me)
    again = taken(desk, me, copy_of(FIELD), CLEAN + " আবার")
    assert "পুরোনো ছবি" in known(again)["photo.known-rejected"].why.bn
    assert known(again)["photo.known-rejected"].severity is Severity.WARN
    approve(desk, again, me)
    assert known(taken(desk, me, FIELD, CLEAN + " শেষ")) == {}


def test_an_image_approved_before_it_was_in_a_rejected_post_is_a_note(desk: Desk, me: int) -> None:
    approve(desk, taken(desk, me, FIELD, CLEAN), me)
    review.reject(desk, taken(desk, me, FIELD, CLEAN + " দুই").id, "লেখা ভুল", me)
    told = known(taken(desk, me, FIELD, CLEAN + " তিন"))
    assert told["photo.known-rejected"].severity is Severity.NOTE


def test_a_rejection_taken_back_is_not_told(desk: Desk, me: int) -> None:
    rejected = taken(desk, me, FIELD, CLEAN)
    review.reject(desk, rejected.id, "পুরোনো ছবি", me)
    review.undo(desk, rejected.id, me)
    assert known(taken(desk, me, FIELD, CLEAN + " আবার")) == {}


def test_the_approved_banner_is_known_as_a_banner_only(desk: Desk, me: int) -> None:
    banner = taken(desk, me, FIELD, "", use="banner")
    dismiss(desk, banner, me, "দেখা হয়েছে")
    approve(desk, banner, me)
    told = known(taken(desk, me, copy_of(FIELD), "নতুন ব্যানার", use="banner"))
    why = told["photo.known-approved"].why
    assert why.en.startswith("This is the banner approved on")
    assert "by Rahima" in why.en
    assert "ব্যানার" in why.bn
    assert known(taken(desk, me, FIELD, CLEAN)) == {}


def test_nothing_is_told_of_the_draft_itself(desk: Desk, me: int) -> None:
    draft = taken(desk, me, family(), CLEAN)
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.UPHELD, "পারিবারিক ছবি", me)
    draft_checks.check_draft(desk, draft.id, Work())
    assert known(queue.draft(desk, draft.id)) == {}


def test_an_image_kept_before_hashes_gets_its_own_at_the_next_check(desk: Desk, me: int) -> None:
    draft = taken(desk, me, FIELD, CLEAN)
    with desk.store.write():
        ImageHash.update(made_by="something older").execute()
    draft_checks.check_draft(desk, draft.id, Work())
    with desk.store.read():
        assert [row.made_by for row in ImageHash.select()] == ["dhash64-1"]
    assert "known-images" in queue.draft(desk, draft.id).checks.checked


def test_a_copy_whose_file_is_gone_is_passed_over(desk: Desk, me: int) -> None:
    first = taken(desk, me, family(), CLEAN)
    review.reject(desk, first.id, "পারিবারিক ছবি", me)
    sha256 = first.version.attachments[0].sha256
    lose_image(desk, sha256)
    assert known(taken(desk, me, copy_of(family()), CLEAN + " আবার")) == {}
