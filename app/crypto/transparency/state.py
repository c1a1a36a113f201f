"""The directory: who has which keys, as the log's entries say, at every size the log ever had.

A pure state machine. `rules` decides, this module verifies the signatures and keeps the result; an
entry that is refused changes nothing. A run of entries is taken as one by applying it to a copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from app.core import tlv
from app.core.errors import DecodeError
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto import ed25519, labels
from app.crypto.identity import DeviceIdentity
from app.crypto.transparency import entries
from app.crypto.transparency.changes import Change
from app.crypto.transparency.errors import EntryForbidden, Reason
from app.crypto.transparency.records import AccountRecord, AuthorityRecord, ChainHead, key_at
from app.crypto.transparency.rules import Effect, judge


class Directory:
    """The state after the entries applied so far. `log_id` fixes which GENESIS it accepts."""

    def __init__(self, log_id: LogId) -> None:
        self._log_id = log_id
        self._size = 0
        self._authority: AuthorityRecord | None = None
        self._accounts: dict[AccountId, AccountRecord] = {}
        self._owners: dict[DeviceId, AccountId] = {}
        self._used_keys: set[bytes] = set()

    @classmethod
    def restore(
        cls,
        log_id: LogId,
        *,
        size: int,
        authority: AuthorityRecord,
        accounts: dict[AccountId, AccountRecord],
        used_keys: set[bytes],
    ) -> Directory:
        """A directory in a state that one had before."""
        directory = cls(log_id)
        directory._size = size
        directory._authority = authority
        directory._accounts = accounts
        directory._owners = {
            device.identity.device_id: account_id
            for account_id, account in accounts.items()
            for device in account.devices
        }
        directory._used_keys = used_keys
        return directory

    def __repr__(self) -> str:
        return f"Directory(size={self._size})"

    def copy(self) -> Directory:
        """Another directory in the same state. The records are shared: they are frozen."""
        twin = Directory(self._log_id)
        twin._size = self._size
        twin._authority = self._authority
        twin._accounts = self._accounts.copy()
        twin._owners = self._owners.copy()
        twin._used_keys = self._used_keys.copy()
        return twin

    # What the rules look at

    @property
    def log_id(self) -> LogId:
        """SHA-256 of the GENESIS entry."""
        return self._log_id

    @property
    def size(self) -> int:
        """Number of entries applied."""
        return self._size

    @property
    def authority_record(self) -> AuthorityRecord | None:
        """The clinic's record, None before GENESIS."""
        return self._authority

    @property
    def accounts(self) -> Mapping[AccountId, AccountRecord]:
        """Everybody ever enrolled, closed accounts included, in the order of enrolment."""
        return self._accounts

    @property
    def device_owners(self) -> Mapping[DeviceId, AccountId]:
        """Whose each device is or was."""
        return self._owners

    @property
    def used_keys(self) -> Set[bytes]:
        """Every key that the log ever introduced."""
        return self._used_keys

    # Questions

    @property
    def authority(self) -> AuthorityRecord:
        """The clinic's record. Raises LookupError before GENESIS."""
        if self._authority is None:
            raise LookupError("empty log")
        return self._authority

    @property
    def ca(self) -> bytes:
        """The authority key now."""
        return self.authority.ca

    @property
    def log_key(self) -> bytes:
        """The log key now."""
        return self.authority.log_key

    @property
    def pins(self) -> tuple[bytes, ...]:
        """SHA-256 of the relay's public keys that may be met."""
        return self.authority.pins

    @property
    def clinic_name(self) -> str:
        """The clinic's name, from GENESIS. Show it as plain text."""
        return self.authority.clinic_name

    def account(self, account_id: AccountId) -> AccountRecord | None:
        """One person's record."""
        return self._accounts.get(account_id)

    def account_key(self, account_id: AccountId, size: int | None = None) -> bytes | None:
        """The account key as of `size` (now by default), None if not enrolled then."""
        account = self._accounts.get(account_id)
        return None if account is None else key_at(account.keys, self._as_of(size))

    def commitment(self, account_id: AccountId) -> bytes | None:
        """The profile commitment now in force for a person."""
        account = self._accounts.get(account_id)
        return None if account is None else account.commitment

    def log_key_at(self, size: int) -> bytes | None:
        """The key that signs checkpoints of `size`."""
        return key_at(self.authority.log_keys, size)

    def live_devices(self, account_id: AccountId, size: int | None = None) -> list[DeviceIdentity]:
        """The devices live as of `size` (now by default), sorted by device id."""
        account = self._accounts.get(account_id)
        if account is None:
            return []
        when = self._as_of(size)
        live = [device.identity for device in account.devices if device.live_at(when)]
        return sorted(live, key=lambda identity: identity.device_id)

    def identity(self, device_id: DeviceId, size: int | None = None) -> DeviceIdentity | None:
        """The device if it was live as of `size` (now by default), else None."""
        owner = self._owners.get(device_id)
        if owner is None:
            return None
        when = self._as_of(size)
        for device in self._accounts[owner].devices:
            if device.identity.device_id == device_id and device.live_at(when):
                return device.identity
        return None

    def chain_head(self, account_id: AccountId) -> ChainHead:
        """Where the account's next own entry attaches. Raises LookupError if not enrolled."""
        return self._accounts[account_id].head

    def _as_of(self, size: int | None) -> int:
        if size is None:
            return self._size
        if not 0 <= size <= self._size:
            raise ValueError("that size of the log is not known here")
        return size

    # Changes

    def apply(self, raw: bytes, *, verify_signatures: bool = True) -> Change:
        """Take one entry. Raises EntryForbidden, having changed nothing.

        `verify_signatures=False` is for entries that were verified before and kept since in the
        encrypted database.
        """
        try:
            entry = entries.decode(raw)
        except DecodeError as error:
            raise EntryForbidden(Reason.MALFORMED, self._size) from error
        try:
            effect = judge(entry, self)
            if verify_signatures:
                self._verify(entry, effect)
        except EntryForbidden as error:
            error.index = self._size
            raise
        self._carry_out(entry, effect)
        return effect.change

    def _verify(self, entry: entries.Entry, effect: Effect) -> None:
        log_id = b"" if entry.type is entries.EntryType.GENESIS else self._log_id
        for role, signature in entry.signatures:
            message = signed_message(role, log_id, entry.signed_part)
            if not ed25519.verify(effect.signers[role], message, signature):
                raise EntryForbidden(Reason.BAD_SIGNATURE)
        if effect.certificate is not None and not effect.certificate.verify(self.ca):
            raise EntryForbidden(Reason.CERTIFICATE_SIGNATURE)

    def _carry_out(self, entry: entries.Entry, effect: Effect) -> None:
        self._authority = effect.authority
        if effect.account is not None:
            self._accounts[entry.account_id] = effect.account
        if effect.new_device is not None:
            self._owners[effect.new_device] = entry.account_id
        self._used_keys.update(effect.new_keys)
        self._size += 1


def signed_message(role: entries.Role, log_id: bytes, signed_part: bytes) -> bytes:
    """What a signer in `role` signs; `log_id` is empty for GENESIS alone."""
    return labels.LOG_ENTRY + tlv.encode(role.to_bytes(1, "big"), log_id, signed_part)
