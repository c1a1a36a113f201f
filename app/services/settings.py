"""Who we are, where we are connected, and the person's own preferences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.core.display_text import name_for_display
from app.core.policy import Policy
from app.core.preferences import PREFERENCE_LIMIT, Preference
from app.core.profile_ports import KeyringPort
from app.core.randomness import Randomness
from app.core.store_ports import Transaction
from app.core.views import DirectoryStatusView, OwnView
from app.crypto.vault import VaultCost, change_passphrase
from app.services import clinic_keys, typing
from app.services.alarms import fork_proof
from app.services.context import Context
from app.services.passphrases import require_good_passphrase
from app.services.tries import Tries

_READ_RECEIPTS = "read-receipts"
_PREFERENCE = "preference/"
_YES, _NO = b"1", b"0"


def reads_are_told(policy: Policy, tx: Transaction) -> bool:
    """Whether others hear what this person has read."""
    chosen = tx.settings.get(_READ_RECEIPTS)
    return policy.effective_read_receipts(None if chosen is None else chosen == _YES)


class SettingsService:
    """The settings dialog's use cases."""

    def __init__(
        self,
        context: Context,
        tries: Tries,
        keyring: KeyringPort,
        cost: VaultCost,
        randomness: Randomness,
    ) -> None:
        self._context = context
        self._tries = tries
        self._files = tries.files
        self._keyring = keyring
        self._cost = cost
        self._randomness = randomness

    async def own(self) -> OwnView:
        """Whose app this is."""
        own = self._context.own
        profiles = await self._context.store.read(lambda tx: tx.people.profiles())
        profile = next((p for p in profiles if p.account_id == own.account_id), None)

        def shown(text: str | None) -> str:
            return name_for_display(text) if text else ""

        return OwnView(
            account_id=own.account_id,
            device_id=own.device_id,
            name=shown(profile.name if profile else None),
            role=shown(profile.role if profile else None),
            department=shown(profile.department if profile else None),
            staff_id=shown(profile.staff_id if profile else None),
            clinic_name=name_for_display(own.clinic_name),
            log_id=own.log_id,
            relay_url=own.relay_url,
        )

    async def directory_status(self) -> DirectoryStatusView:
        """The last check of the clinic's log."""
        return await self._context.store.read(partial(clinic_keys.directory_status, self._context))

    async def read_receipts(self) -> bool:
        """Whether others hear what this person has read."""
        return await self._context.store.read(partial(reads_are_told, self._context.policy))

    async def set_read_receipts(self, enabled: bool) -> None:
        """Choose it; policy may have the last word."""
        value = _YES if enabled else _NO
        await self._context.store.write(lambda tx: tx.settings.put(_READ_RECEIPTS, value))

    async def preference(self, name: Preference) -> str:
        """What the person prefers; empty when they never said."""
        value = await self._context.store.read(lambda tx: tx.settings.get(_PREFERENCE + name.value))
        return "" if value is None else value.decode("utf-8", "replace")

    async def set_preference(self, name: Preference, value: str) -> None:
        """Remember it with the profile."""
        stored = value[:PREFERENCE_LIMIT].encode()
        await self._context.store.write(
            lambda tx: tx.settings.put(_PREFERENCE + name.value, stored)
        )

    async def typing_shown(self) -> bool:
        """Whether others are told that this person writes, and this person of others."""
        return await self._context.store.read(partial(typing.is_shown, self._context.policy))

    async def set_typing_shown(self, enabled: bool) -> None:
        """Choose it; policy may have the last word."""
        await self._context.store.write(lambda tx: typing.choose(tx, enabled))

    async def change_passphrase(self, old: str, new: str) -> None:
        """Wrap the same vault key anew. Raises WrongPassphraseError, TooSoon, PassphraseTooWeak."""
        require_good_passphrase(new, self._context.policy)

        def change() -> None:
            blob = self._files.read_vault()
            wrap = partial(change_passphrase, blob, old, new, self._randomness, self._cost)
            self._files.write_vault(self._tries.attempt(wrap))

        await self._off_loop(change)

    async def fork_proof(self) -> bytes | None:
        """The two contradicting checkpoints as a file for IT, without any content; None if none."""
        return await self._context.store.read(partial(fork_proof, self._context.replica))

    async def forget_remembered(self) -> None:
        """Remove the key from the OS keyring."""
        await self._off_loop(lambda: self._keyring.forget(self._files.name))

    async def _off_loop(self, work: Callable[[], None]) -> None:
        await self._context.call(work)
