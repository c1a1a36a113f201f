"""The tree against published answers and against RFC 9162's own verification algorithms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.transparency.errors import ProofError
from relay.transparency.merkle import EMPTY_ROOT, Tree, leaf_hash

# The eight leaves that implementations of RFC 6962 and 9162 have long been tested with.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
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
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
SIZE = 70


def tree_of(entries: Sequence[bytes]) -> Tree:
    tree = Tree()
    for index, entry in enumerate(entries):
        assert tree.append(entry) == index
    return tree


def naive_root(entries: Sequence[bytes]) -> bytes:
    """RFC 9162 section 2.1.1, word for word."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return node(naive_root(entries[:k]), naive_root(entries[k:]))


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def inclusion_holds(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            r = node(r, p)
        fn >>= 1
        sn >>= 1
    return sn == 0 and r == root


def consistency_holds(
    first: int, second: int, old: bytes, new: bytes, path: Sequence[bytes]
) -> bool:
    """RFC 9162 section 2.1.4.2."""
    if first == second:
        return not path and old == new
    hashes = list(path)
    if not hashes:
        return False
    if first & (first - 1) == 0:
        hashes.insert(0, old)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    fr = sr = hashes[0]
    for c in hashes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            sr = node(sr, c)
        fn >>= 1
        sn >>= 1
    return sn == 0 and fr == old and sr == new


def test_the_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert Tree().root() == EMPTY_ROOT == bytes.fromhex(empty)


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    assert tree_of(LEAVES).root(size).hex() == ROOTS[size - 1]
    assert tree_of(LEAVES[:size]).root().hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int) -> None:
    proof = tree_of(LEAVES).inclusion_proof(index, size)
    assert [item.hex() for item in proof] == INCLUSION[index, size]


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_published_consistency_proofs(first: int, second: int) -> None:
    proof = tree_of(LEAVES).consistency_proof(first, second)
    assert [item.hex() for item in proof] == CONSISTENCY[first, second]


def test_every_root_and_every_proof_up_to_seventy_leaves() -> None:
    entries = [b"entry %d" % index for index in range(SIZE)]
    tree = tree_of(entries)
    roots = [naive_root(entries[:size]) for size in range(SIZE + 1)]
    for size in range(1, SIZE + 1):
        assert tree.root(size) == roots[size]
        for index in range(size):
            path = tree.inclusion_proof(index, size)
            assert inclusion_holds(index, size, leaf_hash(entries[index]), path, roots[size])
        for first in range(1, size + 1):
            path = tree.consistency_proof(first, size)
            assert consistency_holds(first, size, roots[first], roots[size], path)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=SIZE), st.data())
def test_proofs_hold_for_any_entries_and_for_nothing_else(
    entries: list[bytes], data: st.DataObject
) -> None:
    tree = tree_of(entries)
    size = data.draw(st.integers(1, len(entries)))
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion_proof(index, size)
    root = naive_root(entries[:size])
    assert inclusion_holds(index, size, leaf_hash(entries[index]), path, root)
    assert not inclusion_holds(index, size, leaf_hash(entries[index] + b"x"), path, root)
    assert not inclusion_holds(index, size, leaf_hash(entries[index]), [*path, root], root)


@given(st.integers(0, SIZE), st.lists(st.binary(max_size=4), max_size=SIZE))
def test_truncating_leaves_the_tree_as_if_nothing_had_followed(
    keep: int, entries: list[bytes]
) -> None:
    keep = min(keep, len(entries))
    tree = tree_of(entries)
    tree.truncate(keep)
    assert tree.size == keep
    for entry in entries[keep:]:
        tree.append(entry)
    assert tree.root() == naive_root(entries)


def test_sizes_and_indexes_that_the_tree_does_not_have() -> None:
    tree = tree_of(LEAVES)
    for size in (-1, 9):
        with pytest.raises(ProofError):
            tree.root(size)
        with pytest.raises(ProofError):
            tree.truncate(size)
    for index, size in ((0, 0), (8, 8), (3, 3), (-1, 4), (0, 9)):
        with pytest.raises(ProofError):
            tree.inclusion_proof(index, size)
    for first, second in ((0, 0), (0, 3), (4, 3), (1, 9), (-1, 3)):
        with pytest.raises(ProofError):
            tree.consistency_proof(first, second)
    with pytest.raises(ProofError):
        tree.leaf(8)
    with pytest.raises(ProofError):
        tree.append_leaf_hash(b"short")
    assert tree.leaf(7) == leaf_hash(LEAVES[7])
