"""People of a clinic who are there with all their keys, and never look: members of large groups.

Hundreds of real clients need more memory and time than a computer has for them. The log, the relay
and the sender cannot tell these from others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.composition import NetRelayFactory
from app.core import transport_types as transport
from app.core.ids import DeviceId
from app.core.policy import DEFAULT_POLICY
from app.core.profile_ports import RelayAddress
from app.core.relay_port import RelayPort
from app.crypto import ed25519
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.invite import Invite
from app.crypto.prekeys import PrekeyKind, generate_prekey
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.crypto.transparency.replica import Replica
from app.services import enrolment
from app.services.own_device import OwnDevice
from relay.authority.profiles import Profile
from tests.support.processes import ProcessClinic

_DAY_MS = 24 * 3600 * 1000
_RANDOM = SystemRandom()


@dataclass(frozen=True, slots=True)
class _Device:
    device_id: DeviceId
    signing_seed: bytes


def enrol_members(clinic: ProcessClinic, prefix: str, people: int, devices: int) -> None:
    """So many people with so many devices each, whose prekeys the relay hands out."""
    factory = NetRelayFactory()
    for number in range(people):
        name = f"{prefix}{number:03}"
        profile = Profile(name=name, role="Nurse", department="Ward", staff_id=f"M{name}")
        invite = Invite.parse(clinic.authority.invite(profile).text)
        address = enrolment.address_of(invite, DEFAULT_POLICY)
        _enrol(factory, address, invite, devices)


def _enrol(factory: NetRelayFactory, address: RelayAddress, invite: Invite, devices: int) -> None:
    relay = enrolment.connect(invite, DEFAULT_POLICY, factory)
    try:
        now = relay.now_ms()
        replica = Replica.start(invite.certificate.log_id, invite.anchor)
        own, pending = enrolment.make_keys(invite, replica, now, _RANDOM)
        relay.enrol(pending.key_entry, pending.device_entry, pending.opening)
    finally:
        relay.close()
    made = [_Device(own.device_id, own.signing_seed)]
    previous = pending.device_entry
    for _ in range(devices - 1):
        secrets = DeviceSecrets.generate(_RANDOM)
        device = _Device(DeviceId(_RANDOM.random_bytes(16)), secrets.signing_seed)
        entry = signing.device_add_entry(
            AccountSecret(own.account_seed),
            secrets,
            own.account_id,
            device.device_id,
            head=signing.head_after(previous),
            log_id=own.log_id,
            time_ms=now,
        )
        _as_device(factory, address, made[0], partial(_append, entry))
        made.append(device)
        previous = entry
    for device in made:
        _as_device(factory, address, device, partial(_publish, own, device, now))


def _as_device(
    factory: NetRelayFactory,
    address: RelayAddress,
    device: _Device,
    do: Callable[[RelayPort], object],
) -> None:
    relay = factory.as_device(address, device.device_id, partial(ed25519.sign, device.signing_seed))
    try:
        do(relay)
    finally:
        relay.close()


def _append(entry: bytes, relay: RelayPort) -> None:
    relay.append_entries([entry])


def _publish(own: OwnDevice, device: _Device, now_ms: int, relay: RelayPort) -> None:
    prekeys = []
    for key_id, kind in enumerate(PrekeyKind, 1):
        prekey, _ = generate_prekey(
            kind,
            key_id,
            now_ms + _DAY_MS,
            log_id=own.log_id,
            account_id=own.account_id,
            device_id=device.device_id,
            signing_seed=device.signing_seed,
            randomness=_RANDOM,
        )
        prekeys.append(
            transport.PublicPrekey(
                int(prekey.kind), prekey.key_id, prekey.key, prekey.not_after, prekey.signature
            )
        )
    relay.put_prekeys(prekeys)
