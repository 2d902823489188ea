"""Findings on whole images, from file to report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from app.checks.photo.collage import composition
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.faces import FaceFinder
from app.checks.photo.metadata import provenance
from app.checks.photo.obscene import ObsceneScorer
from app.checks.photo.people import MOST_BOXES, people_findings
from app.checks.photo.reader import TextReader
from app.checks.types import Finding, PhotoReport, Severity, Use
from app.media.decoder import Decoder
from tests.helpers.faces import BACKGROUND, cartoon, drawn_face, scene
from tests.helpers.images import camera_exif, encoded, picture

Check = Callable[..., PhotoReport]

ONE_FAR = scene(1600, 900, [(700, 400, 150)])
PORTRAIT = scene(1200, 900, [(300, 100, 600)])
THREE_CLOSE = scene(1200, 675, [(0, 200, 400), (400, 200, 400), (800, 200, 400)])
GROUP = scene(1600, 900, [(i * 260, 300, 200) for i in range(6)])


def summary(report: PhotoReport) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.value) for finding in report.findings]


@pytest.mark.parametrize("use", [Use.BANNER, Use.PROFILE])
@pytest.mark.parametrize(("image", "count"), [(ONE_FAR, 1), (PORTRAIT, 1), (THREE_CLOSE, 3), (GROUP, 6)])
def test_every_face_on_a_banner_blocks(check: Check, use: Use, image: Image.Image, count: int) -> None:
    report = check(image, use, attachment=2)
    assert summary(report) == [("photo.face", "block")] * count
    for finding in report.findings:
        assert finding.clauses == ("6.1.d",)
        assert finding.attachment == 2
        assert finding.score >= 0.8
        assert str(count) in finding.why.en
        assert "৬.১(ঘ)" in finding.why.bn
    assert "faces" in report.checked


def test_small_faces_on_a_wide_banner_block(check: Check) -> None:
    """40 pixels of 2,460: made small to 960 pixels on the longest side, YuNet saw none of them."""
    wide = scene(2460, 410, [(300, 100, 60), (1200, 200, 60), (2000, 60, 60)])
    assert summary(check(wide, Use.BANNER)) == [("photo.face", "block")] * 3


@pytest.mark.parametrize("use", list(Use))
def test_an_image_without_people_gives_nothing(check: Check, use: Use) -> None:
    report = check(picture(1200, 630), use)
    assert report.findings == ()
    assert set(report.checked) == {"faces", "metadata", "obscene"}


def test_a_possible_face_warns_on_a_banner_and_is_a_note_on_a_post(
    decoder: Decoder, photo_detectors: Detectors
) -> None:
    blurred = scene(400, 400, [(50, 50, 300)]).filter(ImageFilter.GaussianBlur(12))
    inspection = decoder.inspect(encoded(blurred, "PNG"), "a.png")
    for use, severity, clauses in (
        (Use.BANNER, Severity.WARN, ("6.1.d",)),
        (Use.POST, Severity.NOTE, ("7.c",)),
    ):
        (finding,) = check_photo(inspection, "a.png", use, photo_detectors).findings
        assert (finding.rule, finding.severity) == ("photo.possible-face", severity)
        assert finding.clauses == clauses
        assert 0.6 <= finding.score < 0.8


@pytest.mark.parametrize(
    ("use", "severity"), [(Use.BANNER, "warn"), (Use.PROFILE, "warn"), (Use.POST, "note")]
)
def test_a_cartoon_is_told_from_a_photograph(check: Check, use: Use, severity: str) -> None:
    assert summary(check(cartoon(), use)) == [("photo.drawn-face", severity)]


def test_a_photograph_among_cartoons_still_blocks(check: Check) -> None:
    poster = scene(1200, 500, [(50, 50, 400)])
    poster.paste(cartoon(), (700, 50))
    assert sorted(summary(check(poster, Use.BANNER))) == [
        ("photo.drawn-face", "warn"),
        ("photo.face", "block"),
    ]


def test_on_a_sheet_of_cartoons_the_odd_face_out_is_drawn_too(check: Check) -> None:
    sheet = scene(1640, 420, [(10, 10, 400)])
    for left in (410, 810, 1210):
        sheet.paste(cartoon(), (left, 10))
    assert summary(check(sheet, Use.BANNER)) == [("photo.drawn-face", "warn")] * 4


def test_a_glimpse_that_a_second_look_does_not_confirm_is_a_note(
    decoder: Decoder, photo_detectors: Detectors
) -> None:
    upside_down = scene(400, 400)
    upside_down.paste(drawn_face(120).rotate(170, fillcolor=BACKGROUND), (50, 50))
    vague = upside_down.filter(ImageFilter.GaussianBlur(1))
    inspection = decoder.inspect(encoded(vague, "PNG"), "a.png")
    facts = inspection.facts
    glimpsed = photo_detectors.faces.find(inspection.small, facts.width, facts.height)  # and not turned
    origin, made = provenance(facts, "a.png"), composition(inspection.small)
    (finding,) = people_findings(glimpsed, facts, origin, Use.BANNER, None, made)
    assert (finding.rule, finding.severity) == ("photo.possible-face", Severity.NOTE)
    (finding,) = check_photo(inspection, "a.png", Use.BANNER, photo_detectors).findings
    assert (finding.rule, finding.severity) == ("photo.face", Severity.BLOCK)


def test_a_large_lone_face_in_a_post_is_a_portrait(check: Check) -> None:
    (finding,) = check(PORTRAIT, Use.POST).findings
    assert (finding.rule, finding.severity) == ("photo.portrait", Severity.WARN)
    assert finding.clauses == ("7.c", "10.h")
    width, height = finding.box[2:]
    share = round(100 * width * height / (1200 * 900))
    assert f"{share}%" in finding.why.en


def test_a_portrait_with_bystanders_is_a_portrait(check: Check) -> None:
    image = scene(1600, 900, [(900, 200, 600), (50, 500, 120), (300, 520, 120)])
    assert summary(check(image, Use.POST)) == [
        ("photo.portrait", "warn"),
        ("photo.face", "note"),
        ("photo.face", "note"),
    ]


@pytest.mark.parametrize(("image", "count"), [(ONE_FAR, 1), (THREE_CLOSE, 3), (GROUP, 6)])
def test_people_in_a_post_are_notes_with_boxes(check: Check, image: Image.Image, count: int) -> None:
    report = check(image, Use.POST)
    assert summary(report) == [("photo.face", "note")] * count
    assert len({finding.box for finding in report.findings}) == count


@pytest.mark.parametrize(
    ("name", "exif", "sign"),
    [
        ("IMG-20221013-WA0007.jpg", None, "WhatsApp"),
        ("a.jpg", camera_exif(), "taken with a phone"),
    ],
)
def test_a_few_close_faces_from_a_phone_or_messenger_may_be_personal(
    check: Check, name: str, exif: Image.Exif | None, sign: str
) -> None:
    report = check(THREE_CLOSE, Use.POST, name, exif)
    first = report.findings[0]
    assert (first.rule, first.severity, first.clauses) == ("photo.personal", Severity.WARN, ("7.c",))
    assert sign in first.why.en
    assert summary(report)[1:3] == [("photo.face", "note")] * 2
    assert not any(finding.severity is Severity.WARN for finding in report.findings[1:])


def test_a_group_from_a_phone_stays_a_note(check: Check) -> None:
    severities = {finding.severity for finding in check(GROUP, Use.POST, exif=camera_exif()).findings}
    assert severities == {Severity.NOTE}


def test_a_selfie_is_personal_even_far_off(check: Check) -> None:
    exif = camera_exif(lens="iPhone 12 front camera 2.71mm f/2.2")
    assert summary(check(ONE_FAR, Use.POST, exif=exif))[0] == ("photo.personal", "warn")
    selfie = check(PORTRAIT, Use.POST, exif=exif).findings[0]
    assert (selfie.rule, selfie.clauses) == ("photo.personal", ("7.c", "10.h"))


def test_a_crowds_boxes_are_limited_and_its_number_said(check: Check) -> None:
    crowd = scene(1600, 900, [(i * 150 + 20, j * 200 + 30, 140) for i in range(10) for j in range(4)])
    for use in Use:
        report = check(crowd, use)
        assert len(report.findings) == MOST_BOXES
        assert all("40" in finding.why.en and "৪০" in finding.why.bn for finding in report.findings)


def by_rule(report: PhotoReport) -> dict[str, Finding]:
    return {finding.rule: finding for finding in report.findings}


def test_a_position_in_the_file_warns(check: Check) -> None:
    found = by_rule(check(picture(600, 400), Use.POST, exif=camera_exif(gps=True)))
    assert found["photo.gps"].severity is Severity.WARN
    assert found["photo.gps"].box is None
    assert found["photo.phone-camera"].severity is Severity.NOTE
    assert "Apple iPhone 12" in found["photo.phone-camera"].why.bn


@pytest.mark.parametrize(
    ("name", "rule", "word"),
    [
        ("received_1234567.jpg", "photo.messenger-name", "Messenger"),
        ("Screenshot_1.jpg", "photo.screenshot", ""),
    ],
)
def test_names_from_elsewhere_are_notes(check: Check, name: str, rule: str, word: str) -> None:
    (finding,) = check(picture(600, 400), Use.POST, name).findings
    assert (finding.rule, finding.severity) == (rule, Severity.NOTE)
    assert word in finding.why.en


def test_an_old_photo_in_a_new_post_is_a_note(check: Check) -> None:
    exif = camera_exif("Canon", "EOS 90D", taken_at="2024:03:05 10:11:12")
    (finding,) = check(picture(), Use.POST, exif=exif, post_date="2024-12-16").findings
    assert (finding.rule, finding.clauses) == ("photo.taken-earlier", ("7.b",))
    assert "২৮৬" in finding.why.bn
    assert "০৫-০৩-২০২৪" in finding.why.bn
    for near in ("2024-03-05", "2024-05-01T09:00:00+06:00", "2023-01-01", None):
        assert check(picture(), Use.POST, exif=exif, post_date=near).findings == ()
    assert check(picture(), Use.BANNER, exif=exif, post_date="2024-12-16").findings == ()


def test_what_is_not_checked_is_said(check: Check, decoder: Decoder, photo_detectors: Detectors) -> None:
    post = check(picture(), Use.POST)
    assert [entry.check for entry in post.not_checked] == ["ocr"]
    assert "office-name" in [entry.check for entry in check(picture(), Use.BANNER).not_checked]
    bars = [scene(400, 40) for _ in range(40)]
    for number, bar in enumerate(bars):
        bar.paste("white", (0, 0, number * 10, 40))
    moving = decoder.inspect(encoded(bars[0], "GIF", save_all=True, append_images=bars[1:]), "a.gif")
    report = check_photo(moving, "a.gif", Use.POST, photo_detectors)
    (further,) = [entry for entry in report.not_checked if entry.check == "further-frames"]
    assert "৪০" in further.reason.bn


def test_that_a_long_strip_was_seen_only_small_is_said(check: Check) -> None:
    def said(width: int, height: int) -> list[str]:
        entries = check(picture(width, height), Use.POST).not_checked
        return [entry.reason.en for entry in entries if entry.check == "long-image"]

    assert said(600, 100) == said(400, 300) == []
    for strip in ((1400, 100), (100, 1400)):
        (reason,) = said(*strip)
        assert "14 times" in reason


def test_that_light_parts_on_transparency_were_not_seen_is_said(
    decoder: Decoder, photo_detectors: Detectors
) -> None:
    image = Image.new("RGBA", (400, 300), (255, 255, 255, 0))
    for left in range(40, 360, 40):
        image.paste("white", (left, 100, left + 12, 200))
    inspection = decoder.inspect(encoded(image, "PNG"), "a.png")
    entries = check_photo(inspection, "a.png", Use.POST, photo_detectors).not_checked
    (reason,) = [entry.reason.en for entry in entries if entry.check == "lost-on-white"]
    assert "on a dark one they are" in reason


@pytest.mark.parametrize(("use", "clauses"), [(Use.POST, ("7.a",)), (Use.BANNER, ("6.1.g",))])
def test_an_image_on_which_nothing_can_be_made_out_warns(
    check: Check, use: Use, clauses: tuple[str, ...]
) -> None:
    (finding,) = check(picture(1, 1), use).findings
    assert (finding.rule, finding.severity, finding.clauses) == ("photo.too-small", Severity.WARN, clauses)
    assert "1 × 1" in finding.why.en
    assert "১ × ১" in finding.why.bn
    assert check(picture(16, 16), use).findings == ()


def test_without_the_models_the_rest_is_checked_and_they_are_named_as_unchecked(
    decoder: Decoder, tmp_path: Path
) -> None:
    data = encoded(drawn_face(), "JPEG", exif=camera_exif(gps=True))
    nothing = Detectors(FaceFinder(tmp_path / "none"), ObsceneScorer(tmp_path / "none"), TextReader(None))
    report = check_photo(decoder.inspect(data, "a.jpg"), "a.jpg", Use.BANNER, nothing)
    assert report.checked == ("metadata",)
    unchecked = ["faces", "obscene", "ocr", "office-name", "logo", "platform-limits"]
    assert [entry.check for entry in report.not_checked] == unchecked
    assert "মডেল" in report.not_checked[0].reason.bn
    assert "photo.gps" in by_rule(report)


def test_every_sentence_is_filled_in_both_languages(check: Check) -> None:
    exif = camera_exif(gps=True, lens="front camera", taken_at="2020:01:01 00:00:00")
    for use in Use:
        report = check(THREE_CLOSE, use, "IMG-20221013-WA0007.jpg", exif, post_date="2024-12-16")
        sentences = [finding.why for finding in report.findings] + [
            finding.title for finding in report.findings
        ]
        for sentence in sentences + [entry.reason for entry in report.not_checked]:
            assert sentence.bn != sentence.en
            assert not set("{}") & set(sentence.bn + sentence.en)


def test_results_can_be_told_apart_by_detector(photo_detectors: Detectors) -> None:
    assert photo_detectors.versions["faces"].startswith("yunet-2023mar")
