"""Answers kept for using again, with places like {তারিখ} that are filled in each time."""

from __future__ import annotations

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.models.tables import SavedReply
from app.services.base.clock import now
from app.services.base.desk import Desk
from app.services.record.ledger import change, create, record
from app.services.record.roles import active_member
from app.services.responses.register import kept_text, line
from app.services.responses.views import SavedReplyView


def saved_replies(desk: Desk) -> tuple[SavedReplyView, ...]:
    """Those in force, by name."""
    with desk.store.read():
        rows = SavedReply.select().where(SavedReply.active).order_by(SavedReply.name, SavedReply.id)
        return tuple(SavedReplyView(row.id, row.name, row.text) for row in rows)


def save(desk: Desk, name: str, text: str, by: int) -> int:
    """Keep an answer under a name and return its id; one of that name before is replaced.

    Raises `Refusal` without a name or without words.
    """
    called, words = line(name), kept_text(text)
    if is_blank(called):
        raise Refusal("response.reply_name")
    with desk.store.write():
        active_member(by)
        before = [change(row, active=False) for row in SavedReply.select().where(_named(called))]
        row = create(SavedReply, name=called, text=words, active=True, member=by, at=now())
        record(desk, "response.reply_saved", row, *before, by=by)
        return int(row.id)


def withdraw(desk: Desk, id_: int, by: int) -> None:
    """Keep an answer no longer for using again. Raises `Refusal` where none of that id is in force."""
    with desk.store.write():
        active_member(by)
        row = SavedReply.get_or_none((SavedReply.id == id_) & SavedReply.active)
        if row is None:
            raise Refusal("response.no_reply")
        record(desk, "response.reply_withdrawn", change(row, active=False), by=by)


def _named(name: str) -> object:
    return (SavedReply.name == name) & SavedReply.active
