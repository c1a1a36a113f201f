"""The demo's clinic: the real command line of relay and authority, run as clinic IT would.

Relay and authority share one computer here; in a clinic the authority's key never sees the relay.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CLINIC = "Lakeside Clinic"
START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Clinician:
    """One of the demo's people."""

    name: str
    role: str
    department: str
    staff_id: str

    @property
    def short(self) -> str:
        """What the demo calls them, and names their files."""
        return self.role.lower()


PHYSICIAN = Clinician("Dr. Amira Haddad", "Physician", "Cardiology", "C-1042")
NURSE = Clinician("Jonas Weber", "Nurse", "Ward 3B", "N-2071")


class DemoClinic:
    """A relay with an authority in `folder`; `serving` runs it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "relay"
        self.authority = folder / "authority"
        self._passphrase = folder / "authority-passphrase"
        self._recovery_passphrase = folder / "recovery-passphrase"
        self._config = folder / "relay.toml"
        self.commands: list[str] = []

    def prepare(self, port: int) -> None:
        """Make the relay's keys, the authority's keys and the first statements."""
        for file in (self._passphrase, self._recovery_passphrase):
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(24) + "\n", encoding="utf-8")
        self._config.write_text(f'host = "127.0.0.1"\nport = {port}\n', encoding="utf-8")
        statements = self.folder / "clinic.curbside-statements"
        self._run("init", "--data", self.data, "--config", self._config)
        self._run(
            *("authority", "init", "--authority", self.authority, "--clinic", CLINIC),
            *("--relay-card", self.data / "relay-card.json", "--out", statements),
            *("--passphrase-file", self._passphrase),
            *("--recovery-passphrase-file", self._recovery_passphrase),
        )
        self._run("import", "--data", self.data, statements)

    def invite(self, person: Clinician) -> Path:
        """A one-time invite, as a file."""
        out = self.folder / f"{person.short}.curbside-invite"
        self._run(
            *("invite", "--authority", self.authority, "--passphrase-file", self._passphrase),
            *("--name", person.name, "--role", person.role),
            *("--department", person.department, "--staff-id", person.staff_id, "--out", out),
        )
        return out

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """Run the relay as a process of its own; yields the line it printed when ready."""
        words = ("serve", "--data", str(self.data), "--config", str(self._config))
        self.commands.append("curbside-relay serve --data relay --config relay.toml")
        with (self.folder / "relay.log").open("wb") as log:
            relay = subprocess.Popen(
                [sys.executable, "-m", "relay", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            try:
                ready = relay.stdout.readline().strip() if relay.stdout else ""
                if not ready:
                    relay.wait(timeout=10)
                    said = (self.folder / "relay.log").read_text("utf-8", "replace")
                    raise RuntimeError(f"The relay did not start. Its last words:\n{said[-2000:]}")
                yield ready
            finally:
                relay.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    relay.wait(timeout=10)
                relay.kill()
                relay.wait()
                if relay.stdout:
                    relay.stdout.close()

    def stored(self) -> tuple[bytes, bytes] | None:
        """(envelope, body) of the newest message that waits, straight from the relay's disk."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.data / 'relay.db'}?mode=ro", uri=True)
        ) as database:
            row = database.execute(
                "SELECT envelope.envelope, coalesce(envelope.body, body.data) FROM envelope"
                " LEFT JOIN body ON body.id = envelope.body_id ORDER BY envelope.id DESC LIMIT 1"
            ).fetchone()
        return None if row is None else (bytes(row[0]), bytes(row[1]))

    def finds(self, needle: bytes) -> list[str]:
        """Names of the relay's files that contain these very bytes."""
        return [
            file.name
            for file in sorted(self.data.rglob("*"))
            if file.is_file() and needle in file.read_bytes()
        ]

    def _run(self, *words: object) -> None:
        shown = [Path(w).name if isinstance(w, Path) else str(w) for w in words]
        self.commands.append(
            "curbside-relay " + " ".join(f'"{w}"' if " " in w else w for w in shown)
        )
        done = subprocess.run(
            [sys.executable, "-m", "relay", *map(str, words)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{self.commands[-1]}\n{done.stdout}{done.stderr}")
