"""What stood on a page comes in whole, once, as nobody's approval, and no letter of it changes unseen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.models.tables import Event, PastMedia, PastPost
from app.services.base.desk import Desk
from app.services.past import importing, reading
from app.services.past.importing import import_history
from app.services.past.views import ImportReport
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.downloads import PAGE, WHEN, page_files, page_post, put
from tests.helpers.images import encoded, picture
from tests.services.by_hand import lose_image
from tests.services.refusals import refused

PICTURE = f"{PAGE}media/fair.jpg"
JPEG = encoded(picture(64, 48), "JPEG")


def brought(desk: Desk, path: Path, by: int, work: Work | None = None) -> ImportReport:
    return import_history(desk, [path], "sample_upeo", by, work or Work())


@pytest.fixture
def download(tmp_path: Path) -> Path:
    posts = [page_post(f"আগের পোস্ট {n}", WHEN + n, *([PICTURE] if n == 0 else [])) for n in range(3)]
    missing = page_post("ছবি নেই", WHEN + 9, f"{PAGE}media/gone.jpg")
    return put(tmp_path / "page.zip", {**page_files(*posts, missing), PICTURE: JPEG})


def test_posts_media_and_times_come_in_once(
    desk: Desk, office_of_one: dict[str, int], download: Path
) -> None:
    me = office_of_one["Rahima"]
    first = brought(desk, download, me)
    assert (first.posts, first.media, first.already_here) == (4, 1, 0)
    assert [one.reason.key for one in first.skipped] == ["history.media_missing"]
    again = brought(desk, download, me)
    assert (again.posts, again.media, again.already_here) == (0, 0, 4)
    with desk.store.read():
        [post] = reading.past_posts([1])
        assert Event.select().where(Event.kind == importing.IMPORTED).count() == 1
    assert post.text == "আগের পোস্ট 0"
    assert desk.blobs.read(post.media[0].sha256) == JPEG
    assert int(post.published_at.timestamp()) == WHEN
    assert audit(desk, Work()).ok


def test_they_are_no_drafts_and_nobodys_approval(
    desk: Desk, office_of_one: dict[str, int], download: Path
) -> None:
    brought(desk, download, office_of_one["Rahima"])
    with desk.store.read() as transaction:
        for table in ("draft", "decision", "publication"):
            assert transaction.database.execute_sql(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)


def test_a_damaged_download_leaves_nothing(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> None:
    me = office_of_one["Rahima"]
    good = page_files(*(page_post(f"পোস্ট {n}", WHEN + n) for n in range(1200)))
    [(name, data)] = good.items()
    path = put(tmp_path / "cut.zip", {name: data[:-20]})
    assert refused(import_history, desk, [path], "sample_upeo", me, Work()) == "history.bad_json"
    assert refused(import_history, desk, [path], "nobody", me, Work()) == "office.no_account"
    with desk.store.read():
        assert PastPost.select().count() == 0


def test_a_stopped_import_goes_on_where_it_was(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    path = put(tmp_path / "big.zip", page_files(*(page_post(f"পোস্ট {n}", WHEN + n) for n in range(1300))))
    work = Work(lambda done, total: work.cancel() if total and done >= 1000 else None)
    stopped = brought(desk, path, me, work)
    assert stopped.stopped
    assert stopped.posts == 1000
    assert audit(desk, Work()).ok
    rest = brought(desk, path, me)
    assert (rest.posts, rest.already_here, rest.stopped) == (300, 1000, False)
    assert audit(desk, Work()).ok


@pytest.mark.sqlite
def test_no_letter_of_them_changes_unseen(desk: Desk, office_of_one: dict[str, int], download: Path) -> None:
    brought(desk, download, office_of_one["Rahima"])
    changes = {
        "past_post": ("text", "published_at", "url", "origin", "fold", "digest", "platform_id"),
        "past_media": ("sha256", "name", "at", "alt", "position"),
        "past_batch": ("download", "posts", "digest"),
    }
    with closing(sqlite3.connect(desk.folder.database, isolation_level=None)) as connection:
        for table, columns in changes.items():
            for column in columns:
                before = connection.execute(f"SELECT {column} FROM {table} WHERE id = 1").fetchone()[0]
                other = before + 1 if isinstance(before, int) else f"{before}1"
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = 1", (other,))
                assert not audit(desk, Work()).ok, f"{table}.{column}"
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = 1", (before,))
                connection.execute(f"UPDATE {table} SET {column} = x'80' WHERE id = 1")
                assert not audit(desk, Work()).ok, f"{table}.{column} no text at all"
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = 1", (before,))
        assert audit(desk, Work()).ok
        connection.execute("DELETE FROM past_media")
        assert not audit(desk, Work()).ok


def test_who_may(desk: Desk, team: dict[str, int], download: Path) -> None:
    assert (
        refused(import_history, desk, [download], "sample_upeo", team["Jamal"], Work())
        == "review.drafter_cannot"
    )


def test_two_downloads_of_overlapping_months(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    posts = [page_post(f"পোস্ট {n}", WHEN + n) for n in range(30)]
    folder = tmp_path / "months"
    folder.mkdir()
    put(folder / "one.zip", page_files(*posts[:20]))
    put(folder / "two.zip", page_files(*posts[10:]))
    assert brought(desk, folder, me).posts == 30
    assert brought(desk, folder / "two.zip", me).already_here == 20


def test_odd_letters_come_in_as_signs_every_database_keeps(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("date,text\n2025-11-24,Hello\x00 there\n", encoding="utf-8")
    assert brought(desk, file, office_of_one["Rahima"]).posts == 1
    odd = b'[{"timestamp": 1764000000, "data": [{"post": "half \\ud83d of a sign \\u0000"}]}]'
    assert brought(desk, put(tmp_path / "odd.zip", {f"{PAGE}profile_posts_1.json": odd}), 1).posts == 1
    assert audit(desk, Work()).ok


def test_media_are_proven_by_the_audit(desk: Desk, office_of_one: dict[str, int], download: Path) -> None:
    brought(desk, download, office_of_one["Rahima"])
    with desk.store.read():
        sha256 = PastMedia.get_by_id(1).sha256
    lose_image(desk, sha256)
    assert [one.kind for one in audit(desk, Work()).problems] == ["image_missing"]
