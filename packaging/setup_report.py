"""How the set-up talks to the person who started it: lines of progress, and one clear error."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """The set-up cannot go on; `str()` is what happened and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}\n{remedy}")


def say(text: str) -> None:
    """One line of progress, on standard error so that a verb's output stays its own."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
