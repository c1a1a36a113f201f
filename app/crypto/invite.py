"""Invites: how a person's first device learns whose clinic this is and may enrol, once.

relay/PROTOCOL.md section 4. An invite travels as text, file or QR code; everything in it comes from
the authority through IT, so it is the root of trust, and everything in it that can contradict
itself is checked here. Errors say in plain words what is wrong with what was pasted.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.core import tlv
from app.core.errors import CurbsideError, DecodeError
from app.core.ids import AccountId, LogId
from app.core.wording import translatable
from app.crypto import ed25519
from app.crypto.certificate import Certificate, Purpose
from app.crypto.code_kinds import kind_in_words, kind_of
from app.crypto.profile import SALT_SIZE, Profile, commitment
from app.crypto.transparency import note
from app.crypto.transparency.replica import Anchor

PREFIX = "curbside:invite:"
MAX_TEXT_LENGTH = 64 * 1024
_INVITE_FIRST = translatable(
    "First open the recovery invite that IT gave you. The kit is asked for after it."
)
_VERSION = 1
_FIELDS = 13
_MAX_PINS = 4
_MAX_URL_LENGTH = 512
_MAX_CLINIC_NAME = 128


class InviteError(CurbsideError):
    """Something about an invite that stops it from being used."""

    code = "invite"
    action = "Ask your clinic's IT for a new invite."


class NotAnInvite(InviteError):  # noqa: N818 - named for what happened
    """The text is something else."""

    code = "invite-not-one"
    message = "This is not a Curbside invite."
    action = (
        f"An invite is a text that begins with “{PREFIX}”, or a file that ends in "
        ".curbside-invite. Paste all of it."
    )


class InviteDamaged(InviteError):  # noqa: N818 - as above
    """An invite whose text was altered, so that it does not hold together."""

    code = "invite-damaged"
    message = "This invite is damaged: it was altered on its way to you."
    action = "Copy it again from where it came, or ask your clinic's IT for a new one."


class InviteCutShort(InviteDamaged):
    """An invite whose end is missing."""

    code = "invite-cut-short"
    message = "The end of this invite is missing."
    action = "Copy all of it, to the last character, or open it as a file."


class InviteTooNew(InviteError):  # noqa: N818 - as above
    """An invite of a later version of the protocol."""

    code = "invite-too-new"
    message = "This invite needs a newer version of Curbside."
    action = "Ask your clinic's IT to install the current version."


class InviteExpired(InviteError):  # noqa: N818 - as above
    """Its time to be used is over."""

    code = "invite-expired"
    message = "This invite has expired."


@dataclass(frozen=True, slots=True)
class Invite:
    """A decoded invite. `parse` has checked that everything in it agrees.

    `profile_json` are the exact bytes that the commitment covers.
    """

    relay_url: str
    pins: tuple[bytes, ...]
    log_id: LogId
    ca: bytes
    log_key: bytes
    checkpoint: bytes
    clinic_name: str
    profile_json: bytes
    salt: bytes
    directory_key: bytes
    invite_seed: bytes
    certificate: Certificate

    def __repr__(self) -> str:
        return "Invite(redacted)"

    @property
    def account_id(self) -> AccountId:
        """The account that it enrols, or gives a new key."""
        return self.certificate.account_id

    @property
    def not_after_ms(self) -> int:
        """The last moment at which it can be used."""
        return self.certificate.not_after_ms

    @property
    def replaces_account_key(self) -> bool:
        """Does it give an existing person a new account key, which every contact will see?"""
        return self.certificate.purpose is Purpose.REKEY

    @property
    def needs_recovery_kit(self) -> bool:
        """Does it restore an account, together with the words of its recovery kit?"""
        return self.certificate.purpose is Purpose.RECOVER

    @property
    def profile(self) -> Profile:
        """Whom it is for."""
        return Profile.decode(self.profile_json)

    @property
    def anchor(self) -> Anchor:
        """What the log must contain when it first arrives."""
        return Anchor(ca=self.ca, log_key=self.log_key, checkpoint=self.checkpoint)

    def check_time(self, now_ms: int) -> None:
        """Raise InviteExpired if it can no longer be used at `now_ms` (the relay's time)."""
        if now_ms > self.not_after_ms:
            raise InviteExpired

    @classmethod
    def parse(cls, text: str) -> Invite:
        """Read an invite from pasted or scanned text; white space anywhere in it is ignored.

        Raises NotAnInvite, InviteDamaged, InviteCutShort or InviteTooNew.
        """
        return _decode(_unwrap(text))

    def encode(self) -> str:
        """The text that `parse` reads."""
        fields = tlv.encode(
            bytes((_VERSION,)),
            self.relay_url.encode(),
            b"".join(self.pins),
            self.log_id,
            self.ca,
            self.log_key,
            self.checkpoint,
            self.clinic_name.encode(),
            self.profile_json,
            self.salt,
            self.directory_key,
            self.invite_seed,
            self.certificate.encode(),
        )
        return PREFIX + urlsafe_b64encode(fields).rstrip(b"=").decode("ascii")


def _unwrap(text: str) -> bytes:
    """The bytes inside the text, or why it is not an invite."""
    compact = "".join(text.split()) if len(text) <= MAX_TEXT_LENGTH else text[:64]
    if kind_of(compact) != "invite":
        kind = kind_in_words(compact)
        if kind is None:
            raise NotAnInvite
        action = _INVITE_FIRST if kind_of(compact) == "recovery" else None
        raise NotAnInvite(translatable("This is {kind}, not an invite."), action, kind=kind)
    if len(text) > MAX_TEXT_LENGTH:
        raise InviteDamaged
    payload = compact[len(PREFIX) :]
    if not payload:
        raise InviteCutShort
    if not compact.startswith(PREFIX):
        raise InviteDamaged
    try:
        raw = urlsafe_b64decode(_alphabet(payload) + "=" * (-len(payload) % 4))
    except (binascii.Error, ValueError) as error:
        if len(payload) % 4 == 1:
            raise InviteCutShort from error
        raise InviteDamaged from error
    if _is_cut(raw):
        raise InviteCutShort
    if urlsafe_b64encode(raw).rstrip(b"=").decode("ascii") != payload:
        raise InviteDamaged
    return raw


def _alphabet(payload: str) -> str:
    """`payload` if every character is of the URL-safe alphabet, without padding."""
    if not payload.isascii() or not payload.replace("-", "").replace("_", "").isalnum():
        raise ValueError("not base64url")
    return payload


def _is_cut(raw: bytes) -> bool:
    """Does the last field run past the end, or are whole fields missing at the end?"""
    offset = count = 0
    while offset < len(raw):
        if offset + 4 > len(raw):
            return True
        size = int.from_bytes(raw[offset : offset + 4], "big")
        if size > MAX_TEXT_LENGTH:
            return False
        offset += 4 + size
        count += 1
    return offset > len(raw) or (count < _FIELDS and raw[:5] == b"\0\0\0\x01\x01")


def _decode(raw: bytes) -> Invite:
    try:
        fields = tlv.decode_list(raw)
        if fields and len(fields[0]) == 1 and fields[0][0] > _VERSION:
            raise InviteTooNew
        (
            version, url, pins, log_id, ca, log_key, checkpoint,
            clinic_name, profile, salt, directory_key, seed, certificate,
        ) = tlv.decode(raw, _FIELDS)  # fmt: skip
        if tlv.unsigned(version, 1) != _VERSION:
            raise DecodeError
        invite = Invite(
            relay_url=_url(url),
            pins=_pins(pins),
            log_id=LogId(tlv.fixed(log_id, 32)),
            ca=tlv.fixed(ca, 32),
            log_key=tlv.fixed(log_key, 32),
            checkpoint=checkpoint,
            clinic_name=_clinic_name(clinic_name),
            profile_json=profile,
            salt=tlv.fixed(salt, SALT_SIZE),
            directory_key=tlv.fixed(directory_key, 32),
            invite_seed=tlv.fixed(seed, 32),
            certificate=Certificate.decode(certificate),
        )
        _check_agreement(invite)
    except (DecodeError, UnicodeDecodeError, ValueError) as error:
        raise InviteDamaged from error
    return invite


def _check_agreement(invite: Invite) -> None:
    """Everything in it must belong together, else DecodeError."""
    certificate = invite.certificate
    agrees = (
        certificate.log_id == invite.log_id
        and certificate.invite_key == ed25519.public_key(invite.invite_seed)
        and certificate.profile_commitment == commitment(invite.salt, invite.profile_json)
        and certificate.verify(invite.ca)
    )
    if agrees and invite.checkpoint:
        checkpoint = note.parse(invite.checkpoint)
        agrees = checkpoint.log_id == invite.log_id
    if not agrees:
        raise DecodeError
    Profile.decode(invite.profile_json)


def _url(data: bytes) -> str:
    """An https address of a host, without user, path, query or fragment. ValueError otherwise."""
    url = data.decode("utf-8")
    parts = urlsplit(url)
    plain = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    unwanted = (parts.username, parts.password, parts.query, parts.fragment)
    if (
        not plain
        or len(url) > _MAX_URL_LENGTH
        or parts.scheme != "https"
        or not parts.hostname
        or any(unwanted)
        or parts.path not in ("", "/")
        or parts.port == 0
    ):
        raise DecodeError
    return url


def _pins(data: bytes) -> tuple[bytes, ...]:
    if len(data) % 32 or not 1 <= len(data) // 32 <= _MAX_PINS:
        raise DecodeError
    return tuple(data[at : at + 32] for at in range(0, len(data), 32))


def _clinic_name(data: bytes) -> str:
    if not 1 <= len(data) <= _MAX_CLINIC_NAME:
        raise DecodeError
    return data.decode("utf-8")
