"""An image's alt text is checked like the post's text, and one that lacks it is noted; a banner's logo."""

from __future__ import annotations

from dataclasses import replace

from app.checks.types import Severity
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.office import office
from app.services.posts import intake, queue
from app.services.posts.views import DraftView, FormImage, PostForm
from app.work import Work
from tests.eval.logos import emblem, placed
from tests.helpers.images import encoded, picture
from tests.services.posts import APPEAL, CLEAN, form


def checked(desk: Desk, me: int, data: bytes, alt: str, use: str = "post") -> DraftView:
    image = FormImage(alt=alt, file=IncomingFile("a.jpg", data, ""))
    form = PostForm(
        text=CLEAN,
        use=use,
        account_id=1,
        purpose="5.c",
        sources=("উপজেলা ভূমি অফিস",),
        images=(image,),
    )
    draft_id = intake.compose(desk, form, me)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def test_an_image_of_a_post_without_alt_text_is_noted(desk: Desk, me: int) -> None:
    field = encoded(picture(64, 48), "JPEG")
    (told,) = checked(desk, me, field, " ").findings
    assert (told.rule, told.severity, told.clauses) == ("photo.no-alt-text", Severity.NOTE, ("7.a",))
    assert (told.attachment, told.start) == (0, None)
    assert checked(desk, me, field, "বিদ্যালয়ের মাঠ").findings == ()


def test_a_banner_wants_no_alt_text(desk: Desk, me: int) -> None:
    draft = checked(desk, me, encoded(picture(820, 312), "JPEG"), "", "banner")
    assert "photo.no-alt-text" not in [finding.rule for finding in draft.findings]


def test_a_finding_in_the_alt_text_says_where_it_is(desk: Desk, me: int) -> None:
    draft = checked(desk, me, encoded(picture(64, 48), "JPEG"), APPEAL)
    (told,) = [finding for finding in draft.findings if finding.severity is Severity.BLOCK][:1]
    assert told.attachment == 0
    assert told.text is not None
    assert told.text in told.why.bn
    assert APPEAL[told.start : told.end] == told.text, "the span is of the alt text"
    assert told.why.bn.startswith("ছবির বিকল্প লেখায়")
    assert told.why.en.startswith("The alt text of the image says")


def test_of_several_images_the_one_meant_is_named(desk: Desk, me: int) -> None:
    images = tuple(
        FormImage(alt=alt, file=IncomingFile(name, encoded(picture(64, 48 + n), "JPEG"), ""))
        for n, (name, alt) in enumerate((("মাঠ.jpg", "বিদ্যালয়ের মাঠ"), ("b.jpg", ""), ("c.jpg", APPEAL)))
    )
    draft_id = intake.compose(desk, replace(form(CLEAN), images=images), me)
    draft_checks.check_draft(desk, draft_id, Work())
    told = {finding.rule: finding for finding in queue.draft(desk, draft_id).findings}
    missing = told.pop("photo.no-alt-text")
    assert missing.attachment == 1
    assert missing.why.en.startswith("Nothing says what “b.jpg” shows")
    assert missing.why.bn.startswith("“b.jpg” ছবিতে")
    assert told
    assert all(one.attachment == 2 and "“c.jpg”" in one.why.bn for one in told.values())


def test_the_offices_logo_is_looked_for_once_it_is_kept(desk: Desk, me: int) -> None:
    banner = encoded(placed(picture(1640, 624), emblem(1), 0.4), "JPEG")
    before = checked(desk, me, banner, "", "banner")
    (said,) = [entry for entry in before.checks.not_checked if entry.check == "logo"]
    assert "No logo of the office is known" in said.reason.en
    office.set_logo(desk, IncomingFile("logo.png", encoded(emblem(1), "PNG"), ""), me)
    draft_checks.check_draft(desk, before.id, Work())
    found = [
        finding for finding in queue.draft(desk, before.id).findings if finding.rule == "photo.logo-found"
    ]
    assert [(finding.attachment, finding.severity) for finding in found] == [(0, Severity.NOTE)]


def test_what_was_not_looked_at_in_the_first_image_is_said_after_a_second_one(desk: Desk, me: int) -> None:
    sizes = (("দীর্ঘ.png", (20, 300)), ("longer.png", (20, 400)), ("b.png", (64, 48)))
    images = tuple(
        FormImage(alt="মাঠ", file=IncomingFile(name, encoded(picture(*size), "PNG"), ""))
        for name, size in sizes
    )
    draft_id = intake.compose(desk, replace(form(CLEAN), images=images), me)
    draft_checks.check_draft(desk, draft_id, Work())
    told = [entry.reason for entry in queue.draft(desk, draft_id).checks.not_checked]
    long = [reason for reason in told if ".png" in reason.en]
    assert [reason.en.split(":")[0] for reason in long] == ["In “দীর্ঘ.png”", "In “longer.png”"]
    assert "15 times" in long[0].en
    assert long[0].bn.startswith("“দীর্ঘ.png”: ")
    assert len(told) == len(set(told)), "what this computer lacks is said once"
