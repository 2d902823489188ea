from __future__ import annotations

from PIL import Image

from app.checks.photo.context import PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.logo import BANNER_SIDE, LOGO_SIDE, LogoSearch
from app.checks.types import PhotoReport, Severity, Use
from app.media.decoder import Decoder
from tests.eval.logos import emblem, placed
from tests.helpers.images import encoded

BANNER = Image.new("RGB", (1640, 624), (0, 106, 78))
OWN, OTHER = emblem(1), emblem(2)


def looked(decoder: Decoder, looking: Detectors, image: Image.Image, use: Use = Use.BANNER) -> PhotoReport:
    data = encoded(image, "JPEG", quality=60)
    logo = decoder.preview(encoded(OWN, "PNG"), LOGO_SIDE)
    search = LogoSearch(logo, decoder.preview(data, BANNER_SIDE))
    return check_photo(decoder.inspect(data, "a.jpg"), "a.jpg", use, looking, PhotoContext(logo=search))


def test_the_logo_is_found_where_it_stands(decoder: Decoder, photo_detectors: Detectors) -> None:
    report = looked(decoder, photo_detectors, placed(BANNER, OWN, 0.4))
    (finding,) = [finding for finding in report.findings if finding.rule == "photo.logo-found"]
    assert (finding.severity, finding.clauses) == (Severity.NOTE, ("6.1.a",))
    assert finding.box is not None
    stood = (1640 - 250 - 60, 40, 250, 250)
    assert all(abs(there - here) <= 8 for there, here in zip(finding.box, stood, strict=True))
    assert "logo" in report.checked
    assert "logo" not in [entry.check for entry in report.not_checked]


def test_a_logo_not_found_accuses_nobody(decoder: Decoder, photo_detectors: Detectors) -> None:
    for image in (BANNER, placed(BANNER, OTHER, 0.4)):
        report = looked(decoder, photo_detectors, image)
        assert not [finding for finding in report.findings if "logo" in finding.rule]
        (said,) = [entry for entry in report.not_checked if entry.check == "logo"]
        assert "look yourself" in said.reason.en
        assert "logo" not in report.checked


def test_no_logo_is_looked_for_on_a_posts_image(decoder: Decoder, photo_detectors: Detectors) -> None:
    report = looked(decoder, photo_detectors, placed(BANNER, OWN, 0.4), Use.POST)
    assert "logo" not in [*report.checked, *(entry.check for entry in report.not_checked)]
    assert not [finding for finding in report.findings if "logo" in finding.rule]
