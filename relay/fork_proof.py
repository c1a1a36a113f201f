"""`curbside-relay verify-proof`: does a file convict a relay of signing two different logs?

Clients write such a file when they find a fork. This checks it anew, offline and with none of the
app's code: both checkpoints are signed by the log key, and a consistency proof (RFC 9162) shows
that they cannot be of one log. Only the log key has to be known for certain; without one it is
taken from GENESIS, whose hash is the log's id. PROTOCOL.md section 3.4.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from relay.transparency import entries as log_entries
from relay.transparency import note as notes
from relay.transparency.bodies import Genesis
from relay.transparency.errors import EntryRefused, NoteError
from relay.transparency.note import Checkpoint
from relay.wire import WireError
from relay.witness.consistency import is_consistent

_MAX_FILE: Final = 1024 * 1024
_BLOCK: Final = re.compile(r"^-----BEGIN ([A-Z0-9 ]+)-----\n(.*?)^-----END \1-----$", re.M | re.S)


class NoProof(Exception):  # noqa: N818 - a verdict, in words for whoever asked
    """The file proves nothing, and why."""


@dataclass(frozen=True, slots=True)
class Fork:
    """What was proved."""

    log_id: bytes
    smaller: Checkpoint
    larger: Checkpoint
    log_keys: tuple[bytes, ...]
    """Those that signed."""


def verify(data: bytes, log_keys: Sequence[bytes] = ()) -> Fork:
    """Check a proof against the log keys that are known, or GENESIS's. Raises NoProof."""
    blocks = _blocks(data)
    log_id = _log_id(blocks)
    keys = tuple(log_keys) or (_genesis_key(blocks, log_id),)
    first, first_key = _checkpoint(blocks["CHECKPOINT 1"], log_id, keys)
    second, second_key = _checkpoint(blocks["CHECKPOINT 2"], log_id, keys)
    smaller, larger = sorted((first, second), key=lambda each: each.size)
    if smaller.size == larger.size:
        contradict = smaller.root != larger.root
    else:
        prefix = _decode(blocks["ROOT"])
        path = [_decode(line) for line in blocks["CONSISTENCY PROOF"].split()]
        shown = is_consistent(smaller.size, larger.size, prefix, larger.root, path)
        if not shown:
            raise NoProof("The consistency proof does not lead to the larger checkpoint's root.")
        contradict = prefix != smaller.root
    if not contradict:
        raise NoProof("The two checkpoints are of one and the same log.")
    return Fork(log_id, smaller, larger, tuple(dict.fromkeys((first_key, second_key))))


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = commands.add_parser(
        "verify-proof", help="check a client's proof that a relay signed two different logs"
    )
    command.add_argument("file", type=Path)
    command.add_argument(
        "--log-key",
        action="append",
        default=[],
        type=_hex_key,
        metavar="HEX",
        help="the log key on the relay's card; again for each key that it had since",
    )
    command.set_defaults(run=_run)


def _run(parsed: argparse.Namespace) -> int:
    with parsed.file.open("rb") as file:
        data = file.read(_MAX_FILE + 1)
    try:
        fork = verify(data, parsed.log_key)
    except NoProof as verdict:
        print(f"curbside-relay: {verdict} This file proves nothing.", file=sys.stderr)
        return 1
    print("PROVED: the log key signed two logs that contradict each other.")
    print(f"log       {fork.log_id.hex()}")
    for each in (fork.smaller, fork.larger):
        print(f"signed    {each.size} entries, root {each.root.hex()}")
    for key in fork.log_keys:
        print(f"log key   {key.hex()}")
    if not parsed.log_key:
        print("The key is the one that GENESIS in the file names: compare the log's id with yours.")
    return 0


def _blocks(data: bytes) -> dict[str, str]:
    if len(data) > _MAX_FILE:
        raise NoProof("The file is too large.")
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoProof("The file is not text.") from None
    found = _BLOCK.findall(text)
    blocks = dict(found)
    wanted = {"LOG ID", "GENESIS", "CHECKPOINT 1", "CHECKPOINT 2", "ROOT", "CONSISTENCY PROOF"}
    if len(blocks) != len(found) or not wanted <= blocks.keys():
        raise NoProof("The file is not whole.")
    return blocks


def _log_id(blocks: dict[str, str]) -> bytes:
    text = blocks["LOG ID"].strip()
    if re.fullmatch(r"[0-9a-f]{64}", text) is None:
        raise NoProof("The log's id is malformed.")
    return bytes.fromhex(text)


def _genesis_key(blocks: dict[str, str], log_id: bytes) -> bytes:
    raw = _decode("".join(blocks["GENESIS"].split()))
    if sha256(raw).digest() != log_id:
        raise NoProof("GENESIS is not that of the log.")
    try:
        body = log_entries.decode(raw).body
    except (WireError, EntryRefused) as error:
        raise NoProof("GENESIS is malformed.") from error
    if not isinstance(body, Genesis):
        raise NoProof("GENESIS is malformed.")
    return body.log_key


def _checkpoint(text: str, log_id: bytes, keys: Sequence[bytes]) -> tuple[Checkpoint, bytes]:
    for key in keys:
        try:
            return notes.verify(text.encode(), log_id, key), key
        except NoteError:
            continue
    raise NoProof(
        "A checkpoint is not signed by a known log key. If the relay has had another one since, "
        "name it with --log-key."
    )


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise NoProof("A hash is malformed.") from None


def _hex_key(text: str) -> bytes:
    if re.fullmatch(r"[0-9a-fA-F]{64}", text) is None:
        raise argparse.ArgumentTypeError("a log key has 64 hexadecimal digits")
    return bytes.fromhex(text)
