from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import bagit
import pytest
from archive_samples import DeskKey, header, image, picture, post, rich_post

from app.archive.types import ArchivedPost, ArchivedPublication
from app.archive.verify import verify_archive
from app.archive.write import write_archive
from app.errors import Cancelled, Refusal
from app.work import Work
from tests.helpers.debian_tools import debian_tool


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_library_of_congress_accepts_the_bag(signed_folder: Path) -> None:
    bag = bagit.Bag(str(signed_folder))
    assert bag.version_info == (1, 0)
    assert bag.validate()
    assert bag.info["Source-Organization"].startswith("নমুনা উপজেলা")


def test_minisign_accepts_the_signature(signed_folder: Path) -> None:
    command = [debian_tool("minisign"), "-V", "-m", "tagmanifest-sha256.txt", "-p", "anumodon.pub"]
    answer = subprocess.run(command, cwd=signed_folder, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


def test_a_zip_holds_the_very_same_files(signed_folder: Path, signed_zip: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(signed_zip) as opened:
        assert opened.testzip() is None
        assert {info.compress_type for info in opened.infolist()} == {zipfile.ZIP_STORED}
        opened.extractall(tmp_path)
    assert files_of(tmp_path / "archive") == files_of(signed_folder)
    assert verify_archive(tmp_path / "archive", Work()).ok


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not a package this program needs")
def test_unzip_accepts_the_zip(signed_zip: Path) -> None:
    subprocess.run(["unzip", "-tqq", str(signed_zip)], check=True)


def test_images_and_text_are_the_approved_bytes(tmp_path: Path) -> None:
    data = picture(9)
    text = "প্রথম লাইন\r\nদ্বিতীয়\u200d লাইন \n"
    write_archive(tmp_path / "a", header(), [post(123, text, (image(data),))], 1, None, Work())
    folder = tmp_path / "a/data/posts/000123-v2"
    assert (folder / "post.txt").read_bytes() == text.encode()
    assert (folder / "original/01.jpg").read_bytes() == data
    assert (folder / "publish/01.png").read_bytes().startswith(b"\x89PNG")


def test_decision_record(signed_folder: Path) -> None:
    record = json.loads((signed_folder / "data/posts/000002-v2/decision.json").read_text("utf-8"))
    assert record["decisions"][0]["member"] == "রহিমা খাতুন"
    assert record["findings"][0]["answer"]["verdict"] == "dismissed"
    assert record["findings"][0]["answer"]["because"] == "quoted"
    assert record["findings"][2]["answer"] is None
    assert (record["rulepack"], record["detectors"]) == ("2026.1", {"faces": "yunet-2023mar"})
    assert record["not_checked"] == ["ocr"]
    for placed in record["images"]:
        for entry in (placed, placed["publish"]):
            data = (signed_folder / "data/posts/000002-v2" / entry["file"]).read_bytes()
            assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))


def test_activity(signed_folder: Path) -> None:
    several = json.loads((signed_folder / "data/posts/000002-v2/post.json").read_text("utf-8"))
    assert several["type"] == "Article"
    assert several["contentMap"] == {"bn": several["content"]}
    assert several["published"] == "2026-11-25T04:31:00.000000Z"
    assert [entry["name"] for entry in several["attachment"]] == ["টিকাদান কেন্দ্রে একজন", "বিদ্যালয় ভবন"]
    english = json.loads((signed_folder / "data/posts/000003-v2/post.json").read_text("utf-8"))
    assert (english["type"], english["contentMap"]) == ("Note", {"en": "English text"})
    assert "published" not in english


def test_an_activity_was_published_when_it_was_first(tmp_path: Path) -> None:
    addresses = ("https://www.facebook.com/sample.upeo/posts/1", "https://primary.sample.gov.bd/1")
    times = ("2026-11-25T04:31:00.000000Z", "2026-11-26T04:31:00.000000Z")
    publications = tuple(
        ArchivedPublication(url, at, "করিম উদ্দিন") for url, at in zip(addresses, times, strict=True)
    )
    write_archive(tmp_path / "a", header(), [post(publications=publications)], 1, None, Work())
    activity = json.loads((tmp_path / "a/data/posts/000001-v2/post.json").read_text("utf-8"))
    assert (activity["published"], activity["url"]) == (times[0], list(addresses))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("এক", "Note"), ("\n এক\n", "Note"), ("এক\nদুই", "Article"), ("এক\n\n দুই", "Article")],
)
def test_several_paragraphs_make_an_article(tmp_path: Path, text: str, kind: str) -> None:
    write_archive(tmp_path / "a", header(), [post(text=text)], 1, None, Work())
    assert json.loads((tmp_path / "a/data/posts/000001-v2/post.json").read_text("utf-8"))["type"] == kind


def test_crate_describes_every_payload_file(signed_folder: Path) -> None:
    crate = json.loads((signed_folder / "data/ro-crate-metadata.json").read_text("utf-8"))
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    descriptor = entities["ro-crate-metadata.json"]
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.2"}
    assert descriptor["about"] == {"@id": "./"}
    described = {name for name, entity in entities.items() if entity["@type"] == "File"}
    data = signed_folder / "data"
    assert described | {"ro-crate-metadata.json"} == files_of(data).keys()
    reachable: set[str] = set()
    pending = ["./"]
    while pending:
        parts = [part["@id"] for part in entities[pending.pop()].get("hasPart", [])]
        reachable.update(parts)
        pending.extend(parts)
    assert described <= reachable


def test_files_table_lists_every_file(signed_folder: Path) -> None:
    with (signed_folder / "data/files.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row[0]: row for row in list(csv.reader(file))[1:]}
    payload = {name: data for name, data in files_of(signed_folder).items() if name.startswith("data/")}
    assert rows.keys() == payload.keys()
    for name, data in payload.items():
        if name != "data/files.csv":
            assert rows[name][1:3] == [hashlib.sha256(data).hexdigest(), str(len(data))]
    assert rows["data/files.csv"][1:3] == ["", ""]
    assert rows["data/posts/000002-v2/original/01.jpg"][5] == "IMG-20221013-WA0007.jpg"


def test_posts_table_has_safe_cells(tmp_path: Path) -> None:
    hostile = post(1, '=HYPERLINK("http://x")\nদ্বিতীয় লাইন', author="@cmd", account="-1+1")
    write_archive(tmp_path / "a", header(), [hostile], 1, None, Work())
    with (tmp_path / "a/data/posts.csv").open(encoding="utf-8-sig", newline="") as file:
        heading, row = csv.reader(file)
    assert len(heading) == len(row)
    assert row[1:3] == ['\'=HYPERLINK("http://x")\nদ্বিতীয় লাইন', "'-1+1"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_hostile_names_stay_data(tmp_path: Path) -> None:
    names = ("../../etc/passwd", "C:\\x.jpg", "=cmd.jpg", "\udcff\n.jpg", "ক" * 300)
    images = tuple(image(picture(number), name) for number, name in enumerate(names))
    write_archive(tmp_path / "a", header(), [post(1, images=images)], 1, None, Work())
    assert all(name.isascii() for name in files_of(tmp_path / "a"))
    assert verify_archive(tmp_path / "a", Work()).ok


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, signed_zip: Path, signer: DeskKey) -> None:
    again = tmp_path / "archive.zip"
    posts = [post(1), rich_post(2), post(3, "English text")]
    write_archive(again, header(signer), posts, 3, signer, Work())
    assert again.read_bytes() == signed_zip.read_bytes()


def test_an_unsigned_archive_says_so(tmp_path: Path) -> None:
    written = write_archive(tmp_path / "a", header(), [post()], 1, None, Work())
    assert written.fingerprint == ""
    assert not (tmp_path / "a/anumodon.pub").exists()
    assert "স্বাক্ষর নেই" in (tmp_path / "a/data/index.html").read_text("utf-8")
    assert bagit.Bag(str(tmp_path / "a")).validate()


def test_an_office_name_of_several_lines_stays_one_tag(tmp_path: Path) -> None:
    write_archive(tmp_path / "a", header(office_bn="দপ্তর\nPayload-Oxum: 0.0"), [post()], 1, None, Work())
    assert bagit.Bag(str(tmp_path / "a")).validate()
    assert verify_archive(tmp_path / "a", Work()).ok


def test_a_bangla_zip_name_holds_an_ascii_folder(tmp_path: Path) -> None:
    write_archive(tmp_path / "আর্কাইভ.zip", header(), [post()], 1, None, Work())
    with zipfile.ZipFile(tmp_path / "আর্কাইভ.zip") as opened:
        assert {name.partition("/")[0] for name in opened.namelist()} == {"anumodon-archive"}
    assert verify_archive(tmp_path / "আর্কাইভ.zip", Work()).ok


def _changed_text(approved: ArchivedPost) -> ArchivedPost:
    return replace(approved, text=approved.text + " ")


def _changed_digest(approved: ArchivedPost) -> ArchivedPost:
    return replace(approved, digest="0" * 64)


def _changed_document(approved: ArchivedPost) -> ArchivedPost:
    return replace(approved, digest_document={**approved.digest_document, "purpose": "5.a"})


def _removed_image(approved: ArchivedPost) -> ArchivedPost:
    return replace(approved, images=approved.images[1:])


def _changed_image(approved: ArchivedPost) -> ArchivedPost:
    first, *others = approved.images
    return replace(approved, images=(replace(first, read=lambda: picture(77)), *others))


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (_changed_text, "archive.not_as_approved"),
        (_changed_digest, "archive.not_as_approved"),
        (_changed_document, "archive.not_as_approved"),
        (_removed_image, "archive.not_as_approved"),
        (_changed_image, "archive.image_changed"),
    ],
)
def test_what_is_not_as_approved_is_never_archived(tmp_path: Path, change: object, key: str) -> None:
    assert callable(change)
    with pytest.raises(Refusal) as refused:
        write_archive(tmp_path / "a", header(), [post(1), change(rich_post(2))], 2, None, Work())
    assert refused.value.key == key
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a", "a.zip"])
def test_nothing_to_archive_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match=r"archive\.nothing"):
        write_archive(tmp_path / name, header(), [], 0, None, Work())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a", "a.zip"])
def test_cancelling_leaves_nothing(tmp_path: Path, name: str) -> None:
    work = Work(on_progress=lambda done, total: work.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        write_archive(tmp_path / name, header(), map(post, range(1, 6)), 5, None, work)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a", "a.zip"])
def test_a_failing_source_leaves_nothing(tmp_path: Path, name: str) -> None:
    def posts() -> Iterator[ArchivedPost]:
        yield post(1)
        raise Refusal("blobs.missing", sha256="abc")

    with pytest.raises(Refusal, match=r"blobs\.missing"):
        write_archive(tmp_path / name, header(), posts(), 2, None, Work())
    assert list(tmp_path.iterdir()) == []


def test_progress_goes_from_the_first_to_the_last_post(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    work = Work(on_progress=lambda done, total: steps.append((done, total)))
    write_archive(tmp_path / "a", header(), map(post, range(1, 4)), 3, None, work)
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
