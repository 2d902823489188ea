"""The Merkle tree against the test vectors of Certificate Transparency, and on random trees."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.merkle import EMPTY, Growing, Tree, continues, includes, leaf_hash, node_hash

# The reference test of certificate-transparency (merkletree/merkle_tree_test.cc): eight leaves, their roots.
LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
# (leaf from 1, size, path) and (older size, size, proof) of the same test.
PATHS = (
    (1, 1, ()),
    (
        1,
        8,
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        6,
        8,
        (
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (3, 3, ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",)),
    (
        2,
        5,
        (
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
)
PROOFS = (
    (1, 1, ()),
    (
        1,
        8,
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        6,
        8,
        (
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (
        2,
        5,
        (
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
)


def tree_of(leaves: list[bytes]) -> Tree:
    return Tree(leaf_hash(each) for each in leaves)


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_of_the_reference(size: int) -> None:
    assert tree_of(LEAVES).root(size).hex() == ROOTS[size - 1]
    assert tree_of(LEAVES[:size]).root().hex() == ROOTS[size - 1]
    growing = Growing()
    for each in LEAVES[:size]:
        growing.add(leaf_hash(each))
    assert growing.root().hex() == ROOTS[size - 1]


def test_the_root_of_nothing() -> None:
    assert EMPTY == hashlib.sha256().digest() == Tree([]).root() == Growing().root()


@pytest.mark.parametrize(("leaf", "size", "path"), PATHS)
def test_the_paths_of_the_reference(leaf: int, size: int, path: tuple[str, ...]) -> None:
    assert [each.hex() for each in tree_of(LEAVES).inclusion(leaf - 1, size)] == list(path)


@pytest.mark.parametrize(("old", "size", "proof"), PROOFS)
def test_the_consistency_proofs_of_the_reference(old: int, size: int, proof: tuple[str, ...]) -> None:
    assert [each.hex() for each in tree_of(LEAVES).consistency(old, size)] == list(proof)


def _by_the_book(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962 word by word."""
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(_by_the_book(leaves[:split]), _by_the_book(leaves[split:]))


sizes = st.integers(1, 70)


@given(sizes, st.data())
def test_every_leaf_and_no_other_is_proven(size: int, data: st.DataObject) -> None:
    leaves = [bytes([number]) for number in range(size)]
    tree, root = tree_of(leaves), _by_the_book(leaves)
    assert tree.root() == root
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion(index)
    assert includes(root, size, index, leaf_hash(leaves[index]), proof)
    other = data.draw(st.integers(0, size + 2).filter(lambda number: number != index))
    assert not includes(root, size, other, leaf_hash(leaves[index]), proof)
    assert not includes(root, size, index, leaf_hash(b"another"), proof)
    assert not includes(root, size, index, leaf_hash(leaves[index]), [*proof, root])
    if proof:
        assert not includes(root, size, index, leaf_hash(leaves[index]), proof[:-1])


@given(sizes, st.data())
def test_a_later_tree_continues_the_earlier_one_and_no_fork(size: int, data: st.DataObject) -> None:
    leaves = [bytes([number]) for number in range(size)]
    tree, old = tree_of(leaves), data.draw(st.integers(1, size))
    proof = tree.consistency(old)
    assert continues(tree.root(old), old, tree.root(), size, proof)
    changed = data.draw(st.integers(0, old - 1))
    fork = tree_of([*leaves[:changed], b"forged", *leaves[changed + 1 :]])
    assert not continues(fork.root(old), old, tree.root(), size, proof)
    assert not continues(tree.root(old), old, fork.root(), size, fork.consistency(old))
    assert not continues(tree.root(old), old, fork.root(), size, proof)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        broken = [*proof[:place], leaf_hash(b"x"), *proof[place + 1 :]]
        assert not continues(tree.root(old), old, tree.root(), size, broken)


def test_what_no_tree_of_that_size_has_is_not_asked_for() -> None:
    tree, size = tree_of(LEAVES), len(LEAVES)
    for old in (0, -1, size + 1):
        with pytest.raises(ValueError, match="no tree of"):
            tree.consistency(old, size)
    for index in (-1, size):
        with pytest.raises(ValueError, match="no leaf"):
            tree.inclusion(index, size)
    for beyond in (-1, size + 1):
        with pytest.raises(ValueError, match="no beginning of"):
            tree.root(beyond)
