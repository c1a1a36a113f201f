"""Whatever arrives, the reading of a request ends in a value or in one kind of error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relay.transparency.cosignature import LOG, WITNESS, VerifierKey, read_line
from relay.transparency.errors import NoteError
from relay.witness.folder import WitnessFolder
from relay.witness.judge import Judge
from relay.witness.request import MAX_BODY, MAX_PROOF, parse
from tests.unit.relay.witness.log import GrowingLog, body

LOG_OF_NINE = GrowingLog().grow(9)
GOOD = LOG_OF_NINE.request(5)


@given(st.binary(max_size=300))
def test_noise(noise: bytes) -> None:
    with pytest.raises(NoteError):
        parse(noise)


@given(
    cut=st.tuples(st.integers(0, len(GOOD)), st.integers(0, 40)),
    put=st.binary(max_size=20) | st.sampled_from([b"\n", b"\n\n", b"0", b"=", "—".encode(), b"+"]),
)
@settings(max_examples=500)
def test_a_request_with_something_cut_out_and_something_put_in(
    cut: tuple[int, int], put: bytes
) -> None:
    """It may still be well-formed; then everything that was read can be written again."""
    changed = GOOD[: cut[0]] + put + GOOD[cut[0] + cut[1] :]
    try:
        read = parse(changed)
    except NoteError:
        return
    checkpoint = read.checkpoint
    lines = "".join([line.encode() for line in checkpoint.signatures]).encode()
    note = checkpoint.text + b"\n" + lines
    assert body(read.old_size, list(read.proof), note) == changed


@pytest.mark.expects_log("without proof")
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(1, 255)), max_size=3))
def test_no_damaged_request_is_cosigned_as_something_else(damage: list[tuple[int, int]]) -> None:
    changed = bytearray(GOOD)
    for position, mask in damage:
        changed[position] ^= mask
    with tempfile.TemporaryDirectory() as directory:
        folder = WitnessFolder(Path(directory) / "w")
        folder.make("w")
        records = folder.records()
        try:
            records.add_log([LOG_OF_NINE.verifier_key], replace=False)
            judge = Judge("w", folder.key(), records, lambda: 1)
            assert judge.add_checkpoint(LOG_OF_NINE.request(0, 5)).status == 200
            verdict = judge.add_checkpoint(bytes(changed))
            if verdict.status == 200:
                assert parse(bytes(changed)).checkpoint.root == LOG_OF_NINE.tree.root()
            assert verdict.status in (200, 400, 403, 404, 409, 422)
        finally:
            records.close()


def test_the_largest_request_fits() -> None:
    note = LOG_OF_NINE.note()
    largest = body(2**63 - 1, [bytes(32)] * MAX_PROOF, note)
    assert len(largest) <= MAX_BODY
    assert len(parse(largest).proof) == MAX_PROOF


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+!!!!",
        "two words+00000000+AAAA",
        "+00000000+AAAA",
    ],
)
def test_verifier_keys_that_are_none(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.decode(text, WITNESS)


def test_a_verifier_key_is_of_one_kind_and_strong() -> None:
    key = LOG_OF_NINE.verifier_key
    assert VerifierKey.decode(key.encode(), LOG) == key
    with pytest.raises(NoteError, match="another kind"):
        VerifierKey.decode(key.encode(), WITNESS)
    weak = VerifierKey("witness.example", b"\x01" + bytes(31), WITNESS)
    with pytest.raises(NoteError, match="small order"):
        VerifierKey.decode(weak.encode(), WITNESS)
    name, _, encoded = key.encode().split("+", 2)
    with pytest.raises(NoteError, match="does not fit"):
        VerifierKey.decode(f"{name}+00000000+{encoded}", LOG)


def test_a_published_note_is_read() -> None:
    """The example of the C2SP page on cosignatures."""
    line = (
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJs"
        "X3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    )
    read = read_line(line)
    assert read.encode() == line + "\n"
    assert int.from_bytes(read.signature[:8], "big") == 1_679_315_147
