"""Entries that would add a reader, bring back an old one, or speak for somebody else."""

from __future__ import annotations

import pytest

from app.core import tlv
from app.core.ids import AccountId
from app.crypto import ed25519
from app.crypto.certificate import Purpose
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.transparency import signing
from app.crypto.transparency.entries import NO_ACCOUNT, EntryType, Role
from app.crypto.transparency.errors import EntryForbidden, Reason
from app.crypto.transparency.state import Directory
from tests.unit.crypto.transparency.clinic import (
    NOW,
    Clinic,
    account_id,
    device_id,
    device_secrets,
    seed,
    small_clinic,
)

GRACE = account_id("grace")


def follow(clinic: Clinic) -> Directory:
    directory = Directory(clinic.log_id)
    for entry in clinic.entries:
        directory.apply(entry)
    return directory


def refuse(clinic: Clinic, entry: bytes, reason: Reason) -> None:
    directory = follow(clinic)
    before = directory.copy()
    with pytest.raises(EntryForbidden) as caught:
        directory.apply(entry)
    assert caught.value.reason is reason
    assert caught.value.index == len(clinic.entries)
    assert (directory.size, directory.accounts) == (before.size, before.accounts)
    assert directory.used_keys == before.used_keys


def device_body(name: str = "ghost", *, dsk: bytes | None = None, ik: bytes | None = None) -> bytes:
    secrets = device_secrets(name)
    return tlv.encode(
        device_id(name), dsk or secrets.signing_key, ik or secrets.agreement_key, b"\x01"
    )


def add_device(
    clinic: Clinic, body: bytes, seeds: dict[Role, bytes], chain: AccountId = GRACE
) -> bytes:
    return signing.sign(
        EntryType.DEVICE_ADD,
        GRACE,
        body,
        seeds,
        head=clinic.heads[chain],
        log_id=clinic.log_id,
        time_ms=clinic.time(),
    )


GHOST = device_secrets("ghost")
AK = seed("ak grace")


def test_a_device_of_the_real_person_is_accepted() -> None:
    clinic = small_clinic()
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    follow(clinic).apply(add_device(clinic, device_body(), seeds))


def test_a_ghost_device_without_the_account_keys_signature() -> None:
    clinic = small_clinic()
    seeds = {Role.ACCOUNT: seed("mallory"), Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, device_body(), seeds), Reason.BAD_SIGNATURE)
    alone = add_device(clinic, device_body(), {Role.DEVICE: GHOST.signing_seed})
    refuse(clinic, alone, Reason.MALFORMED)


@pytest.mark.parametrize("chain", [GRACE, NO_ACCOUNT], ids=["account chain", "authority chain"])
def test_a_device_signed_by_the_authority(chain: AccountId) -> None:
    clinic = small_clinic()
    as_ca = {Role.CA: clinic.ca, Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, device_body(), as_ca, chain), Reason.MALFORMED)
    as_account = {Role.ACCOUNT: clinic.ca, Role.DEVICE: GHOST.signing_seed}
    reason = Reason.BAD_SIGNATURE if chain == GRACE else Reason.WRONG_PREV
    if clinic.heads[GRACE].next_seq != clinic.heads[chain].next_seq:
        reason = Reason.WRONG_SEQ
    refuse(clinic, add_device(clinic, device_body(), as_account, chain), reason)


def test_a_device_that_did_not_agree() -> None:
    clinic = small_clinic()
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: seed("mallory")}
    refuse(clinic, add_device(clinic, device_body(), seeds), Reason.BAD_SIGNATURE)


@pytest.mark.parametrize(
    "body",
    [
        device_body(dsk=device_secrets("desk").signing_key),
        device_body(ik=device_secrets("desk").agreement_key),
        device_body(dsk=ed25519.public_key(AK)),
        device_body(dsk=ed25519.public_key(seed("invite omar"))),
        device_body(ik=device_secrets("desk").signing_key),
        device_body(ik=GHOST.signing_key),
    ],
    ids=["DSK", "IK", "account key", "invite key", "DSK as IK", "twice in one"],
)
def test_reused_keys(body: bytes) -> None:
    clinic = small_clinic()
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, body, seeds), Reason.KEY_REUSED)


def test_a_device_id_is_never_used_again() -> None:
    clinic = small_clinic()
    clinic.revoke("grace", "ward")
    body = tlv.encode(device_id("ward"), GHOST.signing_key, GHOST.agreement_key, b"\x01")
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, body, seeds), Reason.DEVICE_ID_REUSED)


P = 2**255 - 19
SMALL_Y = [0, 1, P - 1, P, P + 1]


@pytest.mark.parametrize("y", SMALL_Y)
@pytest.mark.parametrize("sign", [0, 1])
def test_small_order_signing_keys(y: int, sign: int) -> None:
    clinic = small_clinic()
    weak = (y | sign << 255).to_bytes(32, "little")
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, device_body(dsk=weak), seeds), Reason.WEAK_KEY)


@pytest.mark.parametrize("u", [0, 1, P - 1, P, P + 1])
def test_small_order_agreement_keys(u: int) -> None:
    clinic = small_clinic()
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    weak = u.to_bytes(32, "little")
    refuse(clinic, add_device(clinic, device_body(ik=weak), seeds), Reason.WEAK_KEY)


def test_roles_out_of_order() -> None:
    clinic = small_clinic()
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    entry = add_device(clinic, device_body(), seeds)
    first, second = entry[-130:-65], entry[-65:]
    refuse(clinic, entry[:-130] + second + first, Reason.MALFORMED)


def test_a_ninth_live_device() -> None:
    clinic = small_clinic()
    for number in range(6):
        clinic.add_device("grace", f"more {number}")
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, device_body(), seeds), Reason.TOO_MANY_DEVICES)
    clinic.revoke("grace", "ward")
    follow(clinic).apply(add_device(clinic, device_body(), seeds))


def test_the_former_account_key_adds_nothing() -> None:
    clinic = small_clinic()
    clinic.rekey("grace", "grace again")
    seeds = {Role.ACCOUNT: AK, Role.DEVICE: GHOST.signing_seed}
    refuse(clinic, add_device(clinic, device_body(), seeds), Reason.BAD_SIGNATURE)


def test_an_invite_works_once_for_one_person() -> None:
    clinic = small_clinic()
    certificate = clinic.certificate("grace", "invite grace", Purpose.REKEY)
    again = signing.rekey_by_invite_entry(
        AccountSecret(seed("new")),
        seed("invite grace"),
        certificate,
        head=clinic.heads[GRACE],
        log_id=clinic.log_id,
        time_ms=clinic.time(),
    )
    refuse(clinic, again, Reason.KEY_REUSED)


def test_an_invite_is_worth_nothing_without_its_key_or_after_its_time() -> None:
    clinic = small_clinic()

    def enrol(invite_seed: bytes, not_after_ms: int) -> bytes:
        return signing.enrol_entry(
            AccountSecret(seed("ak eve")),
            invite_seed,
            clinic.certificate("eve", "invite eve", not_after_ms=not_after_ms),
            log_id=clinic.log_id,
            time_ms=NOW,
        )

    refuse(clinic, enrol(seed("stolen certificate only"), NOW), Reason.BAD_SIGNATURE)
    refuse(clinic, enrol(seed("invite eve"), NOW - 1), Reason.CERTIFICATE_EXPIRED)
    follow(clinic).apply(enrol(seed("invite eve"), NOW))
    clinic.rotate("later ca")
    stale = Clinic().certificate("eve", "invite eve")
    entry = signing.enrol_entry(
        AccountSecret(seed("ak eve")),
        seed("invite eve"),
        stale,
        log_id=clinic.log_id,
        time_ms=NOW,
    )
    refuse(clinic, entry, Reason.CERTIFICATE_SIGNATURE)


def test_an_account_key_cannot_race_the_authority() -> None:
    clinic = small_clinic()
    clinic.revoke_by_authority("grace", "ward")
    late = signing.device_revoke_entry(
        AccountSecret(AK),
        GRACE,
        device_id("ward"),
        wipe=False,
        head=clinic.heads[GRACE],
        log_id=clinic.log_id,
        time_ms=clinic.time(),
    )
    refuse(clinic, late, Reason.DEVICE_NOT_LIVE)
    clinic.close("grace")
    secrets = DeviceSecrets(GHOST.signing_seed, GHOST.agreement_secret)
    after_close = signing.device_add_entry(
        AccountSecret(AK),
        secrets,
        GRACE,
        device_id("ghost"),
        head=clinic.heads[GRACE],
        log_id=clinic.log_id,
        time_ms=clinic.time(),
    )
    refuse(clinic, after_close, Reason.ACCOUNT_CLOSED)


def test_a_clock_that_is_behind_does_not_make_a_forbidden_entry() -> None:
    clinic = small_clinic()
    entry = signing.device_revoke_entry(
        AccountSecret(AK),
        GRACE,
        device_id("ward"),
        wipe=False,
        head=clinic.heads[GRACE],
        log_id=clinic.log_id,
        time_ms=0,
    )
    follow(clinic).apply(entry)


def test_the_recovery_key_takes_the_clinic_back() -> None:
    clinic = small_clinic()
    clinic.rotate("thief's ca")
    directory = follow(clinic)
    clinic.rotate("rescued ca", by_recovery=True)
    directory.apply(clinic.entries[-1])
    assert directory.ca == ed25519.public_key(seed("rescued ca"))


def test_errors_name_no_keys() -> None:
    error = EntryForbidden(Reason.BAD_SIGNATURE, 7)
    assert str(error) == "log-entry-forbidden: bad-signature at 7"
