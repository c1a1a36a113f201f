"""Starting sessions: claiming prekeys, checking them against the log, and the handshake."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.core import transport_types as transport
from app.core.errors import CurbsideError
from app.core.store_ports import Transaction
from app.crypto import handshake
from app.crypto.errors import NoPrekeysError
from app.crypto.identity import DeviceIdentity
from app.crypto.prekeys import PrekeyBundle, PrekeyKind, PublicPrekey
from app.services.context import Context, log
from app.services.sealing import put_session

_CLAIM_LIMIT = 500


async def start_sessions(context: Context, devices: Sequence[DeviceIdentity]) -> set[bytes]:
    """Claim prekeys of all `devices` in as few requests as possible and start the sessions.

    Returns the ids of the devices that have none to be had, or whose prekeys are not valid: those
    are refused and logged, and nothing is encrypted to them. Raises RelayError.
    """
    failed: set[bytes] = set()
    for first in range(0, len(devices), _CLAIM_LIMIT):
        part = devices[first : first + _CLAIM_LIMIT]
        claim_id = context.randomness.random_bytes(16)
        ids = [device.device_id for device in part]
        bundles = await context.call(partial(context.relay.claim_prekeys, claim_id, ids))
        failed |= await context.store.write(partial(_start, context, part, bundles))
    return failed


def _start(
    context: Context,
    devices: Sequence[DeviceIdentity],
    bundles: Sequence[transport.PrekeyBundle],
    tx: Transaction,
) -> set[bytes]:
    by_device = {bundle.device_id: bundle for bundle in bundles}
    failed: set[bytes] = set()
    now = context.now_ms()
    for device in devices:
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
            log.warning("no session with device %s: %s", device.device_id.hex(), error.code)
            failed.add(device.device_id)
            continue
        put_session(tx, session, device.device_id, now, initiated_by_us=True)
        tx.sessions.set_sending(device.device_id, session.session_id)
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
    bundle.verify(context.own.log_id, device, now_ms)
    return bundle


def _public(prekey: transport.PublicPrekey) -> PublicPrekey:
    return PublicPrekey(
        PrekeyKind(prekey.kind), prekey.key_id, prekey.key, prekey.not_after_ms, prekey.signature
    )
