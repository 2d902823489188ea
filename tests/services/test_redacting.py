"""Redacted copies: nothing of what is hidden is in them, and nothing shown can be changed unseen."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from app.archive import bag
from app.archive.redaction import Hidden, cut, occurrences, stands_in
from app.archive.verify import verify_archive
from app.services.base.desk import Desk
from app.services.posts import archive, publication
from app.services.posts.redacting import HideImage, HideWords, RedactedReport, redact, verify_against
from app.services.record.audit import audit
from app.work import Work
from tests.services.refusals import refused
from tests.services.test_archive_acts import approved, cared_for

VISIT = "সেবা নিয়েছেন রহিমা বড়ুয়া, কক্ষ ৪১২৭। রহিমা বড়ুয়া এসেছেন।"
PRIVACY = "তথ্য অধিকার আইনের ধারা ৭(জ): ব্যক্তিগত গোপনীয়তা"


def make(
    desk: Desk, out: Path, drafts: list[int], *hide: str, images: tuple[HideImage, ...] = ()
) -> RedactedReport:
    words = [HideWords(one, PRIVACY) for one in hide]
    return redact(desk, out, drafts, words, images, request="আবেদন ১২/২০২৬", by=None, work=Work())


@pytest.fixture
def posts(desk: Desk, me: int) -> list[int]:
    """A post with an image and acts, and one with a phone number and a name written in two ways."""
    return [
        cared_for(desk, me),
        approved(desk, me, VISIT),
    ]


def test_what_is_hidden_is_nowhere_in_the_copy(desk: Desk, posts: list[int], tmp_path: Path) -> None:
    image = HideImage(posts[0], 0, PRIVACY)
    made = make(desk, tmp_path / "copy", posts, "রহিমা বড়ুয়া", "৪১২৭", "Rahima", images=(image,))
    whole = b"".join(path.read_bytes() for path in (tmp_path / "copy").rglob("*") if path.is_file())
    text = whole.decode("utf-8", "replace")
    for hidden in ("রহিমা", "৪১২৭", "Rahima", "school-0"):
        assert hidden not in text
    archive.export(desk, tmp_path / "archive", work=Work())
    decisions = [json.loads(path.read_bytes()) for path in (tmp_path / "archive").rglob("decision.json")]
    for decision in decisions:
        assert decision["digest"] not in text, "what is short could be guessed by it"
        for image_told in decision["images"]:
            assert image_told["sha256"] not in text
            assert image_told["publish"]["sha256"] not in text
    assert not list((tmp_path / "copy").glob("data/images/*"))
    found = verify_archive(tmp_path / "copy", Work())
    assert (found.ok, found.posts, found.redactions) == (True, 2, made.redactions), found.problems
    against = verify_against(tmp_path / "copy", tmp_path / "archive", found, Work())
    assert against.ok, against.problems
    assert audit(desk, Work()).ok


def test_a_short_word_cannot_be_guessed_by_its_commitment(
    desk: Desk, posts: list[int], tmp_path: Path
) -> None:
    make(desk, tmp_path / "a", posts, "৪১২৭")
    make(desk, tmp_path / "b", posts, "৪১২৭")

    def hidden(name: str) -> list[str]:
        document = json.loads((tmp_path / name / "data/redacted.json").read_bytes())
        fields = [field for post in document["posts"] for field in post["fields"]]
        return [part["commitment"] for field in fields for part in field["segments"] if "ground" in part]

    assert hidden("a") != hidden("b"), "each has a salt of its own, which is not in the copy"


@pytest.mark.parametrize(
    "edit",
    [
        ("ভূমি মেলা", "ভূমি খেলা"),
        ("sample.gov.bd/1", "sample.gov.bd/2"),
        ('"ground": 0', '"ground": 1'),
        ("ব্যক্তিগত গোপনীয়তা", "রাষ্ট্রের নিরাপত্তা"),
    ],
)
def test_what_is_shown_cannot_be_changed(
    desk: Desk, posts: list[int], tmp_path: Path, edit: tuple[str, str]
) -> None:
    make(desk, tmp_path / "copy", posts, "রহিমা বড়ুয়া")
    path = tmp_path / "copy/data/redacted.json"
    text = path.read_text("utf-8")
    assert edit[0] in text
    path.write_text(text.replace(edit[0], edit[1]), "utf-8")
    reseal(tmp_path / "copy")
    assert not verify_archive(tmp_path / "copy", Work()).ok


def reseal(folder: Path) -> None:
    """Make the checksums fit what was changed."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    payload = {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name.startswith("data/")
    }
    (folder / bag.MANIFEST).write_bytes(bag.manifest(payload))
    size = sum(len(files[name]) for name in payload)
    info = re.sub(r"Oxum: .*", f"Oxum: {size}.{len(payload)}", files[bag.BAG_INFO].decode())
    (folder / bag.BAG_INFO).write_text(info, "utf-8", newline="\n")
    tags = (bag.DECLARATION, bag.BAG_INFO, bag.MANIFEST)
    sealed = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tags}
    (folder / bag.TAG_MANIFEST).write_bytes(bag.manifest(sealed))


def test_a_copy_of_another_post_does_not_fit_the_archive(
    desk: Desk, me: int, posts: list[int], tmp_path: Path
) -> None:
    archive.export(desk, tmp_path / "archive", work=Work())
    other = approved(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    make(desk, tmp_path / "copy", [other])
    found = verify_archive(tmp_path / "copy", Work())
    against = verify_against(tmp_path / "copy", tmp_path / "archive", found, Work())
    assert [each.kind for each in against.problems] == ["redacted_not_there"]


def test_what_would_hide_nothing_or_too_little_is_refused(
    desk: Desk, me: int, posts: list[int], tmp_path: Path
) -> None:
    out = tmp_path / "copy"
    assert refused(make, desk, out, posts, "করিমা বেগম") == "redact.not_found"
    assert refused(make, desk, out, posts, images=(HideImage(posts[0], 3, PRIVACY),)) == "redact.no_image"
    assert refused(make, desk, out, [99]) == "archive.draft_not_approved"
    one = [HideWords("রহিমা বড়ুয়া", PRIVACY)]
    how = {"by": None, "work": Work()}
    assert refused(redact, desk, out, posts, one, (), request="রহিমা বড়ুয়ার আবেদন", **how) == "redact.left_over"
    assert refused(redact, desk, out, posts, one, (), request=" ", **how) == "redact.no_request"
    none = [HideWords("রহিমা", "")]
    assert refused(redact, desk, out, posts, none, (), request="১২", **how) == "redact.no_ground"
    assert not out.exists()


def test_names_are_found_however_they_are_written() -> None:
    assert len(occurrences("রহিমা বড়ুয়া, রহিমা  বড\u09bcুয\u09bcা", "রহিমা বড়ুয়া")) == 2
    assert occurrences("RAHIMA khatun", "Rahima") == [(0, 6)]
    assert occurrences("x", " ") == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("01712345678", "০১৭১২-৩৪৫৬৭৮"),
        ("০১৭১২৩৪৫৬৭৮", "01712 345 678"),
        ("+880 1712-345678", "+৮৮০১৭১২৩৪৫৬৭৮"),
        ("৪১২", "412"),
    ],
)
def test_figures_are_found_in_both_scripts_and_however_parted(words: str, text: str) -> None:
    assert occurrences(f"ফোন {text}।", words) == [(4, 4 + len(text))]


def test_other_figures_are_left_alone() -> None:
    assert occurrences("২০২৬-১২-০১", "20261201") == [(0, 10)]
    assert occurrences("12 34", "1234") == []
    assert occurrences("017123456789", "01712345678 9") == [(0, 12)]


def test_an_address_that_holds_the_hidden_words_encoded_is_seen(
    desk: Desk, posts: list[int], me: int, tmp_path: Path
) -> None:
    url = f"https://facebook.com/sample/{quote('রহিমা বড়ুয়া')}"
    publication.publish(desk, posts[1], url, datetime.now(UTC), me)
    assert refused(make, desk, tmp_path / "copy", posts, "রহিমা বড়ুয়া") == "redact.left_over"
    make(desk, tmp_path / "copy", posts, "রহিমা বড়ুয়া", quote("রহিমা বড়ুয়া"))


@pytest.mark.parametrize(("text", "seen"), [("মনির আবেদন", True), ("জেমনি", False), ("ধারা ৭", False)])
def test_short_words_count_where_a_word_begins_with_them(text: str, seen: bool) -> None:
    assert stands_in(text, "৭" if "৭" in text else "মনি") is seen


def test_stretches_that_overlap_are_one() -> None:
    assert cut("abcdef", [Hidden(1, 3, 0), Hidden(2, 5, 1)]) == [("a", None), ("bcde", 0), ("f", None)]
    assert cut("", []) == [("", None)]
