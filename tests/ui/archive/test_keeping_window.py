"""How long a post is kept and what is destroyed, in the window: class, hold, evidence, the list by keys."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QWidget
from pytestqt.qtbot import QtBot

from app.intake.types import IncomingFile
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import DisposalReply, DisposalState, RecordClass, Role
from app.services.office import confirming, office, retention
from app.services.office.views import Leave, MemberForm
from app.services.posts import aftercare, archive, publication, queue, review
from app.services.record.audit import audit
from app.services.retention import answering, listing
from app.ui import jobs, messages
from app.ui.aftercare.evidence_dialog import EvidenceDialog
from app.ui.archive.keeping_dialogs import ReasonDialog
from app.ui.archive.side import SideColumn
from app.ui.disposal.dialogs import CertificateOfDestructionDialog, DestroyDialog, OrderDialog
from app.ui.disposal.rules_dialog import RulesDialog
from app.ui.disposal.view import DisposalView
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from app.ui.widgets import Button, LinkLabel, Pill
from app.work import Work
from tests.helpers.window import shown_texts
from tests.services import seconded
from tests.services.long_ago import long_ago
from tests.services.posts import write

MEMO = "38.01.6758.000.016.14.0004.26"


def says(root: QWidget, sentence: str) -> bool:
    return any(sentence in text for _, text in shown_texts(root))


def published(desk: Desk, team: dict[str, int], text: str = "মেলা হবে।", images: int = 0) -> int:
    draft = write(desk, team["Jamal"], text, images=images)
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    publication.publish(desk, draft.id, "facebook.com/sample/1", datetime.now(UTC), team["Rahima"])
    return draft.id


def listed(page: QWidget) -> QListView:
    return next(one for one in page.findChildren(QListView) if one.accessibleName() == tr("archive.list"))


@pytest.fixture
def post(desk: Desk, team: dict[str, int]) -> int:
    return published(desk, team)


def test_class_hold_and_proof_stand_beside_the_post(
    qtbot: QtBot, desk: Desk, team: dict[str, int], post: int, window: MainWindow, tmp_path: Path
) -> None:
    page = b"<!doctype html><script>alert(1)</script><p>Fair</p>"
    aftercare.prove(desk, post, team["Rahima"], file=IncomingFile("page.html", page))
    window.resize(1366, 768)
    window.show_page("archive")
    qtbot.waitUntil(lambda: says(window.page, tr("archive_side.class")))
    assert says(window.page, tr("keeping.source.ours"))
    qtbot.keyClick(listed(window.page), Qt.Key.Key_H)
    form = window.findChild(ReasonDialog)
    assert form is not None
    form.submit()
    assert says(form, tr("error.review.reason_missing"))
    form.reason.line.setText("Information request 17")
    form.submit()
    qtbot.waitUntil(lambda: retention.keeping(desk, post).hold == "Information request 17")
    qtbot.waitUntil(lambda: says(window.page, tr("archive_side.held")))
    side = window.page.findChild(SideColumn)
    assert side is not None
    side.class_wanted.emit(RecordClass.GHA.value)
    shorter = next(one for one in window.findChildren(ReasonDialog) if one.isVisible())
    shorter.reason.line.setText("daily post")
    shorter.submit()
    qtbot.waitUntil(lambda: len(confirming.open_proposals(desk)) == 1)
    assert retention.keeping(desk, post).record_class is RecordClass.GA, "a shorter class waits for a second"
    opened = next(one for one in window.page.findChildren(LinkLabel) if one.text() == tr("evidence.open"))
    opened.click()
    shown = window.findChild(EvidenceDialog)
    assert shown is not None
    qtbot.waitUntil(lambda: "<script>" in shown.text.toPlainText())
    shown.save_to(tmp_path / "copy.html")
    qtbot.waitUntil((tmp_path / "copy.html").exists)
    assert (tmp_path / "copy.html").read_bytes() == page


def test_a_drafter_sees_class_and_hold_but_cannot_press_them(
    qtbot: QtBot, desk: Desk, team: dict[str, int], post: int, window: MainWindow
) -> None:
    def pressable() -> list[bool]:
        side = window.page.findChild(SideColumn)
        assert side is not None
        hold = [one for one in side.findChildren(Button) if one.text() == tr("archive_side.hold")]
        return [one.isEnabled() for one in (*side.findChildren(Pill), *hold)]

    window.resize(1366, 768)
    window.show_page("archive")
    qtbot.waitUntil(lambda: len(pressable()) == 5 and all(pressable()))
    window.context.set_member(office.member(desk, team["Jamal"]))
    qtbot.waitUntil(lambda: len(pressable()) == 5 and not any(pressable()))
    assert says(window.page, tr("queue.drafter"))


def test_a_list_asked_for_twice_is_made_once(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    long_ago(desk, published(desk, team))
    window.show_page("archive")
    window.context.open_archive_view("disposal")
    view = window.page.findChild(DisposalView)
    qtbot.waitUntil(lambda: not jobs.busy())
    told: list[str] = []
    messages.bridge.shown.connect(lambda message: told.append(message.text))
    jobs.hold()
    view.make()
    view.make()
    jobs.let_go()
    qtbot.waitUntil(lambda: view.entries.count() == 1 and not jobs.busy())
    assert told == []


def test_a_list_that_too_few_are_left_to_answer_is_made_anew(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    def offered() -> bool:
        return any(
            one.text() == tr("disposal_page.make") for one in view.findChildren(Button) if one.isVisible()
        )

    long_ago(desk, published(desk, team))
    listing.make_list(desk, team["Rahima"])
    window.show_page("archive")
    window.context.open_archive_view("disposal")
    view = window.page.findChild(DisposalView)
    qtbot.waitUntil(lambda: view.entries.count() == 1 and not jobs.busy())
    assert not offered()
    joins = [MemberForm("Habib", Role.MODERATOR), MemberForm("Mina", Role.AUTHORITY)]
    leaves = [Leave(team[name]) for name in ("Karim", "Selina")]
    seconded.change_team(desk, joins=joins, leaves=leaves, by=team["Rahima"])
    view.arrive()
    qtbot.waitUntil(offered)
    assert says(view, tr("disposal_page.stranded"))
    view.make()
    qtbot.waitUntil(lambda: len(listing.lists(desk)) == 2 and not jobs.busy())
    qtbot.waitUntil(lambda: not offered())
    assert not says(view, tr("disposal_page.stranded"))


def test_a_key_pressed_twice_answers_for_one_post(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    for text in ("মেলা হবে।", "আরেকটি।"):
        long_ago(desk, published(desk, team, text))
    listing.make_list(desk, team["Rahima"])
    window.show_page("archive")
    window.context.open_archive_view("disposal")
    view = window.page.findChild(DisposalView)
    qtbot.waitUntil(lambda: view.entries.count() == 2 and not jobs.busy())
    first = view.entries.key()
    jobs.hold()
    for _ in range(2):
        qtbot.keyClick(view.entries, Qt.Key.Key_1)
    jobs.let_go()
    qtbot.waitUntil(lambda: not jobs.busy() and view.entries.key() != first)
    answers = {str(item.id): len(item.answers) for item in listing.lists(desk)[0].items}
    assert answers == {first: 1, view.entries.key(): 0}
    with desk.store.read():
        assert Event.select().where(Event.kind == "disposal.answered").count() == 1
    qtbot.keyClick(view.entries, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: all(len(item.answers) == 1 for item in listing.lists(desk)[0].items))


@pytest.mark.sqlite
def test_januarys_list_is_answered_ordered_carried_out_and_certified(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow, tmp_path: Path
) -> None:
    gone, kept = published(desk, team, images=1), published(desk, team, "আরেকটি।")
    for one in (gone, kept):
        long_ago(desk, one)
    archive.export(desk, tmp_path / "archive", work=Work())
    window.resize(1366, 768)
    window.show_page("archive")
    window.context.open_archive_view("disposal")
    view = window.page.findChild(DisposalView)
    assert view is not None
    qtbot.waitUntil(lambda: says(view, tr("disposal_page.none")))
    view.make()
    qtbot.waitUntil(lambda: view.entries.count() == 2)
    qtbot.keyClick(view.entries, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: view.entries.currentRow() == 1)
    qtbot.keyClick(view.entries, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: says(view, tr("disposal.item.kept")))
    answering.answer(desk, 1, gone, DisposalReply.DESTROY, "", team["Karim"])
    view.arrive()
    qtbot.waitUntil(lambda: says(view, tr("disposal.item.to_destroy")))
    view.order()
    order = window.findChild(OrderDialog)
    assert order is not None
    order.memo.line.setText(MEMO)
    order.place.set_path(tmp_path / "order.pdf")
    order.submit()
    qtbot.waitUntil(lambda: listing.disposal_list(desk, 1).state is DisposalState.ORDERED)
    qtbot.waitUntil((tmp_path / "order.pdf").exists)
    qtbot.waitUntil(lambda: says(view, tr("disposal_page.destroy")))
    view.carry_out()
    destroy = window.findChild(DestroyDialog)
    assert destroy is not None
    qtbot.waitUntil(destroy.save_button.isEnabled)
    destroy.typed.line.setText("yes")
    destroy.submit()
    qtbot.waitUntil(lambda: says(destroy, tr("error.disposal.typed_wrong")))
    destroy.typed.line.setText(MEMO)
    qtbot.waitUntil(destroy.save_button.isEnabled)
    destroy.submit()
    qtbot.waitUntil(lambda: listing.disposal_list(desk, 1).state is DisposalState.DONE)
    qtbot.waitUntil(lambda: says(view, tr("disposal_page.certify")))
    view.certify()
    form = window.findChild(CertificateOfDestructionDialog)
    assert form is not None
    form.place.set_path(tmp_path / "destroyed.pdf")
    form.submit()
    qtbot.waitUntil((tmp_path / "destroyed.pdf").exists)
    assert queue.draft(desk, gone).version.text == ""
    assert queue.draft(desk, kept).version.text
    assert audit(desk, Work()).ok
    window.context.open_archive_view("list")
    qtbot.waitUntil(lambda: says(window.page, tr("archive.mark.destroyed")))


def test_years_and_classes_are_chosen_by_keys_and_what_shortens_waits(
    qtbot: QtBot, desk: Desk, team: dict[str, int], window: MainWindow
) -> None:
    def opened() -> RulesDialog:
        with qtbot.waitActive(window):
            window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_K)
        qtbot.waitUntil(lambda: window.findChild(RulesDialog) is not None)
        found = window.findChild(RulesDialog)
        assert found is not None
        return found

    window.show_page("archive")
    window.context.open_archive_view("disposal")
    form = opened()
    assert says(form, tr("keeping_rules.ours"))
    assert not says(form, tr("keeping_rules.own"))
    form.submit()
    assert says(form, tr("keeping_rules.nothing"))
    ga, kha = form.years[RecordClass.GA], form.years[RecordClass.KHA]
    form.purposes["5.c"].setFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Left)
    assert form.purposes["5.c"].value() == RecordClass.KHA
    kha.line.setText("১২")
    ga.line.setText("অনেক")
    form.submit()
    assert says(form, tr("office.no_number"))
    ga.line.setText("3")
    form.submit()
    assert says(form, tr("error.review.reason_missing"))
    form.reason.line.setText("দপ্তরের সিদ্ধান্ত")
    qtbot.keyClick(form.reason.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.findChild(RulesDialog) is None)
    classes, purposes = retention.rules(desk)
    years = {one.record_class: (one.years, one.ours) for one in classes}
    assert years[RecordClass.KHA] == (12, False)
    assert years[RecordClass.GA] == (5, True), "fewer years wait for a second member"
    assert [one.record_class for one in purposes if one.purpose == "5.c"] == [RecordClass.KHA]
    [waits] = confirming.open_proposals(desk)
    form = opened()
    qtbot.waitUntil(lambda: says(form, tr("keeping_rules.own")))
    assert says(form, tr("keeping_rules.waits", id=waits.id, change=waits.lines[0].en))
    form.reject()
    confirming.confirm(desk, waits.id, team["Karim"])
    years = {one.record_class: (one.years, one.ours) for one in retention.rules(desk)[0]}
    assert years[RecordClass.GA] == (3, False)
    assert audit(desk, Work()).ok
