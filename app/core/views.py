"""What the windows show, as values. Services fill them; no window computes them from keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from app.core.errors import CurbsideError
from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.records import ConversationRecord

if TYPE_CHECKING:  # it needs ContactView
    from app.core.groups import GroupView


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
    LEFT_GROUP = "left-group"
    """Of a group: this person left it."""
    REMOVED_FROM_GROUP = "removed-from-group"
    """Of a group: an admin removed this person, or their key is not the one in the roster."""
    ALONE_IN_GROUP = "alone-in-group"
    """Of a group: nobody else is in it."""


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


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A row of the conversation list: with one person, or of a group."""

    contact: ContactView | None
    """The other person; None: it is a group."""
    record: ConversationRecord
    group: GroupView | None = None

    @property
    def title(self) -> str:
        """What it is called. Comes from the network: show it as plain text."""
        if self.contact is not None:
            return self.contact.name
        return "" if self.group is None else self.group.title


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
    device_name: str = field(default="", repr=False)
    """What the person calls it, where it is one of their own."""


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
    sender_device_name: str = field(default="", repr=False)
    """What the person calls it, where it is one of their own."""
    roster_epoch: int = 0
    """Of a message in a group: which version of the list of members it was encrypted by."""
    left_out: tuple[LeftOutView, ...] = ()
    """Of a message in a group: members whom it was not encrypted to."""


class LeftOut(Enum):
    """Why a member of a group did not get a message."""

    LEFT = "left"
    """They had left the group."""
    HELD_BACK = "held-back"
    """Its sender does not send to them: a number that did not match, or a key under review."""
    NO_KEY = "no-key"
    """Their key is not the one in the list of members, or their account is closed."""
    NO_DEVICE = "no-device"
    """They have no device that anything could be encrypted to."""


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """A member whom a message was not encrypted to."""

    account_id: AccountId
    name: str = field(repr=False)
    reason: LeftOut


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
    needs_recovery_kit: bool = False
    """A recovery invite: good only together with the words of the person's recovery kit."""


@dataclass(frozen=True, slots=True)
class SafetyNumberView:
    """What the Verify dialog shows."""

    contact: ContactView
    groups: tuple[str, ...]
    """12 groups of 5 digits."""
    code: str
    """`curbside:verify:` text, for the QR code and for sending to oneself."""
    verified_at_ms: int | None
    own_half: tuple[str, ...] = ()
    """The 6 groups of the 12 that stand for the person themselves: what their card shows."""
    their_half: tuple[str, ...] = ()
    """The 6 groups that stand for the contact: what their card must show."""


@dataclass(frozen=True, slots=True)
class CardView:
    """The person's own card, to print and hand to colleagues."""

    name: str
    role: str
    department: str
    clinic_name: str
    half: tuple[str, ...]
    """6 groups of 5 digits."""
    code: str
    """`curbside:card:` text, for the QR code."""


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
    log_key: bytes = b""
    authority_key: bytes = b""
    authority_recovery_key: bytes = b""
    witnesses: tuple[WitnessView, ...] = ()
    witnesses_required: int = 0
    """How many the clinic's policy wants; 0: none."""
    changes: tuple[ClinicChangeView, ...] = ()
    """What happened to the clinic's own keys, newest first."""


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A machine that watches the log independently of the relay."""

    key: bytes
    name: str
    """As it signs itself; empty when it has not signed yet."""
    cosigned_size: int
    cosigned_at_ms: int | None


class ClinicChange(Enum):
    """What can happen to the clinic's own keys."""

    AUTHORITY_ROTATED = "authority-rotated"
    """By the authority key itself."""
    AUTHORITY_RECOVERED = "authority-recovered"
    """By the recovery key: the authority key was lost or stolen."""
    RELAY_KEY_CHANGED = "relay-key-changed"
    """The relay's TLS key (its pins)."""
    LOG_KEY_CHANGED = "log-key-changed"
    WITNESSES_CHANGED = "witnesses-changed"


@dataclass(frozen=True, slots=True)
class ClinicChangeView:
    """One such change, as the log has it."""

    change: ClinicChange
    log_index: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class OwnDeviceView:
    """One of the person's own workstations."""

    device_id: DeviceId
    name: str = field(repr=False)
    """What the person calls it; empty when nobody said."""
    added_at_ms: int
    added_by: str = field(repr=False)
    """Name of the device that added it; empty for the first one, or when it is not known."""
    last_seen_ms: int | None
    """By the relay's word; None when it never was, or is not known."""
    is_this: bool
    holds_account_key: bool
    """It alone adds and removes the others."""
    explained: bool
    """False: the log has it, and none of the person's devices said so."""
    removed: bool = False
    """The log ended it. It is listed only while nobody has explained its removal."""


@dataclass(frozen=True, slots=True)
class DevicesView:
    """The person's own workstations."""

    devices: tuple[OwnDeviceView, ...]
    can_manage: bool
    """Whether this device holds the account key: it may add and remove others."""
    most: int
    """How many there may be."""


@dataclass(frozen=True, slots=True)
class LinkCodeView:
    """What a new workstation shows so that an old one can find it."""

    characters: str
    """26 base32 characters in groups, to be typed."""
    code: str
    """`curbside:link:` text, for the QR code."""
    good_until_ms: int
    """Local time."""

    def __repr__(self) -> str:
        return "LinkCodeView(redacted)"


@dataclass(frozen=True, slots=True)
class LinkOfferView:
    """What the old workstation shows before it adds a new one."""

    device_name: str = field(repr=False)
    short_code: str = field(repr=False)
    """Six digits that both screens must show."""


@dataclass(frozen=True, slots=True)
class LinkWelcomeView:
    """What the new workstation shows while the person compares."""

    clinic_name: str
    short_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryKitView:
    """The page to print. It exists only while it is shown."""

    name: str
    clinic_name: str
    words: tuple[str, ...]
    code: str
    """`curbside:recovery:` text, for the QR code."""
    made_at_ms: int

    def __repr__(self) -> str:
        return "RecoveryKitView(redacted)"


@dataclass(frozen=True, slots=True)
class RecoveryWordsView:
    """What is to be said about the words of a kit while they are typed. Never the words."""

    good: int
    """So many, from the first on, are words that a kit can have."""
    unknown: int | None
    """The number, from 1, of the first that is none."""
    complete: bool
    """They are the words of a kit; whether of this person's, only the relay's answer tells."""
    problem: CurbsideError | None = None
    """What is wrong with them, or what is missing."""


@dataclass(frozen=True, slots=True)
class RecoveryStatusView:
    """Whether there is a kit."""

    can_make: bool
    """Whether this device holds the account key."""
    made_at_ms: int | None
    updated_at_ms: int | None
    """When the relay last took the sealed key and marks."""


class Removal(Enum):
    """Who removed the profile that was on this computer, and had its data deleted."""

    BY_AUTHORITY = "by-authority"
    """The clinic's IT."""
    BY_PERSON = "by-person"
    """The person, from another workstation of theirs."""
    HERE = "here"
    """Somebody at this very computer, from its list of people."""


@dataclass(frozen=True, slots=True)
class RestoredView:
    """What came back from a backup file."""

    messages: int
    conversations: int
    already_there: int
    made_at_ms: int
