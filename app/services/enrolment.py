"""The first run: from an invite to an open profile.

The keys are on this device's disk before the relay hears of them. If the answer gets lost, the
same enrolment is sent again, byte for byte, and the relay gives the same answer: neither the
invite nor the account can be lost between the two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial

import msgspec

from app.core.errors import CurbsideError
from app.core.ids import DeviceId
from app.core.policy import Policy
from app.core.profile_ports import RelayAddress, RelayFactory
from app.core.randomness import Randomness
from app.core.records import ProfileRecord
from app.core.relay_errors import InviteUsed, ProtocolViolation
from app.core.relay_port import RelayPort
from app.core.store_ports import Transaction
from app.core.views import InviteView
from app.crypto import ed25519
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.invite import Invite
from app.crypto.profile import commitment, seal_profile
from app.crypto.transparency import signing
from app.crypto.transparency.replica import Replica
from app.services import own_device, signature_checks
from app.services.fetched_log import FetchedLog
from app.services.log_sync import MOST_ENTRY_BYTES, save_relay_pins
from app.services.own_device import OwnDevice

_PENDING = "pending-enrolment"
_LOG_PAGE = 2000


class OtherRelay(CurbsideError):  # noqa: N818 - named for what happened
    """Policy names one relay, the invite another."""

    code = "other-relay"
    message = "This invite is for another relay than the one your clinic set for this computer."
    action = "Ask your clinic's IT which is right, and for a new invite if need be."


class ProfileExists(CurbsideError):  # noqa: N818 - as above
    """The folder holds a finished profile."""

    code = "profile-exists"
    message = "This computer already has a profile in this place."
    action = "Unlock it instead. To set up another person, use another profile folder."


class PendingEnrolment(msgspec.Struct, frozen=True):
    """What has to reach the relay, kept until it did."""

    key_entry: bytes
    device_entry: bytes
    opening: bytes


def view_of(invite: Invite) -> InviteView:
    """What the second screen shows."""
    profile = invite.profile
    return InviteView(
        clinic_name=invite.clinic_name,
        relay_url=invite.relay_url,
        name=profile.name,
        role=profile.role,
        department=profile.department,
        staff_id=profile.staff_id,
        not_after_ms=invite.not_after_ms,
        replaces_account_key=invite.replaces_account_key,
        needs_recovery_kit=invite.needs_recovery_kit,
    )


def check_policy(invite: Invite, policy: Policy) -> None:
    """Raise OtherRelay when policy names a relay and the invite is for a different one."""
    if policy.relay_url and policy.relay_url.rstrip("/") != invite.relay_url.rstrip("/"):
        raise OtherRelay


def address_of(invite: Invite, policy: Policy) -> RelayAddress:
    """The relay that the invite names."""
    return RelayAddress(invite.relay_url, invite.pins, policy.relay_trust)


def connect(invite: Invite, policy: Policy, relays: RelayFactory) -> RelayPort:
    """Talk to the relay under the invite's key."""
    return relays.as_invited(
        address_of(invite, policy),
        invite.certificate.invite_key,
        invite.certificate.encode(),
        partial(ed25519.sign, invite.invite_seed),
    )


def fetch_log(
    relay: RelayPort, invite: Invite, progress: Callable[[int, int], None] = lambda _d, _t: None
) -> FetchedLog:
    """Fetch and verify the whole log against what the invite says. Blocking.

    Of a long one, the signatures about other people are left for later (`signature_checks`).
    `progress` gets entries, fetched and checked, each counting half, of all.
    """
    replica = Replica.start(invite.certificate.log_id, invite.anchor)
    entries: list[bytes] = []
    total = 0
    while True:
        page = relay.log_entries(len(entries), _LOG_PAGE)
        entries.extend(page.entries)
        total += sum(map(len, page.entries))
        if total > MOST_ENTRY_BYTES:
            raise ProtocolViolation("log without end")
        size = max(replica.claimed_size(page.note), len(entries))
        progress(len(entries) // 2, size)
        if not page.entries or replica.covers(page.note, len(entries)):
            break
    size = len(entries)
    at_once = partial(signature_checks.at_once, invite.certificate.account_id)
    changes = replica.extend(
        page.note,
        entries,
        lambda done: progress((size + done) // 2, size),
        at_once=at_once if size >= signature_checks.LONG_LOG else lambda _entry: True,
    )
    invite.check_time(relay.now_ms())
    if invite.certificate.invite_key in replica.directory.used_keys:
        raise InviteUsed
    return FetchedLog(replica, page.note, entries, changes, replica.snapshot())


def make_keys(
    invite: Invite, replica: Replica, now_ms: int, randomness: Randomness
) -> tuple[OwnDevice, PendingEnrolment]:
    """Make this device's keys and the signed log entries that introduce them."""
    account = AccountSecret.generate(randomness)
    device = DeviceSecrets.generate(randomness)
    device_id = DeviceId(randomness.random_bytes(16))
    log_id, certificate = invite.certificate.log_id, invite.certificate
    known = replica.directory.account(certificate.account_id)
    if invite.replaces_account_key and known is not None:
        time_ms = max(now_ms, known.head.time_ms)
        key_entry = signing.rekey_by_invite_entry(
            account,
            invite.invite_seed,
            certificate,
            head=known.head,
            log_id=log_id,
            time_ms=time_ms,
        )
    else:
        time_ms = now_ms
        key_entry = signing.enrol_entry(
            account, invite.invite_seed, certificate, log_id=log_id, time_ms=time_ms
        )
    device_entry = signing.device_add_entry(
        account,
        device,
        certificate.account_id,
        device_id,
        head=signing.head_after(key_entry),
        log_id=log_id,
        time_ms=time_ms,
    )
    own = OwnDevice(
        account_id=certificate.account_id,
        device_id=device_id,
        account_seed=account.seed,
        signing_seed=device.signing_seed,
        agreement_secret=device.agreement_secret,
        log_id=log_id,
        directory_key=invite.directory_key,
        relay_url=invite.relay_url,
        clinic_name=invite.clinic_name,
    )
    opening = seal_profile(
        invite.profile_json,
        invite.salt,
        invite.directory_key,
        log_id,
        certificate.account_id,
        randomness=randomness,
    )
    pending = PendingEnrolment(key_entry, device_entry, opening)
    return own, pending


def digest(invite: Invite) -> bytes:
    """Names an invite without holding it."""
    return hashlib.sha256(invite.certificate.encode()).digest()


def save(invite: Invite, own: OwnDevice, pending: PendingEnrolment, tx: Transaction) -> None:
    """Keep everything on disk before the relay hears of it."""
    own_device.save(tx, own)
    save_relay_pins(tx, invite.pins)
    tx.settings.put(_PENDING, msgspec.msgpack.encode(pending))
    profile = invite.profile
    committed = commitment(invite.salt, invite.profile_json)
    if pending.opening:
        tx.people.put_opening(own.account_id, committed, pending.opening)
    tx.people.put_profile(
        ProfileRecord(
            own.account_id,
            committed,
            profile.name,
            profile.role,
            profile.department,
            profile.staff_id,
        )
    )


def pending_in(tx: Transaction) -> PendingEnrolment | None:
    """The enrolment that has not been confirmed, if there is one."""
    data = tx.settings.get(_PENDING)
    return None if data is None else msgspec.msgpack.decode(data, type=PendingEnrolment)


def confirmed(tx: Transaction) -> None:
    """The relay has it in its log."""
    tx.settings.delete(_PENDING)
