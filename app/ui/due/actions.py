"""Where each reminder is settled."""

from __future__ import annotations

from app.services.base.enums import DueAction
from app.services.due.views import Due
from app.ui.context import Context

_PAGES = {
    DueAction.ANSWER_PROPOSAL: "accounts",
    DueAction.CHECK_AGAIN: "queue",
    DueAction.PUBLISH: "archive",
    DueAction.CHECK_FIXITY: "archive",
    DueAction.HAND_OVER: "accounts",
    DueAction.BACK_UP: "settings",
}


def can_settle(row: Due) -> bool:
    """Whether the window can lead to where it is settled; the computer's clock it cannot set."""
    return row.action is not DueAction.SET_CLOCK


def settle(context: Context, row: Due) -> None:
    """Lead to the page, account or clause where a reminder is settled."""
    match row.action:
        case DueAction.REPORT:
            context.open_report(row.key.partition(":")[2])
        case DueAction.TASK:
            context.open_report(row.key.split(":")[1])
        case DueAction.ANCHOR:
            context.open_anchor()
        case DueAction.DISPOSAL:
            context.open_archive_view("disposal")
        case DueAction.HAND_OUT:
            context.open_awareness()
        case DueAction.DECIDE:
            context.open_draft(row.draft_id or 0)
        case DueAction.ANSWER_CITIZEN:
            context.open_response(row.response_id or 0)
        case DueAction.POST:
            context.compose()
        case DueAction.CHANGE_PASSWORD | DueAction.RECORD_ROTATION | DueAction.CHECKLIST:
            context.open_account(row.account_id or 0, row.action)
        case action if action in _PAGES:
            context.open_page(_PAGES[action])
