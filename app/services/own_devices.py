"""The person's own workstations: the list, names, removal, and vouching for one (`DeviceUseCases`).

Only the device that holds the account key ends another: the log takes nobody else's word. A device
whose account key may be in other hands cannot be helped here, and says so: ending that takes a new
account key, which is what IT's re-enrolment invite makes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from app.core.bus import Connection, DevicesChanged
from app.core.content import MAX_DEVICE_NAME, OwnEntriesContent
from app.core.display_text import name_for_display
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.profile_ports import RelayFactory
from app.core.relay_errors import EntryRefused, RelayError
from app.core.store_ports import Transaction
from app.core.views import DevicesView, LinkOfferView, OwnDeviceView
from app.core.wording import translatable
from app.crypto.linking.secret import LinkSecret
from app.crypto.transparency import signing
from app.crypto.transparency.entries import EntryType
from app.crypto.transparency.records import DeviceRecord
from app.crypto.transparency.rules import MAX_LIVE_DEVICES
from app.services import alarms, own_announce, own_entries
from app.services.api import LinkStep
from app.services.context import Context, log
from app.services.history import HistoryTransfers
from app.services.linking_host import LinkingHost
from app.services.main_device import NeedsMainDevice
from app.services.sync import SyncEngine
from app.services.tries import Tries

_SEEN_WAIT_S = 2.0
_MOST_TRIES = 3
"""How often an entry is made anew because another of our devices was faster."""


class DeviceNotThere(CurbsideError):  # noqa: N818 - named for what happened
    """Not a device of this account, or not any more."""

    code = "device-not-there"
    message = "This computer is not one of yours any more."
    action = "Nothing needs to be done."


class CannotRemoveMain(CurbsideError):  # noqa: N818 - as above
    """The device that holds the account key cannot end itself."""

    code = "cannot-remove-main"
    message = (
        "This is your main computer: it keeps your account key, and removing it here would leave "
        "that key in force."
    )
    action = (
        "If it is lost, or somebody else may have used it, ask your clinic's IT for a re-enrolment "
        "invite. That gives you a new account key and ends all your present computers."
    )


class BadDeviceName(CurbsideError):  # noqa: N818 - as above
    """Not a name for a workstation."""

    code = "bad-device-name"
    message = "A computer's name has 1 to {most} ordinary characters in one line."
    action = "Choose another name."

    def __init__(self) -> None:
        super().__init__(most=MAX_DEVICE_NAME)


class DevicesService:
    """`DeviceUseCases` over the replica and the store."""

    def __init__(
        self,
        context: Context,
        engine: SyncEngine,
        tries: Tries,
        relays: RelayFactory,
        history: HistoryTransfers,
    ) -> None:
        self._context = context
        self._engine = engine
        self._tries = tries
        self._linking = LinkingHost(context, engine.log_sync, tries, relays)
        self._history = history
        self._changing = asyncio.Lock()

    async def devices(self) -> DevicesView:
        """The workstations that are live, and removed ones that nobody explained."""
        seen = await self._last_seen()
        return await self._context.store.read(lambda tx: self._view(tx, seen))

    async def rename(self, device_id: DeviceId, name: str) -> None:
        """What the person calls it. Raises BadDeviceName, DeviceNotThere."""
        chosen = name.strip()
        if not chosen or not own_entries.is_name(chosen):
            raise BadDeviceName
        self._require_live(device_id)

        def write(tx: Transaction) -> None:
            own_entries.put_name(tx, device_id, chosen)
            content = OwnEntriesContent((), {device_id.hex(): chosen})
            own_announce.queue_own(self._context, tx, content)

        await self._context.store.write(write)
        self._context.wake_outbox()
        self._context.bus.publish(DevicesChanged())

    async def add(
        self,
        code: str,
        passphrase: str,
        *,
        confirm: Callable[[LinkOfferView], Awaitable[bool]],
        progress: Callable[[LinkStep], None],
    ) -> OwnDeviceView:
        """Link the workstation that shows `code`.

        Raises LinkError, NeedsMainDevice, WrongPassphraseError, TooSoon, NotAnnounced, RelayError.
        """
        LinkSecret.parse(code)  # a typing mistake is said before anything else
        if not self._context.own.holds_account_key:
            raise await self._context.store.read(self._needs_main)
        async with self._changing:
            device_id = await self._linking.add(
                code, passphrase, confirm=confirm, progress=progress
            )
        await alarms.refresh(self._context)
        view = await self._context.store.read(lambda tx: self._view(tx, {}))
        return next(device for device in view.devices if device.device_id == device_id)

    async def remove(self, device_id: DeviceId, passphrase: str, *, wipe: bool = False) -> None:
        """End one of the person's other workstations.

        Its entry is announced before it is appended. To remove one that nobody announced also ends
        the alarm about it: nothing can be encrypted to it any more. Raises NeedsMainDevice,
        CannotRemoveMain, DeviceNotThere, WrongPassphraseError, TooSoon, NotAnnounced, RelayError.
        """
        self._require_live(device_id)
        if not self._context.own.holds_account_key:
            raise await self._context.store.read(self._needs_main)
        if device_id == self._context.own.device_id:
            raise CannotRemoveMain
        await self._check(passphrase)
        async with self._changing:
            await self._revoke(device_id, wipe=wipe)

    async def send_history(self, device_id: DeviceId) -> int:
        """Begin to copy all messages to a device of our own; how many. Raises DeviceNotThere."""
        self._require_live(device_id)
        known = partial(
            own_entries.is_explained, self._context.own, self._context.replica, device_id=device_id
        )
        if device_id == self._context.own.device_id or not await self._context.store.read(known):
            raise DeviceNotThere
        return await self._history.send(device_id)

    async def explain(self, device_id: DeviceId, passphrase: str) -> None:
        """The person says that an unannounced device is theirs (or: that they removed it).

        Raises DeviceNotThere, WrongPassphraseError, TooSoon.
        """
        context = self._context
        if context.replica.directory.device_owners.get(device_id) != context.own.account_id:
            raise DeviceNotThere
        await self._check(passphrase)

        def write(tx: Transaction) -> None:
            own, replica = context.own, context.replica
            unexplained = own_entries.unexplained(own, replica, tx)
            added = (e.index for e in unexplained if e.device_id == device_id)
            since = min(added, default=replica.size)
            concerned = [
                entry.hash
                for entry in unexplained
                if entry.device_id == device_id
                or (entry.type == EntryType.DEVICE_REVOKE and entry.index > since)  # it may have
            ]
            own_entries.explain(own, replica, tx, concerned, own.device_id)
            own_announce.queue_own(context, tx, OwnEntriesContent(tuple(concerned)))
            own_announce.tell_all(context, tx, device_id)

        await context.store.write(write)
        await alarms.refresh(context)
        self._engine.owe_repairs()  # what it said before it was explained was refused
        context.wake_outbox()
        context.bus.publish(DevicesChanged())

    async def _revoke(self, device_id: DeviceId, *, wipe: bool) -> None:
        context = self._context
        for _ in range(_MOST_TRIES):
            await self._engine.log_sync.sync()
            if context.replica.identity(device_id) is None:
                return  # an earlier try arrived, and its answer did not; or IT was faster
            entry = signing.device_revoke_entry(
                context.own.account_secret,
                context.own.account_id,
                device_id,
                wipe=wipe,
                head=context.replica.directory.chain_head(context.own.account_id),
                log_id=context.own.log_id,
                time_ms=context.now_ms(),
            )
            ghost = await context.store.read(partial(self._unexplained_entries, device_id))
            try:
                await own_announce.append_entry(
                    context, self._engine.log_sync.sync, entry, also_explains=ghost
                )
            except EntryRefused:
                log.info("another device of ours was faster")
                continue
            await alarms.refresh(context)
            context.bus.publish(DevicesChanged())
            return
        raise EntryRefused

    def _unexplained_entries(self, device_id: DeviceId, tx: Transaction) -> list[bytes]:
        unexplained = own_entries.unexplained(self._context.own, self._context.replica, tx)
        return [entry.hash for entry in unexplained if entry.device_id == device_id]

    def _require_live(self, device_id: DeviceId) -> None:
        identity = self._context.replica.identity(device_id)
        if identity is None or identity.account_id != self._context.own.account_id:
            raise DeviceNotThere

    def _needs_main(self, tx: Transaction) -> NeedsMainDevice:
        names = own_entries.names(tx)
        mains = own_entries.mains(self._context.own, self._context.replica, tx)
        known = next((names[d] for d in mains if names.get(d)), "")
        if not known:
            return NeedsMainDevice()
        shown = name_for_display(known)
        return NeedsMainDevice(
            translatable("Only “{computer}” can do this: it keeps your account key."),
            translatable(
                "Open Curbside on “{computer}”. If you do not have it any more, ask your clinic's "
                "IT: they can remove a computer, or give you a new account key."
            ),
            computer=shown,
        )

    async def _check(self, passphrase: str) -> None:
        """Raises WrongPassphraseError, TooSoon."""
        await self._context.call(partial(self._tries.unwrap, passphrase))

    async def _last_seen(self) -> dict[DeviceId, int]:
        """By the relay's word; nothing when it cannot be asked now: the list does not wait."""
        if self._engine.connection in (Connection.OFFLINE, Connection.REFUSED):
            return {}
        try:
            async with asyncio.timeout(_SEEN_WAIT_S):
                seen = await self._context.call(self._context.relay.own_devices)
        except (RelayError, TimeoutError) as error:
            log.info("last seen is not known: %s", type(error).__name__)
            return {}
        return {device.device_id: device.last_seen_ms for device in seen if device.last_seen_ms}

    def _view(self, tx: Transaction, seen: dict[DeviceId, int]) -> DevicesView:
        own, replica = self._context.own, self._context.replica
        account = replica.directory.account(own.account_id) if replica.size else None
        records = account.devices if account is not None else ()
        unexplained = own_entries.unexplained(own, replica, tx)
        ghosts = {e.device_id for e in unexplained if e.type == EntryType.DEVICE_ADD}
        gone = {e.device_id for e in unexplained if e.type == EntryType.DEVICE_REVOKE}
        live = {device.device_id for device in replica.live_devices(own.account_id)}
        names = {d: name_for_display(n) for d, n in own_entries.names(tx).items()}
        added_by = self._added_by(tx, names)
        mains = own_entries.mains(own, replica, tx)

        def view(record: DeviceRecord) -> OwnDeviceView:
            device_id = record.identity.device_id
            return OwnDeviceView(
                device_id=device_id,
                name=names.get(device_id, ""),
                added_at_ms=record.added_ms,
                added_by=added_by.get(device_id, ""),
                last_seen_ms=seen.get(device_id),
                is_this=device_id == own.device_id,
                holds_account_key=device_id in mains,
                explained=device_id not in ghosts and device_id not in gone,
                removed=device_id not in live,
            )

        listed = [r for r in records if r.identity.device_id in live | gone]
        return DevicesView(tuple(map(view, listed)), own.holds_account_key, MAX_LIVE_DEVICES)

    def _added_by(self, tx: Transaction, names: dict[DeviceId, str]) -> dict[DeviceId, str]:
        """The name of the device that announced each one; the first one announced itself."""
        own, replica = self._context.own, self._context.replica
        by = own_entries.announcers(own, replica, tx)
        return {
            entry.device_id: names.get(by[entry.hash], "")
            for entry in own_entries.chain(own, replica, tx)
            if entry.type == EntryType.DEVICE_ADD
            and entry.hash in by
            and by[entry.hash] != entry.device_id
        }
