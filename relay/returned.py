"""Who hands lost entries back (PROTOCOL.md section 5.6).

The device may be one that only those entries name, so its key is looked for in them as well. That
says nothing of the entries yet: `Directory.take_back` believes them, and that the device is live,
or refuses.
"""

from __future__ import annotations

from relay.auth import DeviceSignature
from relay.directory import Directory
from relay.problems import RefusalError
from relay.transparency import entries as log_entries
from relay.transparency.bodies import DeviceAdd
from relay.wire import Code, LogReturn, WireError


def sender_key(directory: Directory, signature: DeviceSignature, returned: LogReturn) -> bytes:
    """Return the key under which the request's signature is good. Raises RefusalError."""
    known = directory.devices.get(signature.device_id)
    if known is not None and not known.live:
        raise RefusalError(Code.DEVICE_REVOKED, "This device was removed.")
    key = known.signing_key if known is not None else _named(signature.device_id, returned)
    if key is None:
        raise RefusalError(Code.UNKNOWN_DEVICE, "Neither log nor entries name this device.")
    signature.check(key)
    return key


def _named(device_id: bytes, returned: LogReturn) -> bytes | None:
    """Return the key that the first DEVICE_ADD of that device brings; a good log has one."""
    for raw in returned.entries:
        if device_id not in raw:
            continue
        try:
            body = log_entries.decode(raw).body
        except WireError as error:
            raise RefusalError(Code.ENTRY_REFUSED, f"Not a log entry: {error}.") from error
        if isinstance(body, DeviceAdd) and body.device_id == device_id:
            return body.signing_key
    return None
