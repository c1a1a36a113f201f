"""The frozen log: this side's verdicts, and that the file is what its script writes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from relay.transparency import entries, note
from relay.transparency.bodies import EntryType
from relay.transparency.errors import EntryRefused
from relay.transparency.merkle import Tree
from relay.transparency.rules import LogState
from tests.vectors.make_log_vectors import PATH, build, describe

VECTORS: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
LOG = [bytes.fromhex(item["entry"]) for item in VECTORS["entries"]]


def test_the_file_is_what_the_script_writes() -> None:
    assert build() == VECTORS


def test_every_kind_of_entry_is_there() -> None:
    assert {item["type"] for item in VECTORS["entries"]} == set(EntryType.__members__)


def test_the_log_is_accepted_and_amounts_to_what_it_should() -> None:
    expected = {item["size"]: item for item in VECTORS["states"]}
    state, replayed = LogState(), LogState()
    for size, raw in enumerate(LOG, start=1):
        entry = state.check_and_apply(raw)
        assert entry.raw == raw
        replayed.replay(raw)
        if size in expected:
            assert {"size": size, **describe(state)} == expected[size]
            assert describe(replayed) == describe(state)
    assert state.size == len(LOG)
    assert state.clinic.log_id.hex() == VECTORS["log_id"]


@pytest.mark.parametrize("item", VECTORS["refused"], ids=lambda item: item["name"])
def test_refusals(item: dict[str, Any]) -> None:
    state = LogState()
    for raw in LOG[: item["after"]]:
        state.replay(raw)
    with pytest.raises(EntryRefused) as refused:
        state.check_and_apply(bytes.fromhex(item["entry"]))
    assert refused.value.code == item["code"]
    assert state.size == item["after"]
    for raw in LOG[item["after"] :]:
        state.replay(raw)  # the refusal left no trace
    assert describe(state) == {k: v for k, v in VECTORS["states"][-1].items() if k != "size"}


def test_checkpoints_are_signed_by_the_log_key_in_force() -> None:
    tree = Tree()
    for raw in LOG:
        tree.append(raw)
    log_id = bytes.fromhex(VECTORS["log_id"])
    for item in VECTORS["checkpoints"]:
        signed = note.verify(item["note"].encode(), log_id, bytes.fromhex(item["log_key"]))
        assert signed == note.Checkpoint(item["size"], tree.root(item["size"]))


def test_entries_survive_decoding_and_encoding() -> None:
    for raw in LOG:
        entry = entries.decode(raw)
        again = entries.make(
            entry.body,
            account_id=entry.account_id,
            seq=entry.seq,
            prev=entry.prev,
            time_ms=entry.time_ms,
            log_id=b"",
            signers={role: lambda _, sig=sig: sig for role, sig in entry.signatures.items()},  # type: ignore[misc]  # a default argument binds the loop variable
        )
        assert again == raw
