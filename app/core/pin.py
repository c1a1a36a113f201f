"""The rule for PINs. A PIN is short, so it opens only what the running program holds in memory.

Five tries are all there are (`app.services.held_key`), so what matters is that it is not among the
first ones that anybody would try.
"""

from __future__ import annotations

import itertools
from typing import ClassVar, Final

from app.core.errors import CurbsideError
from app.core.wording import translatable

MAX_LENGTH: Final = 12
"""Digits."""


class PinRefused(CurbsideError):  # noqa: N818 - named for what happened
    """This PIN cannot be chosen."""

    code: ClassVar[str] = "pin-refused"
    message = "This PIN cannot be used."


def require_good_pin(pin: str, least: int) -> None:
    """Raise PinRefused, with what to do, unless `pin` has enough digits and is no plain row."""
    if not (pin.isascii() and pin.isdigit()) or not least <= len(pin) <= MAX_LENGTH:
        raise PinRefused(
            None,
            translatable("Use {least} to {most} digits."),
            least=least,
            most=MAX_LENGTH,
        )
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        raise PinRefused(
            None, translatable("Rows such as 123456 and repeats such as 000000 are tried first.")
        )
    for length in range(2, len(pin) // 2 + 1):
        if len(pin) % length == 0 and pin == pin[:length] * (len(pin) // length):
            raise PinRefused(None, translatable("A few digits over and over are tried first."))
