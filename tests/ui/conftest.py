"""The main window, or one page of it, over a real desk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

if "DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.office import office
from app.ui import jobs, theme
from app.ui.app import application
from app.ui.context import Context
from app.ui.main_window import MainWindow
from app.ui.queue.page import QueuePage
from app.ui.translation import set_language
from tests.helpers.window import Clock, close_window, look, open_window, opened_pages

Open = Callable[..., MainWindow]
Press = Callable[..., None]
Approve = Callable[[QWidget], None]


def pytest_sessionfinish() -> None:
    """Empty the clipboard: offscreen it outlives the interpreter, and crashes on what Python put there."""
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def _documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files are offered to be saved in a folder that is not the documents of who runs the tests (Linux)."""
    config, documents = tmp_path_factory.mktemp("config"), tmp_path_factory.mktemp("documents")
    (config / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{documents}"\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(config))
        yield


@pytest.fixture(autouse=True)
def _loops_run() -> Iterator[None]:
    """Fail the test that leaves Qt quit: loops then end at once, and later tests wait for jobs in vain."""
    yield
    app = QApplication.instance()
    if app is None:
        return
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    if loop.exec() == 0:
        return
    QTimer.singleShot(0, app.exit)
    app.exec()  # nothing else lets loops run again
    pytest.fail("the test leaves the application quit")


@pytest.fixture
def clock() -> Clock:
    """How long things are on screen; `press` moves it, as a person looks before they press."""
    return Clock()


@pytest.fixture
def open_main(qtbot: QtBot, desk: Desk, clock: Clock) -> Iterator[Open]:
    """Opens the window over the desk as it is by then; window and jobs end with the test."""
    opened: list[MainWindow] = []

    def open_(**how: str) -> MainWindow:
        opened.append(open_window(qtbot, desk, **how, clock=clock))
        return opened[-1]

    yield open_
    for window in opened:
        close_window(window)


@pytest.fixture
def window(open_main: Open, desk: Desk, team: dict[str, int]) -> MainWindow:
    """The window of an office with a team; Rahima, a moderator, sits at the desk. In English."""
    desk_settings.set_(desk, "member", str(team["Rahima"]))
    return open_main()


@pytest.fixture
def context(qtbot: QtBot, desk: Desk, team: dict[str, int], clock: Clock) -> Iterator[Context]:
    """Rahima, a moderator of a team, sits at the desk; the window speaks English."""
    application()
    set_language("en")
    theme.apply("light")
    context = Context(desk, clock=clock)
    context.set_member(office.member(desk, team["Rahima"]))
    yield context
    jobs.stop_all()


@pytest.fixture
def open_page(qtbot: QtBot, context: Context) -> Iterator[Callable[[], QueuePage]]:
    """Opens the page as the window does, over what is in the record by then."""
    with opened_pages(qtbot, lambda: QueuePage(context)) as open_:
        yield open_


@pytest.fixture
def press(qtbot: QtBot, clock: Clock) -> Press:
    """Looks at what is on screen, then presses keys where the focus is, as a person does."""

    def press_(widget: QWidget, *keys: str | Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            look(clock)
            target = widget.focusWidget() or widget
            if isinstance(key, str):
                qtbot.keyClicks(target, key)
            elif modifier is None:
                qtbot.keyClick(target, key)
            else:
                qtbot.keyClick(target, key, modifier)
            QApplication.processEvents()

    return press_


@pytest.fixture
def approve(qtbot: QtBot, press: Press) -> Approve:
    """Presses the key of approval, and waits until what it begins is over."""

    def approve_(page: QWidget) -> None:
        press(page, "a")
        qtbot.waitUntil(lambda: not jobs.busy())

    return approve_
