"""The authority's key is stolen and replaced; IT takes it back with the recovery key.

Everything through the commands as IT types them, a running relay, and clients' own replicas.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.core.ids import LogId
from app.core.relay_errors import EntryRefused, RelayError
from app.crypto.invite import Invite
from app.crypto.transparency.replica import Replica
from relay.__main__ import main
from relay.authority.authority import Authority
from relay.authority.profiles import profile_of
from tests.integration.net.conftest import Clinic, Person, enrol, redeem

PASSPHRASE = "authority passphrase"


def synced(person: Person, replica: Replica) -> Replica:
    """Bring a person's replica to where the relay's log is."""
    client = person.client()
    try:
        page = client.log_entries(replica.size, 1000)
    finally:
        client.close()
    replica.extend(page.note, page.entries)
    return replica


def command(*arguments: str | Path) -> None:
    assert main([str(argument) for argument in arguments]) == 0


def test_a_stolen_authority_is_taken_back(
    clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pass").write_text(PASSPHRASE, encoding="utf-8")
    (tmp_path / "recovery-pass").write_text("recovery passphrase", encoding="utf-8")
    data = clinic.relay.data.path
    alice, bob = enrol(clinic, "Alice"), enrol(clinic, "Bob")
    log_id = LogId(clinic.authority.log_id)
    replica = synced(alice, Replica.start(log_id))
    first_ca = replica.directory.ca

    shutil.copytree(tmp_path / "authority", tmp_path / "stolen")
    thief = Authority.open(tmp_path / "stolen", PASSPHRASE)
    clinic.relay.import_statements(thief.rotate())
    clinic.relay.import_statements(thief.close_account(thief.find("Bob")))
    ghost = redeem(clinic, Invite.parse(thief.invite(profile_of("Ghost")).text))
    kept = Invite.parse(thief.invite(profile_of("Another ghost")).text)
    synced(alice, replica)
    assert replica.directory.ca == thief.ca != first_ca
    with pytest.raises(RelayError):  # the clinic's own invites no longer work
        redeem(clinic, clinic.invite("Carol"))

    command("export-log", "--data", data, "--out", tmp_path / "clinic.curbside-log")
    signing = ("--authority", tmp_path / "authority", "--passphrase-file", tmp_path / "pass")
    command(
        *("rotate", *signing, "--recovery-key", tmp_path / "recovery"),
        *("--recovery-passphrase-file", tmp_path / "recovery-pass"),
        *(
            "--log",
            tmp_path / "clinic.curbside-log",
            "--out",
            tmp_path / "back.curbside-statements",
        ),
    )
    findings = capsys.readouterr().err
    assert "a change of the authority's key" in findings
    assert "the end of the account of Bob" in findings
    assert f"close-account --who {ghost.account_id.hex()}" in findings
    command("import", "--data", data, tmp_path / "back.curbside-statements")

    ours = Authority.open(tmp_path / "authority", PASSPHRASE)
    synced(alice, replica)
    assert replica.directory.ca == ours.ca
    assert ours.ca not in (thief.ca, first_ca)
    fresh = synced(alice, Replica.start(log_id))
    assert fresh.directory.ca == ours.ca
    with pytest.raises(Exception, match="entry-refused"):
        clinic.relay.import_statements(thief.close_account(thief.find("Alice")))
    with pytest.raises(EntryRefused):
        redeem(clinic, kept)

    closing = ours.close_account(ours.find(ghost.account_id.hex()))
    clinic.relay.import_statements(closing)
    carol = redeem(clinic, Invite.parse(ours.invite(profile_of("Carol")).text))
    synced(alice, replica)
    for closed in (ghost.account_id, bob.account_id):
        found = replica.directory.account(closed)
        assert found is not None
        assert found.closed
    assert synced(carol, Replica.start(log_id)).size == replica.size
