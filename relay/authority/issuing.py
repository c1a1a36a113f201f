"""Making one invite: the one-time key, the authority's signature, and all that goes with it."""

from __future__ import annotations

from collections.abc import Callable

from nacl.signing import SigningKey

from relay.authority import profiles
from relay.authority.invites import Invite, InviteContent
from relay.authority.register import Person, Register
from relay.transparency import certificates
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
