"""The calls for linking, recovery and removed devices, against a running relay."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial

import pytest

from app.composition import NetRelayFactory
from app.core.errors import CurbsideError
from app.core.policy import RelayTrust
from app.core.profile_ports import RelayAddress
from app.core.relay_errors import (
    DeviceRevoked,
    EntryRefused,
    InviteUsed,
    RateLimited,
    RecoveryStale,
    RelayConnectionClosed,
    RelayRefused,
    WrongRelayKey,
)
from app.core.relay_port import LogReaderPort, RendezvousPort
from app.core.transport_types import SealedRecovery
from app.crypto import ed25519
from app.crypto.identity import DeviceSecrets
from app.crypto.invite import Invite
from app.crypto.system_random import SystemRandom
from app.crypto.transparency import signing
from app.net.client import RelayClient
from app.net.log_reader import LogReader
from app.net.rendezvous import RendezvousClient
from relay import wire
from relay.transparency.certificates import Purpose
from tests.integration.net.conftest import Clinic, Person, enrol

Meet = Callable[[], RendezvousClient]


@pytest.fixture
def meet(clinic: Clinic) -> Meet:
    """Clients of one rendezvous, which know no pin."""
    seed = secrets.token_bytes(32)
    key, sign = ed25519.public_key(seed), partial(ed25519.sign, seed)
    return lambda: RendezvousClient(clinic.relay.url, (), key, sign)


def test_they_are_the_ports_that_the_services_know(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    address = RelayAddress(clinic.relay.url, (clinic.relay.pin,), RelayTrust.PIN)
    sign = partial(ed25519.sign, alice.device.signing_seed)
    reader: LogReaderPort = NetRelayFactory().as_log_reader(address, alice.device_id, sign)
    assert len(reader.log_entries(0, 10).entries) == 3
    reader.close()
    nowhere = RelayAddress(clinic.relay.url, (), RelayTrust.PIN)
    link: RendezvousPort = NetRelayFactory().as_rendezvous(
        nowhere, ed25519.public_key(bytes(32)), partial(ed25519.sign, bytes(32))
    )
    assert link.exchange(0, 0, b"hello", 0, 0) == ()
    link.close()


def test_two_devices_meet_without_knowing_the_relays_key(meet: Meet) -> None:
    new, old = meet(), meet()
    assert new.exchange(0, 0, b"N0", 0, 0) == ()
    assert old.exchange(1, 0, b"", 0, 5_000) == (b"N0",)
    assert old.exchange(1, 0, b"O0", 1, 0) == ()
    assert new.exchange(0, 1, b"N1", 0, 5_000) == (b"O0",)
    assert new.exchange(0, 1, b"N1", 1, 100) == ()  # repeated, and nothing new in time
    assert old.exchange(1, 1, b"", 0, 0) == (b"N0", b"N1")
    with pytest.raises(RelayRefused) as refused:
        new.exchange(0, 1, b"another", 0, 0)
    assert refused.value.problem == wire.Code.MALFORMED
    new.close()
    old.close()


def test_the_longest_lists_fit_an_answer(meet: Meet) -> None:
    new, old = meet(), meet()
    messages = tuple(secrets.token_bytes(wire.MAX_LINK_MESSAGE) for _ in range(8))
    for index, message in enumerate(messages):
        new.exchange(0, index, message, 0, 0)
    assert old.exchange(1, 0, b"", 0, 0) == messages
    new.close()
    old.close()


def test_a_wait_can_be_ended_from_this_side(meet: Meet) -> None:
    client = meet()
    raised: list[CurbsideError] = []

    def wait() -> None:
        try:
            client.exchange(0, 0, b"", 0, 60_000)
        except CurbsideError as error:
            raised.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.3)
    client.close()
    thread.join(5)
    assert not thread.is_alive()
    assert isinstance(raised[0], RelayConnectionClosed)


def test_pins_that_are_known_are_not_ignored(clinic: Clinic) -> None:
    sign = partial(ed25519.sign, bytes(32))
    client = RendezvousClient(clinic.relay.url, [bytes(32)], ed25519.public_key(bytes(32)), sign)
    with pytest.raises(WrongRelayKey):
        client.exchange(0, 0, b"hello", 0, 0)
    client.close()


def test_too_many_rendezvous_are_a_matter_of_waiting(clinic: Clinic) -> None:
    seeds = (secrets.token_bytes(32) for _ in range(100))
    with pytest.raises(RateLimited) as limited:
        _meet_again_and_again(clinic, seeds)
    assert limited.value.retry_after_s


def _meet_again_and_again(clinic: Clinic, seeds: Iterable[bytes]) -> None:
    for seed in seeds:
        sign = partial(ed25519.sign, seed)
        client = RendezvousClient(clinic.relay.url, (), ed25519.public_key(seed), sign)
        try:
            client.exchange(0, 0, b"", 0, 0)
        finally:
            client.close()


def test_a_removed_device_reads_its_own_removal(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    client = alice.client()
    person = clinic.authority.find("Alice")
    clinic.relay.import_statements(clinic.authority.revoke_device(person, alice.device_id))
    with pytest.raises(DeviceRevoked):
        client.checkpoint()
    client.close()
    sign = partial(ed25519.sign, alice.device.signing_seed)
    reader = LogReader(clinic.relay.url, [clinic.relay.pin], alice.device_id, sign)
    page = reader.log_entries(0, 100)
    assert len(page.entries) == 4
    reader.close()
    wrong = LogReader(clinic.relay.url, [bytes(32)], alice.device_id, sign)
    with pytest.raises(WrongRelayKey):
        wrong.log_entries(0, 1)
    wrong.close()


def test_own_devices_are_listed(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    enrol(clinic, "Bob")
    client = alice.client()
    (seen,) = client.own_devices()
    assert seen.device_id == alice.device_id
    assert abs(seen.last_seen_ms - time.time() * 1000) < 130_000
    client.close()


def _recovering(clinic: Clinic) -> tuple[Invite, RelayClient]:
    made = clinic.authority.invite_again(clinic.authority.find("Alice"), Purpose.RECOVER)
    invite = Invite.parse(made.text)
    return invite, clinic.as_invited(invite)


def _device_entry(alice: Person) -> bytes:
    random = SystemRandom()
    return signing.device_add_entry(
        alice.account,
        DeviceSecrets.generate(random),
        alice.account_id,
        type(alice.device_id)(random.random_bytes(16)),
        head=signing.head_after(alice.entries[1]),
        log_id=alice.clinic.authority.log_id,  # type: ignore[arg-type]  # bytes on the relay's side
        time_ms=time.time_ns() // 1_000_000,
    )


def test_a_lost_account_key_comes_back_once(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    client = alice.client()
    client.put_recovery(SealedRecovery(3, b"sealed"))
    client.put_recovery(SealedRecovery(3, b"sealed"))
    with pytest.raises(RecoveryStale) as stale:
        client.put_recovery(SealedRecovery(2, b"older"))
    assert stale.value.version == 3
    assert stale.value.message
    assert stale.value.action
    invite, recovering = _recovering(clinic)
    assert invite.account_id == alice.account_id
    assert recovering.recovery() == SealedRecovery(3, b"sealed")
    entry = _device_entry(alice)
    assert recovering.enrol(b"", entry, b"").first_index == 3
    assert recovering.enrol(b"", entry, b"").first_index == 3
    with pytest.raises(InviteUsed):
        recovering.recovery()
    recovering.close()
    again = clinic.as_invited(invite)
    with pytest.raises(InviteUsed):
        again.recovery()
    again.close()
    assert len(client.own_devices()) == 2
    client.close()


def test_without_a_kit_there_is_none(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    _, recovering = _recovering(clinic)
    assert recovering.recovery() is None
    recovering.close()
    client = alice.client()
    client.put_recovery(SealedRecovery(1, b"sealed"))
    client.put_recovery(SealedRecovery(2, b""))
    client.close()
    _, recovering = _recovering(clinic)
    assert recovering.recovery() is None
    recovering.close()


def test_an_ordinary_invite_recovers_nothing(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    invited = clinic.as_invited(clinic.invite("Bob"))
    with pytest.raises(RelayRefused) as refused:
        invited.recovery()
    assert refused.value.problem == wire.Code.SCOPE
    with pytest.raises(RelayRefused):
        invited.enrol(b"", _device_entry(alice), b"")
    invited.close()
    _, recovering = _recovering(clinic)
    with pytest.raises(EntryRefused):
        recovering.enrol(b"", alice.entries[0], b"")
    recovering.close()


def test_a_restarted_relay_asks_for_the_certificate_again_by_itself(clinic: Clinic) -> None:
    alice = enrol(clinic, "Alice")
    client = alice.client()
    client.put_recovery(SealedRecovery(1, b"sealed"))
    client.close()
    _, recovering = _recovering(clinic)
    assert recovering.recovery() is not None
    clinic.relay.server.services.authenticator._invites.clear()  # as a restart does
    assert recovering.recovery() == SealedRecovery(1, b"sealed")
    recovering.close()
