"""What is kept of the record's tree makes no difference to what is proven, whoever writes into it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.archive.merkle import Tree, continues, includes
from app.archive.verify import verify_archive
from app.canonical import canonical
from app.errors import Refusal
from app.models.tables import Event, KeptTile, KeptTree
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import archive, review
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.destroyed import DESTROYED, digest_of_body
from app.services.record.end import stored_end
from app.services.record.kept_tree import RUN, RecordTree, event_leaves, keep_tree
from app.services.record.ledger import record
from app.services.record.tree import roots
from app.work import Work
from tests.services.by_hand import by_hand, changed
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write

OFFICE = OfficeForm(
    name_bn="নমুনা",
    name_en="Sample",
    members=(MemberForm("Rahima", Role.AUTHORITY),),
    accounts=(AccountForm("facebook", "sample_upeo", "Sample"),),
)


def grow(desk: Desk, events: int) -> None:
    with desk.store.write():
        for number in range(events):
            record(desk, "test.event", facts={"number": number})


def size_of(desk: Desk) -> int:
    with desk.store.read():
        return stored_end().id


def kept(desk: Desk) -> int:
    with desk.store.read():
        return sum(row.size for row in KeptTree.select())


def root_as_kept(desk: Desk, size: int) -> str:
    with desk.store.read():
        return RecordTree(desk, size).root().hex()


def root_by_events(desk: Desk, size: int) -> str:
    with desk.store.read():
        return roots([size])[size]


def kinds(desk: Desk) -> list[str]:
    return [problem.kind for problem in audit(desk, Work()).problems]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of a desk whose record has some hundred events, signed and kept; and its keyring."""
    folder = tmp_path_factory.mktemp("grown") / "data"
    with memory_keyring() as kept:
        desk = open_desk(folder)
        set_up(desk, OFFICE)
        grow(desk, 2 * RUN + 49)
        keep_tree(desk)
        desk.close()
        return folder, dict(kept)


@pytest.fixture
def signing(tmp_path: Path, grown: tuple[Path, dict[str, str]]) -> Iterator[Desk]:
    """A copy of that desk, with its keyring."""
    folder, secrets = grown
    with memory_keyring() as kept:
        kept.update(secrets)
        desk = open_desk(Path(shutil.copytree(folder, tmp_path / "signing")))
        grow(desk, 1)  # it has looked at its anchor by now, as one that has been at work
        yield desk
        desk.close()


def test_the_tree_is_the_same_whatever_of_it_is_kept(desk: Desk) -> None:
    grow(desk, RUN - 3)
    keep_tree(desk)
    assert kept(desk) == 0  # less than a run
    grow(desk, 2 * RUN)
    keep_tree(desk)
    assert kept(desk) == 2 * RUN
    grow(desk, RUN + 9)
    size = size_of(desk)
    with desk.store.read():
        bare = Tree(event_leaves(0, size))
        for end in (size, 2 * RUN, 2 * RUN - 1, RUN + 1):  # beyond what is kept, its end, and within it
            tree = RecordTree(desk, end)
            assert tree.root() == bare.root(end)
            for index in (0, RUN - 1, RUN, end - 1):
                assert tree.inclusion(index) == bare.inclusion(index, end)
            for old in (1, RUN - 1, RUN, RUN + 1, end):
                assert tree.root(old) == bare.root(old)
                assert tree.consistency(old) == bare.consistency(old, end)
    assert kinds(desk) == []


def test_what_is_kept_is_signed_and_grows_with_the_record(signing: Desk) -> None:
    assert kept(signing) == 2 * RUN
    with signing.store.read():
        assert KeptTree.get_by_id(1).signature
        assert [len(tile.hashes) for tile in KeptTile.select()] == [2 * 32]
    grow(signing, RUN)
    keep_tree(signing)
    assert kept(signing) == 3 * RUN
    size = size_of(signing)
    assert root_as_kept(signing, size) == root_by_events(signing, size)
    assert kinds(signing) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kept_tile SET hashes = ?",
        "UPDATE kept_tree SET root = '00' WHERE ? IS NOT NULL",
        "UPDATE kept_tree SET follows = '00' WHERE ? IS NOT NULL",
        "UPDATE kept_tree SET size = 256 WHERE ? IS NOT NULL",
        "UPDATE kept_tree SET size = -256 WHERE ? IS NOT NULL",
        "DELETE FROM kept_tile WHERE ? IS NOT NULL",
    ],
)
def test_a_forged_hash_is_not_believed_and_the_audit_names_it(signing: Desk, statement: str) -> None:
    size = size_of(signing)
    with by_hand(signing) as hand:
        hand.execute(statement, (b"\1" * 64,))
    assert kinds(signing) == ["tree_differs"]
    assert root_as_kept(signing, size) == root_by_events(signing, size)
    with signing.store.read():
        root, [leaf] = RecordTree(signing, size).root(), event_leaves(9, 10)
        assert includes(root, size, 9, leaf, RecordTree(signing, size).inclusion(9))
    keep_tree(signing)  # made anew
    assert kinds(signing) == []


def test_a_forged_tree_with_a_root_that_fits_is_not_believed(signing: Desk) -> None:
    forged = b"\1" * 64
    with by_hand(signing) as hand:
        hand.execute("UPDATE kept_tile SET hashes = ?", (forged,))
        hand.execute("UPDATE kept_tree SET root = ?", (Tree([forged]).root().hex(),))
    size = size_of(signing)
    assert root_as_kept(signing, size) == root_by_events(signing, size)
    with by_hand(signing) as hand:  # nor one that nobody signed
        hand.execute("UPDATE kept_tree SET signature = ''")
    assert root_as_kept(signing, size) == root_by_events(signing, size)


def test_a_tree_of_events_that_were_taken_back_is_not_believed(signing: Desk) -> None:
    """A signed statement over events that are there no more, put back after an older record was."""
    with signing.store.read():
        [tile], [tree] = list(KeptTile.select()), list(KeptTree.select())
    with by_hand(signing) as hand:
        hand.execute("DELETE FROM event WHERE id > 300")
        hand.execute("DELETE FROM kept_tree")
    me = members(signing)[0].id
    continuing.continue_broken(signing, "পুরোনো কপি", me)
    grow(signing, 2 * RUN)
    with by_hand(signing) as hand:
        hand.execute("UPDATE kept_tile SET hashes = ?", (tile.hashes,))
        values = (1, tree.size, tree.root, tree.follows, tree.signature)
        hand.execute("INSERT INTO kept_tree VALUES (?, ?, ?, ?, ?)", values)
    size = size_of(signing)
    assert root_as_kept(signing, size) == root_by_events(signing, size)


def test_an_event_changed_beneath_what_is_kept_gives_no_proof(signing: Desk) -> None:
    before = root_as_kept(signing, 2 * RUN)
    changed(signing, "UPDATE event SET hash = 'ff' WHERE id = 9")
    size = size_of(signing)
    assert root_as_kept(signing, 2 * RUN) == before  # what was signed stays what was signed
    with signing.store.read(), pytest.raises(Refusal) as refused:
        RecordTree(signing, size).inclusion(3)
    assert refused.value.key == "record.broken"
    assert "tree_differs" in kinds(signing)
    grow(signing, RUN)
    keep_tree(signing)  # the new events follow from those that were kept
    assert kept(signing) == 3 * RUN


def test_events_that_do_not_follow_are_not_kept_until_it_is_gone_on_with(signing: Desk) -> None:
    grow(signing, 10)
    changed(signing, f"UPDATE event SET body = '{{\"rows\":[]}}' WHERE id = {size_of(signing)}")
    broken = size_of(signing)
    keep_tree(signing)
    assert kept(signing) == 2 * RUN
    continuing.continue_broken(signing, "ডিস্ক নষ্ট", members(signing)[0].id)
    grow(signing, RUN)
    keep_tree(signing)
    size = size_of(signing)
    assert kept(signing) == 3 * RUN > broken
    assert root_as_kept(signing, size) == root_by_events(signing, size)


def test_an_event_whose_words_were_destroyed_by_order_is_kept_like_any(signing: Desk) -> None:
    grow(signing, 10)
    number, left = size_of(signing), {"left": True}
    with signing.store.write():
        hash_ = Event.get_by_id(number).hash
        told = [number, hash_, digest_of_body(canonical(left).decode())]
        record(signing, DESTROYED, facts={"events": [told]})
    with by_hand(signing) as hand:  # on a server the owner alone may
        hand.execute("UPDATE event SET body = ? WHERE id = ?", (canonical(left).decode(), number))
    grow(signing, RUN)
    keep_tree(signing)
    assert kept(signing) == 3 * RUN
    assert root_as_kept(signing, size_of(signing)) == root_by_events(signing, size_of(signing))


def test_an_export_proves_the_same_over_a_kept_tree(signing: Desk, tmp_path: Path) -> None:
    [me] = [member.id for member in members(signing)]
    earlier = size_of(signing)
    draft = write(signing, me)
    review.approve(signing, draft.id, draft.version.digest, me)
    archive.export(signing, tmp_path / "first", work=Work())
    grow(signing, 2 * RUN)
    archive.export(signing, tmp_path / "second", work=Work())
    assert kept(signing) == 4 * RUN
    found = verify_archive(tmp_path / "second", Work())
    assert found.problems == ()
    assert [tree.size for tree in found.earlier] == [verify_archive(tmp_path / "first", Work()).size]
    with signing.store.read():
        tree = RecordTree(signing, size_of(signing))
        proof = tree.consistency(earlier)
        old = bytes.fromhex(roots([earlier])[earlier])
        assert continues(old, earlier, tree.root(), tree.size, proof)
