"""The port through which every random byte enters, so that tests and vectors are repeatable."""

from __future__ import annotations

from typing import Protocol


class Randomness(Protocol):
    """Random bytes and random encapsulations. `app.crypto.system_random` is the real one."""

    def random_bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        ...

    def encapsulate(self, encapsulation_key: bytes) -> tuple[bytes, bytes]:
        """ML-KEM-768: return (ciphertext of 1088 bytes, shared secret of 32 bytes).

        Raises ProtocolError when the 1184-byte key is not a valid one.
        """
        ...
