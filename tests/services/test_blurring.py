"""A region blurred for publishing is a new version, whose image tells what it was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, Reply, State
from app.services.checking import draft_checks
from app.services.posts import archive, blurring, intake, publication, queue, review, verifying
from app.services.posts.views import DraftView, FormImage
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.faces import scene
from tests.helpers.images import camera_exif, encoded, picture
from tests.services.posts import CLEAN, form, write
from tests.services.refusals import refused

FACE = (100, 60, 120)  # where `scene` draws it: x, y, size
BOX = (90, 50, 150, 160)


def with_faces(desk: Desk, by: int) -> DraftView:
    """A checked draft of two images, the first with a bystander's face and a camera's marks."""
    street = encoded(scene(480, 360, [FACE]), "JPEG", quality=92, exif=camera_exif(gps=True))
    files = [IncomingFile("street.jpg", street), IncomingFile("field.png", encoded(picture(), "PNG"))]
    images = tuple(FormImage(alt=f"ছবি {n}", file=file) for n, file in enumerate(files))
    draft_id = intake.compose(desk, replace(form(CLEAN), images=images), by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def faces(draft: DraftView) -> list[str]:
    return [
        finding.rule for finding in draft.findings if "face" in finding.rule or "portrait" in finding.rule
    ]


def pixels(desk: Desk, sha256: str, longest: int = 480) -> Image.Image:
    shown = desk.decoder.preview(desk.blobs.read(sha256), longest)
    return Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)


def test_the_blurred_image_takes_the_place_of_the_other(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    before = with_faces(desk, me)
    assert faces(before)
    assert blurring.blur(desk, before.id, 0, [BOX], me) == 2
    after = queue.draft(desk, before.id)
    old, new = before.version.attachments[0], after.version.attachments[0]
    assert (new.origin_sha256, new.blurred) == (old.sha256, (BOX,))
    assert (new.original_name, new.alt, new.media_type) == (old.original_name, old.alt, old.media_type)
    assert after.version.attachments[1] == before.version.attachments[1]
    assert replace(after.version, attachments=()).text == before.version.text
    facts = desk.decoder.inspect(desk.blobs.read(new.sha256), new.original_name).facts
    assert (facts.camera, facts.has_gps) == ("", False)


def test_what_was_drawn_on_another_image_is_not_blurred_on_this(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    drawn_on = with_faces(desk, me).version.attachments[0].sha256
    draft = with_faces(desk, me)
    assert blurring.blur(desk, draft.id, 0, [BOX], me, drawn_on) == 2
    assert refused(blurring.blur, desk, draft.id, 0, [BOX], me, drawn_on) == "blurring.another_image"
    assert queue.draft(desk, draft.id).versions == 2


def test_the_checks_run_anew_and_the_face_is_gone(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    assert queue.draft(desk, draft.id).checks.state is CheckState.WAITING
    draft_checks.check_draft(desk, draft.id, Work())
    assert not faces(queue.draft(desk, draft.id))


def test_the_old_version_shows_the_old_image_for_ever(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    was = pixels(desk, draft.version.attachments[0].sha256)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    old = queue.version(desk, draft.id, 1).attachments[0]
    assert old == draft.version.attachments[0]
    assert pixels(desk, old.sha256).tobytes() == was.tobytes()


def test_blurring_again_starts_from_the_image_as_it_came(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    blurring.blur(desk, draft.id, 0, [(300, 200, 60, 60), BOX], me)
    image = queue.draft(desk, draft.id).version.attachments[0]
    assert image.origin_sha256 == draft.version.attachments[0].sha256
    assert image.blurred == (BOX, (300, 200, 60, 60))
    at_once = desk.decoder.blurred(desk.blobs.read(image.origin_sha256), image.blurred).data
    assert desk.blobs.read(image.sha256) == at_once


def test_the_original_can_be_taken_again(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    assert refused(blurring.use_original, desk, draft.id, 0, me) == "blurring.not_blurred"
    blurring.blur(desk, draft.id, 0, [BOX], me)
    assert blurring.use_original(desk, draft.id, 0, me) == 3
    assert queue.draft(desk, draft.id).version.attachments == draft.version.attachments


def test_an_edit_keeps_what_is_told_of_the_image(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    blurred = queue.draft(desk, draft.id).version
    intake.revise(desk, draft.id, replace(intake.form_of(blurred), text="নতুন লেখা"), me)
    assert queue.draft(desk, draft.id).version.attachments == blurred.attachments


def test_the_history_says_what_was_blurred_and_the_record_stays_sound(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    blurring.blur(desk, draft.id, 0, [BOX, (300, 200, 60, 60)], me)
    blurring.use_original(desk, draft.id, 0, me)
    told = [line for line in queue.history(desk, draft.id) if line.key in ("blurred", "original_used")]
    origin = draft.version.attachments[0].sha256[:8]
    assert [line.params for line in told] == [
        {"version": 2, "image": 1, "n": 2, "origin": origin},
        {"version": 3, "image": 1},
    ]
    assert {line.member for line in told} == {"Rahima"}
    assert audit(desk, Work()).ok


def test_an_approved_post_is_pending_again(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    for finding in draft.findings:
        review.answer(desk, finding.id, Reply.DISMISSED, "অনুমতি আছে", me)
    review.approve(desk, draft.id, draft.version.digest, me)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    after = queue.draft(desk, draft.id)
    assert after.state is State.PENDING
    assert after.decisions[-1].void_reason == "edited"


def test_the_archive_names_the_origin_and_does_not_hold_it(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    draft_checks.check_draft(desk, draft.id, Work())
    after = queue.draft(desk, draft.id)
    review.approve(desk, draft.id, after.version.digest, me)
    archive.export(desk, tmp_path / "out", by=me, work=Work())
    assert verifying.verify(tmp_path / "out", Work(), allow_unsigned=True).ok
    (told,) = (tmp_path / "out").glob("data/posts/*/decision.json")
    first, second = json.loads(told.read_text(encoding="utf-8"))["images"]
    origin = draft.version.attachments[0].sha256
    assert first["blurred_from"] == {"sha256": origin, "boxes": [list(BOX)]}
    assert "blurred_from" not in second
    kept = [hashlib.sha256(file.read_bytes()).hexdigest() for file in (tmp_path / "out").rglob("*.jpg")]
    assert origin not in kept
    assert after.version.attachments[0].sha256 in kept


def test_a_published_post_stays_as_it_went_out(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me, images=1)
    review.approve(desk, draft.id, draft.version.digest, me)
    at = queue.draft(desk, draft.id).decisions[-1].at
    publication.publish(desk, draft.id, "https://www.facebook.com/office/posts/1", at, me)
    assert refused(blurring.blur, desk, draft.id, 0, [(0, 0, 20, 20)], me) == "intake.published"
    assert refused(blurring.use_original, desk, draft.id, 0, me) == "intake.published"


@pytest.mark.parametrize(
    ("position", "boxes", "key"),
    [
        (0, [], "blurring.no_region"),
        (0, [(10, 10, 2, 60)], "blurring.no_region"),
        (0, [(1000, 1000, 60, 60)], "blurring.no_region"),
        (0, [(n, n, 40, 40) for n in range(201)], "blurring.too_many"),
        (2, [BOX], "blurring.no_image"),
    ],
)
def test_what_cannot_be_blurred_is_said_and_changes_nothing(
    desk: Desk,
    office_of_one: dict[str, int],
    position: int,
    boxes: list[tuple[int, int, int, int]],
    key: str,
) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    assert refused(blurring.blur, desk, draft.id, position, boxes, me) == key
    assert queue.draft(desk, draft.id) == draft


def test_the_same_region_twice_is_nothing_new(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    blurring.blur(desk, draft.id, 0, [BOX], me)
    assert refused(blurring.blur, desk, draft.id, 0, [BOX], me) == "blurring.no_region"


def test_who_left_cannot_blur(desk: Desk, office_of_one: dict[str, int]) -> None:
    draft = with_faces(desk, office_of_one["Rahima"])
    assert refused(blurring.blur, desk, draft.id, 0, [BOX], 99) == "office.no_member"


@pytest.mark.parametrize("longest", [480, 240])
def test_a_look_beforehand_shows_what_will_be_and_keeps_nothing(
    desk: Desk, office_of_one: dict[str, int], longest: int
) -> None:
    me = office_of_one["Rahima"]
    draft = with_faces(desk, me)
    looked = blurring.look(desk, draft.version.attachments[0], [BOX], longest)
    assert queue.draft(desk, draft.id) == draft
    blurring.blur(desk, draft.id, 0, [BOX], me)
    kept = pixels(desk, queue.draft(desk, draft.id).version.attachments[0].sha256, longest)
    shown = Image.frombytes("RGB", (looked.width, looked.height), looked.rgb)
    assert shown.size == kept.size
    off = ImageStat.Stat(ImageChops.difference(shown, kept)).mean
    assert max(off) < 3
