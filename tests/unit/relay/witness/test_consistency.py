"""The witness's verifier against published answers, the relay's prover and the app's verifier."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.transparency import merkle as app_merkle
from relay.transparency.merkle import Tree
from relay.witness.consistency import is_consistent
from tests.unit.relay.transparency.test_merkle import CONSISTENCY, LEAVES, ROOTS

SIZE = 70


def grown(count: int) -> Tree:
    tree = Tree()
    for number in range(count):
        tree.append(b"entry %d" % number)
    return tree


TREE = grown(SIZE)
FORK = Tree()
for _number in range(SIZE):
    FORK.append(b"entry %d" % (_number if _number != 3 else 1000))


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_published_proofs(sizes: tuple[int, int]) -> None:
    first, second = sizes
    proof = [bytes.fromhex(node) for node in CONSISTENCY[sizes]]
    old, new = bytes.fromhex(ROOTS[first - 1]), bytes.fromhex(ROOTS[second - 1])
    assert len(LEAVES) == len(ROOTS)
    assert is_consistent(first, second, old, new, proof)
    assert not is_consistent(first, second, new, new, proof) or first == second


def test_every_proof_of_the_relays_prover() -> None:
    for second in range(1, SIZE + 1):
        for first in range(1, second + 1):
            proof = TREE.consistency_proof(first, second)
            old, new = TREE.root(first), TREE.root(second)
            assert is_consistent(first, second, old, new, proof)
            if first < second:
                wrong = hashlib.sha256(b"wrong").digest()
                assert not is_consistent(first, second, wrong, new, proof)
                assert not is_consistent(first, second, old, wrong, proof)
                assert not is_consistent(first, second, old, new, proof[:-1])
                assert not is_consistent(first, second, old, new, [*proof, wrong])


def test_a_fork_has_no_proof() -> None:
    for first in range(1, 20):
        for second in range(first + 1, 20):
            proof = FORK.consistency_proof(first, second)
            consistent = is_consistent(first, second, TREE.root(first), FORK.root(second), proof)
            assert consistent == (first <= 3)


def test_sizes_and_hashes_that_cannot_be() -> None:
    root = TREE.root(4)
    assert not is_consistent(0, 4, root, root, [])
    assert not is_consistent(5, 4, root, root, [])
    assert is_consistent(4, 4, root, root, [])
    assert not is_consistent(4, 4, root, root, [root])
    assert not is_consistent(4, 4, root, TREE.root(5), [])
    assert not is_consistent(4, 5, root, TREE.root(5), [])
    short = [node[:31] for node in TREE.consistency_proof(4, 5)]
    assert not is_consistent(4, 5, root, TREE.root(5), short)


@given(
    first=st.integers(0, 40),
    second=st.integers(0, 40),
    shown=st.integers(1, 40),
    proof_of=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    damage=st.integers(0, 300),
)
def test_it_agrees_with_the_apps_verifier(
    first: int, second: int, shown: int, proof_of: tuple[int, int], damage: int
) -> None:
    proof = TREE.consistency_proof(min(proof_of), max(proof_of))
    if proof and damage < 32 * len(proof):
        node = bytearray(proof[damage // 32])
        node[damage % 32] ^= 1
        proof[damage // 32] = bytes(node)
    old, new = TREE.root(shown), TREE.root(max(1, second))
    expected = app_merkle.verify_consistency(first, second, old, new, proof)
    assert is_consistent(first, second, old, new, proof) == expected
