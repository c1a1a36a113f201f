"""The wire's types: what is encoded is decoded, and nothing else is."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay import wire
from relay.wire import PrekeyKind, WireError

ids = st.binary(min_size=16, max_size=16)
times = st.integers(0, 2**53)
recipients = st.builds(
    wire.Recipient, ids, st.booleans(), st.binary(min_size=1, max_size=wire.MAX_ENVELOPE)
)
submissions = st.builds(
    wire.Submission,
    ids,
    st.booleans(),
    st.integers(0, 2**64 - 1),
    st.binary(max_size=300),
    st.lists(recipients, min_size=1, max_size=4, unique_by=lambda item: item.device_id).map(tuple),
)


@given(st.lists(submissions, min_size=1, max_size=4))
def test_submissions_survive_the_wire(sent: list[wire.Submission]) -> None:
    data = wire.encode_submissions(sent)
    assert list(wire.decode_submissions(data)) == sent
    assert wire.Submission.decode(sent[0].encode()) == sent[0]


@given(st.lists(submissions, min_size=1, max_size=2), st.data())
def test_damaged_submissions_are_refused_or_mean_something_else(
    sent: list[wire.Submission], data: st.DataObject
) -> None:
    encoded = wire.encode_submissions(sent)
    cut = data.draw(st.integers(0, len(encoded) - 1))
    with pytest.raises(WireError):
        wire.Submission.decode(sent[0].encode()[: min(cut, len(sent[0].encode()) - 1)])
    flipped = bytearray(encoded)
    flipped[cut] ^= data.draw(st.integers(1, 255))
    try:
        again = wire.decode_submissions(bytes(flipped))
    except WireError:
        return
    assert wire.encode_submissions(again) == bytes(flipped)  # one encoding a value


@given(st.binary(max_size=300))
def test_noise_raises_only_wire_errors(noise: bytes) -> None:
    decoders: list[Callable[[bytes], object]] = [
        wire.decode_submissions,
        wire.decode_results,
        wire.InboxRequest.decode,
        wire.InboxAnswer.decode,
        wire.LogEntries.decode,
        wire.EnrolRequest.decode,
        wire.Appended.decode,
        wire.ProfilesAnswer.decode,
        wire.decode_prekeys,
        wire.ClaimRequest.decode,
        wire.decode_bundles,
        wire.decode_hashes,
        wire.LinkRequest.decode,
        wire.decode_link_messages,
        wire.Recovery.decode,
        lambda data: wire.decode_json(data, wire.Devices),
        lambda data: wire.decode_json(data, wire.SessionRequest),
        wire.unb64u,
    ]
    for decode in decoders:
        for data in (noise, wire.tlv(noise), wire.tlv(noise, noise), wire.tlv(*[noise] * 5)):
            try:
                decode(data)
            except WireError:
                continue


def submission(**changes: object) -> bytes:
    fields: dict[str, object] = {
        "id": bytes(16),
        "flags": b"\x01",
        "log_size": bytes(8),
        "body": b"body",
        "recipients": wire.tlv_list([wire.tlv(bytes(16), b"\0", b"envelope")]),
    }
    fields.update(changes)
    return wire.tlv(wire.tlv(*[value for value in fields.values() if isinstance(value, bytes)]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        submission(id=bytes(15)),
        submission(flags=b"\x02"),
        submission(flags=b""),
        submission(log_size=bytes(4)),
        submission(body=bytes(wire.MAX_SHARED_BODY + 1)),
        submission(recipients=b""),
        submission(recipients=wire.tlv(wire.tlv(bytes(16), b"\2", b"e"))),
        submission(recipients=wire.tlv(wire.tlv(bytes(16), b"\0", b""))),
        submission(recipients=wire.tlv(wire.tlv(bytes(16), b"\0", bytes(wire.MAX_ENVELOPE + 1)))),
        submission(recipients=wire.tlv_list([wire.tlv(bytes(16), b"\0", b"e")] * 2)),
        submission(more=b""),
        submission() + b"\0",
        submission() * (wire.MAX_SUBMISSIONS + 1),
    ],
)
def test_what_the_page_does_not_allow_is_refused(data: bytes) -> None:
    wire.decode_submissions(submission())
    with pytest.raises(WireError):
        wire.decode_submissions(data)


def test_a_message_to_the_largest_group_fits_into_a_request() -> None:
    """256 members with 8 devices each, but for the sending one; every session is new."""
    devices = [
        wire.Recipient(bytes(14) + n.to_bytes(2, "big"), True, bytes(3_200))
        for n in range(256 * 8 - 1)
    ]
    whole = wire.Submission(bytes(16), True, 1, bytes(64 * 1024), tuple(devices))
    data = wire.encode_submissions([whole])
    assert len(data) <= wire.MAX_BODY
    assert wire.decode_submissions(data) == (whole,)


def test_the_inbox_survives_the_wire() -> None:
    item = wire.InboxItem(wire.ItemKind.ENVELOPE, 7, 8, bytes(16), os.urandom(16), b"e", b"b")
    answer = wire.InboxAnswer(1, 2, 3, (item, item))
    assert wire.InboxAnswer.decode(answer.encode()) == answer
    request = wire.InboxRequest(5, wire.MAX_WAIT_MS, 10, 11)
    assert wire.InboxRequest.decode(request.encode()) == request
    with pytest.raises(WireError):
        wire.InboxRequest.decode(wire.InboxRequest(5, wire.MAX_WAIT_MS + 1, 10, 11).encode())


def test_bundles_have_their_kinds_in_their_places() -> None:
    def prekey(kind: PrekeyKind) -> wire.Prekey:
        size = 32 if kind in (1, 2) else 1184
        return wire.Prekey(kind, 1, bytes(size), 5, bytes(64))

    signed, one_time, last, kem = (prekey(kind) for kind in PrekeyKind)
    for good in (
        wire.Bundle(bytes(16), signed, last, None),
        wire.Bundle(bytes(16), signed, kem, one_time),
        wire.Bundle(bytes(16), None, None, None),
    ):
        assert wire.Bundle.decode(good.encode()) == good
    for bad in (
        wire.Bundle(bytes(16), one_time, last, None),
        wire.Bundle(bytes(16), signed, signed, None),
        wire.Bundle(bytes(16), signed, kem, kem),
        wire.Bundle(bytes(16), signed, None, None),
        wire.Bundle(bytes(16), None, None, one_time),
    ):
        with pytest.raises(WireError):
            wire.Bundle.decode(bad.encode())


def test_json_from_clients_is_strict_and_from_the_relay_lenient() -> None:
    with pytest.raises(WireError):
        wire.decode_json(
            b'{"nonce":"a","ephemeral":"b","scope":"device","x":1}', wire.SessionRequest
        )
    newer = b'{"service":"s","protocol":1,"version":"9","time":1,"more":true}'
    assert wire.decode_json(newer, wire.Status).version == "9"
    problem = b'{"type":"urn:curbside:problem:quota","title":"t","status":429,"detail":"d"}'
    assert wire.decode_json(problem, wire.Problem).code == "quota"


@pytest.mark.parametrize("text", ["A", "AA==", "AB", "A A=", "_-8=", "+/8", "ÄA"])
def test_base64url_has_one_spelling(text: str) -> None:
    with pytest.raises(WireError):
        wire.unb64u(text)
    assert wire.unb64u(wire.b64u(b"\xff\xfe\x00")) == b"\xff\xfe\x00"


@given(
    st.builds(
        wire.LinkRequest,
        role=st.integers(0, 1),
        index=st.integers(0, wire.MAX_LINK_MESSAGES),
        message=st.binary(max_size=200),
        after=st.integers(0, wire.MAX_LINK_MESSAGES),
        wait_ms=st.integers(0, wire.MAX_WAIT_MS),
    ),
    st.integers(0, wire.MAX_SEQ),
)
def test_linking_and_recovery_survive_the_wire(asked: wire.LinkRequest, version: int) -> None:
    assert wire.LinkRequest.decode(asked.encode()) == asked
    recovery = wire.Recovery(version, asked.message)
    assert wire.Recovery.decode(recovery.encode()) == recovery


def test_a_repr_shows_no_bytes() -> None:
    assert "CANARY" not in repr(wire.LinkRequest(0, 0, b"CANARY", 0, 0))
    assert "CANARY" not in repr(wire.Recovery(1, b"CANARY"))
    assert "CANARY" not in repr(wire.Recipient(bytes(16), True, b"CANARY"))
