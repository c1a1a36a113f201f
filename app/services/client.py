"""An open profile: the services, put together (`ClientUseCases`)."""

from __future__ import annotations

from app.core.bus import Bus, Connection, DeviceRemoved, Event, Locked
from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.services.backup import BackupService
from app.services.colleagues import Colleagues
from app.services.contacts import ContactsService
from app.services.context import Context
from app.services.files import FilesService
from app.services.groups import GroupsService
from app.services.held_key import HeldKey
from app.services.history import HistoryTransfers
from app.services.listing import ListingService
from app.services.locked_waiting import LockedWaiting, prepare
from app.services.messages import MessagesService
from app.services.notifications import NotificationsService
from app.services.own_devices import DevicesService
from app.services.pin import PinService
from app.services.ports import Ports
from app.services.recovery import RecoveryService
from app.services.removal import RemovalWatch
from app.services.search import SearchService
from app.services.settings import SettingsService
from app.services.sync import SyncEngine
from app.services.tries import Tries
from app.services.verification import VerificationService


class Client:
    """What the windows hold while a profile is open."""

    def __init__(
        self,
        context: Context,
        tries: Tries,
        held: HeldKey,
        ports: Ports,
    ) -> None:
        self._context = context
        keyring, cost, relays = ports.keyring, ports.vault_cost, ports.relays
        self.engine = SyncEngine(context)
        colleagues = Colleagues(context)
        self.contacts = ContactsService(context, colleagues, self.engine.owe_receipts)
        self.messages = MessagesService(context, self.engine)
        self.groups = GroupsService(context, colleagues, self.messages)
        self.search = SearchService(context, colleagues)
        self.verification = VerificationService(context)
        self._history = HistoryTransfers(context)
        self.devices = DevicesService(context, self.engine, tries, relays, self._history)
        self.settings = SettingsService(context, tries, keyring, cost, context.randomness)
        self.recovery = RecoveryService(context, tries)
        self.backup = BackupService(context, ports.backups)
        self.pin = PinService(context, tries, held, ports.pin_cost)
        self.listing = ListingService(tries.files)
        self.notifications = NotificationsService(context)
        self.files = FilesService(context, ports, self.messages)
        self.media = ports.media
        self.sound = ports.sound
        self._relays = relays
        self._removal = RemovalWatch(
            context, self.engine.log_sync, relays, tries.files, keyring, self._close
        )
        self.engine.on_refused = self._removal.refused
        self._held = held
        context.bus.subscribe(self._on_event)

    @property
    def bus(self) -> Bus:
        """News of what changed."""
        return self._context.bus

    @property
    def policy(self) -> Policy:
        """The clinic's rules."""
        return self._context.policy

    @property
    def connection(self) -> Connection:
        """How the relay stands with us."""
        return self.engine.connection

    @property
    def connection_error(self) -> CurbsideError | None:
        """Why we are not online, if we are not."""
        return self.engine.error

    @property
    def alarm(self) -> CurbsideError | None:
        """What blocks all sending, if anything does."""
        return self._context.alarm

    async def start(self) -> None:
        """Begin to sync."""
        self._context.fetch_up_to = await self.files.automatic_limit()
        self.engine.start()
        self.recovery.start()
        self._history.start()
        self.files.start()
        self._removal.start()

    def woke(self) -> None:
        """The computer slept: what waits for the relay waits on a dead connection."""
        self._context.relay.interrupt_waiting()

    async def wait_locked(self) -> LockedWaiting | None:
        """Before `lock`: what goes on counting afterwards. See `ClientUseCases.wait_locked`."""
        if self.connection is not Connection.ONLINE:
            return None
        return await prepare(self._context, self._relays)

    async def lock(self) -> None:
        """Stop, close the database and drop the keys."""
        await self._removal.stop()
        await self._close()
        self._context.bus.publish(Locked())

    def _on_event(self, event: Event) -> None:
        if isinstance(event, DeviceRemoved):
            self._held.drop()  # whoever opens what is left needs the passphrase

    async def _close(self) -> None:
        self.files.halt()
        await self._history.stop()
        await self.recovery.stop()
        await self.engine.stop()
        await self.files.finish()
        self._context.close()
        await self._context.store.close()
