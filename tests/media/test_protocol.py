from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.media.protocol import MAX_HEADER, MAX_PAYLOAD, ProtocolError, receive, send

headers = st.dictionaries(st.text(), st.integers() | st.text() | st.booleans() | st.none(), max_size=6)


def frame(header: dict[str, object], payload: bytes) -> bytes:
    stream = BytesIO()
    send(stream, header, payload)
    return stream.getvalue()


@given(st.lists(st.tuples(headers, st.binary()), max_size=4))
def test_frames_arrive_as_they_were_sent(frames: list[tuple[dict[str, object], bytes]]) -> None:
    stream = BytesIO(b"".join(frame(*each) for each in frames))
    assert [receive(stream) for _ in frames] == frames
    with pytest.raises(EOFError):
        receive(stream)


@given(headers, st.binary(min_size=1), st.data())
def test_a_frame_cut_off_is_broken_talk(
    header: dict[str, object], payload: bytes, data: st.DataObject
) -> None:
    whole = frame(header, payload)
    kept = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(ProtocolError):
        receive(BytesIO(whole[:kept]))


@given(st.binary(min_size=1))
def test_noise_is_broken_talk(noise: bytes) -> None:
    with pytest.raises(ProtocolError):
        receive(BytesIO(noise))


@pytest.mark.parametrize("lengths", [(MAX_HEADER + 1, 0), (2, MAX_PAYLOAD + 1)])
def test_no_side_can_make_the_other_wait_for_gigabytes(lengths: tuple[int, int]) -> None:
    start = b"".join(length.to_bytes(4) for length in lengths)
    with pytest.raises(ProtocolError, match="longer"):
        receive(BytesIO(start + b"{}"))


def test_a_header_must_be_an_object() -> None:
    with pytest.raises(ProtocolError, match="object"):
        receive(BytesIO((2).to_bytes(4) + bytes(4) + b"[]"))
