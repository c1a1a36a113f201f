"""`curbside-relay`: make, run and look at a relay, and everything the authority does.

The authority's commands come from `relay.authority.cli` and run on another machine; they share
this program, not the relay's data directory.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import ssl
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from relay import __version__, admin, fork_proof, key_changes
from relay.authority import cli as authority_cli
from relay.config import Config, ConfigError
from relay.datadir import DataDir, DataDirError
from relay.imports import import_file
from relay.problems import RefusalError
from relay.server import RelayServer
from relay.stopping import stop_signal
from relay.storage.base import StorageError
from relay.witness import cli as witness_cli

_SWITCH_S = 0.001
"""How long the event loop may keep the writer waiting for Python's lock."""
_DEFAULT_DATA = Path("curbside-relay-data")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = _parser()
    parsed = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    try:
        return run(parsed)
    except (ConfigError, DataDirError) as error:
        message = str(error)
    except RefusalError as error:
        message = error.detail or str(error.code)
    except StorageError as error:
        message = f"The database cannot be used: {error}"
    except TimeoutError:
        message = "The running relay did not answer. Look at its log."
    except ssl.SSLError as error:
        message = f"The TLS certificate and key cannot be used: {error.reason}."
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        message = f"{place}{error.strerror or error}."
    print(f"curbside-relay: {message}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="curbside-relay", description="Curbside's relay and the clinic's authority"
    )
    parser.add_argument("--version", action="version", version=f"curbside-relay {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    init = commands.add_parser("init", help="make a relay's data directory, keys and relay card")
    _add_data(init)
    init.add_argument("--url", default="", help="how clients reach it, https://host:port")
    init.add_argument("--host", help="address to listen on (default 127.0.0.1)")
    init.add_argument("--port", type=int, help="port to listen on (default 8443)")
    init.set_defaults(run=_init)

    serve = commands.add_parser("serve", help="run the relay")
    _add_data(serve)
    serve.add_argument("--host", help="instead of the settings'")
    serve.add_argument("--port", type=int, help="instead of the settings'; 0 takes a free one")
    serve.add_argument(
        "--accept-log-loss",
        action="store_true",
        help="go on after a restore that lost log entries: everyone who has them gets an alarm and "
        "must be invited anew (see status)",
    )
    serve.set_defaults(run=_serve)

    status = commands.add_parser("status", help="show how the relay is doing")
    _add_data(status)
    status.add_argument("--json", action="store_true", help="for programs")
    status.set_defaults(run=_status)

    take = commands.add_parser("import", help="import the authority's signed statements")
    _add_data(take)
    take.add_argument("file", type=Path, help="*.curbside-statements")
    take.set_defaults(run=_import)

    new_key = commands.add_parser(
        "new-log-key", help="make the next key for checkpoints and write it on the relay card"
    )
    _add_data(new_key)
    new_key.set_defaults(run=_new_log_key)

    new_tls = commands.add_parser(
        "new-tls-key", help="make the next TLS key and write it on the relay card; then use it"
    )
    _add_data(new_tls)
    new_tls.add_argument("--certificate", type=Path, help="the clinic's own next certificate, PEM")
    new_tls.add_argument(
        "--use", action="store_true", help="once the log names it: serve it from the next start on"
    )
    new_tls.set_defaults(run=_new_tls_key)

    export = commands.add_parser("export-log", help="write the log to a file for the authority")
    _add_data(export)
    export.add_argument("--out", required=True, type=Path, help="*.curbside-log")
    export.set_defaults(run=_export_log)

    authority_cli.register(commands)
    witness_cli.register(commands)
    fork_proof.register(commands)
    return parser


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=_DEFAULT_DATA, metavar="DIR")
    parser.add_argument("--config", type=Path, help="settings (default: DIR/relay.toml, if any)")


def _settings(parsed: argparse.Namespace, data: DataDir) -> Config:
    config = data.config(parsed.config)
    names = ("host", "port", "url")
    given = {name: value for name in names if (value := getattr(parsed, name, None))}
    if getattr(parsed, "port", None) == 0:
        given["port"] = 0
    return msgspec.structs.replace(config, **given)


def _init(parsed: argparse.Namespace) -> int:
    data = DataDir(parsed.data)
    config = _settings(parsed, data)
    made = data.prepare(config)
    card = data.write_card(config, config.port)
    wanted = {
        name: value for name in ("host", "port", "url") if (value := getattr(parsed, name, None))
    }
    if wanted and not data.config_file.exists():
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in wanted.items()]
        data.config_file.write_text("".join(lines), "utf-8")  # these values are the same in TOML
    print(f"{'Made' if made else 'Already there:'} {data.path}")
    print(f"pin         {data.pin(config).hex()}")
    print(f"url         {card.url}")
    print(f"relay card  {data.card_file}")
    if not config.url:
        print("Clients will be told that url. To give another one: init --url https://HOST:PORT")
    return 0


def _serve(parsed: argparse.Namespace) -> int:
    data = DataDir(parsed.data)
    config = _settings(parsed, data)
    logging.basicConfig(
        level=config.log_level,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    data.prepare(config)
    if parsed.accept_log_loss:
        data.log_loss().accept()
    asyncio.run(_run_server(data, config))
    return 0


async def _run_server(data: DataDir, config: Config) -> None:
    sys.setswitchinterval(_SWITCH_S)
    gc.set_threshold(50_000, 20, 20)  # requests make many objects and no cycles
    stop = stop_signal()
    server = RelayServer(data, config)
    await server.start()
    gc.freeze()
    print(f"ready host={config.host} port={server.port} pin={server.pin.hex()}", flush=True)
    await stop.wait()
    await server.stop()


def _status(parsed: argparse.Namespace) -> int:
    found = admin.report(DataDir(parsed.data))
    print(msgspec.json.encode(found).decode() if parsed.json else admin.as_text(found))
    return 0


def _new_log_key(parsed: argparse.Namespace) -> int:
    data = DataDir(parsed.data)
    config = _settings(parsed, data)
    made = key_changes.new_log_key(data, config)
    found = admin.log_keys(data)
    print("Made the next log key." if made else "A next log key waits already.")
    print(f"relay card    {data.card_file}   (for relay-change --relay-card)")
    if found[1]:
        print(f"verifier key  {found[1]}   (for witness add-log --key)")
    print(
        "Back up this directory now. The key is used once the statement that names it is imported."
    )
    return 0


def _new_tls_key(parsed: argparse.Namespace) -> int:
    data = DataDir(parsed.data)
    config = _settings(parsed, data)
    if parsed.use:
        key_changes.use_tls_key(data, config)
        print(f"pin           {data.pin(config).hex()}")
        print("Restart the relay now. A last relay-change may leave the former pin out.")
        return 0
    made = key_changes.new_tls_key(data, config, parsed.certificate)
    print("Made the next TLS key." if made else "A next TLS key waits already.")
    print(f"next pin      {data.pins(config)[-1].hex()}")
    print(f"relay card    {data.card_file}   (for relay-change --relay-card)")
    print("Once every workstation has been used after the import: new-tls-key --use")
    return 0


def _import(parsed: argparse.Namespace) -> int:
    data = DataDir(parsed.data)
    text = parsed.file.read_text("utf-8")
    result = import_file(data, text)
    print(
        f"New entries: {result.entries}. Profiles: {result.profiles}. "
        f"Entries in the log: {result.log_size}."
    )
    return 0


def _export_log(parsed: argparse.Namespace) -> int:
    size = admin.export_log(DataDir(parsed.data), parsed.out)
    print(f"Wrote {parsed.out}: {size} entries. It holds nothing secret.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
