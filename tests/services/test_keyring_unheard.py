"""An audit while the keyring is locked or silent says that, and not that this computer is a stranger."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.services.base.desk import open_desk
from app.services.base.enums import Role
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import file_keyring


def test_a_keyring_that_does_not_answer_is_named_by_the_audit(tmp_path: Path) -> None:
    with file_keyring(tmp_path / "keyring") as keyring:
        with closing(open_desk(tmp_path / "data")) as desk:
            set_up_office(desk, [("Rahima", Role.MODERATOR)])
            assert audit(desk, Work()).notes == ()
        keyring.locked = True
        with closing(open_desk(tmp_path / "data")) as desk:
            report = audit(desk, Work())
        assert report.ok
        assert [note.kind for note in report.notes] == ["anchor_unheard"]
        keyring.locked = False
        with closing(open_desk(tmp_path / "data")) as desk:
            assert audit(desk, Work()).notes == ()
