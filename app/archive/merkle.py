"""The Merkle tree of RFC 6962 (section 2.1): roots, and proofs that a leaf, or an older tree, is in a tree.

Making proofs needs the hashes of all leaves (`Tree`); checking one needs nothing but the proof. `Growing`
gives roots of a tree that is seen leaf by leaf, in no more memory than a few hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY = hashlib.sha256(b"").digest()

_MOST_HASHES = 64  # of a proof in a tree whose size fits in 64 bits


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf that holds `data`."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree to which leaves are added. Keeps the roots of its whole subtrees alone, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add a leaf by its `leaf_hash`."""
        self.size += 1
        carry, whole = leaf, self.size
        while not whole & 1:
            carry = node_hash(self._roots.pop(), carry)
            whole >>= 1
        self._roots.append(carry)

    def root(self) -> bytes:
        """The root over the leaves so far."""
        if not self._roots:
            return EMPTY
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node_hash(left, root)
        return root


class Tree:
    """A whole tree in memory, 64 bytes a leaf. `leaves` are hashes by `leaf_hash`."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        level = b"".join(leaves)
        self.size = len(level) // HASH_BYTES
        self._levels = [level]  # of each level the hashes of whole subtrees, one behind the other
        pair, sha256 = 2 * HASH_BYTES, hashlib.sha256
        while len(level) >= pair:
            places = range(0, len(level) - pair + 1, pair)
            level = b"".join([sha256(b"\x01" + level[place : place + pair]).digest() for place in places])
            self._levels.append(level)

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves (of all without one)."""
        size = self.size if size is None else size
        self._require(size)
        return self._root(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path (RFC 6962, 2.1.1) of leaf `index`, from 0, in the tree over `size` leaves."""
        size = self.size if size is None else size
        self._require(size)
        if not 0 <= index < size:
            raise ValueError(f"no leaf {index} among {size}")
        return self._path(index, 0, size)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof (RFC 6962, 2.1.2) that the tree over `size` leaves begins with that over `old`."""
        size = self.size if size is None else size
        self._require(size)
        if not 1 <= old <= size:
            raise ValueError(f"no tree of {old} leaves within {size}")
        return self._subproof(old, 0, size, known=True)

    def whole(self, level: int, place: int) -> bytes:
        """The root of the `place`th whole subtree of 2 ** `level` leaves, from 0; it has to be there."""
        begin = place * HASH_BYTES
        return bytes(self._levels[level][begin : begin + HASH_BYTES])

    def _require(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise ValueError(f"a tree of {self.size} leaves has no beginning of {size}")

    def _root(self, begin: int, end: int) -> bytes:
        """The root over the leaves from `begin` to before `end`, where splitting whole trees leads to."""
        width = end - begin
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            return self.whole(level, begin >> level)
        middle = begin + _split(width)
        return node_hash(self._root(begin, middle), self._root(middle, end))

    def _path(self, index: int, begin: int, end: int) -> list[bytes]:
        if end - begin == 1:
            return []
        middle = begin + _split(end - begin)
        if index < middle:
            return [*self._path(index, begin, middle), self._root(middle, end)]
        return [*self._path(index, middle, end), self._root(begin, middle)]

    def _subproof(self, old: int, begin: int, end: int, *, known: bool) -> list[bytes]:
        """RFC 6962's SUBPROOF, with `old` counted as leaves are: `known` where the checker has this root."""
        if old == end:
            return [] if known else [self._root(begin, end)]
        middle = begin + _split(end - begin)
        if old <= middle:
            return [*self._subproof(old, begin, middle, known=known), self._root(middle, end)]
        return [*self._subproof(old, middle, end, known=False), self._root(begin, middle)]


def includes(root: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows `leaf`, a hash, at `index` of a tree of `size` leaves (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _well_formed(proof):
        return False
    place, last, found = index, size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(other, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, other)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def continues(old_root: bytes, old_size: int, root: bytes, size: int, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree of `size` leaves begins with the older one (RFC 9162, 2.1.4.2)."""
    if not 1 <= old_size <= size or not _well_formed(proof):
        return False
    if old_size == size:
        return not proof and old_root == root
    # Where the older tree is whole, its root is the first hash, which the proof leaves out.
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(other, old), node_hash(other, new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, other)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _split(width: int) -> int:
    """The largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1


def _well_formed(proof: Sequence[bytes]) -> bool:
    return len(proof) <= _MOST_HASHES and all(len(each) == HASH_BYTES for each in proof)
