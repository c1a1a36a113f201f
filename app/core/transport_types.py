"""What crosses the port between the services and the relay's client, as plain values.

The services may not import the relay's codecs, so these carry the fields of relay/PROTOCOL.md
section 5.3 without their encoding. Ciphertexts are left out of `repr`, so that a logged value
shows ids and sizes of nothing anybody wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.core.ids import AccountId, DeviceId, SubmissionId

PREKEY_SIGNED_X25519 = 1
PREKEY_ONE_TIME_X25519 = 2
PREKEY_LAST_RESORT_MLKEM768 = 3
PREKEY_ONE_TIME_MLKEM768 = 4

STATUS_STORED = 200
"""The status of a submission that the relay has on disk."""


@dataclass(frozen=True, slots=True)
class RelayStatus:
    """What the relay says of itself to anybody who asks."""

    version: str
    protocol: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class LogPage:
    """A run of log entries and a signed note, which may cover more than these entries."""

    note: bytes
    entries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AppendedEntries:
    """Where the relay put new log entries: index of the first, and the note that covers them."""

    first_index: int
    note: bytes


@dataclass(frozen=True, slots=True)
class ProfileOpening:
    """An encrypted directory profile; `commitment` is the one the log holds for the account."""

    account_id: AccountId
    commitment: bytes
    opening: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """Openings stored after the revision asked for. Ask again with `revision` until none come."""

    revision: int
    openings: tuple[ProfileOpening, ...]


@dataclass(frozen=True, slots=True)
class PublicPrekey:
    """One signed public prekey, as uploaded and as handed out (section 6). Not yet verified."""

    kind: int
    key_id: int
    key: bytes = field(repr=False)
    not_after_ms: int
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrekeyCounts:
    """One-time keys of the own device that the relay still holds."""

    x25519: int
    mlkem768: int


@dataclass(frozen=True, slots=True)
class PrekeyBundle:
    """A device's prekeys for one handshake. All three are None when there are none to be had.

    Only the structure has been checked; kinds, signatures and `not_after` are the caller's.
    """

    device_id: DeviceId
    signed_x25519: PublicPrekey | None
    mlkem768: PublicPrekey | None
    one_time_x25519: PublicPrekey | None

    @property
    def available(self) -> bool:
        """Whether a handshake can be made from it."""
        return self.signed_x25519 is not None and self.mlkem768 is not None


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """When the relay last saw one of the own account's devices; 0: never."""

    device_id: DeviceId
    last_seen_ms: int


@dataclass(frozen=True, slots=True)
class SealedRecovery:
    """The sealed recovery blob that the relay keeps for an account (section 11)."""

    version: int
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutgoingRecipient:
    """One device's share of a submission. `wake` counts towards "N new messages" there."""

    device_id: DeviceId
    wake: bool
    envelope: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OutgoingSubmission:
    """One message for many devices. Retries must send identical bytes under the same id.

    With `complete`, the relay refuses it if any live device of the accounts concerned is missing.
    """

    submission_id: SubmissionId
    complete: bool
    log_size: int
    body: bytes = field(repr=False)
    recipients: Sequence[OutgoingRecipient]


@dataclass(frozen=True, slots=True)
class SubmissionOutcome:
    """What became of one submission. `code` is a problem code of section 5.4, empty if stored."""

    status: int
    time_ms: int
    code: str

    @property
    def stored(self) -> bool:
        """Whether the relay has it on disk: the meaning of "Sent"."""
        return self.status == STATUS_STORED


@dataclass(frozen=True, slots=True)
class InboxEnvelope:
    """An encrypted message for this device."""

    seq: int
    received_ms: int
    sender_device: DeviceId
    submission_id: SubmissionId
    envelope: bytes = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExpiredNotice:
    """The relay deleted mail of this device's `submission_id` that `recipient_device` never got."""

    seq: int
    received_ms: int
    recipient_device: DeviceId
    submission_id: SubmissionId


InboxItem = InboxEnvelope | ExpiredNotice


@dataclass(frozen=True, slots=True)
class InboxBatch:
    """One answer of the inbox. Acknowledge `last_seq` only when every item is on disk.

    `log_size` is the relay's log size (sync that far first), `waiting` how many waking envelopes
    remain behind this batch.
    """

    time_ms: int
    log_size: int
    waiting: int
    items: tuple[InboxItem, ...]

    @property
    def last_seq(self) -> int:
        """The number to acknowledge after this batch, 0 when it is empty."""
        return self.items[-1].seq if self.items else 0


@dataclass(frozen=True, slots=True)
class UploadPlace:
    """Where encrypted bytes of one file may be put (relay/PROTOCOL.md section 5.7)."""

    place: str = field(repr=False)
    """An unguessable path at the relay: who has it may upload there. Empty when `complete`."""
    offset: int
    """How many bytes the relay has on disk."""
    complete: bool
    """It has them all, and has checked them."""
