"""The context label of every signature and KDF input (relay/PROTOCOL.md section 1).

Two uses of one key, or one hash, can never be confused, because each input starts with the name of
its purpose and a zero byte that no purpose contains. They stand together here so that a reader can
see that no two are alike.
"""

from __future__ import annotations

from typing import Final


def _label(purpose: str) -> bytes:
    return b"curbside/1 " + purpose.encode("ascii") + b"\0"


LOG_ENTRY: Final = _label("log entry")
"""Signatures in the log, section 3."""
INVITE: Final = _label("invite")
"""The authority's signature in an invite, section 4."""
PROFILE: Final = _label("profile")
"""Profile commitments, section 4."""
PROFILE_OPENING: Final = _label("profile opening")
"""Encrypted profiles, section 4."""
SESSION_KEY: Final = _label("session key")
"""Keys between a device and the relay, section 5."""
PREKEY: Final = _label("prekey")
"""Signatures of prekeys, section 6."""
HANDSHAKE: Final = _label("handshake")
"""The transcript hash, section 7."""
PQXDH: Final = _label("pqxdh x25519+mlkem768")
"""The first root key, section 7."""
ROOT: Final = _label("root")
"""Root steps, section 8."""
MESSAGE: Final = _label("message")
"""Message keys and their associated data, section 8."""
COMMIT: Final = _label("commit")
"""The commitment to a body's key, section 9."""
BODY: Final = _label("body")
"""Associated data of a body, section 9."""
DEVICE_SET: Final = _label("device set")
"""The hash of all devices a message is for, section 9."""
CONVERSATION: Final = _label("conversation")
"""Conversation ids, section 9."""
ROSTER: Final = _label("roster")
"""An admin's signature over a roster, section 14."""
GROUP: Final = _label("group")
"""Group ids, section 14."""
LEAVE: Final = _label("leave")
"""A member's signature that they leave, section 14."""
FILE: Final = _label("file")
"""Associated data of a file's chunks, section 15."""
LINK: Final = _label("link")
"""Keys and messages of the rendezvous, section 10."""
LINK_OFFER: Final = _label("link offer")
"""The new device's commitment, section 10."""
LINK_CODE: Final = _label("link code")
"""The short code that both screens show, section 10."""
RECOVERY: Final = _label("recovery")
"""The sealed account key, section 11."""
BACKUP: Final = _label("backup")
"""The key of a backup file, section 12."""
PIN: Final = _label("pin")
"""The key that a PIN closes in memory (`app.crypto.pin`)."""
VAULT: Final = _label("vault")
"""The wrapped key of the profile on disk."""
