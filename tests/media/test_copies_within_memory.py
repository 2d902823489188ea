"""An image whose copy needs more memory than the decoder has gets a smaller one, and is not called broken."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from app.errors import Refusal
from app.media.decoder import Decoder
from app.media.types import CopyLimits
from tests.helpers.images import encoded, picture

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the kernel's own means")

# Enough to read what these tests make and too little to encode it: what 1.5 GB are to 50 megapixels.
_LITTLE = (
    "import app.media.limits as limits; limits.MEMORY = {} << 20; from app.media.worker import main; main()"
)
_WIDE, _HIGH = 3000, 2000


@pytest.fixture(scope="module", params=[120, 170])  # megabytes; with the fewer libaom dies of it
def narrow(request: pytest.FixtureRequest) -> Iterator[Decoder]:
    with Decoder(command=[sys.executable, "-c", _LITTLE.format(request.param)]) as decoder:
        yield decoder


def moving(frames: int) -> bytes:
    pictures = [Image.new("RGB", (_WIDE // 2, _HIGH // 2), (90 * number, 80, 20)) for number in range(frames)]
    return encoded(pictures[0], "AVIF", save_all=True, append_images=pictures[1:], duration=80, speed=10)


def test_a_still_is_copied_smaller_in_its_shape(narrow: Decoder, decoder: Decoder) -> None:
    data = encoded(picture(_WIDE, _HIGH), "AVIF", speed=10)
    assert narrow.inspect(data, "large.avif").facts.width == _WIDE
    copy = narrow.clean_copy(data, "large.avif")
    assert _WIDE // 3 <= copy.width < _WIDE
    assert copy.width * 2 == pytest.approx(copy.height * 3, abs=4)
    assert decoder.inspect(copy.data, "copy.avif").facts.width == copy.width
    assert decoder.clean_copy(data, "large.avif").width == _WIDE


def test_an_animation_is_copied_smaller_with_every_frame(narrow: Decoder) -> None:
    data = moving(frames=6)
    copy = narrow.clean_copy(data, "moving.avif")
    assert copy.width < _WIDE // 2
    assert Image.open(BytesIO(copy.data)).n_frames == 6


def test_what_cannot_be_copied_small_either_is_said_to_need_memory(narrow: Decoder) -> None:
    data = encoded(picture(_WIDE, _HIGH), "AVIF", speed=10)
    with pytest.raises(Refusal) as caught:
        narrow.blurred(data, [(10, 10, 200, 200)], "large.avif")  # never smaller: its regions are in pixels
    assert caught.value.key in ("media.no_memory", "media.decoder_died")
    assert narrow.clean_copy(encoded(picture(), "AVIF"), "small.avif").width == 64


def test_a_picture_longer_than_a_format_may_be_is_made_shorter_for_it(decoder: Decoder) -> None:
    wide = encoded(Image.effect_noise((65_600, 40), 90).convert("RGB"), "PNG")
    limits = CopyLimits(most_bytes=len(wide) // 2)
    copy = decoder.clean_copy(wide, "wide.png", limits)
    assert copy.width < 65_536
    assert limits.allow(copy.width, copy.height, len(copy.data))
