"""Random tampering with database, images, keyring and archive: it is found, and stays so after ordinary work.

The long run: `ANUMODON_HYPOTHESIS=thorough .venv/bin/pytest -n 0 tests/services/test_tampering.py
--hypothesis-show-statistics`, which counts the moves and what was found.
"""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from app.archive.types import Whose
from app.errors import Refusal
from app.services.base.desk import Desk, open_desk
from app.services.office import office
from app.services.office.views import OfficeForm
from app.services.posts.archive import export
from app.services.posts.verifying import verify
from app.services.record.audit import audit
from app.services.record.office_key import office_key
from app.work import Work
from tests.services import tampering, tampering_archive
from tests.services.memory_keyring import memory_keyring
from tests.services.test_every_column import HARMLESS, filled

MUCH = settings(
    max_examples=max(10, settings.default.max_examples // 3),  # type: ignore[union-attr]
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],  # explaining takes minutes here
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NEEDLESS = {"nothing", "refused"}
# Copies of what the last event says: found, and made anew with the next one, before which that is proven.
BUT_MARKS = HARMLESS | {"chain_head": "the marks of the record's end"}


@dataclass(frozen=True)
class Kept:
    """A desk's folder and keyring as they were."""

    desk: Desk
    database: sqlite3.Connection
    blobs: Path
    secrets: dict[str, str]
    keyring: dict[str, str]
    archive: Path
    key: str

    def restore(self) -> None:
        with closing(sqlite3.connect(self.desk.folder.database)) as connection:
            self.database.backup(connection)
        self.keyring.clear()
        self.keyring.update(self.secrets)

    def restore_blobs(self) -> None:
        shutil.rmtree(self.desk.folder.blobs)
        shutil.copytree(self.blobs, self.desk.folder.blobs)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with memory_keyring() as secrets:
        full = filled(tmp_path_factory.mktemp("full") / "data")
        archive = tmp_path_factory.mktemp("kept") / "archive"
        export(full, archive, by=1, work=Work())
        key = office_key(full)
        assert key is not None
        full.anchor.close()
        blobs = tmp_path_factory.mktemp("kept") / "blobs"
        shutil.copytree(full.folder.blobs, blobs)
        with closing(sqlite3.connect(":memory:")) as memory:
            with closing(sqlite3.connect(full.folder.database)) as connection:
                connection.backup(memory)
            yield Kept(full, memory, blobs, dict(secrets), secrets, archive, key.fingerprint)
        full.close()


def noticed(desk: Desk) -> bool:
    """Whether the audit says that something is wrong. It may never crash."""
    return not audit(desk, Work()).ok


def noticed_anew(kept: Kept, *, once: bool) -> bool:
    """The same by a program started now, which may refuse to start.

    It still has to be noticed after ordinary work, unless being found `once` is enough.
    """
    try:
        desk = open_desk(kept.desk.folder.path)
    except Refusal:
        return True
    try:
        found = noticed(desk)
        with contextlib.suppress(Refusal):
            office.change_office(desk, OfficeForm("নমুনা", "Sample"), None)
        desk.anchor.close()
        return found and (once or noticed(desk))
    finally:
        desk.close()


@MUCH
@given(data=st.data())
def test_whatever_is_done_to_the_database_is_found(kept: Kept, data: st.DataObject) -> None:
    kept.restore()
    done = set()
    with closing(sqlite3.connect(kept.desk.folder.database, isolation_level=None)) as connection:
        before, before_but_marks = (tampering.contents(connection, each) for each in (HARMLESS, BUT_MARKS))
        for move in data.draw(st.lists(st.sampled_from(tampering.MOVES), min_size=1, max_size=3)):
            connection.execute("BEGIN")
            try:
                done.add(move(data, connection))
                connection.execute("COMMIT")
            except (sqlite3.Error, ValueError, LookupError, TypeError):
                connection.execute("ROLLBACK")  # what the engine or the move itself refuses, no forger does
                done.add("refused")
        same = tampering.contents(connection, HARMLESS) == before
        only_marks = tampering.contents(connection, BUT_MARKS) == before_but_marks
    if same:
        event("database: nothing that matters was changed")
        return
    event(f"database: found: {' + '.join(sorted(done - NEEDLESS))}")
    assert noticed_anew(kept, once=only_marks)


@MUCH
@given(data=st.data())
def test_whatever_is_done_to_the_images_is_found(kept: Kept, data: st.DataObject) -> None:
    kept.restore()
    kept.restore_blobs()
    tampering.blob(data, kept.desk.folder.blobs)
    before, after = (_files(folder) for folder in (kept.blobs, kept.desk.folder.blobs))
    try:
        assert before == after or noticed(kept.desk)
    finally:
        kept.restore_blobs()
    event("images: found" if before != after else "images: nothing was changed")


@MUCH
@given(data=st.data())
def test_whatever_is_done_to_the_keyring_breaks_nothing(kept: Kept, data: st.DataObject) -> None:
    """A keyring alone says nothing false: it is found, or harmless until the next write, which is refused."""
    kept.restore()
    name = data.draw(st.sampled_from(sorted(name for name in kept.secrets if name.startswith("record-"))))
    value = kept.secrets[name]
    if name.startswith("record-signing-key"):
        stranger = base64.b64encode(tampering.STRANGER.private_bytes_raw()).decode("ascii")
        new = data.draw(st.sampled_from(["", "no key", value[:-4], stranger]) | st.text(max_size=50))
    else:
        desk, count, hash_, at = json.loads(value)
        further = json.dumps([desk, count + data.draw(st.integers(1, 9)), hash_, at])
        other = json.dumps([desk, data.draw(st.integers(1, count)), "f" * 64, at])
        odd = data.draw(st.sampled_from(['["a",1]', "[]", "{}", "1", '["a","b","c","d"]', '["a",null,1,2]']))
        new = data.draw(st.sampled_from([further, other, odd]) | st.text(max_size=20))
    kept.keyring[name] = new
    desk = open_desk(kept.desk.folder.path)
    try:
        found = noticed(desk)
        written = True
        try:
            office.change_office(desk, OfficeForm("নমুনা", "Sample"), None)
        except Refusal:
            written = False
        desk.anchor.close()
        # What was written is signed by the office's key, or says that it is not; nothing else ever happens.
        assert found or not written or audit(desk, Work()).ok or not audit(desk, Work()).signed
        event(f"keyring: {'found' if found else 'refused' if not written else 'harmless'}")
    finally:
        desk.close()


@MUCH
@given(data=st.data())
def test_whatever_is_done_to_an_archive_is_found(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """By whoever knows the office's key, whatever else was made to fit."""
    folder = tmp_path_factory.getbasetemp() / "tampered"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(kept.archive, folder)
    done = set()
    for move in data.draw(st.lists(st.sampled_from(tampering_archive.MOVES), min_size=1, max_size=4)):
        try:
            done.add(move(data, folder))
        except (OSError, ValueError, LookupError):
            done.add("refused")  # what the move needs is gone already
    if _files(folder) == _files(kept.archive):
        event("archive: nothing was changed")
        return
    event(f"archive: found: {' + '.join(sorted(done - NEEDLESS))}")
    try:
        assert not verify(folder, Work(), expected_key=kept.key).ok
        found = verify(folder, Work(), known={kept.key: Whose.KNOWN})
        assert not found.ok or found.whose is Whose.STRANGER
        verify(folder, Work(), allow_unsigned=True)
    except Refusal as refusal:
        assert refusal.key == "archive.not_an_archive"


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
