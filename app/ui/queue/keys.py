"""The keys of the queue page: one letter a verb, the same all over the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.ui.findings.panel import FindingsPanel
from app.ui.hotkey import hotkey
from app.ui.page import Command
from app.ui.post_view.crops import KEY as CROPS_KEY
from app.ui.post_view.post import PostView
from app.ui.queue.answering import Answering
from app.ui.queue.bulk import Bulk
from app.ui.queue.decision_bar import DecisionBar
from app.ui.queue.image_strip import ImageStrip
from app.ui.queue.intake import Intake
from app.ui.queue.listing import Listing
from app.ui.queue.post_watch import PostWatch
from app.ui.queue.top_bar import TopBar

if TYPE_CHECKING:
    from app.ui.queue.page import QueuePage


def add_commands(
    page: QueuePage,
    *,
    top: TopBar,
    listed: Listing,
    post: PostView,
    findings: FindingsPanel,
    strip: ImageStrip,
    bar: DecisionBar,
    bulk: Bulk,
    answering: Answering,
    intake: Intake,
    watch: PostWatch,
) -> None:
    """Give `page` its commands, made of its own verbs and those of its parts."""
    add = page.add_command

    def alone(run: Callable[[], object]) -> Callable[[], object]:
        """What is done to the post on screen: not while several are chosen, and it is out of sight."""
        return lambda: None if bulk.is_shown else run()

    add("queue.key.next", "J", lambda: listed.list.step(1), repeats=True)
    add("queue.key.previous", "K", lambda: listed.list.step(-1), repeats=True)
    add("queue.key.approve", "A", lambda: bulk.approve() if bulk.is_shown else bar.press_approve())
    add("queue.key.return", "R", lambda: bulk.send_back() if bulk.is_shown else bar.press_return())
    add("queue.key.reject", "X", bar.press_reject)
    add("queue.key.undo", "Z", page.undo)
    add("queue.key.uphold", "U", alone(answering.uphold))
    add("queue.key.dismiss", "D", alone(answering.dismiss))
    add("queue.key.dismiss_alike", "Shift+D", alone(answering.dismiss_alike))
    add("queue.key.exception", "Shift+E", alone(page.add_exception))
    add("queue.key.ask_meaning", "", alone(page.ask_meaning))
    add("queue.key.return_letter", "", alone(page.return_letter))
    add("queue.key.mend", "C", alone(findings.begin_mending))
    add("queue.key.edit", "E", alone(page.edit))
    add("queue.key.unicode", "B", alone(page.to_unicode))
    add("queue.key.history", "H", alone(page.show_history))
    add("queue.key.image", "I", alone(post.open_first_image))
    add("queue.key.next_image", "Right", lambda: bulk.look() if bulk.is_shown else strip.show_next())
    add("queue.key.crops", CROPS_KEY, alone(post.next_crop))
    add("queue.key.play", "P", alone(post.play_first_clip))
    add("queue.key.watched", "W", alone(post.tick_next))
    add("queue.key.important", "M", lambda: bulk.mark_important() if bulk.is_shown else page.mark_important())
    add("copies.title", "S", bar.press_copies)
    add("queue.publish", "", alone(page.record_publication))
    add("queue.key.reverse", "", bar.press_reverse)
    add("queue.key.compose", "N", page.compose)
    add("queue.key.files", "Ctrl+O", intake.choose_files)
    add("queue.key.folder", "Ctrl+Shift+O", intake.choose_folder)
    add("queue.key.paste", "Ctrl+V", intake.paste)
    add("queue.key.search", "/", top.focus_search)
    add("queue.key.tick", "Ctrl+Space", listed.list.tick_current)
    add("queue.key.tick_all", "Ctrl+A", listed.list.tick_all)
    add("queue.key.summary", "Ctrl+Return", bulk.come_back)
    add("queue.key.sort", "L", listed.head.open_menu)
    _add_silent_keys(page, top, listed, answering, watch)


def _add_silent_keys(
    page: QueuePage, top: TopBar, listed: Listing, answering: Answering, watch: PostWatch
) -> None:
    """Keys that are one line in the overview: 1–9, Space in the list, and a second one for search."""
    keys = {str(number): lambda number=number: answering.select(number) for number in range(1, 10)}
    page.commands.append(Command("queue.key.finding", "1–9", keys["1"]))
    page.commands.append(Command("queue.key.scroll", "Space", watch.scroll_on))
    # Elsewhere Space presses what has the focus.
    hotkey(listed.list, "Space", watch.scroll_on, context=Qt.ShortcutContext.WidgetShortcut)
    for key, run in {**keys, "Ctrl+F": top.focus_search}.items():
        page.add_key(key, run)
