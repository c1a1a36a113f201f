"""Context labels: what a signature or a derived key is for (PROTOCOL.md section 1).

Every signature and every KDF input of the relay and the authority starts with one of these, so
that bytes signed for one purpose can never pass for another.
"""

from __future__ import annotations


def _label(purpose: str) -> bytes:
    return b"curbside/1 " + purpose.encode("ascii") + b"\x00"


LOG_ENTRY = _label("log entry")
INVITE = _label("invite")
PROFILE = _label("profile")
PROFILE_OPENING = _label("profile opening")
PREKEY = _label("prekey")
SESSION_KEY = _label("session key")
AUTHORITY_FILE = _label("authority file")
