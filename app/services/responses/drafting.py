"""Drafts made from responses: the reply to one, and a post of what a citizen sent.

Both pass the same gate.
"""

from __future__ import annotations

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.models.tables import Response
from app.services.base.desk import Desk
from app.services.base.drafts import current_version, draft_row
from app.services.base.enums import Consent, DraftKind, ResponseKind
from app.services.posts.intake import Edit, compose, form_of, revise
from app.services.posts.rows import version_view
from app.services.posts.views import FormImage, PostForm
from app.services.record.ledger import change, record
from app.services.responses.handling import refuse_settled, refuse_waiting_reply
from app.services.responses.rows import response_row, step
from app.values import replace

ANSWERS_SERVE = "5.b"  # the purpose of clause 5 that answers to citizens serve: solving problems in services


def draft_reply(desk: Desk, id_: int, text: str, by: int) -> int:
    """Write the answer as a draft of kind reply, and return the draft's id. Any member may.

    It is checked and decided like a post, and answers the response once its publication is recorded. Raises
    `Refusal` for a response that is settled or has such a draft already, and like `intake.compose`.
    """
    with desk.store.read():
        row = response_row(id_)
        form = PostForm(
            text=text,
            account_id=row.account_id,
            purpose=ANSWERS_SERVE if ANSWERS_SERVE in row.account.purposes else "",
            kind=DraftKind.REPLY.value,
        )

    def link(draft_id: int) -> None:
        row = response_row(id_)
        refuse_settled(row)
        refuse_waiting_reply(row)
        change(row, reply_draft=draft_id)
        written = step(row, "reply_drafted", by, str(draft_id))
        record(desk, "response.reply_drafted", row, written, by=by)

    return compose(desk, form, by, link)


def revise_reply(desk: Desk, draft_id: int, text: str, by: int, seen: str) -> int:
    """Save other words for a drafted reply as its next version, and return its number.

    `seen` is the digest of the version it was made from. Raises `Refusal` like `intake.revise`.
    """
    with desk.store.read():
        version = version_view(current_version(draft_row(draft_id)))
    return revise(desk, draft_id, replace(form_of(version), text=text), by, Edit(seen=seen))


def show_contribution(desk: Desk, id_: int, by: int) -> int:
    """Make a draft of what a citizen sent, with their consent among its sources, and return its id.

    Numbers of private people are left as they are: the checks find them. Raises `Refusal` for one that is no
    contribution, without consent, and where a draft was made of it already.
    """
    with desk.store.read():
        row = response_row(id_)
        _refuse_unshown(row)
        image = row.screenshot
        data = desk.blobs.read(image) if image else b""
    name = row.author or "?"
    files = (FormImage(alt="", file=IncomingFile(f"{image[:12]}.png", data)),) if image else ()
    form = PostForm(
        text=row.text,
        account_id=row.account_id,
        sources=(f"{name}: {row.consent_note}",),
        images=files,
        kind=DraftKind.SHARE.value,
    )

    def link(draft_id: int) -> None:
        row = response_row(id_)
        _refuse_unshown(row)
        change(row, shown_draft=draft_id)
        record(desk, "response.shown", row, step(row, "shown", by, str(draft_id)), by=by)

    return compose(desk, form, by, link)


def _refuse_unshown(row: Response) -> None:
    if row.kind != ResponseKind.CONTRIBUTION or row.consent != Consent.GIVEN:
        raise Refusal("response.not_shown")
    if row.shown_draft_id is not None:
        raise Refusal("response.shown_already", draft=row.shown_draft_id)
