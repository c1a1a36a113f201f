"""The vault key that a PIN opens again, held in memory for a few hours (DESIGN section 7).

While a profile is closed and its key is held, it is *hidden*; without, it is *locked*. The key is
held sealed (`app.crypto.pin`) in this one object. It is gone when policy's hours after the
passphrase are over, whether the computer slept or not, after five wrong tries, when this computer
is removed, when somebody asks for it, and with the process.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from app.core.errors import CurbsideError
from app.core.randomness import Randomness
from app.core.shared_views import HiddenView
from app.crypto import pin as pins
from app.crypto.errors import WrongPinError
from app.crypto.pin import PinSecret, SealedKey
from app.services.off_loop import off_loop

TRIES: Final = 5
_LOOK_EVERY_S: Final = 60.0
"""Timers stand still while the computer sleeps, so no single one is relied on."""


class WrongPin(CurbsideError):  # noqa: N818 - named for what happened
    """Not the PIN; some tries are left."""

    code: ClassVar[str] = "wrong-pin"
    message = "That is not the PIN."
    action = "Tries left: {left}. After that your passphrase is needed."

    def __init__(self, left: int) -> None:
        super().__init__(left=left)
        self.left = left


class PinOver(CurbsideError):  # noqa: N818 - named for what happened
    """There is no key that a PIN could open: the time is over, or the tries are."""

    code: ClassVar[str] = "pin-over"
    message = "The PIN does not open this any more."
    action = "Use your passphrase."


def uptime() -> float:
    """Seconds that pass also while the computer sleeps, where the system counts them."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Two clocks, because each can be wrong: one stands still in sleep, one can be set."""

    uptime: Callable[[], float] = uptime
    local_now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000


@dataclass(slots=True, repr=False)
class _Held:
    sealed: SealedKey | None
    uptime: float
    local_ms: int
    wrong: int = 0


class HeldKey:
    """One person's key, held or not."""

    def __init__(self, randomness: Randomness, clocks: Clocks, hours: int) -> None:
        """`hours` after the passphrase the key is dropped; 0: it is never held."""
        self._randomness = randomness
        self._clocks = clocks
        self._seconds = hours * 3600.0
        self._held: _Held | None = None
        self._trying = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None

    def __repr__(self) -> str:
        return f"HeldKey({'held' if self._held else 'empty'})"

    def hold(self, secret: PinSecret, vault_key: bytes) -> None:
        """The passphrase was given just now: hold the key from now on."""
        self.drop()
        if self._seconds > 0:
            sealed = pins.seal(secret, vault_key, self._randomness)
            self._held = _Held(sealed, self._clocks.uptime(), self._clocks.local_now_ms())
            self._watch()

    def drop(self) -> None:
        """Forget the key: the passphrase is needed."""
        if self._held is not None:
            self._held.sealed = None  # whoever else looks at it, as a traceback does, sees nothing
            self._held = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def view(self) -> HiddenView | None:
        """What is left of tries and time; None when nothing is held."""
        held = self._current()
        if held is None or held.wrong >= TRIES:
            return None
        return HiddenView(TRIES - held.wrong, self._left(held))

    async def open(self, pin: str) -> bytes:
        """The vault key; it stays held. Raises WrongPin, PinOver."""
        async with self._trying:  # one after the other, and each counts before it is tried
            held = self._current()
            if held is not None and held.wrong >= TRIES:
                self.drop()  # the answer to the last one was not waited for
            if held is None or held.sealed is None:
                raise PinOver
            held.wrong += 1
            try:
                key = await off_loop(partial(_tried, held.sealed, pin))
            except CurbsideError:
                held.wrong -= 1  # the memory for it was refused: nothing was learned
                raise
            if key is None and held.wrong < TRIES:
                raise WrongPin(TRIES - held.wrong)
            if key is None and self._held is held:
                self.drop()
            if key is None or self._current() is not held:
                raise PinOver  # it may have ended while we computed
            held.wrong = 0
            return key

    def _left(self, held: _Held) -> float:
        awake = self._clocks.uptime() - held.uptime
        on_the_wall = (self._clocks.local_now_ms() - held.local_ms) / 1000
        return self._seconds - max(awake, on_the_wall)

    def _current(self) -> _Held | None:
        if self._held is not None and self._left(self._held) <= 0:
            self.drop()
        return self._held

    def _watch(self) -> None:
        """Drop the key when its time is over, also when nobody asks."""
        held = self._current()
        if held is not None:
            seconds = min(_LOOK_EVERY_S, self._left(held))
            self._timer = asyncio.get_running_loop().call_later(seconds, self._watch)


def _tried(sealed: SealedKey, pin: str) -> bytes | None:
    """The key, or None. No exception leaves this thread, for one would hold on to what it saw."""
    try:
        return pins.unseal(sealed, pin)
    except WrongPinError:
        return None
