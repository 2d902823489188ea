"""The whole job on real input through the real window, by keyboard alone, with a picture of every step.

`tests/helpers/with_display.sh .venv/bin/python -m tests.eval.real_window --shared DIR --out DIR` leaves the
pictures, posts, data folder and archive in OUT. It needs xdotool, which types Bangla too.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QWidget

from app.checks.types import Severity
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, State, Verdict
from app.services.office import office
from app.services.posts import queue, verifying
from app.services.posts.views import DraftView, QueueRow
from app.services.record.audit import audit
from app.ui import preferences, theme
from app.ui.app import application, main_window
from app.ui.main_window import MainWindow
from app.ui.post_list.view import DraftList
from app.ui.translation import language
from app.ui.widgets.outcome import Outcome
from app.work import Work
from tests.eval.at_keyboard import Person, Stopwatch
from tests.eval.office import open_office
from tests.eval.real_decisions import DISMISSED, REJECTED, RETURNED, verdict_on
from tests.eval.real_posts import choose, write
from tests.eval.shared import Shared

DECIDED = 50  # drafts the first member goes through
ADDED = " বিস্তারিত জানতে কার্যালয়ে যোগাযোগ করুন।"
SOUGHT = "বাংলাদেশ"


class Day:
    """A day at the desk: intake, checks, answers, decisions, the record and the archive."""

    def __init__(self, desk: Desk, window: MainWindow, person: Person, out: Path, posts: list[Path]) -> None:
        self._desk = desk
        self._window = window
        self._person = person
        self._out = out
        self._posts = posts
        self._list = window.findChild(DraftList)
        self.stopwatch = Stopwatch(window)

    def live(self) -> None:
        """All of it, in order."""
        self.sit_down(0)
        self.take_in()
        self.look_around()
        self.decide()
        self.edit()
        self.second_member()
        self.search()
        self.other_looks()
        self.keep_record()

    def sit_down(self, place: int) -> None:
        """Choose the member at `place` from the menu."""
        person = self._person
        name = office.members(self._desk)[place].name
        person.press("ctrl+m")
        person.until(QApplication.activePopupWidget)
        person.photograph("member-menu")
        person.press(*["Down"] * (place + 1), "Return")
        context = self._window.context
        person.until(lambda: context.member is not None and context.member.name == name)

    def take_in(self) -> None:
        """A folder by its dialog, a calendar by its file, the others pasted as a file manager copies them."""
        person, (excel, table, folders) = self._person, self._posts
        person.photograph("empty")
        started = time.perf_counter()
        person.press("ctrl+shift+o")
        person.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        person.photograph("choose-folder")
        person.press("ctrl+a")
        person.type(str(excel))
        person.press("Return")
        self._end_intake("intake-folder")
        person.press("ctrl+o")
        person.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        person.press("ctrl+a")
        person.type(str(next(table.glob("*.csv"))))
        person.press("Return")
        self._end_intake("intake-calendar")
        person.ask(lambda: QApplication.clipboard().setMimeData(_urls(folders)))
        person.press("ctrl+v")
        self._end_intake("intake-pasted")
        taken = len(queue.ids(self._desk, None))
        print(f"taken in through the window: {taken} in {time.perf_counter() - started:.0f} s")
        person.photograph("checks-running")
        started = time.perf_counter()
        while any(row.checks is not CheckState.DONE for row in self._rows()):
            person.press("j", "j", "k")
        print(f"checked behind the window while J and K were pressed: {time.perf_counter() - started:.0f} s")
        person.until_calm()

    def look_around(self) -> None:
        """A post with findings, its history, its image."""
        person = self._person
        busiest = max(self._drafts(), key=lambda draft: len(draft.findings))
        self._go_to(busiest.id)
        person.press("1")
        person.photograph("most-findings")
        person.press("9")
        person.photograph("ninth-finding")
        person.press("h")
        person.window_is("HistoryDialog")
        person.photograph("history")
        person.press("Escape")
        pictured = max(self._drafts(), key=lambda draft: sum(f.box is not None for f in draft.findings))
        self._go_to(pictured.id)
        person.until_calm()
        person.photograph("faces")
        person.press("i")
        person.window_is("Viewer")
        person.until_calm()
        person.photograph("viewer")
        person.press("plus", "plus")
        person.photograph("viewer-larger")
        person.press("Escape")
        person.window_is("MainWindow")

    def decide(self) -> None:
        """From the top: answer what blocks, then approve, return or reject as the findings say."""
        person = self._person
        person.press("Home")
        asked: set[Verdict] = set()
        for _ in range(DECIDED):
            draft = self._shown()
            verdict = verdict_on({finding.severity for finding in draft.findings}, draft.id)
            first_time = verdict not in asked
            asked.add(verdict)
            if verdict is Verdict.APPROVE:
                self._dismiss_blocks(draft, photograph=first_time)
                person.press("a")
            else:
                person.press("r" if verdict is Verdict.RETURN else "x")
                person.type(RETURNED if verdict is Verdict.RETURN else REJECTED)
                if first_time:
                    person.photograph(f"reason-{verdict}")
                person.press("Return")
            person.until(lambda draft=draft: self._shown().id != draft.id)
            if first_time:
                person.photograph(f"after-{verdict}")
        decided = self._list_id()
        person.press("r")
        person.type(RETURNED)
        person.press("Return", "z")
        person.until(lambda: queue.draft(self._desk, decided).state is State.PENDING)
        person.until(lambda: self._list_id() == decided)
        person.photograph("after-undo")

    def edit(self) -> None:
        """Add a sentence; what changed is shown."""
        person, before = self._person, self._shown()
        person.press("e")
        person.window_is("ComposeDialog")
        person.press("ctrl+End")
        person.type(ADDED)
        person.until_calm()
        person.photograph("edit")
        person.press("ctrl+Return")
        person.window_is("HistoryDialog")
        person.photograph("difference")
        person.press("Escape")
        person.window_is("MainWindow")
        edited = queue.draft(self._desk, before.id)
        assert edited.versions == before.versions + 1
        assert edited.version.text.startswith(before.version.text)
        person.press("n")
        person.window_is("ComposeDialog")
        person.type("আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।")
        person.until_calm()
        person.photograph("compose")
        person.press("Escape")
        person.window_is("ThrowAwayDialog")
        person.photograph("throw-away")
        person.press("shift+Tab", "space")
        person.window_is("MainWindow")

    def second_member(self) -> None:
        """Another member completes what the first one approved."""
        person = self._person
        self.sit_down(1)
        half = [draft.id for draft in self._drafts() if draft.state is State.PENDING and draft.approvals == 1]
        for n, id_ in enumerate(half):
            self._go_to(id_)
            if n == 0:
                person.photograph("one-approval")
            person.press("a")
            person.until(lambda id_=id_: queue.draft(self._desk, id_).state is not State.PENDING)

    def search(self) -> None:
        """By a Bangla word, then one that is nowhere, then another filter."""
        person = self._person
        person.press("slash")
        person.type(SOUGHT)
        sought = person.ask(lambda: _text_in_focus().strip())
        found = len(queue.ids(self._desk, State.PENDING, sought))
        person.until(lambda: self._list.count == found)
        person.photograph("search")
        person.type("ঘঘঘ")
        person.until(lambda: not self._list.isVisible())
        person.photograph("search-nothing")
        person.press("shift+Tab", "space")
        person.photograph("filter-focus")
        person.press("slash", "Escape")
        person.until(lambda: self._list.count > 0)
        print(f"found by search for {sought}: {found}")

    def other_looks(self) -> None:
        """The palette, the keys, every page in both languages and colours, large text, a small window."""
        person, window = self._person, self._window
        person.press("ctrl+k")
        person.type("ইতিহাস")
        person.photograph("palette")
        person.press("Escape")
        person.press("question")
        person.window_is("KeysOverlay")
        person.photograph("keys")
        person.press("Escape")
        person.window_is("MainWindow")
        for look in ("light", "dark"):
            for tongue in ("bn", "en"):
                person.ask(lambda look=look: preferences.set_theme(self._desk, look))
                person.ask(lambda tongue=tongue: preferences.set_language(self._desk, tongue))
                for number, name in enumerate(window.page_names, 1):
                    person.press(f"ctrl+{number}")
                    person.until_calm()
                    person.photograph(f"{name}-{tongue}-{look}")
        person.ask(lambda: preferences.set_theme(self._desk, "light"))
        person.ask(lambda: preferences.set_language(self._desk, "bn"))
        person.ask(lambda: preferences.set_text_size(self._desk, theme.TEXT_SIZES[-1]))
        person.ask(lambda: window.resize(1100, 640))
        for number, name in enumerate(window.page_names, 1):
            person.press(f"ctrl+{number}")
            person.until_calm()
            person.photograph(f"{name}-large-text-small-window")
        person.ask(lambda: preferences.set_text_size(self._desk, 100))
        person.ask(window.showMaximized)
        assert person.ask(language) == "bn"

    def keep_record(self) -> None:
        """A publication, the archive, its verification, the audit."""
        person, target = self._person, self._out / "archive.zip"
        person.press("ctrl+3")
        person.until_calm()
        person.ask(lambda: self._window.page.findChild(QListView).setFocus())
        person.press("Home", "p")
        person.window_is("PublicationDialog")
        person.type("https://facebook.com/sample_upeo/posts/1")
        person.photograph("publication")
        person.press("ctrl+Return")
        person.until(lambda: queue.counts(self._desk)[State.PUBLISHED] == 1)
        person.window_is("MainWindow")
        person.photograph("published")
        person.press("e")
        person.window_is("ExportDialog")
        self._tab_to(".zip")
        person.press("ctrl+a")
        person.type(str(target))
        person.press("ctrl+Return")
        person.photograph("export-running")
        person.until(target.exists)
        person.until_calm()
        person.photograph("exported")
        person.press("Escape")
        person.window_is("MainWindow")
        person.press("v")
        person.window_is("VerifyDialog")
        person.press("space")
        person.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
        person.type(str(target))
        person.press("Return")
        person.until(lambda: any(one.isVisible() for one in _everywhere(Outcome)))
        person.photograph("verified")
        person.press("Escape")
        person.window_is("MainWindow")
        person.press("ctrl+k")
        person.type("রেকর্ড")
        person.photograph("palette-audit")
        person.press("Return")
        person.window_is("AuditDialog")
        person.until(lambda: any(one.isVisible() for one in _everywhere(Outcome)))
        person.photograph("audited")
        person.press("Escape")

    def tell(self) -> None:
        """What was decided as the services read it back, how quick it was, and how large it grew."""
        counted = ", ".join(f"{state} {n}" for state, n in queue.counts(self._desk).items() if n)
        found = verifying.verify(self._out / "archive.zip", Work(), allow_unsigned=True)
        record = audit(self._desk, Work())
        times = self.stopwatch.samples
        print(
            f"in the record: {counted}; archive: {found.posts} posts, {'ok' if found.ok else found.problems}"
        )
        print(f"audit: {record.events} events, {'sound' if record.ok else record.problems}")
        print(
            f"key to next post painted: median {statistics.median(times):.0f} ms, "
            f"max {max(times):.0f} ms of {len(times)}"
        )
        print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")

    def _end_intake(self, name: str) -> None:
        person = self._person
        person.window_is("IntakeDialog")
        person.until(
            lambda: any(one.isVisible() for one in QApplication.activeWindow().findChildren(QListView))
        )
        person.photograph(name)
        person.press("Escape")
        person.window_is("MainWindow")

    def _dismiss_blocks(self, draft: DraftView, *, photograph: bool) -> None:
        person = self._person
        for finding in draft.findings:
            if finding.severity is Severity.BLOCK and finding.number <= 9:
                person.press(str(finding.number), "d")
                person.type(DISMISSED)
                if photograph:
                    person.photograph("dismissing")
                person.press("Return")

    def _go_to(self, draft_id: int) -> None:
        """To the top of the list, then down to the draft."""
        self._person.press("Home")
        steps = self._person.ask(lambda: queue.ids(self._desk, State.PENDING).index(draft_id))
        if steps:
            self._person.press(*["j"] * steps)
        self._person.until(lambda: self._list_id() == draft_id)

    def _tab_to(self, ending: str) -> None:
        while not self._person.ask(lambda: _text_in_focus().endswith(ending)):
            self._person.press("Tab")

    def _list_id(self) -> int:
        return self._list.draft_id

    def _shown(self) -> DraftView:
        return queue.draft(self._desk, self._list.draft_id)

    def _drafts(self) -> list[DraftView]:
        return [queue.draft(self._desk, id_) for id_ in queue.ids(self._desk, State.PENDING)]

    def _rows(self) -> list[QueueRow]:
        return queue.rows(self._desk, queue.ids(self._desk, None))


def _urls(folder: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    return mime


def _text_in_focus() -> str:
    field = QApplication.focusWidget()
    return field.text() if isinstance(field, QLineEdit) else ""


def _everywhere(kind: type[QWidget]) -> list[QWidget]:
    return [found for top in QApplication.topLevelWidgets() for found in top.findChildren(kind)]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.eval.real_window", description="The job on real input, in the window."
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a folder that does not exist yet")
    options = parser.parse_args()
    shared = Shared(options.shared)
    news, photos = shared.news, shared.photos
    if news is None or photos is None:
        parser.error("the shared folder lacks news passages or photographs")
    pictures = options.out / "pictures"
    pictures.mkdir(parents=True)
    posts = write(choose(news, photos), options.out / "posts")
    app = application()
    desk = open_office(options.out / "data")
    assert desk.pack_holder.pack.rules
    desk_settings.set_(desk, preferences.LANGUAGE, "bn")
    preferences.restore(desk, "bn")
    window = main_window(desk)
    window.appear()
    person = Person(pictures)
    day = Day(desk, window, person, options.out, posts)
    try:
        person.work(day.live)
        day.tell()
    finally:
        window.close()
        app.processEvents()
        desk.close()


if __name__ == "__main__":
    main()
