"""Making the keys of a new profile and having the relay take them, as often as it needs.

The keys are on disk before the relay hears of them, so that an answer that never comes is asked
for again, under the same passphrase.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.core.policy import Policy
from app.core.profile_ports import RelayAddress
from app.core.relay_errors import (
    DeviceUnknown,
    EntryRefused,
    InviteExpired,
    InviteUsed,
    RelayRefused,
)
from app.core.relay_port import RelayPort
from app.core.store_ports import Store, Transaction
from app.crypto import vault
from app.crypto.errors import WrongPassphraseError
from app.crypto.invite import Invite
from app.services import enrolment, opening, own_device, removal, restoring
from app.services.api import EnrolStep, LogProgress
from app.services.client_opening import ClientOpener
from app.services.enrolment import PendingEnrolment, ProfileExists
from app.services.fetched_log import FetchedLog
from app.services.off_loop import off_loop
from app.services.ports import Ports
from app.services.tries import Tries


class OtherPassphrase(WrongPassphraseError):  # noqa: N818 - named for what happened
    """An enrolment that was interrupted is gone on with, under another passphrase."""

    code = "other-passphrase"
    message = "This invite was begun with a different passphrase."
    action = (
        "Use the passphrase you chose when you began with this invite. If you do not know it any "
        "more, ask your clinic's IT for a new invite: that starts over."
    )


class Enrolling:
    """The enrolment of one profile folder."""

    def __init__(self, ports: Ports, policy: Policy, tries: Tries, opener: ClientOpener) -> None:
        self._ports = ports
        self._policy = policy
        self._tries = tries
        self._opener = opener

    async def begin(
        self,
        invite: Invite,
        secret: bytes | None,
        passphrase: str,
        relay: RelayPort,
        progress: Callable[[EnrolStep], None],
        log_progress: LogProgress,
    ) -> tuple[bytes, Store, FetchedLog | None]:
        """The new profile with its keys on disk, or the one that an earlier try left.

        `secret` is that of the recovery kit, where the invite needs one.
        """
        files, randomness = self._ports.files, self._ports.randomness
        await off_loop(partial(removal.finish, files, self._ports.keyring))
        mark = enrolment.digest(invite)
        if files.exists():
            if files.enrolling() is None:
                raise ProfileExists
            if files.enrolling() == mark:
                resumed = await self._resume(passphrase)
                if resumed is not None:
                    return *resumed, None
            files.set_aside()
        progress(EnrolStep.CHECKING_LOG)
        restore = None
        if secret is None:
            fetch = partial(enrolment.fetch_log, relay, invite, log_progress)
            fetched = await off_loop(fetch)
        else:
            restoring_fetch = partial(restoring.fetch, relay, invite, secret, log_progress)
            fetched, restore = await off_loop(restoring_fetch)
        replica = fetched.replica
        progress(EnrolStep.MAKING_KEYS)
        now = relay.now_ms()
        if restore is None:
            own, pending = enrolment.make_keys(invite, replica, now, randomness)
        else:
            own, pending = restoring.make_keys(invite, replica, restore, now, randomness)

        def save(tx: Transaction) -> None:
            enrolment.save(invite, own, pending, tx)
            if restore is not None:
                restoring.save(own, restore, replica, tx)

        vault_key = randomness.random_bytes(vault.VAULT_KEY_SIZE)
        blob = await off_loop(
            partial(vault.wrap_vault_key, vault_key, passphrase, randomness, self._ports.vault_cost)
        )
        removal.leave_alone(files)
        files.begin(blob, mark)
        try:
            store = await self._opener.open_store(vault_key, create=True)
            try:
                await store.write(save)
            except BaseException:
                await store.close()
                raise
        except BaseException:
            files.discard()
            raise
        return vault_key, store, fetched

    async def _resume(self, passphrase: str) -> tuple[bytes, Store] | None:
        """Go on with an enrolment of the same invite whose answer never came.

        None when it was interrupted before any key was on disk: the relay cannot know of it.
        """
        try:
            vault_key = await off_loop(partial(self._tries.unwrap, passphrase))
        except WrongPassphraseError as error:
            raise OtherPassphrase from error
        if not self._ports.files.database.exists():
            return None
        store = await self._opener.open_store(vault_key, create=True)
        try:
            begun = await store.read(own_device.load)
        except BaseException:
            await store.close()
            raise
        if begun is None:
            await store.close()
            return None
        return vault_key, store

    async def submit(
        self, store: Store, relay: RelayPort, progress: Callable[[EnrolStep], None]
    ) -> None:
        """Send what is not yet known to have arrived. Raises RelayError."""
        pending: PendingEnrolment | None = await store.read(enrolment.pending_in)
        if pending is None:
            return
        progress(EnrolStep.ENROLLING)
        send = partial(relay.enrol, pending.key_entry, pending.device_entry, pending.opening)
        try:
            await off_loop(send)
        except (InviteUsed, InviteExpired, EntryRefused, RelayRefused):
            if not await self._is_enrolled(store):
                # The relay does not have it and never will: leave the folder as it was.
                await store.close()
                self._ports.files.discard()
                raise
        await store.write(enrolment.confirmed)

    async def _is_enrolled(self, store: Store) -> bool:
        """Whether the relay knows this device: an earlier try arrived, and its answer did not."""
        own, pins, _ = await store.read(opening.load)
        address = RelayAddress(own.relay_url, pins, self._policy.relay_trust)
        relay = self._ports.relays.as_device(address, own.device_id, own.sign)
        try:
            await off_loop(partial(relay.log_entries, 0, 1))
        except DeviceUnknown:
            return False
        finally:
            relay.close()
        return True
