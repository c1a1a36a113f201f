"""The authority's commands of `curbside-relay`. They never touch the relay's data directory.

`register` adds them to the program's parser; each sets `run`, a function from the parsed arguments
to an exit status. What a command makes is saved in the register before it is written anywhere
else, and output files are never overwritten.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from nacl.signing import SigningKey

from relay.authority import cards, files, passphrases, people_csv, recovery
from relay.authority.authority import DEFAULT_VALID_DAYS, Authority
from relay.authority.errors import AuthorityError, BadInputError
from relay.authority.invites import Invite, file_name
from relay.authority.profiles import profile_of
from relay.authority.register import Person
from relay.transparency.certificates import Purpose

if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

Command: TypeAlias = Callable[[argparse.Namespace], None]
RECOVERY_FILE = "recovery-key.curbside-authority"
_EXPORTED = "what `curbside-relay export-log` wrote"
_FLAGS = {Purpose.ENROL: "--again", Purpose.REKEY: "--replace", Purpose.RECOVER: "--recover"}


def register(subparsers: Subparsers) -> None:
    """Add the authority's commands."""
    _authority_commands(subparsers)
    _invite_command(subparsers)
    _person_commands(subparsers)
    _key_commands(subparsers)


def _authority_commands(subparsers: Subparsers) -> None:
    group = subparsers.add_parser("authority", help="the clinic's signing key and register")
    verbs = group.add_subparsers(dest="authority_command", required=True)
    init = _add(verbs, "init", _init, "make the clinic's authority and the log's first entry")
    init.add_argument("--clinic", required=True, help="the clinic's name, as its staff will see it")
    init.add_argument("--relay-card", required=True, type=Path, help="what `init` wrote")
    init.add_argument("--url", help="the relay's address for clients, instead of the card's")
    init.add_argument("--recovery-out", type=Path, help="file for the recovery key")
    init.add_argument("--recovery-passphrase-file", help="as --passphrase-file, for that key")
    _add_out(init)
    again = _add(verbs, "statements", _statements, "write signed statements again")
    again.add_argument("--since", type=int, default=0, help="first entry of the chain to write")
    _add_out(again)
    withdraw = _add(verbs, "withdraw", _withdraw, "take back the last statement, if never imported")
    withdraw.add_argument("--yes", action="store_true", help="it was not imported at the relay")
    _add(verbs, "people", _people, "list everyone in the register")
    devices = _add(verbs, "devices", _devices, "list a person's devices, to end one of them")
    _add_who(devices)
    devices.add_argument("--log", required=True, type=Path, help=_EXPORTED)


def _invite_command(subparsers: Subparsers) -> None:
    invite = _add(subparsers, "invite", _invite, "invite one person, or everyone on a list")
    invite.add_argument("--name")
    invite.add_argument("--role", default="")
    invite.add_argument("--department", default="")
    invite.add_argument("--staff-id", default="")
    invite.add_argument("--csv", type=Path, help="list with columns name,role,department,staff_id")
    invite.add_argument(
        "--replace", metavar="WHO", help="new account key for someone who lost every device"
    )
    invite.add_argument(
        "--recover",
        metavar="WHO",
        help="for someone who lost every device but has the recovery kit: the account key stays",
    )
    invite.add_argument(
        "--again", metavar="WHO", help="another invite for someone whose first was never used"
    )
    invite.add_argument("--valid-days", type=int, default=DEFAULT_VALID_DAYS)
    invite.add_argument("--checkpoint", type=Path, help="the relay's latest signed checkpoint")
    invite.add_argument("--out", type=Path, help="file for the invite")
    invite.add_argument("--out-dir", type=Path, help="directory for the invites of a list")


def _person_commands(subparsers: Subparsers) -> None:
    revoke = _add(subparsers, "revoke-device", _revoke_device, "end one device of a person")
    _add_who(revoke)
    revoke.add_argument(
        "--device", required=True, help="32 hexadecimal digits, from `authority devices`"
    )
    revoke.add_argument("--wipe", action="store_true", help="have it erase what it holds")
    _add_out(revoke)
    close = _add(subparsers, "close-account", _close_account, "end a person's account")
    _add_who(close)
    _add_out(close)
    profile = _add(subparsers, "profile", _profile, "change what colleagues see of a person")
    _add_who(profile)
    for field in ("name", "role", "department", "staff-id"):
        profile.add_argument(f"--{field}", help="unchanged when not given")
    _add_out(profile)


def _key_commands(subparsers: Subparsers) -> None:
    relay = _add(subparsers, "relay-change", _relay_change, "state the relay's new keys")
    relay.add_argument("--relay-card", required=True, type=Path)
    relay.add_argument("--url", help="the relay's address for clients, instead of the card's")
    relay.add_argument(
        "--witness", action="append", default=[], help="public key, 64 hexadecimal digits"
    )
    _add_out(relay)
    rotate = _add(subparsers, "rotate", _rotate, "replace the authority's key")
    rotate.add_argument("--recovery-key", type=Path, help="sign with the recovery key instead")
    rotate.add_argument("--recovery-passphrase-file")
    rotate.add_argument(
        "--log",
        type=Path,
        help=f"{_EXPORTED}, when somebody else may hold the key: takes over what they signed and "
        "says what to put right",
    )
    rotate.add_argument("--new-recovery-out", type=Path, help="replace the recovery key as well")
    rotate.add_argument("--new-recovery-passphrase-file")
    _add_out(rotate)


def _add(verbs: Subparsers, name: str, command: Command, summary: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=summary, description=summary[0].upper() + summary[1:])
    parser.add_argument("--authority", required=True, type=Path, metavar="DIR")
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="first line is the passphrase; - is stdin"
    )

    def run(arguments: argparse.Namespace) -> int:
        try:
            command(arguments)
        except AuthorityError as error:
            print(error, file=sys.stderr)
            return 1
        return 0

    parser.set_defaults(run=run)
    return parser


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", required=True, type=Path, metavar="STATEMENTS", help="for `curbside-relay import`"
    )


def _add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", required=True, help="staff id, account id or exact name")


def _open(arguments: argparse.Namespace) -> Authority:
    passphrase = passphrases.known("the authority", arguments.passphrase_file)
    return Authority.open(arguments.authority, passphrase)


def _check_out(path: Path) -> None:
    files.require_absent(path)
    files.require_writable_directory(path.parent)


def _emit(path: Path, make: Callable[[], str]) -> None:
    """Make statements and write them; the file's place is checked before anything is signed."""
    text = make()
    try:
        files.write_new(path, text)
    except AuthorityError as error:
        raise type(error)(
            error.message,
            "The statement is signed and kept: write it with the command `authority statements`.",
        ) from error
    print(f"Wrote {path}. Import it at the relay: curbside-relay import {path.name}")


def _init(arguments: argparse.Namespace) -> None:
    directory: Path = arguments.authority
    recovery_file: Path = arguments.recovery_out or directory / RECOVERY_FILE
    relay = cards.parse(files.read_text(arguments.relay_card), arguments.url)
    files.require_absent(arguments.out)
    authority = Authority.create(
        directory,
        clinic_name=arguments.clinic,
        relay=relay,
        passphrase=passphrases.new("the authority", arguments.passphrase_file),
        recovery_file=recovery_file,
        recovery_passphrase=passphrases.new("the recovery key", arguments.recovery_passphrase_file),
    )
    _emit(arguments.out, authority.statements)
    print(f"Clinic:       {authority.clinic_name}")
    print(f"Log identity: {_grouped(authority.log_id)}")
    print(f"Authority:    {_grouped(authority.ca)}")
    print(f"Recovery key: {_grouped(authority.ca_recovery)}")
    print(f"Print {recovery_file} or move it to a stick, and keep it elsewhere under lock.")


def _statements(arguments: argparse.Namespace) -> None:
    _check_out(arguments.out)
    authority = _open(arguments)
    if not 0 <= arguments.since < authority.chain_length:
        raise BadInputError(f"The chain has the entries 0 to {authority.chain_length - 1}.")
    _emit(arguments.out, lambda: authority.statements(arguments.since))


def _withdraw(arguments: argparse.Namespace) -> None:
    if not arguments.yes:
        raise BadInputError(
            "A statement that the relay has imported must not be withdrawn.",
            "Add --yes if you are sure that it was not.",
        )
    _open(arguments).withdraw()
    print("The last statement is withdrawn. Delete its file.")


def _people(arguments: argparse.Namespace) -> None:
    for account, person in _open(arguments).people.items():
        profile = person.profile
        state = "closed" if person.closed else ""
        line = (account, profile.staff_id, profile.name, profile.role, profile.department, state)
        print("\t".join(line))


def _devices(arguments: argparse.Namespace) -> None:
    """Their names are known to the person's own devices alone; the time tells them apart."""
    authority = _open(arguments)
    log = authority.read_log(files.read_text(arguments.log))
    for device_id, added_ms in log.live_devices(authority.find(arguments.who).account_id):
        added = datetime.fromtimestamp(added_ms / 1000).astimezone()
        print(f"{device_id.hex()}\tadded {added:%Y-%m-%d %H:%M %z}")


def _invite(arguments: argparse.Namespace) -> None:
    again = {
        Purpose.ENROL: arguments.again,
        Purpose.REKEY: arguments.replace,
        Purpose.RECOVER: arguments.recover,
    }
    options = [arguments.name, arguments.csv, *again.values()]
    if sum(option is not None for option in options) != 1:
        raise BadInputError("Give one of --name, --csv, --replace, --recover and --again.")
    if (arguments.csv is None) == (arguments.out is None) or (arguments.csv is None) != (
        arguments.out_dir is None
    ):
        raise BadInputError("Give --out FILE for one person, --out-dir DIR with --csv.")
    note = arguments.checkpoint
    checkpoint = files.read_text(note).encode("utf-8") if note else b""
    if arguments.csv is not None:
        _invite_list(arguments, checkpoint)
        return
    _check_out(arguments.out)
    authority = _open(arguments)
    valid_days = arguments.valid_days
    if arguments.name is not None:
        profile = profile_of(
            arguments.name, arguments.role, arguments.department, arguments.staff_id
        )
        invite = authority.invite(profile, valid_days=valid_days, checkpoint=checkpoint)
    else:
        ((purpose, who),) = [item for item in again.items() if item[1] is not None]
        invite = authority.invite_again(
            authority.find(who), purpose, valid_days=valid_days, checkpoint=checkpoint
        )
    _write_invite(arguments.out, invite)


def _invite_list(arguments: argparse.Namespace, checkpoint: bytes) -> None:
    people = people_csv.parse(files.read_text(arguments.csv))
    authority = _open(arguments)
    files.make_private_directory(arguments.out_dir)
    files.require_writable_directory(arguments.out_dir)
    invites = authority.invite_many(people, valid_days=arguments.valid_days, checkpoint=checkpoint)
    for invite in invites:
        _write_invite(arguments.out_dir / file_name(invite.profile, invite.account_id), invite)


def _write_invite(path: Path, invite: Invite) -> None:
    try:
        files.write_new(path, invite.file_text())
    except AuthorityError as error:
        flag = _FLAGS[invite.purpose]
        raise type(error)(
            error.message, f"Make the invite anew: {flag} {invite.account_id.hex()}."
        ) from error
    for warning in invite.warnings:
        print(f"Careful: {warning}", file=sys.stderr)
    until = datetime.fromtimestamp(invite.not_after / 1000, UTC)
    print(f"Wrote {path} for account {invite.account_id.hex()}, valid until {until:%Y-%m-%d}.")


def _revoke_device(arguments: argparse.Namespace) -> None:
    try:
        device_id = bytes.fromhex(arguments.device)
    except ValueError:
        raise BadInputError("A device id has 32 hexadecimal digits.", "Check it.") from None
    person, authority = _person(arguments)
    _emit(arguments.out, lambda: authority.revoke_device(person, device_id, wipe=arguments.wipe))
    print(
        "If somebody else may have the account key that was on it (as a rule it is on the person's "
        "first device), let this reach the device, then make a new one: curbside-relay invite "
        f"--replace {person.account_id.hex()}"
    )


def _close_account(arguments: argparse.Namespace) -> None:
    person, authority = _person(arguments)
    _emit(arguments.out, lambda: authority.close_account(person))


def _profile(arguments: argparse.Namespace) -> None:
    person, authority = _person(arguments)
    now = person.profile
    profile = profile_of(
        now.name if arguments.name is None else arguments.name,
        now.role if arguments.role is None else arguments.role,
        now.department if arguments.department is None else arguments.department,
        now.staff_id if arguments.staff_id is None else arguments.staff_id,
    )
    _emit(arguments.out, lambda: authority.change_profile(person, profile))


def _person(arguments: argparse.Namespace) -> tuple[Person, Authority]:
    _check_out(arguments.out)
    authority = _open(arguments)
    return authority.find(arguments.who), authority


def _relay_change(arguments: argparse.Namespace) -> None:
    _check_out(arguments.out)
    card = files.read_text(arguments.relay_card)
    relay = cards.parse(card, arguments.url, arguments.witness)
    authority = _open(arguments)
    _emit(arguments.out, lambda: authority.change_relay(relay))


def _rotate(arguments: argparse.Namespace) -> None:
    _check_out(arguments.out)
    authority = _open(arguments)
    old: SigningKey | None = None
    new: SigningKey | None = None
    if arguments.log is not None and arguments.recovery_key is None:
        raise BadInputError("--log is for the recovery key.", "Give --recovery-key as well.")
    log = authority.read_log(files.read_text(arguments.log)) if arguments.log else None
    if arguments.recovery_key is not None:
        secret = passphrases.known("the recovery key", arguments.recovery_passphrase_file)
        old = recovery.load(arguments.recovery_key, secret)
    if arguments.new_recovery_out is not None:
        files.require_absent(arguments.new_recovery_out)
        secret = passphrases.new("the new recovery key", arguments.new_recovery_passphrase_file)
        new = SigningKey.generate()
        authority.check_rotation(old, new, log)
        recovery.save(new, arguments.new_recovery_out, secret)

    def sign() -> str:
        if log is None or old is None:
            return authority.rotate(old, new)
        text, findings = authority.regain(log, old, new)
        for finding in findings:
            print(f"Careful: {finding}", file=sys.stderr)
        return text

    _emit(arguments.out, sign)
    print(f"Authority:    {_grouped(authority.ca)}")
    print("Unused invites of the former key no longer work; make them anew.")


def _grouped(key: bytes) -> str:
    digits = key.hex()
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
