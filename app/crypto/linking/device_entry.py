"""The DEVICE_ADD entry that two devices sign, each without the other's secret.

relay/PROTOCOL.md sections 3.1 and 10: the old device signs with the account key and leaves zeros
where the new device's signature belongs; the new one signs the very same bytes.
"""

from __future__ import annotations

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto import ed25519
from app.crypto.identity import AccountSecret, DeviceIdentity
from app.crypto.transparency import entries
from app.crypto.transparency.entries import DeviceAdd, Entry, EntryType, Role
from app.crypto.transparency.records import ChainHead
from app.crypto.transparency.state import signed_message

UNSIGNED = bytes(ed25519.SIGNATURE_SIZE)
"""Stands where the new device's signature will be."""


def half_signed(
    account: AccountSecret,
    account_id: AccountId,
    device_id: DeviceId,
    signing_key: bytes,
    agreement_key: bytes,
    *,
    head: ChainHead,
    log_id: LogId,
    time_ms: int,
) -> bytes:
    """The entry with the account key's signature alone."""
    signed_part = entries.encode_unsigned(
        EntryType.DEVICE_ADD,
        account_id,
        tlv.encode(device_id, signing_key, agreement_key, bytes((entries.SUITE_1,))),
        seq=head.next_seq,
        prev=head.prev,
        time_ms=max(time_ms, head.time_ms),
    )
    signature = ed25519.sign(account.seed, signed_message(Role.ACCOUNT, log_id, signed_part))
    return _with_signatures(signed_part, signature, UNSIGNED)


def is_half_signed_for(entry: bytes, device: DeviceIdentity, log_id: LogId) -> bool:
    """Does it add exactly this device to its account, signed by the account key and not by DSK?"""
    try:
        decoded = entries.decode(entry)
    except DecodeError:
        return False
    body = decoded.body
    if not isinstance(body, DeviceAdd):
        return False
    account_signature, device_signature = (signature for _, signature in decoded.signatures)
    return (
        decoded.account_id == device.account_id
        and (body.device_id, body.signing_key, body.agreement_key)
        == (device.device_id, device.signing_key, device.agreement_key)
        and device_signature == UNSIGNED
        and ed25519.verify(
            device.account_key,
            signed_message(Role.ACCOUNT, log_id, decoded.signed_part),
            account_signature,
        )
    )


def device_signature(entry: bytes, signing_seed: bytes, log_id: LogId) -> bytes:
    """The new device's signature of a half-signed entry, 64 bytes. Raises DecodeError."""
    return ed25519.sign(signing_seed, _device_message(entries.decode(entry), log_id))


def completed(entry: bytes, signature: bytes, log_id: LogId) -> bytes | None:
    """The entry with the new device's signature in its place; None if that is not genuine."""
    decoded = entries.decode(entry)
    body = decoded.body
    if not isinstance(body, DeviceAdd):
        return None
    if not ed25519.verify(body.signing_key, _device_message(decoded, log_id), signature):
        return None
    return _with_signatures(decoded.signed_part, decoded.signatures[0][1], signature)


def _device_message(entry: Entry, log_id: LogId) -> bytes:
    return signed_message(Role.DEVICE, log_id, entry.signed_part)


def _with_signatures(signed_part: bytes, account: bytes, device: bytes) -> bytes:
    return b"".join(
        (signed_part, b"\x02", bytes((Role.ACCOUNT,)), account, bytes((Role.DEVICE,)), device)
    )
