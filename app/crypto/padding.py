"""Padmé padding: a ciphertext's length tells at most log2(log2(length)) bits of the text's.

relay/PROTOCOL.md section 9; Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
Communication with PURBs" (2019), section 4. The floor hides the length of what people mostly write.
"""

from __future__ import annotations

from app.crypto.errors import BodyRefusedError

FLOOR = 256
_MARK = b"\x80"


def padded_size(size: int) -> int:
    """Return the length that `size` bytes, at least 1, are padded to: at most 12 % more."""
    if size <= FLOOR:
        return FLOOR
    exponent = size.bit_length() - 1
    kept_bits = exponent.bit_length()
    granule = 1 << (exponent - kept_bits)
    return (size + granule - 1) // granule * granule


def pad(content: bytes) -> bytes:
    """Append the mark and zeros."""
    size = padded_size(len(content) + len(_MARK))
    return (content + _MARK).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Raises BodyRefusedError for anything that `pad` does not make."""
    marked = padded.rstrip(b"\0")
    if not marked.endswith(_MARK) or len(padded) != padded_size(len(marked)):
        raise BodyRefusedError
    return marked[: -len(_MARK)]
