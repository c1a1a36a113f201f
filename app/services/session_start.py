"""Starting sessions: claiming prekeys, checking them against the log, and the handshake."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from app.core import transport_types as transport
from app.core.bus import SendingProgress
from app.core.errors import CurbsideError
from app.core.ids import ConversationId, DeviceId
from app.core.store_ports import Transaction
from app.crypto import handshake
from app.crypto.errors import NoPrekeysError, PrekeyRefusedError
from app.crypto.identity import DeviceIdentity
from app.crypto.prekeys import PrekeyBundle, PrekeyKind, PublicPrekey
from app.services.context import Context, log
from app.services.sealing import put_session
from app.services.session_accept import forget_oldest

_CLAIM_LIMIT = 500
_AT_ONCE = 32
"""Handshakes between two moments at which others may use the store, and the window the computer."""
_FEW = 8
"""So many devices take no time worth speaking of."""


async def start_sessions(
    context: Context,
    devices: Sequence[DeviceIdentity],
    *,
    replacing: bool = False,
    shown_in: ConversationId | None = None,
) -> dict[DeviceId, CurbsideError]:
    """Claim prekeys of all `devices` in as few requests as possible and start the sessions.

    A session that appeared meanwhile, because the other side wrote first, is kept unless the new
    one is to be `replacing` it. Returns why it did not work with some devices: NoPrekeysError, or
    the ProtocolError for keys that are not valid; nothing is encrypted to these. With many devices
    the conversation `shown_in` is told how far it is. Raises RelayError.
    """
    failed: dict[DeviceId, CurbsideError] = {}
    total = len(devices)

    def tell(done: int) -> None:
        if shown_in is not None and total > _FEW:
            context.bus.publish(SendingProgress(shown_in, done, total))

    tell(0)
    for first in range(0, total, _CLAIM_LIMIT):
        part = devices[first : first + _CLAIM_LIMIT]
        claim_id = context.randomness.random_bytes(16)
        ids = [device.device_id for device in part]
        bundles = await context.call(partial(context.relay.claim_prekeys, claim_id, ids))
        for at in range(0, len(part), _AT_ONCE):
            some = part[at : at + _AT_ONCE]
            start = partial(_start, context, some, bundles, replacing)
            failed.update(await context.store.write(start))
            tell(first + at + len(some))
    return failed


def _start(
    context: Context,
    devices: Sequence[DeviceIdentity],
    bundles: Sequence[transport.PrekeyBundle],
    replacing: bool,
    tx: Transaction,
) -> dict[DeviceId, CurbsideError]:
    by_device = {bundle.device_id: bundle for bundle in bundles}
    failed: dict[DeviceId, CurbsideError] = {}
    now = context.now_ms()
    for device in devices:
        if context.replica.identity(device.device_id) != device:
            continue  # gone from the log while its keys were fetched
        if not replacing and tx.sessions.sending(device.device_id) is not None:
            continue
        try:
            bundle = _checked_bundle(context, device, by_device.get(device.device_id), now)
            session = handshake.initiate(
                context.own.identity,
                context.own.secrets,
                device,
                bundle,
                log_size=context.replica.size,
                log_root=context.replica.root,
                randomness=context.randomness,
            )
        except CurbsideError as error:
            # A device that has just been added has no prekeys for a moment.
            level = logging.INFO if isinstance(error, NoPrekeysError) else logging.WARNING
            log.log(level, "no session with device %s: %s", device.device_id.hex(), error.code)
            failed[device.device_id] = error
            continue
        put_session(tx, session, device.device_id, now, initiated_by_us=True)
        tx.sessions.set_sending(device.device_id, session.session_id)
        forget_oldest(tx, device.device_id)
    return failed


def _checked_bundle(
    context: Context,
    device: DeviceIdentity,
    claimed: transport.PrekeyBundle | None,
    now_ms: int,
) -> PrekeyBundle:
    """The bundle, verified under the keys that the log has for the device."""
    if claimed is None or claimed.signed_x25519 is None or claimed.mlkem768 is None:
        raise NoPrekeysError
    one_time = claimed.one_time_x25519
    bundle = PrekeyBundle(
        claimed.device_id,
        _public(claimed.signed_x25519),
        _public(claimed.mlkem768),
        _public(one_time) if one_time else None,
    )
    keys = [key for key in (bundle.signed, bundle.kem, bundle.one_time) if key is not None]
    bundle.verify(context.own.log_id, device, min(now_ms, *[key.not_after for key in keys]))
    if any(key.not_after < now_ms for key in keys):
        raise NoPrekeysError  # genuine, but stale: that computer has been off for weeks
    return bundle


def _public(prekey: transport.PublicPrekey) -> PublicPrekey:
    try:
        kind = PrekeyKind(prekey.kind)
    except ValueError:
        raise PrekeyRefusedError from None
    return PublicPrekey(kind, prekey.key_id, prekey.key, prekey.not_after_ms, prekey.signature)
