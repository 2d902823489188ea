"""The keys of the page: one letter a verb, the same as on the queue page where the verb is the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.ui.findings.panel import FindingsPanel
from app.ui.hotkey import hotkey
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
    add("responses_page.key.next", "J", lambda: listed.step(1), repeats=True)
    add("responses_page.key.previous", "K", lambda: listed.step(-1), repeats=True)
    add("responses_page.key.add", "N", verbs.add)
    add("responses_page.key.paste", "Ctrl+V", verbs.paste)
    add("responses_page.key.file", "Ctrl+O", verbs.choose_file)
    add("responses_page.key.write", "E", page.write)
    add("responses_page.key.saved", "Y", reply.offer_saved)
    add("responses_page.key.approve", "A", deciding.approve)
    add("responses_page.key.return", "R", deciding.send_back)
    add("responses_page.key.undo", "Z", deciding.undo)
    add("responses_page.key.uphold", "U", deciding.uphold)
    add("responses_page.key.dismiss", "D", deciding.dismiss)
    add("responses_page.key.exception", "Shift+E", page.open_in_queue)
    add("responses_page.key.mend", "C", findings.begin_mending)
    add("responses_page.key.scroll", "", page.scroll_on)
    add("responses_page.key.answered", "P", page.answered)
    add("responses_page.key.copy", "Ctrl+C", page.copy)
    add("responses_page.key.kind", "T", page.choose_kind)
    add("responses_page.key.owner", "O", page.choose_owner)
    add("responses_page.key.tracking", "G", lambda: verbs.track(page.one))
    add("responses_page.key.refer", "F", page.refer)
    add("responses_page.key.refer_letter", "Shift+F", lambda: verbs.refer_by_letter(page.one))
    add("responses_page.key.rti_letter", "Shift+L", lambda: verbs.inform_by_letter(page.one))
    add("responses_page.key.close", "Q", page.close_it)
    add("responses_page.key.merge", "Shift+M", lambda: verbs.merge(page.one))
    add("responses_page.key.reopen", "Shift+R", page.reopen)
    add("responses_page.key.note", "Shift+N", lambda: verbs.note(page.one))
    add("responses_page.key.consent", "Shift+C", page.choose_consent)
    add("responses_page.key.make_post", "Shift+S", page.make_post)
    add("responses_page.key.uncover", "Shift+H", page.uncover)
    add("responses_page.key.snapshot", "I", lambda: verbs.see_snapshot(page.one))
    add("responses_page.key.search", "/", top.focus_search)
    for number in range(1, 10):
        page.add_key(str(number), partial(deciding.select, number))
    page.add_key("Ctrl+F", top.focus_search)
    # Elsewhere Space presses what has the focus.
    hotkey(listed, "Space", page.scroll_on, context=Qt.ShortcutContext.WidgetShortcut)
