"""The server's own dump of an office, restored beside it: the audit proves it, desks tell an older one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.models.engines.address import OfficeAddress
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.posts import queue, review
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.end import end_trouble
from app.work import Work
from tests.helpers.postgresql import OWNER, Server, running_server, server_programs
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.refusals import refused

pytestmark = pytest.mark.postgresql
REASON = "সার্ভারের ডিস্ক নষ্ট, গতকালের কপি"


@pytest.fixture
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def office(server: Server) -> Iterator[OfficeAddress]:
    """An office of its own: it is put in another's place."""
    made = server.new_office()
    yield made
    server.drop(made)


@pytest.fixture
def desk(office: OfficeAddress, tmp_path: Path) -> Iterator[Desk]:
    with memory_keyring():
        opened = open_desk(tmp_path / "desk", str(office))
        yield opened
        opened.close()


def approve(desk: Desk, me: int, text: str) -> int:
    draft = write(desk, me, text, images=1)
    review.approve(desk, draft.id, draft.version.digest, me)
    return draft.id


def run(server: Server, program: str, *arguments: str | Path) -> None:
    """A program of the server's, as its administrator."""
    known = {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(server.port),
        "PGUSER": "postgres",
        "PGPASSWORD": server.password,
    }
    command = [server_programs() / program, *arguments]
    done = subprocess.run(command, env={**os.environ, **known}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def restored(server: Server, office: OfficeAddress, dump: Path) -> OfficeAddress:
    """The dump in a database of its own, as packaging/postgresql/README.md says."""
    name = f"{office.database}_proof"
    run(server, "createdb", f"--owner={OWNER}", "--template=template0", "--locale=C.UTF-8", name)
    run(server, "pg_restore", "--exit-on-error", f"--dbname={name}", dump)
    return server.address(name, OWNER)


def test_a_restored_dump_is_proven_and_an_older_one_is_told_of(
    server: Server, office: OfficeAddress, desk: Desk, tmp_path: Path
) -> None:
    me = set_up_office(desk, [("Rahima", Role.AUTHORITY)])["Rahima"]
    approve(desk, me, "ভূমি মেলা আগামী রবিবার।")
    name, dump = office.database, tmp_path / "office.dump"
    run(server, "pg_dump", "--format=custom", f"--file={dump}", name)
    approve(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    before = audit(desk, Work())
    assert before.problems == ()

    proof = restored(server, office, dump)
    with closing(open_desk(tmp_path / "proof", str(proof))) as looking:
        found = audit(looking, Work())
        assert (found.problems, found.signed) == ((), True)
        assert found.events < before.events
        assert len(looking.blobs.names()) == 1
    desk.close()
    with server.connected("postgres") as administrator:
        for statement in (
            f'ALTER DATABASE "{name}" RENAME TO "{name}_lost"',
            f'ALTER DATABASE "{proof.database}" RENAME TO "{name}"',
        ):
            administrator.execute(statement)
    try:
        with closing(open_desk(tmp_path / "desk")) as again:
            assert [problem.kind for problem in audit(again, Work()).problems] == ["anchor_behind"]
            trouble = end_trouble(again)
            assert trouble is not None
            assert trouble.key == "record.behind"
            assert refused(write, again, me) == "record.behind"
            assert len(queue.ids(again, None)) == 1  # what is there can be read
            continuing.settle(again, REASON, me)
            approve(again, me, "টিকা নিন, সুস্থ থাকুন।")
            after = audit(again, Work())
            assert after.problems == ()
            assert "restored" in [note.kind for note in after.notes]
    finally:
        server.run(f'DROP DATABASE "{name}_lost" WITH (FORCE)')
