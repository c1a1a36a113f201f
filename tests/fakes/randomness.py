"""Randomness that can be had again: for frozen vectors and repeatable tests."""

from __future__ import annotations

from hashlib import shake_256

from kyber_py.ml_kem import ML_KEM_768


class SeededRandomness:
    """All bytes and encapsulations follow from a seed. Slow, as the encapsulation is in Python."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._drawn = 0

    def random_bytes(self, count: int) -> bytes:
        self._drawn += 1
        return shake_256(self._seed + self._drawn.to_bytes(8, "big")).digest(count)

    def encapsulate(self, encapsulation_key: bytes) -> tuple[bytes, bytes]:
        shared_secret, ciphertext = ML_KEM_768._encaps_internal(
            encapsulation_key, self.random_bytes(32)
        )
        return ciphertext, shared_secret


class RecordedRandomness:
    """Gives what a recording holds, in its order, and fails when something else is asked for."""

    def __init__(self, drawn: list[bytes], encapsulations: list[tuple[bytes, bytes]]) -> None:
        self._drawn = list(drawn)
        self._encapsulations = list(encapsulations)

    def random_bytes(self, count: int) -> bytes:
        drawn = self._drawn.pop(0)
        assert len(drawn) == count
        return drawn

    def encapsulate(self, encapsulation_key: bytes) -> tuple[bytes, bytes]:
        return self._encapsulations.pop(0)

    @property
    def used_up(self) -> bool:
        return not self._drawn and not self._encapsulations


class RecordingRandomness:
    """Passes on what another gives, and remembers it."""

    def __init__(self, inner: SeededRandomness) -> None:
        self._inner = inner
        self.drawn: list[bytes] = []
        self.encapsulations: list[tuple[bytes, bytes]] = []

    def random_bytes(self, count: int) -> bytes:
        self.drawn.append(self._inner.random_bytes(count))
        return self.drawn[-1]

    def encapsulate(self, encapsulation_key: bytes) -> tuple[bytes, bytes]:
        self.encapsulations.append(self._inner.encapsulate(encapsulation_key))
        return self.encapsulations[-1]
