"""A key that nobody of the office put among its keys: an event that it signs itself makes it nobody's own."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.archive.signed_texts import event_message
from app.archive.types import Whose
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.posts import archive, review, verifying
from app.services.record.chain import Link, seal
from app.services.record.keys import KEY_LOST, KEY_MADE
from app.services.record.office_key import replace_key
from app.work import Work
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.tampering import Stranger


@pytest.fixture(autouse=True)
def _keyring() -> Iterator[None]:
    with memory_keyring():
        yield


def slip_in(desk: Desk, stranger: Stranger, kind: str) -> None:
    """Append an event that puts the stranger's key into use, as who has the data folder can make one."""
    public = base64.b64encode(stranger.public_key).decode("ascii")
    row = {"table": "office_key", "id": 99, "fingerprint": stranger.fingerprint, "public_key": public}
    body = {"reason": "", "rows": [{**row, "desk": "", "at": "", "state": "in_use"}]}
    with desk.store.write():
        last = Event.select().order_by(Event.id.desc()).get()
        text = json.dumps(body, sort_keys=True, separators=(",", ":"))
        follows = seal(last.hash, last.key, last.signature)
        link = Link(last.id + 1, last.at, kind, None, "", None, text, follows)
        signature = base64.b64encode(stranger.sign(event_message(link.id, link.hash()))).decode("ascii")
        Event.insert(
            id=link.id,
            at=link.at,
            kind=kind,
            member=None,
            member_name="",
            draft=None,
            body=body,
            previous=follows,
            hash=link.hash(),
            signature=signature,
            key=stranger.fingerprint,
        ).execute()


@pytest.mark.parametrize("kind", [KEY_LOST, KEY_MADE])
def test_verify_does_not_call_it_a_key_that_this_desk_knows(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, kind: str
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    replace_key(desk, "বার্ষিক বদল", me)
    archive.export(desk, tmp_path / "true.zip", work=Work())
    own = verifying.verify(tmp_path / "true.zip", Work()).fingerprint
    stranger = Stranger()
    slip_in(desk, stranger, kind)
    known = verifying.known_keys(desk)
    assert stranger.fingerprint not in known
    assert own in known
    assert Whose.EARLIER in known.values(), "those that this desk's key followed are known as before"
