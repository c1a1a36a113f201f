"""The relay's data directory: keys, database, lock, and what passes between two processes.

Everything in it is for the relay's own user alone (0700, files 0600). The authority's keys are
never here.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from relay import private_files, tls
from relay.config import CONFIG_NAME, Config, load
from relay.log_keys import NAME as LOG_KEY_NAME
from relay.log_keys import LogKeyError, LogKeys
from relay.private_files import DirectoryLock
from relay.restored import LogLoss

_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "::1")


class DataDirError(Exception):
    """The data directory cannot be used; the text says why and what to do."""


class LockedError(DataDirError):
    """Another process has the data directory."""


class RelayCard(msgspec.Struct, frozen=True):
    """What `authority init` needs to know of the relay; all of it public."""

    log_key: str
    pins: tuple[str, ...]
    url: str


class RunInfo(msgspec.Struct, frozen=True):
    """Where a running relay listens, for `status` and `import`."""

    pid: int
    host: str
    port: int
    pins: tuple[str, ...]


class DataDir:
    """The paths, and the making and reading of what lies there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = path / "relay.db"
        self.config_file = path / CONFIG_NAME
        self.card_file = path / "relay-card.json"
        self.run_file = path / "run.json"
        self.imports = path / "import"
        self.blobs = path / "blobs"
        self.cosignatures = path / "cosignatures.json"
        self._log_key = path / LOG_KEY_NAME
        self._session_key = path / "session.key"
        self._tls_key = path / "tls.key"
        self._tls_certificate = path / "tls.crt"
        self.next_tls_key = path / "tls.key.next"
        self.next_certificate = path / "tls.crt.next"
        self._lock = DirectoryLock(path / "lock")

    def prepare(self, config: Config) -> bool:
        """Make whatever is missing; existing keys stay. Return whether anything was made.

        Raises DataDirError.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            self.imports.mkdir(mode=0o700, exist_ok=True)
            self.blobs.mkdir(mode=0o700, exist_ok=True)
            self.database.touch(mode=0o600)  # SQLite gives its other files the same mode
            made = self._write_new(self._log_key, lambda: secrets.token_hex(32).encode())
            made |= self._write_new(self._session_key, lambda: secrets.token_hex(32).encode())
            if not config.tls_key and not self._tls_key.exists():
                now = datetime.datetime.now(datetime.UTC)
                key, certificate = tls.make_certificate(_names(config), now)
                private_files.write(self._tls_certificate, certificate)
                private_files.write(self._tls_key, key)
                made = True
            if not self.card_file.exists():
                self.write_card(config, config.port)
        except OSError as error:
            raise DataDirError(
                f"The data directory cannot be prepared: {error.strerror}. Check that the relay's "
                "user owns it and that the disk has room."
            ) from error
        return made

    def write_card(self, config: Config, port: int) -> RelayCard:
        """Write the relay card, with the port that is really listened on."""
        host = config.host if config.host not in ("0.0.0.0", "::", "") else "localhost"  # noqa: S104 - compared, not bound
        host = f"[{host}]" if ":" in host else host
        url = config.url or f"https://{host}:{port}"
        try:
            key = self.log_keys().announced()
        except LogKeyError as error:
            raise DataDirError(str(error)) from error
        card = RelayCard(key.hex(), tuple([pin.hex() for pin in self.pins(config)]), url)
        private_files.write(self.card_file, msgspec.json.encode(card) + b"\n")
        return card

    def log_keys(self) -> LogKeys:
        """Return the relay's log keys, of which the log names one."""
        return LogKeys(self.path)

    def session_secret(self) -> bytes:
        """Read the secret that session keys follow from. Raises DataDirError."""
        return self._secret(self._session_key)

    def certificate_files(self, config: Config) -> tuple[Path, Path]:
        """Return the certificate's and the key's path."""
        if config.tls_certificate:
            return Path(config.tls_certificate), Path(config.tls_key)
        return self._tls_certificate, self._tls_key

    def pin(self, config: Config) -> bytes:
        """Return the pin of the certificate in use. Raises DataDirError."""
        certificate, _ = self.certificate_files(config)
        try:
            return tls.spki_pin(certificate.read_bytes())
        except (OSError, ValueError) as error:
            raise DataDirError(f"{certificate.name} is not a readable certificate.") from error

    def pins(self, config: Config) -> tuple[bytes, ...]:
        """Return the pins that the log should name: in use, and next. Raises DataDirError."""
        pins = [self.pin(config)]
        if self.next_certificate.exists():
            try:
                pins.append(tls.spki_pin(self.next_certificate.read_bytes()))
            except (OSError, ValueError) as error:
                raise DataDirError(
                    f"{self.next_certificate.name} is not a readable certificate."
                ) from error
        return tuple(dict.fromkeys(pins))

    def names(self, config: Config) -> Sequence[str]:
        """Return the names and addresses that a certificate of ours is for."""
        return _names(config)

    def config(self, explicit: Path | None = None) -> Config:
        """Read the settings: the given file, else the directory's, else the defaults.

        Raises ConfigError.
        """
        if explicit is not None:
            return load(explicit)
        return load(self.config_file) if self.config_file.exists() else Config()

    def lock(self) -> None:
        """Take the directory for this process until `unlock`. Raises DataDirError."""
        try:
            self._lock.take()
        except BlockingIOError as error:
            raise LockedError("Another relay is running on this data directory.") from error
        except OSError as error:
            raise DataDirError("The data directory is missing or not ours.") from error

    def is_locked(self) -> bool:
        """Say whether a relay runs on this directory. Raises DataDirError."""
        try:
            self.lock()
        except LockedError:
            return True
        self.unlock()
        return False

    def unlock(self) -> None:
        """Give the directory up."""
        self._lock.release()

    def log_loss(self) -> LogLoss:
        """Return what is known of log entries that were lost."""
        return LogLoss(self.path / "log-loss.json")

    def write_run_info(self, info: RunInfo) -> None:
        """Say where this relay listens."""
        private_files.write(self.run_file, msgspec.json.encode(info))

    def run_info(self) -> RunInfo | None:
        """Return where a relay listens that has not ended in an orderly way since."""
        try:
            return msgspec.json.decode(self.run_file.read_bytes(), type=RunInfo)
        except (OSError, msgspec.DecodeError):
            return None

    def _secret(self, path: Path) -> bytes:
        try:
            return private_files.read_secret(path)
        except (OSError, ValueError) as error:
            raise DataDirError(
                f"{path.name} cannot be read, or is damaged. Restore it from a backup."
            ) from error

    def _write_new(self, path: Path, make: Callable[[], bytes]) -> bool:
        if path.exists():
            return False
        private_files.write(path, make())
        return True


def _names(config: Config) -> Sequence[str]:
    names = [host.partition(":")[0] for host in config.hosts]
    if config.url:
        names.append(config.url.removeprefix("https://").partition("/")[0].partition(":")[0])
    names += [config.host, *_LOCAL_HOSTS]
    unbound = ("", "0.0.0.0", "::")  # noqa: S104 - left out, not bound
    return list(dict.fromkeys(name for name in names if name not in unbound))
