"""Whether a tree is a prefix of another: RFC 9162 section 2.1.4.2, step by step.

Written apart from the relay's prover, so that one mistake cannot be on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

HASH_SIZE = 32


def is_consistent(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether `proof` shows that the tree of `second` leaves extends the one of `first`.

    Needs 0 < first <= second; equal sizes need equal roots and no proof. A proof that is longer or
    shorter than these sizes require is no proof.
    """
    if not 0 < first <= second or any(len(node) != HASH_SIZE for node in proof):
        return False
    if first == second:
        return first_root == second_root and not proof
    if not proof:
        return False
    # Steps 1 to 3: a complete old tree is its own first node; skip the levels both trees share.
    nodes = [first_root, *proof] if first.bit_count() == 1 else list(proof)
    number, last = first - 1, second - 1
    shared = (~number & (number + 1)).bit_length() - 1  # how many ones `number` ends in
    number, last = number >> shared, last >> shared
    # Steps 4 and 5: rebuild both roots at once, from the left-most node that both have.
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if number % 2 == 1 or number == last:
            old, new = _parent(node, old), _parent(node, new)
            while number % 2 == 0 and number != 0:
                number, last = number // 2, last // 2
        else:
            new = _parent(new, node)
        number, last = number // 2, last // 2
    # Step 6.
    return last == 0 and old == first_root and new == second_root


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
