"""An own archive comes back into a new workstation: whole, once, by its own record's word, and provably."""

from __future__ import annotations

import json
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from app.archive.verify import verify_archive
from app.errors import Cancelled
from app.models.tables import Decision, Draft, Event, RestoredArchive, RestoredFile, RestoredPost
from app.services.base.desk import Desk, open_desk
from app.services.office.office import members
from app.services.past.counted import unmatched
from app.services.past.importing import import_history
from app.services.past.matching import unapproved
from app.services.past.ours import is_ours
from app.services.posts import archive, review
from app.services.posts.fixity import check_fixity
from app.services.record.audit import audit
from app.services.restored.reading import archives, restored_list, restored_post
from app.services.restored.rewriting import rewrite
from app.services.restored.taking import RESTORED, restore
from app.services.restored.views import RestoredWanted
from app.work import Work
from tests.helpers.downloads import WHEN, page_files, page_post, put
from tests.services.by_hand import by_hand, change_image, changed
from tests.services.old_office import ADDRESS, FIRST, SECOND, THIRD, OldOffice, old_office
from tests.services.posts import write
from tests.services.refusals import refused


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> OldOffice:
    return old_office(tmp_path_factory.mktemp("old-office"))


def taken(desk: Desk, me: int, old: OldOffice, *paths: Path) -> list[int]:
    """How many posts each archive added."""
    done = restore(desk, paths, old.fingerprint, me, Work())
    return [0 if one.already else one.archive.added for one in done.archives]


def texts(desk: Desk, search: str = "") -> set[str]:
    return {row.text for row in restored_list(desk, RestoredWanted(search)).rows}


def rows_here(desk: Desk) -> tuple[int, ...]:
    with desk.store.read():
        return tuple(table.select().count() for table in (RestoredArchive, RestoredPost, RestoredFile))


def test_posts_come_back_with_all_that_was_decided_there(desk: Desk, me: int, old: OldOffice) -> None:
    [done] = restore(desk, [old.whole], old.fingerprint, me, Work()).archives
    assert (done.already, done.archive.posts, done.archive.added) == (False, 3, 3)
    assert done.archive.key == old.fingerprint
    assert texts(desk) == {FIRST, SECOND, THIRD}
    assert texts(desk, "টিকা") == {FIRST}
    assert texts(desk, "rokeya ভূমি") == {SECOND}
    assert texts(desk, "নাই") == set()
    [row] = restored_list(desk, RestoredWanted("সুস্থ")).rows
    found = restored_post(desk, row.id)
    assert (row.approvers, row.draft, row.version) == ("Rokeya", 1, 1)
    assert found.post.publications[0].url == ADDRESS
    assert [act.kind for act in found.post.acts] == ["correction"]
    [image] = found.post.images
    assert desk.blobs.read(image.sha256)
    with desk.store.read():
        assert (Draft.select().count(), Decision.select().count()) == (0, 0), "nothing was decided here"
        [event] = Event.select().where(Event.kind == RESTORED)
    [told] = event.body["rows"]
    with desk.store.read():
        kept = RestoredArchive.get()
    assert (told["digest"], told["key"]) == (kept.digest, old.fingerprint)
    assert (told["record"], told["events"], told["root"]) == (kept.record, kept.events, kept.root)
    assert audit(desk, Work()).problems == ()


def test_the_same_archive_twice_changes_nothing(desk: Desk, me: int, old: OldOffice, tmp_path: Path) -> None:
    assert taken(desk, me, old, old.whole) == [3]
    before = rows_here(desk)
    with desk.store.read():
        events = Event.select().count()
    other_name = shutil.copy(old.whole, tmp_path / "আরেক নাম.zip")
    [again] = restore(desk, [Path(other_name)], old.fingerprint, me, Work()).archives
    assert again.already
    assert rows_here(desk) == before
    with desk.store.read():
        assert Event.select().count() == events


@pytest.mark.parametrize("order", ["in order", "the later first", "both at once", "all three"])
def test_what_overlaps_is_kept_once_and_the_newest_word_counts(
    desk: Desk, me: int, old: OldOffice, order: str
) -> None:
    if order == "in order":
        assert taken(desk, me, old, old.base) == [2]
        assert taken(desk, me, old, old.later) == [2]
    elif order == "the later first":
        assert taken(desk, me, old, old.later) == [2]
        [only] = archives(desk)
        assert only.missing_base, "what did not change since its base is not in it"
        assert taken(desk, me, old, old.base) == [2]
    elif order == "both at once":
        assert taken(desk, me, old, old.later, old.base) == [2, 2]
    else:
        assert sum(taken(desk, me, old, old.whole, old.base, old.later)) == 4
    assert texts(desk) == {FIRST, SECOND, THIRD}
    assert not any(one.missing_base for one in archives(desk))
    [row] = restored_list(desk, RestoredWanted("টিকা")).rows
    assert [act.kind for act in restored_post(desk, row.id).post.acts] == ["correction"]
    assert audit(desk, Work()).problems == ()


@pytest.mark.parametrize("name", ["again.zip", "again"])
def test_it_is_written_again_to_the_last_byte(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path, name: str
) -> None:
    taken(desk, me, old, old.whole)
    out = tmp_path / name
    made = rewrite(desk, 1, out, me, Work())
    found = verify_archive(out, Work(), expected_key=old.fingerprint, must_be_signed=True)
    assert found.ok
    assert found.digest == made.digest == verify_archive(old.whole, Work()).digest
    if name.endswith(".zip"):
        with zipfile.ZipFile(out) as again, zipfile.ZipFile(old.whole) as first:
            told = {
                zipped: {m.filename.partition("/")[2]: zipped.read(m) for m in zipped.infolist()}
                for zipped in (again, first)
            }
            assert told[again] == told[first]
    assert refused(rewrite, desk, 1, out, me, Work()) == "archive.exists"
    assert refused(rewrite, desk, 9, tmp_path / "x.zip", me, Work()) == "restored.no_archive"


def test_only_an_archive_whose_key_is_named_comes_in(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path
) -> None:
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    archive.export(desk, tmp_path / "unsigned.zip", by=me, work=Work())
    for path, key, reason in (
        (old.whole, "", "restored.stranger"),
        (old.whole, "0" * 64, "restored.other_key"),
        (old.whole, "12", "archive.key_length"),
        (tmp_path / "unsigned.zip", "", "restored.unsigned"),
        (tmp_path / "unsigned.zip", old.fingerprint, "restored.unsigned"),
        (tmp_path / "gone.zip", old.fingerprint, "archive.not_found"),
    ):
        assert refused(restore, desk, [path], key, me, Work()) == reason
    assert refused(restore, desk, [old.whole], old.fingerprint, 99, Work()) == "office.no_member"
    assert rows_here(desk) == (0, 0, 0)


def test_a_changed_archive_is_refused_with_nothing_half_taken(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path
) -> None:
    before = set(desk.blobs.names())
    whole = old.whole.read_bytes()
    for number, place in enumerate(range(40, len(whole), len(whole) // 12)):
        data = bytearray(whole)
        data[place] ^= 1
        path = tmp_path / f"{number}.zip"
        path.write_bytes(data)
        # The first is sound; nothing of it is taken either.
        reason = refused(restore, desk, [old.base, path], old.fingerprint, me, Work())
        assert reason in ("restored.damaged", "restored.other_key", "restored.unsigned"), place
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert refused(restore, desk, [tmp_path / "cut.zip"], old.fingerprint, me, Work()) == "restored.damaged"
    assert rows_here(desk) == (0, 0, 0)
    assert set(desk.blobs.names()) == before


def test_one_that_is_changed_after_it_was_verified_is_refused(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path
) -> None:
    folder = tmp_path / "bag"
    taken(desk, me, old, old.base)
    rewrite(desk, 1, folder, me, Work())
    text = next(folder.glob("data/posts/*/post.txt"))
    with by_hand(desk) as hand:  # as if it had never been here
        for table in ("restored_file", "restored_post", "restored_archive"):
            hand.execute(f"DELETE FROM {table}")

    def spoil(done: int, total: int) -> None:
        if done > total // 2:
            text.write_text("অন্য কথা", encoding="utf-8")

    assert refused(restore, desk, [folder], old.fingerprint, me, Work(spoil)) == "restored.changed"
    assert rows_here(desk) == (0, 0, 0)


def test_stopping_leaves_nothing_and_going_on_takes_all(desk: Desk, me: int, old: OldOffice) -> None:
    for when in (0.1, 0.6, 0.9):

        def stop(done: int, total: int, when: float = when) -> None:
            if done >= when * total:
                raise Cancelled

        with pytest.raises(Cancelled):
            restore(desk, [old.whole], old.fingerprint, me, Work(stop))
        assert rows_here(desk) == (0, 0, 0)
    assert taken(desk, me, old, old.whole) == [3]


@pytest.mark.sqlite  # the record of the old office lies in its folder
def test_an_archive_of_this_very_record_brings_nothing(old: OldOffice, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(old.whole.parent / "old", tmp_path / "old"))
    with closing(open_desk(folder)) as desk:
        me = members(desk)[0].id
        assert refused(restore, desk, [old.whole], "", me, Work()) == "restored.own_record"
        assert refused(restore, desk, [old.base], old.fingerprint, me, Work()) == "restored.own_record"


def test_every_change_from_outside_is_found(desk: Desk, me: int, old: OldOffice) -> None:
    taken(desk, me, old, old.whole)
    assert audit(desk, Work()).ok
    for table, column, value in (
        ("restored_post", "text", "'অন্য'"),
        ("restored_post", "approvers", "'Karim'"),
        ("restored_post", "document", "document || ' '"),
        ("restored_post", "approved_at", "'2020-01-01T00:00:00+00:00'"),
        ("restored_file", "path", "path || 'x'"),
        ("restored_archive", "key", "'0'"),
        ("restored_archive", "withdrawn", "'[1]'"),
    ):
        with by_hand(desk) as hand:
            [(id_, before)] = hand.execute(f"SELECT id, {column} FROM {table} ORDER BY id LIMIT 1").fetchall()
            hand.execute(f"UPDATE {table} SET {column} = {value} WHERE id = ?", (id_,))
            assert not audit(desk, Work()).ok, f"{table}.{column}"
            hand.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (before, id_))
    assert audit(desk, Work()).ok
    changed(desk, "DELETE FROM restored_file WHERE id = (SELECT MAX(id) FROM restored_file)")
    assert [one.kind for one in audit(desk, Work()).problems] == ["restored_differs"]


def test_a_damaged_file_is_told_by_audit_yearly_check_and_writing_again(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path
) -> None:
    taken(desk, me, old, old.whole)
    with desk.store.read():
        sha256 = RestoredFile.get(RestoredFile.original).sha256
    change_image(desk, sha256)
    assert ("image_changed", sha256) in {(one.kind, one.detail) for one in audit(desk, Work()).problems}
    assert sha256 in check_fixity(desk, me, Work()).damaged_blobs
    assert refused(rewrite, desk, 1, tmp_path / "out.zip", me, Work()) == "blobs.changed"
    assert not (tmp_path / "out.zip").exists()


def test_what_the_old_record_approved_is_no_misuse_of_the_page(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path
) -> None:
    posts = [page_post(text, WHEN + n) for n, text in enumerate((FIRST, SECOND, "কেউ অনুমোদন করেনি।"))]
    import_history(desk, [put(tmp_path / "page.zip", page_files(*posts))], "sample_upeo", me, Work())
    assert len(unapproved(desk, None, Work())) == 3
    taken(desk, me, old, old.whole)
    [left] = unapproved(desk, None, Work())
    assert left.post.text == "কেউ অনুমোদন করেনি।"
    assert left.before, "older than the first approval of either record"


def test_an_image_of_the_old_record_is_ours(desk: Desk, me: int, old: OldOffice, tmp_path: Path) -> None:
    taken(desk, me, old, old.whole)
    [row] = restored_list(desk, RestoredWanted("টিকা")).rows
    [image] = restored_post(desk, row.id).post.images
    same = tmp_path / "same.jpg"
    same.write_bytes(desk.blobs.read(image.sha256))
    found = is_ours(desk, same)
    assert (found.draft, found.restored, found.same_file, found.member) == (None, row.id, True, "Rokeya")


def test_an_approval_taken_back_later_is_shown_as_that(desk: Desk, me: int, old: OldOffice) -> None:
    taken(desk, me, old, old.base, old.later)
    with by_hand(desk) as hand:
        hand.execute("UPDATE restored_archive SET withdrawn = ? WHERE base <> ''", (json.dumps([2]),))
    rows = {row.text: row.withdrawn for row in restored_list(desk, RestoredWanted()).rows}
    assert rows == {FIRST: False, SECOND: True, THIRD: False}


def test_it_counts_as_approved_in_the_quarters_figures_too(
    desk: Desk, me: int, old: OldOffice, tmp_path: Path
) -> None:
    taken(desk, me, old, old.whole)
    posts = [page_post(text, WHEN + n) for n, text in enumerate((FIRST, "কেউ অনুমোদন করেনি।"))]
    import_history(desk, [put(tmp_path / "page.zip", page_files(*posts))], "sample_upeo", me, Work())
    [left] = unmatched(desk, "2020", "2100")
    assert left.post.text == "কেউ অনুমোদন করেনি।"
