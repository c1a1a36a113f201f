"""The client's verifier against tests/vectors/log.json, which the relay's prover also passes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.core.ids import AccountId, LogId
from app.crypto.certificate import Certificate
from app.crypto.invite import Invite
from app.crypto.profile import Profile, commitment, open_profile
from app.crypto.transparency import merkle, note
from app.crypto.transparency.errors import EntryForbidden
from app.crypto.transparency.replica import GossipVerdict, Replica
from app.crypto.transparency.state import Directory

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "vectors" / "log.json").read_text("utf-8")
)
LOG_ID = LogId(bytes.fromhex(VECTORS["log_id"]))
ENTRIES = [bytes.fromhex(each["entry"]) for each in VECTORS["entries"]]
ROOTS = [bytes.fromhex(root) for root in VECTORS["roots"]]


def directory_after(count: int) -> Directory:
    directory = Directory(LOG_ID)
    for entry in ENTRIES[:count]:
        directory.apply(entry)
    return directory


def as_vector(directory: Directory, size: int) -> list[dict[str, Any]]:
    return [
        {
            "account_id": account.account_id.hex(),
            "ak": (directory.account_key(account.account_id, size) or b"").hex(),
            "commitment": next(
                period.key for period in reversed(account.commitments) if period.index < size
            ).hex(),
            "closed": account.closed_index is not None and account.closed_index < size,
            "devices": [
                {
                    "device_id": device.device_id.hex(),
                    "dsk": device.signing_key.hex(),
                    "ik": device.agreement_key.hex(),
                }
                for device in directory.live_devices(account.account_id, size)
            ],
        }
        for account in sorted(directory.accounts.values(), key=lambda each: each.account_id)
        if account.enrolled_index < size
    ]


@pytest.mark.parametrize("state", VECTORS["states"], ids=lambda state: f"size {state['size']}")
def test_the_state_at_a_size(state: dict[str, Any]) -> None:
    directory = directory_after(state["size"])
    authority = directory.authority
    assert authority.ca.hex() == state["ca"]
    assert authority.ca_recovery.hex() == state["ca_recovery"]
    assert authority.log_key.hex() == state["log_key"]
    assert [pin.hex() for pin in authority.pins] == state["pins"]
    assert [witness.hex() for witness in authority.witnesses] == state["witnesses"]
    assert as_vector(directory, state["size"]) == state["accounts"]


def test_the_end_answers_for_every_past_size() -> None:
    directory = directory_after(len(ENTRIES))
    for state in VECTORS["states"]:
        assert as_vector(directory, state["size"]) == state["accounts"]
        log_key = directory.log_key_at(state["size"])
        assert log_key is not None
        assert log_key.hex() == state["log_key"]


@pytest.mark.parametrize("refused", VECTORS["refused"], ids=lambda refused: refused["name"])
def test_a_refused_entry_changes_nothing(refused: dict[str, Any]) -> None:
    directory = directory_after(refused["after"])
    before = directory.copy()
    with pytest.raises(EntryForbidden):
        directory.apply(bytes.fromhex(refused["entry"]))
    assert directory.size == before.size
    assert directory.accounts == before.accounts
    assert directory.used_keys == before.used_keys
    assert directory.device_owners == before.device_owners
    assert directory.authority_record == before.authority_record
    for entry in ENTRIES[refused["after"] :]:
        directory.apply(entry)


def test_roots_at_every_size() -> None:
    tree = merkle.Tree()
    for entry, root in zip(ENTRIES, ROOTS, strict=True):
        tree.append(merkle.leaf_hash(entry))
        assert tree.root() == root
    assert [tree.root(size) for size in range(1, len(ROOTS) + 1)] == ROOTS


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=str)
def test_consistency_proofs(case: dict[str, Any]) -> None:
    first, second = case["first"], case["second"]
    proof = [bytes.fromhex(node) for node in case["proof"]]
    roots = ROOTS[first - 1], ROOTS[second - 1]
    assert merkle.verify_consistency(first, second, *roots, proof)
    assert not merkle.verify_consistency(first, second, *roots, [*proof, bytes(32)])
    if proof:
        assert not merkle.verify_consistency(first, second, *roots, proof[:-1])


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=str)
def test_inclusion_proofs(case: dict[str, Any]) -> None:
    index, size = case["index"], case["size"]
    proof = [bytes.fromhex(node) for node in case["proof"]]
    leaf = merkle.leaf_hash(ENTRIES[index])
    assert merkle.verify_inclusion(leaf, index, size, proof, ROOTS[size - 1])
    assert not merkle.verify_inclusion(leaf, index, size, [*proof, bytes(32)], ROOTS[size - 1])
    if proof:
        assert not merkle.verify_inclusion(leaf, index, size, proof[:-1], ROOTS[size - 1])


def test_checkpoints_extend_a_replica_and_stay_consistent() -> None:
    replica = Replica.start(LOG_ID)
    for case in VECTORS["checkpoints"]:
        raw = case["note"].encode()
        checkpoint = note.parse(raw)
        assert (checkpoint.size, checkpoint.root) == (case["size"], ROOTS[case["size"] - 1])
        assert checkpoint.verify(bytes.fromhex(case["log_key"]))
        replica.extend(raw, ENTRIES[replica.size : case["size"]])
        assert replica.size == case["size"]
    for case in VECTORS["checkpoints"]:
        gossip = replica.check_gossip(case["note"].encode())
        assert gossip.verdict is GossipVerdict.CONSISTENT


def test_the_certificate() -> None:
    case = VECTORS["certificate"]
    certificate = Certificate.decode(bytes.fromhex(case["certificate"]))
    assert certificate.encode().hex() == case["certificate"]
    assert certificate.purpose == case["purpose"]
    assert certificate.account_id.hex() == case["account_id"]
    assert certificate.invite_key.hex() == case["invite_key"]
    assert certificate.not_after_ms == case["not_after"]
    assert certificate.verify(bytes.fromhex(case["signed_by"]))


def test_the_profile_and_its_opening() -> None:
    case = VECTORS["profile"]
    profile = case["profile"].encode()
    committed = bytes.fromhex(case["commitment"])
    assert commitment(bytes.fromhex(case["salt"]), profile) == committed
    opened = open_profile(
        bytes.fromhex(case["opening"]),
        bytes.fromhex(case["directory_key"]),
        LOG_ID,
        AccountId(bytes.fromhex(case["account_id"])),
        committed,
    )
    assert opened == Profile.decode(profile)


def test_the_invite() -> None:
    case = VECTORS["invite"]
    invite = Invite.parse(case["text"])
    assert invite.encode() == case["text"]
    assert invite.relay_url == case["relay_url"]
    assert [pin.hex() for pin in invite.pins] == case["pins"]
    assert invite.checkpoint.decode() == case["checkpoint"]
    assert invite.clinic_name == case["clinic_name"]
    assert invite.invite_seed.hex() == case["invite_seed"]
    assert invite.log_id == LOG_ID
