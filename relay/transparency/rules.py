"""Which entry may follow which: the log's state machine (PROTOCOL.md section 3.1, rules 1 to 7).

Theory of operation. `LogState` holds what the log's entries so far amount to: the clinic's keys,
every account with its live devices, and every key and id ever used. Clinic and accounts are
immutable values; checking an entry computes the values that would replace them (an `_Effect`)
without touching anything, and only an entry that broke no rule has its effect applied. Each
applied effect is remembered while an `attempt` is open, so that a batch that fails half-way, or
that cannot be stored, is taken back at a cost proportional to the batch and not to the log.

Nothing here reads a clock or a file, and the order of checks never changes the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from relay.transparency import certificates, checks, entries
from relay.transparency.certificates import Certificate, Purpose
from relay.transparency.checks import Effect
from relay.transparency.entries import Entry
from relay.transparency.errors import EntryRefused
from relay.transparency.state import Account, Clinic, Device
from relay.wire import WireError


class Attempt:
    """What an open `LogState.attempt` has changed so far."""

    __slots__ = ("_undo",)

    def __init__(self) -> None:
        self._undo: list[tuple[Effect, Clinic | None, Account | None]] = []

    def ended_devices(self) -> list[bytes]:
        """Return the ids of devices that were live before the attempt's entries and are not now."""
        ended: list[bytes] = []
        for effect, _, before in self._undo:
            if effect.account is not None and before is not None:
                live = {device.device_id for device in effect.account.devices}
                ended += [d.device_id for d in before.devices if d.device_id not in live]
        return ended


class LogState:
    """The state after some number of entries; `size` of them."""

    def __init__(self) -> None:
        self._clinic: Clinic | None = None
        self._accounts: dict[bytes, Account] = {}
        self._device_owner: dict[bytes, bytes] = {}
        self._used_keys: set[bytes] = set()
        self._size = 0
        self._attempts: list[Attempt] = []

    # --- what the log amounts to ---

    @property
    def size(self) -> int:
        """How many entries have been applied."""
        return self._size

    @property
    def clinic(self) -> Clinic:
        """The clinic's keys and pins. Raises EntryRefused while the log has no GENESIS."""
        if self._clinic is None:
            raise EntryRefused(EntryRefused.GENESIS, "The log has no first entry yet.")
        return self._clinic

    @property
    def accounts(self) -> Mapping[bytes, Account]:
        """Every account ever enrolled, by id; closed ones included."""
        return MappingProxyType(self._accounts)

    def live_device(self, device_id: bytes) -> Device | None:
        """Return a device that is live now, else None."""
        owner = self._device_owner.get(device_id)
        if owner is None:
            return None
        return self._accounts[owner].device(device_id)

    # --- changing it ---

    def check_and_apply(self, entry_bytes: bytes, now_ms: int | None = None) -> Entry:
        """Apply the next entry, or raise EntryRefused and change nothing.

        `now_ms` is the relay's clock for rule 7; None, as clients and replays do it, judges by the
        entries alone.
        """
        return self._take(entry_bytes, now_ms, verify=True)

    def replay(self, entry_bytes: bytes) -> Entry:
        """Apply an entry that this relay itself accepted and stored: all rules but signatures.

        Only for reading one's own database at start; anything from outside goes through
        `check_and_apply`.
        """
        return self._take(entry_bytes, None, verify=False)

    @contextmanager
    def attempt(self) -> Iterator[Attempt]:
        """Take back what was applied in the `with` block when the block raises anything."""
        attempt = Attempt()
        self._attempts.append(attempt)
        try:
            yield attempt
        except BaseException:
            self._attempts.pop()
            for undo in reversed(attempt._undo):
                self._undo(*undo)
            raise
        self._attempts.pop()
        if self._attempts:
            self._attempts[-1]._undo += attempt._undo

    def certificate_check(self, certificate: bytes, now_ms: int | None) -> Certificate:
        """Return the certificate if it could be redeemed now, for the relay's enrol scope.

        Raises EntryRefused: `malformed`, `certificate`, `invite-used`, `invite-expired`, `account`.
        """
        try:
            decoded = certificates.decode(certificate)
        except WireError as error:
            raise EntryRefused(EntryRefused.MALFORMED, f"Not a certificate: {error}.") from error
        checks.certificate(decoded, self.clinic, self._used_keys, now_ms, verify=True)
        account = self._accounts.get(decoded.account_id)
        if decoded.purpose is Purpose.ENROL:
            checks.not_enrolled(account)
        else:
            checks.open_account(account)
        return decoded

    def _take(self, entry_bytes: bytes, now_ms: int | None, *, verify: bool) -> Entry:
        try:
            entry = entries.decode(entry_bytes)
        except WireError as error:
            raise EntryRefused(EntryRefused.MALFORMED, f"Not a log entry: {error}.") from error
        effect = checks.effect_of(
            entry,
            index=self._size,
            clinic=self._clinic,
            account=self._accounts.get(entry.account_id),
            used_keys=self._used_keys,
            device_ids=self._device_owner,
            now_ms=now_ms,
            verify=verify,
        )
        if self._attempts:
            before = self._accounts.get(entry.account_id)
            self._attempts[-1]._undo.append((effect, self._clinic, before))
        self._apply(effect)
        return entry

    def _apply(self, effect: Effect) -> None:
        self._clinic = effect.clinic
        if effect.account is not None:
            self._accounts[effect.account.account_id] = effect.account
            if effect.device_id is not None:
                self._device_owner[effect.device_id] = effect.account.account_id
        self._used_keys.update(effect.keys)
        self._size += 1

    def _undo(self, effect: Effect, clinic: Clinic | None, account: Account | None) -> None:
        self._size -= 1
        self._used_keys.difference_update(effect.keys)
        if effect.device_id is not None:
            del self._device_owner[effect.device_id]
        if effect.account is not None:
            if account is None:
                del self._accounts[effect.account.account_id]
            else:
                self._accounts[effect.account.account_id] = account
        self._clinic = clinic
