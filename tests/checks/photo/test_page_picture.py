"""Banners and profile pictures by what their platform takes and shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from app.checks.photo.allowed import Allowed
from app.checks.photo.context import PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.page_picture import page_picture_findings, post_findings
from app.checks.photo.reader import ReadWord
from app.checks.types import Finding, PhotoReport, Severity, Use
from app.i18n import Bilingual
from app.media.decoder import Decoder
from app.media.types import Inspection
from app.services.base.platforms import allowed
from tests.helpers.faces import scene
from tests.helpers.images import animation, encoded, picture

Look = Callable[..., list[Finding]]

FACEBOOK, YOUTUBE, LINKEDIN, X = map(allowed, ("facebook", "youtube", "linkedin", "x"))
PLAIN = (0, 106, 78)


@pytest.fixture
def look(decoder: Decoder) -> Look:
    """The rules alone on a picture, with words read on it and findings made before."""

    def look(
        image: Image.Image,
        platform: Allowed,
        use: Use = Use.BANNER,
        read: tuple[ReadWord, ...] = (),
        others: tuple[Finding, ...] = (),
        size: int = 0,
    ) -> list[Finding]:
        inspected: Inspection = decoder.inspect(encoded(image, "PNG"), "a.png")
        return page_picture_findings(
            inspected.facts, inspected.small, size, use, platform, (read,), others, 3
        )

    return look


def flat(width: int, height: int) -> Image.Image:
    return Image.new("RGB", (width, height), PLAIN)


def word(text: str, x: int, y: int, width: int = 60, height: int = 20) -> ReadWord:
    return ReadWord(text, 0.95, (x, y, width, height), False)


def rules(findings: list[Finding]) -> dict[str, str]:
    return {finding.rule: finding.severity.value for finding in findings}


@pytest.mark.parametrize(
    ("platform", "size", "found"),
    [
        (FACEBOOK, (851, 315), {}),
        (FACEBOOK, (1640, 624), {}),  # twice Facebook's size of a few years ago, in wide use
        (FACEBOOK, (820, 312), {}),
        (FACEBOOK, (640, 237), {"photo.too-small": "note"}),
        (FACEBOOK, (380, 141), {"photo.too-small": "warn"}),
        (FACEBOOK, (1000, 420), {"photo.other-shape": "note"}),
        (FACEBOOK, (1200, 1200), {"photo.other-shape": "warn"}),
        (YOUTUBE, (2048, 1152), {}),
        (YOUTUBE, (2000, 1125), {"photo.too-small": "warn"}),
        (LINKEDIN, (1128, 191), {}),
        (LINKEDIN, (2000, 700), {"photo.other-shape": "warn"}),
    ],
)
def test_a_banner_is_compared_with_the_platforms_sizes(
    look: Look, platform: Allowed, size: tuple[int, int], found: dict[str, str]
) -> None:
    findings = look(flat(*size), platform)
    assert rules(findings) == found
    assert all(finding.clauses == ("6.1.g",) and finding.attachment == 3 for finding in findings)


def test_a_person_reads_how_much_is_cut_off_where(look: Look) -> None:
    [facebook] = look(flat(1200, 1200), FACEBOOK)
    assert "63% on a desktop and 76% on a phone" in facebook.why.en
    assert "ফেসবুক" in facebook.why.bn
    assert "কম্পিউটারে ৬৩% ও মোবাইলে ৭৬%" in facebook.why.bn
    assert "Make a banner" in facebook.why.en
    [linkedin] = look(flat(2000, 700), LINKEDIN)
    assert "Of this picture 52% is cut off" in linkedin.why.en
    [small] = look(flat(380, 141), FACEBOOK)
    assert "400 × 150 at least" in small.why.en
    assert "৪০০ × ১৫০" in small.why.bn


def test_words_that_phones_cut_off_are_told_with_their_place(look: Look) -> None:
    read = (word("উপজেলা", 20, 100), word("প্রশাসন", 90, 100), word("মধুপুর", 400, 100))
    [told] = look(flat(851, 315), FACEBOOK, read=read)
    assert (told.rule, told.severity, told.clauses) == ("photo.words-cut-off", Severity.WARN, ("6.1.a",))
    assert told.box == (20, 100, 130, 20)
    assert "“উপজেলা প্রশাসন”" in told.why.bn


def test_words_in_a_picture_of_another_size_are_placed_by_what_is_left_of_it(look: Look) -> None:
    at_the_top = word("Madhupur", 800, 30, 300, 60)
    findings = look(flat(1702, 1702), FACEBOOK, read=(at_the_top,))
    assert rules(findings) == {"photo.other-shape": "warn", "photo.words-cut-off": "warn"}
    assert rules(look(flat(1702, 630), FACEBOOK, read=(at_the_top,))) == {}


def test_words_that_only_the_shape_cuts_off_are_told_so(look: Look) -> None:
    at_the_top = word("Madhupur", 800, 5, 300, 60)
    [shape, cut] = look(flat(1600, 1000), X, read=(at_the_top,))
    assert (shape.rule, cut.rule) == ("photo.other-shape", "photo.words-cut-off")
    assert "the part that X shows of a picture of this shape" in cut.why.en


def test_a_letter_at_the_edge_is_no_word(look: Look) -> None:
    assert (
        look(flat(851, 315), FACEBOOK, read=(word("l", 2, 100, 8), word("—", 12, 100, 30), word("an", 50, 9)))
        == []
    )


@pytest.mark.parametrize(
    ("rule", "told", "severity"),
    [("photo.logo-found", "photo.logo-cut-off", "warn"), ("photo.face", "photo.face-cut-off", "note")],
)
def test_logo_and_faces_are_told_where_phones_cut_them_off(
    look: Look, rule: str, told: str, severity: str
) -> None:
    nothing = Bilingual(bn="", en="")

    def there(x: int) -> tuple[Finding, ...]:
        return (Finding(rule, (), Severity.NOTE, nothing, nothing, box=(x, 40, 100, 100)),)

    [finding] = look(flat(851, 315), FACEBOOK, others=there(20) + there(25) + there(700))
    assert (finding.rule, finding.severity.value, finding.box) == (told, severity, (20, 40, 100, 100))
    assert look(flat(851, 315), FACEBOOK, others=there(380)) == []


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ((400, 400), {}),
        ((1000, 980), {}),
        ((120, 120), {"photo.too-small": "note"}),
        ((600, 500), {"photo.other-shape": "note"}),
        ((800, 400), {"photo.other-shape": "warn"}),
    ],
)
def test_a_profile_picture_is_square_and_large_enough(
    look: Look, size: tuple[int, int], found: dict[str, str]
) -> None:
    assert rules(look(flat(*size), FACEBOOK, Use.PROFILE)) == found


def test_what_the_round_crop_takes_from_the_corners_is_told(look: Look) -> None:
    emblem = flat(400, 400)
    ImageDraw.Draw(emblem).ellipse((4, 4, 396, 396), fill="white", outline="red", width=8)
    assert look(emblem, X, Use.PROFILE) == []
    assert rules(look(picture(400, 400), X, Use.PROFILE)) == {"photo.corners-cut-off": "note"}


def test_words_out_of_the_circle_are_told_with_their_place(look: Look) -> None:
    read = (word("DPE", 10, 10, 80, 30), word("Dhaka", 160, 190, 80, 30))
    [told] = look(flat(400, 400), X, Use.PROFILE, read)
    assert (told.rule, told.severity, told.box) == ("photo.words-cut-off", Severity.WARN, (10, 10, 80, 30))
    assert "“DPE”" in told.why.en


def test_too_heavy_a_file_is_a_note_for_its_copy_is_made_smaller(look: Look) -> None:
    [told] = look(flat(2048, 1152), YOUTUBE, size=7_000_000)
    assert (told.rule, told.severity) == ("photo.too-heavy", Severity.NOTE)
    assert "has 7 MB" in told.why.en
    assert "6.3 MB" in told.why.en
    assert "৬.৩ মেগাবাইট" in told.why.bn
    assert look(flat(2048, 1152), YOUTUBE, size=6_000_000) == []
    assert look(flat(1200, 630), X, Use.POST, size=9_000_000) == []


def test_an_animation_the_platform_does_not_take_is_told_on_a_post_too(decoder: Decoder) -> None:
    def told(platform: Allowed, size: int) -> list[Finding]:
        inspected = decoder.inspect(animation("GIF", frames=2, size=(400, 20)), "a.gif")
        return page_picture_findings(inspected.facts, inspected.small, size, Use.POST, platform, (), (), None)

    assert rules(told(X, 6_000_000)) == {"photo.too-heavy": "warn"}
    assert rules(told(replace(X, image_longest=300), 1000)) == {"photo.too-heavy": "warn"}
    assert told(X, 1000) == []


def test_a_post_has_as_many_images_as_its_platform_takes() -> None:
    assert post_findings(4, X) == []
    [many] = post_findings(5, X)
    assert (many.rule, many.severity, many.attachment) == ("photo.too-many-images", Severity.WARN, None)
    assert "মিলিয়ে ৫টি" in many.why.bn
    assert "4 in a post" in many.why.en
    [none] = post_findings(0, allowed("instagram"))
    assert (none.rule, none.clauses) == ("photo.needs-image", ("6.1.g",))
    assert post_findings(0, X) == post_findings(1, allowed("instagram")) == []
    assert post_findings(60, allowed("website")) == []


def test_a_report_says_whether_the_sizes_were_compared(decoder: Decoder, photo_detectors: Detectors) -> None:
    data = encoded(scene(851, 315, [(10, 60, 200)]), "JPEG")

    def report(platform: Allowed | None) -> PhotoReport:
        inspected = decoder.inspect(data, "a.jpg")
        context = PhotoContext(allowed=platform, size=len(data))
        return check_photo(inspected, "a.jpg", Use.BANNER, photo_detectors, context)

    known = report(FACEBOOK)
    assert "platform-limits" in known.checked
    assert {"photo.face", "photo.face-cut-off"} == {finding.rule for finding in known.findings}
    for platform, said in ((None, "No account is named"), (allowed("whatsapp"), "WhatsApp's sizes")):
        [entry] = [one for one in report(platform).not_checked if one.check == "platform-limits"]
        assert said in entry.reason.en
