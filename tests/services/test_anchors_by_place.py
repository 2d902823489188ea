"""The anchor where a folder holds another record than it names, or one that went another way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.office.team import change_team
from app.services.office.views import MemberForm
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.refusals import refused

RAHIMA = MemberForm("Rahima", Role.AUTHORITY)


@pytest.fixture
def kept() -> Iterator[dict[str, str]]:
    """What the keyring keeps, by name."""
    with memory_keyring() as keyring:
        yield keyring


def kinds(desk: Desk) -> list[str]:
    return [problem.kind for problem in audit(desk, Work()).problems]


def with_posts(folder: Path, number: int) -> int:
    """An office in `folder` with so many posts; who wrote them."""
    with closing(open_desk(folder)) as desk:
        me = set_up_office(desk, [("Rahima", Role.AUTHORITY)])["Rahima"]
        for _ in range(number):
            write(desk, me)
    return me


def test_another_desks_database_is_a_stranger_however_far_it_is(kept: dict[str, str], tmp_path: Path) -> None:
    """The keyring knows the longer record too, but not in this folder."""
    here, there = tmp_path / "here", tmp_path / "there"
    me = with_posts(here, 1)
    with_posts(there, 3)
    shutil.copytree(there, here, dirs_exist_ok=True)
    with closing(open_desk(here)) as stranger:
        assert kinds(stranger) == ["anchor_another"]
        assert refused(write, stranger, me) == "record.another"


def test_who_begins_anew_is_asked_for_a_reason_however_much_is_written_at_once(
    kept: dict[str, str], tmp_path: Path
) -> None:
    with_posts(tmp_path, 1)
    for file in tmp_path.glob("anumodon.db*"):
        file.unlink()
    with closing(open_desk(tmp_path)) as anew:
        (me,) = change_team(anew, joins=[RAHIMA], by=None).joined
        for name in "abcdefghijklmnop":
            change_team(anew, joins=[MemberForm(name, Role.DRAFTER)], by=me)
    with closing(open_desk(tmp_path)) as later:
        assert (
            refused(change_team, later, joins=[MemberForm("Karim", Role.DRAFTER)], by=me) == "record.another"
        )


def test_a_copy_that_went_on_elsewhere_is_another_record(kept: dict[str, str], tmp_path: Path) -> None:
    """As long as the one that the keyring knows, and of the same desk: only the last event tells."""
    here, copy = tmp_path / "here", tmp_path / "copy"
    me = with_posts(here, 1)
    shutil.copytree(here, copy)
    elsewhere = dict(kept)
    with closing(open_desk(here)) as desk:
        write(desk, me)
    known = dict(kept)
    kept.clear()
    kept.update(elsewhere)  # the copy's own computer knows nothing of what was written here
    with closing(open_desk(copy)) as desk:
        write(desk, me)
    kept.update(known)
    shutil.rmtree(here)
    shutil.copytree(copy, here)
    with closing(open_desk(here)) as desk:
        assert kinds(desk) == ["anchor_another"]
        assert refused(write, desk, me) == "record.another"
