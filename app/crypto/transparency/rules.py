"""Is an entry allowed where it stands, and what does it change? (relay/PROTOCOL.md section 3.1)

`judge` looks and never touches: it returns the effect that `state.Directory` then carries out, or
raises EntryForbidden. Which keys must have signed follows from the state before the entry, so it is
part of the effect; the signatures themselves are verified apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from typing import Protocol

from app.core.ids import AccountId, DeviceId, LogId
from app.crypto.certificate import Certificate
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency import entries
from app.crypto.transparency.changes import (
    AccountClosed,
    AccountEnrolled,
    AccountKeyChanged,
    AuthorityRotated,
    Change,
    DeviceAdded,
    DeviceRevoked,
    LogStarted,
    ProfileCommitted,
    RelayChanged,
)
from app.crypto.transparency.entries import Entry, Role
from app.crypto.transparency.errors import EntryForbidden, Reason
from app.crypto.transparency.records import (
    AccountRecord,
    AuthorityRecord,
    ChainHead,
    DeviceRecord,
    KeyPeriod,
)
from app.crypto.weak_keys import is_weak_ed25519, is_weak_x25519

MAX_LIVE_DEVICES = 8
_START = ChainHead(next_seq=0, prev=entries.FIRST_PREV, time_ms=0)


class View(Protocol):
    """What the rules need to know of the log so far; `state.Directory` is the real one."""

    @property
    def log_id(self) -> LogId:
        """Hash that GENESIS must have."""
        ...

    @property
    def size(self) -> int:
        """Number of entries so far, so the index of the next."""
        ...

    @property
    def authority_record(self) -> AuthorityRecord | None:
        """The clinic's record, None before GENESIS."""
        ...

    @property
    def accounts(self) -> Mapping[AccountId, AccountRecord]:
        """Everybody ever enrolled."""
        ...

    @property
    def device_owners(self) -> Mapping[DeviceId, AccountId]:
        """Every device id ever used."""
        ...

    @property
    def used_keys(self) -> Set[bytes]:
        """Every key ever introduced."""
        ...


@dataclass(frozen=True, slots=True)
class Effect:
    """What an allowed entry does, once its signatures are verified."""

    change: Change
    signers: Mapping[Role, bytes]
    """The public key that must have signed in each role."""
    authority: AuthorityRecord
    account: AccountRecord | None = None
    new_keys: tuple[bytes, ...] = ()
    new_device: DeviceId | None = None
    certificate: Certificate | None = None
    """To be verified under the authority key that held before the entry."""


def judge(entry: Entry, view: View) -> Effect:
    """Check every rule but the signatures. Raises EntryForbidden, and changes nothing."""
    authority = view.authority_record
    if authority is None:
        return _genesis(entry, view)
    account = view.accounts.get(entry.account_id)
    head = _next_head(
        entry,
        authority.head if entry.in_authority_chain else account.head if account else _START,
        new_person=isinstance(entry.body, entries.Enrol),
        known_person=account is not None,
    )
    match entry.body:
        case entries.Enrol():
            return _enrol(entry, entry.body, view, authority, head)
        case entries.RelayChange():
            return _relay(entry, entry.body, view, authority, head)
        case entries.AuthorityRotation():
            return _rotate(entry, entry.body, view, authority, head)
        case entries.Genesis():
            raise EntryForbidden(Reason.SECOND_GENESIS)
        case _:
            if account is None:
                raise EntryForbidden(Reason.NOT_ENROLLED)
            return _about_account(entry, view, authority, account, head)


def _about_account(
    entry: Entry, view: View, authority: AuthorityRecord, account: AccountRecord, head: ChainHead
) -> Effect:
    body = entry.body
    if account.closed and not isinstance(body, entries.ProfileChange):
        raise EntryForbidden(Reason.ACCOUNT_CLOSED)
    if entry.in_authority_chain:
        authority = replace(authority, head=head)
    else:
        account = replace(account, head=head)
    match body:
        case entries.ProfileChange():
            return _profile(entry, body, view, authority, account)
        case entries.DeviceAdd():
            return _device_add(entry, body, view, authority, account)
        case entries.DeviceRevoke():
            return _device_revoke(entry, body, view, authority, account)
        case entries.Rekey():
            return _rekey(entry, body, view, authority, account)
        case entries.AccountClose():
            return _close(entry, view, authority, account)
        case _:
            raise AssertionError(entry.type)


def _next_head(entry: Entry, head: ChainHead, *, new_person: bool, known_person: bool) -> ChainHead:
    if new_person and known_person:
        raise EntryForbidden(Reason.ALREADY_ENROLLED)
    if not (new_person or known_person or entry.in_authority_chain):
        raise EntryForbidden(Reason.NOT_ENROLLED)
    if entry.seq != head.next_seq:
        raise EntryForbidden(Reason.WRONG_SEQ)
    if entry.prev != head.prev:
        raise EntryForbidden(Reason.WRONG_PREV)
    if entry.time_ms < head.time_ms:
        raise EntryForbidden(Reason.TIME_FELL)
    return ChainHead(entry.seq + 1, entry.hash, entry.time_ms)


def _genesis(entry: Entry, view: View) -> Effect:
    body = entry.body
    if not isinstance(body, entries.Genesis):
        raise EntryForbidden(Reason.NO_GENESIS)
    if entry.hash != view.log_id:
        raise EntryForbidden(Reason.WRONG_LOG)
    head = _next_head(entry, _START, new_person=False, known_person=False)
    signing = (body.ca, body.ca_recovery, body.log_key)
    _check_new_keys(view, signing)
    return Effect(
        change=LogStarted(index=view.size, time_ms=entry.time_ms, clinic_name=body.clinic_name),
        signers={Role.CA: body.ca},
        authority=AuthorityRecord(
            head=head,
            clinic_name=body.clinic_name,
            cas=(KeyPeriod(view.size, body.ca),),
            ca_recovery=body.ca_recovery,
            log_keys=(KeyPeriod(view.size, body.log_key),),
            pins=body.pins,
        ),
        new_keys=signing,
    )


def _enrol(
    entry: Entry, body: entries.Enrol, view: View, authority: AuthorityRecord, head: ChainHead
) -> Effect:
    certificate = body.certificate
    _check_certificate(entry, certificate, view)
    new_keys = (body.account_key, certificate.invite_key)
    _check_new_keys(view, new_keys)
    return Effect(
        change=AccountEnrolled(
            index=view.size,
            time_ms=entry.time_ms,
            account_id=entry.account_id,
            account_key=body.account_key,
            commitment=certificate.profile_commitment,
        ),
        signers={Role.ACCOUNT: body.account_key, Role.INVITE: certificate.invite_key},
        authority=authority,
        account=AccountRecord(
            account_id=entry.account_id,
            head=head,
            keys=(KeyPeriod(view.size, body.account_key),),
            commitments=(KeyPeriod(view.size, certificate.profile_commitment),),
        ),
        new_keys=new_keys,
        certificate=certificate,
    )


def _profile(
    entry: Entry,
    body: entries.ProfileChange,
    view: View,
    authority: AuthorityRecord,
    account: AccountRecord,
) -> Effect:
    period = KeyPeriod(view.size, body.commitment)
    return Effect(
        change=ProfileCommitted(
            index=view.size,
            time_ms=entry.time_ms,
            account_id=entry.account_id,
            commitment=body.commitment,
        ),
        signers={Role.CA: authority.ca},
        authority=authority,
        account=replace(account, commitments=(*account.commitments, period)),
    )


def _device_add(
    entry: Entry,
    body: entries.DeviceAdd,
    view: View,
    authority: AuthorityRecord,
    account: AccountRecord,
) -> Effect:
    if body.device_id in view.device_owners:
        raise EntryForbidden(Reason.DEVICE_ID_REUSED)
    if len(account.live_devices) >= MAX_LIVE_DEVICES:
        raise EntryForbidden(Reason.TOO_MANY_DEVICES)
    new_keys = (body.signing_key, body.agreement_key)
    _check_new_keys(view, (body.signing_key,), (body.agreement_key,))
    device = DeviceRecord(
        identity=DeviceIdentity(
            account_id=entry.account_id,
            device_id=body.device_id,
            account_key=account.account_key,
            signing_key=body.signing_key,
            agreement_key=body.agreement_key,
        ),
        suites=body.suites,
        added_index=view.size,
        added_ms=entry.time_ms,
    )
    return Effect(
        change=DeviceAdded(index=view.size, time_ms=entry.time_ms, device=device.identity),
        signers={Role.ACCOUNT: account.account_key, Role.DEVICE: body.signing_key},
        authority=authority,
        account=replace(account, devices=(*account.devices, device)),
        new_keys=new_keys,
        new_device=body.device_id,
    )


def _device_revoke(
    entry: Entry,
    body: entries.DeviceRevoke,
    view: View,
    authority: AuthorityRecord,
    account: AccountRecord,
) -> Effect:
    if body.device_id not in {record.identity.device_id for record in account.live_devices}:
        raise EntryForbidden(Reason.DEVICE_NOT_LIVE)
    by_authority = entry.in_authority_chain
    return Effect(
        change=DeviceRevoked(
            index=view.size,
            time_ms=entry.time_ms,
            account_id=entry.account_id,
            device_id=body.device_id,
            wipe=body.wipe,
            by_authority=by_authority,
        ),
        signers=({Role.CA: authority.ca} if by_authority else {Role.ACCOUNT: account.account_key}),
        authority=authority,
        account=_end_devices(
            account, view.size, lambda each: each == body.device_id, wipe=body.wipe
        ),
    )


def _rekey(
    entry: Entry,
    body: entries.Rekey,
    view: View,
    authority: AuthorityRecord,
    account: AccountRecord,
) -> Effect:
    certificate = body.certificate
    signers = {Role.NEW_ACCOUNT: body.account_key}
    new_keys: tuple[bytes, ...] = (body.account_key,)
    commitments = account.commitments
    if certificate is None:
        signers[Role.ACCOUNT] = account.account_key
    else:
        _check_certificate(entry, certificate, view)
        signers[Role.INVITE] = certificate.invite_key
        new_keys = (body.account_key, certificate.invite_key)
        commitments = (*commitments, KeyPeriod(view.size, certificate.profile_commitment))
    _check_new_keys(view, new_keys)
    ended = _end_devices(account, view.size, lambda _each: True)
    return Effect(
        change=AccountKeyChanged(
            index=view.size,
            time_ms=entry.time_ms,
            account_id=entry.account_id,
            old_key=account.account_key,
            new_key=body.account_key,
            ended_devices=tuple(each.identity.device_id for each in account.live_devices),
            by_invite=certificate is not None,
        ),
        signers=signers,
        authority=authority,
        account=replace(
            ended,
            keys=(*account.keys, KeyPeriod(view.size, body.account_key)),
            commitments=commitments,
        ),
        new_keys=new_keys,
        certificate=certificate,
    )


def _close(entry: Entry, view: View, authority: AuthorityRecord, account: AccountRecord) -> Effect:
    ended = _end_devices(account, view.size, lambda _each: True)
    return Effect(
        change=AccountClosed(
            index=view.size,
            time_ms=entry.time_ms,
            account_id=entry.account_id,
            ended_devices=tuple(each.identity.device_id for each in account.live_devices),
        ),
        signers={Role.CA: authority.ca},
        authority=authority,
        account=replace(ended, closed_index=view.size),
    )


def _relay(
    entry: Entry, body: entries.RelayChange, view: View, authority: AuthorityRecord, head: ChainHead
) -> Effect:
    log_keys = authority.log_keys
    new_keys: tuple[bytes, ...] = ()
    if body.log_key != authority.log_key:
        new_keys = (body.log_key,)
        log_keys = (*log_keys, KeyPeriod(view.size, body.log_key))
    _check_new_keys(view, new_keys)
    if any(is_weak_ed25519(witness) for witness in body.witnesses):
        raise EntryForbidden(Reason.WEAK_KEY)
    change = RelayChanged(
        index=view.size,
        time_ms=entry.time_ms,
        pins=body.pins,
        log_key=body.log_key,
        witnesses=body.witnesses,
        pins_changed=set(body.pins) != set(authority.pins),
        log_key_changed=body.log_key != authority.log_key,
        witnesses_changed=set(body.witnesses) != set(authority.witnesses),
    )
    return Effect(
        change=change,
        signers={Role.CA: authority.ca},
        authority=replace(
            authority,
            head=head,
            log_keys=log_keys,
            pins=body.pins,
            witnesses=body.witnesses,
            history=(*authority.history, change),
        ),
        new_keys=new_keys,
    )


def _rotate(
    entry: Entry,
    body: entries.AuthorityRotation,
    view: View,
    authority: AuthorityRecord,
    head: ChainHead,
) -> Effect:
    by_recovery = Role.CA_RECOVERY in entry.roles
    signers = {Role.NEW_CA: body.ca}
    signers |= {Role.CA_RECOVERY: authority.ca_recovery} if by_recovery else {Role.CA: authority.ca}
    keeps_recovery = body.ca_recovery == authority.ca_recovery
    if not (by_recovery or keeps_recovery):
        raise EntryForbidden(Reason.RECOVERY_REPLACED)
    new_keys = (body.ca,) if keeps_recovery else (body.ca, body.ca_recovery)
    _check_new_keys(view, new_keys)
    change = AuthorityRotated(
        index=view.size, time_ms=entry.time_ms, ca=body.ca, by_recovery=by_recovery
    )
    return Effect(
        change=change,
        signers=signers,
        authority=replace(
            authority,
            head=head,
            cas=(*authority.cas, KeyPeriod(view.size, body.ca)),
            ca_recovery=body.ca_recovery,
            history=(*authority.history, change),
        ),
        new_keys=new_keys,
    )


def _check_certificate(entry: Entry, certificate: Certificate, view: View) -> None:
    if certificate.log_id != view.log_id:
        raise EntryForbidden(Reason.WRONG_LOG)
    if certificate.account_id != entry.account_id:
        raise EntryForbidden(Reason.CERTIFICATE_ACCOUNT)
    if certificate.not_after_ms < entry.time_ms:
        raise EntryForbidden(Reason.CERTIFICATE_EXPIRED)


def _check_new_keys(
    view: View, signing: tuple[bytes, ...], agreement: tuple[bytes, ...] = ()
) -> None:
    keys = signing + agreement
    if len(set(keys)) != len(keys) or any(key in view.used_keys for key in keys):
        raise EntryForbidden(Reason.KEY_REUSED)
    if any(map(is_weak_ed25519, signing)) or any(map(is_weak_x25519, agreement)):
        raise EntryForbidden(Reason.WEAK_KEY)


def _end_devices(
    account: AccountRecord, index: int, which: Callable[[DeviceId], bool], *, wipe: bool = False
) -> AccountRecord:
    return replace(
        account,
        devices=tuple(
            replace(device, ended_index=index, wipe=wipe)
            if device.ended_index is None and which(device.identity.device_id)
            else device
            for device in account.devices
        ),
    )
