"""Giving a relay back what it lost when it was restored from a backup (relay/PROTOCOL.md 5.6).

Every client holds the whole log. A relay that serves less than that is shown its own signature over
more, so that it signs no other history, and is given the missing entries with their openings. This
works too for a device that only those entries name and that the relay therefore does not know.
Nothing in it is secret from the relay: it had all of it before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from app.core.ids import AccountId
from app.core.relay_errors import EntryRefused
from app.core.store_ports import Transaction
from app.core.transport_types import ProfileOpening
from app.services import prekeys
from app.services.context import Context, log

MOST_BYTES = 7 * 1024 * 1024
"""Of entries and openings in one request, which the relay bounds to 8 MiB."""
AGAIN_S = 30.0
"""Between two tries of a device that the relay does not know."""


class LostEntries:
    """Notices that the relay is behind us, and helps it."""

    def __init__(self, context: Context, on_returned: Callable[[], None]) -> None:
        """`on_returned`: the relay was restored, so this device's prekeys there are void."""
        self._context = context
        self._on_returned = on_returned
        self._shown: tuple[int, int] | None = None
        self._not_before = 0.0

    async def settle(self, served_size: int) -> bool:
        """The relay serves a log of that size: if it is behind us, help it. Once for each size.

        Whether it has something back. Raises RelayError.
        """
        context = self._context
        shown = (served_size, context.replica.size)
        if served_size >= context.replica.size or self._shown == shown:
            return False
        log.warning("the relay's log is shorter than ours")
        await context.call(partial(context.relay.show_checkpoint, context.replica.note))
        returned = await self._give_back(served_size)
        self._shown = shown
        await self._renew_prekeys()
        return returned

    async def introduce(self) -> bool:
        """The relay does not know this device: if only lost entries name it, give them back.

        Whether that helped. Raises RelayError.
        """
        now = asyncio.get_running_loop().time()
        added = self._own_entry()
        if added is None or now < self._not_before:
            return False
        self._not_before = now + AGAIN_S
        log.info("the relay does not know this device; offering the log that names it")
        if not await self._give_back(added):
            return False
        await self._renew_prekeys()
        return True

    def _own_entry(self) -> int | None:
        """Where the log added this device, None if it is not live in it."""
        replica, own = self._context.replica, self._context.own
        account = replica.directory.account(own.account_id)
        for device in account.live_devices if account else ():
            if device.identity.device_id == own.device_id:
                return device.added_index
        return None

    async def _give_back(self, first: int) -> bool:
        """Return what follows the first entries; once more from where the relay says it ends."""
        try:
            return await self._return(first)
        except EntryRefused as refusal:
            start = refusal.log_size
            if start is None or start == first or not 1 <= start < self._context.replica.size:
                log.info("the relay took nothing back")
                return False
        try:
            return await self._return(start)
        except EntryRefused:
            log.info("the relay took nothing back from where its log ends")
            return False

    async def _return(self, first: int) -> bool:
        context = self._context
        note = context.replica.note  # with the entries below it: they are fetched up to its size
        size = context.replica.checkpoint.size
        entries, openings = await context.store.read(partial(self._missing, first, size))
        total = sum(map(len, entries)) + sum(len(each.opening) for each in openings)
        if total > MOST_BYTES:
            log.error("the relay lost more than can be given back: restore a newer backup")
            return False
        await context.call(partial(context.relay.return_log, note, entries, openings))
        log.info("gave %d lost entries back to the relay", len(entries))
        return True

    def _missing(
        self, first: int, size: int, tx: Transaction
    ) -> tuple[list[bytes], list[ProfileOpening]]:
        """The entries from `first` on, and the openings that they commit to, as far as known."""
        wanted: dict[AccountId, bytes] = {
            account_id: account.commitment
            for account_id, account in self._context.replica.directory.accounts.items()
            if account.commitments[-1].index >= first
        }
        openings = [
            ProfileOpening(account_id, commitment, opening)
            for account_id, commitment in wanted.items()
            if (opening := tx.people.opening(account_id, commitment)) is not None
        ]
        return tx.log.entries(first, size - first), openings

    async def _renew_prekeys(self) -> None:
        await self._context.store.write(partial(prekeys.renew, self._context))
        self._on_returned()
