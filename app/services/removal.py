"""What happens on a device that the log has ended, and what does not (DESIGN section 5).

A relay can refuse service to anybody, at any time, for no reason; that proves nothing. So when it
says that this device was removed, the device reads the log through a connection that even removed
devices get, and believes nothing but its own replica, which extends what it knew: there it finds
DEVICE_REVOKE of itself, signed by the account key or the authority, or ACCOUNT_CLOSE, or neither.

With `wipe` the profile's data is destroyed: a mark, the wrapped key, the database, the operating
system's keyring. The mark comes first, so that a crash anywhere in between is gone on with at the
next start, and it stays, so that the next start does not look like a first one. Without `wipe` the
messages stay readable here and nothing can be sent: a removed device is in no device set any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import msgspec

from app.core.bus import AlarmRaised, DeviceRemoved, Event
from app.core.errors import CurbsideError, describe
from app.core.profile_ports import KeyringPort, ProfileFiles, RelayAddress, RelayFactory
from app.core.relay_errors import DeviceRevoked, RelayConnectionClosed
from app.core.relay_port import LogReaderPort
from app.core.store_errors import StoreError
from app.core.store_ports import Transaction
from app.core.views import Removal
from app.crypto.transparency import entries
from app.crypto.transparency.entries import AccountClose, DeviceRevoke, Role
from app.crypto.transparency.replica import Replica
from app.services.context import Context, log
from app.services.log_sync import LogSync, relay_pins
from app.services.own_device import OwnDevice

_RETRY_S = 30.0
_ASK_AGAIN_S = 5 * 60.0
"""A relay that refuses us without saying why in the log is asked now and then."""


class ProfileRemoved(CurbsideError):  # noqa: N818 - named for what happened
    """The profile that was to be opened was destroyed, as the log says."""

    code = "profile-removed"
    message = "This computer was removed from your account, and its messages were deleted."
    action = "Your clinic's IT can give you a new invite."


@dataclass(frozen=True, slots=True)
class Ended:
    """How the verified log ended this device."""

    by_authority: bool
    wipe: bool
    at_ms: int
    """When, as the entry says."""

    @property
    def removal(self) -> Removal:
        """By whom."""
        return Removal.BY_AUTHORITY if self.by_authority else Removal.BY_PERSON


class _Mark(msgspec.Struct, frozen=True):
    """What is left on the disk."""

    removed: Removal
    finished: bool = False


def ended(own: OwnDevice, replica: Replica, tx: Transaction) -> Ended | None:
    """What the stored, verified log says; None while this device is live, or merely rekeyed."""
    account = replica.directory.account(own.account_id) if replica.size else None
    if account is None:
        return None
    ours = (d for d in account.devices if d.identity.device_id == own.device_id)
    device = next(ours, None)
    if device is None or device.ended_index is None:
        return None
    stored = tx.log.entries(device.ended_index, 1)
    if not stored:
        return None  # not durable yet: it will be
    entry = entries.decode(stored[0])
    match entry.body:
        case DeviceRevoke(device_id=own.device_id, wipe=wipe):
            return Ended(Role.CA in entry.roles, wipe, entry.time_ms)
        case AccountClose():
            return Ended(True, False, entry.time_ms)
        case _:
            return None


def mark_begun(files: ProfileFiles, by: Removal) -> None:
    """From here on the profile is destroyed, if need be at the next start. Blocking."""
    try:
        files.mark_removal(msgspec.json.encode(_Mark(by)))
    except StoreError as error:
        log.warning("removal not marked: %s", error.code)  # destroying makes room for the mark


def wipe(files: ProfileFiles, keyring: KeyringPort, by: Removal) -> None:
    """Destroy the profile, whose database is closed. Blocking.

    Raises StoreError or the keyring's error when something could not be destroyed; the mark then
    has it tried again at the next start.
    """
    mark_begun(files, by)
    files.destroy()
    keyring.forget(files.name)
    files.mark_removal(msgspec.json.encode(_Mark(by, finished=True)))
    log.warning("this profile was removed, and is destroyed")


def finish(files: ProfileFiles, keyring: KeyringPort) -> Removal | None:
    """Go on with a removal that was interrupted, and say whether there was one. Blocking."""
    mark = _mark(files)
    if mark is None:
        return None
    if not mark.finished:
        try:
            wipe(files, keyring, mark.removed)
        except CurbsideError as error:
            log.error("removal not finished: %s", error.code)
    return mark.removed


def is_here(files: ProfileFiles) -> bool:
    """Whether somebody at this computer removed the profile, be it finished or not."""
    mark = _mark(files)
    return mark is not None and mark.removed is Removal.HERE


def remove_here(files: ProfileFiles, keyring: KeyringPort) -> None:
    """Destroy a closed profile because somebody at this computer wants it. Blocking; repeatable.

    A key that the keyring does not let go of opens nothing any more. Raises StoreError.
    """
    mark_begun(files, Removal.HERE)
    files.destroy()
    try:
        keyring.forget(files.name)
    except CurbsideError as error:
        log.info("keyring: %s", error.code)
    files.delete_folder()
    log.warning("a profile was removed at this computer")


def leave_alone(files: ProfileFiles) -> None:
    """A new profile begins where one was removed: what is left of that ends here. Blocking.

    An interrupted removal is gone on with at each start, and must never reach another profile.
    Raises StoreError.
    """
    mark = _mark(files)
    if mark is not None and not mark.finished:
        log.warning("a removal could not be finished, and a new profile begins")
        files.mark_removal(msgspec.json.encode(_Mark(mark.removed, finished=True)))


def is_finished(files: ProfileFiles) -> bool:
    """Whether nothing is left to be destroyed."""
    mark = _mark(files)
    return mark is None or mark.finished


def _mark(files: ProfileFiles) -> _Mark | None:
    stored = files.removal()
    if stored is None:
        return None
    try:
        return msgspec.json.decode(stored, type=_Mark)
    except (msgspec.DecodeError, UnicodeDecodeError):
        log.error("the mark of a removal cannot be read")
        return None  # whoever wrote that: nothing is destroyed for it


class RemovalWatch:
    """Finds out, while a profile is open, whether this device was ended, and does what is due."""

    def __init__(
        self,
        context: Context,
        log_sync: LogSync,
        relays: RelayFactory,
        files: ProfileFiles,
        keyring: KeyringPort,
        close: Callable[[], Awaitable[None]],
    ) -> None:
        """`close` ends everything that uses the database, and closes it."""
        self._context = context
        self._log_sync = log_sync
        self._relays = relays
        self._files = files
        self._keyring = keyring
        self._close = close
        self._look = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._wiping: asyncio.Future[None] | None = None
        self._reader: LogReaderPort | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Look at the log as it is, and whenever the relay refuses this device."""
        self._unsubscribe = self._context.bus.subscribe(self._on_event)
        self._task = asyncio.get_running_loop().create_task(self._watch())

    async def stop(self) -> None:
        """End that. Waits for a destruction that has begun: it cannot be taken back."""
        self._unsubscribe()
        if self._wiping is not None:
            await asyncio.shield(self._wiping)
            return
        if self._task is not None:
            self._task.cancel()
            if self._reader is not None:
                self._reader.close()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def refused(self) -> None:
        """The relay says that this device was removed. That is no more than a reason to look."""
        self._look.set()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, AlarmRaised) and isinstance(event.error, DeviceRevoked):
            self._look.set()

    async def _watch(self) -> None:
        if await self._context.store.read(self._ended) is not None:
            self._look.set()
        while True:
            await self._look.wait()
            self._look.clear()
            pause = _RETRY_S
            try:
                found = await self._find()
                if found is not None:
                    await self._act(found)
                    return
                log.warning("the relay refuses this device, and the log does not say why")
                pause = _ASK_AGAIN_S
            except RelayConnectionClosed:
                return
            except CurbsideError as error:
                log.info("removal: %s", error.code)
            except Exception as error:
                log.error("removal: unexpected\n%s", describe(error))
            await asyncio.sleep(pause)
            self._look.set()

    def _ended(self, tx: Transaction) -> Ended | None:
        return ended(self._context.own, self._context.replica, tx)

    async def _find(self) -> Ended | None:
        """What the log says, read as far as the relay can show it. Raises CurbsideError."""
        context = self._context
        found = await context.store.read(self._ended)
        if found is not None:
            return found
        pins = await context.store.read(relay_pins)
        address = RelayAddress(context.own.relay_url, pins, context.policy.relay_trust)
        self._reader = self._relays.as_log_reader(address, context.own.device_id, context.own.sign)
        try:
            await self._log_sync.sync_through(self._reader)
        finally:
            self._reader.close()
            self._reader = None
        return await context.store.read(self._ended)

    async def _act(self, found: Ended) -> None:
        if not found.wipe:
            self._publish(found)
            return
        self._wiping = asyncio.ensure_future(self._wipe(found))
        await asyncio.shield(self._wiping)

    async def _wipe(self, found: Ended) -> None:
        run = partial(asyncio.get_running_loop().run_in_executor, None)
        await run(mark_begun, self._files, found.removal)
        await self._close()
        try:
            await run(wipe, self._files, self._keyring, found.removal)
        except CurbsideError as error:
            log.error("removal not finished: %s", error.code)
        self._publish(found)

    def _publish(self, found: Ended) -> None:
        removed = DeviceRemoved(found.by_authority, wiped=found.wipe, at_ms=found.at_ms)
        self._context.bus.publish(removed)
