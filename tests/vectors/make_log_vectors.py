"""Writes log.json: one log with every kind of entry, its proofs, and entries that are refused.

The relay's state machine and the client's verifier share no code; this file is what they must
agree on. Run `python -m tests.vectors.make_log_vectors` to write it again; the bytes only change
when the protocol does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from relay.authority import invites, profiles
from relay.transparency import entries, merkle, note
from relay.transparency.rules import LogState
from tests.vectors.log_builder import (
    LogBuilder,
    ident,
    pub,
    sample_log,
    secret,
    signer,
)
from tests.vectors.refused_entries import refused_entries

PATH = Path(__file__).with_name("log.json")
CHECKPOINT_SIZES = (1, 2, 3, 6, 13, 16, 20, 24, 25, 26, 34)
CONSISTENCY = (
    (1, 1),
    (1, 2),
    (1, 34),
    (2, 3),
    (3, 7),
    (4, 8),
    (6, 8),
    (13, 16),
    (16, 34),
    (33, 34),
)
INCLUSION = (
    (0, 1),
    (0, 2),
    (0, 34),
    (1, 3),
    (5, 6),
    (6, 7),
    (15, 16),
    (16, 20),
    (32, 34),
    (33, 34),
)
STATE_SIZES = (1, 6, 13, 15, 16, 20, 21, 24, 26, 34)


def build() -> dict[str, Any]:
    """Return the whole file's content."""
    stages = sample_log()
    end = stages["end"]
    tree = merkle.Tree()
    states: dict[int, dict[str, Any]] = {}
    log_keys: dict[int, str] = {}
    state = LogState()
    for size, raw in enumerate(end.log, start=1):
        state.check_and_apply(raw)
        tree.append(raw)
        log_keys[size] = "log 2" if state.clinic.log_key == pub("log 2") else "log"
        if size in STATE_SIZES:
            states[size] = describe(state)
    return {
        "about": "PROTOCOL.md sections 3 and 4. Bytes are lower-case hexadecimal. `refused`: the "
        "entry is refused after the first `after` entries of `entries`; `code` is informative.",
        "log_id": end.log_id.hex(),
        "entries": [{"type": entries.decode(raw).type.name, "entry": raw.hex()} for raw in end.log],
        "states": [{"size": size, **content} for size, content in states.items()],
        "roots": [tree.root(size).hex() for size in range(1, tree.size + 1)],
        "checkpoints": [
            {
                "size": size,
                "log_key": pub(log_keys[size]).hex(),
                "note": checkpoint(tree, end.log_id, size, log_keys[size]),
            }
            for size in CHECKPOINT_SIZES
        ],
        "consistency": [
            {"first": a, "second": b, "proof": [h.hex() for h in tree.consistency_proof(a, b)]}
            for a, b in CONSISTENCY
        ],
        "inclusion": [
            {"index": i, "size": n, "proof": [h.hex() for h in tree.inclusion_proof(i, n)]}
            for i, n in INCLUSION
        ],
        **invitation(stages["genesis"], tree),
        "refused": [item.describe() for item in refused_entries(stages)],
    }


def describe(state: LogState) -> dict[str, Any]:
    """Return what the log amounts to."""
    clinic = state.clinic
    return {
        "ca": clinic.ca.hex(),
        "ca_recovery": clinic.ca_recovery.hex(),
        "log_key": clinic.log_key.hex(),
        "pins": [pin.hex() for pin in clinic.pins],
        "witnesses": [witness.hex() for witness in clinic.witnesses],
        "accounts": [
            {
                "account_id": account.account_id.hex(),
                "ak": account.account_key.hex(),
                "commitment": account.profile_commitment.hex(),
                "closed": account.closed,
                "devices": [
                    {
                        "device_id": device.device_id.hex(),
                        "dsk": device.signing_key.hex(),
                        "ik": device.agreement_key.hex(),
                    }
                    for device in sorted(account.devices, key=lambda item: item.device_id)
                ],
            }
            for _, account in sorted(state.accounts.items())
        ],
    }


def checkpoint(tree: merkle.Tree, log_id: bytes, size: int, log_key: str) -> str:
    """Return the signed note at `size`."""
    head = note.Checkpoint(size, tree.root(size))
    return note.sign(head, log_id, pub(log_key), signer(log_key)).decode("utf-8")


def invitation(log: LogBuilder, tree: merkle.Tree) -> dict[str, Any]:
    """Return a certificate, a profile with its opening, and the invite text that holds both."""
    person = profiles.profile_of("Grace Ødegård", "Physician", "Cardiology", "G-0042")
    salt, directory_key, nonce = secret("salt"), secret("directory"), secret("nonce")[:24]
    commitment = profiles.commitment(salt, person.encode())
    certificate = log.certificate("grace", commitment=commitment)
    opening = profiles.seal_opening(
        directory_key=directory_key,
        nonce=nonce,
        log_id=log.log_id,
        account_id=ident("grace"),
        salt=salt,
        profile=person.encode(),
    )
    content = invites.InviteContent(
        relay_url="https://relay.clinic.example:8443",
        pins=(secret("pin"),),
        log_id=log.log_id,
        ca=pub("ca"),
        log_key=pub("log"),
        checkpoint_note=checkpoint(tree, log.log_id, 1, "log").encode("utf-8"),
        clinic_name="Vector Clinic – Nørrebro",
        profile=person.encode(),
        salt=salt,
        directory_key=directory_key,
        invite_seed=secret("invite grace"),
        certificate=certificate.encode(),
    )
    return {
        "certificate": {
            "certificate": certificate.encode().hex(),
            "purpose": 1,
            "account_id": ident("grace").hex(),
            "invite_key": pub("invite grace").hex(),
            "not_after": certificate.not_after,
            "signed_by": pub("ca").hex(),
        },
        "profile": {
            "account_id": ident("grace").hex(),
            "salt": salt.hex(),
            "profile": person.encode().decode("utf-8"),
            "commitment": commitment.hex(),
            "directory_key": directory_key.hex(),
            "opening": opening.hex(),
        },
        "invite": {
            "text": content.encode(),
            "relay_url": content.relay_url,
            "pins": [pin.hex() for pin in content.pins],
            "checkpoint": content.checkpoint_note.decode("utf-8"),
            "clinic_name": content.clinic_name,
            "invite_seed": content.invite_seed.hex(),
        },
    }


def main() -> None:
    """Write the file."""
    content = build()
    PATH.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
