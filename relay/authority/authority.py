"""What the clinic's authority can do: invite, revoke, close, change, rotate (PROTOCOL.md 3 and 4).

Every method that signs saves the register before it returns what it signed. So whatever was handed
out is known here, and a crash in between loses nothing that `statements` could not write again.
"""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from msgspec.structs import replace
from nacl.signing import SigningKey
from nacl.utils import random

from relay.authority import (
    adopting,
    files,
    issuing,
    keys,
    log_file,
    lookup,
    profiles,
    register,
    statements,
)
from relay.authority.errors import (
    AuthorityError,
    BadFileError,
    BadInputError,
    StorageError,
)
from relay.authority.invites import Invite
from relay.authority.keys import MODERATE, Cost, Seal
from relay.authority.log_file import VerifiedLog
from relay.authority.profiles import Profile
from relay.authority.register import IssuedInvite, Person, Register, RelayInfo, Signed
from relay.transparency import bodies, entries, note
from relay.transparency.bodies import Body
from relay.transparency.certificates import Purpose
from relay.transparency.errors import NoteError
from relay.wire import ProfileOpening

DEFAULT_VALID_DAYS: Final = 14
MAX_VALID_DAYS: Final = 365
_DAY_MS: Final = 24 * 3600 * 1000
_ROTATION: Final = "A change of the authority's key"


def wall_clock() -> int:
    """Return the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Authority:
    """The clinic's signing key and register, open.

    Make one with `create` or `open`. Not for use by two threads or processes at once; a register
    that someone else changed meanwhile is noticed and not overwritten.
    """

    def __init__(
        self,
        directory: Path,
        seal: Seal,
        content: Register,
        saved: str,
        clock: Callable[[], int],
    ) -> None:
        self._path = directory / register.FILE_NAME
        self._seal = seal
        self._register = content
        self._saved = hashlib.sha256(saved.encode("utf-8")).digest()
        self._clock = clock

    # --- making and opening ---

    @classmethod
    def create(
        cls,
        directory: Path,
        *,
        clinic_name: str,
        relay: RelayInfo,
        passphrase: str,
        recovery_file: Path,
        recovery_passphrase: str,
        cost: Cost = MODERATE,
        clock: Callable[[], int] = wall_clock,
    ) -> Authority:
        """Make CA, CA_recovery, the directory key and GENESIS, and save them.

        `statements()` then gives what the relay imports first. Raises AuthorityError.
        """
        name = profiles.tidy_text("clinic's name", clinic_name, required=True)
        if len(name.encode("utf-8")) > bodies.MAX_CLINIC_NAME:
            raise BadInputError("The clinic's name is too long.", "Shorten it.")
        path = directory / register.FILE_NAME
        files.require_absent(path)
        files.require_absent(recovery_file)
        seal = keys.new_seal(keys.REGISTER, passphrase, cost)
        recovery_seal = keys.new_seal(keys.RECOVERY_KEY, recovery_passphrase, cost)
        recovery = SigningKey.generate()
        content = issuing.found(name, relay, bytes(recovery.verify_key), clock())
        files.make_private_directory(directory)
        files.write_new(recovery_file, recovery_seal.close(bytes(recovery)))
        text = seal.close(content.encode())
        try:
            files.write_new(path, text)
        except AuthorityError:
            recovery_file.unlink(missing_ok=True)  # it would recover nothing
            raise
        return cls(directory, seal, content, text, clock)

    @classmethod
    def open(
        cls, directory: Path, passphrase: str, *, clock: Callable[[], int] = wall_clock
    ) -> Authority:
        """Open an authority's directory. Raises BadFileError, WrongPassphraseError."""
        text = files.read_text(directory / register.FILE_NAME)
        seal, content = keys.unseal(keys.REGISTER, text, passphrase)
        return cls(directory, seal, register.decode(content), text, clock)

    def __repr__(self) -> str:
        return f"<Authority people={len(self._register.people)}>"

    # --- what it knows ---

    @property
    def clinic_name(self) -> str:
        """The clinic's name, as in GENESIS."""
        return self._register.clinic_name

    @property
    def log_id(self) -> bytes:
        """The log's identity: SHA-256 of GENESIS."""
        return self._register.log_id

    @property
    def ca(self) -> bytes:
        """The public signing key in force."""
        return bytes(self._ca().verify_key)

    @property
    def ca_recovery(self) -> bytes:
        """The public recovery key in force."""
        return self._register.ca_recovery

    @property
    def relay(self) -> RelayInfo:
        """The relay that invites name."""
        return self._register.relay

    @property
    def directory_key(self) -> bytes:
        """The key to the people's profiles at the relay; every invite carries it."""
        return self._register.directory_key

    @property
    def people(self) -> Mapping[str, Person]:
        """Everyone ever invited, by account id in hexadecimal."""
        return MappingProxyType(self._register.people)

    def find(self, who: str) -> Person:
        """Return the person with that account id (hex), staff id or name.

        Raises UnknownPersonError when there is none, or more than one.
        """
        return lookup.find(self._register.people, who)

    def statements(self, since: int = 0) -> str:
        """Return a statement file with the authority's chain from entry `since` on."""
        return _statement_text(self._register.chain[since:])

    @property
    def chain_length(self) -> int:
        """How many entries the authority has signed."""
        return len(self._register.chain)

    # --- invites ---

    def invite(
        self,
        profile: Profile,
        *,
        valid_days: int = DEFAULT_VALID_DAYS,
        checkpoint: bytes = b"",
    ) -> Invite:
        """Register a new person and make the invite. Raises AuthorityError."""
        return self.invite_many([profile], valid_days=valid_days, checkpoint=checkpoint)[0]

    def invite_many(
        self,
        people: Iterable[Profile],
        *,
        valid_days: int = DEFAULT_VALID_DAYS,
        checkpoint: bytes = b"",
    ) -> list[Invite]:
        """Register new people and make their invites, all or none. Raises AuthorityError.

        `checkpoint` is the relay's latest signed note, if at hand. An invite's `warnings` tell of
        others with the same staff id or name.
        """
        self._check_invite_options(valid_days, checkpoint)
        known = dict(self._register.people)
        names = lookup.Duplicates(known.values())
        invites: list[Invite] = []
        for profile in people:
            warnings = names.add(profile)
            person = Person(random(16), profile, random(32))
            person, invite = self._issue(person, Purpose.ENROL, valid_days, checkpoint, warnings)
            known[person.account_id.hex()] = person
            invites.append(invite)
        self._save(replace(self._register, people=known))
        return invites

    def invite_again(
        self,
        person: Person,
        purpose: Purpose,
        *,
        valid_days: int = DEFAULT_VALID_DAYS,
        checkpoint: bytes = b"",
    ) -> Invite:
        """Make another invite for someone in the register. Raises AuthorityError.

        Purpose ENROL: the first one was lost or expired before it was used. Purpose REKEY: the
        person lost every device and gets a new account key, which every contact sees. Purpose
        RECOVER: they lost every device, and have the recovery kit.
        """
        self._check_invite_options(valid_days, checkpoint)
        _require_open(person)
        person, invite = self._issue(person, purpose, valid_days, checkpoint)
        self._save(self._with_person(person))
        return invite

    # --- statements ---

    def revoke_device(self, person: Person, device_id: bytes, *, wipe: bool = False) -> str:
        """Sign the end of a device; return the statement file. Raises AuthorityError."""
        if len(device_id) != 16:
            raise BadInputError("A device id has 32 hexadecimal digits.", "Check it.")
        _require_open(person)
        return self._state(bodies.DeviceRevoke(device_id, wipe), person=person)

    def close_account(self, person: Person) -> str:
        """Sign the end of an account; return the statement file. Raises AuthorityError."""
        _require_open(person)
        return self._state(bodies.AccountClose(), person=person, after=replace(person, closed=True))

    def change_profile(self, person: Person, profile: Profile) -> str:
        """Sign a new profile; return the statement file, which holds the opening too.

        The person must have enrolled; the log refuses profiles of accounts that it does not know.
        """
        after = replace(person, profile=profile, salt=random(32))
        content = profile.encode()
        commitment = profiles.commitment(after.salt, content)
        sealed = profiles.seal_opening(
            directory_key=self._register.directory_key,
            nonce=random(24),
            log_id=self.log_id,
            account_id=person.account_id,
            salt=after.salt,
            profile=content,
        )
        opening = ProfileOpening(person.account_id, commitment, sealed)
        body = bodies.Profile(commitment)
        return self._state(body, person=person, after=after, opening=opening)

    def change_relay(self, relay: RelayInfo) -> str:
        """Sign the relay's new pins, log key and witnesses; return the statement file."""
        body = bodies.Relay(relay.pins, relay.log_key, relay.witnesses)
        signed = issuing.next_entry(self._register, body, self._clock())
        signed = replace(signed, relay_before=self._register.relay)
        return self._record(replace(self._register, relay=relay), signed)

    def rotate(
        self, recovery: SigningKey | None = None, new_recovery: SigningKey | None = None
    ) -> str:
        """Replace the authority's key by a new one; return the statement file.

        With `recovery` (the recovery key) the old key is not needed, and `new_recovery` may
        replace the recovery key. Save `new_recovery` with `recovery.save` before calling.
        """
        self.check_rotation(recovery, new_recovery)
        return self._rotate(self._register, recovery, new_recovery, self.chain_length)

    def read_log(self, text: str) -> VerifiedLog:
        """Verify a file that the relay's `export-log` wrote. Raises BadFileError."""
        return log_file.verify(text, self.log_id)

    def regain(
        self, log: VerifiedLog, recovery: SigningKey, new_recovery: SigningKey | None = None
    ) -> tuple[str, tuple[str, ...]]:
        """Replace the authority's key, whoever holds it now, as the log's next entry.

        For when others may have signed with it: the register takes over what the log has. Returns
        the statement file, and what others did, as sentences. Raises BadInputError.
        """
        self.check_rotation(recovery, new_recovery, log)
        adopted = adopting.adopt(self._register, log)
        text = self._rotate(adopted.register, recovery, new_recovery, adopted.imported)
        return text, adopted.findings

    def _rotate(
        self,
        before: Register,
        recovery: SigningKey | None,
        new_recovery: SigningKey | None,
        imported: int,
    ) -> str:
        changed = issuing.rotate(before, recovery, new_recovery, self._clock())
        self._save(changed)
        return _statement_text(changed.chain[imported:])

    def check_rotation(
        self,
        recovery: SigningKey | None,
        new_recovery: SigningKey | None,
        log: VerifiedLog | None = None,
    ) -> None:
        """Raise BadInputError when `rotate`, or `regain` with a log, would refuse these keys."""
        in_force = log.state.clinic.ca_recovery if log else self._register.ca_recovery
        if recovery is None and new_recovery is not None:
            raise BadInputError(
                "Only the recovery key can replace the recovery key.", "Give its file as well."
            )
        if recovery is not None and bytes(recovery.verify_key) != in_force:
            raise BadInputError(
                "This is not the recovery key now in force.", "Use the file made last."
            )

    def withdraw(self) -> None:
        """Take back the last statement, which the relay must not have imported.

        For statements that the log refused: they would stand in the way of every later one.
        Raises AuthorityError for GENESIS and for a change of key.
        """
        last = self._register.chain[-1]
        body = entries.decode(last.entry).body
        if isinstance(body, bodies.Genesis | bodies.CaRotate):
            what = _ROTATION if isinstance(body, bodies.CaRotate) else "The clinic's first entry"
            raise AuthorityError(
                f"{what} cannot be withdrawn.",
                "Import it at the relay. If the relay refuses it, somebody else has signed: use "
                "rotate with --recovery-key and --log.",
            )
        changed = replace(self._register, chain=self._register.chain[:-1])
        self._save(adopting.undo(changed, last))

    # --- inside ---

    def _ca(self) -> SigningKey:
        return SigningKey(self._register.ca_seed)

    def _issue(
        self,
        person: Person,
        purpose: Purpose,
        valid_days: int,
        checkpoint: bytes,
        warnings: Sequence[str] = (),
    ) -> tuple[Person, Invite]:
        now = self._clock()
        not_after = now + valid_days * _DAY_MS
        invite = issuing.issue(
            self._register, person, purpose, not_after=not_after, checkpoint=checkpoint
        )
        issued = IssuedInvite(invite.invite_key, purpose, not_after, now)
        invite = dataclasses.replace(invite, warnings=tuple(warnings))
        return replace(person, invites=(*person.invites, issued)), invite

    def _check_invite_options(self, valid_days: int, checkpoint: bytes) -> None:
        if not 1 <= valid_days <= MAX_VALID_DAYS:
            raise BadInputError(
                f"An invite is valid for 1 to {MAX_VALID_DAYS} days.", "Choose another number."
            )
        if checkpoint:
            try:
                note.verify(checkpoint, self.log_id, self._register.relay.log_key)
            except NoteError as error:
                raise BadFileError(
                    "The checkpoint is not one that this clinic's relay signed.",
                    "Fetch it from the relay again, or leave it out.",
                ) from error

    def _state(
        self,
        body: Body,
        *,
        person: Person,
        after: Person | None = None,
        opening: ProfileOpening | None = None,
    ) -> str:
        """Sign a statement about a person, record it, and return its statement file."""
        signed = issuing.next_entry(
            self._register, body, self._clock(), account_id=person.account_id
        )
        signed = replace(signed, opening=opening, person_before=person)
        return self._record(self._with_person(after or person), signed)

    def _record(self, changed: Register, signed: Signed) -> str:
        self._save(replace(changed, chain=(*changed.chain, signed)))
        return _statement_text([signed])

    def _with_person(self, person: Person) -> Register:
        people = {**self._register.people, person.account_id.hex(): person}
        return replace(self._register, people=people)

    def _save(self, changed: Register) -> None:
        on_disk = files.read_text(self._path)
        if hashlib.sha256(on_disk.encode("utf-8")).digest() != self._saved:
            raise StorageError(
                "Someone else changed the register meanwhile.", "Run the command again."
            )
        text = self._seal.close(changed.encode())
        files.replace(self._path, text)
        self._saved = hashlib.sha256(text.encode("utf-8")).digest()
        self._register = changed


def _require_open(person: Person) -> None:
    if person.closed:
        raise BadInputError("The account is closed.", "Invite the person anew.")


def _statement_text(chain: Iterable[Signed]) -> str:
    items: list[statements.Statement] = []
    for signed in chain:
        items.append(statements.EntryStatement(signed.entry))
        if signed.opening is not None:
            items.append(statements.OpeningStatement(signed.opening))
    return statements.encode(items) + "\n"
