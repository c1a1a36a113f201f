"""The rules of the log, one function a kind of entry (PROTOCOL.md section 3.1).

Pure: each takes an entry and the state it would follow, and returns what it would change, or
raises EntryRefused.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from relay.transparency.bodies import (
    AccountClose,
    CaRotate,
    DeviceAdd,
    DeviceRevoke,
    Enrol,
    Genesis,
    Profile,
    Rekey,
    Relay,
    Role,
)
from relay.transparency.certificates import Certificate, Purpose
from relay.transparency.entries import NO_PREV, Entry
from relay.transparency.errors import EntryRefused
from relay.transparency.signatures import ed25519_small_order, x25519_small_order
from relay.transparency.state import MAX_LIVE_DEVICES, Account, Chain, Clinic, Device

MAX_AHEAD_MS = 10 * 60 * 1000


@dataclass(frozen=True, slots=True, repr=False)
class Effect:
    """What an entry changes: the clinic after it, the account it concerns, what it uses up."""

    clinic: Clinic
    account: Account | None = None
    keys: tuple[bytes, ...] = ()
    device_id: bytes | None = None


@dataclass(frozen=True, slots=True, repr=False)
class _Context:
    """An entry together with the state it would follow."""

    entry: Entry
    index: int
    clinic: Clinic
    account: Account | None
    used_keys: Container[bytes]
    device_ids: Container[bytes]
    now_ms: int | None
    verify: bool

    def require_signature(self, role: Role, public_key: bytes) -> None:
        log_id = b"" if isinstance(self.entry.body, Genesis) else self.clinic.log_id
        if self.verify and not self.entry.signed_by(role, public_key, log_id):
            raise EntryRefused(
                EntryRefused.SIGNATURE, f"The signature as {role.name} does not verify."
            )

    def require_unused(self, *keys: bytes) -> tuple[bytes, ...]:
        if len(set(keys)) != len(keys) or any(key in self.used_keys for key in keys):
            raise EntryRefused(EntryRefused.KEY_USED, "A key has been used before.")
        return keys

    def next_chain(self) -> Chain:
        return Chain(self.entry.seq + 1, self.entry.hash(), self.entry.time_ms)


def effect_of(
    entry: Entry,
    *,
    index: int,
    clinic: Clinic | None,
    account: Account | None,
    used_keys: Container[bytes],
    device_ids: Container[bytes],
    now_ms: int | None,
    verify: bool,
) -> Effect:
    """Return what `entry` changes as the log's entry number `index`, or raise EntryRefused."""
    body = entry.body
    if isinstance(body, Genesis):
        if clinic is not None:
            raise EntryRefused(EntryRefused.GENESIS, "The log has a first entry already.")
        clinic = _clinic_of(entry, body)
        context = _Context(entry, index, clinic, None, used_keys, device_ids, now_ms, verify)
        return _genesis(context, body)
    if clinic is None:
        raise EntryRefused(EntryRefused.GENESIS, "A log starts with GENESIS.")
    context = _Context(entry, index, clinic, account, used_keys, device_ids, now_ms, verify)
    if entry.in_authority_chain:
        _require_place(entry, clinic.chain)
        context = replace(context, clinic=replace(clinic, chain=context.next_chain()))
        return _authority_effect(context)
    if now_ms is not None and entry.time_ms > now_ms + MAX_AHEAD_MS:
        raise EntryRefused(EntryRefused.TIME, "The entry's time is ahead of the relay's clock.")
    if isinstance(body, Enrol):
        return _enrol(context, body)
    account = open_account(account)
    _require_place(entry, account.chain)
    return _account_effect(context, replace(account, chain=context.next_chain()))


def not_enrolled(account: Account | None) -> None:
    """Raise EntryRefused when the account exists."""
    if account is not None:
        raise EntryRefused(EntryRefused.ACCOUNT, "The account is enrolled already.")


def open_account(account: Account | None) -> Account:
    """Return the account, or raise EntryRefused when it was never enrolled or is closed."""
    if account is None:
        raise EntryRefused(EntryRefused.ACCOUNT, "The account is not enrolled.")
    if account.closed:
        raise EntryRefused(EntryRefused.ACCOUNT, "The account is closed.")
    return account


def certificate(
    certificate: Certificate,
    clinic: Clinic,
    used_keys: Container[bytes],
    now_ms: int | None,
    *,
    verify: bool,
) -> None:
    """Raise EntryRefused unless the invite is the current authority's, unused and in time."""
    if certificate.log_id != clinic.log_id:
        raise EntryRefused(EntryRefused.CERTIFICATE, "The invite is for another clinic.")
    _require_strong([certificate.invite_key])
    if certificate.invite_key in used_keys:
        raise EntryRefused(EntryRefused.INVITE_USED, "The invite has been used before.")
    if now_ms is not None and certificate.not_after < now_ms:
        raise EntryRefused(EntryRefused.INVITE_EXPIRED, "The invite has expired.")
    if verify and not certificate.signed_by(clinic.ca):
        raise EntryRefused(
            EntryRefused.CERTIFICATE, "The clinic's present authority did not sign the invite."
        )


def _genesis(context: _Context, body: Genesis) -> Effect:
    entry = context.entry
    if entry.seq != 0 or entry.prev != NO_PREV:
        raise EntryRefused(EntryRefused.SEQUENCE, "GENESIS has sequence 0 and no predecessor.")
    keys = (body.ca, body.ca_recovery, body.log_key)
    _require_strong(keys)
    context.require_unused(*keys)
    context.require_signature(Role.CA, body.ca)
    return Effect(context.clinic, keys=keys)


def _clinic_of(entry: Entry, body: Genesis) -> Clinic:
    return Clinic(
        log_id=entry.hash(),
        clinic_name=body.clinic_name,
        ca=body.ca,
        ca_recovery=body.ca_recovery,
        log_key=body.log_key,
        pins=body.pins,
        witnesses=(),
        chain=Chain(1, entry.hash(), entry.time_ms),
    )


def _authority_effect(context: _Context) -> Effect:
    """Judge an entry of the authority's chain; `context.clinic` has the chain advanced."""
    body = context.entry.body
    clinic = context.clinic
    if isinstance(body, CaRotate):
        return _ca_rotate(context, body)
    if isinstance(body, Relay):
        return _relay(context, body)
    account = context.account
    if not isinstance(body, Profile):
        account = open_account(account)
    if account is None:
        raise EntryRefused(EntryRefused.ACCOUNT, "The account is not enrolled.")
    if isinstance(body, Profile):
        account = replace(account, profile_commitment=body.commitment)
    elif isinstance(body, AccountClose):
        account = replace(account, devices=(), closed=True)
    elif isinstance(body, DeviceRevoke):
        account = _without(account, body.device_id)
    context.require_signature(Role.CA, clinic.ca)
    return Effect(clinic, account)


def _account_effect(context: _Context, account: Account) -> Effect:
    """Judge an entry of an account's chain but ENROL; `account` has its chain advanced."""
    body = context.entry.body
    if isinstance(body, DeviceAdd):
        return _device_add(context, body, account)
    if isinstance(body, Rekey):
        return _rekey(context, body, account)
    if isinstance(body, DeviceRevoke):
        context.require_signature(Role.ACCOUNT, account.account_key)
        return Effect(context.clinic, _without(account, body.device_id))
    raise EntryRefused(EntryRefused.MALFORMED, "This entry has no place in an account's chain.")


def _enrol(context: _Context, body: Enrol) -> Effect:
    entry, invite = context.entry, body.certificate
    not_enrolled(context.account)
    if entry.seq != 0 or entry.prev != NO_PREV:
        raise EntryRefused(EntryRefused.SEQUENCE, "ENROL has sequence 0 and no predecessor.")
    _require_invite(context, invite, Purpose.ENROL)
    _require_strong([body.account_key])
    keys = context.require_unused(body.account_key, invite.invite_key)
    context.require_signature(Role.ACCOUNT, body.account_key)
    context.require_signature(Role.INVITE, invite.invite_key)
    account = Account(
        entry.account_id, body.account_key, invite.profile_commitment, context.next_chain()
    )
    return Effect(context.clinic, account, keys)


def _device_add(context: _Context, body: DeviceAdd, account: Account) -> Effect:
    if body.device_id in context.device_ids:
        raise EntryRefused(EntryRefused.DEVICE, "The device id has been used before.")
    if len(account.devices) >= MAX_LIVE_DEVICES:
        raise EntryRefused(EntryRefused.DEVICE, "The account has 8 live devices already.")
    _require_strong([body.signing_key])
    if x25519_small_order(body.agreement_key):
        raise EntryRefused(EntryRefused.WEAK_KEY, "A key has small order.")
    keys = context.require_unused(body.signing_key, body.agreement_key)
    context.require_signature(Role.ACCOUNT, account.account_key)
    context.require_signature(Role.DEVICE, body.signing_key)
    device = Device(
        body.device_id, body.signing_key, body.agreement_key, body.suites, index=context.index
    )
    account = replace(account, devices=(*account.devices, device))
    return Effect(context.clinic, account, keys, body.device_id)


def _rekey(context: _Context, body: Rekey, account: Account) -> Effect:
    invite = body.certificate
    _require_strong([body.account_key])
    if Role.INVITE in context.entry.signatures:
        if invite is None:
            raise EntryRefused(EntryRefused.CERTIFICATE, "REKEY by invite lacks the certificate.")
        _require_invite(context, invite, Purpose.REKEY)
        keys = context.require_unused(body.account_key, invite.invite_key)
        context.require_signature(Role.INVITE, invite.invite_key)
        account = replace(account, profile_commitment=invite.profile_commitment)
    else:
        if invite is not None:
            raise EntryRefused(
                EntryRefused.CERTIFICATE, "REKEY by the account key carries no certificate."
            )
        keys = context.require_unused(body.account_key)
        context.require_signature(Role.ACCOUNT, account.account_key)
    context.require_signature(Role.NEW_ACCOUNT, body.account_key)
    account = replace(account, account_key=body.account_key, devices=())
    return Effect(context.clinic, account, keys)


def _relay(context: _Context, body: Relay) -> Effect:
    clinic = context.clinic
    _require_strong([body.log_key, *body.witnesses])
    keys = () if body.log_key == clinic.log_key else context.require_unused(body.log_key)
    context.require_signature(Role.CA, clinic.ca)
    clinic = replace(clinic, pins=body.pins, log_key=body.log_key, witnesses=body.witnesses)
    return Effect(clinic, keys=keys)


def _ca_rotate(context: _Context, body: CaRotate) -> Effect:
    clinic = context.clinic
    _require_strong([body.ca, body.ca_recovery])
    if body.ca_recovery == clinic.ca_recovery:
        keys = context.require_unused(body.ca)
    elif Role.CA in context.entry.signatures:
        raise EntryRefused(
            EntryRefused.ROTATION, "Only the recovery key can name another recovery key."
        )
    else:
        keys = context.require_unused(body.ca, body.ca_recovery)
    if Role.CA in context.entry.signatures:
        context.require_signature(Role.CA, clinic.ca)
    else:
        context.require_signature(Role.CA_RECOVERY, clinic.ca_recovery)
    context.require_signature(Role.NEW_CA, body.ca)
    return Effect(replace(clinic, ca=body.ca, ca_recovery=body.ca_recovery), keys=keys)


def _without(account: Account, device_id: bytes) -> Account:
    if account.device(device_id) is None:
        raise EntryRefused(EntryRefused.DEVICE, "The account has no such live device.")
    remaining = tuple([d for d in account.devices if d.device_id != device_id])
    return replace(account, devices=remaining)


def _require_place(entry: Entry, chain: Chain) -> None:
    if entry.seq != chain.next_seq or entry.prev != chain.head:
        raise EntryRefused(EntryRefused.SEQUENCE, "The entry does not follow its chain's last one.")
    if entry.time_ms < chain.time_ms:
        raise EntryRefused(EntryRefused.TIME, "Time runs backwards in the chain.")


def _require_invite(context: _Context, invite: Certificate, purpose: Purpose) -> None:
    if invite.purpose is not purpose:
        raise EntryRefused(EntryRefused.CERTIFICATE, "The invite is for another purpose.")
    if invite.account_id != context.entry.account_id:
        raise EntryRefused(EntryRefused.CERTIFICATE, "The invite is for another account.")
    if invite.not_after < context.entry.time_ms:
        raise EntryRefused(EntryRefused.INVITE_EXPIRED, "The invite has expired.")
    certificate(invite, context.clinic, context.used_keys, context.now_ms, verify=context.verify)


def _require_strong(ed25519_keys: Iterable[bytes]) -> None:
    if any(ed25519_small_order(key) for key in ed25519_keys):
        raise EntryRefused(EntryRefused.WEAK_KEY, "A key has small order.")
