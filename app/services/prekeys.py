"""Keeping the relay stocked with this device's prekeys (relay/PROTOCOL.md section 6)."""

from __future__ import annotations

from functools import partial

import msgspec

from app.core import transport_types as transport
from app.core.records import PrekeyRecord
from app.core.store_ports import Transaction
from app.crypto.prekeys import PrekeyKind, PublicPrekey, generate_prekey
from app.services.context import Context
from app.services.key_age import time_for_deleting

ONE_TIME_STOCK = 100
_REFILL_BELOW = 50
_DAY_MS = 24 * 60 * 60 * 1000
_SIGNED_LIFETIME_MS = 14 * _DAY_MS
_ROTATE_AFTER_MS = 7 * _DAY_MS
_ONE_TIME_LIFETIME_MS = 90 * _DAY_MS
MAIL_RETENTION_MS = 30 * _DAY_MS
"""How long the relay keeps mail; every decryption key outlives it by a week."""
KEPT_MS = MAIL_RETENTION_MS + 7 * _DAY_MS
_ROTATED_AT = "prekeys-rotated-at"
_UPLOAD = "prekeys-upload"
_MADE = "prekeys-made"
_MOST_A_DAY = 2000
"""One-time keys made in a day: a relay that keeps saying "none left" must not fill the disk."""


async def maintain(context: Context) -> None:
    """Rotate weekly, refill the one-time keys, forget expired secrets. Raises RelayError.

    What was made and did not reach the relay is uploaded again before anything else is made.
    """
    fresh = await context.store.read(partial(_not_uploaded, context))
    if not fresh:
        counts = await context.call(context.relay.prekey_counts)
        fresh = await context.store.write(partial(_make_missing, context, counts))
    if fresh:
        await context.call(partial(context.relay.put_prekeys, fresh))
        await context.store.write(partial(_uploaded, context, fresh))


def renew(context: Context, tx: Transaction) -> None:
    """Let the next `maintain` make and upload new ones of every kind that the relay may lack."""
    if _allowance(tx, context.now_ms(), 2) == 2:
        tx.settings.delete(_ROTATED_AT)


def _make_missing(
    context: Context, counts: transport.PrekeyCounts, tx: Transaction
) -> list[transport.PublicPrekey]:
    """Secrets are durable before their public halves leave this device."""
    now = context.now_ms()
    tx.sessions.delete_prekeys_before(time_for_deleting(context, tx) - KEPT_MS)
    fresh: list[transport.PublicPrekey] = []
    rotated_at = int(tx.settings.get(_ROTATED_AT) or b"0")
    if counts.x25519 <= 0 and counts.mlkem768 <= 0 and _allowance(tx, now, 2) == 2:
        rotated_at = 0  # a relay restored from a backup may lack the signed ones as well
    if now - rotated_at > _ROTATE_AFTER_MS or now < rotated_at - _ROTATE_AFTER_MS:
        for kind in (PrekeyKind.SIGNED_X25519, PrekeyKind.LAST_RESORT_MLKEM768):
            fresh += _make(context, tx, kind, 1, now + _SIGNED_LIFETIME_MS)
    lifetime = now + _ONE_TIME_LIFETIME_MS
    for kind, held in (
        (PrekeyKind.ONE_TIME_X25519, counts.x25519),
        (PrekeyKind.ONE_TIME_MLKEM768, counts.mlkem768),
    ):
        if held < _REFILL_BELOW:
            count = _allowance(tx, now, ONE_TIME_STOCK - max(0, held))
            fresh += _make(context, tx, kind, count, lifetime)
    if fresh:
        tx.settings.put(_UPLOAD, msgspec.msgpack.encode(fresh))
    return fresh


def _allowance(tx: Transaction, now: int, wanted: int) -> int:
    """How many of `wanted` may be made today, counted as made."""
    today = now // _DAY_MS
    stored = tx.settings.get(_MADE)
    day, made = msgspec.msgpack.decode(stored, type=tuple[int, int]) if stored else (today, 0)
    made = made if day == today else 0
    allowed = max(0, min(wanted, _MOST_A_DAY - made))
    tx.settings.put(_MADE, msgspec.msgpack.encode((today, made + allowed)))
    return allowed


def _not_uploaded(context: Context, tx: Transaction) -> list[transport.PublicPrekey]:
    """What is still to be uploaded; nothing when it waited so long that it would be refused."""
    stored = tx.settings.get(_UPLOAD)
    if stored is None:
        return []
    prekeys = msgspec.msgpack.decode(stored, type=list[transport.PublicPrekey])
    now = context.now_ms()
    return [] if any(prekey.not_after_ms <= now for prekey in prekeys) else prekeys


def _uploaded(context: Context, fresh: list[transport.PublicPrekey], tx: Transaction) -> None:
    tx.settings.put(_ROTATED_AT, _rotation_time(tx, context, fresh))
    tx.settings.delete(_UPLOAD)


def _make(
    context: Context, tx: Transaction, kind: PrekeyKind, count: int, not_after_ms: int
) -> list[transport.PublicPrekey]:
    own = context.own
    # Ids are unique over both KEM kinds, because a handshake names a KEM key by its id alone.
    series = PrekeyKind.ONE_TIME_MLKEM768 if kind.is_kem else kind
    first_id = tx.sessions.next_prekey_id(int(series), count)
    public: list[transport.PublicPrekey] = []
    secrets: list[PrekeyRecord] = []
    for key_id in range(first_id, first_id + count):
        prekey, secret = generate_prekey(
            kind,
            key_id,
            not_after_ms,
            log_id=own.log_id,
            account_id=own.account_id,
            device_id=own.device_id,
            signing_seed=own.signing_seed,
            randomness=context.randomness,
        )
        public.append(_outgoing(prekey))
        secrets.append(PrekeyRecord(int(kind), key_id, secret.secret, not_after_ms))
    tx.sessions.put_prekeys(secrets)
    return public


def _outgoing(prekey: PublicPrekey) -> transport.PublicPrekey:
    return transport.PublicPrekey(
        int(prekey.kind), prekey.key_id, prekey.key, prekey.not_after, prekey.signature
    )


def _rotation_time(
    tx: Transaction, context: Context, uploaded: list[transport.PublicPrekey]
) -> bytes:
    """When the signed prekey was last replaced: now, if it is among what was just uploaded."""
    if any(prekey.kind == PrekeyKind.SIGNED_X25519 for prekey in uploaded):
        return str(context.now_ms()).encode()
    return tx.settings.get(_ROTATED_AT) or b"0"
