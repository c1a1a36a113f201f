"""What the windows may ask for about everybody who uses this computer, as Protocols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from app.core.policy import Policy
from app.core.shared_views import ListedPerson, PinView

if TYPE_CHECKING:
    from app.services.api import AccessUseCases


class ProfilesUseCases(Protocol):
    """The people of this computer, each with a profile that nobody else can open."""

    @property
    def policy(self) -> Policy: ...
    @property
    def can_add(self) -> bool:
        """Whether one more person may begin here."""
        ...

    def people(self) -> Sequence[ListedPerson]:
        """Everybody with a profile here, in the order to show. Reads the disk; quick."""
        ...

    def access(self, key: str) -> AccessUseCases:
        """The way into one person's profile; the same object each time."""
        ...

    def newcomer(self) -> AccessUseCases:
        """Where the next person enrols or links, or goes on with what was interrupted."""
        ...

    async def remove(self, key: str, passphrase: str | None) -> None:
        """Destroy a profile that is closed, on this computer alone.

        None instead of the passphrase: whoever sits here takes it upon themselves; they could
        delete the folder as well. Raises WrongPassphraseError, TooSoon, StoreError.
        """
        ...

    async def tidy(self) -> None:
        """Take keys out of the keyring that may not stay there beside somebody else's profile."""
        ...

    def lock_all_fully(self) -> None:
        """No PIN opens anything from now on."""
        ...


class PinUseCases(Protocol):
    """The PIN of the person whose profile is open."""

    async def status(self) -> PinView: ...
    async def choose(self, passphrase: str, pin: str) -> None:
        """Raises PinRefused, WrongPassphraseError, TooSoon."""
        ...

    async def give_up(self) -> None:
        """Have no PIN any more."""
        ...


class ListingUseCases(Protocol):
    """How the person whose profile is open is listed on this computer."""

    def shared(self) -> bool: ...
    def label(self) -> str: ...
    def is_asked(self) -> bool: ...
    async def choose(self, label: str) -> None:
        """ "" for none but a number. Raises LabelRefused, StoreError."""
        ...

    async def take_news(self) -> bool:
        """Whether the key was taken out of the keyring since they last looked. Says it once."""
        ...
