"""app/crypto/transparency/deferred.py: what is verified later is verified as strictly."""

from __future__ import annotations

import pytest

from app.core import tlv
from app.core.ids import AccountId
from app.crypto.transparency import entries
from app.crypto.transparency.deferred import Unverified, account_of, is_about_clinic
from app.crypto.transparency.entries import EntryType
from app.crypto.transparency.errors import EntryForbidden, Reason
from app.crypto.transparency.replica import Replica
from tests.unit.crypto.transparency.clinic import (
    Clinic,
    account_id,
    seed,
    sign_note,
    small_clinic,
)


def eventful_clinic() -> Clinic:
    """Every type of entry, by every set of signers, over three authorities."""
    clinic = small_clinic()
    clinic.revoke("grace", "ward")
    clinic.rotate("second ca")
    clinic.by_authority(EntryType.PROFILE, account_id("omar"), tlv.encode(seed("profile")))
    clinic.rekey("grace", "grace again")
    clinic.add_device("grace", "kiosk")
    clinic.enrol("zoe")
    clinic.add_device("zoe", "tablet")
    clinic.rotate("third ca", by_recovery=True)
    clinic.change_relay(seed("second log key"))
    clinic.rekey_by_invite("omar", "omar again")
    clinic.add_device("omar", "desk again")
    clinic.revoke_by_authority("zoe", "tablet", wipe=True)
    clinic.close("grace")
    return clinic


def structure_of(clinic: Clinic) -> Replica:
    replica = Replica.start(clinic.log_id)
    replica.extend(clinic.note(), clinic.entries, at_once=is_about_clinic)
    return replica


def test_every_honest_signature_is_found_good() -> None:
    clinic = eventful_clinic()
    replica = structure_of(clinic)
    assert replica.root == clinic.replica().root
    unverified = Unverified(replica.directory, 0, clinic.entries)
    assert unverified.accounts_left == 3
    assert not unverified.is_verified(account_id("omar"))
    unverified.verify(account_id("omar"))
    unverified.verify(account_id("omar"))
    assert unverified.is_verified(account_id("omar"))
    assert unverified.is_verified(AccountId(b"?" * 16)), "of nobody there is nothing to verify"
    assert unverified.verify_some(1) == 1
    assert unverified.verify_some(10) == 0
    assert unverified.failure is None
    assert unverified.first_left == len(clinic.entries)


@pytest.mark.parametrize("which", range(1, 19))
def test_every_forged_signature_is_found(which: int) -> None:
    """The last entry of a chain can be forged without breaking the chain: with each in turn."""
    clinic = eventful_clinic()
    forged_raw = clinic.entries[which]
    signatures = forged_raw[-64:]
    forged_raw = forged_raw[:-64] + bytes((signatures[0] ^ 1,)) + signatures[1:]
    cut = Clinic(clinic.name)
    cut.entries = [*clinic.entries[:which], forged_raw]
    cut.log_seed = seed("clinic log") if which <= 14 else clinic.log_seed
    replica = Replica.start(clinic.log_id)
    if is_about_clinic(forged_raw):
        with pytest.raises(EntryForbidden, match="bad-signature"):
            replica.extend(note_of(cut), cut.entries, at_once=is_about_clinic)
        assert replica.size == 0
        return
    replica.extend(note_of(cut), cut.entries, at_once=is_about_clinic)
    unverified = Unverified(replica.directory, 0, cut.entries)
    victim = account_of(forged_raw)
    for other in {account_of(raw) for raw in cut.entries[1:]} - {victim, entries.NO_ACCOUNT}:
        unverified.verify(other)
    with pytest.raises(EntryForbidden) as caught:
        unverified.verify(victim)
    assert caught.value.reason is Reason.BAD_SIGNATURE
    assert caught.value.index == which
    assert unverified.failure is caught.value
    assert not unverified.is_verified(victim), "it is not forgotten"


def test_a_certificate_of_a_former_authority_is_found() -> None:
    clinic = small_clinic()
    former = clinic.ca
    clinic.rotate("second ca")
    clinic.ca = former
    clinic.enrol("mallory")
    with pytest.raises(EntryForbidden, match="certificate-signature"):
        clinic.replica()
    replica = structure_of(clinic)
    with pytest.raises(EntryForbidden, match="certificate-signature"):
        Unverified(replica.directory, 0, clinic.entries).verify(account_id("mallory"))


def test_what_is_left_can_be_taken_up_again_later() -> None:
    clinic = eventful_clinic()
    replica = structure_of(clinic)
    rest = Unverified(replica.directory, 12, clinic.entries[12:])
    assert rest.size == len(clinic.entries)
    assert rest.first_left >= 12
    assert rest.verify_some(99) == 0


def note_of(clinic: Clinic) -> bytes:
    from app.crypto.transparency import merkle

    tree = merkle.Tree()
    for entry in clinic.entries:
        tree.append(merkle.leaf_hash(entry))
    return sign_note(Clinic(clinic.name).log_id, tree.size, tree.root(), clinic.log_seed)
