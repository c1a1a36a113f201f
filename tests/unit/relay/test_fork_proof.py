"""relay/fork_proof.py: what the app writes convicts, and nothing less does."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.crypto import ed25519
from app.crypto.transparency import evidence, merkle
from app.crypto.transparency.errors import ForkDetected
from app.crypto.transparency.replica import Replica
from relay.__main__ import main
from relay.fork_proof import NoProof, verify
from tests.unit.crypto.transparency.clinic import Clinic, seed, small_clinic


def branches() -> tuple[Clinic, Clinic]:
    """One clinic, and another history of it from the third entry on; seven and ten entries."""
    ours = small_clinic()
    ours.enrol("zoe")
    theirs = ours.fork(3)
    for name in ("mallory", "eve", "trent", "peggy", "sybil", "ted", "uma"):
        theirs.enrol(name)
    return ours, theirs


def file_of(replica: Replica, clinic: Clinic, fork: ForkDetected) -> bytes:
    keys = replica.directory.authority.log_keys
    return evidence.export(fork, clinic.log_id, clinic.entries[0], keys)


def found_fork(size: int) -> tuple[bytes, Clinic]:
    """The proof that a client keeps when it is shown the other history's first `size` entries."""
    ours, theirs = branches()
    replica = ours.replica()
    gossip = replica.check_gossip(theirs.note(size))
    assert gossip.fork is not None
    return file_of(replica, ours, gossip.fork), ours


@pytest.mark.parametrize("size", [4, 5, 6, 7])
def test_a_clients_proof_convicts_offline(size: int) -> None:
    proof, clinic = found_fork(size)
    fork = verify(proof)
    assert (fork.smaller.size, fork.larger.size) == (size, 7)
    assert fork.log_keys == (ed25519.public_key(clinic.log_seed),)
    assert verify(proof, [ed25519.public_key(clinic.log_seed)]) == fork
    assert verify(proof.replace(b"\n", b"\r\n")) == fork, "as some mail programs leave it"


def test_a_log_that_grew_past_ours_convicts_too() -> None:
    ours, theirs = branches()
    replica = ours.replica()
    tree = merkle.Tree()
    for entry in theirs.entries:
        tree.append(merkle.leaf_hash(entry))
    fork = ForkDetected(
        replica.note,
        theirs.note(),
        tree.size,
        prefix_root=tree.root(7),
        proof=tree.consistency_proof(7),
    )
    assert verify(file_of(replica, ours, fork)).larger.size == 10


def test_two_checkpoints_of_one_log_convict_nobody() -> None:
    ours, _ = branches()
    replica = ours.replica()
    tree = merkle.Tree()
    for entry in ours.entries:
        tree.append(merkle.leaf_hash(entry))
    for size in (5, 7):
        proof = tree.consistency_proof(size)
        honest = ForkDetected(
            replica.note, ours.note(size), size, prefix_root=tree.root(size), proof=proof
        )
        with pytest.raises(NoProof, match="one and the same"):
            verify(file_of(replica, ours, honest))
        lie = ForkDetected(
            replica.note, ours.note(size), size, prefix_root=seed("lie"), proof=proof
        )
        if size < 7:
            with pytest.raises(NoProof, match="does not lead"):
                verify(file_of(replica, ours, lie))


def test_a_foreign_key_or_log_convicts_nobody() -> None:
    proof, _ = found_fork(5)
    with pytest.raises(NoProof, match="known log key"):
        verify(proof, [seed("another key")])
    with pytest.raises(NoProof):
        verify(proof.replace(b"BEGIN LOG ID-----\n", b"BEGIN LOG ID-----\n0", 1))
    other = Clinic("elsewhere")
    with pytest.raises(NoProof):
        verify(
            proof.replace(
                b"-----BEGIN LOG ID-----\n" + proof_id(proof),
                b"-----BEGIN LOG ID-----\n" + other.log_id.hex().encode(),
            )
        )
    for broken in (b"", b"\xff", proof[: len(proof) // 2], proof + proof, b"x" * 2_000_000):
        with pytest.raises(NoProof):
            verify(broken)


def proof_id(proof: bytes) -> bytes:
    return proof.split(b"-----BEGIN LOG ID-----\n")[1][:64]


def test_the_command_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proof, clinic = found_fork(5)
    file = tmp_path / "proof.txt"
    file.write_bytes(proof)
    assert main(["verify-proof", str(file)]) == 0
    out = capsys.readouterr().out
    assert "PROVED" in out
    assert clinic.log_id.hex() in out
    key = ed25519.public_key(clinic.log_seed).hex()
    assert main(["verify-proof", str(file), "--log-key", key]) == 0
    assert "GENESIS" not in capsys.readouterr().out
    file.write_bytes(proof.replace(b"CHECKPOINT", b"POSTCARD"))
    assert main(["verify-proof", str(file)]) == 1
    assert "proves nothing" in capsys.readouterr().err


def test_the_file_explains_itself_and_names_nobody() -> None:
    proof, _ = found_fork(5)
    text = proof.decode()
    assert text.startswith("Curbside: proof that a relay signed two different logs")
    assert "verify-proof" in text
    assert "Clinic" not in text.split("-----BEGIN", 1)[1].replace("GENESIS", "")
