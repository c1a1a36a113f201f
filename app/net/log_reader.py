"""Reading the log, also for a device that the log has ended (relay/PROTOCOL.md section 5.2).

A removed computer must not believe a status code. Under scope `log` it still gets the log itself,
in which it finds its removal signed, or finds that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.ids import DeviceId
from app.core.policy import RelayTrust
from app.core.relay_errors import ProtocolViolation
from app.core.transport_types import LogPage
from app.net.pinning import ServerTrust
from app.net.relay_session import Clock, DeviceCredential
from app.net.signed_calls import SignedCalls, decoded, system_clock_ms
from app.net.signing import Request, Sign
from app.net.transport import Bounds, Transport
from relay import wire


def read_log(calls: SignedCalls, first_index: int, limit: int) -> LogPage:
    """At most `limit` (up to 2,000) entries from `first_index` on, unchecked. Raises RelayError."""
    limit = min(limit, wire.MAX_LOG_ENTRIES)
    body = calls.signed(
        Request("GET", wire.PATH_LOG_ENTRIES, f"from={first_index}&limit={limit}"),
        Bounds(answer_bytes=(limit + 1) * (wire.MAX_ENTRY + 4) + wire.MAX_NOTE),
    )
    page = decoded(lambda: wire.LogEntries.decode(body))
    if len(page.entries) > limit:
        raise ProtocolViolation("more entries than asked for")
    return LogPage(page.note, page.entries)


class LogReader:
    """`LogReaderPort`: the log alone, under a device's signing key, live or not."""

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
        transport = Transport(url, ServerTrust.of(trust, pins))
        self._calls = SignedCalls(transport, DeviceCredential(device_id, sign, "log"), clock)

    def log_entries(self, first_index: int, limit: int) -> LogPage:
        """At most `limit` (up to 2,000) entries from `first_index` on, unchecked."""
        return read_log(self._calls, first_index, limit)

    def close(self) -> None:
        """End every call at once with RelayConnectionClosed, and drop the key."""
        self._calls.close()
