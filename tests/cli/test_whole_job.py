"""Intake, queue, answer, decide, export, verify: the moderator's whole job by command."""

from __future__ import annotations

import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import bagit
import pytest

from app.bangla.dates import DHAKA
from tests.cli.conftest import Anumodon
from tests.helpers import clips
from tests.helpers.images import camera_exif, encoded, picture

APPEAL = "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।"
NOTICE = "ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায়।"


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    for name, text in (("1-notice", NOTICE), ("2-appeal", APPEAL)):
        (folder / name).mkdir(parents=True)
        (folder / name / "post.txt").write_text(text, encoding="utf-8")
    (folder / "1-notice" / "school.jpg").write_bytes(
        encoded(picture(320, 240), "JPEG", exif=camera_exif(gps=True))
    )
    (folder / "1-notice" / "post.toml").write_text(
        'account = "sample"\nsources = ["ভূমি মন্ত্রণালয়"]\n', encoding="utf-8"
    )
    return folder


def test_from_intake_to_a_verified_archive(
    office: Anumodon, own_process: Anumodon, posts: Path, tmp_path: Path
) -> None:
    # What changes something runs as people run it; questions between are asked in the test's own process.
    anumodon = own_process
    taken = anumodon("intake", posts, "--json")
    assert taken.status == 0
    assert taken.json["taken"] == 2
    assert office("intake", posts, "--json").json["already"] == 2
    notice, appeal = (entry["draft"] for entry in taken.json["posts"])

    pending = office("queue", "--state", "pending", "--json").json["drafts"]
    assert {row["id"] for row in pending} == {notice, appeal}
    assert {row["id"]: row["worst"] for row in pending}[appeal] == "block"

    refused = anumodon("decide", appeal, "approve", "--member", "Rahima", "--lang", "en")
    assert refused.status == 1
    assert len(refused.error.splitlines()) == 1
    shown = office("show", appeal, "--json").json
    for finding in shown["findings"]:
        if finding["severity"] == "block":
            number = str(finding["number"])
            answered = anumodon(
                "answer", appeal, number, "dismiss", "--member", "Rahima", "--because", "quoted"
            )
            assert answered.status == 0, answered.error
    unfit = office("answer", appeal, "1", "dismiss", "--member", "Rahima", "--because", "national")
    assert unfit.status == 2
    assert len(unfit.error.splitlines()) == 1
    answers = [finding["answer"] for finding in office("show", appeal, "--json").json["findings"]]
    assert {answer["because"] for answer in answers if answer} == {"quoted"}
    assert anumodon("decide", appeal, "return", "--member", "Rahima", "--reason", "দলীয় আহ্বান").status == 0
    approved = anumodon("decide", notice, "approve", "--member", "Rahima", "--json")
    assert approved.json["state"] == "approved"
    copies = anumodon("copies", notice, tmp_path / "copies", "--member", "Rahima", "--json")
    assert copies.status == 0, copies.error
    assert [file["name"] for file in copies.json["files"]] == ["01.jpg", "text.txt"]
    assert (tmp_path / "copies" / "text.txt").read_text(encoding="utf-8") == NOTICE
    again = office("copies", notice, tmp_path / "copies", "--member", "Rahima", "--lang", "en")
    assert again.status == 2
    assert len(again.error.splitlines()) == 1
    now = f"{datetime.now(DHAKA):%Y-%m-%dT%H:%M}"
    said = anumodon(
        "publish", notice, "--url", "https://facebook.com/sample/1", "--at", now,
        "--member", "Rahima", "--json",
    )  # fmt: skip
    assert said.json["state"] == "published"

    out = tmp_path / "archive"
    exported = anumodon("export", out, "--json")
    assert exported.status == 0
    assert exported.json["posts"] == 1
    verified = anumodon("verify", out, "--allow-unsigned", "--json")
    assert verified.status == 0
    assert verified.json["ok"]
    assert bagit.Bag(str(out)).is_valid()
    kept = [path.read_text(encoding="utf-8") for path in out.rglob("post.txt")]
    assert kept == [NOTICE]

    victim = next(out.rglob("post.txt"))
    victim.write_text(NOTICE.replace("কর", "খর"), encoding="utf-8")
    broken = anumodon("verify", out, "--allow-unsigned", "--json")
    assert broken.status == 1
    assert any(problem["file"].endswith("post.txt") for problem in broken.json["problems"])

    assert anumodon("audit", "--json").json["ok"]
    with sqlite3.connect(tmp_path / "data" / "anumodon.db") as connection:
        connection.execute("UPDATE event SET at = at || ' ' WHERE id = 3")
    connection.close()
    audited = anumodon("audit", "--json")
    assert audited.status == 1
    assert audited.json["problems"][0]["event"] == 3


def test_a_zip_archive_opens_with_other_peoples_tools(office: Anumodon, posts: Path, tmp_path: Path) -> None:
    anumodon = office
    anumodon("intake", posts / "1-notice")
    assert anumodon("decide", "1", "approve", "--member", "Rahima").status == 0
    out = tmp_path / "archive.zip"
    assert anumodon("export", out).status == 0
    again = anumodon("export", out, "--lang", "en")
    assert again.status == 2, "an archive is never overwritten"
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    (bag,) = (tmp_path / "unpacked").iterdir()
    assert bagit.Bag(str(bag)).is_valid()


def test_people_and_numbers_that_are_not_there(anumodon: Anumodon, posts: Path) -> None:
    anumodon("intake", posts)
    for command in (
        ("decide", "1", "approve", "--member", "Nobody"),
        ("show", "99"),
        ("export", "out.zip", "--since", "yesterday"),
        ("intake", "nowhere"),
    ):
        ran = anumodon(*command, "--lang", "en")
        assert ran.status == 2, (command, ran)
        assert len(ran.error.splitlines()) == 1
        assert "Traceback" not in ran.error


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always one")
def test_without_a_display_the_window_says_so(anumodon: Anumodon) -> None:
    ran = anumodon("--lang", "en")
    assert ran.status == 3
    assert len(ran.error.splitlines()) == 1
    assert "display" in ran.error


def test_check_image_names_what_a_phone_photo_carries(anumodon: Anumodon, tmp_path: Path) -> None:
    file = tmp_path / "IMG-20221013-WA0007.jpg"
    file.write_bytes(encoded(picture(320, 240), "JPEG", exif=camera_exif(gps=True)))
    ran = anumodon("check-image", file, "--use", "post", "--json")
    rules = {finding["rule"] for finding in ran.json["findings"]}
    assert "photo.gps" in rules
    assert ran.json["image"] | {"sha256": ""} == {"width": 320, "height": 240, "format": "JPEG", "sha256": ""}
    assert "faces" in ran.json["checked"]
    assert "metadata" in ran.json["checked"]


def test_a_bug_of_ours_is_one_sentence_and_a_log_entry(
    office: Anumodon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> int:
        raise ValueError("a bug of ours")

    monkeypatch.setattr("app.cli.queue.show_queue", broken)
    ran = office("queue", "--json", "--lang", "en")
    log = tmp_path / "data" / "log" / "commands.log"
    assert (ran.status, ran.out) == (70, "")
    assert ran.error.count("\n") == 1
    assert str(log) in ran.error
    assert "ValueError" in log.read_text("utf-8")
    assert NOTICE not in log.read_text("utf-8")


def test_a_video_is_approved_only_once_it_was_watched(office: Anumodon, tmp_path: Path) -> None:
    anumodon = office
    (tmp_path / "khela.mp4").write_bytes(clips.phone_video())
    checked = anumodon("check-image", tmp_path / "khela.mp4", "--json")
    assert checked.status == 0, checked.error
    assert checked.json["image"]["duration"] == 2_000
    assert {"frame", "at"} <= checked.json["findings"][0].keys()
    (tmp_path / "notes.mp4").write_bytes(b"no video")
    strange = anumodon("check-image", tmp_path / "notes.mp4", "--lang", "en")
    assert strange.status == 2
    assert "videos MP4" in strange.error
    (post,) = anumodon("intake", tmp_path / "khela.mp4", "--json").json["posts"]
    draft, by = post["draft"], ("--member", "Rahima")
    assert anumodon("decide", draft, "approve", *by).status == 1
    assert anumodon("watched", draft, "2", *by).status == 2
    assert anumodon("watched", draft, "1", *by, "--json").json["watched"] is True
    watched = anumodon("show", draft, "--json").json["attachments"][0]["watched"]
    assert [one["at"][-1] for one in watched] == ["Z"], "written like every other time"
    assert "Rahima" in anumodon("show", draft, "--lang", "en").out
    assert anumodon("decide", draft, "approve", *by).status == 0
    assert anumodon("audit").status == 0
