"""Who writes just now (relay/PROTOCOL.md section 9, `typing`).

Told only by who agreed to it, seldom, and only to devices that were heard of a moment ago. It goes
through the outbox like everything else, since its number may not be lost, but only when nothing
else waits there and it can be encrypted at once. It is written nowhere: who comes back later is
not told of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from app.core.bus import Bus, Connection, TypingChanged
from app.core.content import TypingContent
from app.core.errors import CurbsideError
from app.core.ids import ConversationId, DeviceId
from app.core.policy import Policy
from app.core.store_ports import Transaction
from app.crypto.identity import DeviceIdentity
from app.services.batch_result import BatchResult
from app.services.context import Context, log
from app.services.holding import sendable
from app.services.sealing import queue

EVERY_S = 8.0
"""How often the other side is told at most."""
SHOWN_S = 12.0
"""How long it is shown."""
PRESENT_MS = 2 * 60 * 1000
"""How long ago a device may have been heard of."""
_CHOICE = "typing-indicator"
_YES, _NO = b"1", b"0"


def is_shown(policy: Policy, tx: Transaction) -> bool:
    """Whether others are told that this person writes, and this person of others."""
    chosen = tx.settings.get(_CHOICE)
    return policy.effective_typing_indicator(None if chosen is None else chosen == _YES)


def choose(tx: Transaction, shown: bool) -> None:
    """The person's choice; policy may have the last word."""
    tx.settings.put(_CHOICE, _YES if shown else _NO)


def take_in(
    context: Context,
    tx: Transaction,
    sender: DeviceIdentity,
    conversation_id: ConversationId,
    received_ms: int,
    result: BatchResult,
) -> None:
    """Somebody writes, or did when the relay took this in."""
    of_other = sender.account_id != context.own.account_id
    fresh = abs(context.now_ms() - received_ms) < SHOWN_S * 1000
    if of_other and fresh and is_shown(context.policy, tx):
        result.typing[conversation_id] = True


@dataclass(slots=True)
class Typing:
    """What is known of this moment; forgotten with a lock. Used on the event loop alone."""

    context: Context
    _heard: dict[DeviceId, int] = field(default_factory=dict)
    _told: dict[ConversationId, float] = field(default_factory=dict)
    _ends: dict[ConversationId, asyncio.TimerHandle] = field(default_factory=dict)

    def came(self, result: BatchResult) -> None:
        """Take in what a batch of the inbox says of who is there and who writes."""
        now_ms = self.context.now_ms()
        for device_id, at_ms in result.heard.items():  # a relay that dates mail ahead gains nothing
            self._heard[device_id] = max(min(at_ms, now_ms), self._heard.get(device_id, 0))
        for conversation_id, writes in result.typing.items():
            if writes:
                self._begin(conversation_id)
            else:
                self._end(conversation_id)

    async def write(self, conversation_id: ConversationId, connection: Connection) -> None:
        """This person writes: tell it, if it is time to and anybody is there to be told."""
        now = asyncio.get_running_loop().time()
        last = self._told.get(conversation_id)
        early = last is not None and now - last < EVERY_S
        if early or connection is not Connection.ONLINE or self.context.alarm is not None:
            return
        if not self._anybody():
            return
        self._told[conversation_id] = now
        if not await self.context.store.read(lambda tx: is_shown(self.context.policy, tx)):
            return
        if await self.context.store.write(lambda tx: self._queue(tx, conversation_id)):
            self.context.wake_outbox()

    def sent(self, conversation_id: ConversationId) -> None:
        """What this person wrote is sent: the next thing they write is told at once."""
        self._told.pop(conversation_id, None)

    def stop(self) -> None:
        """The profile is closed."""
        for timer in self._ends.values():
            timer.cancel()
        self._ends.clear()

    def _queue(self, tx: Transaction, conversation_id: ConversationId) -> bool:
        context = self.context
        conversation = tx.conversations.get(conversation_id)
        if conversation is None:
            return False
        account_id = conversation.account_id
        if account_id is None:
            return False  # nobody is told of it in a group
        if not tx.outbox.is_empty_for(account_id) or not sendable(context, tx, account_id):
            return False
        queued = False
        for device in context.replica.live_devices(account_id):
            if not self._is_there(device.device_id):
                continue
            try:
                record = queue(
                    context, tx, account_id, TypingContent(), only_device=device.device_id
                )
            except CurbsideError as error:
                log.info("typing is not told: %s", error.code)
                return queued
            if record.body:
                queued = True
            else:
                tx.outbox.remove(record.submission_id)
        return queued

    def _anybody(self) -> bool:
        return any(map(self._is_there, self._heard))

    def _is_there(self, device_id: DeviceId) -> bool:
        heard_ms = self._heard.get(device_id)
        return heard_ms is not None and self.context.now_ms() - heard_ms <= PRESENT_MS

    def _begin(self, conversation_id: ConversationId) -> None:
        timer = self._ends.pop(conversation_id, None)
        if timer is not None:
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._ends[conversation_id] = loop.call_later(SHOWN_S, self._end, conversation_id)
        if timer is None:
            self._bus.publish(TypingChanged(conversation_id, typing=True))

    def _end(self, conversation_id: ConversationId) -> None:
        timer = self._ends.pop(conversation_id, None)
        if timer is not None:
            timer.cancel()
            self._bus.publish(TypingChanged(conversation_id, typing=False))

    @property
    def _bus(self) -> Bus:
        return self.context.bus
