"""The clinic's relay, as the services see it: blocking calls, safe from any thread.

`app.net` implements it. Every call raises an error of `app.core.errors` whose words are meant for
people; `RelayError` and its children (below) are what the services act on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.core.ids import BlobId, DeviceId
from app.core.transport_types import (
    AppendedEntries,
    DeviceSeen,
    InboxBatch,
    LogPage,
    OutgoingSubmission,
    PrekeyBundle,
    PrekeyCounts,
    ProfileOpening,
    ProfilePage,
    PublicPrekey,
    SealedRecovery,
    SubmissionOutcome,
    UploadPlace,
)


class RelayPort(Protocol):
    """A connection to the relay under one identity: an invite's, or a device's."""

    @property
    def relay_time_offset_ms(self) -> int:
        """Relay time minus local time, as last learned."""
        ...

    def now_ms(self) -> int:
        """The time, corrected by the offset."""
        ...

    def log_entries(self, first_index: int, limit: int) -> LogPage: ...
    def show_checkpoint(self, note: bytes) -> None:
        """Show the relay a note of its own that covers more than it serves."""
        ...

    def return_log(
        self, note: bytes, entries: Sequence[bytes], openings: Sequence[ProfileOpening]
    ) -> AppendedEntries:
        """Hand back what a relay restored from a backup has lost (section 5.6)."""
        ...

    def enrol(self, key_entry: bytes, device_entry: bytes, opening: bytes) -> AppendedEntries:
        """Enrol. With a recovery invite `key_entry` and `opening` are empty."""
        ...

    def own_devices(self) -> tuple[DeviceSeen, ...]:
        """The own account's live devices, and when the relay last saw each."""
        ...

    def put_recovery(self, recovery: SealedRecovery) -> None:
        """Store the sealed blob; empty `sealed` deletes it. Raises RecoveryStale."""
        ...

    def recovery(self) -> SealedRecovery | None:
        """The sealed blob, under a recovery invite's session; None when there is none."""
        ...

    def append_entries(self, entries: Sequence[bytes]) -> AppendedEntries: ...
    def profiles(self, after_revision: int) -> ProfilePage: ...
    def put_prekeys(self, prekeys: Sequence[PublicPrekey]) -> None: ...
    def prekey_counts(self) -> PrekeyCounts: ...
    def claim_prekeys(
        self, claim_id: bytes, device_ids: Sequence[DeviceId]
    ) -> tuple[PrekeyBundle, ...]: ...
    def submit(
        self, submissions: Sequence[OutgoingSubmission]
    ) -> tuple[SubmissionOutcome, ...]: ...
    def inbox(self, ack: int, wait_ms: int, limit: int, log_size: int) -> InboxBatch:
        """Wait for mail, or for a log longer than `log_size`."""
        ...

    def set_pins(self, pins: Sequence[bytes]) -> None:
        """Judge every connection that is opened from now on by these pins."""
        ...

    def begin_upload(self, blob_id: BlobId, size: int, digest: bytes) -> UploadPlace:
        """Where to put `size` encrypted bytes, and how many are there already.

        `digest` is their SHA-256. Repeatable. Raises RelayError: quota, storage-full, too-large.
        """
        ...

    def upload_offset(self, place: str) -> int:
        """How many bytes the relay has on disk. Raises NotFound when the place has expired."""
        ...

    def upload(self, place: str, offset: int, data: bytes) -> int:
        """Append `data` at `offset`; how many bytes the relay has on disk then."""
        ...

    def cancel_upload(self, place: str) -> None:
        """The relay may delete what it has of it."""
        ...

    def download(self, blob_id: BlobId, offset: int, length: int) -> bytes:
        """Up to `length` bytes from `offset` on; empty at the end. Raises NotFound."""
        ...

    def delete_blob(self, blob_id: BlobId) -> None:
        """Delete what the own account uploaded. Repeatable."""
        ...

    def interrupt_waiting(self) -> None:
        """End a waiting `inbox` with RelayUnreachable, as when its connection died in sleep."""
        ...

    def close(self) -> None:
        """End every request, also a waiting one, and drop the session key."""
        ...


class RendezvousPort(Protocol):
    """Where two devices that know one secret meet (relay/PROTOCOL.md sections 5.5 and 10)."""

    def exchange(
        self, role: int, index: int, message: bytes, after: int, wait_ms: int
    ) -> tuple[bytes, ...]:
        """Put a message (empty: none) at `index`; the other side's from `after` on."""
        ...

    def close(self) -> None:
        """End every request, also a waiting one."""
        ...


class CountPort(Protocol):
    """How many new messages wait, and nothing else (scope `notify`). Blocking calls."""

    def open(self) -> None:
        """Open the session, and let go of the device's key. Raises RelayError."""
        ...

    @property
    def ended(self) -> bool:
        """Whether the session's day is over."""
        ...

    def wait(self, known: int, wait_ms: int) -> int:
        """The number: at once when it is not `known`, else after `wait_ms`. Raises RelayError."""
        ...

    def interrupt_waiting(self) -> None:
        """End a waiting call with RelayUnreachable, as when its connection died in sleep."""
        ...

    def close(self) -> None:
        """End every request, also a waiting one, and drop the session key."""
        ...


class LogReaderPort(Protocol):
    """The log alone, also for a device that the log has ended (scope `log`)."""

    def log_entries(self, first_index: int, limit: int) -> LogPage: ...
    def close(self) -> None: ...
