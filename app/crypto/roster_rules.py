"""Who may sign a roster or a leave, by the verified log alone (relay/PROTOCOL.md section 14).

The answer never changes as the log grows: it is asked of the past sizes that the signer names.
"""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from app.core.errors import ProtocolError
from app.core.ids import AccountId, DeviceId
from app.crypto.identity import DeviceIdentity
from app.crypto.roster import Leave, Roster


class Rule(Enum):
    """Which rule a roster or a leave breaks."""

    FIRST = "first"
    """Epoch 1 and no other stands alone; its signer is an admin in it."""
    FOLLOWS = "follows"
    """The epoch rises by one after the roster that it names."""
    LOG_SIZE = "log-size"
    """The log does not shrink."""
    ADMIN = "admin"
    """The signer is an admin in the roster before."""
    DEVICE = "device"
    """The device is the signer's, live then, under the account key that the roster knows."""
    ACCOUNT_KEY = "account-key"
    """A key that was not there before is that account's at the log size."""
    SIGNATURE = "signature"
    MEMBER = "member"
    """Only who is in a roster can leave."""


class RosterRefused(ProtocolError):  # noqa: N818 - named for what happened
    """A roster or a leave that breaks a rule, whoever brings it."""

    code = "roster-refused"
    message = "A change to a group was not made by somebody who may make it, and was refused."
    action = "Nothing was changed. If it keeps happening, tell your clinic's IT."

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule


class LogTooShortError(Exception):
    """What it says can be judged once the log has `size` entries."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size


class Keys(Protocol):
    """What the rules ask of the log (`transparency.replica.Replica`)."""

    @property
    def size(self) -> int: ...
    def identity(self, device_id: DeviceId, size: int | None = None) -> DeviceIdentity | None: ...
    def account_key(self, account_id: AccountId, size: int | None = None) -> bytes | None: ...


def require_valid(roster: Roster, before: Roster | None, keys: Keys) -> None:
    """Check a roster against the one that its `prev` names, None for a first one.

    Raises RosterRefused, or LogTooShortError when the log has to come first.
    """
    if before is None:
        _require(roster.epoch == 1, Rule.FIRST)
        _require(roster.signer in roster.admins, Rule.FIRST)
    else:
        follows = roster.prev == before.roster_hash and roster.epoch == before.epoch + 1
        _require(follows, Rule.FOLLOWS)
        _require(roster.log_size >= before.log_size, Rule.LOG_SIZE)
        _require(roster.signer in before.admins, Rule.ADMIN)
    if roster.log_size > keys.size:
        raise LogTooShortError(roster.log_size)
    device = keys.identity(roster.signer_device, roster.log_size)
    allowing = (before or roster).member(roster.signer)
    if device is None or allowing is None or device.account_id != roster.signer:
        raise RosterRefused(Rule.DEVICE)
    _require(device.account_key == allowing.account_key, Rule.DEVICE)
    _require(roster.is_signed_by(device.signing_key), Rule.SIGNATURE)
    known = {} if before is None else {m.account_id: m.account_key for m in before.members}
    for member in roster.members:
        if known.get(member.account_id) == member.account_key:
            continue
        current = keys.account_key(member.account_id, roster.log_size)
        _require(current == member.account_key, Rule.ACCOUNT_KEY)


def require_leave(leave: Leave, roster: Roster, keys: Keys, ever: DeviceIdentity | None) -> None:
    """Check a leave against the roster that it names.

    `ever` is its device as the log has it, live or ended: a device that was linked after the roster
    may sign, and one that ended since has not said less. Raises RosterRefused, or LogTooShortError
    when the log does not know the device yet.
    """
    _require(leave.roster_hash == roster.roster_hash, Rule.FOLLOWS)
    entry = roster.member(leave.account_id)
    if entry is None:
        raise RosterRefused(Rule.MEMBER)
    if ever is None:
        raise LogTooShortError(keys.size + 1)
    _require(ever.account_id == leave.account_id, Rule.DEVICE)
    _require(ever.account_key == entry.account_key, Rule.DEVICE)
    _require(leave.is_signed_by(ever.signing_key), Rule.SIGNATURE)


def _require(kept: bool, rule: Rule) -> None:
    if not kept:
        raise RosterRefused(rule)
