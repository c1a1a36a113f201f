"""A chain of the peer's messages, and the keys of those that have not arrived yet.

relay/PROTOCOL.md section 8, bounds. A chain hands out each message secret once. Keys that were
skipped over wait until their message arrives, until they are too many, or until they are too old.
"""

from __future__ import annotations

from msgspec.structs import replace

from app.crypto.errors import (
    AlreadyReceivedError,
    KeyDiscardedError,
    PostQuantumError,
    TooManySkippedError,
    UndecryptableError,
)
from app.crypto.ratchet.chain_key import chain_step
from app.crypto.ratchet.state import Key, Number, SecretState, Time

MAX_SKIPPED_AT_ONCE = 1_000
"""How many messages one message may say came before it, unseen."""
MAX_SKIPPED_KEYS = 2_000
"""How many keys of unseen messages a session keeps; the oldest go first."""
MAX_RECEIVING_CHAINS = 5
"""How many of the peer's chains a session remembers, the current one included."""

SkippedKey = tuple[Key, Time]
"""The message secret, and the relay time at which it was passed over (0: not known)."""


class ReceivingChain(SecretState, frozen=True):
    """One of the peer's chains. Immutable; each step returns the next value."""

    ratchet_key: Key
    """The peer's DHs, by which a message finds its chain."""
    binding: Key
    """Digest of the EK and CT that all of its messages carry."""
    chain_key: Key | None
    """None once the chain is closed, that is when the peer's next one began."""
    next_number: Number
    skipped: dict[int, SkippedKey]
    """By message number, ascending. Never changed in place."""
    discarded_below: Number
    """Keys below this number that are not in `skipped` may have been discarded unused."""

    def check_binding(self, message_binding: bytes) -> None:
        """Raise PostQuantumError when a message's EK or CT are not those of its chain."""
        if message_binding != self.binding:
            raise PostQuantumError

    def take(self, number: int, now_ms: int) -> tuple[ReceivingChain, bytes]:
        """Return (the chain after it, message secret) for message `number`.

        Raises AlreadyReceivedError, KeyDiscardedError, TooManySkippedError, or UndecryptableError
        for a number past the end of a closed chain.
        """
        waiting = self.skipped.get(number)
        if waiting is not None:
            remaining = {n: key for n, key in self.skipped.items() if n != number}
            return replace(self, skipped=remaining), waiting[0]
        if number < self.next_number:
            if number < self.discarded_below:
                raise KeyDiscardedError
            raise AlreadyReceivedError
        reached = self._skip_to(number, now_ms)
        if reached.chain_key is None:
            raise UndecryptableError
        message_secret, chain_key = chain_step(reached.chain_key)
        return replace(reached, chain_key=chain_key, next_number=number + 1), message_secret

    def close(self, count: int, now_ms: int) -> ReceivingChain:
        """Return the chain ended at `count` messages, keeping the keys of those unseen.

        Raises TooManySkippedError, or UndecryptableError when more than `count` have arrived.
        """
        if count < self.next_number:
            raise UndecryptableError
        return replace(self._skip_to(count, now_ms), chain_key=None)

    def discard(self, numbers: set[int]) -> ReceivingChain:
        """Return the chain without the waiting keys of `numbers`."""
        if not numbers:
            return self
        remaining = {n: key for n, key in self.skipped.items() if n not in numbers}
        below = max(self.discarded_below, max(numbers) + 1)
        return replace(self, skipped=remaining, discarded_below=below)

    def discard_older(self, stored_before_ms: int) -> ReceivingChain:
        """Return the chain without the keys that were passed over before that time."""
        old = {n for n, (_, stored) in self.skipped.items() if 0 < stored < stored_before_ms}
        return self.discard(old)

    def _skip_to(self, number: int, now_ms: int) -> ReceivingChain:
        if number == self.next_number:
            return self
        if self.chain_key is None:
            raise UndecryptableError
        if number - self.next_number > MAX_SKIPPED_AT_ONCE:
            raise TooManySkippedError
        skipped = dict(self.skipped)
        chain_key = self.chain_key
        for passed in range(self.next_number, number):
            message_secret, chain_key = chain_step(chain_key)
            skipped[passed] = (message_secret, now_ms)
        return replace(self, chain_key=chain_key, next_number=number, skipped=skipped)


def within_bounds(chains: tuple[ReceivingChain, ...]) -> tuple[ReceivingChain, ...]:
    """Return the chains, newest first, without what exceeds the bounds on chains and keys."""
    kept = list(chains[:MAX_RECEIVING_CHAINS])
    excess = sum(len(chain.skipped) for chain in kept) - MAX_SKIPPED_KEYS
    for index in range(len(kept) - 1, -1, -1):
        if excess <= 0:
            break
        oldest = set(sorted(kept[index].skipped)[:excess])
        kept[index] = kept[index].discard(oldest)
        excess -= len(oldest)
    return tuple(kept)
