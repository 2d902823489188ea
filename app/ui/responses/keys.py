"""The keys of the page: one letter a verb, the same as on the queue page where the verb is the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from app.ui.findings.panel import FindingsPanel
from app.ui.responses.deciding import ReplyDeciding
from app.ui.responses.list_view import ResponseList
from app.ui.responses.reply_card import ReplyCard
from app.ui.responses.top import ResponsesTop
from app.ui.responses.verbs import ResponseVerbs

if TYPE_CHECKING:
    from app.ui.responses.page import ResponsesPage


def add_commands(
    page: ResponsesPage,
    verbs: ResponseVerbs,
    deciding: ReplyDeciding,
    reply: ReplyCard,
    listed: ResponseList,
    top: ResponsesTop,
    findings: FindingsPanel,
) -> None:
    """Give `page` its commands, made of its own verbs and those of its parts."""
    add = page.add_command
    add("responses.key.next", "J", lambda: listed.step(1), repeats=True)
    add("responses.key.previous", "K", lambda: listed.step(-1), repeats=True)
    add("responses.key.add", "N", verbs.add)
    add("responses.key.paste", "Ctrl+V", verbs.paste)
    add("responses.key.file", "Ctrl+O", verbs.choose_file)
    add("responses.key.write", "E", page.write)
    add("responses.key.saved", "Y", reply.offer_saved)
    add("responses.key.approve", "A", deciding.approve)
    add("responses.key.return", "R", deciding.send_back)
    add("responses.key.undo", "Z", deciding.undo)
    add("responses.key.uphold", "U", deciding.uphold)
    add("responses.key.dismiss", "D", deciding.dismiss)
    add("responses.key.exception", "Shift+E", page.open_in_queue)
    add("responses.key.mend", "C", findings.begin_mending)
    add("responses.key.scroll", "", page.scroll_on)
    add("responses.key.answered", "P", page.answered)
    add("responses.key.copy", "Ctrl+C", page.copy)
    add("responses.key.kind", "T", page.choose_kind)
    add("responses.key.owner", "O", page.choose_owner)
    add("responses.key.tracking", "G", lambda: verbs.track(page.one))
    add("responses.key.refer", "F", page.refer)
    add("responses.key.close", "Q", page.close_it)
    add("responses.key.merge", "Shift+M", lambda: verbs.merge(page.one))
    add("responses.key.reopen", "Shift+R", page.reopen)
    add("responses.key.note", "Shift+N", lambda: verbs.note(page.one))
    add("responses.key.consent", "Shift+C", page.choose_consent)
    add("responses.key.make_post", "Shift+S", page.make_post)
    add("responses.key.uncover", "Shift+H", page.uncover)
    add("responses.key.snapshot", "I", lambda: verbs.see_snapshot(page.one))
    add("responses.key.search", "/", top.focus_search)
    for number in range(1, 10):
        page.add_key(str(number), partial(deciding.select, number))
    page.add_key("Ctrl+F", top.focus_search)
    on = QShortcut(QKeySequence(Qt.Key.Key_Space), listed)
    on.setContext(Qt.ShortcutContext.WidgetShortcut)  # elsewhere Space presses what has the focus
    on.setAutoRepeat(False)
    on.activated.connect(page.scroll_on)
