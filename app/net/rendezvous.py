"""Where two devices that know one secret meet (relay/PROTOCOL.md sections 5.5 and 10).

A device that is being linked cannot know the relay's key yet. What passes here is encrypted under
the secret, so for this alone any certificate will do, unless pins or the system's trust store are
there to judge it.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.policy import RelayTrust
from app.core.relay_errors import ProtocolViolation
from app.net.pinning import ServerTrust
from app.net.relay_session import Clock, LinkCredential
from app.net.signed_calls import SignedCalls, decoded, post, system_clock_ms
from app.net.signing import Sign
from app.net.transport import READ_TIMEOUT_S, Bounds, Transport
from relay import wire

_ANSWER_LIMIT = wire.MAX_LINK_MESSAGES * (wire.MAX_LINK_MESSAGE + 4)
_PROBLEM_ROOM = 4096
_GRACE_S = 10.0


class RendezvousClient:
    """`RendezvousPort`: one side of a rendezvous."""

    def __init__(
        self,
        url: str,
        pins: Sequence[bytes],
        link_key: bytes,
        sign: Sign,
        *,
        trust: RelayTrust = RelayTrust.PIN,
        clock: Clock = system_clock_ms,
    ) -> None:
        """Connects to nothing yet. Without pins any key is taken. Raises RelayAddressInvalid."""
        judged = pins or trust is RelayTrust.SYSTEM
        server_trust = ServerTrust.of(trust, pins) if judged else ServerTrust.anyone()
        credential = LinkCredential(link_key, sign)
        self._calls = SignedCalls(Transport(url, server_trust), credential, clock)

    def exchange(
        self, role: int, index: int, message: bytes, after: int, wait_ms: int
    ) -> tuple[bytes, ...]:
        """Put a message (empty: none) at `index`; the other side's from `after` on.

        Waits up to `wait_ms` (at most a minute) while there are none. Repeating a request with
        the same message changes nothing. Raises RelayError.
        """
        wait_ms = max(0, min(wait_ms, wire.MAX_WAIT_MS))
        read_s = wait_ms / 1000 + (_GRACE_S if wait_ms else READ_TIMEOUT_S)
        bounds = Bounds(
            answer_bytes=_ANSWER_LIMIT + _PROBLEM_ROOM,
            read_s=read_s,
            total_s=read_s + _GRACE_S,
            waiting=wait_ms > 0,
        )
        request = wire.LinkRequest(role, index, message, after, wait_ms)
        body = self._calls.signed(post(wire.PATH_LINK, request.encode()), bounds)
        messages = decoded(lambda: wire.decode_link_messages(body))
        if after + len(messages) > wire.MAX_LINK_MESSAGES:
            raise ProtocolViolation("more messages than a rendezvous holds")
        return messages

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed, also a waiting one."""
        self._calls.close()
