"""The append-only Merkle tree over the log's entries (RFC 9162 section 2.1).

Only hashes of complete subtrees are kept, one flat byte string a level, so 100,000 leaves take
about 6.4 MB and appending touches at most log2(n) levels. The root, and proofs, for any earlier
size follow from the same hashes, because a complete subtree never changes.
"""

from __future__ import annotations

import hashlib

from relay.transparency.errors import ProofError

_HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""RFC 9162 section 2.1.1: the root of a tree without leaves. It is never signed."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash one entry: SHA-256(0x00 | entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees: SHA-256(0x01 | left | right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(count: int) -> int:
    """Return the largest power of two below `count` (the k of RFC 9162), for `count` >= 2."""
    return 1 << ((count - 1).bit_length() - 1)


class Tree:
    """An append-only tree. `truncate` exists only to take back appends that were not stored."""

    __slots__ = ("_levels",)

    def __init__(self) -> None:
        self._levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return len(self._levels[0]) // _HASH_SIZE

    def append(self, entry: bytes) -> int:
        """Add an entry and return its index."""
        return self.append_leaf_hash(leaf_hash(entry))

    def append_leaf_hash(self, digest: bytes) -> int:
        """Add an entry of which only the leaf hash is at hand, and return its index."""
        if len(digest) != _HASH_SIZE:
            raise ProofError("a leaf hash has 32 bytes")
        index = position = self.size
        level = 0
        self._levels[0] += digest
        while position & 1:
            digest = node_hash(self._node(level, position - 1), digest)
            position >>= 1
            level += 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += digest
        return index

    def truncate(self, size: int) -> None:
        """Forget every leaf from index `size` on."""
        self._check_size(size)
        for level, hashes in enumerate(self._levels):
            del hashes[(size >> level) * _HASH_SIZE :]
        while len(self._levels) > 1 and not self._levels[-1]:
            self._levels.pop()

    def leaf(self, index: int) -> bytes:
        """Return the leaf hash at `index`."""
        if not 0 <= index < self.size:
            raise ProofError("no such leaf")
        return self._node(0, index)

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves (all of them when not given)."""
        size = self.size if size is None else size
        self._check_size(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Prove that leaf `index` is under the root at `size` (RFC 9162 section 2.1.3.1)."""
        self._check_size(size)
        if not 0 <= index < size:
            raise ProofError("the index lies outside the size")
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        path.reverse()
        return path

    def consistency_proof(self, first: int, second: int) -> list[bytes]:
        """Prove that the tree at `second` extends the one at `first` (RFC 9162 section 2.1.4.1).

        0 < first <= second; equal sizes need no hashes.
        """
        self._check_size(second)
        if not 0 < first <= second:
            raise ProofError("the first size is neither 0 nor above the second")
        path: list[bytes] = []
        start, end = 0, second
        whole = True  # the old tree's own root, known to the verifier, need not be repeated
        while first != end:
            middle = start + _split(end - start)
            if first <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
                whole = False
        if not whole:
            path.append(self._range(start, end))
        path.reverse()
        return path

    def _check_size(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise ProofError("the tree does not have that size")

    def _node(self, level: int, position: int) -> bytes:
        return bytes(self._levels[level][position * _HASH_SIZE : (position + 1) * _HASH_SIZE])

    def _range(self, start: int, end: int) -> bytes:
        """Return MTH(D[start:end]) for a range that the recursion of RFC 9162 can reach."""
        count = end - start
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return self._node(level, start >> level)
        middle = start + _split(count)
        return node_hash(self._range(start, middle), self._range(middle, end))
