"""What somebody who can write to the data folder might try, against the real Secret Service.

Each was done by hand first, to a release that believed it.
"""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.archive.signed_texts import event_message
from app.canonical import canonical
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.base.os_keyring import SERVICE
from app.services.base.secret import Secret
from app.services.office import office, sign_in
from app.services.office.holidays import add_holiday
from app.services.office.team import change_team
from app.services.office.views import MemberForm, OfficeForm
from app.services.posts import archive, review
from app.services.posts.copies import save_copies
from app.services.posts.publication import publish
from app.services.record import continuing, outside
from app.services.record.audit import audit
from app.services.record.chain import FIRST, Link, fingerprint, seal
from app.services.record.office_key import replace_key
from app.work import Work
from tests.services.posts import write
from tests.services.refusals import refused
from tests.services.test_audit import kinds

pytestmark = pytest.mark.keyring

YESTERDAY = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture
def approved(desk: Desk, me: int) -> Desk:
    """Two posts approved, in a signed record."""
    for text in ("ভূমি মেলা আগামী রবিবার।", "টিকা নিন, সুস্থ থাকুন।"):
        draft = write(desk, me, text)
        review.approve(desk, draft.id, draft.version.digest, me)
    return desk


@pytest.fixture
def reopened(approved: Desk) -> Iterator[Callable[[], Desk]]:
    """Opens the same folder again, as after a restart of the program."""
    opened: list[Desk] = []

    def reopen() -> Desk:
        approved.close()
        opened.append(open_desk(approved.folder.path))
        return opened[-1]

    yield reopen
    for desk in opened:
        desk.close()


def by_sql(desk: Desk, *statements: str) -> None:
    connection = sqlite3.connect(desk.folder.database)
    with connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    connection.close()


def rehash(desk: Desk) -> None:
    """Make every hash, link and head fit again, as anybody can who has read how they are made."""
    connection = sqlite3.connect(desk.folder.database)
    columns = "id, at, kind, member, member_name, draft, body, previous, signature, key"
    previous, hash_, id_ = FIRST, "", 0
    with connection:
        for row in connection.execute(f"SELECT {columns} FROM event ORDER BY id").fetchall():
            id_, at, kind, member, name, draft, body, _, signature, key = row
            hash_ = Link(id_, at, kind, member, name, draft, body, previous).hash()
            connection.execute("UPDATE event SET previous = ?, hash = ? WHERE id = ?", (previous, hash_, id_))
            previous = seal(hash_, key, signature)
        connection.execute("UPDATE chain_head SET count = ?, hash = ?", (id_, hash_))
    connection.close()


def rewrite_first_decision(desk: Desk) -> None:
    """Make somebody else's the reason of the first approval, in the table and in its event."""
    connection = sqlite3.connect(desk.folder.database)
    with connection:
        found = connection.execute(
            "SELECT id, body FROM event WHERE kind = 'draft.decided' ORDER BY id"
        ).fetchone()
        body = json.loads(found[1])
        body["rows"][0]["reason"] = "উপর থেকে বলা হয়েছে"
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        connection.execute("UPDATE event SET body = ? WHERE id = ?", (text, found[0]))
        connection.execute("UPDATE decision SET reason = 'উপর থেকে বলা হয়েছে' WHERE id = 1")
    connection.close()


def test_an_ordinary_record_is_signed_event_by_event(approved: Desk) -> None:
    report = audit(approved, Work())
    assert report.problems == ()
    assert report.signed
    assert len(report.key) == 64
    connection = sqlite3.connect(approved.folder.database)
    assert connection.execute("SELECT count(*) FROM event WHERE signature = ''").fetchone() == (0,)
    connection.close()


def test_a_rewritten_and_rehashed_decision_is_never_signed_over(
    approved: Desk, me: int, tmp_path: Path
) -> None:
    rewrite_first_decision(approved)
    rehash(approved)
    assert "bad_signature" in kinds(audit(approved, Work()))
    draft = refused(lambda: write(approved, me, "নতুন নোটিশ।"))
    export = refused(lambda: archive.export(approved, tmp_path / "out.zip", work=Work()))
    assert draft == export == "record.broken"
    assert "bad_signature" in kinds(audit(approved, Work())), "and so it stays"


def test_a_broken_record_goes_on_by_name_and_reason_and_stays_broken(approved: Desk, me: int) -> None:
    rewrite_first_decision(approved)
    rehash(approved)
    assert refused(lambda: continuing.continue_broken(approved, " ", me)) == "review.reason_missing"
    continuing.continue_broken(approved, "আইটি শাখাকে জানানো হয়েছে", me)
    write(approved, me, "নতুন নোটিশ।")
    report = audit(approved, Work())
    assert "bad_signature" in kinds(report)
    assert [note.kind for note in report.notes] == ["segment"]
    assert refused(lambda: continuing.continue_broken(approved, "আবার", me)) == "record.sound"


def test_a_record_rewritten_while_the_program_was_closed_is_settled_in_one_act(
    approved: Desk, me: int, reopened: Callable[[], Desk]
) -> None:
    """It is another than the anchored one, and its end does not fit either."""
    approved.close()
    rewrite_first_decision(approved)
    rehash(approved)
    desk = reopened()
    assert refused(lambda: write(desk, me, "নতুন নোটিশ।")) == "record.another"
    assert continuing.settle(desk, "আইটি শাখাকে জানানো হয়েছে", me) is continuing.Open.RESTORED
    write(desk, me, "নতুন নোটিশ।")
    report = audit(desk, Work())
    assert kinds(report) == {"bad_signature"}
    assert [note.kind for note in report.notes] == ["segment"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET at = '2020-01-01T00:00:00.000000Z' WHERE kind = 'key.made'",
        "UPDATE event SET body = 'x' WHERE kind = 'key.made'",
        "UPDATE event SET signature = 'x' WHERE kind LIKE 'key.%'",
        "UPDATE event SET body = '{}' WHERE kind = 'key.replaced'",
    ],
)
def test_a_record_goes_on_where_an_event_that_registered_a_key_is_damaged(
    approved: Desk, me: int, reopened: Callable[[], Desk], damage: str, tmp_path: Path
) -> None:
    if "made" not in damage:
        replace_key(approved, "বার্ষিক বদল", me)
    by_sql(approved, damage)
    assert refused(lambda: write(approved, me, "নতুন নোটিশ।")) == "record.broken"
    continuing.settle(approved, "ডিস্কের ক্ষতি", me)
    desk = reopened()
    new = write(desk, me, "আরেকটি নোটিশ।")
    review.approve(desk, new.id, new.version.digest, me)
    report = audit(desk, Work())
    assert report.signed
    assert not report.ok, "what was damaged stays named"
    assert "segment" in [note.kind for note in report.notes]
    assert refused(lambda: continuing.settle(desk, "আবার", me)) == "record.sound"
    if "SET at" in damage:  # the links hold: what the key signed before is still proven by it
        assert archive.export(desk, tmp_path / "out.zip", work=Work()).posts == 3
        assert {problem.kind for problem in report.problems} == {"edited"}


def test_a_key_does_not_stand_in_for_a_registered_one_unasked(approved: Desk) -> None:
    """Somebody continues the record with a key of their own, though no event of a key is damaged."""
    forger = Ed25519PrivateKey.generate()
    public = base64.b64encode(forger.public_key().public_bytes_raw()).decode("ascii")
    connection = sqlite3.connect(approved.folder.database)
    with connection:
        made = connection.execute("SELECT id FROM event WHERE kind = 'key.made'").fetchone()[0]
        last = connection.execute("SELECT id, hash, signature, key FROM event ORDER BY id DESC").fetchone()
        body = canonical({"key_again": {"events": [made], "public_key": public}, "rows": []}).decode("utf-8")
        at, previous = "2099-01-01T00:00:00.000000Z", seal(last[1], last[3], last[2])
        link = Link(last[0] + 1, at, "record.continued", None, "", None, body, previous)
        signature = base64.b64encode(forger.sign(event_message(link.id, link.hash()))).decode("ascii")
        key = fingerprint(forger.public_key().public_bytes_raw())
        connection.execute(
            "INSERT INTO event VALUES (?, ?, ?, NULL, '', NULL, ?, ?, ?, ?, ?)",
            (link.id, link.at, link.kind, body, link.previous, link.hash(), signature, key),
        )
        connection.execute("UPDATE chain_head SET count = ?, hash = ?", (link.id, link.hash()))
    connection.close()
    assert "bad_signature" in kinds(audit(approved, Work()))
    assert refused(lambda: write(approved, 1, "নতুন নোটিশ।")) == "record.broken"


def test_approvals_appended_without_a_signature_are_named(approved: Desk, me: int) -> None:
    by_sql(
        approved,
        "INSERT INTO event SELECT max(id) + 1, at, kind, member, member_name, draft, body, hash, '', '', ''"
        " FROM event",
    )
    rehash(approved)
    assert "unsigned" in kinds(audit(approved, Work()))
    write(approved, me, "নতুন নোটিশ।")
    assert "unsigned" in kinds(audit(approved, Work())), "a signed event behind them makes them no better"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET signature = '' WHERE id = 3",
        "UPDATE event SET signature = (SELECT signature FROM event WHERE id = 4) WHERE id = 3",
        "UPDATE event SET key = 'f' WHERE id = 3",
        "UPDATE office_key SET public_key = 'AAAA'",
        "UPDATE office_key SET fingerprint = 'f'",
        "UPDATE office_key SET state = 'lost'",
        "DELETE FROM office_key",
        "DELETE FROM chain_head",
        "UPDATE chain_head SET signature = '' WHERE id = 1",
    ],
)
def test_signatures_keys_and_ends_cannot_be_touched_unseen(approved: Desk, statement: str) -> None:
    by_sql(approved, statement)
    assert not audit(approved, Work()).ok


def test_a_key_slipped_in_signs_nothing(approved: Desk, me: int, tmp_path: Path) -> None:
    """A forger's own key among the office's, in its table and by an event that it signs itself."""
    forger = Ed25519PrivateKey.generate()
    public = base64.b64encode(forger.public_key().public_bytes_raw()).decode("ascii")
    key = fingerprint(forger.public_key().public_bytes_raw())
    row = {"table": "office_key", "id": 2, "fingerprint": key, "public_key": public, "desk": "", "at": ""}
    connection = sqlite3.connect(approved.folder.database)
    with connection:
        connection.execute("INSERT INTO office_key VALUES (2, ?, ?, '', 'lost', '')", (key, public))
        columns = "id, hash, signature, key"
        last = connection.execute(f"SELECT {columns} FROM event ORDER BY id DESC LIMIT 1").fetchone()
        body = json.dumps({"reason": "", "rows": [{**row, "state": "lost"}]}, sort_keys=True)
        body = body.replace(", ", ",").replace(": ", ":")
        link = Link(
            last[0] + 1,
            "2099-01-01T00:00:00.000000Z",
            "key.lost",
            None,
            "",
            None,
            body,
            seal(last[1], last[3], last[2]),
        )
        signature = base64.b64encode(forger.sign(event_message(link.id, link.hash()))).decode("ascii")
        connection.execute(
            "INSERT INTO event VALUES (?, ?, ?, NULL, '', NULL, ?, ?, ?, ?, ?)",
            (link.id, link.at, link.kind, body, link.previous, link.hash(), signature, key),
        )
        connection.execute("UPDATE chain_head SET count = ?, hash = ?", (link.id, link.hash()))
    connection.close()
    assert "bad_signature" in kinds(audit(approved, Work()))
    assert refused(lambda: write(approved, me, "নতুন নোটিশ।")) == "record.broken"


def test_an_older_copy_put_back_is_said_at_once(
    approved: Desk, me: int, reopened: Callable[[], Desk], tmp_path: Path
) -> None:
    copy = tmp_path / "older.db"
    approved.store.back_up(copy)
    write(approved, me, "এই খসড়া পরে মুছে ফেলা হবে।")
    approved.close()
    for leftover in approved.folder.path.glob("anumodon.db-*"):
        leftover.unlink()
    shutil.copyfile(copy, approved.folder.database)
    desk = reopened()
    assert kinds(audit(desk, Work())) == {"anchor_behind"}
    assert refused(lambda: write(desk, me, "নতুন নোটিশ।")) == "record.behind"
    continuing.accept_restored(desk, "ডিস্ক নষ্ট হওয়ায় ব্যাকআপ ফেরানো হয়েছে", me)
    write(desk, me, "নতুন নোটিশ।")
    report = audit(desk, Work())
    assert report.ok
    assert {note.kind for note in report.notes} == {"restored"}


def test_events_cut_off_with_a_fitting_end_are_said_at_once(
    approved: Desk, me: int, reopened: Callable[[], Desk]
) -> None:
    desk = reopened()
    by_sql(
        desk,
        "DELETE FROM event WHERE id > 6",
        "UPDATE chain_head SET count = 6, hash = (SELECT hash FROM event WHERE id = 6)",
    )
    again = reopened()
    assert "anchor_behind" in kinds(audit(again, Work()))
    assert refused(lambda: write(again, me, "নতুন নোটিশ।")) == "record.behind"


def test_an_empty_database_beside_the_images_is_said_at_once(
    desk: Desk, me: int, reopened: Callable[[], Desk]
) -> None:
    write(desk, me, images=1)
    desk.close()
    for file in desk.folder.path.glob("anumodon.db*"):
        file.unlink()
    empty = reopened()
    assert "anchor_another" in kinds(audit(empty, Work()))


def test_an_empty_folder_where_a_record_without_images_was_is_said_at_once(
    approved: Desk, me: int, reopened: Callable[[], Desk]
) -> None:
    approved.close()
    for file in approved.folder.path.glob("anumodon.db*"):
        file.unlink()
    empty = reopened()
    assert kinds(audit(empty, Work())) == {"anchor_another"}
    trouble = outside.trouble(empty)
    assert trouble is not None
    assert trouble.key == "record.another", "the page of the first start says it"
    joins = [MemberForm("Rahima", Role.AUTHORITY)]
    change_team(empty, joins=joins, by=None)  # who begins anew on purpose, can, and is asked from then on
    empty.close()
    anew = reopened()
    assert (
        refused(lambda: add_holiday(anew, date(2026, 12, 16), "বিজয় দিবস", "Victory Day", me))
        == "record.another"
    )


def test_who_begins_anew_step_by_step_comes_to_a_member_who_can_give_the_reason(
    approved: Desk, reopened: Callable[[], Desk]
) -> None:
    """By commands the office is named in one start of the program, and its first member added in the next."""
    approved.close()
    for file in approved.folder.path.glob("anumodon.db*"):
        file.unlink()
    office.change_office(reopened(), OfficeForm("নমুনা", "Sample"), None)
    again = reopened()
    (me,) = change_team(again, joins=[MemberForm("Rahima", Role.AUTHORITY)], by=None).joined
    later = reopened()
    victory = date(2026, 12, 16), "বিজয় দিবস", "Victory Day", me
    assert refused(lambda: add_holiday(later, *victory)) == "record.another"
    assert continuing.settle(later, "নতুন করে শুরু", me) is continuing.Open.RESTORED
    add_holiday(later, *victory)
    assert audit(later, Work()).ok


def test_a_copy_elsewhere_says_that_nothing_there_knows_it(approved: Desk, tmp_path: Path) -> None:
    """An empty keyring, as another computer has one: it could be any record, and any part of it."""
    approved.anchor.close()
    for name in (approved.keys._name, *approved.anchor.names):
        approved.keyring.delete(name)
    approved.close()
    copied = open_desk(shutil.copytree(approved.folder.path, tmp_path / "copy"))
    try:
        report = audit(copied, Work())
    finally:
        copied.close()
    assert report.ok
    assert [note.kind for note in report.notes] == ["anchor_unknown"]
    assert report.notes[0].reason.replace(" ", "") == report.key


def test_a_record_without_any_signature_put_in_place_is_a_stranger(
    approved: Desk, me: int, reopened: Callable[[], Desk]
) -> None:
    """No trace of keys, a new desk id, all hashes made to fit: as if there never was a keyring."""
    by_sql(
        approved,
        "DELETE FROM office_key",
        "DELETE FROM event WHERE kind = 'key.made'",
        "UPDATE event SET signature = '', key = ''",
        "UPDATE chain_head SET signature = '', public_key = ''",
        "UPDATE desk_setting SET value = 'f00d' WHERE key = 'desk_id'",
    )
    rehash(approved)
    stranger = reopened()
    assert refused(lambda: write(stranger, me, "নতুন নোটিশ।")) == "record.another"
    assert "anchor_another" in kinds(audit(stranger, Work()))


def test_another_key_signs_nothing_until_the_loss_is_told(
    approved: Desk, me: int, reopened: Callable[[], Desk]
) -> None:
    """The keyring was emptied: the desk makes a new key, which the office does not know."""
    approved.close()
    keyring.delete_password(SERVICE, f"record-signing-key-{approved.keys.desk}")
    desk = reopened()
    assert refused(lambda: write(desk, me, "নতুন নোটিশ।")) == "record.foreign_key"
    continuing.register_after_loss(desk, "কম্পিউটার নতুন করে সাজানো হয়েছে", me)
    write(desk, me, "নতুন নোটিশ।")
    report = audit(desk, Work())
    assert report.ok
    assert {note.kind for note in report.notes} == {"key_lost"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE version SET text = 'আমাদের প্রার্থীকে ভোট দিন।' WHERE draft_id = 1",
        "UPDATE version SET digest = (SELECT digest FROM version WHERE draft_id = 2) WHERE draft_id = 1",
        "UPDATE decision SET digest = 'f' WHERE draft_id = 1",
        "UPDATE decision SET member_id = 1, at = '2020-01-01T00:00:00.000000Z' WHERE draft_id = 1",
        "UPDATE draft SET important = 1 WHERE id = 1",
    ],
)
def test_a_forged_post_does_not_leave_the_desk(
    approved: Desk, me: int, tmp_path: Path, statement: str
) -> None:
    by_sql(approved, statement)
    report = archive.export(approved, tmp_path / "out.zip", work=Work())
    assert [(left.draft_id, left.reason.key) for left in report.left_out] == [(1, "record.post_differs")]
    assert report.posts == 1
    assert (
        refused(lambda: publish(approved, 1, "https://example.org/1", YESTERDAY, me)) == "record.post_differs"
    )
    assert refused(lambda: save_copies(approved, 1, tmp_path / "copies", me, Work())) == "record.post_differs"


def test_an_approval_by_sql_is_no_approval(approved: Desk, me: int) -> None:
    waiting = write(approved, me, "এখনো কেউ দেখেনি।")
    by_sql(approved, f"UPDATE draft SET state = 'approved' WHERE id = {waiting.id}")
    forged = refused(lambda: publish(approved, waiting.id, "https://example.org/3", YESTERDAY, me))
    assert forged == "record.post_differs"


def test_a_quorum_lowered_by_sql_lets_nothing_out(approved: Desk, tmp_path: Path) -> None:
    by_sql(approved, "UPDATE office SET approvals = 1")
    out = refused(lambda: archive.export(approved, tmp_path / "out.zip", work=Work()))
    assert out == "record.office_differs"


def test_a_passphrase_deleted_or_exchanged_is_named(approved: Desk, me: int) -> None:
    sign_in.set_first(approved, me, Secret("সবুজ মাঠে সাদা বক ৭"))
    assert audit(approved, Work()).ok
    by_sql(approved, "UPDATE passphrase SET hash = '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA'")
    assert kinds(audit(approved, Work())) == {"passphrase_changed"}
    by_sql(approved, "DELETE FROM passphrase")
    assert kinds(audit(approved, Work())) == {"passphrase_removed"}
