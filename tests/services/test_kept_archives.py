"""The yearly check of what is kept, and the reading book."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import DueKind, Reply
from app.services.due.reminders import due, today
from app.services.posts import archive, publication, review
from app.services.posts.book import write_book
from app.services.posts.fixity import Kept, check_fixity, last_check, locate
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.debian_tools import debian_tool
from tests.services.by_hand import changed
from tests.services.posts import APPEAL, write
from tests.services.refusals import refused
from tests.services.test_archive_acts import approved, cared_for


@pytest.mark.sqlite  # on a server a damaged copy at the desk is fetched anew
def test_damaged_and_missing_archives_and_images_are_named(desk: Desk, me: int, tmp_path: Path) -> None:
    cared_for(desk, me)
    for n in (1, 2, 3):
        archive.export(desk, tmp_path / f"{n}.zip", by=me, work=Work())
    sound = check_fixity(desk, me, Work())
    assert sound.ok
    assert [each.made.number for each in sound.archives] == [3, 2, 1]
    data = bytearray((tmp_path / "1.zip").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "1.zip").write_bytes(data)
    (tmp_path / "2.zip").rename(tmp_path / "moved.zip")
    (tmp_path / "3.zip").unlink()
    image = next(path for path in desk.folder.blobs.glob("*/*") if path.is_file())
    image.write_bytes(b"rot")
    found = check_fixity(desk, me, Work())
    assert {each.made.number: each.kept for each in found.archives} == {
        1: Kept.DAMAGED,
        2: Kept.MISSING,
        3: Kept.MISSING,
    }
    assert found.damaged_blobs == (image.name,)
    told = last_check(desk)
    assert told is not None
    assert (told.damaged, told.missing, told.damaged_blobs) == ((1,), (2, 3), (image.name,))
    assert refused(locate, desk, 3, tmp_path / "moved.zip") == "archive.another_one"
    locate(desk, 2, tmp_path / "moved.zip")
    assert check_fixity(desk, me, Work()).archives[1].kept is Kept.SOUND


def test_the_check_is_due_a_year_after_the_first_archive(desk: Desk, me: int, tmp_path: Path) -> None:
    def reminded(days: int) -> bool:
        return DueKind.FIXITY in {row.kind for row in due(desk, today() + timedelta(days=days))}

    assert not reminded(900)
    approved(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    archive.export(desk, tmp_path / "1.zip", by=me, work=Work())
    assert (reminded(364), reminded(366)) == (False, True)
    check_fixity(desk, me, Work())
    assert not reminded(364)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_book_has_every_post_by_its_day(desk: Desk, me: int, tmp_path: Path, language: str) -> None:
    cared_for(desk, me)
    other = approved(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    publication.publish(desk, other, "https://facebook.com/sample_upeo/2", datetime.now(UTC), me)
    made = write_book(desk, tmp_path / "book.html", language, by=me, work=Work())
    assert (made.posts, made.days, made.left_out) == (2, 1, ())
    page = (tmp_path / "book.html").read_text("utf-8")
    assert page.index("ভূমি মেলা আগামী রবিবার।") < page.index("টিকা নিন, সুস্থ থাকুন।")
    assert "data:image/jpeg;base64," in page
    for said in ("দিন ভুল ছিল", "ভুল পোস্ট &lt;&amp;&gt;", "https://sample.gov.bd/1", "Rahima"):
        assert said in page
    write_book(desk, tmp_path / "book.pdf", language, by=me, work=Work())
    text = subprocess.run(
        [debian_tool("pdftotext"), str(tmp_path / "book.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "রবিবার" in text
    assert refused(write_book, desk, tmp_path / "book.pdf", language, work=Work()) == "archive.exists"
    assert refused(write_book, desk, tmp_path / "book.doc", language, work=Work()) == "book.bad_suffix"
    nothing = {"until": date(2020, 1, 1), "work": Work()}
    assert refused(write_book, desk, tmp_path / "b.pdf", language, **nothing) == "archive.nothing"
    assert audit(desk, Work()).ok


def test_the_book_says_what_was_decided_and_leaves_out_what_cannot_be_proven(
    desk: Desk, me: int, tmp_path: Path
) -> None:
    first = write(desk, me, APPEAL)
    review.answer(desk, first.findings[0].id, Reply.DISMISSED, "দলের নয়, নৌকা বাইচের কথা", me)
    review.approve(desk, first.id, first.version.digest, me)
    later = cared_for(desk, me)
    page = tmp_path / "book.html"
    write_book(desk, page, "en", by=me, work=Work())
    for told in ("Finding dismissed", "দলের নয়, নৌকা বাইচের কথা", "readers were told"):
        assert told in page.read_text("utf-8")
    changed(desk, f"UPDATE draft SET important = TRUE WHERE id = {later}")
    made = write_book(desk, tmp_path / "rest.html", "en", by=me, work=Work())
    assert (made.posts, made.left_out) == (1, (later,))
    assert "দিন ভুল ছিল" not in (tmp_path / "rest.html").read_text("utf-8")
