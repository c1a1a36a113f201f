"""A clinic's authority in a temporary directory, at a cost that suits tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nacl.pwhash import argon2id

from relay.authority.authority import Authority
from relay.authority.keys import Cost
from relay.authority.register import RelayInfo
from relay.authority.statements import EntryStatement, decode
from relay.transparency.rules import LogState
from relay.wire import split, unb64u
from tests.vectors.log_builder import pub, secret

QUICK = Cost(argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
PASSPHRASE = "correct horse battery"
RECOVERY_PASSPHRASE = "staple under lock"
RELAY = RelayInfo("https://relay.clinic.example:8443", (secret("pin"),), pub("log"))
CARD = (
    f'{{"log_key": "{pub("log").hex()}", "pins": ["{secret("pin").hex()}"],'
    ' "url": "https://relay.clinic.example:8443"}'
)


@dataclass
class Clock:
    """A clock that a test moves by hand."""

    now: int = 1_700_000_000_000
    step: int = field(default=1000)

    def __call__(self) -> int:
        self.now += self.step
        return self.now


def create(directory: Path, clock: Clock | None = None) -> Authority:
    return Authority.create(
        directory / "authority",
        clinic_name="Test Clinic",
        relay=RELAY,
        passphrase=PASSPHRASE,
        recovery_file=directory / "recovery",
        recovery_passphrase=RECOVERY_PASSPHRASE,
        cost=QUICK,
        clock=clock or Clock(),
    )


def apply_statements(state: LogState, text: str) -> None:
    """Import a statement file as the relay does, entries only."""
    for statement in decode(text):
        if isinstance(statement, EntryStatement):
            state.check_and_apply(statement.entry)


def invite_fields(text: str) -> list[bytes]:
    """Return the 13 fields of an invite."""
    return split(unb64u(text.strip().removeprefix("curbside:invite:")), 13)
