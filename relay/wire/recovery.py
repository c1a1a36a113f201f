"""The sealed recovery blob as it travels (PROTOCOL.md sections 5.3 and 11)."""

from __future__ import annotations

from relay.wire.encoding import Value, WireError, number, split, tlv, u64
from relay.wire.names import MAX_RECOVERY, MAX_SEQ


class Recovery(Value, frozen=True, gc=False):
    """What the relay keeps of an account's recovery kit; an empty `sealed` deletes it."""

    version: int
    sealed: bytes

    def encode(self) -> bytes:
        """TLV(version u64, sealed)."""
        return tlv(u64(self.version), self.sealed)

    @classmethod
    def decode(cls, data: bytes) -> Recovery:
        """Raises WireError."""
        version, sealed = split(data, 2)
        if number(version, 8) > MAX_SEQ:
            raise WireError("version")
        if len(sealed) > MAX_RECOVERY:
            raise WireError("sealed size")
        return cls(number(version, 8), sealed)
