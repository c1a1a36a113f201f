"""What a new colleague gets: everything needed to join, in one text (PROTOCOL.md section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relay.authority.profiles import Profile
from relay.transparency.certificates import Purpose
from relay.wire import b64u, tlv, u8

PREFIX = "curbside:invite:"
FILE_SUFFIX = ".curbside-invite"
VERSION = 1


@dataclass(frozen=True, slots=True, repr=False)
class InviteContent:
    """The fields of an invite, in the order of the wire."""

    relay_url: str
    pins: tuple[bytes, ...]
    log_id: bytes
    ca: bytes
    log_key: bytes
    checkpoint_note: bytes
    clinic_name: str
    profile: bytes
    salt: bytes
    directory_key: bytes
    invite_seed: bytes
    certificate: bytes

    def encode(self) -> str:
        """Return the `curbside:invite:` text."""
        return PREFIX + b64u(
            tlv(
                u8(VERSION),
                self.relay_url.encode("utf-8"),
                b"".join(self.pins),
                self.log_id,
                self.ca,
                self.log_key,
                self.checkpoint_note,
                self.clinic_name.encode("utf-8"),
                self.profile,
                self.salt,
                self.directory_key,
                self.invite_seed,
                self.certificate,
            )
        )


@dataclass(frozen=True, slots=True, repr=False)
class Invite:
    """One finished invite. `text` holds secrets: whoever has it can join as this person."""

    text: str
    account_id: bytes
    invite_key: bytes
    purpose: Purpose
    profile: Profile
    not_after: int
    warnings: tuple[str, ...] = ()

    def file_text(self) -> str:
        """Return what an invite file holds."""
        return self.text + "\n"


def file_name(profile: Profile, account_id: bytes) -> str:
    """Return a file name for the person's invite, unique and safe on every system."""
    words = re.sub(r"[^\w.-]+", "-", f"{profile.staff_id} {profile.name}", flags=re.UNICODE)
    stem = words.strip("-.")[:60].rstrip("-.") or "invite"
    return f"{stem}-{account_id.hex()[:8]}{FILE_SUFFIX}"
