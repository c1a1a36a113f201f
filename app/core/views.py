"""What the windows show, as values. Services fill them; no window computes them from keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.records import ConversationRecord


class Trust(Enum):
    """The three states of the chip beside a name."""

    VERIFIED = "verified"
    """Compared in person or aloud, and the account key is still the same."""
    DIRECTORY_CHECKED = "directory-checked"
    """The key is in the clinic's log, certified by the authority, and consistent."""
    ATTENTION = "attention"
    """The account key changed, or the numbers did not match, or the account is closed."""


class AttentionReason(Enum):
    """Why a contact needs attention, and whether sending is stopped."""

    NONE = "none"
    KEY_CHANGED = "key-changed"
    MISMATCH = "mismatch"
    CLOSED = "closed"
    NO_DEVICE = "no-device"
    """Enrolled, but with no live device: nothing can be encrypted to them now. Not an alarm."""


@dataclass(frozen=True, slots=True)
class ContactView:
    """One colleague. The strings come from the network: show them as plain text."""

    account_id: AccountId
    conversation_id: ConversationId
    name: str
    role: str
    department: str
    staff_id: str
    trust: Trust
    attention: AttentionReason
    device_count: int
    duplicate_of: str | None = None
    """Another person has the same name or staff id: what differs, for a warning."""

    @property
    def can_send(self) -> bool:
        """Whether a message can be encrypted to this person now."""
        return self.attention is AttentionReason.NONE


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A row of the conversation list."""

    contact: ContactView
    record: ConversationRecord


@dataclass(frozen=True, slots=True)
class RecipientDeviceView:
    """One device in the message info."""

    account_id: AccountId
    name: str
    device_id: DeviceId
    signing_key: bytes
    sent_at_ms: int | None
    delivered_at_ms: int | None
    read_at_ms: int | None


@dataclass(frozen=True, slots=True)
class MessageInfoView:
    """Exactly whom a message was encrypted to, and where the log stood."""

    message_id: MessageId
    outgoing: bool
    sender_name: str
    sender_device: DeviceId
    sent_at_ms: int
    arrived_at_ms: int
    devices: tuple[RecipientDeviceView, ...]
    devset_hash: bytes
    log_size: int
    log_root: bytes


@dataclass(frozen=True, slots=True)
class OwnView:
    """Whose app this is."""

    account_id: AccountId
    device_id: DeviceId
    name: str
    role: str
    department: str
    staff_id: str
    clinic_name: str
    log_id: LogId
    relay_url: str


@dataclass(frozen=True, slots=True)
class InviteView:
    """What an invite says, before anything is made from it."""

    clinic_name: str
    relay_url: str
    name: str
    role: str
    department: str
    staff_id: str
    not_after_ms: int
    replaces_account_key: bool
    """A re-enrolment: colleagues will see that the key changed."""


@dataclass(frozen=True, slots=True)
class SafetyNumberView:
    """What the Verify dialog shows."""

    contact: ContactView
    groups: tuple[str, ...]
    """12 groups of 5 digits."""
    code: str
    """`curbside:verify:` text, for the QR code and for sending to oneself."""
    verified_at_ms: int | None


class CodeComparison(Enum):
    """What the other side's pasted code says."""

    MATCH = "match"
    MISMATCH = "mismatch"
    OTHER_PERSON = "other-person"
    """A well-formed code, but not between these two people."""
    NOT_A_CODE = "not-a-code"


@dataclass(frozen=True, slots=True)
class DirectoryStatusView:
    """For settings: the last check of the clinic's log."""

    log_size: int
    log_root: bytes
    checked_at_ms: int | None
    relay_pins: tuple[bytes, ...]
