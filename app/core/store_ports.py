"""The store, as the services see it (DESIGN section 7).

All work on the database happens in the store's own thread, inside one transaction that is durable
(`synchronous=FULL`) when it returns. A transaction that raises leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from typing import Protocol, TypeVar

from app.core.file_store_ports import FilesTable
from app.core.group_ports import GroupsTable, ListsTable
from app.core.ids import AccountId, ConversationId, DeviceId, MessageId, SessionId, SubmissionId
from app.core.log_table_port import LogTable
from app.core.outbox_port import OutboxTable
from app.core.records import (
    ConversationRecord,
    DeliveryRecord,
    DeliveryState,
    MarkState,
    MessageRecord,
    PeerRecord,
    PrekeyRecord,
    ProfileRecord,
    ReachRecord,
    SentMarkRecord,
    SessionRecord,
    TrustRecord,
    VersionRecord,
    WaitingMarkRecord,
)
from app.core.search_types import FoundRows, SearchQuery

T = TypeVar("T")


class SettingsTable(Protocol):
    """Small named values: this device's keys, the inbox position, preferences."""

    def get(self, name: str) -> bytes | None: ...
    def put(self, name: str, value: bytes) -> None: ...
    def delete(self, name: str) -> None: ...


class PeopleTable(Protocol):
    """Profiles, and what the person decided about each account key."""

    def profiles(self) -> list[ProfileRecord]: ...
    def put_profile(self, profile: ProfileRecord) -> None: ...
    def opening(self, account_id: AccountId, commitment: bytes) -> bytes | None:
        """The encrypted profile of that commitment, as the relay gave it."""
        ...

    def put_opening(self, account_id: AccountId, commitment: bytes, opening: bytes) -> None: ...
    def trust(self, account_id: AccountId) -> TrustRecord | None: ...
    def trusts(self) -> list[TrustRecord]: ...
    def put_trust(self, trust: TrustRecord) -> None: ...
    def revision(self) -> int:
        """Rises with every change of a profile or a decision."""
        ...


class ConversationsTable(Protocol):
    """Conversations; the summary columns follow the messages by themselves."""

    def ensure(self, conversation_id: ConversationId, account_id: AccountId | None) -> None:
        """Make the conversation if it is not there; None: it is a group's."""
        ...

    def get(self, conversation_id: ConversationId) -> ConversationRecord | None: ...
    def all(self) -> list[ConversationRecord]:
        """Every conversation with a message or a draft: the pinned ones, then newest first."""
        ...

    def put_marks(
        self,
        conversation_id: ConversationId,
        *,
        pinned_at_ms: int,
        muted_until_ms: int,
        marked_unread: bool,
        changed_at_ms: int,
    ) -> None:
        """How the person keeps a conversation."""
        ...

    def marked(self) -> list[ConversationRecord]:
        """Every conversation of which the person ever changed that."""
        ...

    def put_draft(self, conversation_id: ConversationId, text: str) -> None: ...
    def mark_read(self, conversation_id: ConversationId, up_to_row_id: int) -> int:
        """Mark incoming rows up to this one read; return how many became read."""
        ...


class MessagesTable(Protocol):
    """The timeline."""

    def add(self, record: MessageRecord) -> MessageRecord | None:
        """Store a row and return it with `row_id` and `position` filled.

        None when (conversation, sender account, message id) is there already. The position is the
        end of the conversation, or, for a row from another device, before the first row of that
        device with a higher `sender_seq`. Updates the conversation's summary and unread count.
        """
        ...

    def add_history(self, records: Iterable[MessageRecord]) -> dict[ConversationId, list[int]]:
        """Store rows of before that are not there yet; the ids of the new ones.

        `records` are in timeline order. New rows go next to those of `records` that are there
        already, so that the order given holds around them; with none there, before all rows of
        their conversation. To add a long history in several calls, let each begin with the last
        row of the one before (or end with the first of the one after). They are read, raise no
        unread count and keep their states; ids are below zero and rise with the arrival time.
        """
        ...

    def count(self, conversation_id: ConversationId) -> int:
        """How many rows a conversation has."""
        ...

    def get(self, row_id: int) -> MessageRecord | None: ...
    def by_message_id(
        self, conversation_id: ConversationId, message_id: MessageId
    ) -> MessageRecord | None: ...
    def of_author(
        self, conversation_id: ConversationId, message_id: MessageId, author: AccountId
    ) -> MessageRecord | None:
        """The row of that very person's message."""
        ...

    def rows(self, row_ids: Sequence[int]) -> list[MessageRecord]:
        """These rows, as far as they exist, in that order."""
        ...

    def row_at(self, conversation_id: ConversationId, at_ms: int) -> int | None:
        """The first row that arrived at that time or later; else the last one, if there is any."""
        ...

    def page(
        self,
        conversation_id: ConversationId,
        *,
        before: float | None = None,
        after: float | None = None,
        limit: int,
    ) -> list[MessageRecord]:
        """Up to `limit` rows in timeline order: the newest, or those next to a position."""
        ...

    def set_state(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        state: DeliveryState,
        failure: str | None = None,
    ) -> int | None:
        """Set an outgoing row's state; its row id, or None when it is not there."""
        ...

    def set_sealed(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        devset_hash: bytes,
        log_size: int,
        log_root: bytes,
    ) -> None:
        """Note for whom an outgoing row was encrypted, once it is."""
        ...

    def set_group_sealed(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        roster_epoch: int,
        roster_hash: bytes,
        excluded: Sequence[AccountId],
    ) -> None:
        """The same of a group's: by which roster, without whom; counts whom it reached anew."""
        ...

    def count_reach(
        self, conversation_id: ConversationId, message_id: MessageId
    ) -> tuple[int, ReachRecord] | None:
        """Count anew whom an outgoing row of a group reached: its row id and the counts.

        None when it is not there, or nothing changed.
        """
        ...

    def unread_from(self, device_id: DeviceId, up_to_seq: int) -> list[int]:
        """The numbers, rising, of unread messages of a device up to one, wherever they are."""
        ...

    def renumber_delivery(
        self, message_id: MessageId, device_id: DeviceId, filler: MessageId
    ) -> None:
        """Give the number that a message has for a device to another one, which fills it."""
        ...

    def mark_sent(
        self,
        conversation_id: ConversationId,
        message_id: MessageId,
        submission_id: SubmissionId,
        sent_at_ms: int,
    ) -> int | None:
        """The relay has a submission: note when, and raise the row's state to SENT.

        Its row id, or None when it is not there or has come further already.
        """
        ...

    def of_submission(self, submission_id: SubmissionId) -> list[DeliveryRecord]:
        """The deliveries that a submission carried."""
        ...

    def highest_incoming_seq(
        self, conversation_id: ConversationId, sender_device: DeviceId, up_to_row_id: int
    ) -> int:
        """The highest sender_seq of that device's rows at or before a row's position, else 0."""
        ...

    def incoming_devices(self, conversation_id: ConversationId) -> list[DeviceId]:
        """The devices that incoming rows came from."""
        ...

    def put_deliveries(self, deliveries: Iterable[DeliveryRecord]) -> None:
        """Insert, or replace those of the same (message, device)."""
        ...

    def search(self, query: SearchQuery, limit: int, before: int | None = None) -> FoundRows:
        """Up to `limit` messages that match, newest first; with `before`, only older row ids.

        Ends after some milliseconds with what it has found by then. A query without a letter, digit
        or sign finds nothing, unless it asks for what is unread.
        """
        ...

    def delete_older(
        self, before_ms: int, *, after_row_id: int | None, limit: int
    ) -> tuple[int | None, dict[ConversationId, int]]:
        """Look at `limit` rows behind one, in the order they arrived, and delete what is older.

        Unread rows stay, and those of which something waits in the outbox. The last row looked at,
        None when no older one can follow; and how many went from each conversation.
        """
        ...

    def deliveries(self, message_id: MessageId) -> list[DeliveryRecord]: ...
    def undelivered_to(self, device_id: DeviceId, last_seq: int) -> list[DeliveryRecord]:
        """What was sent to a device up to our `last_seq` and is not known to have arrived."""
        ...

    def deliveries_to(
        self, device_id: DeviceId, first_seq: int, last_seq: int
    ) -> list[DeliveryRecord]:
        """What was sent to a device within a range of our sender_seq (both ends included)."""
        ...

    def conversation_of(self, message_id: MessageId) -> ConversationId | None:
        """The conversation of an outgoing row."""
        ...


class MarksTable(Protocol):
    """What was said about messages afterwards. The outcome does not depend on the order."""

    def edit(self, row_id: int, revision: int, text: str, at_ms: int) -> bool:
        """Take in a wording; whether anything changed. The highest revision holds."""
        ...

    def rewrite(self, row_id: int, text: str) -> None:
        """Another wording of a message that nobody else has ever got."""
        ...

    def recall(self, row_id: int, at_ms: int) -> bool:
        """Delete every word of a message and all reactions to it; whether anything changed."""
        ...

    def react(self, row_id: int, account_id: AccountId, emoji: str, at_ms: int) -> bool:
        """Take in a person's reaction, empty for none; whether anything changed."""
        ...

    def reaction(self, row_id: int, account_id: AccountId) -> tuple[str, int] | None:
        """A person's reaction, which may be empty, and when it was given."""
        ...

    def versions(self, row_id: int) -> list[VersionRecord]:
        """What a message said before, the first wording first."""
        ...

    def versions_of(self, row_ids: Iterable[int]) -> Mapping[int, Sequence[VersionRecord]]:
        """The same of several rows, as far as they have any."""
        ...

    def put_versions(self, row_id: int, versions: Iterable[VersionRecord]) -> None: ...
    def answers_to(self, conversation_id: ConversationId, message_id: MessageId) -> list[int]:
        """The rows that quote a message."""
        ...

    def put_sent(self, mark: SentMarkRecord) -> None:
        """Remember what this device says about a message, or how far it got."""
        ...

    def set_sent_state(self, mark_id: MessageId, state: MarkState) -> int | None:
        """How far a mark of ours got; the row it is about if that is news."""
        ...

    def sent(self, mark_id: MessageId) -> SentMarkRecord | None: ...
    def sent_about(self, row_id: int) -> list[SentMarkRecord]:
        """What this device said about a message, in that order."""
        ...

    def wait(self, mark: WaitingMarkRecord, most: int) -> None:
        """Keep a mark until its message comes; `most` of one device, the oldest goes first."""
        ...

    def take_waiting(
        self, conversation_id: ConversationId, message_id: MessageId, author: AccountId
    ) -> list[WaitingMarkRecord]:
        """What waits for a message, in the order of arrival; it waits no longer."""
        ...

    def waiting_count(self, account_id: AccountId) -> int: ...
    def forget_waiting_before(self, arrived_ms: int) -> int:
        """Give up those that have waited too long; how many."""
        ...


class SessionsTable(Protocol):
    """Ratchet sessions, one-time secrets and counters."""

    def get(self, session_id: SessionId) -> SessionRecord | None: ...
    def of_device(self, device_id: DeviceId) -> list[SessionRecord]: ...
    def put(self, session: SessionRecord) -> None: ...
    def delete(self, session_id: SessionId) -> None: ...
    def sending(self, device_id: DeviceId) -> SessionId | None:
        """The session to send with."""
        ...

    def sending_session(self, device_id: DeviceId) -> SessionRecord | None:
        """The session to send with, whole."""
        ...

    def set_sending(self, device_id: DeviceId, session_id: SessionId | None) -> None: ...
    def put_states(self, sessions: Iterable[SessionRecord]) -> None:
        """Store new states of sessions that are there."""
        ...

    def transcript_used(self, transcript_hash: bytes) -> bool: ...
    def remember_transcript(self, transcript_hash: bytes, now_ms: int) -> None: ...
    def forget_transcripts_before(self, before_ms: int) -> int:
        """Forget those remembered before a time; return how many."""
        ...

    def prekey(self, kind: int, key_id: int) -> PrekeyRecord | None: ...
    def put_prekeys(self, prekeys: Iterable[PrekeyRecord]) -> None: ...
    def delete_prekey(self, kind: int, key_id: int) -> None: ...
    def delete_prekeys_before(self, not_after_ms: int) -> int: ...
    def next_prekey_id(self, kind: int, count: int) -> int:
        """Reserve `count` ids of a kind, never used before on this device; return the first."""
        ...

    def peer(self, device_id: DeviceId) -> PeerRecord | None: ...
    def peers(self) -> list[PeerRecord]: ...
    def put_peer(self, peer: PeerRecord) -> None: ...
    def next_sequence(self, device_id: DeviceId, account_id: AccountId) -> int:
        """Take the next number of what is sent to a device."""
        ...


class Transaction(Protocol):
    """One transaction; valid only inside the function it was given to."""

    @property
    def settings(self) -> SettingsTable: ...
    @property
    def log(self) -> LogTable: ...
    @property
    def people(self) -> PeopleTable: ...
    @property
    def conversations(self) -> ConversationsTable: ...
    @property
    def messages(self) -> MessagesTable: ...
    @property
    def marks(self) -> MarksTable: ...
    @property
    def sessions(self) -> SessionsTable: ...
    @property
    def outbox(self) -> OutboxTable: ...
    @property
    def files(self) -> FilesTable: ...
    @property
    def groups(self) -> GroupsTable: ...
    @property
    def lists(self) -> ListsTable: ...


class Store(Protocol):
    """The open, encrypted profile database."""

    async def write(self, work: Callable[[Transaction], T], *, durable: bool = True) -> T:
        """Run `work` in one durable transaction in the store's thread and return its result.

        Not `durable` is for what would be found out again: it is kept when the process is killed,
        but a power cut may undo it until the next durable transaction.

        Raises StoreFull or StoreDamaged (with nothing of this transaction kept), or what `work`
        raised.
        """
        ...

    def submit_write(self, work: Callable[[Transaction], T], *, durable: bool = True) -> Future[T]:
        """`write` from another thread, without waiting. Raises StoreClosed."""
        ...

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which changes nothing, on a consistent snapshot."""
        ...

    async def close(self) -> None:
        """Finish what runs, close the database and drop the key."""
        ...
