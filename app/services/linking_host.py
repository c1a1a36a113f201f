"""Adding a workstation from the one that holds the account key (relay/PROTOCOL.md section 10).

The account key signs only after the person has given the passphrase here and has said that both
screens show the same short code. The person's other workstations hear of the new one before the
log does, and from then on it hears from them like any other.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from app.core.bus import DevicesChanged
from app.core.display_text import name_for_display
from app.core.ids import DeviceId
from app.core.profile_ports import RelayAddress, RelayFactory
from app.core.relay_errors import EntryRefused, RelayRefused
from app.core.store_ports import Transaction
from app.core.views import LinkOfferView
from app.crypto.linking import device_entry
from app.crypto.linking.messages import Added, Grant, Greeting, Introduction, clean_device_name
from app.crypto.linking.old_device import Introduced, OldDevice, State
from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.secret import LinkSecret
from app.crypto.transparency.rules import MAX_LIVE_DEVICES
from app.services import own_announce, own_entries
from app.services.api import LinkStep
from app.services.context import Context
from app.services.link_meeting import Meeting
from app.services.linking_errors import (
    LinkAccountChanged,
    LinkCodesDiffer,
    LinkCodeTaken,
    LinkCodeUnknown,
    LinkKeyUsed,
    LinkTimedOut,
    TooManyDevices,
)
from app.services.log_sync import LogSync, relay_pins
from app.services.main_device import account_secret_of
from app.services.own_announce import NotAnnounced
from app.services.tries import Tries

_FIND_S = 12.0
"""The new device is there before it shows its code, so this is for a slow network alone."""
_ANSWER_S = 60.0
"""For what the new device does by itself."""
_DECIDE_S = 10 * 60.0
"""As long as the rendezvous lives."""

_NOT_APPENDED = (LinkAccountChanged, NotAnnounced)
"""What proves that the log did not take the entry. After anything else the new device has to look
for itself, and is not told that it is over."""

Confirm = Callable[[LinkOfferView], Awaitable[bool]]
Progress = Callable[[LinkStep], None]


@dataclass(frozen=True, slots=True)
class LinkingHost:
    """Links one new workstation at a time."""

    context: Context
    log_sync: LogSync
    tries: Tries
    relays: RelayFactory

    async def add(
        self, code: str, passphrase: str, *, confirm: Confirm, progress: Progress
    ) -> DeviceId:
        """Link the workstation that shows `code`.

        Raises LinkError, NeedsMainDevice, WrongPassphraseError, TooSoon, RelayError, or the alarm
        that stands.
        """
        secret = LinkSecret.parse(code)
        account_secret_of(self.context.own)
        await self.context.call(partial(self.tries.unwrap, passphrase))
        await self._ready()
        keys = LinkKeys.derive(secret)
        pins = await self.context.store.read(relay_pins)
        address = RelayAddress(self.context.own.relay_url, pins, self.context.policy.relay_trust)
        port = self.relays.as_rendezvous(address, keys.link_key, keys.sign)
        with Meeting(port, Role.OLD) as meeting:
            machine = OldDevice(keys, self._greeting(), self.context.randomness)
            try:
                return await self._link(meeting, machine, confirm, progress)
            except BaseException as error:
                if machine.state is not State.SIGNED or isinstance(error, _NOT_APPENDED):
                    await meeting.last_word(machine.next_index, machine.give_up())
                raise

    async def _link(
        self, meeting: Meeting, machine: OldDevice, confirm: Confirm, progress: Progress
    ) -> DeviceId:
        progress(LinkStep.WAITING)
        introduced = await self._meet(meeting, machine)
        progress(LinkStep.COMPARING)
        await self._ask(meeting, machine, introduced, confirm)
        progress(LinkStep.ADDING)
        await self._ready()
        grant = await self.context.store.read(partial(self._grant, introduced.introduction))
        await meeting.put(machine.next_index, machine.grant(grant))
        deadline = _now() + _ANSWER_S
        entry = machine.signed(await meeting.wait_for(machine.received, deadline))
        added = await self._append(entry, introduced.introduction)
        with contextlib.suppress(RelayRefused):  # the new device finds itself in the log
            await meeting.put(machine.next_index, machine.finish(added))
        self.context.bus.publish(DevicesChanged())
        progress(LinkStep.DONE)
        return introduced.introduction.device_id

    async def _meet(self, meeting: Meeting, machine: OldDevice) -> Introduced:
        """Exchange N0, O0 and N1."""
        try:
            commitment = await meeting.wait_for(0, _now() + _FIND_S)
        except LinkTimedOut as error:
            raise LinkCodeUnknown from error
        greeting = machine.greet(commitment)
        try:
            await meeting.put(0, greeting)
        except RelayRefused as error:
            raise LinkCodeTaken from error
        return machine.introduced(await meeting.wait_for(1, _now() + _ANSWER_S))

    async def _ask(
        self, meeting: Meeting, machine: OldDevice, introduced: Introduced, confirm: Confirm
    ) -> None:
        """Ask the person, and notice when the new device gives up meanwhile."""
        new = introduced.introduction
        self._require_new_keys(new)
        offer = LinkOfferView(name_for_display(new.device_name), introduced.short_code)
        asking = asyncio.ensure_future(confirm(offer))
        other = asyncio.ensure_future(meeting.wait_for(machine.received, _now() + _DECIDE_S))
        try:
            await asyncio.wait({asking, other}, return_when=asyncio.FIRST_COMPLETED)
            if other.done():
                machine.interrupted(other.result())
            if not await asking:
                raise LinkCodesDiffer
        finally:
            asking.cancel()
            other.cancel()
            await asyncio.gather(asking, other, return_exceptions=True)

    async def _append(self, entry: bytes, new: Introduction) -> Added:
        """Announce the entry to our other devices, and have the log take it."""
        names = {new.device_id: new.device_name} if own_entries.is_name(new.device_name) else {}
        try:
            appended = await own_announce.append_entry(
                self.context, self.log_sync.sync, entry, names=names
            )
        except EntryRefused as error:
            raise LinkAccountChanged from error
        return Added(appended.first_index, appended.note)

    async def _ready(self) -> None:
        """Bring the log here, and see that a device may be added at all."""
        context = self.context
        await self.log_sync.sync()
        if context.alarm is not None:
            raise context.alarm
        if len(context.replica.live_devices(context.own.account_id)) >= MAX_LIVE_DEVICES:
            raise TooManyDevices
        await context.store.read(self._require_explained)

    def _require_explained(self, tx: Transaction) -> None:
        """The new device takes every entry of before for explained: so they have to be."""
        if own_entries.unexplained(self.context.own, self.context.replica, tx):
            raise LinkAccountChanged

    def _require_new_keys(self, new: Introduction) -> None:
        directory = self.context.replica.directory
        keys = {new.signing_key, new.agreement_key}
        if len(keys) < 2 or keys & directory.used_keys or new.device_id in directory.device_owners:
            raise LinkKeyUsed

    def _greeting(self) -> Greeting:
        own = self.context.own
        return Greeting.make(
            own.log_id,
            own.account_id,
            own.public_account_key,
            own.clinic_name,
            self.context.randomness,
        )

    def _grant(self, new: Introduction, tx: Transaction) -> Grant:
        context, own, replica = self.context, self.context.own, self.context.replica
        self._require_explained(tx)
        chain = own_entries.chain(own, replica, tx)
        entry = device_entry.half_signed(
            account_secret_of(own),
            own.account_id,
            new.device_id,
            new.signing_key,
            new.agreement_key,
            head=replica.directory.chain_head(own.account_id),
            log_id=own.log_id,
            time_ms=context.now_ms(),
        )
        names = {**own_entries.names(tx), new.device_id: new.device_name}
        live = {device.device_id for device in replica.live_devices(own.account_id)}
        return Grant(
            relay_url=own.relay_url,
            pins=relay_pins(tx),
            log_key=replica.directory.log_key,
            ca=replica.directory.ca,
            note=replica.note,
            directory_key=own.directory_key,
            entry=entry,
            own_chain=tuple(entry.hash for entry in chain),
            names=tuple(
                (device_id, clean_device_name(name))
                for device_id, name in names.items()
                if device_id in live or device_id == new.device_id
            ),
        )


def _now() -> float:
    return asyncio.get_running_loop().time()
