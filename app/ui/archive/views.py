"""The archive page's views in the order of their pills. Each is imported and built when it is first shown."""

from __future__ import annotations

from app.ui.context import Context
from app.ui.page import PageView, ViewEntry


def _list(context: Context) -> PageView:
    from app.ui.archive.approved import ApprovedView

    return ApprovedView(context)


def _calendar(context: Context) -> PageView:
    from app.ui.calendar.view import CalendarView

    return CalendarView(context)


def _past(context: Context) -> PageView:
    from app.ui.past.view import PastPostsView

    return PastPostsView(context)


def _media(context: Context) -> PageView:
    from app.ui.media.view import MediaView

    return MediaView(context)


def _disposal(context: Context) -> PageView:
    from app.ui.disposal.view import DisposalView

    return DisposalView(context)


def _archives(context: Context) -> PageView:
    from app.ui.archive.archives_view import ArchivesView

    return ArchivesView(context)


def _restored(context: Context) -> PageView:
    from app.ui.restored.view import RestoredView

    return RestoredView(context)


# The pill of the last is there once something came back.
VIEWS = (
    ViewEntry("list", "archive.view.list", "", _list),
    ViewEntry("calendar", "archive.view.calendar", "calendar", _calendar),
    ViewEntry("past", "archive.view.past", "", _past),
    ViewEntry("media", "archive.view.media", "image", _media),
    ViewEntry("disposal", "archive.view.disposal", "", _disposal),
    ViewEntry("archives", "archive.view.archives", "", _archives),
    ViewEntry("restored", "archive.view.restored", "", _restored),
)
