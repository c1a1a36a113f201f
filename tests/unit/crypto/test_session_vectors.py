"""The frozen vectors still come out, byte for byte: no change of the wire goes unnoticed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from app.core import tlv
from app.crypto.identity import DeviceIdentity
from app.crypto.prekeys import PrekeyBundle
from app.crypto.ratchet.header import Envelope
from tests.fakes.randomness import RecordingRandomness, SeededRandomness
from tests.vectors.make_session_vectors import FILE, LOG_ID, NOT_AFTER, replayed, run

CASES: dict[str, Any] = json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_the_frozen_answers_come_out_again(name: str) -> None:
    case = CASES[name]
    randomness = replayed(case)
    assert run(randomness, one_time=case["one_time"]) == case["answers"]
    assert randomness.used_up


@pytest.mark.parametrize("name", CASES)
def test_the_file_is_what_its_script_makes(name: str) -> None:
    case = CASES[name]
    randomness = RecordingRandomness(SeededRandomness(name))
    assert run(randomness, one_time=case["one_time"]) == case["answers"]
    assert [drawn.hex() for drawn in randomness.drawn] == case["random"]


@pytest.mark.parametrize("name", CASES)
def test_the_vectors_cover_what_they_are_for(name: str) -> None:
    answers = CASES[name]["answers"]
    start = answers["handshake"]
    identity = DeviceIdentity.decode(bytes.fromhex(start["identity_b"]))
    bundle = PrekeyBundle.decode(bytes.fromhex(start["bundle"]))
    bundle.verify(LOG_ID, identity, NOT_AFTER)
    assert (bundle.one_time is not None) == CASES[name]["one_time"]
    envelopes = [Envelope.decode(bytes.fromhex(s["envelope"])) for s in answers["ratchet"]]
    assert [bool(e.initial) for e in envelopes[:5]] == [True, True, False, False, False]
    assert all(e.header.offer for e in envelopes)
    assert sum(bool(e.header.answer) for e in envelopes) >= 5
    assert {e.header.number for e in envelopes} == {0, 1, 2}
    payload = tlv.decode(bytes.fromhex(answers["message"]["payload"]), 12)
    assert payload[2] == sha256(bytes.fromhex(answers["message"]["body"])).digest()
