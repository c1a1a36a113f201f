"""Wrong passphrases: counted over restarts, with a pause that grows; nothing is ever wiped.

Wherever the passphrase is asked for, it is tried here, so that no window offers a faster way to
guess than the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TypeVar

from app.core.errors import CurbsideError
from app.core.profile_ports import ProfileFiles
from app.crypto import vault
from app.crypto.errors import WrongPassphraseError

T = TypeVar("T")

_FREE_TRIES = 3
_LONGEST_DELAY_S = 300.0


class TooSoon(CurbsideError):  # noqa: N818 - named for what happened
    """Another passphrase may be tried only after a pause."""

    code = "too-soon"
    message = "Too many wrong passphrases in a row."
    action = "Wait {seconds} seconds, then try again."

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=max(2, round(seconds)))
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Tries:
    """The tries at one profile's passphrase."""

    files: ProfileFiles
    local_now_ms: Callable[[], int]
    _one_by_one: Lock = field(default_factory=Lock, repr=False, compare=False)
    """Tries at the same moment would all be made before the first is counted."""

    def seconds_until_next(self) -> float:
        """The pause grows with each wrong passphrase."""
        failures, last_ms = self.files.failed_tries()
        if failures < _FREE_TRIES:
            return 0.0
        delay = min(2.0 ** (failures - _FREE_TRIES + 1), _LONGEST_DELAY_S)
        now = self.local_now_ms()
        if now < last_ms:  # the clock was set back: the pause begins anew, and does end
            self.files.put_failed_tries(failures, now)
            last_ms = now
        return max(0.0, delay - (now - last_ms) / 1000)

    def unwrap(self, passphrase: str) -> bytes:
        """The vault key, for whom the passphrase itself will do. Blocking. Raises as `attempt`."""
        blob = self.files.read_vault()
        return self.attempt(partial(vault.unwrap_vault_key, blob, passphrase))

    def attempt(self, work: Callable[[], T]) -> T:
        """Do what needs the passphrase. Blocking. Raises TooSoon, WrongPassphraseError."""
        with self._one_by_one:
            wait = self.seconds_until_next()
            if wait > 0:
                raise TooSoon(wait)
            try:
                result = work()
            except WrongPassphraseError:
                failures, _ = self.files.failed_tries()
                self.files.put_failed_tries(failures + 1, self.local_now_ms())
                raise
            self.files.put_failed_tries(0, 0)
            return result
