"""Waiting for a number while the app is locked (relay/PROTOCOL.md sections 5.2 and 5.3).

A session of scope `notify` is good for one thing: to be told how many new messages wait. It is
opened while the device's key is still there; the key is let go of at once, so that the session
ends with its day and nothing here can open another.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.ids import DeviceId
from app.core.policy import RelayTrust
from app.net.pinning import ServerTrust
from app.net.relay_session import Clock, DeviceCredential
from app.net.signed_calls import SignedCalls, decoded, post, system_clock_ms
from app.net.signing import Sign
from app.net.transport import READ_TIMEOUT_S, Bounds, Transport
from relay import wire

_GRACE_S = 10.0
_ANSWER_LIMIT = 4096


class CountWaiter:
    """`CountPort`: knows how many, and cannot know more."""

    def __init__(
        self,
        url: str,
        pins: Sequence[bytes],
        device_id: DeviceId,
        sign: Sign,
        *,
        trust: RelayTrust = RelayTrust.PIN,
        clock: Clock = system_clock_ms,
    ) -> None:
        """Connects to nothing yet. Raises RelayAddressInvalid, and ValueError without pins."""
        self._transport = Transport(url, ServerTrust.of(trust, pins))
        credential = DeviceCredential(device_id, sign, "notify")
        self._calls = SignedCalls(self._transport, credential, clock)
        self._ends_at_ms = 0

    def open(self) -> None:
        """Open the session and let go of the device's key, also when that fails.

        Raises RelayError.
        """
        self._ends_at_ms = self._calls.open_for_good()

    @property
    def ended(self) -> bool:
        """Whether the session's day is over, by the relay's clock."""
        return self._calls.clock.now_ms() >= self._ends_at_ms

    def wait(self, known: int, wait_ms: int) -> int:
        """How many new messages wait: at once when it is not `known`, else after `wait_ms`.

        Raises RelayConnectionClosed when the session is over, other RelayErrors.
        """
        wait_ms = max(0, min(wait_ms, wire.MAX_WAIT_MS))
        read_s = wait_ms / 1000 + (_GRACE_S if wait_ms else READ_TIMEOUT_S)
        bounds = Bounds(
            answer_bytes=_ANSWER_LIMIT,
            read_s=read_s,
            total_s=read_s + _GRACE_S,
            waiting=wait_ms > 0,
        )
        request = wire.InboxRequest(0, wait_ms, known, 0)
        body = self._calls.signed(post(wire.PATH_INBOX, request.encode()), bounds)
        answer = decoded(lambda: wire.InboxAnswer.decode(body))
        self._calls.clock.follow(answer.time_ms)
        return answer.waiting

    def interrupt_waiting(self) -> None:
        """End a waiting call with RelayUnreachable, for instance after the computer slept."""
        self._transport.interrupt_waiting()

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed, and drop the key."""
        self._calls.close()
