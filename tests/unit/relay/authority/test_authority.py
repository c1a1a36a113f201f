"""The authority against the log's own rules: whatever it signs, the log accepts."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.signing import SigningKey

from relay import labels
from relay.authority import files, profiles, recovery
from relay.authority.authority import Authority
from relay.authority.errors import (
    AuthorityError,
    BadFileError,
    BadInputError,
    FileExistsAlreadyError,
    StorageError,
    UnknownPersonError,
    WrongPassphraseError,
)
from relay.authority.invites import Invite
from relay.authority.profiles import profile_of
from relay.authority.register import FILE_NAME, RelayInfo
from relay.authority.statements import EntryStatement, OpeningStatement, decode
from relay.transparency import certificates, entries, note
from relay.transparency.bodies import DeviceAdd, Enrol, Rekey, Role
from relay.transparency.certificates import Purpose
from relay.transparency.errors import EntryRefused
from relay.transparency.rules import LogState
from relay.wire import split, tlv
from tests.unit.relay.authority.helpers import (
    PASSPHRASE,
    QUICK,
    RECOVERY_PASSPHRASE,
    RELAY,
    Clock,
    apply_statements,
    create,
    invite_fields,
)
from tests.vectors.log_builder import dh_pub, ident, pub, secret, signer

ALICE = profile_of("Alice Äpfel", "Physician", "Cardiology", "A-1")


def started(tmp_path: Path) -> tuple[Authority, LogState]:
    authority, state = create(tmp_path), LogState()
    apply_statements(state, authority.statements())
    return authority, state


def redeem(state: LogState, invite: Invite, ak: str) -> None:
    """Do what the client does with an invite: enrol (or rekey), and add a device."""
    fields = invite_fields(invite.text)
    certificate = certificates.decode(fields[12])
    account = state.accounts.get(invite.account_id)
    body: Enrol | Rekey
    if certificate.purpose is Purpose.ENROL:
        body, own = Enrol(pub(ak), certificate), Role.ACCOUNT
    else:
        body, own = Rekey(pub(ak), certificate), Role.NEW_ACCOUNT
    first = entries.make(
        body,
        account_id=invite.account_id,
        seq=account.chain.next_seq if account else 0,
        prev=account.chain.head if account else bytes(32),
        time_ms=1_700_000_500_000,
        log_id=fields[3],
        signers={own: signer(ak), Role.INVITE: signer(SigningKey(fields[11]))},
    )
    state.check_and_apply(first)
    chain = state.accounts[invite.account_id].chain
    device = entries.make(
        DeviceAdd(ident(f"device {ak}"), pub(f"dsk {ak}"), dh_pub(f"ik {ak}"), b"\x01"),
        account_id=invite.account_id,
        seq=chain.next_seq,
        prev=chain.head,
        time_ms=1_700_000_500_000,
        log_id=fields[3],
        signers={Role.ACCOUNT: signer(ak), Role.DEVICE: signer(f"dsk {ak}")},
    )
    state.check_and_apply(device)


def test_an_invite_holds_what_a_client_needs_and_enrols(tmp_path: Path) -> None:
    authority, state = started(tmp_path)
    checkpoint = note.sign(
        note.Checkpoint(1, secret("root")), authority.log_id, pub("log"), signer("log")
    )
    invite = authority.invite(ALICE, checkpoint=checkpoint)
    fields = invite_fields(invite.text)
    assert fields[0] == b"\x01"
    assert fields[1] == b"https://relay.clinic.example:8443"
    assert fields[2] == secret("pin")
    assert fields[3] == authority.log_id == state.clinic.log_id
    assert fields[4] == authority.ca == state.clinic.ca
    assert fields[5] == pub("log")
    assert fields[6] == checkpoint
    assert fields[7] == b"Test Clinic"
    assert fields[8] == ALICE.encode()
    assert fields[10] == authority.directory_key
    certificate = certificates.decode(fields[12])
    assert certificate.profile_commitment == profiles.commitment(fields[9], fields[8])
    assert bytes(SigningKey(fields[11]).verify_key) == certificate.invite_key
    redeem(state, invite, "ak alice")
    assert state.accounts[invite.account_id].profile_commitment == certificate.profile_commitment


def test_everything_the_authority_signs_is_accepted_by_the_log(tmp_path: Path) -> None:
    authority, state = started(tmp_path)
    invite = authority.invite(ALICE)
    redeem(state, invite, "ak alice")
    account = invite.account_id
    person = authority.find("A-1")
    apply_statements(state, authority.revoke_device(person, ident("device ak alice"), wipe=True))
    assert not state.accounts[account].devices
    again = authority.invite_again(person, Purpose.REKEY)
    redeem(state, again, "ak alice 2")
    assert state.accounts[account].account_key == pub("ak alice 2")
    new_relay = RelayInfo("https://new.example", (secret("pin 2"),), pub("log 2"), (pub("w"),))
    apply_statements(state, authority.change_relay(new_relay))
    assert state.clinic.log_key == pub("log 2")
    assert state.clinic.witnesses == (pub("w"),)
    apply_statements(state, authority.rotate())
    assert state.clinic.ca == authority.ca
    fresh = authority.invite(profile_of("Bob"))
    assert invite_fields(fresh.text)[1] == b"https://new.example"
    redeem(state, fresh, "ak bob")
    apply_statements(state, authority.close_account(authority.find("A-1")))
    assert state.accounts[account].closed
    with pytest.raises(BadInputError):
        authority.close_account(authority.find("A-1"))


def test_a_changed_profile_comes_with_an_opening_for_directory_key_holders(
    tmp_path: Path,
) -> None:
    authority, state = started(tmp_path)
    invite = authority.invite(ALICE)
    redeem(state, invite, "ak alice")
    promoted = profile_of("Alice Äpfel", "Head of Cardiology", "Cardiology", "A-1")
    text = authority.change_profile(authority.find("A-1"), promoted)
    apply_statements(state, text)
    entry, opening = decode(text)
    assert isinstance(entry, EntryStatement)
    assert isinstance(opening, OpeningStatement)
    item = opening.opening
    assert item.commitment == state.accounts[item.account_id].profile_commitment
    context = labels.PROFILE_OPENING + tlv(authority.log_id, item.account_id, item.commitment)
    plain = crypto_aead_xchacha20poly1305_ietf_decrypt(
        item.opening[24:], context, item.opening[:24], authority.directory_key
    )
    salt, profile = split(plain, 2)
    assert profile == promoted.encode()
    assert profiles.commitment(salt, profile) == item.commitment
    assert authority.find("A-1").profile == promoted


def test_the_recovery_key_replaces_a_lost_authority_key_and_itself(tmp_path: Path) -> None:
    authority, state = started(tmp_path)
    old = recovery.load(tmp_path / "recovery", RECOVERY_PASSPHRASE)
    new = SigningKey.generate()
    recovery.save(new, tmp_path / "recovery 2", "another passphrase", QUICK)
    apply_statements(state, authority.rotate(old, new))
    assert state.clinic.ca == authority.ca
    assert state.clinic.ca_recovery == bytes(new.verify_key) == authority.ca_recovery
    with pytest.raises(BadInputError, match="not the recovery key"):
        authority.rotate(old)
    with pytest.raises(BadInputError):
        authority.rotate(None, SigningKey.generate())
    apply_statements(
        state, authority.rotate(recovery.load(tmp_path / "recovery 2", "another passphrase"))
    )


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    authority, state = started(tmp_path)
    invite = authority.invite(ALICE)
    redeem(state, invite, "ak alice")
    authority.rotate()
    again = Authority.open(tmp_path / "authority", PASSPHRASE, clock=Clock())
    assert again.ca == authority.ca
    assert again.people == authority.people
    assert again.directory_key == authority.directory_key
    assert again.relay == RELAY
    apply_statements(state, again.statements(since=1))
    apply_statements(state, again.close_account(again.find(invite.account_id.hex())))


def test_statements_can_be_written_again(tmp_path: Path) -> None:
    authority, state = started(tmp_path)
    redeem(state, authority.invite(ALICE), "ak alice")
    first = authority.change_profile(authority.find("A-1"), profile_of("Alice", staff_id="A-1"))
    second = authority.close_account(authority.find("A-1"))
    assert authority.chain_length == 3
    items = decode(authority.statements(since=1))
    assert len(items) == len(decode(first)) + len(decode(second)) == 3


def test_a_refused_statement_can_be_withdrawn(tmp_path: Path) -> None:
    authority, state = started(tmp_path)
    redeem(state, authority.invite(ALICE), "ak alice")
    never = authority.invite(profile_of("Never Came", staff_id="N-1"))
    text = authority.change_profile(authority.find("N-1"), profile_of("Other", staff_id="N-1"))
    with pytest.raises(EntryRefused):
        apply_statements(state, text)
    authority.invite_again(authority.find("N-1"), Purpose.ENROL)
    authority.withdraw()
    person = authority.find("N-1")
    assert person.profile.name == "Never Came"
    assert len(person.invites) == 2
    redeem(state, never, "ak never")
    authority.change_relay(RelayInfo("https://wrong.example", (secret("p"),), pub("w")))
    authority.withdraw()
    assert authority.relay == RELAY
    apply_statements(state, authority.close_account(person))
    authority.withdraw()
    assert not authority.find("N-1").closed
    with pytest.raises(AuthorityError):
        authority.withdraw()
    authority.rotate()
    with pytest.raises(AuthorityError):
        authority.withdraw()


def test_duplicates_are_pointed_out(tmp_path: Path) -> None:
    authority = create(tmp_path)
    assert not authority.invite(ALICE).warnings
    assert not authority.invite(profile_of("Bob")).warnings
    assert len(authority.invite(profile_of("alice  äpfel", staff_id="a-1")).warnings) == 2
    several = authority.invite_many(
        [profile_of("Eve", staff_id="E"), profile_of("Eva", "", "", "e")]
    )
    assert [len(invite.warnings) for invite in several] == [0, 1]
    assert not authority.invite(profile_of("Dan")).warnings  # no staff id is no duplicate


def test_finding_people(tmp_path: Path) -> None:
    authority = create(tmp_path)
    invite = authority.invite(ALICE)
    authority.invite_many([profile_of("Sam", staff_id="1"), profile_of("Sam", staff_id="2")])
    assert authority.find(" a-1 ").account_id == invite.account_id
    assert authority.find("ALICE ÄPFEL").account_id == invite.account_id
    assert authority.find(invite.account_id.hex().upper()).account_id == invite.account_id
    for who in ("Sam", "nobody", "", "  "):
        with pytest.raises(UnknownPersonError):
            authority.find(who)


def test_invites_expire_when_asked_to(tmp_path: Path) -> None:
    clock = Clock(step=0)
    authority = create(tmp_path, clock)
    assert authority.invite(ALICE).not_after == clock.now + 14 * 24 * 3600 * 1000
    assert authority.invite(ALICE, valid_days=1).not_after == clock.now + 24 * 3600 * 1000
    for days in (0, -1, 366):
        with pytest.raises(BadInputError):
            authority.invite(ALICE, valid_days=days)
    assert len(authority.people) == 2


def test_a_checkpoint_of_another_log_is_refused(tmp_path: Path) -> None:
    authority = create(tmp_path)
    other = note.sign(note.Checkpoint(1, bytes(32)), bytes(32), pub("log"), signer("log"))
    with pytest.raises(BadFileError):
        authority.invite(ALICE, checkpoint=other)
    assert not authority.people


def test_time_never_falls_in_the_chain(tmp_path: Path) -> None:
    clock = Clock()
    authority, state = create(tmp_path, clock), LogState()
    clock.now -= 10**9
    authority.change_relay(RELAY)
    apply_statements(state, authority.statements())
    assert state.size == 2


def test_nothing_about_people_or_keys_is_readable_on_disk(tmp_path: Path) -> None:
    authority = create(tmp_path)
    authority.invite(profile_of("Canary Person", "Canary Role", "Canary Ward", "CANARY-7"))
    on_disk = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for text in ("Canary", "CANARY-7", "Test Clinic", "relay.clinic.example"):
        assert text.encode() not in on_disk
    assert "Canary" not in repr(authority) + repr(authority.people)
    assert "Canary" not in repr(authority.invite(profile_of("Canary 2")))


def test_files_are_for_the_owner_alone(tmp_path: Path) -> None:
    authority = create(tmp_path)
    authority.invite(ALICE)
    for path in (tmp_path / "authority" / FILE_NAME, tmp_path / "recovery"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "authority").stat().st_mode) == 0o700
    assert [path.name for path in (tmp_path / "authority").iterdir()] == [FILE_NAME]


def test_an_authority_is_never_overwritten(tmp_path: Path) -> None:
    authority = create(tmp_path)
    with pytest.raises(FileExistsAlreadyError):
        create(tmp_path)
    again = Authority.open(tmp_path / "authority", PASSPHRASE)
    assert again.log_id == authority.log_id


def test_a_failed_start_leaves_no_recovery_key_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.write_new

    def full(path: Path, text: str) -> None:
        if path.name == FILE_NAME:
            raise StorageError("full")
        real(path, text)

    monkeypatch.setattr(files, "write_new", full)
    with pytest.raises(StorageError):
        create(tmp_path)
    assert not (tmp_path / "recovery").exists()


def test_a_disk_that_refuses_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = create(tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StorageError):
            authority.invite(ALICE)
    assert not authority.people
    assert [path.name for path in (tmp_path / "authority").iterdir()] == [FILE_NAME]
    assert not Authority.open(tmp_path / "authority", PASSPHRASE).people
    authority.invite(ALICE)


def test_a_register_changed_by_someone_else_is_not_overwritten(tmp_path: Path) -> None:
    authority = create(tmp_path)
    colleague = Authority.open(tmp_path / "authority", PASSPHRASE)
    colleague.invite(profile_of("Theirs"))
    with pytest.raises(StorageError):
        authority.invite(profile_of("Mine"))
    people = Authority.open(tmp_path / "authority", PASSPHRASE).people.values()
    assert [person.profile.name for person in people] == ["Theirs"]


def test_opening_what_is_not_there_or_not_ours(tmp_path: Path) -> None:
    create(tmp_path)
    with pytest.raises(WrongPassphraseError):
        Authority.open(tmp_path / "authority", "wrong passphrase")
    with pytest.raises(BadFileError):
        Authority.open(tmp_path / "nothing", PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        recovery.load(tmp_path / "recovery", PASSPHRASE)
    (tmp_path / "authority" / FILE_NAME).write_bytes(b"\xff\xfe")
    with pytest.raises(BadFileError):
        Authority.open(tmp_path / "authority", PASSPHRASE)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "a\nb", "a\u202eb", "a\x00b"])
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(BadInputError):
        profile_of(name)
    assert profile_of(" Jose\u0301 ").name == "José"


def test_a_device_id_of_the_wrong_length_signs_nothing(tmp_path: Path) -> None:
    authority = create(tmp_path)
    authority.invite(ALICE)
    with pytest.raises(BadInputError):
        authority.revoke_device(authority.find("A-1"), b"short")
    assert authority.chain_length == 1
