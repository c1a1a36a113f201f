"""The commands as IT types them, from an empty directory to a changed key."""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.crypto.invite import Invite
from relay.authority import cli, files, passphrases
from relay.authority.authority import Authority
from relay.authority.errors import BadInputError, StorageError
from relay.authority.profiles import profile_of
from relay.authority.register import FILE_NAME
from relay.transparency import certificates
from relay.transparency.certificates import Purpose
from relay.transparency.rules import LogState
from tests.unit.relay.authority.helpers import (
    CARD,
    PASSPHRASE,
    QUICK,
    RECOVERY_PASSPHRASE,
    apply_statements,
    invite_fields,
)
from tests.unit.relay.authority.test_authority import redeem
from tests.unit.relay.authority.test_regain import Recorder
from tests.vectors.log_builder import ident, pub

Run = Callable[..., int]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spend little on Argon2id; everything else is as in earnest."""
    create = Authority.create

    def quick_create(_: type[Authority], /, *args: Any, **options: Any) -> Authority:
        return create(*args, cost=QUICK, **options)

    monkeypatch.setattr(Authority, "create", classmethod(quick_create))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line with its passphrases in files; return the exit status."""
    monkeypatch.chdir(tmp_path)
    Path("pass").write_text(PASSPHRASE + "\n", encoding="utf-8")
    Path("recovery-pass").write_text(RECOVERY_PASSPHRASE + "\r\n", encoding="utf-8")
    Path("card.json").write_text(CARD, encoding="utf-8")
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(required=True))

    def run_line(line: str, *more: str, passphrase: str = "pass") -> int:
        options = ["--authority", "auth", "--passphrase-file", passphrase]
        arguments = parser.parse_args([*line.split(), *options, *more])
        status: int = arguments.run(arguments)
        return status

    return run_line


@pytest.fixture
def clinic(run: Run) -> Run:
    """The same, after `authority init`."""
    init(run)
    return run


def init(run: Run) -> None:
    status = run(
        "authority init --relay-card card.json --out init.statements"
        " --recovery-passphrase-file recovery-pass --recovery-out stick.key",
        "--clinic",
        "St. Mary's",
    )
    assert status == 0


def test_init_makes_a_log_and_says_what_to_compare(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    init(run)
    state = LogState()
    apply_statements(state, Path("init.statements").read_text(encoding="utf-8"))
    shown = capsys.readouterr().out.replace(" ", "")
    for key in (state.clinic.log_id, state.clinic.ca, state.clinic.ca_recovery):
        assert key.hex() in shown
    assert state.clinic.clinic_name == "St. Mary's"
    assert Path("stick.key").exists()
    assert sorted(os.listdir("auth")) == [FILE_NAME]


def test_init_never_overwrites(clinic: Run, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("auth", FILE_NAME).read_bytes()
    again = "authority init --clinic X --relay-card card.json --recovery-passphrase-file pass"
    assert clinic(again, "--out", "other.statements") == 1
    assert "exists already" in capsys.readouterr().err
    assert Path("auth", FILE_NAME).read_bytes() == before
    assert not Path("other.statements").exists()


def test_an_invite(clinic: Run, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--name", "Jane Doe", "--role", "Nurse", "--department", "ICU")
    assert clinic("invite --staff-id 7 --out jane.curbside-invite", *options) == 0
    text = Path("jane.curbside-invite").read_text(encoding="utf-8")
    assert b'"Jane Doe"' in invite_fields(text)[8]
    assert clinic("invite --staff-id 7 --out twin.curbside-invite", "--name", "Janet") == 0
    assert "staff id 7" in capsys.readouterr().err
    assert clinic("invite --replace 7 --out jane.curbside-invite") == 1
    assert Path("jane.curbside-invite").read_text(encoding="utf-8") == text


def test_invites_for_people_in_the_register(clinic: Run) -> None:
    assert clinic("invite --name Jane --staff-id 7 --out 1") == 0
    assert clinic("invite --replace 7 --out 2") == 0
    assert clinic("invite --again 7 --valid-days 3 --out 3") == 0
    assert clinic("invite --again 8 --out 4") == 1
    first, second, third = [
        invite_fields(Path(name).read_text(encoding="utf-8"))[12] for name in ("1", "2", "3")
    ]
    assert [certificate[4] for certificate in (first, second, third)] == [1, 2, 1]
    assert not Path("4").exists()


def test_a_recovery_invite_is_noted_in_the_register(clinic: Run) -> None:
    assert clinic("invite --name Jane --staff-id 7 --out 1") == 0
    assert clinic("invite --recover 7 --out 2") == 0
    assert clinic("invite --recover 7 --replace 7 --out 3") == 1
    text = Path("2").read_text(encoding="utf-8")
    certificate = certificates.decode(invite_fields(text)[12])
    assert certificate.purpose is Purpose.RECOVER
    invite = Invite.parse(text)
    assert invite.needs_recovery_kit
    assert not invite.replaces_account_key
    person = Authority.open(Path("auth"), PASSPHRASE).find("7")
    assert [issued.purpose for issued in person.invites] == [Purpose.ENROL, Purpose.RECOVER]
    assert person.invites[1].invite_key == certificate.invite_key


def test_a_short_passphrase_makes_no_authority(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("short").write_text("eleven long\n", encoding="utf-8")
    line = "authority init --clinic X --relay-card card.json --out init.statements"
    for first, second in (("short", "recovery-pass"), ("pass", "short")):
        assert run(line, "--recovery-passphrase-file", second, passphrase=first) == 1
        assert "12 characters" in capsys.readouterr().err
    assert not Path("init.statements").exists()
    assert not Path("auth").exists()


def test_a_list(clinic: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("staff.csv").write_text("name,staff_id\nJane,1\nJoe,2\n", encoding="utf-8-sig")
    assert clinic("invite --csv staff.csv --out-dir invites") == 0
    names = sorted(path.name for path in Path("invites").iterdir())
    assert [name[:6] for name in names] == ["1-Jane", "2-Joe-"]
    capsys.readouterr()
    assert clinic("authority people") == 0
    assert capsys.readouterr().out.count("\n") == 2


def test_a_bad_list_invites_nobody(clinic: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("staff.csv").write_text("name,staff_id\nJane,1\n,2\n", encoding="utf-8")
    assert clinic("invite --csv staff.csv --out-dir invites") == 1
    assert "Line 3" in capsys.readouterr().err
    assert not Path("invites").exists()
    assert clinic("authority people") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "line",
    [
        "invite --out x",
        "invite --name A --csv staff.csv --out x",
        "invite --name A",
        "invite --name A --out-dir x",
        "invite --csv staff.csv --out x",
        "invite --name A --out x --valid-days 0",
        "invite --name A --out nowhere/x",
        "invite --name A --out x --checkpoint card.json",
        "revoke-device --who A --device 12 --out x",
        "revoke-device --who A --device zz --out x",
        "close-account --who nobody --out x",
        "relay-change --relay-card pass --out x",
        "relay-change --relay-card none --out x",
        "rotate --recovery-key card.json --recovery-passphrase-file pass --out x",
        "rotate --recovery-key stick.key --recovery-passphrase-file pass --out x",
        "rotate --new-recovery-out y --new-recovery-passphrase-file pass --out x",
        "authority statements --since 1 --out x",
        "authority withdraw",
        "authority withdraw --yes",
    ],
)
def test_mistakes_get_a_sentence_and_change_nothing(
    clinic: Run, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("staff.csv").write_text("name\nJane\n", encoding="utf-8")
    before = Path("auth", FILE_NAME).read_bytes()
    capsys.readouterr()
    assert clinic(line) == 1
    message = capsys.readouterr().err.strip()
    assert message.endswith(".")
    assert "\n" not in message
    assert Path("auth", FILE_NAME).read_bytes() == before
    assert not Path("x").exists()
    assert not Path("y").exists()


def test_statements_and_rotation(clinic: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert clinic("invite --name Jane --staff-id 7 --out jane") == 0
    assert (
        clinic("relay-change --relay-card card.json --out 1", "--url", "https://new.example") == 0
    )
    assert clinic("rotate --out 2") == 0
    assert (
        clinic(
            "rotate --recovery-key stick.key --recovery-passphrase-file recovery-pass"
            " --new-recovery-out stick2.key --new-recovery-passphrase-file pass --out 3",
            "--authority",
            "auth",
        )
        == 0
    )
    assert clinic("authority statements --out all") == 0
    assert clinic("authority statements --since 2 --out some") == 0
    state, again = LogState(), LogState()
    for name in ("init.statements", "1", "2", "3"):
        apply_statements(state, Path(name).read_text(encoding="utf-8"))
    apply_statements(again, Path("all").read_text(encoding="utf-8"))
    assert state.clinic == again.clinic
    assert state.size == 4
    assert Path("stick2.key").exists()
    assert clinic("relay-change --relay-card card.json --out 4", "--witness", pub("w").hex()) == 0
    apply_statements(state, Path("4").read_text(encoding="utf-8"))
    assert clinic("authority withdraw --yes") == 0


def test_people_are_stated_about(clinic: Run) -> None:
    assert clinic("invite --name Jane --staff-id 7 --out jane") == 0
    assert clinic("profile --who 7 --out 1", "--name", "Jane Roe", "--department", "ICU") == 0
    assert clinic("revoke-device --who 7 --wipe --out 2", "--device", "ab" * 16) == 0
    assert clinic("close-account --out 3", "--who", "jane roe") == 0
    assert clinic("close-account --who 7 --out 4") == 1
    register = Authority.open(Path("auth"), PASSPHRASE)
    person = register.find("7")
    assert (person.profile.name, person.profile.department) == ("Jane Roe", "ICU")
    assert register.chain_length == 4


def test_a_lost_device_is_found_in_the_log_and_ended(
    clinic: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    jane = Authority.open(Path("auth"), PASSPHRASE).invite(profile_of("Jane", staff_id="7"))
    assert clinic("invite --name Joe --staff-id 8 --out joe") == 0
    log = Recorder()
    log.take(Path("init.statements").read_text(encoding="utf-8"))
    redeem(log, jane, "ak jane")
    Path("export").write_text(log.export(), encoding="utf-8")
    capsys.readouterr()
    assert clinic("authority devices --who 7 --log export") == 0
    (line,) = capsys.readouterr().out.splitlines()
    device, _, added = line.partition("\t")
    assert bytes.fromhex(device) == ident("device ak jane")
    assert added.startswith("added 2023-11-1")
    assert clinic("authority devices --who 8 --log export") == 0
    assert capsys.readouterr().out == ""
    assert clinic(f"revoke-device --who 7 --wipe --device {device} --out 1") == 0
    assert f"invite --replace {jane.account_id.hex()}" in capsys.readouterr().out
    log.take(Path("1").read_text(encoding="utf-8"))
    Path("later").write_text(log.export(), encoding="utf-8")
    capsys.readouterr()
    assert clinic("authority devices --who 7 --log later") == 0
    assert capsys.readouterr().out == ""
    Path("altered").write_text(log.export().replace("A", "B", 40), encoding="utf-8")
    assert clinic("authority devices --who 7 --log altered") == 1


def test_a_statement_that_cannot_be_written_is_not_lost(
    clinic: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = files.write_new

    def full(path: Path, text: str) -> None:
        if path.name == "1":
            raise StorageError("The disk is full.")
        real(path, text)

    monkeypatch.setattr(files, "write_new", full)
    assert clinic("rotate --out 1") == 1
    assert "authority statements" in capsys.readouterr().err
    assert clinic("authority statements --since 1 --out again") == 0


def test_a_wrong_passphrase(clinic: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert clinic("authority people", passphrase="recovery-pass") == 1
    assert "does not open" in capsys.readouterr().err


def test_passphrases_from_standard_input(clinic: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSPHRASE}\n{RECOVERY_PASSPHRASE}\n"))
    line = "rotate --recovery-key stick.key --recovery-passphrase-file - --out 1"
    assert clinic(line, passphrase="-") == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert clinic("authority people", passphrase="-") == 1


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_typed_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal())
    typed = iter(["one two three", "one two three", "one two three", "one two four"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert passphrases.new("the key", None) == "one two three"
    with pytest.raises(BadInputError):
        passphrases.new("the key", None)
    typed = iter(["too short 1"])
    with pytest.raises(BadInputError, match="12 characters"):  # and it is not asked for again
        passphrases.new("the key", None)
    monkeypatch.setattr("sys.stdin", io.StringIO("not a terminal"))
    with pytest.raises(BadInputError):
        passphrases.known("the key", None)
