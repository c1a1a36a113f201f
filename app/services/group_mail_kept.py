"""A message of a group as it is kept until the roster that it names is here."""

from __future__ import annotations

import msgspec


class Mail(msgspec.Struct, frozen=True, array_like=True):
    """A decrypted message of a group, with what is needed to take it in now or later."""

    conversation_id: bytes
    message_id: bytes
    account_id: bytes
    device_id: bytes
    sender_seq: int
    roster_epoch: int
    roster_hash: bytes
    devset_hash: bytes
    excluded: tuple[bytes, ...]
    sent_at: int
    received_ms: int
    log_size: int
    """0: its sender's checkpoint could not be held against our log."""
    log_root: bytes
    comparable: bool
    """Whether our log agrees with the checkpoint, so that devices can be compared."""
    content: bytes

    def __repr__(self) -> str:
        return "Mail(redacted)"
