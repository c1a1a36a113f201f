"""Verifying a long log's signatures after its structure (DESIGN section 4, first replay).

A hundred thousand entries bear a quarter of a million signatures. The rules, the tree and the
relay's note over it take a tenth of the time that these take, so they come first, and with them the
entries that all else hangs on: the clinic's own keys and this person's own account. Of every other
account the signatures are verified before anything is made of it. Which keys had to sign follows
from the histories that the directory keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from app.core.ids import AccountId
from app.crypto import ed25519
from app.crypto.certificate import Certificate
from app.crypto.transparency import entries
from app.crypto.transparency.entries import EntryType, Role
from app.crypto.transparency.errors import EntryForbidden, Reason
from app.crypto.transparency.records import AccountRecord, key_at
from app.crypto.transparency.state import Directory, signed_message


def verify_entry(raw: bytes, index: int, directory: Directory) -> None:
    """Verify an entry about an account that `directory` took at `index` without its signatures.

    Raises EntryForbidden.
    """
    entry = entries.decode(raw)
    account = directory.accounts[entry.account_id]
    signers, certificate = _signers(entry, index, directory, account)
    for role, signature in entry.signatures:
        message = signed_message(role, directory.log_id, entry.signed_part)
        if not ed25519.verify(signers[role], message, signature):
            raise EntryForbidden(Reason.BAD_SIGNATURE, index)
    if certificate is not None and not certificate.verify(_ca(directory, index)):
        raise EntryForbidden(Reason.CERTIFICATE_SIGNATURE, index)


class Unverified:
    """The entries of a log whose signatures are still to be verified. Safe from any thread.

    Attributes:
        size: of the log as it was when this was owed.
        failure: what was found to be forged; it stays.
    """

    def __init__(self, directory: Directory, first_index: int, raw: Sequence[bytes]) -> None:
        """`raw` stand from `first_index` on in the log that `directory` is the state of."""
        self._directory = directory
        self._lock = Lock()
        self._todo: dict[AccountId, list[tuple[int, bytes]]] = {}
        for index, entry in enumerate(raw, first_index):
            if not is_about_clinic(entry):
                self._todo.setdefault(account_of(entry), []).append((index, entry))
        self.size = first_index + len(raw)
        self.failure: EntryForbidden | None = None

    def __repr__(self) -> str:
        return f"Unverified(accounts={len(self._todo)})"

    @property
    def accounts_left(self) -> int:
        """How many accounts are still to be verified."""
        return len(self._todo)

    @property
    def first_left(self) -> int:
        """Below this index everything is verified."""
        with self._lock:
            todo = next(iter(self._todo.values()), None)
        return self.size if todo is None else todo[0][0]

    def is_verified(self, account_id: AccountId) -> bool:
        """Whether all of an account's entries are good."""
        return account_id not in self._todo

    def verify(self, account_id: AccountId) -> None:
        """Verify an account's entries, if that was not done yet. Raises EntryForbidden."""
        todo = self._todo.get(account_id)
        if todo is None:
            return
        try:
            for index, entry in todo:
                verify_entry(entry, index, self._directory)
        except EntryForbidden as error:
            self.failure = self.failure or error
            raise
        with self._lock:
            self._todo.pop(account_id, None)

    def verify_some(self, accounts: int) -> int:
        """Verify that many of the accounts that are left; how many are left then.

        Raises EntryForbidden.
        """
        with self._lock:
            some = [account_id for account_id, _ in zip(self._todo, range(accounts), strict=False)]
        for account_id in some:
            self.verify(account_id)
        return self.accounts_left


def account_of(raw: bytes) -> AccountId:
    """The account that an entry's bytes name, of a structure that was found good."""
    return AccountId(raw[2:18])


def is_about_clinic(raw: bytes) -> bool:
    """Whether an entry is about the clinic's own keys."""
    return raw[1:2] in _OF_NO_ACCOUNT


_OF_NO_ACCOUNT = frozenset(bytes((kind,)) for kind in entries.CONCERNS_NO_ACCOUNT)


def _signers(
    entry: entries.Entry, index: int, directory: Directory, account: AccountRecord
) -> tuple[Mapping[Role, bytes], Certificate | None]:
    """Who must have signed an entry at `index`, and the certificate in it."""
    keys: dict[Role, bytes] = {}
    if Role.CA in entry.roles:
        keys[Role.CA] = _ca(directory, index)
    certificate: Certificate | None = None
    match entry.body:
        case entries.Enrol(account_key=account_key, certificate=certificate):
            keys[Role.ACCOUNT] = account_key
        case entries.Rekey(account_key=account_key, certificate=certificate):
            keys[Role.NEW_ACCOUNT] = account_key
        case entries.DeviceAdd(signing_key=signing_key):
            keys[Role.DEVICE] = signing_key
        case _:
            pass
    if entry.type is not EntryType.ENROL and Role.ACCOUNT in entry.roles:
        former = key_at(account.keys, index)
        if former is None:
            raise EntryForbidden(Reason.NOT_ENROLLED, index)
        keys[Role.ACCOUNT] = former
    if certificate is not None:
        keys[Role.INVITE] = certificate.invite_key
    return keys, certificate


def _ca(directory: Directory, index: int) -> bytes:
    """The authority key that held before the entry at `index`."""
    key = key_at(directory.authority.cas, index)
    if key is None:
        raise EntryForbidden(Reason.NO_GENESIS, index)
    return key
