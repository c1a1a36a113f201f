"""Before a profile is open: first run, unlocking, remembering (`AccessUseCases`)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from app.core import bus
from app.core.bus import Bus, Event
from app.core.errors import CurbsideError, ProtocolError
from app.core.policy import Policy
from app.core.profile_ports import RelayAddress
from app.core.relay_errors import (
    DeviceUnknown,
    EntryRefused,
    InviteExpired,
    InviteUsed,
    RelayError,
    RelayRefused,
)
from app.core.relay_port import RelayPort
from app.core.store_ports import Store, Transaction
from app.core.views import InviteView, RecoveryWordsView, Removal
from app.crypto import vault
from app.crypto.errors import WrongPassphraseError
from app.crypto.invite import Invite
from app.crypto.linking.errors import LinkError
from app.crypto.transparency.replica import Replica
from app.services import (
    alarms,
    enrolment,
    linking_guest,
    opening,
    own_device,
    prekeys,
    removal,
    restoring,
    signature_checks,
)
from app.services.api import (
    EnrolStep,
    LinkStep,
    LogProgress,
    RememberAvailability,
    no_progress,
)
from app.services.client import Client
from app.services.context import Context, log
from app.services.enrolment import PendingEnrolment, ProfileExists
from app.services.fetched_log import FetchedLog
from app.services.linking_guest import LinkingGuest
from app.services.log_sync import LogSync
from app.services.off_loop import off_loop
from app.services.own_device import OwnDevice
from app.services.passphrases import require_good_passphrase
from app.services.ports import Ports
from app.services.removal import ProfileRemoved
from app.services.tries import Tries


class OtherPassphrase(WrongPassphraseError):  # noqa: N818 - named for what happened
    """An enrolment that was interrupted is gone on with, under another passphrase."""

    code = "other-passphrase"
    message = "This invite was begun with a different passphrase."
    action = (
        "Use the passphrase you chose when you began with this invite. If you do not know it any "
        "more, ask your clinic's IT for a new invite: that starts over."
    )


class Access:
    """The way into one profile."""

    def __init__(self, ports: Ports, policy: Policy) -> None:
        self._ports = ports
        self._policy = policy

    @property
    def _tries(self) -> Tries:
        return Tries(self._ports.files, self._ports.local_now_ms)

    @property
    def policy(self) -> Policy:
        """The clinic's rules."""
        return self._policy

    def has_profile(self) -> bool:
        """Whether there is a finished profile to unlock."""
        self.removed()
        return self._ports.files.exists() and self._ports.files.enrolling() is None

    def removed(self) -> Removal | None:
        """Whether the profile here was removed from afar. Finishes what was interrupted."""
        return removal.finish(self._ports.files, self._ports.keyring)

    def forget_removed(self) -> None:
        """The person has read it. Until all is destroyed it is shown again."""
        if removal.is_finished(self._ports.files):
            self._ports.files.forget_removal()

    def remember_availability(self) -> RememberAvailability:
        """Whether the vault key may be kept in the OS keyring."""
        if not self._policy.allow_remember:
            return RememberAvailability.NOT_ALLOWED
        if self._ports.files.others():
            return RememberAvailability.OTHER_PROFILES
        if not self._ports.keyring.usable():
            return RememberAvailability.NO_KEYRING
        return RememberAvailability.AVAILABLE

    def seconds_until_next_try(self) -> float:
        """The pause grows with each wrong passphrase; nothing is ever wiped."""
        return self._tries.seconds_until_next()

    def read_invite(self, text: str) -> InviteView:
        """Check an invite's text. Raises InviteError, OtherRelay."""
        invite = Invite.parse(text)
        enrolment.check_policy(invite, self._policy)
        return enrolment.view_of(invite)

    def check_recovery_words(self, text: str) -> RecoveryWordsView:
        """Judge the words of a recovery kit as far as they are typed."""
        return restoring.check_words(text)

    async def enrol(
        self,
        invite_text: str,
        passphrase: str,
        *,
        remember: bool,
        progress: Callable[[EnrolStep], None],
        recovery_words: str = "",
        log_progress: LogProgress = no_progress,
    ) -> Client:
        """Make the keys, enrol, open the profile. See `AccessUseCases.enrol`."""
        tell = _on_this_loop(log_progress)
        invite = Invite.parse(invite_text)
        enrolment.check_policy(invite, self._policy)
        secret = restoring.secret_for(invite, recovery_words)
        require_good_passphrase(passphrase, self._policy)
        relay = enrolment.connect(invite, self._policy, self._ports.relays)
        try:
            vault_key, store, fetched = await self._begin(
                invite, secret, passphrase, relay, progress, tell
            )
            try:
                await self._submit(store, relay, progress)
                publishing = partial(progress, EnrolStep.PUBLISHING_PREKEYS)
                client = await self._open(store, publishing, log_progress, fetched)
            except BaseException:
                await store.close()
                raise
        finally:
            relay.close()
        self._ports.files.finish()
        if remember:
            await self._remember(vault_key)
        progress(EnrolStep.DONE)
        return client

    async def link(
        self,
        relay_url: str,
        passphrase: str,
        *,
        device_name: str,
        remember: bool,
        show: linking_guest.Show,
        compare: linking_guest.Compare,
        progress: Callable[[LinkStep], None],
        log_progress: LogProgress = no_progress,
    ) -> Client:
        """Make this computer another workstation of a person. See `AccessUseCases.link`."""
        require_good_passphrase(passphrase, self._policy)
        guest = LinkingGuest(self._ports, self._policy)
        vault_key, store = await guest.begin(
            relay_url,
            passphrase,
            device_name=device_name,
            show=show,
            compare=compare,
            progress=progress,
        )
        progress(LinkStep.CHECKING_LOG)
        try:
            publishing = partial(progress, LinkStep.PUBLISHING_PREKEYS)
            client = await self._open(store, publishing, log_progress)
        except BaseException as error:
            await store.close()
            if isinstance(error, LinkError | ProtocolError):
                self._ports.files.discard()  # what the old workstation said is not so
            raise
        self._ports.files.finish()
        if remember:
            await self._remember(vault_key)
        progress(LinkStep.DONE)
        return client

    async def unlock(self, passphrase: str) -> Client:
        """Open the profile. Raises WrongPassphraseError, TooSoon, StoreDamaged, ..."""
        return await self._open_with(await self._unwrap(passphrase))

    async def unlock_remembered(self) -> Client | None:
        """Open it with the key from the OS keyring; None when there is none to be had."""
        if self.remember_availability() is not RememberAvailability.AVAILABLE:
            return None
        try:
            vault_key = await off_loop(partial(self._ports.keyring.recall, self._ports.files.name))
        except CurbsideError as error:
            log.info("keyring: %s", error.code)
            return None
        return None if vault_key is None else await self._open_with(vault_key)

    async def _unwrap(self, passphrase: str) -> bytes:
        return await off_loop(partial(self._tries.unwrap, passphrase))

    async def _begin(
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
        await off_loop(self.removed)
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
            store = await self._open_store(vault_key, create=True)
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
            vault_key = await self._unwrap(passphrase)
        except WrongPassphraseError as error:
            raise OtherPassphrase from error
        if not self._ports.files.database.exists():
            return None
        store = await self._open_store(vault_key, create=True)
        try:
            begun = await store.read(own_device.load)
        except BaseException:
            await store.close()
            raise
        if begun is None:
            await store.close()
            return None
        return vault_key, store

    async def _submit(
        self, store: Store, relay: RelayPort, progress: Callable[[EnrolStep], None]
    ) -> None:
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

    async def _open_store(self, vault_key: bytes, *, create: bool) -> Store:
        path = self._ports.files.database
        return await off_loop(partial(self._ports.stores, path, vault_key, create=create))

    async def _open_with(self, vault_key: bytes) -> Client:
        store = await self._open_store(vault_key, create=False)
        try:
            return await self._open(store, lambda: None)
        except BaseException:
            await store.close()
            raise

    async def _open(
        self,
        store: Store,
        publishing: Callable[[], None],
        log_progress: LogProgress = no_progress,
        fetched: FetchedLog | None = None,
    ) -> Client:
        """The services over an open store. `publishing`: the log is here, prekeys come next."""
        own, pins, replica = await store.read(opening.load)
        await self._destroy_if_ended(store, own, replica)
        relay = self._ports.relays.as_device(
            RelayAddress(own.relay_url, pins, self._policy.relay_trust), own.device_id, own.sign
        )
        context = Context(
            store=store,
            relay=relay,
            bus=Bus(),
            randomness=self._ports.randomness,
            own=own,
            replica=replica,
            policy=self._policy,
            unverified=await store.read(partial(signature_checks.load, replica)),
        )
        try:
            context.alarm = await store.read(partial(alarms.standing, own, replica, self._policy))
            if replica.size == 0 or await store.read(linking_guest.pending_in) is not None:
                await self._first_sync(context, publishing, log_progress, fetched)
        except BaseException:
            context.close()
            raise
        ports = self._ports
        return Client(
            context, self._tries, ports.keyring, ports.vault_cost, ports.relays, ports.backups
        )

    async def _destroy_if_ended(self, store: Store, own: OwnDevice, replica: Replica) -> None:
        """Nobody gets to see what the log wants destroyed. Raises ProfileRemoved."""
        found = await store.read(partial(removal.ended, own, replica))
        if found is None or not found.wipe:
            return
        await store.close()
        wipe = partial(removal.wipe, self._ports.files, self._ports.keyring, found.removal)
        await off_loop(wipe)
        raise ProfileRemoved

    async def _first_sync(
        self,
        context: Context,
        publishing: Callable[[], None],
        log_progress: LogProgress,
        fetched: FetchedLog | None,
    ) -> None:
        """Bring the log here and publish prekeys. Without the log there is nothing to open."""

        def tell(event: Event) -> None:
            if isinstance(event, bus.LogProgress):
                log_progress(event.done, event.total)

        unsubscribe = context.bus.subscribe(tell)
        try:
            await LogSync(context, fetched=fetched).sync(profiles_wait=True)
            await context.store.write(partial(linking_guest.settle, context.own, context.replica))
            publishing()
            await prekeys.maintain(context)
        except RelayError as error:
            log.info("first sync will be repeated: %s", error.code)
            if context.replica.size == 0:
                raise
            if await context.store.read(linking_guest.pending_in) is not None:
                raise
        finally:
            unsubscribe()

    async def _remember(self, vault_key: bytes) -> None:
        if self.remember_availability() is not RememberAvailability.AVAILABLE:
            return
        try:
            await off_loop(partial(self._ports.keyring.remember, self._ports.files.name, vault_key))
        except CurbsideError as error:
            log.warning("keyring: %s", error.code)


def _on_this_loop(progress: LogProgress) -> LogProgress:
    """The same, to be called from any thread."""
    loop = asyncio.get_running_loop()

    def tell(done: int, total: int) -> None:
        loop.call_soon_threadsafe(progress, done, total)

    return tell
