"""What waits for the relay, as the services see it in the store (part of `store_ports`)."""

from __future__ import annotations

from typing import Protocol

from app.core.ids import AccountId, ConversationId, MessageId, SubmissionId
from app.core.records import OutboxRecord


class OutboxTable(Protocol):
    """Finished ciphertexts, in the order in which they are to be sent."""

    def add(self, record: OutboxRecord) -> OutboxRecord:
        """Store at the end, or at `record.order` when it is not 0."""
        ...

    def pending(self, limit: int) -> list[OutboxRecord]:
        """The first that are not held."""
        ...

    def get(self, submission_id: SubmissionId) -> OutboxRecord | None: ...
    def of_account(self, account_id: AccountId) -> list[OutboxRecord]:
        """Everything to one person, in order; in groups, what goes to them alone."""
        ...

    def to_group(self, conversation_id: ConversationId) -> list[OutboxRecord]:
        """Everything to all members of a group, in order."""
        ...

    def has_unsealed_to_group(self, conversation_id: ConversationId) -> bool:
        """Whether something to all members of a group still waits to be encrypted."""
        ...

    def of_message(self, message_id: MessageId) -> list[OutboxRecord]: ...
    def has_unsealed(self, account_id: AccountId) -> bool:
        """Whether something to this person still waits to be encrypted."""
        ...

    def is_empty_for(self, account_id: AccountId) -> bool:
        """Whether nothing at all waits for this person."""
        ...

    def remove(self, submission_id: SubmissionId) -> None: ...
    def set_held(self, submission_id: SubmissionId, held: bool) -> None: ...
    def count(self) -> int: ...
