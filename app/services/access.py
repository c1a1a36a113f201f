"""Before a profile is open: first run, unlocking, remembering (`AccessUseCases`)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from app.core.errors import CurbsideError, ProtocolError
from app.core.policy import Policy
from app.core.shared_views import HiddenView
from app.core.views import InviteView, RecoveryWordsView, Removal
from app.crypto.invite import Invite
from app.crypto.linking.errors import LinkError
from app.services import enrolment, linking_guest, pin, removal, restoring
from app.services.api import (
    EnrolStep,
    LinkStep,
    LogProgress,
    RememberAvailability,
    no_progress,
)
from app.services.client import Client
from app.services.client_opening import ClientOpener
from app.services.context import log
from app.services.enrolling import Enrolling, OtherPassphrase
from app.services.held_key import Clocks, HeldKey
from app.services.linking_guest import LinkingGuest
from app.services.off_loop import off_loop
from app.services.passphrases import require_good_passphrase
from app.services.ports import Ports
from app.services.removal import ProfileRemoved
from app.services.tries import Tries

__all__ = ["Access", "OtherPassphrase"]


async def _nobody_to_tell() -> None:
    return


def _uptime(ports: Ports) -> float:
    return ports.uptime()


def _local_now_ms(ports: Ports) -> int:
    return ports.local_now_ms()


class Access:
    """The way into one profile."""

    def __init__(
        self,
        ports: Ports,
        policy: Policy,
        joined: Callable[[], Awaitable[None]] = _nobody_to_tell,
    ) -> None:
        """`joined` is called when a new profile is complete."""
        self._ports = ports
        self._policy = policy
        self._joined = joined
        clocks = Clocks(partial(_uptime, ports), partial(_local_now_ms, ports))
        self._held = HeldKey(ports.randomness, clocks, policy.pin_hours)
        self._tries = Tries(ports.files, clocks.local_now_ms)
        self._opener = ClientOpener(ports, policy, self._tries, self._held)
        self._enrolling = Enrolling(ports, policy, self._tries, self._opener)

    @property
    def policy(self) -> Policy:
        """The clinic's rules."""
        return self._policy

    @property
    def key(self) -> str:
        """Which profile of this computer."""
        return self._ports.files.name

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
            vault_key, store, fetched = await self._enrolling.begin(
                invite, secret, passphrase, relay, progress, tell
            )
            try:
                await self._enrolling.submit(store, relay, progress)
                publishing = partial(progress, EnrolStep.PUBLISHING_PREKEYS)
                client = await self._opener.open_over(store, publishing, log_progress, fetched)
            except BaseException:
                await store.close()
                raise
        finally:
            relay.close()
        self._ports.files.finish()
        await self._joined()
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
            client = await self._opener.open_over(store, publishing, log_progress)
        except BaseException as error:
            await store.close()
            if isinstance(error, LinkError | ProtocolError):
                self._ports.files.discard()  # what the old workstation said is not so
            raise
        self._ports.files.finish()
        await self._joined()
        if remember:
            await self._remember(vault_key)
        progress(LinkStep.DONE)
        return client

    async def unlock(self, passphrase: str) -> Client:
        """Open the profile. Raises WrongPassphraseError, TooSoon, StoreDamaged, ..."""
        vault_key = await off_loop(partial(self._tries.unwrap, passphrase))
        return await self._open(vault_key, hold=True)

    async def unlock_remembered(self) -> Client | None:
        """Open it with the key from the OS keyring; None when there is none to be had."""
        if self.remember_availability() is not RememberAvailability.AVAILABLE:
            return None
        try:
            vault_key = await off_loop(partial(self._ports.keyring.recall, self._ports.files.name))
        except CurbsideError as error:
            log.info("keyring: %s", error.code)
            return None
        return None if vault_key is None else await self._open(vault_key)

    def hidden(self) -> HiddenView | None:
        """What the PIN can still do; None when only the passphrase opens the profile."""
        return self._held.view()

    async def unlock_with_pin(self, digits: str) -> Client:
        """Open it with the key that is held. Raises WrongPin, PinOver, StoreDamaged, ..."""
        vault_key = await self._held.open(digits)
        return await self._open(vault_key)

    def lock_fully(self) -> None:
        """Drop the key that is held: the passphrase is needed."""
        self._held.drop()

    async def check_passphrase(self, passphrase: str) -> None:
        """Raise WrongPassphraseError or TooSoon unless it opens the profile."""
        await off_loop(partial(self._tries.unwrap, passphrase))

    async def _open(self, vault_key: bytes, *, hold: bool = False) -> Client:
        """The profile as it was left. `hold`: the passphrase was given, so the PIN opens it too."""
        store = await self._opener.open_store(vault_key, create=False)
        try:
            if hold:
                await pin.hold_after_passphrase(store, self._held, self._policy, vault_key)
            return await self._opener.open_over(store, lambda: None)
        except BaseException as error:
            if isinstance(error, ProfileRemoved):
                self._held.drop()
            await store.close()
            raise

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
