"""The rendezvous of two devices that know one secret (PROTOCOL.md section 5.5)."""

from __future__ import annotations

from collections.abc import Iterable

from relay.wire.encoding import Value, WireError, number, split, split_list, tlv, tlv_list, u8, u32
from relay.wire.names import MAX_LINK_MESSAGE, MAX_LINK_MESSAGES, MAX_WAIT_MS


class LinkRequest(Value, frozen=True, gc=False):
    """Put `message` (empty: none) at `index` of `role`'s list; give the other's from `after` on."""

    role: int
    index: int
    message: bytes
    after: int
    wait_ms: int

    def encode(self) -> bytes:
        """TLV(role u8, index u32, message, after u32, wait_ms u32)."""
        return tlv(u8(self.role), u32(self.index), self.message, u32(self.after), u32(self.wait_ms))

    @classmethod
    def decode(cls, data: bytes) -> LinkRequest:
        """Raises WireError."""
        role, index, message, after, wait_ms = split(data, 5)
        request = cls(
            number(role, 1), number(index, 4), message, number(after, 4), number(wait_ms, 4)
        )
        if request.role > 1:
            raise WireError("role")
        if len(message) > MAX_LINK_MESSAGE:
            raise WireError("message size")
        if max(request.index, request.after) > MAX_LINK_MESSAGES or request.wait_ms > MAX_WAIT_MS:
            raise WireError("number out of range")
        return request


def encode_link_messages(messages: Iterable[bytes]) -> bytes:
    """LIST(message...)."""
    return tlv_list(messages)


def decode_link_messages(data: bytes) -> tuple[bytes, ...]:
    """LIST(message...) of at most 8 messages. Raises WireError."""
    messages = tuple(split_list(data, MAX_LINK_MESSAGES))
    if any(not 0 < len(message) <= MAX_LINK_MESSAGE for message in messages):
        raise WireError("message size")
    return messages
