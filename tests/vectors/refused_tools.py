"""What it takes to make entries that the types would not let one make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from relay.transparency import entries
from relay.transparency.bodies import Role
from relay.wire import tlv
from tests.vectors.log_builder import (
    AUTHORITY,
    LogBuilder,
    Signers,
    signer,
)

Refuse = Callable[[str, str, str, Callable[[LogBuilder], bytes]], None]
"""Called with code, stage of the sample log, name, and how to make the entry there."""


def u8_field(value: int) -> bytes:
    """Return a TLV field that holds one byte."""
    return tlv(bytes([value]))


GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
ORDER_EIGHT = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
X_ORDER_EIGHT = bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")
IDENTITY = b"\x01" + bytes(31)
NON_CANONICAL_IDENTITY = (2**255 - 18).to_bytes(32, "little")


@dataclass(frozen=True)
class Refused:
    """One entry that must be refused after the first `after` entries of the sample log."""

    name: str
    after: int
    entry: bytes
    code: str

    def describe(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "after": self.after,
            "code": self.code,
            "entry": self.entry.hex(),
        }


def raw_entry(
    log: LogBuilder,
    entry_type: int,
    body: bytes,
    signers: Signers,
    *,
    account_id: bytes = AUTHORITY,
    chain: bytes | None = None,
    time_ms: int | None = None,
) -> bytes:
    """Frame and sign a body that the types would not let one make."""
    seq, prev = log.chains.get(account_id if chain is None else chain, (0, bytes(32)))
    signed = b"".join(
        (
            bytes((1, entry_type)),
            account_id,
            seq.to_bytes(8, "big"),
            prev,
            (log.time_ms if time_ms is None else time_ms).to_bytes(8, "big"),
            len(body).to_bytes(2, "big"),
            body,
        )
    )
    return signed + signature_block(log.log_id, signed, list(signers.items()))


def signature_block(log_id: bytes, signed: bytes, signers: list[tuple[Role, Any]]) -> bytes:
    """Sign in exactly the order given."""
    parts = [bytes([len(signers)])]
    for role, name in signers:
        parts += [bytes([role]), signer(name)(entries.to_be_signed(role, log_id, signed))]
    return b"".join(parts)


def resign(log: LogBuilder, raw: bytes, *signers: tuple[Role, Any]) -> bytes:
    """Replace an entry's signatures by others, in any order."""
    signed = entries.decode(raw).signed
    return signed + signature_block(log.log_id, signed, list(signers))
