"""The gallery's people of a shared computer: what the services would tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.core.errors import CurbsideError
from app.core.pin import require_good_pin
from app.core.policy import Policy
from app.core.shared_views import ListedPerson, PersonState, PinView
from app.core.views import Removal
from app.ui.gallery_use_cases import PASSPHRASE, SampleWrongPassphrase

if TYPE_CHECKING:
    from app.ui.gallery_access import SampleAccess

PIN = "481516"
KEY = "default"


class SamplePinError(CurbsideError):
    """What the services would raise for a wrong PIN."""

    code = "wrong-pin"
    message = "That is not the PIN."
    action = "Tries left: {left}. After that your passphrase is needed."


class SamplePin:
    """The PIN of an open profile."""

    def __init__(self) -> None:
        self.view = PinView(4, 6, chosen=False, too_short=False, held=False)

    async def status(self) -> PinView:
        """As it is."""
        return self.view

    async def choose(self, passphrase: str, pin: str) -> None:
        """Take it."""
        require_good_pin(pin, self.view.least_length)
        if passphrase != PASSPHRASE:
            raise SampleWrongPassphrase
        self.view = PinView(4, 6, chosen=True, too_short=False, held=True)

    async def give_up(self) -> None:
        """Have none."""
        self.view = PinView(4, 6, chosen=False, too_short=False, held=False)


class SampleListing:
    """How the open profile is listed."""

    def __init__(self) -> None:
        self.others = False
        self.chosen: str | None = None
        self.news = False

    def shared(self) -> bool:
        """Whether somebody else is here."""
        return self.others

    def label(self) -> str:
        """The letters."""
        return self.chosen or ""

    def is_asked(self) -> bool:
        """Whether there was an answer."""
        return self.chosen is not None

    async def choose(self, label: str) -> None:
        """Answer."""
        self.chosen = label

    async def take_news(self) -> bool:
        """Once."""
        news, self.news = self.news, False
        return news


class SampleProfiles:
    """Some people, each with a SampleAccess."""

    def __init__(self, first: SampleAccess, *, can_add: bool = True) -> None:
        self.policy: Policy = first.policy
        self.can_add = can_add
        self.accesses = {first.key: first}
        self.labels: dict[str, str] = {}
        self.fresh: SampleAccess | None = None
        self.removed_with: list[tuple[str, str | None]] = []
        self.fail_remove: CurbsideError | None = None

    def people(self) -> Sequence[ListedPerson]:
        """Who has a profile, or had one."""
        return [
            ListedPerson(key, number, self.labels.get(key, ""), _state(access), access.removed())
            for number, (key, access) in enumerate(self.accesses.items(), 1)
            if access.has_profile() or access.removed() is not None
        ]

    def access(self, key: str) -> SampleAccess:
        """One of them."""
        return self.accesses[key]

    def newcomer(self) -> SampleAccess:
        """Where the next one begins."""
        empty = next((a for a in self.accesses.values() if not a.has_profile()), None)
        access = empty or self.fresh
        if access is None:
            raise CurbsideError
        self.accesses[access.key] = access
        return access

    async def remove(self, key: str, passphrase: str | None) -> None:
        """Gone."""
        if self.fail_remove is not None:
            error, self.fail_remove = self.fail_remove, None
            raise error
        self.removed_with.append((key, passphrase))
        del self.accesses[key]

    async def tidy(self) -> None:
        """Nothing to tidy."""

    def lock_all_fully(self) -> None:
        """No PIN."""
        for access in self.accesses.values():
            access.lock_fully()


def _state(access: SampleAccess) -> PersonState:
    if access.removed() is not None:
        return PersonState.REMOVED
    return PersonState.LOCKED if access.hidden() is None else PersonState.HIDDEN


def sample_people(count: int) -> list[ListedPerson]:
    """Listed people of every kind."""
    labels = ("AK", "JW", "ÖZ1", "WWWW", "أك", "", "MB", "", "Tü2", "LH", "PD-3", "")
    found = []
    for number in range(count):
        state = (PersonState.HIDDEN, PersonState.LOCKED)[number % 2]
        removal = Removal.BY_AUTHORITY if number == 6 else None
        state = state if removal is None else PersonState.REMOVED
        key = f"{number * 7:04x}"
        found.append(ListedPerson(key, number + 1, labels[number % 12], state, removal))
    return found
