"""What the services of one open profile share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from app.core.bus import Bus
from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.core.randomness import Randomness
from app.core.records import OutboxRecord
from app.core.relay_port import RelayPort
from app.core.store_ports import Store
from app.crypto.transparency.deferred import Unverified
from app.crypto.transparency.replica import Replica
from app.services.group_cache import GroupCache
from app.services.own_device import OwnDevice

T = TypeVar("T")
log = logging.getLogger("curbside.services")

_RELAY_THREADS = 4
"""One waits in the inbox; the others send, sync the log and claim prekeys."""


@dataclass(slots=True)
class Context:
    """One open profile: the store, the relay, the verified log, and who we are."""

    store: Store
    relay: RelayPort
    bus: Bus
    randomness: Randomness
    own: OwnDevice
    replica: Replica
    policy: Policy
    unverified: Unverified | None = None
    """What is left to verify of a long log's signatures; see `signature_checks`."""
    alarm: CurbsideError | None = None
    """What blocks all sending; `alarms.refresh` keeps it."""
    group_cache: GroupCache = field(default_factory=GroupCache)
    wake_outbox: Callable[[], None] = lambda: None
    """Something was put into the outbox; the sync engine sets what then happens."""
    fetch_up_to: int = -1
    """Files that come and are not larger are fetched by themselves (bytes); `files` sets it."""
    files_due: bool = False
    """What came leaves something to do with files; the inbox wakes them after the batch."""
    wake_files: Callable[[], None] = lambda: None
    """A file is to be moved or deleted; `files` sets what then happens."""
    hand_in: Callable[[OutboxRecord], None] = lambda _: None
    """This was just committed to the outbox, alone. Called on the store's thread; never raises."""
    _executor: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_RELAY_THREADS, thread_name_prefix="relay")
    )

    async def call(self, work: Callable[[], T]) -> T:
        """Run a blocking relay call in a worker thread."""
        return await asyncio.wrap_future(self.begin(work))

    def begin(self, work: Callable[[], T]) -> Future[T]:
        """`call` from any thread, without waiting. Raises RuntimeError after `close`."""
        return self._executor.submit(work)

    def now_ms(self) -> int:
        """The relay's time, as far as known."""
        return self.relay.now_ms()

    def local_ms(self) -> int:
        """This computer's own time."""
        return self.relay.now_ms() - self.relay.relay_time_offset_ms

    def close(self) -> None:
        """End the relay's calls and the threads they ran in."""
        self.relay.close()
        self._executor.shutdown(wait=False, cancel_futures=True)
