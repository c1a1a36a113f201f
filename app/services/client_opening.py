"""From a vault key to an open profile: the database, the log, the services over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.core import bus
from app.core.bus import Bus, Event
from app.core.policy import Policy
from app.core.profile_ports import RelayAddress
from app.core.relay_errors import RelayError
from app.core.store_ports import Store
from app.crypto.transparency.replica import Replica
from app.services import alarms, linking_guest, opening, prekeys, removal, signature_checks
from app.services.api import LogProgress, no_progress
from app.services.client import Client
from app.services.context import Context, log
from app.services.fetched_log import FetchedLog
from app.services.held_key import HeldKey
from app.services.log_sync import LogSync
from app.services.off_loop import off_loop
from app.services.own_device import OwnDevice
from app.services.ports import Ports
from app.services.removal import ProfileRemoved
from app.services.tries import Tries


class ClientOpener:
    """Opens one profile."""

    def __init__(self, ports: Ports, policy: Policy, tries: Tries, held: HeldKey) -> None:
        self._ports = ports
        self._policy = policy
        self._tries = tries
        self._held = held

    async def open_store(self, vault_key: bytes, *, create: bool) -> Store:
        """The database. Raises StoreDamaged, StoreMissing, StoreTooNew, StoreFull."""
        path = self._ports.files.database
        return await off_loop(partial(self._ports.stores, path, vault_key, create=create))

    async def open_over(
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
        return Client(context, self._tries, self._held, ports)

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
