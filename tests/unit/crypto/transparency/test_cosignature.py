"""app/crypto/transparency/cosignature.py: whose statements count (PROTOCOL.md section 13)."""

from __future__ import annotations

from base64 import b64encode

import pytest

from app.crypto import ed25519
from app.crypto.transparency import cosignature, note
from app.crypto.transparency.replica import GossipVerdict
from tests.unit.crypto.transparency.clinic import seed, small_clinic
from tests.unit.crypto.transparency.witness import SECOND, cosign, witness_key

ALPHA, BETA = witness_key("alpha"), witness_key("beta")


def test_the_good_lines_of_trusted_witnesses_are_found() -> None:
    clinic = small_clinic()
    signed = cosign(cosign(clinic.note(), "alpha", SECOND), "beta", SECOND + 7)
    found = cosignature.verified(note.parse(signed), [ALPHA, BETA])
    assert [(each.key, each.name, each.time_ms) for each in found] == [
        (ALPHA, "alpha.example", SECOND * 1000),
        (BETA, "beta.example", (SECOND + 7) * 1000),
    ]
    assert cosignature.verified(note.parse(signed), [witness_key("gamma")]) == ()
    assert cosignature.verified(note.parse(clinic.note()), [ALPHA]) == ()


def test_of_several_by_one_witness_the_newest_counts() -> None:
    signed = small_clinic().note()
    for when in (SECOND + 5, SECOND + 9, SECOND):
        signed = cosign(signed, "alpha", when)
    (found,) = cosignature.verified(note.parse(signed), [ALPHA])
    assert found.time_ms == (SECOND + 9) * 1000


@pytest.mark.parametrize("lie", ["time", "text", "key", "short", "plain signature", "far future"])
def test_a_line_that_does_not_verify_counts_as_none(lie: str) -> None:
    clinic = small_clinic()
    signed = clinic.note()
    match lie:
        case "time":
            forged = cosign(signed, "alpha", SECOND)
            forged = cosign(signed, "alpha", SECOND + 1, signature_of=forged)
        case "text":
            forged = cosign(signed, "alpha", SECOND, text=clinic.note(3))
        case "key":
            forged = cosign(signed, "alpha", SECOND, seed_name="mallory", claimed=ALPHA)
        case "short":
            line = cosign(signed, "alpha", SECOND).decode().splitlines()[-1]
            _, name, encoded = line.split(" ")
            forged = signed + f"— {name} {encoded[:-8]}\n".encode()
        case "plain signature":
            text = note.parse(signed).signed_text
            raw = ed25519.sign(seed("alpha"), text)
            blob = cosignature.key_hash("alpha.example", ALPHA) + bytes(8) + raw
            forged = signed + f"— alpha.example {b64encode(blob).decode()}\n".encode()
        case _:
            forged = cosign(signed, "alpha", cosignature.MAX_TIMESTAMP_S + 1)
    assert cosignature.verified(note.parse(forged), [ALPHA, BETA]) == ()
    assert note.parse(forged).verify(ed25519.public_key(clinic.log_seed)), "it is the relay's note"


def test_messages_carry_the_note_without_cosignatures() -> None:
    """Twenty witnesses would make each message's every envelope three kilobytes longer."""
    clinic = small_clinic()
    signed = clinic.note()
    for name in ("alpha", "beta"):
        signed = cosign(signed, name, SECOND)
    replica = clinic.replica()
    clinic.enrol("zoe")
    grown = cosign(clinic.note(), "alpha", SECOND)
    replica.extend(grown, clinic.entries[-1:])
    assert replica.note == clinic.note()
    assert replica.checkpoint.verify(ed25519.public_key(clinic.log_seed))
    assert replica.check_gossip(grown).verdict is GossipVerdict.CONSISTENT
    assert note.parse(signed).bare() == note.parse(clinic.note(6))
    assert note.parse(signed).bare().bare() == note.parse(signed).bare()


def test_a_cosigned_fork_keeps_the_witness_line_in_its_proof() -> None:
    clinic = small_clinic()
    other = clinic.fork(3)
    for name in ("mallory", "eve", "trent"):
        other.enrol(name)
    lie = cosign(other.note(), "alpha", SECOND)
    gossip = clinic.replica().check_gossip(lie)
    assert gossip.verdict is GossipVerdict.FORK
    assert gossip.fork is not None
    assert gossip.fork.second_note == lie
