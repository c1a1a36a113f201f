"""The client against the real relay: every request, and what happens when things go wrong."""

from __future__ import annotations

import threading
import time
from functools import partial
from pathlib import Path

import pytest

from app.core.ids import DeviceId, SubmissionId
from app.core.relay_errors import (
    DeviceRevoked,
    DeviceUnknown,
    InviteUsed,
    RelayConnectionClosed,
    RelayRefused,
    RelayUnreachable,
    WrongRelayKey,
)
from app.core.relay_port import RelayPort
from app.core.transport_types import (
    InboxEnvelope,
    OutgoingRecipient,
    OutgoingSubmission,
    PublicPrekey,
)
from app.crypto import ed25519, prekeys
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import merkle, note, signing
from app.net.client import RelayClient
from app.net.relay_session import DeviceCredential
from app.net.signed_calls import system_clock_ms
from relay.config import Config
from relay.server import RunningRelay
from tests.integration.net.conftest import Clinic, Person, enrol, redeem

DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def alice(clinic: Clinic) -> Person:
    return enrol(clinic, "Alice")


@pytest.fixture
def bob(clinic: Clinic) -> Person:
    return enrol(clinic, "Bob")


def submission(number: int, recipient: Person, complete: bool = True) -> OutgoingSubmission:
    envelope = OutgoingRecipient(recipient.device_id, True, b"envelope %d" % number)
    name = SubmissionId(number.to_bytes(16, "big"))
    return OutgoingSubmission(name, complete, 5, b"body %d" % number, [envelope])


def test_it_is_the_port_that_the_services_know(clinic: Clinic, alice: Person) -> None:
    port: RelayPort = alice.client()
    assert port.now_ms() > 0
    port.close()


def test_status_and_time(clinic: Clinic, alice: Person) -> None:
    client = alice.client(clock=lambda: system_clock_ms() - DAY_MS)
    status = client.status()
    assert status.protocol == 1
    assert abs(client.relay_time_offset_ms - DAY_MS) < 5_000
    assert abs(client.now_ms() - system_clock_ms()) < 5_000
    client.close()


def test_the_log(clinic: Clinic, alice: Person, bob: Person) -> None:
    client = alice.client()
    page = client.log_entries(0, 2000)
    assert len(page.entries) == 5
    assert tuple(page.entries[1:3]) == alice.entries
    assert tuple(client.log_entries(1, 2).entries) == alice.entries
    assert client.log_entries(5, 10).entries == ()
    checkpoint = note.parse(client.checkpoint())
    assert checkpoint.size == 5
    leaves = [merkle.leaf_hash(entry) for entry in page.entries]
    merkle.verify_inclusion(leaves[1], 1, 5, client.inclusion(1, 5), checkpoint.root)
    assert client.consistency(3, 5)
    assert bob.enrolled.first_index == 3
    client.close()


def test_enrolling_twice_changes_nothing(clinic: Clinic) -> None:
    """The answer was lost; the same request comes again, in the session that is still open."""
    invite = clinic.invite("Carol")
    client = clinic.as_invited(invite)
    assert len(client.log_entries(0, 10).entries) == 1
    person = redeem(clinic, invite)
    again = client.enrol(*person.entries, person.opening)
    assert again.first_index == person.enrolled.first_index == 1
    assert len(client.log_entries(0, 10).entries) == 3
    client.close()


def test_a_used_invite_says_so(clinic: Clinic) -> None:
    invite = clinic.invite("Carol")
    redeem(clinic, invite)
    with pytest.raises(InviteUsed):
        redeem(clinic, invite)


def test_profiles(clinic: Clinic, alice: Person, bob: Person) -> None:
    client = alice.client()
    page = client.profiles(0)
    assert {opening.account_id for opening in page.openings} >= {alice.account_id, bob.account_id}
    assert alice.opening in [opening.opening for opening in page.openings]
    assert client.profiles(page.revision).openings == ()
    client.close()


def public_prekeys(person: Person, one_time: int) -> list[PublicPrekey]:
    kinds = prekeys.PrekeyKind
    wanted = [(kinds(1), 1), (kinds(3), 2)]
    for number in range(one_time):
        wanted += [(kinds(2), 10 + 2 * number), (kinds(4), 11 + 2 * number)]
    made = []
    for kind, key_id in wanted:
        public, _secret = prekeys.generate_prekey(
            kind,
            key_id,
            system_clock_ms() + 7 * DAY_MS,
            log_id=person.clinic.authority.log_id,  # type: ignore[arg-type]
            account_id=person.account_id,
            device_id=person.device_id,
            signing_seed=person.device.signing_seed,
            randomness=SystemRandom(),
        )
        made.append(
            PublicPrekey(
                int(public.kind), public.key_id, public.key, public.not_after, public.signature
            )
        )
    return made


def test_prekeys(clinic: Clinic, alice: Person, bob: Person) -> None:
    ours, theirs = alice.client(), bob.client()
    made = public_prekeys(bob, 2)
    theirs.put_prekeys(made)
    theirs.put_prekeys(made)
    assert (theirs.prekey_counts().x25519, theirs.prekey_counts().mlkem768) == (2, 2)
    asked = [bob.device_id, alice.device_id]
    bundles = ours.claim_prekeys(b"c" * 16, asked)
    assert [bundle.device_id for bundle in bundles] == asked
    assert [bundle.available for bundle in bundles] == [True, False]
    assert bundles[0].signed_x25519 == made[0]
    assert bundles[0].one_time_x25519 in made
    assert ours.claim_prekeys(b"c" * 16, asked) == bundles
    assert theirs.prekey_counts().x25519 == 1
    ours.close()
    theirs.close()


def test_messages_arrive_once_in_order_and_are_kept_until_acknowledged(
    clinic: Clinic, alice: Person, bob: Person
) -> None:
    ours, theirs = alice.client(), bob.client()
    sent = [submission(number, bob) for number in range(1, 6)]
    outcomes = ours.submit(sent)
    assert all(outcome.stored for outcome in outcomes)
    assert ours.submit(sent) == outcomes
    batch = theirs.inbox(0, 0, 3)
    assert [item.seq for item in batch.items] == [1, 2, 3]
    assert batch.waiting == 2
    assert batch.last_seq == 3
    assert theirs.inbox(0, 0, 3).items == batch.items
    rest = theirs.inbox(3, 0, 10)
    first = rest.items[0]
    assert isinstance(first, InboxEnvelope)
    assert (first.envelope, first.body) == (b"envelope 4", b"body 4")
    assert first.sender_device == alice.device_id
    assert theirs.inbox(rest.last_seq, 0, 10).items == ()
    ours.close()
    theirs.close()


def test_one_bad_submission_does_not_hold_up_the_others(
    clinic: Clinic, alice: Person, bob: Person
) -> None:
    client = alice.client()
    nobody = OutgoingSubmission(
        SubmissionId(b"n" * 16),
        False,
        5,
        b"b",
        [OutgoingRecipient(DeviceId(b"n" * 16), True, b"e")],
    )
    outcomes = client.submit([submission(1, bob), nobody, submission(2, bob)])
    assert [outcome.stored for outcome in outcomes] == [True, False, True]
    assert (outcomes[1].status, outcomes[1].code) == (409, "device-set-changed")
    assert client.submit([]) == ()
    client.close()


def test_waiting_is_answered_by_a_message(clinic: Clinic, alice: Person, bob: Person) -> None:
    ours, theirs = alice.client(), bob.client()
    got: list[tuple[int, float]] = []

    def wait() -> None:
        batch = theirs.inbox(0, 30_000, 10)
        got.append((len(batch.items), time.monotonic()))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    ours.submit([submission(1, bob)])
    thread.join(30)
    assert got[0][0] == 1
    assert got[0][1] - started < 15  # not after the thirty that it would wait
    ours.close()
    theirs.close()


def test_close_ends_a_waiting_inbox_at_once(clinic: Clinic, bob: Person) -> None:
    client = bob.client()
    ended: list[float] = []

    def wait() -> None:
        with pytest.raises(RelayConnectionClosed):
            client.inbox(0, 60_000, 10)
        ended.append(time.monotonic())

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.3)
    started = time.monotonic()
    client.close()
    assert time.monotonic() - started < 15  # of the sixty that it would wait
    thread.join(30)
    assert ended[0] - started < 15
    with pytest.raises(RelayConnectionClosed):
        client.checkpoint()


def test_notify_scope_learns_a_number_and_nothing_else(
    clinic: Clinic, alice: Person, bob: Person
) -> None:
    ours, waiting = alice.client(), bob.client(scope="notify")
    ours.submit([submission(1, bob)])
    batch = waiting.inbox(0, 5_000, 0)
    assert (batch.waiting, batch.items) == (1, ())
    for forbidden in (waiting.checkpoint, lambda: waiting.submit([submission(2, alice)])):
        with pytest.raises(RelayRefused) as caught:
            forbidden()
        assert caught.value.problem == "scope"
    ours.close()
    waiting.close()


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_a_clock_that_is_wrong_by_days_is_learned(clinic: Clinic, alice: Person, days: int) -> None:
    client = alice.client(clock=lambda: system_clock_ms() + days * DAY_MS)
    assert client.checkpoint()
    assert abs(client.relay_time_offset_ms + days * DAY_MS) < 5_000
    client.close()


def test_a_clock_that_is_changed_meanwhile_is_learned(clinic: Clinic, alice: Person) -> None:
    shift = [0]
    client = alice.client(clock=lambda: system_clock_ms() + shift[0])
    assert client.checkpoint()
    shift[0] = 900_000  # within the session's time, beyond the relay's tolerance
    assert client.checkpoint()
    assert abs(client.relay_time_offset_ms + 900_000) < 5_000
    client.close()


def test_another_key_than_the_logs_is_refused(clinic: Clinic, alice: Person) -> None:
    sign = partial(ed25519.sign, bytes(32))
    client = RelayClient(
        clinic.relay.url, [clinic.relay.pin], DeviceCredential(alice.device_id, sign)
    )
    with pytest.raises(RelayRefused) as caught:
        client.checkpoint()
    assert caught.value.problem == "bad-signature"
    client.close()


def test_an_unknown_device_is_told_so(clinic: Clinic, alice: Person) -> None:
    sign = partial(ed25519.sign, alice.device.signing_seed)
    credential = DeviceCredential(DeviceId(b"?" * 16), sign)
    client = RelayClient(clinic.relay.url, [clinic.relay.pin], credential)
    with pytest.raises(DeviceUnknown):
        client.checkpoint()
    client.close()


def test_a_revoked_device_is_told_so_while_it_waits(clinic: Clinic, alice: Person) -> None:
    client, waiting = alice.client(), alice.client()
    outcome: list[BaseException] = []

    def wait() -> None:
        try:
            waiting.inbox(0, 30_000, 10)
        except DeviceRevoked as error:
            outcome.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.3)
    entry = signing.device_revoke_entry(
        alice.account,
        alice.account_id,
        alice.device_id,
        wipe=False,
        head=signing.head_after(alice.entries[1]),
        log_id=clinic.authority.log_id,  # type: ignore[arg-type]
        time_ms=system_clock_ms(),
    )
    assert client.append_entries([entry]).first_index == 3
    thread.join(5)
    assert len(outcome) == 1
    with pytest.raises(DeviceRevoked):
        client.checkpoint()
    client.close()
    waiting.close()


def test_another_pin_gets_nothing(clinic: Clinic, alice: Person) -> None:
    sign = partial(ed25519.sign, alice.device.signing_seed)
    credential = DeviceCredential(alice.device_id, sign)
    client = RelayClient(clinic.relay.url, [bytes(32)], credential)
    with pytest.raises(WrongRelayKey) as caught:
        client.status()
    assert caught.value.presented == clinic.relay.pin
    client.close()


def test_a_restarted_relay_is_found_again(tmp_path: Path, clinic: Clinic, alice: Person) -> None:
    """Kept-alive connections and the session survive what the relay does not remember."""
    client = alice.client()
    before = client.checkpoint()
    port = clinic.relay.port
    clinic.relay.stop()
    with pytest.raises(RelayUnreachable):
        client.checkpoint()
    again = RunningRelay(tmp_path / "relay", Config(port=port))
    with again:
        assert note.parse(client.checkpoint()).root == note.parse(before).root
        client.close()
    clinic.relay.stop = lambda: None  # type: ignore[method-assign]
