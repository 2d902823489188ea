"""Damaged videos and audio are read or refused, and the process serves the next one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refusal
from app.media import container
from app.media.clips import ClipDecoder
from app.media.formats import CLIPS
from tests.helpers.clip_fuzz import ENDS, SOUND, seeds, shown
from tests.helpers.fuzz import mutations
from tests.helpers.lots import examples


def test_damaged_clips_are_read_or_refused_and_the_program_stands() -> None:
    with ClipDecoder() as decoder:
        ends = [shown(decoder, data) for data in mutations(seeds(), 300)]
        assert set(ends) <= ENDS
        assert {"read", "media.clip.damaged"} <= set(ends), "damage of both kinds was tried"
        assert decoder.probe(SOUND, "sound.wav").facts.duration == 2_000


@examples(100)
@given(st.sampled_from(sorted(set(CLIPS) - {"WEBA"})), st.binary(max_size=400), st.sampled_from(seeds()))
def test_no_container_leads_astray(name: str, junk: bytes, whole: bytes) -> None:
    """Whatever stands in a file, its container is read or refused: no other error, no endless walk."""
    for data in (junk, whole[: len(junk)] + junk, whole[:40] + junk + whole[40:]):
        try:
            facts = container.read(name, data).facts
        except Refusal:
            continue
        assert facts.duration >= 0
