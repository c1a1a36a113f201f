"""When the relay last saw a device, for its owner's list of devices (PROTOCOL.md section 5.3).

Seen is who opens a session, and who waits for mail when once a minute somebody looks. So nothing
is added to what sending or fetching a message costs, and the times are true to a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final, Protocol

from relay.devices import Device
from relay.storage.base import Job, NoteSeen, Storage, StorageError
from relay.wire import Devices, SeenDevice, b64u
from relay.writer import Writer

_MINUTE_MS: Final = 60_000
_BATCH: Final = 1000


class Waiting(Protocol):
    """Who waits for mail now."""

    def waiting(self) -> Iterator[int]:
        """The mailboxes with a waiting request."""


class Presence:
    """When each device was seen. What is not on disk yet is held here."""

    def __init__(
        self, storage: Storage, writer: Writer, post_office: Waiting, clock: Callable[[], int]
    ) -> None:
        self._storage = storage
        self._writer = writer
        self._post_office = post_office
        self._clock = clock
        self._unwritten: dict[int, int] = {}

    def seen(self, device: Device) -> None:
        """A device has opened a session."""
        self._unwritten[device.mailbox] = self._clock()

    def look(self) -> None:
        """Take note of everyone who waits for mail."""
        self._unwritten.update(dict.fromkeys(self._post_office.waiting(), self._clock()))

    def write(self) -> None:
        """Have everything put on disk that was seen since the last time, to the minute."""
        self.look()
        held = list(self._unwritten.items())
        for start in range(0, len(held), _BATCH):
            batch = held[start : start + _BATCH]
            times = [(mailbox, _minute(time_ms)) for mailbox, time_ms in batch]
            self._writer.submit(NoteSeen(times, on_done=partial(self._written, batch)))

    def _written(self, batch: list[tuple[int, int]], _job: Job, error: StorageError | None) -> None:
        """What failed is held until the next time."""
        for mailbox, time_ms in batch if error is None else ():
            if self._unwritten.get(mailbox) == time_ms:
                del self._unwritten[mailbox]

    def of(self, devices: Iterable[Device], asking: Device) -> Devices:
        """Answer `GET /v1/devices`, which one of these devices asks. Raises StorageError."""
        self.look()
        self.seen(asking)
        return Devices(
            tuple([SeenDevice(b64u(item.device_id), self._last_seen(item)) for item in devices])
        )

    def _last_seen(self, device: Device) -> int:
        held = self._unwritten.get(device.mailbox)
        return self._storage.last_seen(device.mailbox) if held is None else _minute(held)


def _minute(time_ms: int) -> int:
    return time_ms - time_ms % _MINUTE_MS
