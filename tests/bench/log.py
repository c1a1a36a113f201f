"""The transparency log: how fast it is replayed, extended, and proved to have only grown."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path

from nacl.signing import SigningKey

from app.core.ids import LogId
from app.crypto.transparency import merkle as app_merkle
from app.crypto.transparency.replica import Anchor, Replica
from relay.datadir import RelayCard
from relay.transparency import note as notes
from relay.transparency.cosignature import LOG, VerifierKey
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint
from relay.transparency.rules import LogState
from relay.witness.consistency import is_consistent
from relay.witness.folder import WitnessFolder
from relay.witness.judge import Judge
from tests.bench import log_client
from tests.bench.report import Report, per_second
from tests.integration.relay.clinic import Clinic
from tests.unit.relay.witness.log import body

_SAMPLES = 64


class Log:
    """A clinic's log of real entries, two for each person, and its checkpoints."""

    def __init__(self, size: int) -> None:
        self.key = SigningKey.generate()
        public_key = bytes(self.key.verify_key)
        card = RelayCard(public_key.hex(), (os.urandom(32).hex(),), "https://relay.example")
        self.clinic = Clinic(card)
        self.entries = [self.clinic.genesis]
        while len(self.entries) < size:
            request = self.clinic.invited().enrol()
            self.entries += (request.entry, request.device_add)
        del self.entries[size:]
        self.tree = Tree()
        for entry in self.entries:
            self.tree.append(entry)
        self.anchor = Anchor(bytes(self.clinic.ca.verify_key), public_key)

    def note(self, size: int) -> bytes:
        checkpoint = Checkpoint(size, self.tree.root(size))
        public_key = bytes(self.key.verify_key)
        return notes.sign(
            checkpoint, self.clinic.log_id, public_key, lambda text: self.key.sign(text).signature
        )


def measure(report: Report, folder: Path, sizes: Sequence[int], seconds: float) -> None:
    """For logs of these sizes: replay by client and relay, growth, proofs, a witness."""
    log = Log(max(sizes))
    for size in sizes:
        report.section(f"Log of {size:,} entries")
        _replay(report, log, size)
        _proofs(report, log, size, seconds)
    _witness(report, log, folder / "witness", seconds)
    log_client.measure(report, folder / "clinic", sizes)


def _replay(report: Report, log: Log, size: int) -> None:
    log_id, entries, note = LogId(log.clinic.log_id), log.entries[:size], log.note(size)
    replica = Replica.start(log_id, log.anchor)
    took = _seconds(lambda: replica.extend(note, entries))
    name = f"{size:,} entries"
    report.add(f"{name}, first replay with every signature", size / took, "/s")
    report.add(f"{name}, first replay with every signature, in all", took, "s")
    took = _seconds(lambda: Replica.load(log_id, entries, note))
    report.add(f"{name}, a client's start: rules and root", size / took, "/s")

    grown = max(1, size - 2)
    behind = Replica.load(log_id, entries[:grown], log.note(grown))
    took = _seconds(lambda: behind.extend(note, entries[grown:]))
    report.add(f"{name}, one person more, at a client", 1000 * took, "ms")

    state, tree = LogState(), Tree()

    def start() -> None:
        for entry in entries:
            state.replay(entry)
            tree.append(entry)

    report.add(f"{name}, the relay's start", size / _seconds(start), "/s")


def _proofs(report: Report, log: Log, size: int, seconds: float) -> None:
    root, tree, name = log.tree.root(size), log.tree, f"{size:,} entries"
    steps = sorted({1 + (size - 2) * number // _SAMPLES for number in range(_SAMPLES)})
    asked = cycle(steps)
    made = per_second(lambda: tree.consistency_proof(next(asked), size), seconds / 4)
    report.add(f"{name}, consistency proofs made", made, "/s")
    shown = cycle(
        [(first, tree.root(first), tree.consistency_proof(first, size)) for first in steps]
    )

    def consistent() -> None:
        first, old, proof = next(shown)
        assert is_consistent(first, size, old, root, proof)

    report.add(f"{name}, consistency proofs verified", per_second(consistent, seconds / 4), "/s")
    included = cycle(
        [(index, tree.leaf(index), tree.inclusion_proof(index, size)) for index in steps]
    )

    def inside() -> None:
        index, leaf, proof = next(included)
        assert app_merkle.verify_inclusion(leaf, index, size, proof, root)

    report.add(f"{name}, inclusion proofs verified", per_second(inside, seconds / 4), "/s")


def _witness(report: Report, log: Log, path: Path, seconds: float) -> None:
    """Each on disk before it is signed, as it is served."""
    report.section("Witness, in its process")
    folder = WitnessFolder(path)
    folder.make("witness.bench")
    records = folder.records()
    judge = Judge("witness.bench", folder.key(), records, lambda: int(time.time()))
    origin, public_key = notes.origin(log.clinic.log_id), bytes(log.key.verify_key)
    records.add_log([VerifierKey(origin, public_key, LOG)], replace=False)
    count = min(len(log.entries), max(20, int(2000 * seconds)))
    requests = [body(0, [], log.note(1))]
    for size in range(2, count + 1):
        requests.append(body(size - 1, log.tree.consistency_proof(size - 1, size), log.note(size)))

    def cosign() -> None:
        for request in requests:
            assert judge.add_checkpoint(request).status == 200

    report.add("checkpoints cosigned", len(requests) / _seconds(cosign), "/s")
    records.close()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
