"""No check hears or watches: who approves a video or audio says that they did, and the record keeps it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import Outcome, State
from app.services.base.images import look_at, preview
from app.services.checking import draft_checks
from app.services.posts import approval, blurring, intake, queue, review, watching
from app.services.posts.archive import export
from app.services.posts.copies import save_copies
from app.services.posts.verifying import verify
from app.services.posts.views import DraftView, FormImage, PostForm
from app.services.record.audit import audit
from app.work import Work
from tests.helpers import clips
from tests.services.posts import CLEAN, form, write
from tests.services.refusals import refused

VIDEO = FormImage(alt="মাঠে শিশুদের খেলা", file=IncomingFile("khela.mp4", clips.phone_video()))
AUDIO = FormImage(alt="স্বাগত বক্তব্য", file=IncomingFile("bhashon.mp3", clips.mp3()))


def posted(desk: Desk, by: int, *images: FormImage, text: str = CLEAN) -> DraftView:
    post = PostForm(text=text, account_id=1, purpose="5.c", sources=("উপজেলা ভূমি অফিস",), images=images)
    draft_id = intake.compose(desk, post, by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def keys(desk: Desk, draft: DraftView, by: int) -> list[str]:
    return [obstacle.key for obstacle in approval.obstacles(desk, draft.id, by)]


def test_a_clip_is_kept_with_its_kind_and_length(desk: Desk, office_of_one: dict[str, int]) -> None:
    video, audio = posted(desk, office_of_one["Rahima"], VIDEO, AUDIO).version.attachments
    assert (video.media_type, video.width, video.height, video.duration) == ("video/mp4", 96, 64, 2_000)
    assert (audio.media_type, audio.width, audio.height, audio.duration) == ("audio/mpeg", 0, 0, 1_306)
    assert video.is_clip
    assert video.has_picture
    assert audio.is_clip
    assert not audio.has_picture


def test_approval_waits_until_every_clip_was_watched_by_the_approver(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = posted(desk, me, VIDEO, *form(images=1).images, AUDIO)
    (obstacle,) = approval.obstacles(desk, draft.id, me)
    assert (obstacle.key, obstacle.params) == ("unwatched", {"n": 2})
    assert refused(review.approve, desk, draft.id, draft.version.digest, me) == "review.cannot.unwatched"
    watching.watch(desk, draft.id, 0, me)
    assert keys(desk, draft, me) == ["unwatched"]
    watching.watch(desk, draft.id, 2, me)
    assert review.approve(desk, draft.id, draft.version.digest, me) is State.APPROVED
    assert [line.key for line in queue.history(desk, draft.id)][-3:] == [
        "watched",
        "watched_audio",
        "approve",
    ]
    assert audit(desk, Work()).ok


def test_each_approver_of_a_team_watches_for_themselves(desk: Desk, team: dict[str, int]) -> None:
    draft = posted(desk, team["Jamal"], VIDEO)
    watching.watch(desk, draft.id, 0, team["Rahima"])
    assert keys(desk, draft, team["Rahima"]) == []
    assert keys(desk, draft, team["Karim"]) == ["unwatched"]
    (clip,) = queue.draft(desk, draft.id).version.attachments
    assert [said.member for said in clip.watched] == ["Rahima"]
    assert clip.watched_by(team["Rahima"])
    assert not clip.watched_by(team["Karim"])


def test_a_drafter_cannot_say_it(desk: Desk, team: dict[str, int]) -> None:
    draft = posted(desk, team["Jamal"], VIDEO)
    assert refused(watching.watch, desk, draft.id, 0, team["Jamal"]) == "review.drafter_cannot"


def test_it_holds_for_the_same_bytes_in_a_later_version_and_no_others(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = posted(desk, me, VIDEO)
    watching.watch(desk, draft.id, 0, me)
    kept = FormImage(alt="অন্য বর্ণনা", sha256=draft.version.attachments[0].sha256)
    form_ = PostForm(text=CLEAN, account_id=1, purpose="5.c", sources=("ক",), images=(kept,))
    intake.revise(desk, draft.id, form_, me)
    draft_checks.check_draft(desk, draft.id, Work())
    assert keys(desk, draft, me) == []
    assert queue.draft(desk, draft.id).version.attachments[0].watched_by(me)
    other = FormImage(alt="", file=IncomingFile("other.avi", clips.video(".avi")))
    intake.revise(desk, draft.id, PostForm(CLEAN, account_id=1, purpose="5.c", images=(kept, other)), me)
    draft_checks.check_draft(desk, draft.id, Work())
    assert [o.params for o in approval.obstacles(desk, draft.id, me)] == [{"n": 1}]
    assert keys(desk, posted(desk, me, VIDEO, text=CLEAN + "!"), me) == ["unwatched"], "another draft's own"


def test_it_can_be_taken_back_and_both_stay_in_the_record(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = posted(desk, me, AUDIO)
    watching.watch(desk, draft.id, 0, me)
    watching.watch(desk, draft.id, 0, me)
    watching.take_back(desk, draft.id, 0, me)
    watching.take_back(desk, draft.id, 0, me)
    assert keys(desk, draft, me) == ["unwatched"]
    assert [line.key for line in queue.history(desk, draft.id)][-2:] == ["watched_audio", "unwatched_audio"]
    assert audit(desk, Work()).ok


def test_a_clip_of_a_returned_draft_can_be_watched(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = posted(desk, me, AUDIO)
    review.send_back(desk, draft.id, "সূত্র যোগ করুন", me)
    watching.watch(desk, draft.id, 0, me)
    watching.take_back(desk, draft.id, 0, me)
    assert [line.key for line in queue.history(desk, draft.id)][-2:] == ["watched_audio", "unwatched_audio"]


def test_what_is_no_clip_or_no_longer_open_is_refused(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, images=1)
    assert refused(watching.watch, desk, draft.id, 0, me) == "review.no_clip"
    assert refused(watching.watch, desk, draft.id, 5, me) == "review.no_clip"
    assert refused(watching.watch, desk, 99, 0, me) == "queue.no_draft"
    review.approve(desk, draft.id, draft.version.digest, me)
    assert refused(watching.watch, desk, draft.id, 0, me) == "review.decided"


def test_no_part_of_a_clip_is_blurred(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = posted(desk, me, VIDEO)
    assert refused(blurring.blur, desk, draft.id, 0, [(0, 0, 40, 40)], me) == "blurring.no_image"


def test_the_checks_say_what_they_did_not_see_or_hear(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    nobody_can_read = FormImage(alt="ক", file=IncomingFile("old.avi", clips.with_unknown_codec()))
    draft = posted(desk, me, VIDEO, AUDIO, nobody_can_read)
    said = [(entry.check, entry.reason.en) for entry in draft.checks.not_checked if entry.check != "ocr"]
    told = {check for check, _ in said}
    assert {"between-pictures", "sound", "video"} <= told
    assert sum(check == "sound" for check, _ in said) == 2, "of each clip its own"
    assert any("khela.mp4" in reason for _, reason in said)
    assert not draft.version.attachments[2].has_picture
    assert approval.obstacles(desk, draft.id, me)[0].params == {"n": 3}


def test_findings_on_the_file_and_its_description(desk: Desk, office_of_one: dict[str, int]) -> None:
    appeal = FormImage(alt="নৌকা মার্কায় ভোট দিন", file=VIDEO.file)
    draft = posted(desk, office_of_one["Rahima"], appeal, FormImage(alt="", file=AUDIO.file))
    by_rule = {(finding.rule, finding.attachment): finding for finding in draft.findings}
    assert "recorded" in by_rule["photo.gps", 0].why.en
    assert ("photo.kept-as-is", 1) in by_rule
    assert ("photo.kept-as-is", 0) not in by_rule
    assert by_rule["photo.no-alt-text", 1].title.en == "No description"
    assert any(f.attachment == 0 and "description of “khela.mp4”" in f.why.en for f in draft.findings)


def test_a_rejected_clip_is_known_when_it_comes_again(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    review.reject(desk, posted(desk, me, AUDIO).id, "কণ্ঠটি আমাদের নয়", me)
    again = posted(desk, me, AUDIO, text=CLEAN + " আবার")
    assert "photo.known-rejected" in [finding.rule for finding in again.findings]


@pytest.mark.parametrize("zipped", [False, True])
def test_clips_come_in_folders_zips_and_calendars(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, zipped: bool
) -> None:
    files = {
        "posts/1/text.txt": CLEAN.encode(),
        "posts/1/khela.mp4": clips.phone_video(),
        "posts/2/voice.opus": clips.opus(),
        "posts/3/plan.csv": "লেখা,ভিডিও,বিকল্প লেখা\nআজকের সভা,sobha.webm,সভার ভিডিও\n".encode(),
        "posts/3/sobha.webm": clips.video(".webm"),
    }
    target = tmp_path / "posts.zip" if zipped else tmp_path / "posts"
    if zipped:
        stream = io.BytesIO()
        with ZipFile(stream, "w") as archive:
            for name, data in files.items():
                archive.writestr(name.removeprefix("posts/"), data)
        target.write_bytes(stream.getvalue())
    else:
        for name, data in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
    lines = intake.take_in(desk, [target], office_of_one["Rahima"], Work())
    assert [line.outcome for line in lines] == [Outcome.TAKEN] * 3, lines
    kinds = {
        kept.media_type: kept.alt
        for line in lines
        for kept in queue.draft(desk, line.draft_id or 0).version.attachments
    }
    assert kinds == {"video/mp4": "", "audio/ogg": "", "video/webm": "সভার ভিডিও"}


def test_a_damaged_clip_refuses_its_post_in_one_sentence(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    (tmp_path / "cut.mp4").write_bytes(clips.phone_video()[:4_000])
    (tmp_path / "notes.mp3").write_bytes(b"not sound at all")
    lines = intake.take_in(desk, [tmp_path / "cut.mp4", tmp_path / "notes.mp3"], None, Work())
    assert [line.reason.key for line in lines if line.reason] == ["media.clip.damaged", "media.clip.not_clip"]


def test_a_clip_goes_into_the_archive_and_out_without_its_position(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = posted(desk, me, VIDEO, AUDIO)
    for position in (0, 1):
        watching.watch(desk, draft.id, position, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    out = tmp_path / "archive"
    export(desk, out, by=me, work=Work())
    verification = verify(out, Work(), allow_unsigned=True)
    assert verification.ok, verification.problems
    (post,) = (out / "data" / "posts").iterdir()
    assert (post / "original" / "01.mp4").read_bytes() == clips.phone_video()
    assert b"earth" not in (post / "publish" / "01.mp4").read_bytes()
    assert (post / "publish" / "02.mp3").read_bytes() == clips.mp3()
    images = json.loads((post / "decision.json").read_bytes())["images"]
    assert [image["duration"] for image in images] == [2_000, 1_306]
    assert [said["member"] for image in images for said in image["watched"]] == ["Rahima"] * 2
    attachments = json.loads((post / "post.json").read_bytes())["attachment"]
    assert [kept["type"] for kept in attachments] == ["Video", "Audio"]
    assert attachments[0]["duration"] == "PT2.000S"
    assert "width" not in attachments[1]
    page = (out / "data" / "index.html").read_text("utf-8")
    assert "<video src=" in page
    assert "<audio src=" in page
    assert "media-src" in page
    copies = save_copies(desk, draft.id, tmp_path / "copies", me, Work())
    assert [saved.name for saved in copies.files][:2] == ["01.mp4", "02.mp3"]


def test_pictures_of_a_video_are_shown_at_a_time(desk: Desk, office_of_one: dict[str, int]) -> None:
    data = clips.video()
    draft = posted(desk, office_of_one["Rahima"], FormImage(alt="ক", file=IncomingFile("a.mp4", data)))
    (kept,) = draft.version.attachments
    first, later = (preview(desk, kept.sha256, 96, at) for at in (0, 2_500))
    assert (first.width, first.height) == (later.width, later.height) == (96, 64)
    assert first.rgb != later.rgb
    assert look_at(desk, data, "a.mp4", 48).small is not None
