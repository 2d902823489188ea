"""A backup in the place of the data folder: what was there is kept, and a swap that was stopped goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.backup import swapping
from app.services.base import desk_settings
from app.services.base.desk import RESTORED, open_desk
from app.services.record.audit import audit
from app.work import Work
from tests.services.backup.conftest import Safe
from tests.services.posts import write
from tests.services.refusals import refused

pytestmark = pytest.mark.sqlite  # an office on a server is backed up there


@pytest.fixture
def folder(safe: Safe) -> Path:
    return safe.desk.folder.path


def restored(safe: Safe) -> int:
    """A backup made, a post after it, and the backup waiting beside the folder; its events."""
    backup = safe.opened(safe.back_up())
    write(safe.desk, safe.me, "পরের পোস্ট")
    folder = safe.desk.folder.path
    audited = swapping.restore_beside(folder, backup, Work())
    swapping.put_in_place(folder, backup, audited, "ডিস্ক নষ্ট", "Rahima")
    return audited.events


def test_it_takes_the_folders_place_and_what_was_there_is_kept(safe: Safe, folder: Path) -> None:
    events = restored(safe)
    safe.desk.close()
    kept = swapping.swap(folder)
    assert kept is not None
    assert swapping.swap(folder) is None
    for place, least in ((folder, events), (kept, events + 1)):
        desk = open_desk(place)
        try:
            assert audit(desk, Work()).events >= least
            assert bool(desk_settings.get(desk, RESTORED)) == (place == folder)
        finally:
            desk.close()


def test_a_swap_that_was_stopped_half_way_goes_on(safe: Safe, folder: Path) -> None:
    restored(safe)
    safe.desk.close()
    folder.rename(folder.with_name("half"))  # killed between the two renamings
    assert swapping.swap(folder) is None
    assert (folder / "anumodon.db").exists()


def test_without_consent_nothing_is_swapped(safe: Safe, folder: Path) -> None:
    backup = safe.opened(safe.back_up())
    audited = swapping.restore_beside(folder, backup, Work())
    put = (swapping.put_in_place, folder, backup, audited, "ডিস্ক নষ্ট", "Nobody")
    assert refused(*put) == "backup.no_such_member"
    assert swapping.swap(folder) is None
    swapping.give_up(folder)
    assert not folder.with_name(f"{folder.name}.restored").exists()
