"""The devices that the published log names, and which of them are live (PROTOCOL.md 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relay.transparency.bodies import DeviceAdd
from relay.transparency.entries import Entry


class Device:
    """A device of the published log. `live` turns false once, and stays so."""

    __slots__ = ("account_id", "device_id", "live", "mailbox", "signing_key")

    def __init__(
        self, device_id: bytes, account_id: bytes, signing_key: bytes, mailbox: int
    ) -> None:
        self.device_id = device_id
        self.account_id = account_id
        self.signing_key = signing_key
        self.mailbox = mailbox
        self.live = True

    def __repr__(self) -> str:
        return f"<Device mailbox={self.mailbox} live={self.live}>"


class Devices:
    """All devices after some number of entries.

    Attributes:
        by_id: every device ever added.
        live: the live devices of each account, by id.
    """

    def __init__(self, former: Mapping[bytes, Device]) -> None:
        """`former` are those of an earlier reading: a device stays the same object."""
        self._former = former
        self.by_id: dict[bytes, Device] = {}
        self.live: dict[bytes, dict[bytes, Device]] = {}

    def publish(self, entry: Entry, mailboxes: Mapping[bytes, int]) -> None:
        """Take note of what an entry adds. Raises KeyError for a device without a mailbox."""
        body = entry.body
        if isinstance(body, DeviceAdd):
            device = self._former.get(body.device_id) or Device(
                body.device_id, entry.account_id, body.signing_key, mailboxes[body.device_id]
            )
            device.live = True
            self.by_id[body.device_id] = device
            self.live.setdefault(entry.account_id, {})[body.device_id] = device

    def end(self, ended: Sequence[bytes]) -> list[Device]:
        """Return these devices, which are live no more."""
        devices = [self.by_id[device_id] for device_id in ended]
        for device in devices:
            device.live = False
            del self.live[device.account_id][device.device_id]
        return devices

    def is_complete(self, sender: Device, named: Sequence[Device]) -> bool:
        """Say whether these are all live devices of their and the sender's accounts."""
        accounts = {device.account_id for device in named}
        accounts.add(sender.account_id)
        expected = sum(len(self.live[account]) for account in accounts) - 1
        return sum(1 for device in named if device is not sender) == expected
