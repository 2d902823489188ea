"""An edited, removed, inserted, reordered or cut-off record is found, and the place is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest

from app.i18n import LANGUAGES, Translator
from app.intake.types import IncomingFile
from app.models.engines.address import OfficeAddress
from app.models.tables import Event
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.office import accounts, holidays, office
from app.services.posts import archive, intake, queue, review
from app.services.record.audit import audit
from app.services.record.sentences import note_sentence, problem_sentence
from app.services.record.views import AuditReport
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.helpers.sample_office import close_without_id, set_up_office
from tests.services.by_hand import change_image, changed, lose_image
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import APPEAL, form, write
from tests.services.refusals import refused


@pytest.fixture(scope="module")
def recorded_folder(office_folders: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a desk whose posts were decided, to be copied."""
    folder = tmp_path_factory.mktemp("recorded") / "data"
    desk = open_desk(Path(shutil.copytree(office_folders["office_of_one"], folder)))
    _decide_posts(desk, office.members(desk)[0].id)
    close_without_id(desk)
    return folder


@pytest.fixture
def desk(
    request: pytest.FixtureRequest, desk: Desk, office_on_server: OfficeAddress | None
) -> Iterator[Desk]:
    """The desk of all tests; where `recorded` is asked for, in a copy of the folder made for it."""
    if "recorded" not in request.fixturenames or office_on_server is not None:
        yield desk
        return
    desk.close()
    shutil.rmtree(desk.folder.path)
    shutil.copytree(request.getfixturevalue("recorded_folder"), desk.folder.path)
    with closing(open_desk(desk.folder.path)) as copied:
        yield copied


@pytest.fixture
def recorded(desk: Desk, office_of_one: dict[str, int]) -> Desk:
    """A desk where a post with an image was approved and one was rejected."""
    if not queue.ids(desk, None):
        _decide_posts(desk, office_of_one["Rahima"])
    return desk


def _decide_posts(desk: Desk, me: int) -> None:
    draft = write(desk, me, images=1)
    review.approve(desk, draft.id, draft.version.digest, me)
    rejected = write(desk, me, APPEAL)
    review.reject(desk, rejected.id, "দলীয় আহ্বান", me)


def tampered(desk: Desk, *statements: str) -> AuditReport:
    """Change the database behind the program's back, as someone with the file could, and audit.

    Whatever is found is said in both languages.
    """
    changed(desk, *statements)
    report = audit(desk, Work())
    for language in LANGUAGES:
        words = Translator(language)
        assert all(problem_sentence(problem, words) for problem in report.problems)
        assert all(note_sentence(note, words) for note in report.notes)
    return report


def kinds(report: AuditReport) -> set[str]:
    return {problem.kind for problem in report.problems}


def test_an_untouched_record_is_sound(recorded: Desk) -> None:
    report = audit(recorded, Work())
    assert report.ok
    assert report.events > 5


def test_what_others_record_meanwhile_is_no_older_copy(tmp_path: Path) -> None:
    """The anchor goes on with the record, while the audit reads the tables as they were when it began."""
    with memory_keyring(), closing(open_desk(tmp_path / "own")) as desk:
        me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
        write(desk, me)
        desk.anchor.accept()

        def go_on() -> None:
            write(desk, me, "পরের খসড়া।")
            desk.anchor.accept()

        begun: list[int] = []

        def meanwhile(done: int, _total: int) -> None:
            if not begun:
                begun.append(done)
                other = Thread(target=go_on)
                other.start()
                other.join()

        found = audit(desk, Work(meanwhile))
        assert begun
        assert found.problems == ()
        with desk.store.read():
            assert found.events < Event.select().count()


@pytest.mark.parametrize(
    ("statement", "kind", "event"),
    [
        ("UPDATE event SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 4", "edited", 4),
        ("UPDATE event SET member_name = 'X' WHERE id = 4", "edited", 4),
        ("UPDATE event SET kind = 'draft.marked' WHERE id = 5", "edited", 5),
        ("UPDATE event SET draft = 9 WHERE id = 5", "edited", 5),
        ("UPDATE event SET body = replace(body, 'ভূমি', 'ভুমি') WHERE id = 5", "edited", 5),
        ("DELETE FROM event WHERE id = 5", "removed", 5),
        ("DELETE FROM event WHERE id >= (SELECT max(id) FROM event)", "cut_off", None),
        (
            "INSERT INTO event SELECT id + 1, at, kind, member, member_name, draft, body, hash, hash,"
            " '', '' FROM event ORDER BY id DESC LIMIT 1",
            "edited",
            None,
        ),
    ],
)
def test_a_changed_event_is_named(recorded: Desk, statement: str, kind: str, event: int | None) -> None:
    report = tampered(recorded, statement)
    assert kind in kinds(report)
    if event is not None:
        assert event in {problem.event for problem in report.problems if problem.kind == kind}


def test_reordered_events_are_named(recorded: Desk) -> None:
    report = tampered(
        recorded,
        "UPDATE event SET id = -4 WHERE id = 4",
        "UPDATE event SET id = 4 WHERE id = 5",
        "UPDATE event SET id = 5 WHERE id = -4",
    )
    assert {4, 5} <= {problem.event for problem in report.problems}


@pytest.mark.parametrize(
    ("statement", "kind", "where"),
    [
        ("UPDATE version SET text = text || ' ' WHERE id = 1", "row_edited", "version 1"),
        ("UPDATE decision SET reason = 'অন্য' WHERE id = 2", "row_edited", "decision 2"),
        ("UPDATE member SET role = 'authority' WHERE id = 1", "row_edited", "member 1"),
        ("UPDATE draft SET state = 'approved' WHERE id = 2", "row_edited", "draft 2"),
        ("DELETE FROM decision WHERE id = 2", "row_removed", "decision 2"),
        (
            "INSERT INTO member VALUES (9, 'Stranger', 'moderator', TRUE, '', '')",
            "row_inserted",
            "member 9",
        ),
    ],
)
def test_a_changed_row_is_named(recorded: Desk, statement: str, kind: str, where: str) -> None:
    report = tampered(recorded, statement)
    assert (kind, where) in {(problem.kind, problem.detail) for problem in report.problems}


@pytest.mark.sqlite
def test_a_whole_chain_rewritten_without_the_key_is_seen_from_an_archive(
    recorded: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    """Without a keyring nothing is signed; an older copy put back is seen only against an archive."""
    before = tmp_path / "older.db"
    recorded.store.back_up(before)
    later = write(recorded, office_of_one["Rahima"], "নতুন নোটিশ।")
    review.approve(recorded, later.id, later.version.digest, office_of_one["Rahima"])
    out = tmp_path / "archive.zip"
    archive.export(recorded, out, work=Work())
    assert audit(recorded, Work(), against=out).ok
    recorded.store.close()
    for leftover in recorded.folder.path.glob("anumodon.db-*"):
        leftover.unlink()
    recorded.folder.database.write_bytes(before.read_bytes())
    reopened = open_desk(recorded.folder.path)
    try:
        assert audit(reopened, Work()).ok
        assert kinds(audit(reopened, Work(), against=out)) == {"not_in_archive"}
    finally:
        reopened.close()


@pytest.mark.parametrize("harm", [lose_image, change_image])
def test_a_lost_or_changed_image_is_named(recorded: Desk, harm: Callable[[Desk, str], None]) -> None:
    sha256 = queue.draft(recorded, 1).version.attachments[0].sha256
    harm(recorded, sha256)
    report = audit(recorded, Work())
    assert [problem.detail for problem in report.problems] == [sha256]


def test_a_lost_logo_is_named(recorded: Desk) -> None:
    office.set_logo(recorded, IncomingFile("logo.png", encoded(picture(64, 64), "PNG"), ""), None)
    here = office.office(recorded)
    assert here is not None
    assert audit(recorded, Work()).ok
    lose_image(recorded, here.logo)
    assert [(one.kind, one.detail) for one in audit(recorded, Work()).problems] == [
        ("image_missing", here.logo)
    ]


@pytest.mark.sqlite
def test_another_record_as_long_as_the_archives_is_told_from_it(
    recorded: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    """The number of events alone says nothing: here another event has the number of the archive's last."""
    me = office_of_one["Rahima"]
    before = tmp_path / "older.db"
    recorded.store.back_up(before)
    review.mark_important(recorded, 1, True, me)
    out = tmp_path / "archive.zip"
    archive.export(recorded, out, work=Work())
    recorded.store.close()
    for leftover in recorded.folder.path.glob("anumodon.db-*"):
        leftover.unlink()
    recorded.folder.database.write_bytes(before.read_bytes())
    reopened = open_desk(recorded.folder.path)
    try:
        for draft_id in (2, 1, 2, 1):
            review.mark_important(reopened, draft_id, True, me)
        assert kinds(audit(reopened, Work(), against=out)) == {"not_in_archive"}
    finally:
        reopened.close()


def test_work_goes_on_after_every_kind_of_change(recorded: Desk, office_of_one: dict[str, int]) -> None:
    """The chain takes any change the services can make, and stays sound."""
    me = office_of_one["Rahima"]
    intake.revise(recorded, 2, form("সংশোধিত নোটিশ।"), me)
    review.mark_important(recorded, 1, True, me)
    review.reverse(recorded, 1, "তারিখ ভুল", me)
    assert audit(recorded, Work()).ok


def test_without_a_keyring_the_record_is_sound_and_says_it_is_unsigned(
    recorded: Desk, office_of_one: dict[str, int]
) -> None:
    review.mark_important(recorded, 1, True, office_of_one["Rahima"])
    report = audit(recorded, Work())
    assert report.ok
    assert not report.signed
    assert recorded.keys.problem is not None
    assert recorded.keys.problem.key == "keyring.absent"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        pytest.param(
            "UPDATE event SET draft = '1,\"id\":1' WHERE kind = 'draft.decided'",
            "edited",
            marks=pytest.mark.sqlite,
        ),
        ("UPDATE check_run SET checked = substr(checked, 1, length(checked) - 1) WHERE id = 1", "row_edited"),
    ],
)
def test_columns_cannot_lend_each_other_their_text(recorded: Desk, statement: str, kind: str) -> None:
    """What is hashed is one text of all columns: none may hold a piece of JSON that stands for the next."""
    assert kind in kinds(tampered(recorded, statement))


def test_a_row_written_otherwise_but_saying_the_same_is_no_change(recorded: Desk) -> None:
    assert tampered(recorded, "UPDATE check_run SET checked = ' ' || checked WHERE id = 1").ok


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "table",
    ["member", "chain_head", "event", "snooze", "passphrase", "outdated_run", "kept_tree", "kept_tile"],
)
def test_a_table_taken_out_is_named_and_nothing_crashes(
    recorded: Desk, office_of_one: dict[str, int], table: str
) -> None:
    report = tampered(recorded, f'DROP TABLE "{table}"')
    assert ("schema_changed", table) in {(problem.kind, problem.detail) for problem in report.problems}
    if table in ("member", "event"):
        assert refused(write, recorded, office_of_one["Rahima"], "নোটিশ।") == "database.damaged"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER own AFTER INSERT ON decision BEGIN DELETE FROM passphrase; END",
        "CREATE VIEW own AS SELECT * FROM member",
        "ALTER TABLE holiday RENAME COLUMN name_en TO other",
        "DROP INDEX office_key_fingerprint",
    ],
)
def test_what_was_put_into_the_database_or_renamed_is_named(recorded: Desk, statement: str) -> None:
    assert "schema_changed" in kinds(tampered(recorded, statement))


@pytest.mark.sqlite
def test_texts_that_are_no_texts_are_named(recorded: Desk) -> None:
    """The audit reads plainly first, and again in its lenient way where a text cannot be read."""
    report = tampered(
        recorded,
        "UPDATE event SET member_name = CAST(x'ff41' AS TEXT) WHERE id = 3",
        "UPDATE member SET name = CAST(x'ff41' AS TEXT) WHERE id = 1",
    )
    assert {("edited", 3), ("row_edited", 3)} & {(each.kind, each.event) for each in report.problems}
    assert {"edited", "row_edited"} <= kinds(report)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("table", "column"), [("attachment", "sha256"), ("chain_head", "hash"), ("chain_head", "count")]
)
def test_bytes_in_the_place_of_a_text_are_named(recorded: Desk, table: str, column: str) -> None:
    assert not tampered(recorded, f"UPDATE {table} SET {column} = x'80'").ok


@pytest.mark.parametrize("number", [-1, 2**63 - 1])
def test_a_mark_of_the_end_that_is_none_of_ours_is_named(recorded: Desk, number: int) -> None:
    report = tampered(recorded, f"UPDATE chain_head SET id = {number} WHERE id = 1")
    assert ("row_inserted", f"chain_head {number}") in {(each.kind, each.detail) for each in report.problems}


@pytest.mark.sqlite
def test_an_endless_number_of_events_is_named(recorded: Desk) -> None:
    assert "table_unreadable" in kinds(tampered(recorded, "UPDATE chain_head SET count = 9e999 WHERE id = 1"))


@pytest.mark.parametrize("table", ["x", "no such table"])
def test_an_event_about_a_table_that_is_none_is_named(recorded: Desk, table: str) -> None:
    body = f'{{"rows":[{{"id":1,"table":"{table}"}}]}}'
    report = tampered(recorded, f"UPDATE event SET body = '{body}' WHERE id = 4")
    assert ("row_removed", f"{table} 1") in {(each.kind, each.detail) for each in report.problems}


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE account SET handle = x'ff00'",
        "UPDATE account SET handle = CAST(x'ff41' AS TEXT)",
        "UPDATE account SET purposes = 'no list'",
    ],
)
def test_a_column_that_cannot_be_read_is_damage_and_no_bug(recorded: Desk, statement: str) -> None:
    changed(recorded, statement)
    assert refused(accounts.accounts, recorded) == "database.damaged"


@pytest.mark.parametrize(
    "kind", ["draft.created", "time.stamped", "passphrase.set", "key.made", "record.continued"]
)
@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        '{"rows":[{"id":1e999,"table":"member"}]}',
        '{"rows":[{"id":-9223372036854775809,"table":"member"}]}',
        '{"rows":[{"id":1,"table":[]}]}',
        '{"rows":[{"id":' + "[" * 50_000,
        "[" * 50_000,
    ],
    ids=["empty", "null", "endless", "too low", "list", "deep rows", "deep"],
)
def test_an_event_that_says_nothing_readable_is_named_and_nothing_crashes(
    recorded: Desk, kind: str, body: str
) -> None:
    report = tampered(recorded, f"UPDATE event SET kind = '{kind}', body = '{body}' WHERE id = 4")
    assert {("edited", 4), ("unreadable_event", 4)} <= {(each.kind, each.event) for each in report.problems}


def test_among_many_rows_each_that_is_not_as_told_is_named(desk: Desk, office_of_one: dict[str, int]) -> None:
    """Rows are read many at a time beside the events, whether they are told of once, again or never."""
    me = office_of_one["Rahima"]
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(120)]
    for day in days:
        holidays.add_holiday(desk, day, "ছুটি", "", me)
    for day in days[10:20]:
        holidays.withdraw_holiday(desk, day, me)
    assert audit(desk, Work()).ok
    report = tampered(
        desk,
        "UPDATE holiday SET name_bn = 'অন্য' WHERE id IN (7, 15, 64)",
        "UPDATE holiday SET active = TRUE WHERE id = 12",
        "DELETE FROM holiday WHERE id IN (1, 17, 50, 51, 120)",
        "INSERT INTO holiday VALUES (-3, '2027-01-01', 'ক', 'a', TRUE), (130, '2027-01-02', 'খ', 'b', TRUE)",
    )
    assert {(each.kind, each.detail.removeprefix("holiday ")) for each in report.problems} == {
        *(("row_edited", id_) for id_ in ("7", "12", "15", "64")),
        *(("row_removed", id_) for id_ in ("1", "17", "50", "51", "120")),
        *(("row_inserted", id_) for id_ in ("-3", "130")),
    }
