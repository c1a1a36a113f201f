"""What a relay that lies meets: rollback, forks, other logs, ghost devices."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable

import pytest

from app.crypto import ed25519
from app.crypto.transparency import changes
from app.crypto.transparency.errors import (
    AnchorMismatch,
    EntryForbidden,
    ForkDetected,
    IncompleteExtension,
    LogBehind,
    NoteRefused,
    Reason,
    RootMismatch,
)
from app.crypto.transparency.note import Checkpoint
from app.crypto.transparency.replica import Anchor, GossipVerdict, Replica
from tests.unit.crypto.transparency.clinic import (
    Clinic,
    account_id,
    device_id,
    device_secrets,
    seed,
    sign_note,
    small_clinic,
)


def anchor_of(clinic: Clinic, checkpoint: bytes = b"") -> Anchor:
    return Anchor(
        ca=ed25519.public_key(clinic.ca),
        log_key=ed25519.public_key(clinic.log_seed),
        checkpoint=checkpoint,
    )


def unchanged(replica: Replica, action: Callable[[], object], error: type[Exception]) -> Exception:
    """Run what must be refused, and see that nothing moved."""
    before = replica.snapshot()
    with pytest.raises(error) as caught:
        action()
    assert replica.snapshot() is before
    return caught.value


def test_a_replica_follows_and_says_what_changed() -> None:
    clinic = small_clinic()
    replica = Replica.start(clinic.log_id, anchor_of(clinic))
    happened = replica.extend(clinic.note(), clinic.entries)
    assert [type(change) for change in happened] == [
        changes.LogStarted,
        changes.AccountEnrolled,
        changes.DeviceAdded,
        changes.AccountEnrolled,
        changes.DeviceAdded,
        changes.DeviceAdded,
    ]
    assert [change.index for change in happened] == list(range(6))
    assert replica.note == clinic.note()
    assert replica.root == replica.root_at(6)
    assert replica.directory.clinic_name == "Clinic"

    clinic.revoke_by_authority("grace", "ward", wipe=True)
    clinic.rekey_by_invite("omar", "omar again")
    clinic.rotate("new ca")
    clinic.change_relay(seed("new log key"))
    clinic.close("grace")
    revoked, rekeyed, rotated, relay, closed = replica.extend(clinic.note(), clinic.entries[6:])
    assert isinstance(revoked, changes.DeviceRevoked)
    assert (revoked.wipe, revoked.by_authority) == (True, True)
    assert isinstance(rekeyed, changes.AccountKeyChanged)
    assert rekeyed.by_invite
    assert rekeyed.ended_devices == (device_id("desk"),)
    assert isinstance(rotated, changes.AuthorityRotated)
    assert isinstance(relay, changes.RelayChanged)
    assert relay.log_key == replica.directory.log_key == ed25519.public_key(seed("new log key"))
    assert isinstance(closed, changes.AccountClosed)
    assert closed.ended_devices == (device_id("office"),)


def test_past_sizes_keep_their_answers() -> None:
    clinic = small_clinic()
    clinic.revoke("grace", "ward")
    clinic.rekey("grace", "grace again")
    clinic.add_device("grace", "kiosk")
    replica = clinic.replica()
    grace = account_id("grace")

    def devices(size: int) -> set[bytes]:
        return {device.device_id for device in replica.live_devices(grace, size)}

    ward, office, kiosk = device_id("ward"), device_id("office"), device_id("kiosk")
    assert [devices(size) for size in range(2, 10)] == [
        set(), {ward}, {ward}, {ward}, {ward, office}, {office}, set(), {kiosk},
    ]  # fmt: skip
    assert replica.account_key(grace, 1) is None
    assert replica.account_key(grace, 7) == ed25519.public_key(seed("ak grace"))
    assert replica.account_key(grace) == ed25519.public_key(seed("ak grace again"))
    assert replica.identity(ward, 6) is not None
    assert replica.identity(ward) is None
    kiosk_identity = replica.identity(kiosk)
    assert kiosk_identity is not None
    assert kiosk_identity.account_key == ed25519.public_key(seed("ak grace again"))
    assert kiosk_identity.signing_key == device_secrets("kiosk").signing_key
    listed = replica.live_devices(grace, 6)
    assert listed == sorted(listed, key=lambda device: device.device_id)
    with pytest.raises(ValueError, match="size"):
        replica.live_devices(grace, 10)


def test_an_older_note_takes_nothing_back() -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    before = replica.snapshot()
    assert replica.extend(clinic.note(3), []) == []
    assert replica.snapshot() is before
    unchanged(
        replica, lambda: replica.extend(clinic.note(3), clinic.entries[3:]), IncompleteExtension
    )


@pytest.mark.parametrize("size", [3, 5, 6])
def test_a_fork_is_proved_by_two_notes(size: int) -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    other = clinic.fork(2)
    other.enrol("mallory")
    for name in ("eve", "trent", "peggy"):
        other.enrol(name)
    lie = other.note(size)
    error = unchanged(replica, lambda: replica.extend(lie, []), ForkDetected)
    assert isinstance(error, ForkDetected)
    assert (error.first_note, error.second_note, error.size) == (clinic.note(), lie, size)
    gossip = replica.check_gossip(lie)
    assert gossip.verdict is GossipVerdict.FORK
    assert gossip.fork is not None
    assert gossip.fork.second_note == lie


def test_entries_that_do_not_give_the_signed_root_are_refused() -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    other = clinic.fork(6)
    other.enrol("mallory")
    clinic.enrol("trent")
    error = unchanged(
        replica, lambda: replica.extend(other.note(), clinic.entries[6:]), RootMismatch
    )
    assert isinstance(error, RootMismatch)
    assert error.their_note == other.note()
    replica.extend(clinic.note(), clinic.entries[6:])


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_entries_must_reach_the_note(count: int) -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    clinic.enrol("trent")
    clinic.add_device("trent", "phone")
    more = [*clinic.entries[6:], clinic.entries[1]][:count]
    unchanged(replica, lambda: replica.extend(clinic.note(), more), IncompleteExtension)


def test_notes_under_another_key_are_refused() -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    forged = sign_note(clinic.log_id, 6, replica.root, seed("mallory"))
    unchanged(replica, lambda: replica.extend(forged, []), NoteRefused)
    assert replica.check_gossip(forged).verdict is GossipVerdict.UNVERIFIABLE
    clinic.enrol("trent")
    root = clinic.replica().root
    forged = sign_note(clinic.log_id, 7, root, seed("mallory"))
    unchanged(replica, lambda: replica.extend(forged, clinic.entries[6:]), NoteRefused)


def test_a_log_key_signs_only_the_sizes_of_its_time() -> None:
    clinic = small_clinic()
    old_key = clinic.log_seed
    replica = clinic.replica()
    clinic.change_relay(seed("second log key"))
    by_old_key = sign_note(clinic.log_id, 7, clinic.replica().root, old_key)
    unchanged(replica, lambda: replica.extend(by_old_key, clinic.entries[6:]), NoteRefused)
    assert replica.check_gossip(clinic.note()).verdict is GossipVerdict.UNVERIFIABLE
    replica.extend(clinic.note(), clinic.entries[6:])
    assert replica.check_gossip(clinic.note()).verdict is GossipVerdict.CONSISTENT
    # The new key on an old size proves nothing, whatever root it claims.
    by_new_key = sign_note(clinic.log_id, 6, bytes(32), clinic.log_seed)
    assert replica.check_gossip(by_new_key).verdict is GossipVerdict.UNVERIFIABLE


def test_gossip_from_ahead_and_from_nowhere() -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    clinic.enrol("trent")
    ahead = replica.check_gossip(clinic.note())
    assert ahead.verdict is GossipVerdict.AHEAD
    assert ahead.checkpoint is not None
    assert ahead.checkpoint.size == 7
    for junk in (b"", b"junk", clinic.note()[:-1], Clinic("other").note()):
        assert replica.check_gossip(junk).verdict is GossipVerdict.UNVERIFIABLE
    assert Replica.start(clinic.log_id).check_gossip(clinic.note()).verdict is (
        GossipVerdict.UNVERIFIABLE
    )


def test_what_agreed_once_is_judged_afresh_by_another_state(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Most messages repeat a note; it is verified once, and never remembered for another log."""
    verified: list[int] = []
    verify = Checkpoint.verify

    def count(checkpoint: Checkpoint, key: bytes) -> bool:
        verified.append(checkpoint.size)
        return verify(checkpoint, key)

    clinic = small_clinic()
    replica = clinic.replica()
    before = replica.snapshot()
    clinic.enrol("trent")
    note = clinic.note()
    replica.extend(note, clinic.entries[6:])
    monkeypatch.setattr(Checkpoint, "verify", count)
    for _ in range(3):
        assert replica.check_gossip(note).verdict is GossipVerdict.CONSISTENT
    assert verified == [7]
    altered = note[:-5] + bytes((note[-5] ^ 1,)) + note[-4:]
    assert replica.check_gossip(altered).verdict is GossipVerdict.UNVERIFIABLE
    replica.restore(before)
    assert replica.check_gossip(note).verdict is GossipVerdict.AHEAD
    fork = sign_note(clinic.log_id, 6, bytes(32), clinic.log_seed)
    for _ in range(2):
        assert replica.check_gossip(fork).verdict is GossipVerdict.FORK


def test_the_log_of_another_clinic_is_refused() -> None:
    clinic, other = small_clinic(), Clinic("other")
    replica = Replica.start(clinic.log_id)
    unchanged(replica, lambda: replica.extend(other.note(), other.entries), NoteRefused)
    tree_of_other = other.replica().root
    relabelled = sign_note(clinic.log_id, 1, tree_of_other, other.log_seed)
    error = unchanged(replica, lambda: replica.extend(relabelled, other.entries), EntryForbidden)
    assert isinstance(error, EntryForbidden)
    assert (error.reason, error.index) == (Reason.WRONG_LOG, 0)


def test_the_invite_anchors_the_first_log() -> None:
    clinic = small_clinic()
    checkpoint = clinic.note()
    older = clinic.entries[:4]
    replica = Replica.start(clinic.log_id, anchor_of(clinic, checkpoint))
    unchanged(replica, lambda: replica.extend(clinic.note(4), older), LogBehind)

    other = clinic.fork(1)
    for name in ("a", "b", "c", "d", "e", "f"):
        other.enrol(name)
    unchanged(replica, lambda: replica.extend(other.note(), other.entries), ForkDetected)

    stranger = Anchor(ed25519.public_key(seed("x")), ed25519.public_key(clinic.log_seed))
    strange = Replica.start(clinic.log_id, stranger)
    unchanged(strange, lambda: strange.extend(clinic.note(), clinic.entries), AnchorMismatch)
    stranger = Anchor(ed25519.public_key(clinic.ca), ed25519.public_key(seed("x")))
    strange = Replica.start(clinic.log_id, stranger)
    unchanged(strange, lambda: strange.extend(clinic.note(), clinic.entries), AnchorMismatch)

    anchor = anchor_of(clinic, checkpoint)
    clinic.change_relay(seed("later log key"))
    clinic.rotate("later ca")
    later = Replica.start(clinic.log_id, anchor)
    later.extend(clinic.note(), clinic.entries)
    assert later.size == 8


def test_loading_checks_all_but_the_entries_signatures() -> None:
    clinic = small_clinic()
    loaded = Replica.load(clinic.log_id, clinic.entries, clinic.note())
    assert loaded.root == clinic.replica().root
    assert loaded.directory.accounts == clinic.replica().directory.accounts
    altered = [*clinic.entries]
    altered[2] = altered[2][:-1] + bytes((altered[2][-1] ^ 1,))
    with pytest.raises(EntryForbidden):  # the account's next entry names another predecessor
        Replica.load(clinic.log_id, altered, clinic.note())
    altered = [*clinic.entries]
    altered[-1] = altered[-1][:-1] + bytes((altered[-1][-1] ^ 1,))
    with pytest.raises(RootMismatch):
        Replica.load(clinic.log_id, altered, clinic.note())
    with pytest.raises(IncompleteExtension):
        Replica.load(clinic.log_id, clinic.entries[:-1], clinic.note())


def test_a_snapshot_undoes_an_extension_that_could_not_be_stored() -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    before = replica.snapshot()
    clinic.enrol("trent")
    replica.extend(clinic.note(), clinic.entries[6:])
    replica.restore(before)
    assert replica.size == 6
    assert replica.directory.account(account_id("trent")) is None
    assert len(replica.extend(clinic.note(), clinic.entries[6:])) == 1


def test_covers_says_whether_a_page_was_the_last() -> None:
    clinic = small_clinic()
    replica = Replica.start(clinic.log_id)
    assert not replica.covers(clinic.note(), 5)
    assert replica.covers(clinic.note(), 6)
    with pytest.raises(NoteRefused):
        replica.covers(b"nonsense", 6)


def test_progress_is_told() -> None:
    clinic = Clinic()
    for number in range(260):
        clinic.enrol(f"person {number}")
        clinic.add_device(f"person {number}", f"device {number}")
    told: list[int] = []
    Replica.start(clinic.log_id).extend(clinic.note(), clinic.entries, told.append)
    assert told == [500]


def alter_signature(raw: bytes) -> bytes:
    head, _, last = raw.decode().rstrip("\n").rpartition(" ")
    blob = bytearray(b64decode(last))
    blob[-1] ^= 1
    return f"{head} {b64encode(blob).decode()}\n".encode()


def test_a_cosignature_is_ignored_and_a_bad_log_signature_is_not() -> None:
    clinic = small_clinic()
    replica = clinic.replica()
    witness = "— witness.example " + b64encode(bytes(76)).decode() + "\n"
    assert replica.extend(clinic.note() + witness.encode(), []) == []
    bad = alter_signature(clinic.note())
    unchanged(replica, lambda: replica.extend(bad, []), NoteRefused)
    both = clinic.note() + bad.partition(b"\n\n")[2]
    unchanged(replica, lambda: replica.extend(both, []), NoteRefused)
