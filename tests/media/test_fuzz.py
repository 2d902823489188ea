"""A short run of `tests.helpers.fuzz`; `python -m tests.helpers.fuzz` is the long one."""

from __future__ import annotations

from app.media.decoder import Decoder
from tests.helpers.fuzz import SOUND, mutations, seeds, shown

ENDS = {
    "read",
    *(
        f"media.{end}"
        for end in (
            "not_image",
            "empty",
            "damaged",
            "too_many_pixels",
            "too_many_frames",
            "bomb",
            "no_heic",
            "decoder_died",
        )
    ),
}


def test_damaged_images_are_read_or_refused_and_the_program_stands(decoder: Decoder) -> None:
    ends = [shown(decoder, data) for data in mutations(seeds(), 400)]
    assert set(ends) <= ENDS
    assert {"read", "media.damaged"} <= set(ends), "damage of both kinds was tried"
    assert decoder.inspect(SOUND, "sound.jpg").facts.width == 64
