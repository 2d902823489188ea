"""From an approved post to a recorded publication, an archive, its verification and the audit."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QListView, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.models.tables import Event
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.office.office import members
from app.services.posts import queue, review, verifying
from app.services.posts.views import DraftView
from app.services.record import continuing
from app.services.record.audit import audit
from app.ui.archive.audit_dialog import AuditDialog
from app.ui.archive.export_dialog import ExportDialog
from app.ui.archive.period_field import days_of
from app.ui.archive.publication_dialog import PublicationDialog
from app.ui.archive.settle_dialog import SettleDialog
from app.ui.archive.verify_dialog import VerifyDialog
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button, Pill
from app.work import Work
from tests.helpers.window import shown_texts
from tests.services.posts import write
from tests.ui.conftest import Open


@pytest.fixture
def approved(desk: Desk, team: dict[str, int]) -> tuple[DraftView, DraftView]:
    """Two approved posts, the second with an image, and one that still waits."""
    posts = (
        write(desk, team["Jamal"]),
        write(desk, team["Jamal"], "ডেঙ্গু প্রতিরোধে পানি জমতে দেবেন না।", images=1),
    )
    write(desk, team["Jamal"], "নতুন বইয়ের তালিকা প্রকাশ করা হয়েছে।")
    for draft in posts:
        for name in ("Rahima", "Karim"):
            review.approve(desk, draft.id, draft.version.digest, team[name])
    return posts


@pytest.fixture
def page(qtbot: QtBot, approved: tuple[DraftView, DraftView], window: MainWindow) -> QWidget:
    window.show_page("archive")
    qtbot.waitUntil(lambda: len(lines(window.page)) == 2)
    return window.page


def listed(page: QWidget) -> QListView:
    [view] = [one for one in page.findChildren(QListView) if one.accessibleName() == tr("archive.list")]
    return view


def lines(page: QWidget) -> list[str]:
    view = listed(page)
    return [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def press(root: QWidget, key: str) -> None:
    next(one for one in root.findChildren(Button) if one.text() == tr(key) and one.isVisible()).click()


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def problems(root: QWidget) -> list[str]:
    """Those listed now, none before there is a list."""
    lists = [one for one in root.findChildren(QListWidget, "problems") if isinstance(one, QListWidget)]
    return [shown.item(row).text() for shown in lists for row in range(shown.count())]


def test_a_publication_is_recorded(
    qtbot: QtBot, window: MainWindow, desk: Desk, approved: tuple[DraftView, DraftView], page: QWidget
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_P)
    form = dialog(window, PublicationDialog)
    press(form, "publication.save")
    assert says(form, tr("publication.url_missing"))
    [url] = [one for one in form.findChildren(QLineEdit) if one.accessibleName() == tr("publication.url")]
    qtbot.keyClicks(url, "nonsense")
    press(form, "publication.save")
    qtbot.waitUntil(lambda: says(form, tr("error.publication.bad_url", url="nonsense")))
    url.setText("https://facebook.example/1")
    press(form, "publication.save")
    qtbot.waitUntil(lambda: queue.counts(desk)[State.PUBLISHED] == 1)
    [published] = queue.draft(desk, approved[1].id).publications
    assert (published.url, published.member) == ("https://facebook.example/1", "Rahima")

    [pill] = [one for one in page.findChildren(Pill) if one.text().startswith(tr("archive.pill_published"))]
    pill.click()
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    assert "ডেঙ্গু" in lines(page)[0]
    assert pill.text().endswith(" 1")


def test_the_list_is_narrowed_by_words_and_account(qtbot: QtBot, page: QWidget) -> None:
    search = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == tr("archive.search"))
    search.setText("ডেঙ্গু")
    qtbot.waitUntil(lambda: len(lines(page)) == 1)
    search.setText("কোথাও নেই")
    qtbot.waitUntil(lambda: says(page, tr("archive.empty")))
    assert not says(page, tr("archive.publish")), "there is no post to do it with"


def test_a_post_is_opened_in_the_queue(
    qtbot: QtBot, window: MainWindow, approved: tuple[DraftView, DraftView], page: QWidget
) -> None:
    opened: list[int] = []
    window.page.context.draft_wanted.connect(opened.append)
    qtbot.keyClick(listed(page), Qt.Key.Key_Return)
    assert opened == [approved[1].id]
    assert window.page.name == "queue"


def test_an_archive_is_made_and_verified(
    qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget, tmp_path: Path
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_E)
    form = dialog(window, ExportDialog)
    [place] = [one for one in form.findChildren(QLineEdit) if one.accessibleName() == tr("export.place")]
    place.clear()
    press(form, "export.start")
    assert says(form, tr("export.place_missing"))
    out = tmp_path / "archive.zip"
    place.setText(str(out))
    press(form, "export.start")
    qtbot.waitUntil(lambda: says(form, tr("export.done")))
    assert says(form, str(out))
    assert says(form, tr("export.posts_n", n=2))
    form.close()
    assert verifying.verify(out, Work(), allow_unsigned=True).ok

    window.page.verify()  # type: ignore[attr-defined]
    checked = dialog(window, VerifyDialog)
    assert isinstance(checked, VerifyDialog)
    chosen = checked.focusWidget()
    checked.verify(out)
    qtbot.waitUntil(lambda: problems(checked) == [tr("verify.unsigned")])
    assert checked.focusWidget() is chosen, "another Enter chooses the next archive"
    [expected] = checked.findChildren(QCheckBox)
    assert expected.text() == tr("verification.allow_unsigned")
    expected.click()
    checked.verify(out)
    qtbot.waitUntil(lambda: says(checked, tr("verification.good")))
    [key] = [one for one in checked.findChildren(QLineEdit) if one.accessibleName() == tr("verification.key")]
    key.setText("abc")
    checked.verify(out)
    qtbot.waitUntil(lambda: says(checked, tr("error.archive.key_length", n=3, fewest=16, most=64)))
    key.setText("0123 4567 89ab cdef")
    checked.verify(out)
    qtbot.waitUntil(lambda: problems(checked) == [tr("verify.unsigned")])
    key.clear()
    checked.verify(_with_one_byte_changed(out, tmp_path))
    qtbot.waitUntil(lambda: any("post.txt" in problem for problem in problems(checked)))


def _with_one_byte_changed(out: Path, folder: Path) -> Path:
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(out) as bag:
        bag.extractall(unpacked)
    [root] = unpacked.iterdir() if not (unpacked / "bagit.txt").exists() else [unpacked]
    text = next(root.rglob("post.txt"))
    text.write_bytes(text.read_bytes()[:-1] + b"!")
    return root


def test_a_place_that_is_taken_is_said_in_the_dialog(
    qtbot: QtBot, window: MainWindow, page: QWidget, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.zip"
    taken.write_bytes(b"somebody's")
    qtbot.keyClick(page, Qt.Key.Key_E)
    form = dialog(window, ExportDialog)
    [place] = [one for one in form.findChildren(QLineEdit) if one.accessibleName() == tr("export.place")]
    place.setText(str(taken))
    press(form, "export.start")
    qtbot.waitUntil(lambda: says(form, tr("error.archive.exists", name="taken.zip")))
    assert taken.read_bytes() == b"somebody's"


def test_the_record_is_audited(qtbot: QtBot, window: MainWindow, desk: Desk, page: QWidget) -> None:
    press(page, "archive.audit")
    sound = dialog(window, AuditDialog)
    qtbot.waitUntil(lambda: says(sound, tr("audit_page.good")))
    sound.close()
    with desk.store.write() as transaction:
        transaction.database.execute_sql("UPDATE member SET name = 'Somebody' WHERE id = 1")
    press(page, "archive.audit")
    broken = dialog(window, AuditDialog)
    qtbot.waitUntil(lambda: says(broken, tr("audit_page.bad", n=1)))
    assert "member 1" in problems(broken)[0]


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("today", date(2026, 11, 24)),
        ("week", date(2026, 11, 18)),
        ("month", date(2026, 11, 1)),
        ("quarter", date(2026, 10, 1)),
    ],
)
def test_periods_end_today(period: str, first: date) -> None:
    assert days_of(period, date(2026, 11, 24)) == (first, date(2026, 11, 24))
    assert days_of("always", date(2026, 11, 24)) == (None, None)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 9, 30), date(2026, 7, 1)),
        (date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_a_quarter_begins_in_january_april_july_or_october(today: date, first: date) -> None:
    assert days_of("quarter", today) == (first, today)


@pytest.mark.parametrize("name", ["Rahima", "Selina"])
def test_a_record_changed_from_outside_is_settled_by_the_authority_with_a_reason(
    qtbot: QtBot, open_main: Open, desk: Desk, team: dict[str, int], name: str
) -> None:
    with desk.store.write() as transaction:
        transaction.database.execute_sql(
            "UPDATE event SET at = '2020-01-01T00:00:00.000000Z' WHERE id = (SELECT max(id) FROM event)"
        )
    desk_settings.set_(desk, "member", str(team[name]))
    window = open_main()
    window.show_page("archive")
    press(window.page, "archive.audit")
    audit = dialog(window, AuditDialog)
    qtbot.waitUntil(lambda: says(audit, tr("audit_page.bad", n=1)))
    press(audit, "settle.open")
    settle = dialog(window, SettleDialog)
    assert says(settle, tr("settle.broken"))
    press(settle, "settle.save")
    qtbot.waitUntil(lambda: says(settle, tr("settle.second_wanted")))
    [who] = settle.findChildren(QComboBox)
    assert not [name for name in ("Jamal", name) if who.findText(name) >= 0], "a drafter, and whoever asks"
    who.setCurrentIndex(who.findText("Karim"))
    press(settle, "settle.save")
    if name == "Rahima":
        qtbot.waitUntil(lambda: says(settle, tr("error.record.authority_only")))
        return
    qtbot.waitUntil(lambda: says(settle, tr("error.review.reason_missing")))
    reason = next(one for one in settle.findChildren(QLineEdit) if one.isVisible())
    reason.setText("আইটি শাখাকে জানানো হয়েছে")
    press(settle, "settle.save")
    qtbot.waitUntil(lambda: says(audit, "আইটি শাখাকে জানানো হয়েছে"))
    with desk.store.read():
        assert Event.get(Event.kind == "record.settling_agreed").member_name == "Karim"


def test_who_agrees_to_settling_types_a_passphrase_or_nobody_is_left(
    qtbot: QtBot, window: MainWindow, desk: Desk, team: dict[str, int]
) -> None:
    own = Secret("শাপলা নদীর ধারে সকাল")
    sign_in.set_first(desk, team["Selina"], own)
    sign_in.set_first(desk, team["Karim"], own, team["Selina"])
    window.context.set_member(next(one for one in members(desk) if one.name == "Selina"))
    settle = SettleDialog(window.context, window, continuing.Open.BROKEN)
    settle.open()
    write(desk, team["Jamal"])  # or the damaged event would be about a passphrase
    with desk.store.write() as transaction:
        transaction.database.execute_sql(
            "UPDATE event SET member_name = 'X' WHERE id = (SELECT max(id) FROM event)"
        )
    [who], [alone] = settle.findChildren(QComboBox), settle.findChildren(QCheckBox)
    reason, passphrase = settle.findChildren(QLineEdit)
    reason.setText("আইটি শাখাকে জানানো হয়েছে")
    assert not passphrase.isVisible()
    who.setCurrentIndex(who.findText("Karim"))
    assert passphrase.isVisible()
    passphrase.setText("not that one")
    press(settle, "settle.save")
    qtbot.waitUntil(lambda: says(settle, tr("error.signin.wrong")))
    assert continuing.to_settle(desk) is continuing.Open.BROKEN
    alone.click()
    assert not who.isEnabled()
    press(settle, "settle.save")
    qtbot.waitUntil(lambda: continuing.to_settle(desk) is None)
    assert [note.kind for note in audit(desk, Work()).notes] == ["segment", "settled_alone"]
