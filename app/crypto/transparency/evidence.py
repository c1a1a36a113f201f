"""The file that convicts a relay: two checkpoints of its own, and why both cannot be true.

Text, so that IT can read what it is, with all that is needed to check it without this program, a
network or the log (`curbside-relay verify-proof FILE`, relay/PROTOCOL.md section 3.4). It holds no
name and no message: hashes, public keys and signatures only.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from app.core.ids import LogId
from app.crypto.transparency.errors import ForkDetected
from app.crypto.transparency.records import KeyPeriod

_EXPLANATION = """\
Curbside: proof that a relay signed two different logs
======================================================

The clinic's directory is one log that only grows. The relay signs its size and its root (a hash
over every entry). Below are two such checkpoints, both signed with the relay's log key, that
cannot both be of one log: the relay has shown different people different directories, or somebody
else holds its log key, or its data were put back to an older state and it went on from there.

To check this file, on any machine, offline:

    curbside-relay verify-proof THIS-FILE --log-key KEY

where KEY is the log key on the relay's card (64 hexadecimal digits). Without --log-key the key is
taken from GENESIS below, whose SHA-256 is the log's id; compare that id with your own records.

By hand: both signatures are Ed25519 over the checkpoint's first three lines (C2SP signed note).
If the sizes are equal, the roots differ. If they are not, the consistency proof (RFC 9162, section
2.1.4) shows that the larger log had ROOT at the smaller size, and the smaller checkpoint says
otherwise.

What to do: keep this file and the relay's disk as they are; do not restart or restore the relay
before you know why. The people who were shown the other log have to be told.
"""


def export(
    fork: ForkDetected, log_id: LogId, genesis: bytes, log_keys: Sequence[KeyPeriod]
) -> bytes:
    """The file for IT. `genesis` is the log's first entry, `log_keys` all that it ever named."""
    keys = [f"from entry {period.index}: {period.key.hex()}" for period in log_keys]
    return "\n".join(
        [
            _EXPLANATION,
            *_block("LOG ID", [log_id.hex()]),
            *_block("LOG KEYS", keys),
            *_block("GENESIS", _wrapped(genesis)),
            *_block("CHECKPOINT 1", fork.first_note.decode().splitlines()),
            *_block("CHECKPOINT 2", fork.second_note.decode().splitlines()),
            *_block("ROOT", _wrapped(fork.prefix_root)),
            *_block("CONSISTENCY PROOF", [b64encode(node).decode() for node in fork.proof]),
        ]
    ).encode()


def _block(name: str, lines: Sequence[str]) -> list[str]:
    return [f"-----BEGIN {name}-----", *lines, f"-----END {name}-----", ""]


def _wrapped(data: bytes) -> list[str]:
    text = b64encode(data).decode()
    return [text[at : at + 64] for at in range(0, len(text), 64)]
