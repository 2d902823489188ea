"""Work away from the window's thread: its result, its failures and its end come back as promised."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.errors import Refusal
from app.ui import jobs, messages
from app.ui.app import application
from app.ui.messages import Message
from app.ui.translation import set_language, tr
from app.work import Work
from tests.helpers.patience import PATIENCE


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    application()
    return QObject()


def test_the_result_comes_back_on_the_windows_thread(qtbot: QtBot, owner: QObject) -> None:
    seen: list[tuple[str, bool]] = []
    here = QThread.currentThread()

    def work(_work: Work) -> bool:
        return QThread.currentThread() is here

    def done(worked_here: bool) -> None:
        seen.append(("worked here", worked_here))
        seen.append(("told here", QThread.currentThread() is here))

    jobs.run(work, done, owner=owner)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [("worked here", False), ("told here", True)]


def test_a_refusal_becomes_its_sentence(qtbot: QtBot, owner: QObject) -> None:
    set_language("en")
    said: list[Message] = []
    messages.bridge.shown.connect(said.append)

    def work(_work: Work) -> None:
        raise Refusal("publication.future")

    jobs.run(work, lambda _none: None, owner=owner)
    qtbot.waitUntil(lambda: bool(said))
    messages.bridge.shown.disconnect(said.append)
    assert said[0].kind == "error"
    assert said[0].text == tr("error.publication.future")


def test_a_refusal_goes_to_whoever_wants_it(qtbot: QtBot, owner: QObject) -> None:
    failed: list[Refusal] = []
    done: list[object] = []
    ended: list[bool] = []

    def work(_work: Work) -> None:
        raise Refusal("publication.future")

    jobs.run(work, done.append, failed.append, owner=owner, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert [refusal.key for refusal in failed] == ["publication.future"]
    assert done == []


def test_a_bug_reaches_the_programs_hook(
    qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append(kind))
    ended: list[bool] = []
    jobs.run(lambda _work: 1 // 0, lambda _none: None, owner=owner, ended=lambda: ended.append(True))
    qtbot.waitUntil(lambda: bool(ended))
    assert caught == [ZeroDivisionError]


def test_cancelling_ends_it_without_a_word(qtbot: QtBot, owner: QObject) -> None:
    begun = threading.Event()
    go_on = threading.Event()
    heard: list[str] = []

    def work(work: Work) -> None:
        work.step(0, 2)  # told of to the window, which has not heard it yet when it cancels
        begun.set()
        go_on.wait(PATIENCE)
        work.step(1, 2)

    job = jobs.run(
        work,
        lambda _none: heard.append("done"),
        lambda _refusal: heard.append("failed"),
        lambda *_: heard.append("progress"),
        owner=owner,
        ended=lambda: heard.append("ended"),
    )
    assert begun.wait(PATIENCE)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["ended"]


def test_work_for_an_owner_that_is_gone_is_stopped_and_told_to_nobody(qtbot: QtBot, owner: QObject) -> None:
    begun = threading.Event()
    over = threading.Event()
    heard: list[str] = []

    def work(work: Work) -> None:
        begun.set()
        try:
            while True:
                work.step(1, 2)
        finally:
            over.set()

    jobs.run(
        work,
        lambda _none: heard.append("done"),
        progress=lambda *_: heard.append("progress"),
        owner=owner,
        ended=lambda: heard.append("ended"),
    )
    assert begun.wait(PATIENCE)
    delete(owner)
    qtbot.waitUntil(over.is_set)
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    assert heard == []


@pytest.mark.parametrize("fails", [False, True])
def test_what_ends_after_its_owner_went_is_told_to_nobody(
    qtbot: QtBot, owner: QObject, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    go_on = threading.Event()
    heard: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda *_: heard.append("hook"))

    def work(_work: Work) -> None:
        go_on.wait(PATIENCE)
        if fails:
            raise Refusal("publication.future")

    jobs.run(
        work,
        lambda _none: heard.append("done"),
        lambda _refusal: heard.append("failed"),
        owner=owner,
        ended=lambda: heard.append("ended"),
    )
    delete(owner)
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert heard == []


def test_an_owner_that_goes_with_the_result_hears_of_no_end(qtbot: QtBot, owner: QObject) -> None:
    heard: list[str] = []
    jobs.run(
        lambda _work: None, lambda _none: delete(owner), owner=owner, ended=lambda: heard.append("ended")
    )
    qtbot.waitUntil(lambda: not jobs.busy())
    assert heard == []


def test_progress_is_told_in_order_and_the_last_of_it_arrives(qtbot: QtBot, owner: QObject) -> None:
    told: list[tuple[int, int]] = []
    ended: list[bool] = []

    def work(work: Work) -> None:
        for step in range(1, 1001):
            work.step(step, 1000)

    jobs.run(
        work,
        lambda _none: None,
        progress=lambda done, total: told.append((done, total)),
        owner=owner,
        ended=lambda: ended.append(True),
    )
    qtbot.waitUntil(lambda: bool(ended))
    assert told == sorted(told)
    assert told[-1] == (1000, 1000)


def test_closing_the_window_waits_for_what_runs(owner: QObject) -> None:
    begun = threading.Event()
    over = threading.Event()

    def work(work: Work) -> None:
        begun.set()
        while not work.cancelled:
            pass
        over.set()

    jobs.run(work, lambda _none: None, owner=owner)
    assert begun.wait(PATIENCE)
    jobs.stop_all()
    assert over.is_set()


def test_jobs_wait_until_they_are_let_go(qtbot: QtBot, owner: QObject) -> None:
    began = threading.Event()
    told: list[None] = []
    jobs.hold()
    try:
        jobs.run(lambda _work: began.set(), told.append, owner=owner)
        QThreadPool.globalInstance().waitForDone()
        assert not began.is_set()
        assert jobs.busy()
    finally:
        jobs.let_go()
    qtbot.waitUntil(lambda: told == [None])
    jobs.run(lambda _work: None, told.append, owner=owner)
    qtbot.waitUntil(lambda: told == [None, None])


def test_a_window_closed_before_its_first_paint_ends_what_waits(qtbot: QtBot, owner: QObject) -> None:
    jobs.hold()
    waiting = jobs.run(lambda work: work.step(0, 1), lambda _none: None, owner=owner)
    jobs.stop_all()
    assert waiting.work.cancelled
    qtbot.waitUntil(lambda: not jobs.busy())
