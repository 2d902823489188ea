"""The window's pages in the rail's order. Each is imported and built when it is first shown."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.context import Context
from app.ui.due.watch import DueWatch
from app.ui.page import Page, PageEntry


def pages(watch: DueWatch) -> tuple[PageEntry, ...]:
    """Every page of the window; what is due is asked of `watch`."""

    def due(context: Context, parent: QWidget) -> Page:
        from app.ui.due.page import DuePage

        return DuePage(context, watch, parent)

    return (
        PageEntry(
            "queue",
            "page.queue",
            _queue,
            everywhere=("queue.key.compose", "queue.key.files", "queue.key.folder"),
        ),
        PageEntry("due", "page.due", due, keys="Ctrl+0"),
        PageEntry(
            "accounts",
            "page.accounts",
            _accounts,
            everywhere=(
                "accounts.add_account",
                "office.edit_title",
                "team.change_title",
                "holiday.add_title",
            ),
        ),
        PageEntry("responses", "page.responses", _responses, everywhere=("responses_page.key.add",)),
        PageEntry(
            "archive",
            "page.archive",
            _archive,
            everywhere=(
                "archive.export",
                "archive.verify",
                "archive.audit",
                "ours.title",
                "archive.view.calendar",
                "archive.view.past",
                "archive.view.media",
                "archive.view.disposal",
                "archive.view.archives",
            ),
        ),
        PageEntry(
            "reports",
            "page.reports",
            _reports,
            everywhere=(
                "reports.task_add",
                "reports.activity_add",
                "reports.merge",
                "letters.list",
                "awareness_page.button",
            ),
        ),
        PageEntry("rules", "page.rules", _rules, everywhere=("rules.term_add", "rules.try", "rules.reload")),
        PageEntry("guide", "page.guide", _guide),
        PageEntry(
            "settings",
            "page.settings",
            _settings,
            everywhere=(
                "settings.examine",
                "backup_card.now",
                "restore.offer",
                "settings.looks",
                "settings.approvals",
                "lock.card.title",
                "due_page.card",
                "office_key.title",
                "desk.title",
                "timestamp.title",
            ),
        ),
    )


def _queue(context: Context, parent: QWidget) -> Page:
    from app.ui.queue.page import QueuePage

    return QueuePage(context, parent)


def _accounts(context: Context, parent: QWidget) -> Page:
    from app.ui.accounts.page import AccountsPage

    return AccountsPage(context, parent)


def _responses(context: Context, parent: QWidget) -> Page:
    from app.ui.responses.page import ResponsesPage

    return ResponsesPage(context, parent)


def _archive(context: Context, parent: QWidget) -> Page:
    from app.ui.archive.page import ArchivePage

    return ArchivePage(context, parent)


def _reports(context: Context, parent: QWidget) -> Page:
    from app.ui.reports.page import ReportsPage

    return ReportsPage(context, parent)


def _rules(context: Context, parent: QWidget) -> Page:
    from app.ui.rules.page import RulesPage

    return RulesPage(context, parent)


def _guide(context: Context, parent: QWidget) -> Page:
    from app.ui.guide.page import GuidePage

    return GuidePage(context, parent)


def _settings(context: Context, parent: QWidget) -> Page:
    from app.ui.settings.page import SettingsPage

    return SettingsPage(context, parent)
