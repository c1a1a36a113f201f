"""Where a new workstation and an old one meet, in memory alone (PROTOCOL.md section 5.5).

Anybody may open a rendezvous, because a new device has no key that the relay could know. So all of
it is bounded: messages of a rendezvous, bytes that one network address has left here, rendezvous
and bytes in all. What passes is ciphertext under a secret that the relay never sees.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import Final, Protocol

from relay.problems import RefusalError
from relay.wire import MAX_LINK_MESSAGES, Code, LinkRequest, encode_link_messages

LIFETIME_S: Final = 600.0
MAX_RENDEZVOUS: Final = 1024
MAX_BYTES: Final = 32 * 1024 * 1024
MAX_BYTES_OF_ADDRESS: Final = 1024 * 1024


class Reply(Protocol):
    """Where an answer goes. Sending to a connection that has gone does nothing."""

    @property
    def remote(self) -> bytes:
        """The client's network address, to count by."""

    def binary(self, body: bytes) -> None:
        """Answer 200 with a binary body."""

    def when_gone(self, callback: Callable[[], None]) -> None:
        """Call back if the connection ends before the answer."""


class _Waiter:
    """One request that waits for the other side's list to become longer than `after`."""

    __slots__ = ("after", "reply", "timer")

    def __init__(self, reply: Reply, after: int) -> None:
        self.reply = reply
        self.after = after
        self.timer: asyncio.TimerHandle | None = None


class _Meeting:
    """One rendezvous: for each role its messages in order, and who of it waits."""

    __slots__ = ("end", "lists", "waiters")

    def __init__(self) -> None:
        self.lists: tuple[list[bytes], list[bytes]] = ([], [])
        self.waiters: list[_Waiter | None] = [None, None]
        self.end: asyncio.TimerHandle | None = None


class Rendezvous:
    """All of them, by the session subject that names each.

    Attributes:
        stored: bytes of all messages held.
    """

    def __init__(
        self,
        *,
        lifetime_s: float = LIFETIME_S,
        max_meetings: int = MAX_RENDEZVOUS,
        max_bytes: int = MAX_BYTES,
        max_bytes_of_address: int = MAX_BYTES_OF_ADDRESS,
    ) -> None:
        self._lifetime_s = lifetime_s
        self._max_meetings = max_meetings
        self._max_bytes = max_bytes
        self._max_bytes_of_address = max_bytes_of_address
        self._meetings: dict[bytes, _Meeting] = {}
        self._from: dict[bytes, Counter[bytes]] = {}
        self._of_address: Counter[bytes] = Counter()
        self.stored = 0

    def __len__(self) -> int:
        return len(self._meetings)

    def exchange(self, name: bytes, request: LinkRequest, reply: Reply) -> None:
        """Take a message, and answer with the other side's, now or when they come.

        Of one role only one request waits; a newer one ends the older with an empty answer.
        Raises RefusalError.
        """
        meeting = self._meetings.get(name) or self._open(name)
        role = request.role
        if request.message:
            self._put(name, meeting, request, reply.remote)
        self._answer(meeting, role)
        theirs = meeting.lists[1 - role]
        if len(theirs) > request.after or not request.wait_ms:
            reply.binary(encode_link_messages(theirs[request.after :]))
            return
        waiter = meeting.waiters[role] = _Waiter(reply, request.after)
        waiter.timer = asyncio.get_running_loop().call_later(
            request.wait_ms / 1000, self._end, meeting, role, waiter
        )
        reply.when_gone(lambda: self._abandon(meeting, role, waiter))

    def release(self) -> None:
        """Answer everyone who waits and forget everything, because the relay stops."""
        for name in tuple(self._meetings):
            self._close(name)

    def _open(self, name: bytes) -> _Meeting:
        if len(self._meetings) >= self._max_meetings:
            raise RefusalError(
                Code.UNAVAILABLE, "Too many devices are being linked.", retry_after=60
            )
        meeting = self._meetings[name] = _Meeting()
        loop = asyncio.get_running_loop()
        meeting.end = loop.call_later(self._lifetime_s, self._close, name)
        return meeting

    def _put(self, name: bytes, meeting: _Meeting, request: LinkRequest, remote: bytes) -> None:
        mine, message = meeting.lists[request.role], request.message
        if request.index < len(mine) and mine[request.index] == message:
            return
        if request.index != len(mine) or request.index >= MAX_LINK_MESSAGES:
            raise RefusalError(Code.MALFORMED, "No other message can be put there.")
        size = len(message)
        if self._of_address[remote] + size > self._max_bytes_of_address:
            raise RefusalError(
                Code.RATE_LIMITED, "Too much was left here from one address.", retry_after=60
            )
        if self.stored + size > self._max_bytes:
            raise RefusalError(
                Code.UNAVAILABLE, "Too many devices are being linked.", retry_after=60
            )
        mine.append(message)
        self.stored += size
        self._of_address[remote] += size
        self._from.setdefault(name, Counter())[remote] += size
        waiter = meeting.waiters[1 - request.role]
        if waiter is not None and len(mine) > waiter.after:
            self._answer(meeting, 1 - request.role)

    @staticmethod
    def _abandon(meeting: _Meeting, role: int, waiter: _Waiter) -> None:
        """Nobody waits any more."""
        if meeting.waiters[role] is waiter:
            meeting.waiters[role] = None
            if waiter.timer is not None:
                waiter.timer.cancel()

    def _end(self, meeting: _Meeting, role: int, waiter: _Waiter) -> None:
        if meeting.waiters[role] is waiter:
            self._answer(meeting, role)

    def _answer(self, meeting: _Meeting, role: int) -> None:
        """Give whoever waits in `role` what there is for it."""
        waiter = meeting.waiters[role]
        if waiter is not None:
            self._abandon(meeting, role, waiter)
            waiter.reply.binary(encode_link_messages(meeting.lists[1 - role][waiter.after :]))

    def _close(self, name: bytes) -> None:
        meeting = self._meetings.pop(name)
        if meeting.end is not None:
            meeting.end.cancel()
        self._answer(meeting, 0)
        self._answer(meeting, 1)
        for remote, size in self._from.pop(name, Counter()).items():
            self.stored -= size
            self._of_address[remote] -= size
            if not self._of_address[remote]:
                del self._of_address[remote]
