"""History transfers between one's own workstations, as one service of an open profile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from app.core.bus import AlarmEnded, Event, HistoryProgress
from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.store_ports import Transaction
from app.services import history_receiving, history_sending
from app.services.context import Context, log


class HistoryTransfers:
    """Begins transfers, and goes on with them when the profile is opened or an alarm ended."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._task: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] | None = None

    def start(self) -> None:
        """Go on with what a lock interrupted."""
        self._unsubscribe = self._context.bus.subscribe(self._on_event)
        self._go_on()

    async def stop(self) -> None:
        """A transfer pauses: where it stands is in the store."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def send(self, device_id: DeviceId) -> int:
        """Begin to send everything to a device of ours; how many rows."""
        if self._context.alarm is not None:
            raise self._context.alarm
        begin = partial(history_sending.begin, self._context)
        total = await self._context.store.write(lambda tx: begin(tx, device_id))
        self._context.wake_outbox()
        if total:
            self._context.bus.publish(
                HistoryProgress(0, total, incoming=False, device_id=device_id)
            )
        return total

    def _on_event(self, event: Event) -> None:
        if isinstance(event, AlarmEnded):
            self._go_on()

    def _go_on(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._resume())

    async def _resume(self) -> None:
        context = self._context
        try:
            if not await context.store.read(history_sending.is_due):
                return
            progress = await context.store.write(partial(_resume, context))
        except CurbsideError as error:
            log.info("history goes on later: %s", error.code)
            return
        context.wake_outbox()
        for at in progress:
            context.bus.publish(at)


def _resume(context: Context, tx: Transaction) -> list[HistoryProgress]:
    history_receiving.confirm_owed(context, tx)
    return history_sending.resume(context, tx)
