"""The relay's settings: one TOML file, and none needed on loopback."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec

from relay.limits import Rate
from relay.transparency.bodies import MAX_WITNESSES
from relay.transparency.cosignature import WITNESS, VerifierKey
from relay.transparency.errors import NoteError

CONFIG_NAME: Final = "relay.toml"


class ConfigError(Exception):
    """The settings cannot be used; the text says which and why."""


class WitnessConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A witness that cosigns the log's checkpoints (PROTOCOL.md section 13), one `[[witness]]`.

    Attributes:
        url: what comes before `/add-checkpoint`, http or https.
        vkey: its verifier key, as `curbside-relay witness status` shows it.
        pin: SHA-256 of its TLS public key in hexadecimal; without, the system's trust decides.
    """

    url: str
    vkey: str
    pin: str = ""

    def __post_init__(self) -> None:
        """Raises ConfigError."""
        try:
            parts = urlsplit(self.url)
            good = parts.scheme in ("http", "https") and bool(parts.hostname)
            good = good and not (parts.query or parts.fragment or parts.username)
            good = good and (parts.port is None or parts.port > 0)
        except ValueError:
            good = False
        if not good or not self.url.isascii() or not self.url.isprintable() or " " in self.url:
            raise ConfigError("witness: url looks like http://witness.clinic.example:8444.")
        try:
            VerifierKey.decode(self.vkey, WITNESS)
        except NoteError as error:
            raise ConfigError(f"witness: vkey cannot be used: {error}.") from error
        if self.pin and re.fullmatch("[0-9a-f]{64}", self.pin) is None:
            raise ConfigError("witness: pin has 64 hexadecimal digits.")
        if self.pin and not self.url.startswith("https://"):
            raise ConfigError("witness: a pin needs an https url.")


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Every setting with its default.

    Attributes:
        host, port: where to listen; port 0 takes a free one.
        url: how clients reach the relay, written into invites.
        hosts: names that requests may be signed for (`host` or `host:port`); empty: any.
        tls_certificate, tls_key: PEM files to use instead of the relay's own.
        retention_days: how long undelivered mail is kept before its sender is told.
        remember_hours: how long ids of stored submissions and claims are remembered at least.
        remembered_per_sender: how many submissions of one device are taken within that time.
        link_rate, link_total_rate: how often anybody may begin to link a device, by network
            address and in all; exchange_rate: requests of one such rendezvous.
        poll_rate: inbox requests of one device that acknowledge nothing.
        mailbox_envelopes, mailbox_bytes: how much one mailbox may hold.
        blob_bytes: the largest file that may be uploaded, encrypted: 2 GiB and what that adds.
        blob_account_bytes, blob_account_day_bytes: how much one person's uploads may take up, and
            how much they may begin to upload on one day.
        blob_account_files: how many uploads of one person are kept; each takes up room beside its
            bytes, and time to count.
        blob_unfinished: how many uploads of one person may be unfinished.
        blob_total_bytes: how much all uploads may take up.
        blob_reserve_bytes: disk space below which no more files are taken, at most 10 % of the
            disk; more than `reserve_bytes`, so that messages still go when files do not.
        blob_transfers: how many files may be arriving and leaving at a time; of one person, an
            eighth of them.
        blob_check_bytes: how many bytes of stored files are compared with their SHA-256 a second,
            so that damage is noticed; each about once a week. 0: none.
        upload_hours: how long an upload waits for its next byte.
        reserve_bytes: disk space below which no more mail is taken, at most 5 % of the disk.
        unfinished_body_bytes: memory for bodies that are still arriving, of all connections.
        witness: machines that cosign the log's checkpoints.
        header_seconds, body_seconds, idle_seconds: how long a client may take. A body has one
            more second for each 16 KiB.
    """

    host: str = "127.0.0.1"
    port: int = 8443
    url: str = ""
    hosts: tuple[str, ...] = ()
    tls_certificate: str = ""
    tls_key: str = ""
    retention_days: float = 30
    remember_hours: float = 24
    mailbox_envelopes: int = 100_000
    mailbox_bytes: int = 512 * 1024 * 1024
    blob_bytes: int = 2 * 1024 * 1024 * 1024 + 1024 * 1024
    blob_account_bytes: int = 20 * 1024 * 1024 * 1024
    blob_account_day_bytes: int = 10 * 1024 * 1024 * 1024
    blob_account_files: int = 20_000
    blob_unfinished: int = 16
    blob_total_bytes: int = 1024 * 1024 * 1024 * 1024
    blob_reserve_bytes: int = 1024 * 1024 * 1024
    blob_transfers: int = 256
    blob_check_bytes: int = 4 * 1024 * 1024
    upload_hours: float = 24
    reserve_bytes: int = 64 * 1024 * 1024
    max_connections: int = 4096
    unfinished_body_bytes: int = 128 * 1024 * 1024
    header_seconds: float = 10
    body_seconds: float = 20
    idle_seconds: float = 90
    submission_rate: Rate = Rate(per_second=100, burst=20_000)
    remembered_per_sender: int = 100_000
    poll_rate: Rate = Rate(per_second=50, burst=500)
    request_rate: Rate = Rate(per_second=100, burst=2000)
    append_rate: Rate = Rate(per_second=1, burst=50)
    claim_rate: Rate = Rate(per_second=50, burst=5000)
    session_rate: Rate = Rate(per_second=1, burst=100)
    link_rate: Rate = Rate(per_second=0.1, burst=30)
    link_total_rate: Rate = Rate(per_second=2, burst=200)
    exchange_rate: Rate = Rate(per_second=1, burst=60)
    witness: tuple[WitnessConfig, ...] = ()
    log_level: str = "INFO"

    def __post_init__(self) -> None:
        """Raises ConfigError."""
        if not 0 <= self.port <= 65535:
            raise ConfigError("port must be between 0 and 65535.")
        if bool(self.tls_certificate) != bool(self.tls_key):
            raise ConfigError("tls_certificate and tls_key are given together or not at all.")
        positive = (
            "retention_days",
            "mailbox_envelopes",
            "mailbox_bytes",
            "blob_bytes",
            "blob_account_bytes",
            "blob_account_day_bytes",
            "blob_account_files",
            "blob_unfinished",
            "blob_total_bytes",
            "blob_transfers",
            "upload_hours",
            "max_connections",
            "header_seconds",
            "body_seconds",
            "idle_seconds",
        )
        for name in positive:
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name} must be above 0.")
        if self.blob_reserve_bytes < 0 or self.blob_check_bytes < 0:
            raise ConfigError("blob_reserve_bytes and blob_check_bytes must not be below 0.")
        if self.remember_hours < 24:
            raise ConfigError("remember_hours must be at least 24.")
        if self.url and not self.url.startswith("https://"):
            raise ConfigError("url must start with https://.")
        if len({witness.vkey for witness in self.witness}) != len(self.witness):
            raise ConfigError("Each witness is listed once.")
        if len(self.witness) > MAX_WITNESSES:
            raise ConfigError(f"There are at most {MAX_WITNESSES} witnesses.")
        if self.log_level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ConfigError("log_level must be DEBUG, INFO, WARNING or ERROR.")


def load(path: Path) -> Config:
    """Read a settings file. Raises ConfigError."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Config)
    except OSError as error:
        raise ConfigError(f"{path.name} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: {error}") from error
