"""What the pictures of a video show is found with its time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from app.checks.photo.clip_explanations import clock
from app.checks.photo.clips import check_clip
from app.checks.photo.context import PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.types import Severity, Use
from app.media.clips import ClipDecoder
from tests.helpers import clips
from tests.helpers.faces import scene

EMPTY = scene(640, 480)
FACE = scene(640, 480, [(200, 100, 250)])


@pytest.fixture(scope="module")
def clip_decoder() -> Iterator[ClipDecoder]:
    with ClipDecoder() as decoder:
        yield decoder


def video(*scenes: tuple[Image.Image, int], ending: str = ".mp4") -> bytes:
    """Pictures, each shown for so many seconds."""
    pictures = [
        np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        for picture, seconds in scenes
        for _ in range(seconds * clips.FPS)
    ]
    return clips.video(ending, pictures)


def test_a_face_later_in_a_video_is_found_with_its_time(
    clip_decoder: ClipDecoder, photo_detectors: Detectors
) -> None:
    clip = clip_decoder.watch(video((EMPTY, 5), (FACE, 3)), "a.mp4")
    report = check_clip(clip, "a.mp4", Use.BANNER, photo_detectors, PhotoContext(attachment=1))
    (face,) = [finding for finding in report.findings if finding.rule == "photo.face"]
    assert (face.severity, face.attachment) == (Severity.BLOCK, 1)
    assert face.at is not None
    assert 5_000 <= face.at <= 5_300
    assert face.frame is not None
    assert 50 <= face.frame <= 53
    assert "০:০৫" in face.why.bn
    assert "At 0:05 of the video" in face.why.en
    assert face.box is not None
    assert 190 < face.box[0] < 320
    assert {"faces", "obscene", "metadata"} <= set(report.checked)


def test_of_a_video_as_banner_it_is_said_what_was_not_compared(
    clip_decoder: ClipDecoder, photo_detectors: Detectors
) -> None:
    clip = clip_decoder.watch(video((EMPTY, 2)), "a.mp4")

    def said(use: Use) -> dict[str, str]:
        return {
            entry.check: entry.reason.en
            for entry in check_clip(clip, "a.mp4", use, photo_detectors).not_checked
        }

    assert "is not known here" in said(Use.BANNER)["page-clip"]
    assert "page-clip" in said(Use.PROFILE)
    assert "platform-limits" not in said(Use.BANNER), "no account is missing for that"
    assert "page-clip" not in said(Use.POST)


def test_a_face_from_the_beginning_needs_no_time(
    clip_decoder: ClipDecoder, photo_detectors: Detectors
) -> None:
    clip = clip_decoder.watch(video((FACE, 3)), "a.mp4")
    report = check_clip(clip, "a.mp4", Use.BANNER, photo_detectors)
    (face,) = [finding for finding in report.findings if finding.rule == "photo.face"]
    assert (face.frame, face.at) == (None, None)


def test_a_messengers_name_tells_of_videos_too(clip_decoder: ClipDecoder, photo_detectors: Detectors) -> None:
    for name, data in (
        ("VID-20260101-WA0007.mp4", clips.phone_video()),
        ("PTT-20260101-WA0001.opus", clips.opus()),
    ):
        report = check_clip(clip_decoder.probe(data, name), name, Use.POST, photo_detectors)
        assert "photo.messenger-name" in [finding.rule for finding in report.findings]


def test_times_are_written_as_players_write_them() -> None:
    assert (clock(12_345).en, clock(12_345).bn) == ("0:12", "০:১২")
    assert clock(3_723_000).en == "1:02:03"
