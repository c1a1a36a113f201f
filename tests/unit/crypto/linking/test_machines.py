"""The two sides of linking: what they accept, in which order, and from whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.ids import AccountId, DeviceId
from app.crypto import ed25519
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.linking import device_entry, new_device, old_device
from app.crypto.linking.errors import LinkError, LinkRefused, OtherSideGaveUp
from app.crypto.linking.messages import (
    Commitment,
    Greeting,
    Introduction,
)
from app.crypto.linking.sealing import GIVEN_UP, LinkKeys, Role
from app.crypto.linking.secret import LinkSecret
from app.crypto.transparency import entries
from app.crypto.transparency.state import signed_message
from tests.unit.crypto.linking.notes import signed_note
from tests.unit.crypto.linking.pair import (
    HEAD,
    LOG_ID,
    LOG_SEED,
    OTHER_LOG,
    SYSTEM,
    Old,
    added,
    pair,
)
from tests.unit.crypto.linking.pair import new_device as make_new


def test_two_sides_agree_and_the_entry_bears_both_signatures() -> None:
    new, old = pair()
    met = new.met(old.machine.greet(new.start()))
    introduced = old.machine.introduced(met.message)
    assert introduced.short_code == met.short_code
    assert len(met.short_code) == 6
    assert introduced.introduction.device_name == "Ward 3"
    grant = old.grant_for(introduced)
    assert new.granted(old.machine.grant(grant)) == grant
    entry = old.machine.signed(new.consent())
    assert entry == new.signed_entry()
    decoded = entries.decode(entry)
    keys = {
        entries.Role.ACCOUNT: old.account.account_key,
        entries.Role.DEVICE: introduced.introduction.signing_key,
    }
    for role, signature in decoded.signatures:
        message = signed_message(role, LOG_ID, decoded.signed_part)
        assert ed25519.verify(keys[role], message, signature)
    assert new.added(old.machine.finish(added())) == added()
    assert new.state is new_device.State.ADDED
    assert old.machine.state is old_device.State.DONE


def test_nothing_that_n1_holds_is_out_before_o0_came() -> None:
    new, _ = pair()
    said = new.start()
    opened = new._channel._keys.unseal(Role.NEW, 0, said)
    hidden = new._introduction
    for part in (hidden.nonce, hidden.device_id, hidden.signing_key, hidden.agreement_key):
        assert part not in opened
    with pytest.raises(RuntimeError):
        new.granted(said)
    with pytest.raises(RuntimeError):
        new.consent()


def test_an_n1_before_o0_is_not_taken() -> None:
    new, old = pair()
    said = new.start()
    with pytest.raises(RuntimeError):
        old.machine.introduced(said)


def test_another_n1_than_the_one_committed_to_is_refused() -> None:
    new, old = pair()
    twin = make_new(new._channel._keys)
    old.machine.greet(new.start())
    twin.start()
    met = twin.met(Old(old.keys, old.account).machine.greet(new_start(old.keys)))
    with pytest.raises(LinkRefused):
        old.machine.introduced(met.message)
    assert old.machine.state is old_device.State.OVER


def new_start(keys: LinkKeys) -> bytes:
    return make_new(keys).start()


def test_a_man_in_the_middle_who_knows_the_secret_gets_two_codes() -> None:
    """Whoever answers both sides is bound before each draws its nonce: equal codes are luck.

    In 2,000 tries with every freedom that the order of messages leaves, none is expected to match
    (the chance of one is 0.2 %); the codes differ although the attacker repeats the victim's keys.
    """
    equal = 0
    for _ in range(2000):
        keys = LinkKeys.derive(LinkSecret.generate(SYSTEM))
        victim_new = make_new(keys)
        victim_old = Old(keys, AccountSecret.generate(SYSTEM))
        mallory_new = make_new(keys)
        # To the old one: committed before its nonce is known.
        greeting = victim_old.machine.greet(mallory_new.start())
        introduced = victim_old.machine.introduced(mallory_new.met(greeting).message)
        # To the new one: the real greeting passed on, or one of Mallory's own, made before N1.
        n0 = victim_new.start()
        mallory_old = Old(keys, victim_old.account)
        met = victim_new.met(mallory_old.machine.greet(n0))
        equal += met.short_code == introduced.short_code
    assert equal <= 1


def test_a_greeting_passed_on_gives_another_code_too() -> None:
    keys = LinkKeys.derive(LinkSecret.generate(SYSTEM))
    victim_new, mallory_new = make_new(keys), make_new(keys)
    victim_old = Old(keys, AccountSecret.generate(SYSTEM))
    greeting = victim_old.machine.greet(mallory_new.start())
    theirs = victim_old.machine.introduced(mallory_new.met(greeting).message)
    victim_new.start()
    assert victim_new.met(greeting).short_code != theirs.short_code


def liar(new: new_device.NewDevice, old: Old) -> old_device.Introduced:
    met = new.met(old.machine.greet(new.start()))
    return old.machine.introduced(met.message)


OTHER_ACCOUNT = AccountId(b"\xbb" * 16)


def _entry(old: Old, introduced: old_device.Introduced, **changes: object) -> bytes:
    new = introduced.introduction
    fields: dict[str, object] = {
        "account": old.account,
        "account_id": old.account_id,
        "device_id": new.device_id,
        "signing_key": new.signing_key,
        "agreement_key": new.agreement_key,
        "head": HEAD,
        "log_id": LOG_ID,
        "time_ms": 7,
    }
    return device_entry.half_signed(**(fields | changes))


LIES: dict[str, Callable[[Old, old_device.Introduced], dict[str, object]]] = {
    "another account key": lambda old, new: {
        "entry": _entry(old, new, account=AccountSecret.generate(SYSTEM))
    },
    "another account": lambda old, new: {"entry": _entry(old, new, account_id=OTHER_ACCOUNT)},
    "another log in the signature": lambda old, new: {"entry": _entry(old, new, log_id=OTHER_LOG)},
    "another log in the note": lambda _old, _new: {"note": signed_note(OTHER_LOG, 9, LOG_SEED)[0]},
    "another log key": lambda _old, _new: {"log_key": ed25519.public_key(b"\x09" * 32)},
    "another device": lambda old, new: {"entry": _entry(old, new, device_id=DeviceId(bytes(16)))},
    "another signing key": lambda old, new: {
        "entry": _entry(old, new, signing_key=ed25519.public_key(b"\x01" * 32))
    },
    "another agreement key": lambda old, new: {
        "entry": _entry(old, new, agreement_key=b"\x05" * 32)
    },
    "not attached to the chain": lambda _old, _new: {"own_chain": (b"\x01" * 32, b"\x02" * 32)},
    "a chain too short": lambda _old, _new: {"own_chain": (HEAD.prev,)},
    "no chain": lambda _old, _new: {"own_chain": ()},
    "an entry that ends a device": lambda old, _new: {"entry": _revocation(old)},
    "no entry": lambda _old, _new: {"entry": b""},
    "no note": lambda _old, _new: {"note": b""},
    "no pin": lambda _old, _new: {"pins": ()},
    "five pins": lambda _old, _new: {"pins": (b"\x01" * 32,) * 5},
    "half a pin": lambda _old, _new: {"pins": (b"\x01" * 31,)},
    "no address": lambda _old, _new: {"relay_url": ""},
    "a short directory key": lambda _old, _new: {"directory_key": bytes(31)},
    "two names for one device": lambda _old, _new: {
        "names": ((DeviceId(bytes(16)), "a"), (DeviceId(bytes(16)), "b"))
    },
    "a name too long": lambda _old, _new: {"names": ((DeviceId(bytes(16)), "x" * 65),)},
}


def _revocation(old: Old) -> bytes:
    from app.crypto.transparency import signing

    return signing.device_revoke_entry(
        old.account,
        old.account_id,
        DeviceId(bytes(16)),
        wipe=True,
        head=HEAD,
        log_id=LOG_ID,
        time_ms=7,
    )


@pytest.mark.parametrize("lie", LIES)
def test_a_grant_that_does_not_fit_is_not_signed(lie: str) -> None:
    new, old = pair()
    introduced = liar(new, old)
    sealed = old.machine.grant(old.grant_for(introduced, **LIES[lie](old, introduced)))
    with pytest.raises(LinkRefused):
        new.granted(sealed)
    assert new.state is new_device.State.OVER
    with pytest.raises(RuntimeError):
        new.consent()


def test_an_entry_that_seems_to_bear_our_signature_already_is_refused() -> None:
    new, old = pair()
    introduced = liar(new, old)
    entry = _entry(old, introduced)[:-64] + b"\x01" * 64
    with pytest.raises(LinkRefused):
        new.granted(old.machine.grant(old.grant_for(introduced, entry=entry)))


def test_a_signature_by_another_key_is_not_taken() -> None:
    new, old = pair()
    introduced = liar(new, old)
    grant = old.grant_for(introduced)
    old.machine.grant(grant)
    other = DeviceSecrets.generate(SYSTEM)
    forged = device_entry.device_signature(grant.entry, other.signing_seed, LOG_ID)
    with pytest.raises(LinkRefused):
        old.machine.signed(old.keys.seal(Role.NEW, 2, forged, SYSTEM))
    assert old.machine.state is old_device.State.OVER


@pytest.mark.parametrize("weak", ["signing_key", "agreement_key"])
def test_a_new_device_with_a_key_of_small_order_is_refused(weak: str) -> None:
    _, old = pair()
    introduction = Introduction.make(
        DeviceId(bytes(16)), ed25519.public_key(bytes(32)), b"\x09" + bytes(31), "x", SYSTEM
    )
    introduction = replace(introduction, **{weak: bytes(32)})
    commitment = Commitment.to(introduction).encode()
    old.machine.greet(old.keys.seal(Role.NEW, 0, commitment, SYSTEM))
    with pytest.raises(LinkRefused):
        old.machine.introduced(old.keys.seal(Role.NEW, 1, introduction.encode(), SYSTEM))


def test_an_account_key_of_small_order_is_refused() -> None:
    new, old = pair()
    new.start()
    greeting = Greeting.make(LOG_ID, old.account_id, bytes(32), "Clinic", SYSTEM)
    with pytest.raises(LinkRefused):
        new.met(old.keys.seal(Role.OLD, 0, greeting.encode(), SYSTEM))


@pytest.mark.parametrize("steps", range(3))
def test_giving_up_reaches_the_other_side_at_any_step(steps: int) -> None:
    new, old = pair()
    greeting = old.machine.greet(new.start())
    if steps == 0:
        old_says = old.keys.seal(Role.OLD, 0, GIVEN_UP, SYSTEM)
        with pytest.raises(OtherSideGaveUp):
            new.met(old_says)
        return
    met = new.met(greeting)
    if steps == 1:
        with pytest.raises(OtherSideGaveUp):
            old.machine.introduced(old.keys.seal(Role.NEW, 1, GIVEN_UP, SYSTEM))
        return
    introduced = old.machine.introduced(met.message)
    with pytest.raises(OtherSideGaveUp):
        new.granted(old.machine.give_up())
    assert new.state is new_device.State.OVER
    with pytest.raises(RuntimeError):
        old.machine.grant(old.grant_for(introduced))


def run_through(new: new_device.NewDevice, old: Old, meddle: Callable[[str, bytes], bytes]) -> None:
    """A whole link, each message through `meddle` on its way."""
    greeting = old.machine.greet(meddle("n0", new.start()))
    met = new.met(meddle("o0", greeting))
    introduced = old.machine.introduced(meddle("n1", met.message))
    grant = old.machine.grant(old.grant_for(introduced))
    new.granted(meddle("o1", grant))
    old.machine.signed(meddle("n2", new.consent()))
    new.added(meddle("o2", old.machine.finish(added())))


SLOTS = ["n0", "o0", "n1", "o1", "n2", "o2"]


def whole_exchange() -> dict[str, bytes]:
    said: dict[str, bytes] = {}

    def keep(name: str, message: bytes) -> bytes:
        said[name] = message
        return message

    run_through(*pair(), keep)
    return said


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SLOTS), st.data())
def test_whatever_stands_in_place_of_a_message_is_refused(slot: str, data: st.DataObject) -> None:
    """Tampered, cut, reordered, reflected, replayed from another link, or from another place."""
    new, old = pair()
    elsewhere = whole_exchange()
    said: dict[str, bytes] = {}

    def meddle(name: str, message: bytes) -> bytes:
        said[name] = message
        if name != slot:
            return message
        how = data.draw(st.sampled_from(["flip", "cut", "other place", "other link", "noise"]))
        if how == "flip":
            at = data.draw(st.integers(0, len(message) - 1))
            bit = 1 << data.draw(st.integers(0, 7))
            return message[:at] + bytes([message[at] ^ bit]) + message[at + 1 :]
        if how == "cut":
            return message[: data.draw(st.integers(0, len(message) - 1))]
        if how == "other place":
            earlier = [text for key, text in said.items() if key != name]
            return data.draw(st.sampled_from(earlier)) if earlier else b""
        if how == "other link":
            return elsewhere[data.draw(st.sampled_from(SLOTS))]
        return data.draw(st.binary(max_size=200))

    with pytest.raises(LinkRefused):
        run_through(new, old, meddle)
    states = {new.state.name, old.machine.state.name}
    assert "OVER" in states


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SLOTS), st.binary(max_size=400))
def test_a_payload_of_any_bytes_under_the_right_key_ends_in_words(
    slot: str, payload: bytes
) -> None:
    """Somebody who saw the code can seal what they like: no crash, no state kept."""
    new, old = pair()
    role = Role.NEW if slot[0] == "n" else Role.OLD

    def meddle(name: str, message: bytes) -> bytes:
        return old.keys.seal(role, int(name[1]), payload, SYSTEM) if name == slot else message

    with pytest.raises(LinkError):
        run_through(new, old, meddle)
