"""`export --since-last`, `archives`, `book`, `redact`, `verify --original`: done rightly, and misused."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Anumodon, Ran, run
from tests.helpers.images import encoded, picture

PHONE, SAME_PHONE = "০১৭১২-৩৪৫৬৭৮", "01712345678"
VISIT = f"রহিমা খাতুন ({PHONE}, {SAME_PHONE}) সেবা নিয়েছেন, কক্ষ ৪১২।"
HOURS = "দপ্তরে সেবা নিয়েছেন করিম ও মনি। সময় 12:30।"
WHY = ("--ground", "RTI 7(h)", "--request", "R-12/2026")


@pytest.fixture(scope="session")
def approved_folder(office_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office with two approved posts, the first of them with an image."""
    folder = tmp_path_factory.mktemp("approved")
    shutil.copytree(office_folder, folder / "data")
    for name, text in (("1", VISIT), ("2", HOURS)):
        (folder / "posts" / name).mkdir(parents=True)
        (folder / "posts" / name / "post.txt").write_text(text, "utf-8")
        sources = 'account = "sample"\nsources = ["রহিমা খাতুন"]\n'
        (folder / "posts" / name / "post.toml").write_text(sources, "utf-8")
    (folder / "posts/1/rahima.jpg").write_bytes(encoded(picture(320, 240), "JPEG"))
    anumodon = partial(run, folder / "data")
    assert anumodon("intake", folder / "posts", "--json").json["taken"] == 2
    for draft in (1, 2):
        approve(anumodon, draft)
    return folder / "data"


def approve(anumodon: Anumodon, draft: int) -> None:
    for finding in anumodon("show", draft, "--json").json["findings"]:
        if finding["severity"] == "block":
            said = ("--member", "Rahima", "--because", "quoted")
            assert anumodon("answer", draft, finding["number"], "dismiss", *said).status == 0
    done = anumodon("decide", draft, "approve", "--member", "Rahima")
    assert done.status == 0, done.error


@pytest.fixture
def posts(approved_folder: Path, tmp_path: Path, anumodon: Anumodon) -> Anumodon:
    """`anumodon` on a copy of that folder."""
    shutil.copytree(approved_folder, tmp_path / "data")
    return anumodon


def refused(ran: Ran) -> None:
    """One plain sentence, and nothing else."""
    assert (ran.status, ran.out) == (2, ""), ran.out + ran.error
    assert len(ran.error.splitlines()) == 1


def events(anumodon: Anumodon) -> int:
    return int(anumodon("audit", "--json").json["events"])


def test_an_archive_since_the_last_holds_what_is_new(posts: Anumodon, tmp_path: Path) -> None:
    refused(posts("export", tmp_path / "a.zip", "--since-last"))  # there is none to go on from
    assert posts("archives", "list", "--json").json["archives"] == []
    first = posts("export", tmp_path / "1.zip", "--json").json
    before = events(posts)
    refused(posts("export", tmp_path / "1.zip"))
    assert events(posts) == before, "where the place is taken nothing was begun"
    for wrong in (("--since-last",), ("--since-archive", "7"), ("--since-archive", "-1"), ("--drafts", "99")):
        refused(posts("export", tmp_path / "2.zip", *wrong))
    refused(posts("export", tmp_path / "none" / "2.zip"))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "post.txt").write_text("দপ্তর রবিবার খোলা।", "utf-8")
    (tmp_path / "new" / "post.toml").write_text('account = "sample"\nsources = ["দপ্তর"]\n', "utf-8")
    taken = posts("intake", tmp_path / "new", "--json").json
    approve(posts, taken["posts"][0]["draft"])
    second = posts("export", tmp_path / "2.zip", "--since-last", "--json").json
    assert (second["posts"], second["base"], second["number"]) == (1, first["number"], 2)
    together = posts("verify", tmp_path / "2.zip", tmp_path / "1.zip", "--allow-unsigned", "--json")
    assert (together.status, together.json["problems"]) == (0, [])
    alone = posts("verify", tmp_path / "2.zip", "--allow-unsigned", "--json").json
    assert alone["base"]["digest"] == first["digest"]


def test_archives_are_found_again_and_checked(posts: Anumodon, tmp_path: Path) -> None:
    assert posts("export", tmp_path / "1.zip").status == 0
    assert posts("archives", "check", "--json").json["ok"]
    (tmp_path / "1.zip").rename(tmp_path / "moved.zip")
    missing = posts("archives", "check", "--json")
    assert (missing.status, missing.json["archives"][0]["kept"]) == (1, "missing")
    for wrong in ((), ("1",), ("9", tmp_path / "moved.zip"), ("1", tmp_path), ("1", tmp_path / "none.zip")):
        refused(posts("archives", "place", *wrong))
    assert posts("archives", "place", "1", tmp_path / "moved.zip").status == 0
    assert posts("archives", "check").status == 0
    damaged = bytearray((tmp_path / "moved.zip").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "moved.zip").write_bytes(damaged)
    found = posts("archives", "check", "--json")
    assert (found.status, found.json["archives"][0]["kept"]) == (1, "damaged")


def test_a_book_is_written_once(posts: Anumodon, tmp_path: Path) -> None:
    made = posts("book", tmp_path / "book.html", "--json")
    assert (made.status, made.json["posts"], made.json["left_out"]) == (0, 2, [])
    page = (tmp_path / "book.html").read_text("utf-8")
    assert "data:image/jpeg" in page
    assert HOURS in page
    assert posts("book", tmp_path / "book.pdf").status == 0
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")
    before = events(posts)
    refused(posts("book", tmp_path / "book.pdf"))
    refused(posts("book", tmp_path / "book.txt"))
    refused(posts("book", tmp_path / "b.pdf", "--since", "2100-01-01"))
    refused(posts("book", tmp_path / "b.pdf", "--account", "nobody"))
    refused(posts("book", tmp_path / "none" / "b.pdf"))
    assert events(posts) == before


def test_what_is_hidden_is_in_no_file_of_the_copy(posts: Anumodon, tmp_path: Path) -> None:
    assert posts("export", tmp_path / "whole.zip").status == 0
    hide = ("--hide", SAME_PHONE, "--hide", "রহিমা খাতুন", "--hide", "12:30", "--image", "1:1")
    made = posts("redact", tmp_path / "copy", "--drafts", "1", "2", *hide, *WHY, "--json")
    assert (made.status, made.json["posts"]) == (0, 2), made.error
    files = [path for path in (tmp_path / "copy").rglob("*") if path.is_file()]
    shown = "".join(path.read_bytes().decode("utf-8", "replace") for path in files)
    for hidden in (PHONE, SAME_PHONE, "রহিমা", "12:30", "rahima"):
        assert hidden not in shown
        assert not any(hidden in path.relative_to(tmp_path).as_posix() for path in files)
    assert not any(path.suffix == ".jpg" for path in files)
    compared = posts(
        "verify", tmp_path / "copy", "--original", tmp_path / "whole.zip", "--allow-unsigned", "--json"
    )
    assert (compared.status, compared.json["problems"]) == (0, [])
    assert posts("verify", tmp_path / "copy", tmp_path / "whole.zip", "--allow-unsigned").status == 0
    original = ("--original", tmp_path / "whole.zip")
    refused(posts("verify", tmp_path / "whole.zip", *original, "--allow-unsigned"))
    refused(posts("verify", tmp_path / "copy", tmp_path / "whole.zip", *original, "--allow-unsigned"))
    refused(posts("verify", tmp_path / "copy", "--original", tmp_path / "copy", "--allow-unsigned"))


def test_a_copy_that_would_hide_too_little_is_not_made(posts: Anumodon, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    before = events(posts)
    for out, *wrong in (
        ("taken", "--hide", "করিম", *WHY),
        ("c", "--hide", "হাসিনা", *WHY),
        ("c", "--hide", "", *WHY),
        ("c", "--image", "1:0", *WHY),
        ("c", "--image", "1:2", *WHY),
        ("c", "--image", "1", *WHY),
        ("c", "--hide", "করিম", "--ground", " ", "--request", "R-12"),
        ("c", "--hide", "মনি", "--ground", "RTI 7(h)", "--request", "মনির আবেদন"),
        ("c", "--hide", "২:রহিমা খাতুন", *WHY),
        ("c", "--hide", "8801712345678: করিম", *WHY),
        ("রহিমা খাতুন.zip", "--hide", "রহিমা খাতুন", *WHY),
        ("c", "--hide", "Rahima", *WHY, "--member", "Rahima"),
    ):
        refused(posts("redact", tmp_path / out, "--drafts", "1", "2", *wrong))
    refused(posts("redact", tmp_path / "c", "--drafts", "99", *WHY))
    assert events(posts) == before
    assert not (tmp_path / "c").exists()
