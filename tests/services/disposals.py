"""Old posts, and January's list of them made, answered, ordered and carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import (
    DisposalReply,
)
from app.services.posts import archive, queue, review
from app.services.posts.views import DraftView
from app.services.record.audit import audit
from app.services.retention import answering, destroying, listing
from app.services.retention.views import DisposalReport
from app.work import Work
from tests.services.long_ago import long_ago
from tests.services.posts import write
from tests.services.refusals import refused

KEEP, DESTROY, HOLD = DisposalReply.KEEP, DisposalReply.DESTROY, DisposalReply.HOLD


MEMO = "38.01.6758.000.016.14.0004.26"


SECRET = "গোপন শব্দ"


def old_post(desk: Desk, by: list[int], text: str = f"{SECRET} মেলা হবে।", *, images: int = 0) -> DraftView:
    draft = write(desk, by[0], text, images=images)
    for one in by[1:] or by:
        review.approve(desk, draft.id, draft.version.digest, one)
    long_ago(desk, draft.id)
    return queue.draft(desk, draft.id)


def archived(desk: Desk, tmp_path: Path, name: str = "archive") -> None:
    archive.export(desk, tmp_path / name, work=Work())


def destroyed(desk: Desk, me: int, tmp_path: Path, *drafts: int, memo: str = MEMO) -> int:
    """Answer, order and carry out alone."""
    id_ = ordered(desk, me, tmp_path, *drafts, memo=memo)
    carry_out(desk, id_, memo, me, Work())
    return id_


def ordered(desk: Desk, me: int, tmp_path: Path, *drafts: int, memo: str = MEMO) -> int:
    archived(desk, tmp_path)
    id_ = listing.make_list(desk, me)
    for draft in drafts:
        answering.answer(desk, id_, draft, DESTROY, "", me)
    answering.order(desk, id_, memo, me)
    return id_


def carry_out(
    desk: Desk, id_: int, memo: str, me: int, work: Work, without_archive: str = ""
) -> DisposalReport:
    """Carry an order out; of an office on a server only the database's owner may, and the rest is theirs."""
    if desk.shares_office:
        done = refused(destroying.carry_out, desk, id_, memo, me, work, without_archive=without_archive)
        assert done == "disposal.owner"
        assert audit(desk, work).ok
        pytest.skip("the owner's role goes on")
    return destroying.carry_out(desk, id_, memo, me, work, without_archive=without_archive)
