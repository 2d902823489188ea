"""Frames of an animation, handed out for the eye."""

from __future__ import annotations

import pytest
from PIL import Image

from app.media import decoder_output
from app.media.decoder import Decoder
from app.media.protocol import ProtocolError
from app.media.types import MOST_SHOWN
from tests.helpers.images import MOVING, animation, encoded, picture


@pytest.mark.parametrize("format", MOVING)
def test_frames_come_from_where_one_asks_with_their_time(decoder: Decoder, format: str) -> None:
    part = decoder.film(animation(format, frames=6), 2, longest=40, count=3)
    assert part.frames == 6
    assert [frame.number for frame in part.shown] == [2, 3, 4]
    assert {frame.duration for frame in part.shown} == {80}
    shown = Image.frombytes("RGB", (40, 30), part.shown[0].picture.rgb)
    assert abs(shown.getpixel((20, 15))[0] - 74) < 10


def test_past_the_end_is_the_last_frame(decoder: Decoder) -> None:
    (frame,) = decoder.film(animation("PNG", frames=3), 40, longest=40).shown
    assert frame.number == 2


def test_no_more_are_handed_out_than_the_window_keeps(decoder: Decoder) -> None:
    part = decoder.film(animation("WEBP", frames=60), 0, longest=40, count=60)
    assert (part.frames, len(part.shown)) == (60, MOST_SHOWN)


def test_a_picture_that_does_not_move_is_one_frame(decoder: Decoder) -> None:
    part = decoder.film(encoded(picture(), "JPEG"), 0, longest=32)
    assert (part.frames, len(part.shown)) == (1, 1)
    assert part.shown[0].picture.width == 32


@pytest.mark.parametrize(
    ("told", "size"),
    [
        ([[0, 80], [2, 80]], 48),
        ([[0, 80]], 23),
        ([[3, 80]], 24),
        ([[0, -1]], 24),
        ([], 24),
        (None, 24),
        ([7], 24),
    ],
)
def test_an_answer_that_contradicts_itself_is_not_believed(told: object, size: int) -> None:
    header = {"frames": 3, "width": 4, "height": 2, "shown": told}
    with pytest.raises(ProtocolError):
        decoder_output.film(header, bytes(size))
