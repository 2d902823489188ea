"""What is taken out of the window for publishing: fit for the platform, recorded, never over anything."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.media.decoder import Decoder
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.base.lazy import Lazy
from app.services.checking import draft_checks
from app.services.office import accounts
from app.services.office.views import AccountForm
from app.services.posts import archive, intake, queue, review, verifying
from app.services.posts.copies import free_name, save_copies
from app.services.posts.views import FormImage, PostForm
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.images import animation, camera_exif, encoded, picture
from tests.services.by_hand import change_image
from tests.services.posts import CLEAN, write
from tests.services.refusals import refused

LARGE = encoded(Image.new("RGB", (5000, 4000), "white"), "PNG", compress_level=1)
X = 2  # the account of X in the office of the tests, whose longest image side is 8192


def approved(desk: Desk, me: int, *files: tuple[str, bytes, str], account: int = 1, use: str = "post") -> int:
    """A draft with these images (name, bytes, alt text), approved."""
    images = tuple(FormImage(alt=alt, file=IncomingFile(name, data, "")) for name, data, alt in files)
    form = PostForm(CLEAN, use, account, "5.c", ("উপজেলা ভূমি অফিস",), images=images)
    draft_id = intake.compose(desk, form, me)
    draft_checks.check_draft(desk, draft_id, Work())
    draft = queue.draft(desk, draft_id)
    assert review.approve(desk, draft_id, draft.version.digest, me) is State.APPROVED
    return draft_id


def opened(file: Path) -> Image.Image:
    return Image.open(BytesIO(file.read_bytes()))


def test_text_images_and_alt_texts_are_saved(desk: Desk, me: int, tmp_path: Path) -> None:
    photo = encoded(picture(300, 200), "JPEG", exif=camera_exif(make="Rahima Khatun", gps=True))
    draft_id = approved(desk, me, ("a.jpg", photo, "বিদ্যালয়ের\nমাঠ"), ("b.png", encoded(picture(), "PNG"), ""))
    out = tmp_path / "copies"
    report = save_copies(desk, draft_id, out, me, Work())
    assert sorted(file.name for file in out.iterdir()) == ["01.jpg", "02.png", "alt-texts.txt", "text.txt"]
    assert (out / "text.txt").read_text("utf-8") == CLEAN
    assert (out / "alt-texts.txt").read_text("utf-8") == "01.jpg: বিদ্যালয়ের মাঠ\n"
    assert b"Rahima" not in (out / "01.jpg").read_bytes()
    for saved in report.files:
        data = (out / saved.name).read_bytes()
        assert (saved.sha256, saved.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert [saved.image for saved in report.files] == [0, 1, None, None]
    assert report.outsized == ()


def test_who_took_which_files_stands_in_the_record(desk: Desk, me: int, tmp_path: Path) -> None:
    draft_id = approved(desk, me, ("a.png", encoded(picture(), "PNG"), "মাঠ"))
    report = save_copies(desk, draft_id, tmp_path / "out.zip", me, Work())
    with desk.store.read():
        event = Event.select().order_by(Event.id.desc()).first()
    assert (event.kind, event.member, event.draft) == ("draft.copies_saved", me, draft_id)
    assert event.body["files"] == {saved.name: saved.sha256 for saved in report.files}
    assert event.body["version"] == 1
    assert event.body["digest"] == queue.draft(desk, draft_id).version.digest
    told = queue.history(desk, draft_id)[-1]
    assert (told.key, told.member, told.params) == ("copies_saved", "Rahima", {"version": 1, "n": 3})
    assert audit(desk, Work()).ok
    with ZipFile(tmp_path / "out.zip") as packed:
        assert {Path(name).name for name in packed.namelist()} == set(event.body["files"])


def test_only_what_is_approved_goes_out(desk: Desk, me: int, tmp_path: Path) -> None:
    draft = write(desk, me, images=1)
    out = tmp_path / "out"
    assert refused(save_copies, desk, draft.id, out, me, Work()) == "copies.not_approved"
    review.approve(desk, draft.id, draft.version.digest, me)
    assert refused(save_copies, desk, draft.id, out, 99, Work()) == "office.no_member"
    assert refused(save_copies, desk, 99, out, me, Work()) == "queue.no_draft"
    assert list(tmp_path.glob("*out*")) == []


def test_nothing_is_overwritten_and_a_free_name_is_found(desk: Desk, me: int, tmp_path: Path) -> None:
    draft_id = approved(desk, me)
    out = free_name(tmp_path, draft_id)
    save_copies(desk, draft_id, out, me, Work())
    (out / "text.txt").write_text("changed by hand", encoding="utf-8")
    events = _events(desk)
    assert refused(save_copies, desk, draft_id, out, me, Work()) == "archive.exists"
    assert (out / "text.txt").read_text("utf-8") == "changed by hand"
    assert _events(desk) == events
    assert free_name(tmp_path, draft_id).name == f"{out.name}-2"


def test_copies_are_within_what_the_platform_takes(desk: Desk, me: int, tmp_path: Path) -> None:
    wide = encoded(picture(8400, 40), "PNG")
    for account, width in ((1, 8400), (X, 8192)):
        draft_id = approved(desk, me, ("wide.png", wide, "মানচিত্র"), account=account)
        report = save_copies(desk, draft_id, tmp_path / str(account), me, Work())
        assert opened(tmp_path / str(account) / "01.png").width == width
        assert report.outsized == ()


def test_a_profile_picture_is_not_held_to_what_posts_may_have(desk: Desk, me: int, tmp_path: Path) -> None:
    wide = encoded(picture(8400, 40), "PNG")
    draft_id = approved(desk, me, ("wide.png", wide, "মানচিত্র"), account=X, use="profile")
    save_copies(desk, draft_id, tmp_path / "out", me, Work())
    assert opened(tmp_path / "out" / "01.png").width == 8400


def test_an_animation_too_large_is_copied_in_full_and_named(desk: Desk, me: int, tmp_path: Path) -> None:
    long = animation("GIF", frames=2, size=(8400, 20))
    draft_id = approved(desk, me, ("long.gif", long, "চলমান"), account=X)
    report = save_copies(desk, draft_id, tmp_path / "out", me, Work())
    assert report.outsized == ("long.gif",)
    assert opened(tmp_path / "out" / "01.gif").n_frames == 2
    exported = archive.export(desk, tmp_path / "archive", work=Work())
    assert exported.outsized == ("long.gif",)


# Enough memory for the images of the other tests, too little to read a large one.
_LITTLE = (
    "import app.media.limits as limits; limits.MEMORY = 48 << 20; from app.media.worker import main; main()"
)


@pytest.fixture
def little(desk: Desk) -> Iterator[Desk]:
    """The desk on a computer on which no copy of a large image can be made."""
    with Decoder(command=[sys.executable, "-c", _LITTLE]) as decoder:
        yield replace(desk, lazy_decoder=Lazy(lambda: decoder))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the kernel's own means")
def test_an_image_that_cannot_be_copied_costs_no_other_post_its_archive(
    desk: Desk, little: Desk, me: int, tmp_path: Path
) -> None:
    large = approved(desk, me, ("a.png", encoded(picture(), "PNG"), ""), ("map.png", LARGE, "মানচিত্র"))
    small = approved(desk, me, ("b.png", encoded(picture(), "PNG"), "মাঠ"))
    report = archive.export(little, tmp_path / "archive", work=Work())
    assert [(left.draft_id, left.image, left.reason.key) for left in report.left_out] == [
        (large, "map.png", "media.no_memory")
    ]
    assert report.posts == 1
    assert verifying.verify(tmp_path / "archive", Work(), allow_unsigned=True).ok
    [decision] = (tmp_path / "archive").rglob("decision.json")
    assert json.loads(decision.read_text("utf-8"))["draft"] == small
    with desk.store.read():
        event = Event.select().order_by(Event.id.desc()).first()
    assert (event.kind, event.body["posts"]) == ("archive.exported", 1)
    assert event.body["left_out"] == [{"draft": large, "image": "map.png"}]
    assert queue.draft(desk, large).state is State.APPROVED
    assert audit(desk, Work()).ok


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by the kernel's own means")
def test_where_nothing_can_be_copied_it_is_said_of_which_image(
    desk: Desk, little: Desk, me: int, tmp_path: Path
) -> None:
    draft_id = approved(desk, me, ("map.png", LARGE, "মানচিত্র"))
    with pytest.raises(Refusal) as caught:
        archive.export(little, tmp_path / "archive", work=Work())
    assert (caught.value.key, caught.value.params) == (
        "archive.no_copy",
        {"draft": draft_id, "name": "map.png"},
    )
    assert refused(save_copies, little, draft_id, tmp_path / "copies", me, Work()) == "media.no_memory"
    assert list(tmp_path.glob("*archive*")) == list(tmp_path.glob("*copies*")) == []


def test_a_file_exchanged_behind_the_approval_is_said_to_be_that(desk: Desk, me: int, tmp_path: Path) -> None:
    """Not to be an image that is too large: whoever makes a new version would never learn of it."""
    draft_id = approved(desk, me, ("a.png", encoded(picture(), "PNG"), "মাঠ"))
    sha256 = queue.draft(desk, draft_id).version.attachments[0].sha256
    change_image(desk, sha256, encoded(picture(20, 20), "PNG"))
    assert refused(archive.export, desk, tmp_path / "archive", work=Work()) == "blobs.changed"
    approved(desk, me, ("b.png", encoded(picture(40, 40), "PNG"), "মাঠ"))
    report = archive.export(desk, tmp_path / "archive", work=Work())
    assert [(left.draft_id, left.sentence) for left in report.left_out] == [
        (draft_id, "export.left_out_differs")
    ]


def test_the_archive_keeps_the_original_beside_the_smaller_copy(desk: Desk, me: int, tmp_path: Path) -> None:
    wide = encoded(picture(8400, 40), "PNG")
    approved(desk, me, ("wide.png", wide, "মানচিত্র"), account=X)
    archive.export(desk, tmp_path / "archive", work=Work())
    assert verifying.verify(tmp_path / "archive", Work(), allow_unsigned=True).ok
    [decision] = (tmp_path / "archive").rglob("decision.json")
    [told] = json.loads(decision.read_text("utf-8"))["images"]
    assert told["sha256"] == hashlib.sha256(wide).hexdigest()
    assert opened(decision.parent / told["publish"]["file"]).width == 8192


def test_an_account_of_a_platform_nothing_is_known_of_limits_nothing(
    desk: Desk, me: int, tmp_path: Path
) -> None:
    website = accounts.add_account(desk, AccountForm("website", "sample.gov.bd", "ওয়েবসাইট"), me)
    wide = encoded(picture(8400, 40), "PNG")
    draft_id = approved(desk, me, ("wide.png", wide, "মানচিত্র"), account=website)
    save_copies(desk, draft_id, tmp_path / "out", me, Work())
    assert opened(tmp_path / "out" / "01.png").width == 8400


def _events(desk: Desk) -> int:
    with desk.store.read():
        return Event.select().count()
