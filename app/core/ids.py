"""Identifiers. All are opaque bytes; the lengths are those of relay/PROTOCOL.md section 1."""

from __future__ import annotations

from typing import NewType

AccountId = NewType("AccountId", bytes)
"""16 bytes: a person."""
DeviceId = NewType("DeviceId", bytes)
"""16 bytes: one workstation of a person."""
LogId = NewType("LogId", bytes)
"""32 bytes: SHA-256 of the log's first entry, the clinic's identity."""
ConversationId = NewType("ConversationId", bytes)
"""32 bytes. Of a group, it is the group's id: the hash of its first roster."""
MessageId = NewType("MessageId", bytes)
"""16 bytes, made by the sender."""
SessionId = NewType("SessionId", bytes)
"""16 bytes, from the handshake's transcript hash."""
SubmissionId = NewType("SubmissionId", bytes)
"""16 bytes: one request to deliver; a repeat of it changes nothing."""
BlobId = NewType("BlobId", bytes)
"""32 random bytes: encrypted bytes of a file at the relay. Who knows it may fetch them."""
FileId = NewType("FileId", bytes)
"""16 random bytes, made by the sender: a file in a message. Its encryption is bound to it."""
