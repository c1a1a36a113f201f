"""RFC 9162: known roots, and proofs made here by the RFC's recursive definitions."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.transparency import merkle

# The example leaves and roots that Certificate Transparency implementations share.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
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


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return merkle.leaf_hash(leaves[0])
    k = split(len(leaves))
    return sha256(b"\x01" + root_of(leaves[:k]) + root_of(leaves[k:])).digest()


def inclusion(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*inclusion(index, leaves[:k]), root_of(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), root_of(leaves[:k])]


def consistency(first: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    k = split(len(leaves))
    if first <= k:
        return [*consistency(first, leaves[:k], whole), root_of(leaves[k:])]
    return [*consistency(first - k, leaves[k:], False), root_of(leaves[:k])]


def tree_of(leaves: list[bytes]) -> merkle.Tree:
    tree = merkle.Tree()
    for leaf in leaves:
        tree.append(merkle.leaf_hash(leaf))
    return tree


def test_known_roots() -> None:
    tree = tree_of(LEAVES)
    assert [tree.root(size).hex() for size in range(1, 9)] == ROOTS
    assert tree.leaf(0).hex() == ROOTS[0]


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70))
def test_every_past_root(leaves: list[bytes]) -> None:
    tree = tree_of(leaves)
    for size in range(1, len(leaves) + 1):
        assert tree.root(size) == root_of(leaves[:size])


def test_a_copy_goes_its_own_way() -> None:
    tree = tree_of(LEAVES[:5])
    twin = tree.copy()
    twin.append(merkle.leaf_hash(b"other"))
    tree.append(merkle.leaf_hash(LEAVES[5]))
    assert tree.root().hex() == ROOTS[5]
    assert twin.root() == root_of([*LEAVES[:5], b"other"])


@pytest.mark.parametrize("size", [0, -1, 9])
def test_no_root_of_unknown_sizes(size: int) -> None:
    with pytest.raises(IndexError):
        tree_of(LEAVES).root(size)


@st.composite
def sizes(draw: st.DrawFn) -> tuple[int, int]:
    second = draw(st.integers(1, 80))
    return draw(st.integers(1, second)), second


LOG = [number.to_bytes(2, "big") for number in range(80)]


@given(sizes(), st.data())
def test_proofs_verify_and_nothing_else_does(pair: tuple[int, int], data: st.DataObject) -> None:
    first, second = pair
    leaves = LOG[:second]
    root = root_of(leaves)
    old = root_of(LOG[:first])
    proof = consistency(first, leaves)
    assert merkle.verify_consistency(first, second, old, root, proof)
    index = first - 1
    path = inclusion(index, leaves)
    leaf = merkle.leaf_hash(leaves[index])
    assert merkle.verify_inclusion(leaf, index, second, path, root)

    assert not merkle.verify_inclusion(leaf, index, second, [*path, bytes(32)], root)
    assert not merkle.verify_consistency(first, second, old, root, [*proof, bytes(32)])
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"x"), index, second, path, root)
    assert not merkle.verify_inclusion(leaf, second, second, path, root)
    assert not merkle.verify_inclusion(leaf, -1, second, path, root)
    if first != second:
        assert not merkle.verify_consistency(first, second, bytes(32), root, proof)
        assert not merkle.verify_consistency(first, second, old, bytes(32), proof)
        assert not merkle.verify_consistency(second, first, root, old, proof)

    def includes(nodes: list[bytes]) -> bool:
        return merkle.verify_inclusion(leaf, index, second, nodes, root)

    def consistent(nodes: list[bytes]) -> bool:
        return merkle.verify_consistency(first, second, old, root, nodes)

    for nodes, verify in ((path, includes), (proof, consistent)):
        if nodes:
            at = data.draw(st.integers(0, len(nodes) - 1))
            assert not verify(nodes[:at] + nodes[at + 1 :])
            assert not verify([*nodes[:at], bytes(32), *nodes[at + 1 :]])
            assert not verify([*nodes[:at], nodes[at][:31], *nodes[at + 1 :]])


def test_size_zero_is_refused() -> None:
    assert not merkle.verify_consistency(0, 8, sha256(b"").digest(), bytes.fromhex(ROOTS[7]), [])
    assert not merkle.verify_consistency(0, 0, bytes(32), bytes(32), [])
    assert not merkle.verify_inclusion(bytes(32), 0, 0, [], bytes(32))


@pytest.mark.parametrize("size", range(1, 34))
def test_the_replicas_own_proofs_convince_the_verifier(size: int) -> None:
    """They go into evidence; the relay's prover is another program."""
    tree, leaves = merkle.Tree(), [merkle.leaf_hash(bytes((number,))) for number in range(size)]
    for leaf in leaves:
        tree.append(leaf)
    for first in range(1, size + 1):
        proof = tree.consistency_proof(first)
        assert merkle.verify_consistency(first, size, tree.root(first), tree.root(), proof)
    for first in (0, size + 1):
        with pytest.raises(IndexError):
            tree.consistency_proof(first)
