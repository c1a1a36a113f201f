"""What a relay does once a minute: end old mail and files, forget old ids, note who is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from relay.blobs.garbage import BlobGarbage
from relay.config import Config
from relay.router import Services
from relay.storage.base import Expire, Forget, StorageError

_log = logging.getLogger("relay.upkeep")
_INTERVAL_S: Final = 60.0
_HOUR_MS: Final = 3_600_000
_DAY_MS: Final = 24 * _HOUR_MS
_PREKEY_DAYS: Final = 21
"""How much longer than mail the ids of taken prekeys are kept."""


class Upkeep:
    """Recurring work on what is stored."""

    def __init__(
        self,
        config: Config,
        services: Services,
        garbage: BlobGarbage,
    ) -> None:
        self._config = config
        self._writer = services.writer
        self._post_office = services.post_office
        self._presence = services.presence
        self._garbage = garbage
        self._metrics = services.metrics
        self._clock = services.clock

    async def run(self, report: Callable[[], None]) -> None:
        """Go on until cancelled; `report` is called after each round."""
        while True:
            try:
                await self.expire()
                self._presence.write()
                await self._forget()
                await self._garbage.expire()
            except StorageError as error:
                _log.warning("upkeep failed outcome=%s", error)
            report()
            await asyncio.sleep(_INTERVAL_S)

    async def expire(self) -> None:
        """End mail that is older than the retention time, and tell its senders."""
        while True:
            now_ms = self._clock()
            job = Expire(now_ms - int(self._config.retention_days * _DAY_MS), now_ms)
            await self._writer.run(job)
            self._metrics.expired += job.expired
            if job.touched:
                self._post_office.refresh(job.touched)
            if job.expired < job.limit:
                return

    async def _forget(self) -> None:
        memory_ms = int(self._config.remember_hours * _HOUR_MS)
        retention_ms = int(self._config.retention_days * _DAY_MS)
        now_ms = self._clock()
        await self._writer.run(
            Forget(
                self._post_office.forget_submissions(memory_ms),
                now_ms - memory_ms,
                now_ms - retention_ms - _PREKEY_DAYS * _DAY_MS,
            )
        )
