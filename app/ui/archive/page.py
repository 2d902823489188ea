"""The archive page: pills that choose one of its views, and what can be done with the record in each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services.letters.drafting import About
from app.services.letters.views import LetterKind
from app.services.posts import queue
from app.services.restored.reading import any_restored
from app.ui import jobs
from app.ui.archive.anchor_dialog import AnchorDialog
from app.ui.archive.approved import ApprovedView
from app.ui.archive.audit_dialog import AuditDialog
from app.ui.archive.export_dialog import ExportDialog
from app.ui.archive.ours_dialog import OursDialog
from app.ui.archive.publication_dialog import record_publication
from app.ui.archive.verify_dialog import VerifyDialog
from app.ui.archive.views import VIEWS
from app.ui.context import Context
from app.ui.letters.dialog import write_letter
from app.ui.page import Command, Page, PageView
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, TopBar
from app.ui.widgets.button import shorten
from app.ui.widgets.pill_row import PillRow

_RESTORED, _ARCHIVES = "restored", "archives"
_TIGHT = 1200  # drawn px; in a narrower page the pills have no icons
_NO_ROOM = 1500  # drawn px; in a narrower page the title gives way to the pills, and the rail still names it


class ArchivePage(Page):
    """Shows one view at a time. Its own commands work in all of them, a view's while that is in front."""

    name = "archive"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._views: dict[str, PageView] = {}
        self._entries = {entry.name: entry for entry in VIEWS}
        self._pills = PillRow(self._entries)
        self._pills.chosen.connect(self.show_view)
        for name, entry in self._entries.items():
            self._pills.set_icon(name, entry.icon)
        self._head = TopBar()
        self._head.add_beside_title(self._pills)
        # Only once it has its place: what is shown without one is a window of its own for a moment.
        self._pills.setVisible(len(self._entries) > 1)
        self._tools: dict[str, Sequence[QWidget]] = {}
        self._stack = QStackedWidget()
        self.translate(self._head.title.setText, "page.archive")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.add_command("archive.export", "E", self.export)
        self.add_command("archive.verify", "V", self.verify)
        self.add_command("archive.audit", "", self.audit)
        self.add_command("ours.title", "", self.ask_whose)
        for name, entry in self._entries.items():
            if name != _RESTORED:  # there once something came back
                self.add_command(entry.title_key, "", partial(self.show_view, name))
        self._own: list[Command] = list(self.commands)
        self._tools[ApprovedView.name] = self._record_tools()
        self._tools[_ARCHIVES] = [self._export_tool()]
        self.context.publication_wanted.connect(self.publish_draft)
        self.context.anchor_wanted.connect(self.anchor)
        self.context.archive_view_wanted.connect(self.show_view)
        self.context.letter_about_wanted.connect(self.write_letter_about)
        self.context.drafts_changed.connect(self._look_for_restored)
        self._pills.set_shown(_RESTORED, shown=False)
        self._show(VIEWS[0].name)
        self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._head.title.setVisible(event.size().width() >= px(_NO_ROOM))
        tight = event.size().width() < px(_TIGHT)
        for name, entry in self._entries.items():
            self._pills.set_icon(name, "" if tight else entry.icon)
        super().resizeEvent(event)
        self._fit_tools()

    def _record_tools(self) -> list[QWidget]:
        audit, verify, ours = Button(icon="shield"), Button(icon="check", keys="V"), Button(icon="image")
        audit.clicked.connect(self.audit)
        verify.clicked.connect(self.verify)
        ours.clicked.connect(self.ask_whose)
        self.translate(audit.setText, "archive.audit")
        self.translate(verify.setText, "archive.verify")
        self.translate(ours.setText, "ours.offer")
        self._head.add(ours, audit, verify)
        return [ours, audit, verify, self._export_tool()]

    def _export_tool(self) -> Button:
        export = Button(icon="export", keys="E")
        export.clicked.connect(self.export)
        self.translate(export.setText, "archive.export")
        self._head.add(export)
        return export

    def _fit_tools(self) -> None:
        """Name the tools of the view in front by their icons alone where there is no room for words."""
        shown = self._tools.get(self.view.name, ())
        tools = [tool for tool in shown if isinstance(tool, Button)]
        others = [tool for tool in shown if tool not in tools]
        for tight in (False, True):
            self._pills.set_tight(tight=tight)
            room = self.width() - 2 * px(16) - self._pills.sizeHint().width() - px(8)
            if self._head.title.isVisible():
                room -= self._head.title.sizeHint().width() + px(8)
            if shorten(tools, room, others):
                return

    @property
    def view(self) -> PageView:
        """The view in front."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, PageView)
        return shown

    def arrive(self) -> None:
        self._look_for_restored()
        self.view.arrive()

    def _look_for_restored(self) -> None:
        """Offer the view of what came back, once there is something: most offices never need it."""
        desk = self.context.desk
        jobs.run(
            lambda _work: any_restored(desk),
            lambda found: self._pills.set_shown(_RESTORED, shown=found),
            owner=self,
        )

    def show_view(self, name: str) -> None:
        """Bring a view to the front, and build it first where nobody has looked at it yet."""
        self._show(name)
        self.view.arrive()

    def _show(self, name: str) -> None:
        view = self._views.get(name)
        if view is None:
            view = self._views[name] = self._entries[name].build(self.context)
            self._stack.addWidget(view)
            tools = view.tools()
            self._head.add(*tools)
            self._tools[name] = [*self._tools.get(name, ()), *tools]
        self._stack.setCurrentWidget(view)
        self._pills.set_value(name)
        self.commands = [*view.commands, *self._own]
        for other, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(other == name)
        self._fit_tools()

    def export(self) -> None:
        """Offer to make an archive of what the list's period and account show."""
        listed = self._views.get(ApprovedView.name)
        since, until, account = listed.scope() if isinstance(listed, ApprovedView) else (None, None, "")
        ExportDialog(self.context, since, until, account, self.window()).open()

    def verify(self) -> None:
        VerifyDialog(self.context, self.window()).open()

    def audit(self) -> None:
        AuditDialog(self.context, self.window()).open()

    def ask_whose(self) -> None:
        """Is an image from outside one that was approved here?"""
        OursDialog(self.context, self.window()).open()

    def write_letter_about(self, past_post: int) -> None:
        """Begin a letter about a post that nobody approved."""
        write_letter(self.context, LetterKind.MISUSE, About(past=past_post), self.window())

    def anchor(self) -> None:
        AnchorDialog(self.context, self.window()).open()

    def publish_draft(self, draft_id: int) -> None:
        """Record that a post went out, whatever is in front."""
        for row in queue.rows(self.context.desk, [draft_id]):
            record_publication(self.context, row, self.window())

    def retranslate(self) -> None:
        super().retranslate()
        for name, entry in self._entries.items():
            self._pills.set_text(name, tr(entry.title_key))
        self._fit_tools()

    def restyle(self) -> None:
        self._fit_tools()
