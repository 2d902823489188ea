"""An order of destruction carried out on the office's server, from its desk, with the role of the owner."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.files import kind_of
from app.models.engines.address import OfficeAddress
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import DisposalReply, DisposalState, ItemState, Role
from app.services.base.joining import joined, try_to_join
from app.services.posts import archive, queue, review
from app.services.record.audit import audit
from app.services.retention import answering, destroying, listing
from app.services.retention.certificate import certificate
from app.services.retention.copies import destroy_copies
from app.work import Work
from tests.cli.conftest import run
from tests.helpers.postgresql import OWNER, running_server, server_programs
from tests.helpers.sample_office import set_up_office
from tests.services.long_ago import long_ago
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql
MEMO = "38.01.6758.000.016.14.0004.26"
SECRET, KEPT = "গোপন শব্দ", "যে কথা থাকবে"


@pytest.fixture
def keyring() -> Iterator[dict[str, str]]:
    with memory_keyring() as kept:
        yield kept


@pytest.fixture
def desk(tmp_path: Path, keyring: dict[str, str], office_on_server: OfficeAddress | None) -> Iterator[Desk]:
    assert office_on_server is not None
    assert keyring == {}
    with closing(open_desk(tmp_path / "desk", str(office_on_server))) as opened:
        yield opened


def old(desk: Desk, me: int, text: str, images: int) -> int:
    draft = write(desk, me, text, images=images)
    review.approve(desk, draft.id, draft.version.digest, me)
    long_ago(desk, draft.id)
    return draft.id


def dumped(office: OfficeAddress) -> bytes:
    """All that the server holds of the office, as its own dump."""
    with running_server() as server:
        known = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "postgres"}
        environment = {**os.environ, **known, "PGPASSWORD": server.password}
        command = [server_programs() / "pg_dump", "--inserts", office.database]
        return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def test_the_owners_role_carries_an_order_out_and_is_not_remembered(
    desk: Desk, office_on_server: OfficeAddress, keyring: dict[str, str], tmp_path: Path
) -> None:
    me = set_up_office(desk, [("Rahima", Role.AUTHORITY)])["Rahima"]
    gone, kept = old(desk, me, SECRET, 2), old(desk, me, KEPT, 1)
    images = [image.sha256 for image in queue.draft(desk, gone).version.attachments]
    archive.export(desk, tmp_path / "archive", work=Work())
    id_ = listing.make_list(desk, me)
    answering.answer(desk, id_, gone, DisposalReply.DESTROY, "", me)
    answering.answer(desk, id_, kept, DisposalReply.KEEP, "", me)
    answering.order(desk, id_, MEMO, me)
    assert refused(destroying.carry_out, desk, id_, MEMO, me, Work()) == "disposal.owner"
    assert listing.disposal_list(desk, id_).state is DisposalState.ORDERED
    before = dumped(office_on_server)
    assert SECRET.encode() in before
    assert images[1].encode() in before
    with closing(open_desk(tmp_path / "second", str(office_on_server))) as second:
        assert [len(second.blobs.read(name)) > 0 for name in images] == [True, True]  # now it has copies
        assert destroy_copies(second) == 0
    names = set(keyring)
    desk.close()

    owner = replace(office_on_server, user=OWNER)
    with closing(open_desk(tmp_path / "desk", str(owner), os.environ.get("PGPASSWORD", ""))) as once:
        report = destroying.carry_out(once, id_, MEMO, me, Work())
        assert (report.destroyed, report.held_back, report.images) == (1, 1, 1)
        assert audit(once, Work()).ok
    assert set(keyring) == names, "the owner's password is no desk's to keep"
    with closing(open_desk(tmp_path / "desk")) as again:
        assert joined(again.local) == office_on_server
        assert refused(destroying.carry_out, again, id_, MEMO, me, Work()) == "disposal.not_ordered"
        done = listing.disposal_list(again, id_)
        assert done.state is DisposalState.DONE
        states = {item.draft_id: item.state for item in done.items}
        assert states == {gone: ItemState.DESTROYED, kept: ItemState.KEPT}
        assert queue.draft(again, gone).version.text == ""
        assert queue.draft(again, kept).version.text == KEPT
        assert refused(again.blobs.read, images[1]) == "blobs.missing"
        assert again.blobs.read(images[0]), "it stands in the post that was kept"
        found = audit(again, Work())
        assert found.ok, found.problems
        assert ("destroyed", MEMO) in [(note.kind, note.reason) for note in found.notes]
        assert certificate(again, id_, me, "bn", kind_of(Path("destroyed.pdf"))).startswith(b"%PDF")
        draft = write(again, me, "নতুন খবর")
        review.approve(again, draft.id, draft.version.digest, me)
        assert audit(again, Work()).ok
    copies = {path.name for path in (tmp_path / "second").rglob("*") if path.name in images}
    assert copies == set(images)
    (tmp_path / "second/copies/ab").mkdir(parents=True)
    (tmp_path / "second/copies/ab/abcd").write_bytes(b"a copy for publishing of one of them")
    assert run(tmp_path / "second", "queue").status == 0, "any command there lets them go"
    assert not (tmp_path / "second/copies/ab/abcd").exists()
    with closing(open_desk(tmp_path / "second")) as second:
        assert destroy_copies(second) == 0
    copies = {path.name for path in (tmp_path / "second").rglob("*") if path.name in images}
    assert copies == {images[0]}
    after = dumped(office_on_server)
    assert SECRET.encode() not in after
    assert KEPT.encode() in after


def test_nobody_joins_as_the_owner(desk: Desk, office_on_server: OfficeAddress, tmp_path: Path) -> None:
    desk.close()
    owner = replace(office_on_server, user=OWNER)
    with closing(open_desk(tmp_path / "new")) as new:
        assert refused(try_to_join, new, str(owner), "") == "office_address.owner"
        assert joined(new.local) is None
    with closing(open_desk(tmp_path / "new", str(owner))) as upgrading:
        assert upgrading.shares_office
        assert joined(upgrading.local) is None
