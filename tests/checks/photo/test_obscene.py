from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.obscene import LIKELY, POSSIBLE, ObsceneScorer
from app.checks.types import PhotoReport, Severity, Use
from app.errors import MissingEnvironment
from app.i18n import LANGUAGES, Translator
from app.media.decoder import Decoder
from app.media.types import Pixels
from tests.helpers.faces import scene
from tests.helpers.images import encoded, picture
from tests.helpers.skin_tones import skin_tones

Check = Callable[..., PhotoReport]


def pixels(image: Image.Image) -> Pixels:
    return Pixels(image.width, image.height, image.tobytes())


def weakened(share: float) -> Image.Image:
    """The blobs faded into a plain wall: a score between the two thresholds."""
    return Image.blend(skin_tones(), scene(256, 256), share)


@pytest.mark.parametrize("use", list(Use))
def test_what_scores_high_blocks(check: Check, use: Use) -> None:
    report = check(skin_tones(600, 600), use, attachment=3)
    (finding,) = [finding for finding in report.findings if finding.rule == "photo.obscene"]
    assert (finding.severity, finding.clauses, finding.attachment) == (Severity.BLOCK, ("10.i",), 3)
    assert LIKELY <= finding.score <= 1
    assert finding.box is None
    assert "very likely" in finding.why.en
    assert "১০(ঝ)" in finding.why.bn
    assert "obscene" in report.checked


def test_what_scores_less_warns(check: Check, photo_detectors: Detectors) -> None:
    between = next(
        image
        for image in (weakened(step / 20) for step in range(20))
        if POSSIBLE <= photo_detectors.obscene.score(pixels(image)) < LIKELY - 0.02
    )
    (finding,) = check(between, Use.POST).findings
    assert (finding.rule, finding.severity) == ("photo.obscene", Severity.WARN)
    assert "possibly" in finding.why.en


def test_plain_pictures_and_people_score_low(photo_detectors: Detectors) -> None:
    for image in (picture(600, 400), scene(960, 540, [(300, 60, 400)]), Image.new("RGB", (1, 1))):
        assert photo_detectors.obscene.score(pixels(image)) < 0.3


def test_a_later_frame_is_looked_at(decoder: Decoder, photo_detectors: Detectors) -> None:
    data = encoded(scene(300, 300), "PNG", save_all=True, append_images=[skin_tones(300, 300)], duration=500)
    report = check_photo(decoder.inspect(data, "a.png"), "a.png", Use.POST, photo_detectors)
    (finding,) = [finding for finding in report.findings if finding.rule == "photo.obscene"]
    assert finding.frame == 1
    assert "0.5 seconds" in finding.why.en


def test_a_missing_or_changed_model_is_said(tmp_path: Path) -> None:
    changed = tmp_path / "changed.onnx"
    changed.write_bytes(b"not the weights")
    for model, key in (
        (tmp_path / "none.onnx", "media.no_obscene_detector"),
        (changed, "media.obscene_model_damaged"),
    ):
        with pytest.raises(MissingEnvironment) as caught:
            ObsceneScorer(model).score(pixels(picture()))
        assert caught.value.key == key
        assert all(Translator(language).refusal(caught.value) for language in LANGUAGES)
