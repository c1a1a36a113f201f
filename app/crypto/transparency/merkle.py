"""The log's Merkle tree (RFC 9162 section 2.1; relay/PROTOCOL.md section 3.2).

A replica holds every leaf, so it recomputes roots rather than asking for proofs. The proof
verifiers serve those who hold only a checkpoint: witnesses, and evidence handed to IT.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32


def leaf_hash(entry: bytes) -> bytes:
    """Hash of a leaf: SHA-256(0x00 | entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256(0x01 | left | right)."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """The hashes of every complete subtree: appends in O(1), any past root in O(log n).

    Level 0 holds the leaves, level k the roots of the complete subtrees of 2**k leaves.
    About 64 bytes a leaf.
    """

    __slots__ = ("_levels", "_size")

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]
        self._size = 0

    @classmethod
    def restore(cls, levels: Sequence[bytes]) -> Tree:
        """The tree with these `levels`."""
        tree = cls()
        tree._levels = [bytearray(level) for level in levels]
        tree._size = len(levels[0]) // HASH_SIZE
        return tree

    @property
    def levels(self) -> Sequence[bytes | bytearray]:
        """The hashes of each level, joined. Look, do not change."""
        return self._levels

    @property
    def size(self) -> int:
        """Number of leaves."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash of 32 bytes at the end."""
        levels = self._levels
        levels[0] += leaf
        self._size += 1
        height, count, node = 0, self._size, leaf
        while count & 1 == 0:
            level = levels[height]
            node = sha256(b"\x01" + level[-2 * HASH_SIZE :]).digest()
            height += 1
            count >>= 1
            if height == len(levels):
                levels.append(bytearray())
            levels[height] += node

    def leaf(self, index: int) -> bytes:
        """The leaf hash at `index` (0 <= index < size)."""
        if not 0 <= index < self._size:
            raise IndexError(index)
        return bytes(self._levels[0][index * HASH_SIZE : (index + 1) * HASH_SIZE])

    def root(self, size: int | None = None) -> bytes:
        """Root of the first `size` leaves (all by default), 1 <= size <= self.size."""
        wanted = self._size if size is None else size
        if not 1 <= wanted <= self._size:
            raise IndexError(wanted)
        root: bytes | None = None
        for height in range(wanted.bit_length()):
            if wanted >> height & 1:
                position = ((wanted >> height) - 1) * HASH_SIZE
                subtree = bytes(self._levels[height][position : position + HASH_SIZE])
                root = subtree if root is None else node_hash(subtree, root)
        assert root is not None  # noqa: S101 - wanted >= 1 has a bit set
        return root

    def consistency_proof(self, first: int) -> tuple[bytes, ...]:
        """That the tree of `first` leaves is a prefix of this one (RFC 9162 section 2.1.4.1).

        For evidence that outlives this replica; 1 <= first <= self.size.
        """
        if not 1 <= first <= self._size:
            raise IndexError(first)
        return tuple(self._subproof(first, 0, self._size, whole=True))

    def _subproof(self, leaves: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        """SUBPROOF(leaves, D[start:end], whole) of the RFC."""
        if leaves == end - start:
            return [] if whole else [self._range_root(start, end)]
        middle = start + _split(end - start)
        if leaves <= middle - start:
            return [
                *self._subproof(leaves, start, middle, whole=whole),
                self._range_root(middle, end),
            ]
        rest = self._subproof(leaves - (middle - start), middle, end, whole=False)
        return [*rest, self._range_root(start, middle)]

    def _range_root(self, start: int, end: int) -> bytes:
        """Root of the leaves from `start` to `end`, as the recursion of the RFC cuts them."""
        count = end - start
        if count & (count - 1) == 0:
            height = count.bit_length() - 1
            position = (start >> height) * HASH_SIZE
            return bytes(self._levels[height][position : position + HASH_SIZE])
        middle = start + _split(count)
        return node_hash(self._range_root(start, middle), self._range_root(middle, end))

    def copy(self) -> Tree:
        """Another tree with the same leaves."""
        twin = Tree()
        twin._levels = [level.copy() for level in self._levels]
        twin._size = self._size
        return twin


def _split(count: int) -> int:
    """The largest power of two below `count`, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Is `leaf` at `index` of the tree with `size` leaves and `root`? (RFC 9162 section 2.1.3.2)

    False as well for a proof that is not exactly as long as these numbers require.
    """
    if not 0 <= index < size or not _all_hashes(proof):
        return False
    position, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            computed = node_hash(sibling, computed)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            computed = node_hash(computed, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and computed == root


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Is the tree of `first` leaves a prefix of the one of `second`? (RFC 9162 section 2.1.4.2)

    Size 0 is never signed, so it is refused here. Equal sizes need equal roots and no proof.
    """
    if not 0 < first <= second or not _all_hashes(proof):
        return False
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    position, last = first - 1, second - 1
    while position & 1:
        position >>= 1
        last >>= 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            new = node_hash(new, node)
        position >>= 1
        last >>= 1
    return last == 0 and old == first_root and new == second_root


def _all_hashes(proof: Sequence[bytes]) -> bool:
    return all(len(node) == HASH_SIZE for node in proof)
