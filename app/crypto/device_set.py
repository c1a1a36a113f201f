"""One hash over every device that a message was encrypted to (relay/PROTOCOL.md section 9).

The receiver computes it from its own replica of the log. If it differs, the sender encrypted to a
device that the receiver cannot explain, or left one out.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from app.core import tlv
from app.crypto import labels
from app.crypto.identity import DeviceIdentity


def devset_hash(devices: Iterable[DeviceIdentity]) -> bytes:
    """Return the 32-byte hash of these devices, in whatever order they are given.

    Raises ValueError when two are the same device, which no log allows.
    """
    ordered = sorted(devices, key=lambda device: (device.account_id, device.device_id))
    if len({device.device_id for device in ordered}) != len(ordered):
        raise ValueError("a device occurs twice")
    fields: list[bytes] = []
    for device in ordered:
        fields += (device.account_id, device.device_id, device.signing_key, device.agreement_key)
    return sha256(labels.DEVICE_SET + tlv.encode(*fields)).digest()
