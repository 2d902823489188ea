"""An archive signed by a key that followed the one somebody knows is the office's; forged ones are not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.archive import bag, minisign
from app.archive.types import Verification, Whose
from app.cli.output import DONE, NO
from app.main import main
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.posts import archive, review, verifying
from app.services.record.office_key import office_key, replace_key
from app.work import Work
from tests.helpers.archive_forgery import edit, reseal
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.tampering import Stranger

REASON = "বার্ষিক বদল"


@pytest.fixture
def keyring() -> Iterator[dict[str, str]]:
    with memory_keyring() as kept:
        yield kept


@pytest.fixture
def opened(keyring: dict[str, str]) -> Iterator[Callable[[Path], Desk]]:
    desks: list[Desk] = []

    def open_(folder: Path) -> Desk:
        desks.append(open_desk(folder))
        return desks[-1]

    yield open_
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(opened: Callable[[Path], Desk], tmp_path: Path) -> Desk:
    desk = opened(tmp_path / "data")
    me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    return desk


def key_of(desk: Desk) -> str:
    found = office_key(desk)
    assert found is not None
    return found.fingerprint


def verified(path: Path, key: str = "", **known: Whose) -> Verification:
    return verifying.verify(path, Work(), expected_key=key, known=known)


def kinds(found: Verification) -> list[str]:
    return [problem.kind for problem in found.problems]


def test_a_planned_change_is_followed_by_whoever_knows_the_former_key(desk: Desk, tmp_path: Path) -> None:
    old, before = key_of(desk), tmp_path / "before"
    archive.export(desk, before, work=Work())
    shutil.copy(before / bag.PUBLIC_KEY, tmp_path / "old.pub")
    replace_key(desk, REASON, 1)
    replace_key(desk, REASON, 1)
    after = tmp_path / "after"
    archive.export(desk, after, work=Work())
    for named in (old, old[:16], str(tmp_path / "old.pub")):
        found = verified(after, named)
        assert (found.ok, found.whose) == (True, Whose.FOLLOWS), found.problems
        assert found.followed is not None
        assert found.followed.event == max(each.event for each in found.breaks)
    assert kinds(verified(before, key_of(desk))) == ["other_key"], "an archive tells nothing of later keys"
    # At a desk that knows the former key alone, such as one with an older copy.
    assert verified(after, **{old: Whose.KNOWN}).whose is Whose.FOLLOWS_KNOWN
    # A desk that knows the former key to be replaced knows by which; by another it was not.
    for state in (Whose.EARLIER, Whose.LOST):
        assert verified(after, **{old: state}).whose is Whose.STRANGER
        assert kinds(verified(after, old, **{old: state})) == ["other_key"]
    assert verified(after, old, **verifying.known_keys(desk)).whose is Whose.FOLLOWS
    assert verifying.verify(after, Work(), expected_key=old, continues=before).ok


def test_by_command_it_is_said_plainly(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = key_of(desk)
    replace_key(desk, REASON, 1)
    archive.export(desk, tmp_path / "after.zip", work=Work())
    elsewhere = ["--data", str(tmp_path / "elsewhere")]
    assert main(["verify", str(tmp_path / "after.zip"), "--key", old, "--lang", "en", *elsewhere]) == DONE
    said = capsys.readouterr().out
    assert "followed the one you named" in said
    assert main(["verify", str(tmp_path / "after.zip"), "--key", old, "--json", *elsewhere]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["whose"], told["followed"]["joined"]) == ("follows", False)
    assert main(["verify", str(tmp_path / "after.zip"), "--key", "0" * 64, *elsewhere]) == NO


def test_a_forger_does_not_follow(desk: Desk, tmp_path: Path) -> None:
    """One who has the whole archive and a key of his own, and may write into it what he likes."""
    old = key_of(desk)
    replace_key(desk, REASON, 1)
    true = tmp_path / "true"
    archive.export(desk, true, work=Work())
    forger = Stranger()
    resigned = Path(shutil.copytree(true, tmp_path / "resigned"))
    reseal(resigned, forger)
    assert "other_key" in kinds(verified(resigned, old))
    changed = Path(shutil.copytree(true, tmp_path / "changed"))
    name = json.loads((true / bag.RECORD).read_text("utf-8"))["breaks"][-1]["event"]
    new = key_of(desk)
    assert new in name
    public = minisign.public_key_of(forger)

    def claim(record: dict[str, object]) -> None:
        events = record["breaks"]
        assert isinstance(events, list)
        events[-1]["event"] = events[-1]["event"].replace(new, forger.fingerprint)

    edit(changed / bag.RECORD, claim)
    reseal(changed, forger)
    found = verified(changed, old)
    assert {"other_key", "record_unproven"} <= set(kinds(found))
    assert (found.whose, found.fingerprint) == (Whose.STRANGER, forger.fingerprint)
    assert public.key == forger.public_key


def test_a_former_key_that_signs_on_is_found(
    desk: Desk, tmp_path: Path, keyring: dict[str, str], opened: Callable[[Path], Desk]
) -> None:
    """Whoever kept the former key cannot sign an archive that tells of its end."""
    old, kept = key_of(desk), dict(keyring)
    replace_key(desk, REASON, 1)
    archive.export(desk, tmp_path / "true", work=Work())
    signing = next(value for name, value in kept.items() if name.startswith("record-signing-key"))
    reseal(tmp_path / "true", Stranger.of(signing))
    assert "key_over" in kinds(verified(tmp_path / "true", old))
