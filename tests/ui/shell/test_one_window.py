"""One window a data folder, whatever became of the one before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from app.errors import MissingEnvironment
from app.i18n import LANGUAGES, Translator
from app.services.base.folder import open_folder
from app.ui.app import application
from app.ui.shell.one_window import OneWindow

CLAIM_AND_DIE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.shell.one_window import OneWindow
app = QCoreApplication([])
window = OneWindow(Path(sys.argv[1]))
print(window.claim(), flush=True)
os._exit(9)  # as a kill ends it: lock and socket stay behind
"""


def test_a_second_start_calls_the_first_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.called):
        assert not second.claim()
    first.release()


@pytest.mark.skipif(os.name != "posix", reason="on Windows it is a pipe, which lies in no folder")
def test_also_where_temporary_files_lie_in_a_folder_of_a_long_name(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = tmp_path / ("far" * 40)
    far.mkdir()
    monkeypatch.setenv("TMPDIR", str(far))
    test_a_second_start_calls_the_first_to_the_front(qtbot, tmp_path)
    assert not list(far.iterdir())


def test_another_folder_is_another_window(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = OneWindow(tmp_path / "a"), OneWindow(tmp_path / "b")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()


@pytest.mark.parametrize("host", ["", "other-pc"])
def test_a_window_that_cannot_be_called_is_told_of(qtbot: QtBot, tmp_path: Path, host: str) -> None:
    """Another user's on this computer, or one on another computer that shares the folder."""
    application()
    folder = open_folder(tmp_path).path
    lock = QLockFile(str(folder / "window.lock"))
    if host:
        (folder / "window.lock").write_text(f"{os.getpid()}\npython\n{host}\nid\n\n")
    else:
        assert lock.tryLock(0)
    with pytest.raises(MissingEnvironment) as refusal:
        OneWindow(folder).claim()
    assert refusal.value.key == "folder.open_elsewhere"
    assert host in str(refusal.value.params["host"])
    for language in LANGUAGES:
        assert str(folder) in Translator(language).refusal(refusal.value)
    lock.unlock()


def test_a_closed_window_makes_room(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.claim()
    first.release()
    assert second.claim()
    second.release()


def test_a_killed_window_does_not_stand_in_the_way(qtbot: QtBot, tmp_path: Path) -> None:
    application()
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    died = subprocess.run(
        [sys.executable, "-c", CLAIM_AND_DIE, str(tmp_path)],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (died.returncode, died.stdout.strip()) == (9, "True")
    assert (tmp_path / "window.lock").exists()
    heir = OneWindow(tmp_path)
    assert heir.claim()
    heir.release()
