"""Making this computer another workstation of a person (relay/PROTOCOL.md section 10).

The keys are on this device's disk before it signs the entry that adds it. So a computer that dies
in between is either as before, or, once the log has the entry, finished by linking it again with
the same passphrase. What the old workstation says is believed only as far as the log bears it out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

import msgspec

from app.core.display_text import name_for_display
from app.core.ids import DeviceId
from app.core.policy import Policy
from app.core.profile_ports import RelayAddress
from app.core.relay_errors import DeviceUnknown, RelayError
from app.core.store_ports import Store, Transaction
from app.core.views import LinkCodeView, LinkWelcomeView
from app.core.wording import translatable
from app.crypto import vault
from app.crypto.errors import WrongPassphraseError
from app.crypto.identity import DeviceSecrets
from app.crypto.linking.errors import LinkError, OtherSideGaveUp
from app.crypto.linking.messages import Grant, Greeting
from app.crypto.linking.new_device import NewDevice
from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.secret import LinkSecret
from app.crypto.transparency.replica import Anchor, Replica
from app.services import own_device, own_entries, removal
from app.services.api import LinkStep
from app.services.context import log
from app.services.enrolment import OtherRelay, ProfileExists
from app.services.link_meeting import Meeting
from app.services.linking_errors import (
    LinkCodeExpired,
    LinkCodesDiffer,
    LinkNotInLog,
    LinkTimedOut,
)
from app.services.log_sync import relay_pins, save_relay_pins
from app.services.off_loop import off_loop
from app.services.own_device import OwnDevice
from app.services.ports import Ports
from app.services.tries import Tries

MARK = b"linking"
"""Marks a profile folder whose link has not finished."""
GOOD_FOR_MS = 5 * 60 * 1000
"""How long the code can be used (DESIGN section 5, PROTOCOL.md section 10)."""
_COMPARE_S = 4 * 60.0
"""To compare, also when the code was used in its last moment. With that, all of it fits into the
ten minutes that the relay keeps a rendezvous."""
_PENDING = "pending-link"
_ADD_S = 90.0
"""For the old device to have the entry in the log."""
_LOOK_EVERY_S = 5.0

Show = Callable[[LinkCodeView], None]
Compare = Callable[[LinkWelcomeView], Awaitable[bool]]
Progress = Callable[[LinkStep], None]


class PendingLink(msgspec.Struct, frozen=True):
    """What the log must bear out before this device is used, kept until it did."""

    entry_hash: bytes
    ca: bytes
    log_key: bytes
    note: bytes

    def __repr__(self) -> str:
        return "PendingLink(redacted)"

    @property
    def anchor(self) -> Anchor:
        """What the log must contain when it first arrives."""
        return Anchor(ca=self.ca, log_key=self.log_key, checkpoint=self.note)


@dataclass(frozen=True, slots=True)
class LinkingGuest:
    """One attempt to link this computer."""

    ports: Ports
    policy: Policy

    async def begin(
        self,
        relay_url: str,
        passphrase: str,
        *,
        device_name: str,
        show: Show,
        compare: Compare,
        progress: Progress,
    ) -> tuple[bytes, Store]:
        """The vault key and the store of a device that the log has; its log is still to be fetched.

        Raises LinkError, OtherRelay, ProfileExists, RelayError.
        """
        if self.ports.files.exists() and self.ports.files.enrolling() is None:
            raise ProfileExists
        resumed = await self._resume(passphrase)
        if resumed is not None:
            return resumed
        self._check_address(relay_url)
        keys = LinkKeys.derive(secret := LinkSecret.generate(self.ports.randomness))
        device_id = DeviceId(self.ports.randomness.random_bytes(16))
        secrets = DeviceSecrets.generate(self.ports.randomness)
        machine = NewDevice(keys, device_id, secrets, device_name, self.ports.randomness)
        vault_key = self.ports.randomness.random_bytes(vault.VAULT_KEY_SIZE)
        address = RelayAddress(relay_url, (), self.policy.relay_trust)
        with Meeting(
            self.ports.relays.as_rendezvous(address, keys.link_key, keys.sign), Role.NEW
        ) as meeting:
            try:
                progress(LinkStep.WAITING)
                await meeting.put(0, machine.start())
                show(self._view(secret))
                greeting, grant = await self._meet(meeting, machine, compare, progress)
                progress(LinkStep.ADDING)
                own = _own_device(greeting, grant, device_id, secrets)
                save = partial(_save, own, grant, _pending(machine, grant))
                store = await self._keep(vault_key, passphrase, save)
            except BaseException:
                await meeting.last_word(machine.next_index, machine.give_up())
                raise
            try:
                await meeting.put(machine.next_index, machine.consent())
                await self._until_added(meeting, machine, own, grant)
            except (LinkError, DeviceUnknown):
                await meeting.last_word(machine.next_index, machine.give_up())
                await store.close()
                self.ports.files.discard()
                raise
            except BaseException:  # the log may have it or not: to be looked for next time
                await meeting.last_word(machine.next_index, machine.give_up())
                await store.close()
                raise
        return vault_key, store

    async def _meet(
        self, meeting: Meeting, machine: NewDevice, compare: Compare, progress: Progress
    ) -> tuple[Greeting, Grant]:
        """Exchange O0, N1 and O1, while the person looks at the codes."""
        try:
            met = machine.met(await meeting.wait_for(0, _now() + GOOD_FOR_MS / 1000))
        except LinkTimedOut as error:
            raise LinkCodeExpired from error
        await meeting.put(machine.next_index - 1, met.message)
        progress(LinkStep.COMPARING)
        deadline = _now() + _COMPARE_S
        welcome = LinkWelcomeView(name_for_display(met.greeting.clinic_name), met.short_code)
        asking = asyncio.ensure_future(compare(welcome))
        waiting = asyncio.ensure_future(meeting.wait_for(1, deadline))
        try:
            await asyncio.wait({asking, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if asking.done() and not asking.result():
                raise LinkCodesDiffer
            grant = machine.granted(await waiting)
            self._check_granted(grant)
            async with asyncio.timeout_at(deadline):
                if not await asking:
                    raise LinkCodesDiffer
        except TimeoutError:
            raise LinkTimedOut from None
        finally:
            asking.cancel()
            waiting.cancel()
            await asyncio.gather(asking, waiting, return_exceptions=True)
        return met.greeting, grant

    async def _until_added(
        self, meeting: Meeting, machine: NewDevice, own: OwnDevice, grant: Grant
    ) -> None:
        """Wait for O2. Whatever becomes of it, what counts is whether the log has this device."""
        deadline = _now() + _ADD_S
        waiting = True
        while True:
            until = min(deadline, _now() + _LOOK_EVERY_S)
            try:
                if not waiting:
                    await asyncio.sleep(until - _now())
                    raise LinkTimedOut
                machine.added(await meeting.wait_for(machine.received, until))
                return
            except (LinkError, RelayError) as error:
                log.info("no word that it was added: %s", error.code)
                if await self._is_known(own, grant.pins):
                    return
                if isinstance(error, OtherSideGaveUp) or _now() >= deadline:
                    raise
                waiting = waiting and isinstance(error, LinkTimedOut)

    async def _resume(self, passphrase: str) -> tuple[bytes, Store] | None:
        """Finish a link whose end this computer missed; None when there is none to finish."""
        files = self.ports.files
        if not files.exists() or files.enrolling() != MARK:
            return None
        tries = Tries(files, self.ports.local_now_ms)
        try:
            vault_key = await off_loop(partial(tries.unwrap, passphrase))
        except WrongPassphraseError:
            return None  # another beginning; what this one left is set aside, not deleted
        if not files.database.exists():
            return None
        store = await self._open_store(vault_key)
        try:
            own = await store.read(own_device.load)
            pins = await store.read(relay_pins)
            if own is not None and await self._is_known(own, pins):
                return vault_key, store
        except BaseException:
            await store.close()
            raise
        await store.close()
        return None

    async def _is_known(self, own: OwnDevice, pins: tuple[bytes, ...]) -> bool:
        """Whether the relay has this device in its log. Raises RelayError when it cannot say."""
        address = RelayAddress(own.relay_url, pins, self.policy.relay_trust)
        relay = self.ports.relays.as_device(address, own.device_id, own.sign)
        try:
            await off_loop(partial(relay.log_entries, 0, 1))
        except DeviceUnknown:
            return False
        finally:
            relay.close()
        return True

    async def _keep(
        self, vault_key: bytes, passphrase: str, save: Callable[[Transaction], None]
    ) -> Store:
        """The new profile on disk, marked as unfinished."""
        ports = self.ports
        wrap = partial(
            vault.wrap_vault_key, vault_key, passphrase, ports.randomness, ports.vault_cost
        )
        blob = await off_loop(wrap)
        if ports.files.exists():
            ports.files.set_aside()
        removal.leave_alone(ports.files)
        ports.files.begin(blob, MARK)
        try:
            store = await self._open_store(vault_key)
            try:
                await store.write(save)
            except BaseException:
                await store.close()
                raise
        except BaseException:
            ports.files.discard()
            raise
        return store

    async def _open_store(self, vault_key: bytes) -> Store:
        open_ = partial(self.ports.stores, self.ports.files.database, vault_key, create=True)
        return await off_loop(open_)

    def _check_address(self, relay_url: str) -> None:
        wanted = self.policy.relay_url
        if wanted and wanted.rstrip("/") != relay_url.rstrip("/"):
            raise OtherRelay(translatable("Your clinic set another relay for this computer."))

    def _check_granted(self, grant: Grant) -> None:
        """The old device's relay must be the one that policy names, if it names one."""
        wanted = self.policy.relay_url
        if wanted and wanted.rstrip("/") != grant.relay_url.rstrip("/"):
            raise OtherRelay(
                translatable(
                    "The old workstation belongs to another relay than the one your clinic set "
                    "for this computer."
                )
            )

    def _view(self, secret: LinkSecret) -> LinkCodeView:
        good_until = self.ports.local_now_ms() + GOOD_FOR_MS
        return LinkCodeView(secret.grouped, secret.code, good_until)


def pending_in(tx: Transaction) -> PendingLink | None:
    """The link that the log has not borne out yet, if there is one."""
    data = tx.settings.get(_PENDING)
    return None if data is None else msgspec.msgpack.decode(data, type=PendingLink)


def settle(own: OwnDevice, replica: Replica, tx: Transaction) -> None:
    """The log is here: it must have this device as it was agreed. Raises LinkNotInLog."""
    pending = pending_in(tx)
    if pending is None:
        return
    chain = own_entries.chain(own, replica, tx)
    borne_out = (
        replica.account_key(own.account_id) == own.public_account_key
        and replica.identity(own.device_id) == own.identity
        and any(entry.hash == pending.entry_hash for entry in chain)
    )
    if not borne_out:
        raise LinkNotInLog
    tx.settings.delete(_PENDING)


def _own_device(
    greeting: Greeting, grant: Grant, device_id: DeviceId, secrets: DeviceSecrets
) -> OwnDevice:
    return OwnDevice(
        account_id=greeting.account_id,
        device_id=device_id,
        account_seed=b"",
        signing_seed=secrets.signing_seed,
        agreement_secret=secrets.agreement_secret,
        log_id=greeting.log_id,
        directory_key=grant.directory_key,
        relay_url=grant.relay_url,
        clinic_name=greeting.clinic_name,
        account_key=greeting.account_key,
    )


def _pending(machine: NewDevice, grant: Grant) -> PendingLink:
    entry_hash = sha256(machine.signed_entry()).digest()
    return PendingLink(entry_hash, grant.ca, grant.log_key, grant.note)


def _save(own: OwnDevice, grant: Grant, pending: PendingLink, tx: Transaction) -> None:
    """Keep everything on disk before the entry is signed."""
    own_device.save(tx, own)
    save_relay_pins(tx, grant.pins)
    tx.settings.put(_PENDING, msgspec.msgpack.encode(pending))
    own_entries.begin_linked(tx, grant.own_chain, dict(grant.names))


def _now() -> float:
    return asyncio.get_running_loop().time()
