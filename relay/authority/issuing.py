"""What the authority signs: invites, entries of its chain, and the first entry of all.

Pure but for the keys it draws: each takes a register, and returns what is to be handed out or the
register as it would become. PROTOCOL.md sections 3 and 4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from msgspec.structs import replace
from nacl.signing import SigningKey
from nacl.utils import random

from relay.authority import profiles
from relay.authority.invites import Invite, InviteContent
from relay.authority.register import VERSION, Person, Register, RelayInfo, Signed
from relay.transparency import bodies, certificates, entries
from relay.transparency.bodies import Body, Role
from relay.transparency.certificates import Certificate, Purpose


def signer(key: SigningKey) -> Callable[[bytes], bytes]:
    """Return the key's signature function: message to 64 bytes."""
    return lambda message: key.sign(message).signature


def issue(
    register: Register, person: Person, purpose: Purpose, *, not_after: int, checkpoint: bytes
) -> Invite:
    """Return a fresh invite for `person`. `checkpoint` is a signed note, or empty."""
    ca, invite_key = SigningKey(register.ca_seed), SigningKey.generate()
    profile = person.profile.encode()
    certificate = certificates.issue(
        Certificate(
            purpose,
            register.log_id,
            person.account_id,
            bytes(invite_key.verify_key),
            profiles.commitment(person.salt, profile),
            not_after,
        ),
        signer(ca),
    )
    content = InviteContent(
        relay_url=register.relay.url,
        pins=register.relay.pins,
        log_id=register.log_id,
        ca=bytes(ca.verify_key),
        log_key=register.relay.log_key,
        checkpoint_note=checkpoint,
        clinic_name=register.clinic_name,
        profile=profile,
        salt=person.salt,
        directory_key=register.directory_key,
        invite_seed=bytes(invite_key),
        certificate=certificate.encode(),
    )
    return Invite(
        text=content.encode(),
        account_id=person.account_id,
        invite_key=certificate.invite_key,
        purpose=purpose,
        profile=person.profile,
        not_after=not_after,
    )


def found(clinic_name: str, relay: RelayInfo, ca_recovery: bytes, time_ms: int) -> Register:
    """Draw the authority's key and sign GENESIS; `ca_recovery` is the public recovery key."""
    ca = SigningKey.generate()
    body = bodies.Genesis(bytes(ca.verify_key), ca_recovery, relay.log_key, relay.pins, clinic_name)
    genesis = entries.make(
        body,
        seq=0,
        prev=entries.NO_PREV,
        time_ms=time_ms,
        log_id=b"",
        signers={Role.CA: signer(ca)},
    )
    return Register(
        version=VERSION,
        clinic_name=clinic_name,
        log_id=hashlib.sha256(genesis).digest(),
        ca_seed=bytes(ca),
        ca_recovery=ca_recovery,
        directory_key=random(32),
        relay=relay,
        chain=(Signed(genesis),),
    )


def next_entry(
    register: Register,
    body: Body,
    time_ms: int,
    *,
    signers: Mapping[Role, SigningKey] | None = None,
    account_id: bytes = entries.NO_ACCOUNT,
) -> Signed:
    """Sign the next entry of the authority's chain, with the authority's key unless told others."""
    last = entries.decode(register.chain[-1].entry)
    keys = signers or {Role.CA: SigningKey(register.ca_seed)}
    raw = entries.make(
        body,
        account_id=account_id,
        seq=last.seq + 1,
        prev=last.hash(),
        time_ms=max(time_ms, last.time_ms),
        log_id=register.log_id,
        signers={role: signer(key) for role, key in keys.items()},
    )
    return Signed(raw)


def rotate(
    register: Register,
    recovery: SigningKey | None,
    new_recovery: SigningKey | None,
    time_ms: int,
) -> Register:
    """Return the register under a new authority key, with the entry that says so in its chain.

    With `recovery` (the recovery key) the old key is not needed, and `new_recovery` may replace it.
    """
    new_ca = SigningKey.generate()
    named = new_recovery or recovery
    ca_recovery = bytes(named.verify_key) if named else register.ca_recovery
    old = {Role.CA_RECOVERY: recovery} if recovery else {Role.CA: SigningKey(register.ca_seed)}
    body = bodies.CaRotate(bytes(new_ca.verify_key), ca_recovery)
    signed = next_entry(register, body, time_ms, signers={**old, Role.NEW_CA: new_ca})
    chain = (*register.chain, signed)
    return replace(register, ca_seed=bytes(new_ca), ca_recovery=ca_recovery, chain=chain)
