"""Videos are recognised by their bytes and looked through in the confined process; sound is never decoded."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import numpy as np
import pytest

from app.errors import Refusal
from app.media import container
from app.media.clips import ClipDecoder
from app.media.decoder import Decoder
from app.media.formats import CLIPS, FORMATS, recognise, recognise_any
from app.media.types import MOST_PICTURES
from tests.helpers import clips, images


@pytest.fixture(scope="module")
def clip_decoder() -> Iterator[ClipDecoder]:
    with ClipDecoder() as decoder:
        yield decoder


SOUNDS = {
    "a.wav": (clips.wav(), "audio/wav", 2_000),
    "a.mp3": (clips.mp3(), "audio/mpeg", 1_306),
    "a.aac": (clips.aac(), "audio/aac", 853),
    "a.flac": (clips.flac(), "audio/flac", 3_000),
    "a.opus": (clips.opus(), "audio/ogg", 3_000),
    "a.m4a": (clips.m4a(), "audio/mp4", 2_000),
}


@pytest.mark.parametrize("ending", clips.ENCODERS)
def test_a_video_of_each_kind_is_looked_through(clip_decoder: ClipDecoder, ending: str) -> None:
    data = clips.video(ending)
    clip = clip_decoder.watch(data, f"a{ending}")
    assert clip.facts.media_type.startswith("video/")
    assert (clip.facts.width, clip.facts.height) == (96, 64)
    assert abs(clip.facts.duration - 3_000) <= 200
    assert not clip.facts.sound
    assert clip.whole
    assert clip.pictures[0].number == clip.pictures[0].at == 0
    times = [frame.at for frame in clip.pictures]
    assert any(900 <= at <= 1_300 for at in times), "the second scene"
    assert any(1_900 <= at <= 2_300 for at in times), "the third scene"
    assert clip.inspection is not None
    assert len(clip.inspection.later) == len(clip.pictures) - 1


def test_a_phones_video_tells_of_its_position_and_sound(clip_decoder: ClipDecoder) -> None:
    facts = clip_decoder.probe(clips.phone_video(), "VID_20260101.mp4").facts
    assert (facts.format, facts.duration, facts.sound, facts.has_gps) == ("MP4", 2_000, True, True)


def test_a_camera_and_a_position_are_read_as_phones_write_them(clip_decoder: ClipDecoder) -> None:
    plain = clips.video()
    apple = clips.apple_keys(
        {
            "com.apple.quicktime.make": "Apple",
            "com.apple.quicktime.model": "iPhone 12",
            "com.apple.quicktime.location.ISO6709": "+23.72+090.40/",
        }
    )
    old = clips.box(b"udta", clips.box(b"\xa9mak", b"\0\5\0\0Nokia") + clips.box(b"\xa9xyz", b"\0\4\0\0+23/"))
    for told, camera in ((apple, "Apple iPhone 12"), (old, "Nokia")):
        data = clips.with_boxes(plain, told)
        facts = clip_decoder.probe(data, "a.mp4").facts
        assert (facts.camera, facts.has_gps, facts.camera_track) == (camera, True, False)
        bare = clip_decoder.bare_copy(data, "a.mp4").data
        assert b"+23" not in bare
        assert camera.split()[-1].encode() not in bare
    assert not clip_decoder.probe(plain, "a.mp4").facts.has_gps


def test_a_cameras_own_track_is_told_because_no_copy_leaves_it_out(clip_decoder: ClipDecoder) -> None:
    data = clips.with_boxes(clips.video(), clips.camera_track())
    assert clip_decoder.probe(data, "a.mp4").facts.camera_track
    assert clip_decoder.probe(clip_decoder.bare_copy(data, "a.mp4").data, "a.mp4").facts.camera_track


def test_the_day_it_was_recorded_is_read_and_blanked(clip_decoder: ClipDecoder) -> None:
    data = bytearray(clips.video())
    made = data.index(b"mvhd") + 8
    moment = datetime(2024, 3, 5, 10, 11, 12, tzinfo=UTC) - datetime(1904, 1, 1, tzinfo=UTC)
    data[made : made + 4] = round(moment.total_seconds()).to_bytes(4)
    assert clip_decoder.probe(bytes(data), "a.mp4").facts.taken_at == "2024:03:05 10:11:12"
    copy = clip_decoder.bare_copy(bytes(data), "a.mp4").data
    assert clip_decoder.probe(copy, "a.mp4").facts.taken_at == ""


def test_a_video_held_on_its_side_is_upright(clip_decoder: ClipDecoder) -> None:
    clip = clip_decoder.probe(clips.turned(clips.video()), "a.mp4")
    assert (clip.facts.width, clip.facts.height) == (64, 96)
    assert (clip.pictures[0].small.width, clip.pictures[0].small.height) == (64, 96)


def test_a_picture_is_the_one_shown_at_its_time(clip_decoder: ClipDecoder) -> None:
    data = clips.video()
    for frame in clip_decoder.watch(data, "a.mp4", 96).pictures:
        again = clip_decoder.picture(data, frame.at, 96, "a.mp4")
        one, other = (np.frombuffer(rgb, np.uint8).astype(int) for rgb in (frame.small.rgb, again.rgb))
        assert np.abs(one - other).mean() < 2, frame.at


def test_a_still_video_is_looked_at_every_two_seconds_all_the_same(clip_decoder: ClipDecoder) -> None:
    clip = clip_decoder.watch(clips.video(pictures=clips.colours(1, 9)), "a.mp4")
    assert clip.every == 2_000
    assert [round(frame.at, -3) for frame in clip.pictures] == [0, 2_000, 4_000, 6_000, 8_000]


def test_a_video_that_says_it_is_long_is_looked_at_as_far_as_it_goes(clip_decoder: ClipDecoder) -> None:
    """Too long to be decoded whole, it is looked at in leaps; what they do not reach is told."""
    data = bytearray(clips.video(".avi", clips.colours(3, size=(400, 300))))
    told = (60_000).to_bytes(4, "little")
    header, stream = data.index(b"avih") + 8, data.index(b"strh") + 8
    data[header + 16 : header + 20] = data[stream + 32 : stream + 36] = told
    clip = clip_decoder.watch(bytes(data), "a.avi")
    assert clip.facts.duration == 6_000_000
    assert len(clip.pictures) >= 1
    assert not clip.whole


def test_of_a_restless_video_the_most_different_pictures_are_kept(clip_decoder: ClipDecoder) -> None:
    chance = np.random.default_rng(1971)
    restless = [chance.integers(0, 255, (64, 96, 3), np.uint8) for _ in range(400)]
    clip = clip_decoder.watch(clips.video(".avi", restless), "a.avi")
    assert len(clip.pictures) == MOST_PICTURES
    gaps = [b.at - a.at for a, b in zip(clip.pictures, clip.pictures[1:], strict=False)]
    assert max(gaps) <= clip.every + 250
    assert clip.whole


@pytest.mark.parametrize("name", SOUNDS)
def test_sound_is_recognised_measured_and_left_alone(clip_decoder: ClipDecoder, name: str) -> None:
    data, media_type, duration = SOUNDS[name]
    clip = clip_decoder.probe(data, name)
    assert (clip.facts.media_type, clip.facts.duration) == (media_type, duration)
    assert clip.facts.sound
    assert (clip.facts.width, clip.facts.height, clip.pictures) == (0, 0, ())
    assert clip.inspection is None


def test_a_video_in_a_codec_nobody_has_is_known_without_pictures(clip_decoder: ClipDecoder) -> None:
    clip = clip_decoder.watch(clips.with_unknown_codec(), "a.avi")
    assert (clip.facts.media_type, clip.facts.width, clip.pictures) == ("video/vnd.avi", 0, ())
    assert clip.facts.duration == 3_000


@pytest.mark.parametrize("ending", clips.ENCODERS)
def test_a_video_cut_short_is_refused(clip_decoder: ClipDecoder, ending: str) -> None:
    data = clips.video(ending)
    with pytest.raises(Refusal) as caught:
        clip_decoder.probe(data[: len(data) * 2 // 3], f"a{ending}")
    assert caught.value.key == "media.clip.damaged"
    assert caught.value.params["name"] == f"a{ending}"


def test_a_video_that_breaks_the_process_half_way_is_known_by_its_first_picture() -> None:
    dies_when_it_watches = (
        sys.executable,
        "-I",
        "-c",
        "import os\n"
        "from app.media import clip_worker\n"
        "do = clip_worker._do\n"
        "clip_worker._do = lambda header, data: os.abort() if header['do'] == 'watch' else do(header, data)\n"
        "clip_worker.main()",
    )
    with ClipDecoder(command=dies_when_it_watches) as decoder:
        clip = decoder.watch(clips.video(), "a.mp4")
        assert len(clip.pictures) == 1
        assert not clip.whole
        assert decoder.probe(clips.wav(), "a.wav").facts.duration == 2_000, "the next one is read"


def test_a_video_longer_than_a_person_can_watch_is_refused() -> None:
    data = bytearray(clips.video())
    header = data.index(b"mvhd") + 4
    scale = int.from_bytes(data[header + 12 : header + 16])
    data[header + 16 : header + 20] = (4 * 3_600 * scale).to_bytes(4)
    with pytest.raises(Refusal) as caught:
        container.read("MP4", bytes(data))
    assert caught.value.key == "media.clip.too_long"


@pytest.mark.parametrize(
    ("name", "data"), [("a.jpg", clips.video()), ("a.mp4", clips.wav()), ("a.mp3", clips.phone_video())]
)
def test_a_name_that_promises_another_kind_is_refused(
    clip_decoder: ClipDecoder, name: str, data: bytes
) -> None:
    with pytest.raises(Refusal) as caught:
        clip_decoder.probe(data, name)
    assert caught.value.key == "media.wrong_type"


def test_an_image_named_as_a_video_is_refused(decoder: Decoder) -> None:
    with pytest.raises(Refusal) as caught:
        decoder.inspect(images.encoded(images.picture(), "JPEG"), "a.mp4")
    assert caught.value.key == "media.wrong_type"


def test_names_of_one_family_may_be_mixed_up(clip_decoder: ClipDecoder) -> None:
    assert clip_decoder.probe(clips.phone_video(), "IMG_1.MOV").facts.format == "MP4"
    assert clip_decoder.probe(clips.m4a(), "voice.mp4").facts.format == "M4A"


def test_images_and_clips_are_never_taken_for_each_other() -> None:
    for format, ending in images.EXTENSIONS.items():
        found = recognise_any(images.encoded(images.picture(), format))
        assert found is not None, ending
        assert found.name in FORMATS
    for ending in clips.ENCODERS:
        data = clips.video(ending)
        assert recognise(data) is None
        found = recognise_any(data)
        assert found is not None, ending
        assert found.name in CLIPS


def test_the_bare_copy_has_the_same_pictures_and_nothing_told(clip_decoder: ClipDecoder) -> None:
    data = clips.phone_video()
    assert b"earth" in data, "where its position is written"
    copy = clip_decoder.bare_copy(data, "a.mp4")
    assert (copy.extension, copy.media_type) == (".mp4", "video/mp4")
    assert b"earth" not in copy.data
    assert b"Lavf" not in copy.data, "the program that wrote it"
    assert not clip_decoder.probe(copy.data, "a.mp4").facts.has_gps
    before, after = (clip_decoder.watch(each, "a.mp4", 96).pictures for each in (data, copy.data))
    assert before == after


def test_other_formats_are_published_as_they_are(clip_decoder: ClipDecoder) -> None:
    for ending in (".avi", ".webm"):
        data = clips.video(ending)
        assert clip_decoder.bare_copy(data, f"a{ending}").data == data


def test_what_no_check_reads_is_no_clip(clip_decoder: ClipDecoder) -> None:
    for data in (b"", b"hello", images.encoded(images.picture(), "PNG")):
        with pytest.raises(Refusal) as caught:
            clip_decoder.probe(data, "a")
        assert caught.value.key == ("media.clip.not_clip" if data else "media.empty")
