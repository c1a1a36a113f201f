"""Making the entries that a client makes: its account's chain (relay/PROTOCOL.md section 3.1).

Each function returns one signed entry. `head` says where it attaches: `Directory.chain_head`, or
`head_after` the entry just made. The time used is never below the head's, so that a clock that is
behind does not make an entry that the rules forbid.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core import tlv
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto import ed25519
from app.crypto.certificate import Certificate
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.transparency import entries
from app.crypto.transparency.entries import EntryType, Role
from app.crypto.transparency.records import ChainHead
from app.crypto.transparency.state import signed_message

FIRST_HEAD = ChainHead(next_seq=0, prev=entries.FIRST_PREV, time_ms=0)
"""Where a chain's first entry attaches."""


def enrol_entry(
    account: AccountSecret,
    invite_seed: bytes,
    certificate: Certificate,
    *,
    log_id: LogId,
    time_ms: int,
) -> bytes:
    """ENROL: the first entry of the account that `certificate` (purpose 1) names."""
    return sign(
        EntryType.ENROL,
        certificate.account_id,
        tlv.encode(account.account_key, certificate.encode()),
        {Role.ACCOUNT: account.seed, Role.INVITE: invite_seed},
        head=FIRST_HEAD,
        log_id=log_id,
        time_ms=time_ms,
    )


def device_add_entry(
    account: AccountSecret,
    device: DeviceSecrets,
    account_id: AccountId,
    device_id: DeviceId,
    *,
    head: ChainHead,
    log_id: LogId,
    time_ms: int,
) -> bytes:
    """DEVICE_ADD: signed by the account key and by the new device's own."""
    return sign(
        EntryType.DEVICE_ADD,
        account_id,
        tlv.encode(device_id, device.signing_key, device.agreement_key, bytes((entries.SUITE_1,))),
        {Role.ACCOUNT: account.seed, Role.DEVICE: device.signing_seed},
        head=head,
        log_id=log_id,
        time_ms=time_ms,
    )


def device_revoke_entry(
    account: AccountSecret,
    account_id: AccountId,
    device_id: DeviceId,
    *,
    wipe: bool,
    head: ChainHead,
    log_id: LogId,
    time_ms: int,
) -> bytes:
    """DEVICE_REVOKE by the account's holder."""
    return sign(
        EntryType.DEVICE_REVOKE,
        account_id,
        tlv.encode(device_id, b"\x01" if wipe else b"\x00"),
        {Role.ACCOUNT: account.seed},
        head=head,
        log_id=log_id,
        time_ms=time_ms,
    )


def rekey_entry(
    old: AccountSecret,
    new: AccountSecret,
    account_id: AccountId,
    *,
    head: ChainHead,
    log_id: LogId,
    time_ms: int,
) -> bytes:
    """REKEY by the holder of the present account key. It ends every device of the account."""
    return sign(
        EntryType.REKEY,
        account_id,
        tlv.encode(new.account_key, b""),
        {Role.ACCOUNT: old.seed, Role.NEW_ACCOUNT: new.seed},
        head=head,
        log_id=log_id,
        time_ms=time_ms,
    )


def rekey_by_invite_entry(
    new: AccountSecret,
    invite_seed: bytes,
    certificate: Certificate,
    *,
    head: ChainHead,
    log_id: LogId,
    time_ms: int,
) -> bytes:
    """REKEY by a person whose account key is lost, with an invite of purpose 2."""
    return sign(
        EntryType.REKEY,
        certificate.account_id,
        tlv.encode(new.account_key, certificate.encode()),
        {Role.NEW_ACCOUNT: new.seed, Role.INVITE: invite_seed},
        head=head,
        log_id=log_id,
        time_ms=time_ms,
    )


def head_after(entry: bytes) -> ChainHead:
    """Where the entry that follows `entry` in its chain attaches. Raises DecodeError."""
    decoded = entries.decode(entry)
    return ChainHead(decoded.seq + 1, decoded.hash, decoded.time_ms)


def sign(
    kind: EntryType,
    account_id: AccountId,
    body: bytes,
    seeds: Mapping[Role, bytes],
    *,
    head: ChainHead,
    log_id: bytes,
    time_ms: int,
) -> bytes:
    """An entry of any type, signed by every seed in its role. `log_id` is empty for GENESIS."""
    signed_part = entries.encode_unsigned(
        kind,
        account_id,
        body,
        seq=head.next_seq,
        prev=head.prev,
        time_ms=max(time_ms, head.time_ms),
    )
    signatures = b"".join(
        bytes((role,)) + ed25519.sign(seeds[role], signed_message(role, log_id, signed_part))
        for role in sorted(seeds)
    )
    return signed_part + bytes((len(seeds),)) + signatures
