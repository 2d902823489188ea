"""Text on an image: what the rules say of it points at the words, and its absence is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from app.checks.photo.context import PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.lettering import as_text, lettering_findings
from app.checks.photo.reader import ReadWord, TextReader
from app.checks.types import Finding, Severity, Use
from app.errors import MissingEnvironment
from app.i18n import LANGUAGES, Bilingual, Translator
from app.media.decoder import Decoder
from app.media.types import Pixels
from app.paths import resources
from app.services.base.detectors import detectors
from tests.helpers.images import encoded

WORDS = (
    ReadWord("নৌকায়", 0.96, (10, 10, 50, 20), True),
    ReadWord("ভোট", 0.85, (70, 12, 30, 20), False),
    ReadWord("দিন", 0.95, (10, 50, 30, 20), True),
)


def appeal(text: str) -> list[Finding]:
    """A rule that notices "ভোট দিন" over any white space."""
    start = text.find("ভোট")
    if start < 0:
        return []
    why = Bilingual("ভোটের আহ্বান।", "An appeal for votes.")
    return [
        Finding("politics.vote-appeal", ("10.c",), Severity.BLOCK, why, why, start, len(text), text[start:])
    ]


def test_words_are_joined_line_by_line() -> None:
    text, spans = as_text(WORDS)
    assert text == "নৌকায় ভোট\nদিন"
    assert [text[start:end] for start, end in spans] == ["নৌকায়", "ভোট", "দিন"]
    assert as_text(()) == ("", [])


def test_a_finding_points_at_its_words_on_the_image() -> None:
    (finding,) = lettering_findings((WORDS, WORDS), appeal, 2)
    assert (finding.rule, finding.severity, finding.attachment) == ("politics.vote-appeal", Severity.BLOCK, 2)
    assert finding.box == (10, 12, 90, 58)
    assert finding.score == 0.85
    assert (finding.start, finding.end) == (None, None)
    assert "“ভোট দিন” was read on the image" in finding.why.en
    assert lettering_findings(((), ()), appeal, 2) == []


def test_a_finding_about_the_whole_text_is_not_one_about_the_image() -> None:
    whole = replace(appeal("ভোট")[0], start=None, end=None, text=None)
    assert lettering_findings((WORDS,), lambda text: [whole], 0) == []


def test_without_tesseract_or_its_bangla_that_is_said() -> None:
    blank = Pixels(64, 64, bytes(64 * 64 * 3))
    with pytest.raises(MissingEnvironment) as caught:
        TextReader(None).read(blank, 64, 64)
    assert caught.value.key in ("media.no_ocr", "media.no_ocr_language")
    assert all(Translator(language).refusal(caught.value) for language in LANGUAGES)
    assert not TextReader(None).installed


@pytest.fixture
def reading() -> Detectors:
    looking = detectors()
    if not looking.reader.installed:
        pytest.skip("the extra `ocr` is not installed here")
    return looking


def banner(*lines: str) -> Image.Image:
    face = str(resources() / "fonts" / "NotoSansBengali_600SemiBold.ttf")
    image = Image.new("RGB", (1640, 624), (0, 106, 78))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        font = ImageFont.truetype(face, 84, layout_engine=ImageFont.Layout.RAQM)
        draw.text((120, 120 + number * 150), line, font=font, fill="white")
    return image


def test_the_offices_name_is_read_from_its_banner(decoder: Decoder, reading: Detectors) -> None:
    data = encoded(banner("মধুপুর উপজেলা প্রশাসন", "টাঙ্গাইল"), "JPEG")
    inspection = decoder.inspect(data, "a.jpg")
    names = ("মধুপুর উপজেলা প্রশাসন", "Madhupur Upazila Administration")
    report = check_photo(inspection, "a.jpg", Use.BANNER, reading, PhotoContext(office_names=names))
    assert [finding.rule for finding in report.findings] == ["photo.office-name"]
    assert {"ocr", "office-name"} <= set(report.checked)
    elsewhere = PhotoContext(office_names=("মধুখালী উপজেলা প্রশাসন",))
    other = check_photo(inspection, "a.jpg", Use.BANNER, reading, elsewhere)
    assert other.findings == ()
    assert [entry.check for entry in other.not_checked] == [
        "office-name",
        "logo",
        "platform-limits",
    ]


def test_text_on_an_image_is_checked_by_the_rules(decoder: Decoder, reading: Detectors) -> None:
    inspection = decoder.inspect(encoded(banner("নৌকা মার্কায় ভোট দিন"), "PNG"), "a.png")
    report = check_photo(inspection, "a.png", Use.POST, reading, PhotoContext(text_rules=appeal))
    (finding,) = [finding for finding in report.findings if finding.rule == "politics.vote-appeal"]
    x, y, width, height = finding.box
    assert 120 < x < x + width < 1640
    assert 100 < y < y + height < 300


def test_text_that_only_a_later_picture_shows_is_checked_too(decoder: Decoder, reading: Detectors) -> None:
    pictures = [banner("উপজেলা প্রশাসন"), banner("নৌকা মার্কায় ভোট দিন"), banner("নৌকা মার্কায় ভোট দিন", "আজ")]
    data = encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=[9000, 20, 20])
    context = PhotoContext(attachment=1, text_rules=appeal)
    report = check_photo(decoder.inspect(data, "a.gif"), "a.gif", Use.POST, reading, context)
    (finding,) = [finding for finding in report.findings if finding.rule == "politics.vote-appeal"]
    assert (finding.severity, finding.attachment) == (Severity.BLOCK, 1)
    assert (finding.frame, finding.at) == (1, 9000)
    assert "In frame 2 of the animation" in finding.why.en
    assert finding.box is not None
