"""What the store keeps, as values. One row, one frozen record; no behaviour beyond small rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.core.file_types import FileLabel, FileRecord
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SessionId, SubmissionId

FOREVER_MS = 2**53


class MessageKind(Enum):
    """What a row of the timeline is."""

    TEXT = "text"
    NOTICE = "notice"
    """A line of the app's own: a new device, a key change, a hole in the conversation."""
    GROUP = "group"
    """Another one: what happened to a group. The text is a `GroupNotice` as JSON
    (`group_records.encode_notice`)."""
    UNKNOWN = "unknown"
    """A content type that only a newer version can show."""


class DeliveryState(Enum):
    """How far a message got. The words are promises (DESIGN section 1, point 5)."""

    RECEIVED = "received"
    """Incoming, on this device's disk."""
    QUEUED = "queued"
    """Outgoing, encrypted and on this device's disk; the relay does not have it yet."""
    SENT = "sent"
    """The relay has it on its disk."""
    DELIVERED = "delivered"
    """A device of the recipient has it on its disk."""
    READ = "read"
    """The recipient opened the conversation with it in view."""
    FAILED = "failed"
    """It was not sent; `failure` says why. Retry is possible."""


class Notice(Enum):
    """The app's own lines in a conversation."""

    DEVICE_ADDED = "device-added"
    DEVICE_REMOVED = "device-removed"
    KEY_CHANGED = "key-changed"
    KEY_ACCEPTED = "key-accepted"
    VERIFIED = "verified"
    MISMATCH = "mismatch"
    VERIFICATION_CLEARED = "verification-cleared"
    ACCOUNT_CLOSED = "account-closed"
    HOLE = "hole"
    """Something arrived that could not be decrypted; the sender was asked to send it again."""
    DEVICE_SET_UNEXPLAINED = "device-set-unexplained"
    """A message was encrypted to a device that the log does not explain: the blocking alarm."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ReactionRecord:
    """What somebody answered to a message with one emoji."""

    account_id: AccountId
    emoji: str = field(repr=False)
    at_ms: int


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """What a message said before an edit."""

    revision: int
    """0: as it was sent."""
    text: str = field(repr=False)
    at_ms: int
    """When this wording was sent."""


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """The message that another one answers, as far as it is on this device."""

    sender_account: AccountId
    message_id: MessageId
    row_id: int | None = None
    """None: it is not here (a device without the history, a message that never arrived)."""
    text: str = field(default="", repr=False)
    """Its first `QUOTE_LENGTH` characters as they stand now; empty when it was recalled."""
    recalled: bool = False
    file: FileLabel | None = None
    """The file that it carries."""


QUOTE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class ReachRecord:
    """How far a message of ours to a group got, in people, not devices."""

    people: int
    """Whom it was encrypted to, without this person."""
    delivered: int
    """Of these: who has it on a device."""
    read: int


class MarkKind(Enum):
    """What can be said about an earlier message."""

    REACTION = "reaction"
    EDIT = "edit"
    RECALL = "recall"


class MarkState(Enum):
    """How far a mark of our own got."""

    QUEUED = "queued"
    SENT = "sent"
    """The relay has it on its disk."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SentMarkRecord:
    """Something that this device said about a message. What it says is in the row it is about."""

    mark_id: MessageId
    row_id: int
    kind: MarkKind
    revision: int
    """Of an edit: which wording."""
    at_ms: int
    state: MarkState


@dataclass(frozen=True, slots=True)
class WaitingMarkRecord:
    """What somebody said about a message that is not here."""

    conversation_id: ConversationId
    message_id: MessageId
    author: AccountId
    """Whose message it is said to be."""
    account_id: AccountId
    """Who says it."""
    device_id: DeviceId
    content: bytes = field(repr=False)
    sent_at_ms: int
    arrived_at_ms: int


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One row of a conversation's timeline."""

    row_id: int
    """Unique on this device, rises with insertion; 0 before it is stored. Below zero for rows of
    before (`MessagesTable.add_history`), where it rises with `arrived_at_ms`."""
    position: float
    """Timeline order within the conversation (arrival, constrained by the sender's sequence)."""
    conversation_id: ConversationId
    message_id: MessageId
    sender_account: AccountId
    sender_device: DeviceId
    sender_seq: int
    """The sending device's count for this device; 0 for what was written here, and notices."""
    outgoing: bool
    kind: MessageKind
    text: str
    """The message; for a notice, the `Notice` value; for an unknown kind, its type name."""
    sent_at_ms: int
    arrived_at_ms: int
    state: DeliveryState
    failure: str | None
    """Code of the error when `state` is FAILED."""
    skewed: bool
    """The sender's clock and ours disagree by more than the tolerance."""
    devset_hash: bytes
    log_size: int
    log_root: bytes
    quote: QuoteRecord | None = None
    forwarded: bool = False
    edited_at_ms: int | None = None
    """When the wording in `text` was sent, where it is not the first one."""
    recalled_at_ms: int | None = None
    """Its author took it back then; `text` is empty."""
    reactions: tuple[ReactionRecord, ...] = ()
    """By when they were given, the earliest first; at most one of each person."""
    revision: int = 0
    """The number of the wording in `text`; 0: as it was sent."""
    mark_waits: bool = False
    """An edit, recall or reaction made here is not sent yet."""
    mark_failure: str | None = None
    """Code of `app.services.holding.MarkNotSent` when one made here was not sent. Retry is
    possible, whatever `state` says of the message itself."""
    file: FileRecord | None = None
    """What it carries; `text` may then be empty. None as well when it was recalled."""
    mentions: tuple[tuple[int, int, AccountId], ...] = ()
    """Members of the group who are meant: (start, length in the first wording, who)."""
    roster_epoch: int = 0
    """In a group: of the roster that it was encrypted by. 0 between two people."""
    roster_hash: bytes = b""
    excluded: tuple[AccountId, ...] = ()
    """In a group: members whom its sender left out on purpose, or who had left."""
    passed_on_by: AccountId | None = None
    """In a group: the admin who gave this message of before to us; nobody else vouches for it."""
    reach: ReachRecord | None = None
    """Of a message that this device sent to a group."""


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One device that a message of ours was encrypted to."""

    message_id: MessageId
    account_id: AccountId
    device_id: DeviceId
    sender_seq: int
    submission_id: SubmissionId
    sent_at_ms: int | None = None
    delivered_at_ms: int | None = None
    read_at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A conversation as the list shows it."""

    conversation_id: ConversationId
    account_id: AccountId | None
    """The other person. None: a group, whose id is the conversation's."""
    last_row_id: int
    last_text: str
    last_kind: MessageKind | None
    last_outgoing: bool
    last_state: DeliveryState | None
    last_time_ms: int
    unread: int
    first_unread_row_id: int | None
    draft: str
    pinned_at_ms: int = 0
    """0: not pinned. Pinned ones stand above all others, the earlier pinned higher."""
    muted_until_ms: int = 0
    """0: not muted; `FOREVER_MS`: until somebody unmutes it."""
    marked_unread: bool = False
    """By hand, to come back to."""
    changed_at_ms: int = 0
    """When the person changed one of these three last, on any of their devices."""
    last_file: FileLabel | None = None
    """The file of the last message, without its thumbnail."""
    last_sender: AccountId | None = None
    """Who wrote the last message; None when there is none."""
    mentioned: frozenset[AccountId] = frozenset()
    """Of a group: who is meant in particular in messages that were not read."""

    def is_muted(self, now_ms: int) -> bool:
        """Whether new messages are to be announced to nobody now."""
        return now_ms < self.muted_until_ms

    @property
    def key(self) -> bytes:
        """What names it between the person's own devices: the other account, or the group."""
        return self.account_id or self.conversation_id


@dataclass(frozen=True, slots=True)
class TrustRecord:
    """What the person decided about a contact's account key."""

    account_id: AccountId
    accepted_key: bytes
    """The account key that messages may go to: the first one seen, or the one last reviewed."""
    verified_key: bytes | None
    verified_at_ms: int | None
    mismatch_key: bytes | None
    """The key whose number did not match; sending stays blocked while it is the current one."""


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A colleague's opened and checked profile."""

    account_id: AccountId
    commitment: bytes
    name: str
    role: str
    department: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A ratchet session as stored. `state` is `Session.to_bytes()`."""

    session_id: SessionId
    device_id: DeviceId
    transcript_hash: bytes
    state: bytes
    """Secret. Never shown."""
    initiated_by_us: bool
    answered: bool
    created_at_ms: int

    def __repr__(self) -> str:
        return f"SessionRecord({self.session_id.hex()})"


@dataclass(frozen=True, slots=True)
class PrekeyRecord:
    """The private half of a prekey that the relay hands out."""

    kind: int
    key_id: int
    secret: bytes
    not_after_ms: int

    def __repr__(self) -> str:
        return f"PrekeyRecord(kind={self.kind}, key_id={self.key_id})"


@dataclass(frozen=True, slots=True)
class PeerRecord:
    """Counters for one other device (relay/PROTOCOL.md section 9, sender_seq)."""

    device_id: DeviceId
    account_id: AccountId
    next_send_seq: int = 1
    received_upto: int = 0
    """The highest sender_seq that arrived from it."""
    missing: tuple[tuple[int, int], ...] = ()
    """Ranges at or below `received_upto` that never arrived."""
    delivered_told: int = 0
    """The `delivered` watermark that our last receipt to it carried."""
    read_upto: int = 0
    """Our person has read up to this sender_seq of theirs."""
    read_told: int = 0
    they_have_upto: int = 0
    """The highest `delivered` watermark they sent us, over our sender_seq."""
    they_read_upto: int = 0
    repair_asked_ms: int = 0
    """When we last opened a new session to ask for what was lost; at most one an hour."""
    unread_told: tuple[tuple[int, int], ...] = ()
    """Ranges at or below `read_told` that our last receipt to it called unread."""
    they_unread: tuple[tuple[int, int], ...] = ()
    """Ranges at or below `they_read_upto` that their last receipt called unread."""


@dataclass(frozen=True, slots=True)
class OutboxRecipient:
    """One device's share of a submission: finished ciphertext."""

    device_id: DeviceId
    wake: bool
    envelope: bytes


@dataclass(frozen=True, slots=True)
class OutboxRecord:
    """A submission that the relay has not acknowledged. Retries send these very bytes."""

    order: int
    """Position in the queue; 0 before it is stored."""
    submission_id: SubmissionId
    conversation_id: ConversationId
    message_id: MessageId
    account_id: AccountId | None
    """The recipient; sending to it can be held while its key is under review. None: everybody in
    the group whose conversation it is. Set in a group: for named devices of that account alone."""
    complete: bool
    log_size: int
    body: bytes
    recipients: tuple[OutboxRecipient, ...]
    content: bytes
    """The unencrypted content, kept in the encrypted database for re-encryption alone."""
    held: bool = False
    written_at_ms: int = 0
    """When it was said, for what has no row of its own that tells; 0: when it is encrypted."""

    def __repr__(self) -> str:
        return f"OutboxRecord({self.submission_id.hex()})"
