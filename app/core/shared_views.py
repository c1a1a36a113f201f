"""What the windows show of a computer that several people use, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.core.views import Removal


class PersonState(Enum):
    """What it takes to open somebody's profile."""

    LOCKED = "locked"
    """The passphrase."""
    HIDDEN = "hidden"
    """The PIN, for a while."""
    REMOVED = "removed"
    """Nothing does: it was removed from afar, and its data is gone."""


@dataclass(frozen=True, slots=True)
class HiddenView:
    """A profile that a PIN opens again."""

    tries_left: int
    seconds_left: float


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person of this computer, before their profile is open. Says who it is to none but them.

    `label` is what the person chose to be listed as, a few letters, or empty: then the number is
    all there is.
    """

    key: str
    """Which profile; says nothing about the person."""
    number: int
    label: str
    state: PersonState
    removal: Removal | None = None


@dataclass(frozen=True, slots=True)
class PinView:
    """What the person can do with a PIN, and did."""

    hours: int
    """For how long after the passphrase it opens; 0: the clinic allows none."""
    least_length: int
    chosen: bool
    too_short: bool
    """One was chosen before the clinic asked for more digits; it opens nothing."""
    held: bool
    """It opens now, if the profile is hidden."""
