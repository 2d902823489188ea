"""Every column of every table edited, a row deleted, a row put in: the audit finds it, or it harms nobody.

`HARMLESS` is the list of what may be changed from outside without a word, each with the reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.bangla.workdays import Quarter, quarter_of
from app.checks.types import Severity
from app.models.search import SEARCHES
from app.models.tables import TABLES, Table
from app.services.awareness import readers
from app.services.awareness.views import ReaderForm
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import (
    ChecklistState,
    DisposalReply,
    RecordClass,
    Reply,
    ResponseKind,
    Role,
    RotationReason,
)
from app.services.base.secret import Secret
from app.services.checking import draft_checks, office_rules
from app.services.checking.rule_views import TermForm
from app.services.due import reminders
from app.services.due.views import pressing
from app.services.letters import keeping
from app.services.letters.drafting import About, begin
from app.services.letters.views import LetterKind
from app.services.office import checklist, holidays, retention, sign_in
from app.services.office.views import ChecklistForm, Leave
from app.services.past import answers
from app.services.past.importing import import_history
from app.services.past.views import PastReply
from app.services.posts import aftercare, intake, publication, review, watching
from app.services.record.audit import audit
from app.services.reports import activities, making, tasks
from app.services.responses import answering, handling, register, saved_replies
from app.services.responses.views import ResponseForm
from app.services.restored.taking import restore
from app.services.retention import answering as disposal_answers
from app.services.retention import listing
from app.services.secrets import rotation, rotation_guide, vault
from app.services.secrets.views import RotationForm
from app.work import Work
from tests.helpers.downloads import PAGE, WHEN, page_files, page_post, put
from tests.helpers.images import encoded, picture
from tests.helpers.sample_office import set_up_office
from tests.services import seconded
from tests.services.long_ago import long_ago
from tests.services.old_office import old_office
from tests.services.posts import APPEAL, form, write
from tests.services.test_vault import form as credential_form
from tests.services.test_watching import AUDIO, posted

pytestmark = pytest.mark.keyring

NAMES = tuple(table._meta.table_name for table in TABLES)
HARMLESS = {
    "schema_version": "only releases before migrations had names look at it, and they refuse what is newer",
    "applied_migration": "a strange name makes the program refuse the file; one taken out, migrate again",
    "desk_setting": "of this desk alone; what the keyring in force holds counts, whatever is named here",
    "password_mark": "remembers used passwords; without it one is taken a second time",
    "image_hash": "worked out again from the image",
    "hash_page": "the hashes of images, to be compared at once; without one an image is not recognised",
    "draft_count": "what the filters say of how many there are; the drafts are in the record",
    "response_count": "what the lists say of how many there are; the responses are in the record",
    "version_fold": "how a text is found by what it says; believed where the text bears it out",
    "publication_address": "how a publication is found by its address; believed where that bears it out",
    "last_post": "tells when a page has been quiet; its publications are in the record",
    "kept_piece": "an image of an office on a server, proven by its SHA-256; empty in a folder",
    "kept_tile": "proven by a signature and the events when used, compared by the audit: see test_kept_tree",
    "kept_tree": "the same",
    "desk_request": "waits for the authority, who compares it; its consent is proven when it is let in",
    "check_lease": "keeps two desks from one check; without it both check, and both runs are recorded",
    "open_draft": "says at the other desks which draft a window has open, for as long as it is connected",
    "outdated_run": "has a check done again, or not; what was found and decided is in the record",
    "passphrase.id": "names nothing",
    "passphrase.failures": "the growing wait begins anew; each long row of failures is an event",
    "passphrase.last_failure_at": "the same",
    "passphrase.changed_at": "shown nowhere; the event has the time",
}
# A change of one of these hides what else there is: the walk of the events ends, or finds other things.
ALONE = {"event", "chain_head"}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = filled(tmp_path_factory.mktemp("full") / "data")
    yield desk
    desk.close()


def filled(folder: Path) -> Desk:
    """A desk with rows in every table, all made through the services."""
    desk = open_desk(folder)
    office = set_up_office(desk, [(name, Role.MODERATOR) for name in ("Rahima", "Karim", "Selina")])
    me = office["Rahima"]
    leaves = [Leave(office["Karim"]), Leave(office["Selina"])]
    seconded.change_team(desk, leaves=leaves, by=me)
    checklist.enter(desk, 1, ChecklistForm("6.1.b", ChecklistState.DONE, "উদ্দেশ্য লেখা আছে"), me)
    holidays.add_holiday(desk, date(2027, 2, 21), "শহীদ দিবস", "Martyrs' Day", me)
    approved = write(desk, me, images=1)
    review.approve(desk, approved.id, approved.version.digest, me)
    publication.publish(desk, approved.id, "https://example.org/1", datetime.now(UTC), me)
    aftercare.correct(desk, approved.id, "তারিখ", me, readers_told=True)
    refused = write(desk, me, APPEAL)
    review.answer(desk, refused.findings[0].id, Reply.UPHELD, "", me)
    review.reject(desk, refused.id, "দলীয় আহ্বান", me)
    clip = posted(desk, me, AUDIO)
    watching.watch(desk, clip.id, 0, me)
    again = write(desk, me, "একই ছবি আবার।", images=1)
    rejected = write(desk, me, "একই ছবি আরেক বার।", images=1)
    review.reject(desk, rejected.id, "ছবিটি পুরোনো", me)  # has the other one checked again
    intake.revise(desk, again.id, form("একই ছবি, নতুন লেখা।", images=1), me)
    draft_checks.check_draft(desk, again.id, Work())
    office_rules.add_term(desk, TermForm("মেলা কমিটি", "10.e", Severity.NOTE), me)
    changed = RotationForm(note="", at=datetime.now(UTC) - timedelta(days=3))
    rotation.record_change(desk, 2, changed, me)
    login = vault.add(desk, 1, credential_form(), me)
    rotation_guide.start(desk, login, RotationReason.PLANNED, Secret("Kd8!pWq3=tLm6"), me)
    tasks.add_task(desk, Quarter(2026, 4), "শর্ত আবার পড়া", "রহিমা", None, me)
    activities.add_activity(desk, date(2026, 1, 5), "নির্দেশিকা নিয়ে সভা", "সভাকক্ষ", 32, me)
    readers.enter(desk, [ReaderForm("ফাতেমা", "অফিস সহায়ক", office["Rahima"])], me)
    readers.sign(desk, [1], reminders.today(), me)
    keeping.keep(desk, begin(desk, LetterKind.TEAM, About(), "bn", me), me)
    making.make(desk, quarter_of(reminders.today()), me)
    download = page_files(page_post("আগের পোস্ট", WHEN, f"{PAGE}media/a.jpg"))
    download[f"{PAGE}media/a.jpg"] = encoded(picture(64, 48), "JPEG")
    history = put(folder.parent / "page.zip", download)
    import_history(desk, [history], "sample_upeo", me, Work())
    answers.answer(desk, 1, PastReply.FORGOT, "তাড়াহুড়ায়", me)
    came_from = old_office(folder.parent)
    restore(desk, [came_from.base, came_from.later], came_from.fingerprint, me, Work())
    waiting = pressing(reminders.due(desk, reminders.today()))
    reminders.snooze(desk, waiting[-1].key, reminders.today() + timedelta(days=1), me)
    asked = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "কোথায়?"), me)
    same = register.add(desk, ResponseForm(1, ResponseKind.QUESTION, "কোথায় পাব?"), me)
    handling.assign(desk, asked, me, me)
    handling.merge(desk, same, asked, me)
    saved_replies.save(desk, "ঠিকানা", "অফিসে আসুন, {তারিখ}।", me)
    answering.answer(desk, asked, "অফিসে।", me)
    old = write(desk, me, "অনেক আগের পোস্ট।")
    review.reject(desk, old.id, "দরকার নেই", me)
    long_ago(desk, old.id)
    disposal_answers.answer(desk, listing.make_list(desk, me), old.id, DisposalReply.HOLD, "মামলা", me)
    retention.set_years(desk, RecordClass.GHA, 2, "দপ্তরের সিদ্ধান্ত", me)
    sign_in.set_first(desk, me, Secret("সবুজ মাঠে সাদা বক ৭"))
    assert audit(desk, Work()).problems == ()
    return desk


Change = Callable[[sqlite3.Connection, str], Callable[[], None]]  # changes a table, gives what takes it back


def _missed(desk: Desk, changes: Mapping[str, Change]) -> list[str]:
    """The tables of which the audit does not find the change; every table is as before afterwards.

    An audit takes long, so all changes are made at once, and the audit has to name each table. Of those that
    it does not name, each is changed alone, and has to be found in whatever words.
    """
    with closing(sqlite3.connect(desk.folder.database, isolation_level=None)) as connection:
        undo = [change(connection, name) for name, change in changes.items() if name not in ALONE]
        found = {problem.detail.partition(" ")[0] for problem in audit(desk, Work()).problems}
        for back in undo:
            back()
        missed = []
        for name in changes.keys() - found:
            back = changes[name](connection, name)
            if audit(desk, Work()).ok:
                missed.append(name)
            back()
    return sorted(missed)


def _edited(column: str) -> Change:
    def change(connection: sqlite3.Connection, name: str) -> Callable[[], None]:
        row = _any_row(connection, name)
        at, value = _rowid(connection, name, row), row[column]
        other = value + 7 if isinstance(value, int) else f"{value or ''}1"
        connection.execute(f'UPDATE "{name}" SET "{column}" = ? WHERE rowid = ?', (other, at))
        there = at + 7 if column == "id" else at
        again = f'UPDATE "{name}" SET "{column}" = ? WHERE rowid = ?'
        return lambda: connection.execute(again, (value, there)) and None

    return change


def _deleted(connection: sqlite3.Connection, name: str) -> Callable[[], None]:
    row = _any_row(connection, name)
    connection.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (_rowid(connection, name, row),))
    return lambda: _insert(connection, name, row)


def _put_in(connection: sqlite3.Connection, name: str) -> Callable[[], None]:
    table = next(one for one in TABLES if one._meta.table_name == name)
    stranger, key = _stranger(table, _any_row(connection, name)), table._meta.primary_key.column_name
    _insert(connection, name, stranger)
    again = f'DELETE FROM "{name}" WHERE "{key}" = ?'
    return lambda: connection.execute(again, (stranger[key],)) and None


def test_every_column_edited_is_found(full: Desk) -> None:
    with closing(sqlite3.connect(full.folder.database)) as connection:
        rows = {name: _any_row(connection, name) for name in NAMES if name not in HARMLESS}
    assert all(rows.values()), "a table without a row would prove nothing"
    columns = {
        name: [column for column in row if f"{name}.{column}" not in HARMLESS] for name, row in rows.items()
    }
    for place in range(max(map(len, columns.values()))):
        edited = {name: own[place] for name, own in columns.items() if place < len(own)}
        missed = _missed(full, {name: _edited(column) for name, column in edited.items()})
        assert [f"{name}.{edited[name]}" for name in missed] == []
    assert audit(full, Work()).ok, "the test puts back what it took"


@pytest.mark.parametrize("change", [_deleted, _put_in])
def test_every_row_deleted_or_put_in_is_found(full: Desk, change: Change) -> None:
    assert _missed(full, dict.fromkeys((name for name in NAMES if name not in HARMLESS), change)) == []
    assert audit(full, Work()).ok, "the test puts back what it took"


def _any_row(connection: sqlite3.Connection, name: str) -> dict[str, object]:
    cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid DESC LIMIT 1')
    found = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), found, strict=True)) if found else {}


def _rowid(connection: sqlite3.Connection, name: str, row: dict[str, object]) -> int:
    key = "key" if "key" in row and "id" not in row else "id"
    return int(connection.execute(f'SELECT rowid FROM "{name}" WHERE "{key}" = ?', (row[key],)).fetchone()[0])


def _insert(connection: sqlite3.Connection, name: str, row: dict[str, object]) -> None:
    columns, marks = ", ".join(f'"{column}"' for column in row), ", ".join("?" for _ in row)
    connection.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', tuple(row.values()))


def _stranger(table: type[Table], row: dict[str, object]) -> dict[str, object]:
    """A row like that one under another id, and under other values where the table wants each once."""
    made = dict(row)
    unique = {field.column_name for field in table._meta.sorted_fields if field.unique or field.primary_key}
    plain = (index for index in table._meta.indexes if isinstance(index, tuple))  # others are written in SQL
    unique |= {column for columns, once in plain if once for column in columns}
    for column, value in row.items():
        if column in unique or column.removesuffix("_id") in unique:
            made[column] = value + 1000 if isinstance(value, int) else f"{value}1"
    return made


def test_no_table_is_left_out(full: Desk) -> None:
    with closing(sqlite3.connect(full.folder.database)) as connection:
        known = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in known if not name.startswith((*SEARCHES, "sqlite_"))} == set(NAMES)
