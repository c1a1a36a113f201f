"""The witness's commands of `curbside-relay`; they share this program with the relay, no data."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from relay.stopping import stop_signal
from relay.transparency.cosignature import LOG, VerifierKey
from relay.transparency.errors import NoteError
from relay.witness.folder import WitnessError, WitnessFolder
from relay.witness.records import RecordsError
from relay.witness.server import WitnessServer

if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

_DEFAULT_DATA: Final = Path("curbside-witness-data")


class LogReport(msgspec.Struct, frozen=True):
    """What the witness remembers of one log."""

    origin: str
    keys: int
    size: int
    cosigned: int
    forks: int


class Report(msgspec.Struct, frozen=True):
    """What `witness status` shows."""

    verifier_key: str
    public_key: str
    logs: tuple[LogReport, ...]


def register(subparsers: Subparsers) -> None:
    """Add the witness's commands."""
    group = subparsers.add_parser(
        "witness", help="cosign a relay's log from another machine, while it only grows"
    )
    verbs = group.add_subparsers(dest="witness_command", required=True)
    init = _add(verbs, "init", _init, "make a witness's directory and key")
    init.add_argument("--name", required=True, help="such as witness.clinic.example")
    add = _add(verbs, "add-log", _add_log, "watch a log, or learn another key of it")
    add.add_argument(
        "--key",
        action="append",
        required=True,
        metavar="VKEY",
        help="the log's verifier key as the relay's `status` shows it; may be given again",
    )
    add.add_argument("--replace", action="store_true", help="forget the log's other keys")
    serve = _add(verbs, "serve", _serve, "run the witness")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8444, help="0 takes a free one")
    serve.add_argument("--prefix", default="", help="path before /add-checkpoint")
    serve.add_argument("--tls-certificate", type=Path, help="PEM file; without it, plain HTTP")
    serve.add_argument("--tls-key", type=Path)
    status = _add(verbs, "status", _status, "show the witness's key and what it has cosigned")
    status.add_argument("--json", action="store_true", help="for programs")
    proof = _add(verbs, "proof", _proof, "write the checkpoints that prove a fork")
    proof.add_argument("--out", type=Path, required=True, help="file to write")


def _add(
    verbs: Subparsers, name: str, command: Callable[[argparse.Namespace], None], summary: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=summary, description=summary[0].upper() + summary[1:])
    parser.add_argument("--data", type=Path, default=_DEFAULT_DATA, metavar="DIR")

    def run(parsed: argparse.Namespace) -> int:
        try:
            command(parsed)
        except WitnessError as error:
            print(error, file=sys.stderr)
            return 1
        except RecordsError as error:
            print(f"The witness's records cannot be used ({error}).", file=sys.stderr)
            return 1
        return 0

    parser.set_defaults(run=run)
    return parser


def _init(parsed: argparse.Namespace) -> None:
    key = WitnessFolder(parsed.data).make(parsed.name)
    print(f"verifier key  {key.encode()}   (for relay.toml)")
    print(f"public key    {key.public_key.hex()}   (for relay-change --witness)")


def _add_log(parsed: argparse.Namespace) -> None:
    try:
        keys = [VerifierKey.decode(text, LOG) for text in parsed.key]
    except NoteError as error:
        raise WitnessError(f"Not a log's verifier key: {error}.") from error
    records = WitnessFolder(parsed.data).records()
    try:
        records.add_log(keys, replace=parsed.replace)
    finally:
        records.close()
    print(f"Watching {', '.join(sorted({key.name for key in keys}))}")


def _serve(parsed: argparse.Namespace) -> None:
    if bool(parsed.tls_certificate) != bool(parsed.tls_key):
        raise WitnessError("--tls-certificate and --tls-key are given together or not at all.")
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    asyncio.run(_run(parsed))


async def _run(parsed: argparse.Namespace) -> None:
    stop = stop_signal()
    certificate = (parsed.tls_certificate, parsed.tls_key) if parsed.tls_certificate else None
    server = WitnessServer(
        WitnessFolder(parsed.data),
        host=parsed.host,
        port=parsed.port,
        prefix=parsed.prefix,
        certificate=certificate,
    )
    await server.start()
    print(f"ready host={parsed.host} port={server.port}", flush=True)
    await stop.wait()
    await server.stop()


def report(folder: WitnessFolder) -> Report:
    """Look at a witness, also while it runs. Raises WitnessError, RecordsError."""
    key = folder.verifier_key()
    records = folder.records()
    try:
        found = [records.find(origin) for origin in records.origins()]
    finally:
        records.close()
    logs = [
        LogReport(record.origin, len(record.keys), record.size, record.time_s, record.forks)
        for record in found
        if record is not None
    ]
    return Report(key.encode(), key.public_key.hex(), tuple(logs))


def _status(parsed: argparse.Namespace) -> None:
    found = report(WitnessFolder(parsed.data))
    if parsed.json:
        print(msgspec.json.encode(found).decode())
        return
    for log in found.logs:
        if log.forks:
            print(f"FORKED: {log.origin} signed two histories {log.forks} times.")
            print("  Stop the relay, and keep what `witness proof` writes: it is the evidence.")
    print(f"verifier key  {found.verifier_key}")
    print(f"public key    {found.public_key}")
    for log in found.logs:
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(log.cosigned))
        state = f"{log.size} entries, cosigned {when}" if log.size else "nothing cosigned yet"
        print(f"log           {log.origin}\n              {state}, {log.keys} keys")
    if not found.logs:
        print("log           none yet: curbside-relay witness add-log --key VKEY")


def _proof(parsed: argparse.Namespace) -> None:
    records = WitnessFolder(parsed.data).records()
    try:
        pairs = [pair for origin in records.origins() for pair in records.forks(origin)]
    finally:
        records.close()
    if not pairs:
        raise WitnessError("No fork was ever shown to this witness.")
    text = b"\n".join([note for pair in pairs for note in pair])
    try:
        with parsed.out.open("xb") as file:
            file.write(text)
    except FileExistsError as error:
        raise WitnessError(f"{parsed.out} exists already.") from error
    print(f"Wrote {parsed.out}: {len(pairs)} pairs of checkpoints.")
