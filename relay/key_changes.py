"""The relay's keys are changed in the open: made, announced in the log, and only then used.

`curbside-relay new-log-key` and `new-tls-key`. Both make the next key and name it on the relay
card, from which the authority states it (PROTOCOL.md 3.1, RELAY). A log key takes over with the
import of that entry; a TLS key when IT says so, because clients must have learned of it first.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from relay import private_files, tls
from relay.config import Config
from relay.datadir import DataDir, DataDirError
from relay.log_keys import LogKeyError
from relay.storage.sqlite import SqliteStorage
from relay.transparency import entries as log_entries
from relay.transparency.bodies import EntryType, Genesis, Relay

_PAGE = 2000
_NAMING = (EntryType.GENESIS, EntryType.RELAY)


def new_log_key(data: DataDir, config: Config) -> bool:
    """Make the next log key and name it on the relay card; False when one waits already.

    Raises DataDirError, OSError.
    """
    _require_relay(data)
    try:
        made = data.log_keys().make_next()
    except LogKeyError as error:
        raise DataDirError(str(error)) from error
    _write_card(data, config)
    return made


def new_tls_key(data: DataDir, config: Config, certificate: Path | None = None) -> bool:
    """Make the next TLS key, or take the clinic's own next certificate, for the relay card.

    False when one waits already. Raises DataDirError, OSError.
    """
    _require_relay(data)
    if data.next_certificate.exists():
        _write_card(data, config)
        return False
    if certificate is not None:
        chain = certificate.read_bytes()
        try:
            tls.spki_pin(chain)
        except ValueError as error:
            raise DataDirError(f"{certificate.name} is not a readable certificate.") from error
        private_files.write(data.next_certificate, chain)
    elif config.tls_certificate:
        raise DataDirError(
            "relay.toml names the clinic's own certificate. Give the next one with --certificate."
        )
    else:
        key, made = tls.make_certificate(data.names(config), datetime.datetime.now(datetime.UTC))
        private_files.write(data.next_tls_key, key)
        private_files.write(data.next_certificate, made)
    _write_card(data, config)
    return True


def use_tls_key(data: DataDir, config: Config) -> None:
    """Put the next TLS key in the present one's place, if the log has told everybody.

    The relay serves it from its next start on. May be repeated after a crash. Raises DataDirError,
    StorageError, OSError.
    """
    if not data.next_certificate.exists():
        raise DataDirError("No next TLS key waits. Make one with `curbside-relay new-tls-key`.")
    chain = data.next_certificate.read_bytes()
    pin = tls.spki_pin(chain)
    if pin not in announced_pins(data):
        raise DataDirError(
            "The log does not name the next TLS key yet: workstations would refuse it. Import the "
            "authority's relay-change first, and give the workstations a day to hear of it."
        )
    if config.tls_certificate:
        if data.pin(config) != pin:
            raise DataDirError("relay.toml still names another certificate. Change it first.")
    elif data.next_tls_key.exists():
        certificate, key = data.certificate_files(config)
        private_files.write(key, data.next_tls_key.read_bytes())
        private_files.write(certificate, chain)
    elif data.pin(config) != pin:
        raise DataDirError("Name the new certificate and its key in relay.toml first.")
    data.next_certificate.unlink()
    data.next_tls_key.unlink(missing_ok=True)
    _write_card(data, config)


def announced_pins(data: DataDir) -> tuple[bytes, ...]:
    """Return the pins that the log names. Raises StorageError."""
    storage = SqliteStorage(data.database)
    pins: tuple[bytes, ...] = ()
    position = 0
    try:
        while page := storage.log_entries(position, _PAGE):
            position += len(page)
            for raw in page:
                if raw[1] in _NAMING:
                    body = log_entries.decode(raw).body
                    pins = body.pins if isinstance(body, Genesis | Relay) else pins
    finally:
        storage.close()
    return pins


def _require_relay(data: DataDir) -> None:
    if not data.card_file.exists():
        raise DataDirError("There is no relay here. Make one with `curbside-relay init`.")


def _write_card(data: DataDir, config: Config) -> None:
    """Write the card anew, with the port that a running relay listens on."""
    info = data.run_info() if data.is_locked() else None
    data.write_card(config, info.port if info is not None else config.port)
