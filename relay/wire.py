"""The bytes between a client and the relay: limits, names and types (PROTOCOL.md 1, 5 and 6).

The one module that both sides import, so it holds no behaviour: constants, and frozen values that
encode themselves and decode strictly. Whatever does not follow the page raises `WireError`.
Binary bodies are TLV; control bodies are JSON, decoded by msgspec.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterable, Sequence
from enum import IntEnum, StrEnum
from typing import Final, TypeVar

import msgspec

PROTOCOL_VERSION: Final = 1
SERVICE_NAME: Final = "curbside-relay"

# Sizes in bytes (PROTOCOL.md 1).
ID_SIZE: Final = 16
HASH_SIZE: Final = 32
KEY_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64
KEM_KEY_SIZE: Final = 1184
NONCE_SIZE: Final = 16
MAX_TIME: Final = 2**53

# Limits (PROTOCOL.md 5).
MAX_REQUEST_LINE: Final = 4 * 1024
MAX_HEADER_BYTES: Final = 16 * 1024
MAX_HEADERS: Final = 64
MAX_BODY: Final = 8 * 1024 * 1024
MAX_ENVELOPE: Final = 8 * 1024
MAX_SHARED_BODY: Final = 128 * 1024
MAX_SUBMISSIONS: Final = 64
MAX_RECIPIENTS: Final = 1024
MAX_CLAIM_DEVICES: Final = 500
MAX_ENTRY: Final = 8192
MAX_NOTE: Final = 4096
MAX_LOG_ENTRIES: Final = 2000
MAX_PROFILES: Final = 500
MAX_OPENING: Final = 4096
MAX_INBOX_ITEMS: Final = 1000
MAX_WAIT_MS: Final = 60_000
CLOCK_SKEW_S: Final = 300
NONCE_MEMORY_S: Final = 600
ONE_TIME_PREKEYS: Final = 100
ONE_TIME_CLAIMS_PER_HOUR: Final = 20

# Paths (PROTOCOL.md 5.3).
PATH_STATUS: Final = "/v1/status"
PATH_SESSION: Final = "/v1/session"
PATH_LOG_CHECKPOINT: Final = "/v1/log/checkpoint"
PATH_LOG_ENTRIES: Final = "/v1/log/entries"
PATH_LOG_CONSISTENCY: Final = "/v1/log/consistency"
PATH_LOG_INCLUSION: Final = "/v1/log/inclusion"
PATH_ENROL: Final = "/v1/enrol"
PATH_PROFILES: Final = "/v1/profiles"
PATH_PREKEYS: Final = "/v1/prekeys"
PATH_PREKEYS_COUNT: Final = "/v1/prekeys/count"
PATH_PREKEYS_CLAIM: Final = "/v1/prekeys/claim"
PATH_MESSAGES: Final = "/v1/messages"
PATH_INBOX: Final = "/v1/inbox"

CONTENT_BINARY: Final = "application/octet-stream"
CONTENT_JSON: Final = "application/json"
CONTENT_PROBLEM: Final = "application/problem+json"
CONTENT_NOTE: Final = "text/plain; charset=utf-8"

# Message signatures (PROTOCOL.md 5.1).
SIGNATURE_LABEL: Final = "curbside"
SIGNED_COMPONENTS: Final = '("@method" "@authority" "@path" "@query" "content-digest")'
ALG_ED25519: Final = "ed25519"
ALG_HMAC: Final = "hmac-sha256"
KEYID_DEVICE: Final = "device:"
KEYID_INVITE: Final = "invite:"
KEYID_SESSION: Final = "session:"


class WireError(Exception):
    """Bytes whose structure PROTOCOL.md does not allow."""

    code = "malformed"


class Scope(IntEnum):
    """What a relay session may do (PROTOCOL.md 5.2)."""

    DEVICE = 1
    NOTIFY = 2
    ENROL = 3


class Code(StrEnum):
    """The codes of problem answers (PROTOCOL.md 5.4)."""

    MALFORMED = "malformed"
    CLOCK_SKEW = "clock-skew"
    BAD_SIGNATURE = "bad-signature"
    SESSION_EXPIRED = "session-expired"
    UNKNOWN_DEVICE = "unknown-device"
    DEVICE_REVOKED = "device-revoked"
    SCOPE = "scope"
    INVITE_USED = "invite-used"
    INVITE_EXPIRED = "invite-expired"
    NOT_FOUND = "not-found"
    METHOD = "method"
    TIMEOUT = "timeout"
    DEVICE_SET_CHANGED = "device-set-changed"
    ENTRY_REFUSED = "entry-refused"
    TOO_LARGE = "too-large"
    HEADER_TOO_LARGE = "header-too-large"
    RATE_LIMITED = "rate-limited"
    QUOTA = "quota"
    MAILBOX_FULL = "mailbox-full"
    STORAGE_FULL = "storage-full"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"


STATUS_OF: Final[dict[Code, int]] = {
    Code.MALFORMED: 400,
    Code.CLOCK_SKEW: 401,
    Code.BAD_SIGNATURE: 401,
    Code.SESSION_EXPIRED: 401,
    Code.UNKNOWN_DEVICE: 401,
    Code.DEVICE_REVOKED: 403,
    Code.SCOPE: 403,
    Code.INVITE_USED: 403,
    Code.INVITE_EXPIRED: 403,
    Code.NOT_FOUND: 404,
    Code.METHOD: 405,
    Code.TIMEOUT: 408,
    Code.DEVICE_SET_CHANGED: 409,
    Code.ENTRY_REFUSED: 409,
    Code.TOO_LARGE: 413,
    Code.HEADER_TOO_LARGE: 431,
    Code.RATE_LIMITED: 429,
    Code.QUOTA: 429,
    Code.MAILBOX_FULL: 507,
    Code.STORAGE_FULL: 507,
    Code.UNAVAILABLE: 503,
    Code.INTERNAL: 500,
}
"""HTTP status of each problem code."""

_BOOLEANS: Final = (b"\x00", b"\x01")
PROBLEM_TYPE_PREFIX: Final = "urn:curbside:problem:"


class PrekeyKind(IntEnum):
    """PROTOCOL.md 6."""

    SIGNED_X25519 = 1
    ONE_TIME_X25519 = 2
    LAST_RESORT_KEM = 3
    ONE_TIME_KEM = 4


class ItemKind(IntEnum):
    """What an inbox item is (PROTOCOL.md 5.3)."""

    ENVELOPE = 0
    EXPIRED = 1


# --- encoding -----------------------------------------------------------------------------------


def tlv(*fields: bytes) -> bytes:
    """Join `fields`, each after its length as `u32`."""
    return b"".join([part for field in fields for part in (len(field).to_bytes(4, "big"), field)])


def tlv_list(fields: Iterable[bytes]) -> bytes:
    """LIST: TLV of any number of fields."""
    return b"".join([part for field in fields for part in (len(field).to_bytes(4, "big"), field)])


def split_list(data: bytes, limit: int | None = None) -> list[bytes]:
    """Split a LIST of at most `limit` fields. Raises WireError."""
    fields: list[bytes] = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + 4
        offset = start + int.from_bytes(data[offset:start], "big")
        if start > end or offset > end:
            raise WireError("field runs past the end")
        fields.append(data[start:offset])
        if limit is not None and len(fields) > limit:
            raise WireError("too many fields")
    return fields


def split(data: bytes, count: int) -> list[bytes]:
    """Split a TLV of exactly `count` fields. Raises WireError."""
    fields = split_list(data, count)
    if len(fields) != count:
        raise WireError("wrong number of fields")
    return fields


def fixed(field: bytes, size: int) -> bytes:
    """Return `field` if it has exactly `size` bytes. Raises WireError."""
    if len(field) != size:
        raise WireError("wrong field size")
    return field


def number(field: bytes, size: int) -> int:
    """Read a big-endian number of exactly `size` bytes. Raises WireError."""
    if len(field) != size:
        raise WireError("wrong number size")
    return int.from_bytes(field, "big")


def u8(value: int) -> bytes:
    """Encode a `u8`."""
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    """Encode a `u16`."""
    return value.to_bytes(2, "big")


def u32(value: int) -> bytes:
    """Encode a `u32`."""
    return value.to_bytes(4, "big")


def u64(value: int) -> bytes:
    """Encode a `u64`."""
    return value.to_bytes(8, "big")


def b64u(data: bytes) -> str:
    """RFC 4648 section 5, no padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


_URLSAFE: Final = bytes.maketrans(b"-_", b"+/")


def unb64u(text: str | bytes) -> bytes:
    """Decode canonical, unpadded base64url. Raises WireError."""
    try:
        raw = text.encode("ascii") if isinstance(text, str) else text
        data = binascii.a2b_base64(
            raw.translate(_URLSAFE) + b"=" * (-len(raw) % 4), strict_mode=True
        )
    except (binascii.Error, UnicodeEncodeError) as error:
        raise WireError("not base64url") from error
    if base64.urlsafe_b64encode(data).rstrip(b"=") != raw:
        raise WireError("not canonical base64url")
    return data


# --- binary bodies ------------------------------------------------------------------------------


class _Value(msgspec.Struct, frozen=True, gc=False):
    """A value whose repr shows no bytes, so that none reach a log by accident."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Recipient(_Value, frozen=True, gc=False):
    """One device's copy: the ratchet envelope, and whether it should wake a person."""

    device_id: bytes
    wake: bool
    envelope: bytes

    def encode(self) -> bytes:
        """TLV(device_id, wake u8, envelope)."""
        return tlv(self.device_id, b"\x01" if self.wake else b"\x00", self.envelope)


class Submission(_Value, frozen=True, gc=False):
    """One message to the devices it is for; `body` is shared by all of them."""

    submission_id: bytes
    complete: bool
    log_size: int
    body: bytes
    recipients: tuple[Recipient, ...]

    def encode(self) -> bytes:
        """TLV(submission_id, flags u8, log_size u64, body, LIST(recipient...))."""
        return tlv(
            self.submission_id,
            b"\x01" if self.complete else b"\x00",
            self.log_size.to_bytes(8, "big"),
            self.body,
            tlv_list([recipient.encode() for recipient in self.recipients]),
        )

    @classmethod
    def decode(cls, data: bytes) -> Submission:
        """Raises WireError."""
        return _submission(data, 0, len(data))


_SUBMISSION_START: Final = struct.Struct(">I16sIcIQI")
_RECIPIENT_START: Final = struct.Struct(">II16sIcI")


def _submission(data: bytes, start: int, end: int) -> Submission:
    """Decode data[start:end] without copying what is nested: every message passes here."""
    body_start = start + _SUBMISSION_START.size
    if body_start > end:
        raise WireError("submission is cut short")
    id_size, submission_id, flags_size, flags, log_size_size, log_size, body_size = (
        _SUBMISSION_START.unpack_from(data, start)
    )
    if id_size != ID_SIZE or flags_size != 1 or log_size_size != 8 or flags not in _BOOLEANS:
        raise WireError("submission")
    if body_size > MAX_SHARED_BODY:
        raise WireError("body size")
    body_end = body_start + body_size
    offset = body_end + 4
    if offset > end or offset + int.from_bytes(data[body_end:offset], "big") != end:
        raise WireError("recipients")
    recipients: list[Recipient] = []
    while offset < end:
        if offset + _RECIPIENT_START.size > end:
            raise WireError("recipient is cut short")
        size, device_size, device_id, wake_size, wake, envelope_size = _RECIPIENT_START.unpack_from(
            data, offset
        )
        envelope_start = offset + _RECIPIENT_START.size
        offset = envelope_start + envelope_size
        if (
            device_size != ID_SIZE
            or wake_size != 1
            or wake not in _BOOLEANS
            or size != _RECIPIENT_START.size - 4 + envelope_size
            or offset > end
        ):
            raise WireError("recipient")
        if not 0 < envelope_size <= MAX_ENVELOPE:
            raise WireError("envelope size")
        envelope = data[envelope_start:offset]
        recipients.append(Recipient(device_id, wake == b"\x01", envelope))
    if not 0 < len(recipients) <= MAX_RECIPIENTS:
        raise WireError("no recipients, or too many")
    if len(recipients) > 1 and len({item.device_id for item in recipients}) != len(recipients):
        raise WireError("recipient named twice")
    body = data[body_start:body_end]
    return Submission(submission_id, flags == b"\x01", log_size, body, tuple(recipients))


class SubmissionResult(_Value, frozen=True, gc=False):
    """200: stored and fsynced. Anything else: `detail` is the problem's code."""

    status: int
    time_ms: int
    detail: str

    def encode(self) -> bytes:
        """TLV(status u16, time_ms u64, detail)."""
        return tlv(u16(self.status), u64(self.time_ms), self.detail.encode("ascii"))

    @classmethod
    def decode(cls, data: bytes) -> SubmissionResult:
        """Raises WireError."""
        status, time_ms, detail = split(data, 3)
        return cls(number(status, 2), number(time_ms, 8), _ascii(detail))


class InboxRequest(_Value, frozen=True, gc=False):
    """Acknowledge up to `ack`, then wait up to `wait_ms` for at most `limit` items.

    `log_size` is what the client has of the log: a longer log ends the waiting too. With scope
    notify, `ack` is 0 and `limit` is the count of waiting envelopes already known.
    """

    ack: int
    wait_ms: int
    limit: int
    log_size: int

    def encode(self) -> bytes:
        """TLV(ack u64, wait_ms u32, limit u32, log_size u64)."""
        return tlv(u64(self.ack), u32(self.wait_ms), u32(self.limit), u64(self.log_size))

    @classmethod
    def decode(cls, data: bytes) -> InboxRequest:
        """Raises WireError."""
        ack, wait_ms, limit, log_size = split(data, 4)
        request = cls(number(ack, 8), number(wait_ms, 4), number(limit, 4), number(log_size, 8))
        if request.wait_ms > MAX_WAIT_MS:
            raise WireError("wait too long")
        return request


class InboxItem(_Value, frozen=True, gc=False):
    """One envelope, or the notice that one expired unfetched."""

    kind: ItemKind
    seq: int
    received_ms: int
    sender_device: bytes
    submission_id: bytes
    envelope: bytes
    body: bytes

    def encode(self) -> bytes:
        """TLV(kind u8, seq u64, received_ms u64, sender_device, submission_id, envelope, body)."""
        return tlv(
            u8(self.kind),
            u64(self.seq),
            u64(self.received_ms),
            self.sender_device,
            self.submission_id,
            self.envelope,
            self.body,
        )

    @classmethod
    def decode(cls, data: bytes) -> InboxItem:
        """Raises WireError."""
        kind, seq, received_ms, sender, submission_id, envelope, body = split(data, 7)
        try:
            known_kind = ItemKind(number(kind, 1))
        except ValueError as error:
            raise WireError("item kind") from error
        return cls(
            known_kind,
            number(seq, 8),
            number(received_ms, 8),
            fixed(sender, ID_SIZE),
            fixed(submission_id, ID_SIZE),
            envelope,
            body,
        )


class InboxAnswer(_Value, frozen=True, gc=False):
    """A batch in sequence order; `waiting` counts wake envelopes that remain after it."""

    time_ms: int
    log_size: int
    waiting: int
    items: tuple[InboxItem, ...]

    def encode(self) -> bytes:
        """TLV(time_ms u64, log_size u64, waiting u32, LIST(item...))."""
        return tlv(
            u64(self.time_ms),
            u64(self.log_size),
            u32(self.waiting),
            tlv_list([item.encode() for item in self.items]),
        )

    @classmethod
    def decode(cls, data: bytes) -> InboxAnswer:
        """Raises WireError."""
        time_ms, log_size, waiting, listed = split(data, 4)
        items = tuple([InboxItem.decode(item) for item in split_list(listed, MAX_INBOX_ITEMS)])
        return cls(number(time_ms, 8), number(log_size, 8), number(waiting, 4), items)


class LogEntries(_Value, frozen=True, gc=False):
    """Entries from the asked index on, and a note that may cover more of them."""

    note: bytes
    entries: tuple[bytes, ...]

    def encode(self) -> bytes:
        """TLV(note, LIST(entry...))."""
        return tlv(self.note, tlv_list(self.entries))

    @classmethod
    def decode(cls, data: bytes) -> LogEntries:
        """Raises WireError."""
        note, listed = split(data, 2)
        if len(note) > MAX_NOTE:
            raise WireError("note size")
        return cls(note, decode_entries(listed, MAX_LOG_ENTRIES))


class EnrolRequest(_Value, frozen=True, gc=False):
    """What redeems an invite: ENROL or REKEY, the first device, the profile's opening."""

    entry: bytes
    device_add: bytes
    opening: bytes

    def encode(self) -> bytes:
        """TLV(ENROL or REKEY entry, DEVICE_ADD entry, opening)."""
        return tlv(self.entry, self.device_add, self.opening)

    @classmethod
    def decode(cls, data: bytes) -> EnrolRequest:
        """Raises WireError."""
        entry, device_add, opening = split(data, 3)
        if len(entry) > MAX_ENTRY or len(device_add) > MAX_ENTRY or len(opening) > MAX_OPENING:
            raise WireError("field size")
        return cls(entry, device_add, opening)


class Appended(_Value, frozen=True, gc=False):
    """Where the entries are in the log, and a note that covers them."""

    first_index: int
    note: bytes

    def encode(self) -> bytes:
        """TLV(first index u64, note)."""
        return tlv(u64(self.first_index), self.note)

    @classmethod
    def decode(cls, data: bytes) -> Appended:
        """Raises WireError."""
        first_index, note = split(data, 2)
        if len(note) > MAX_NOTE:
            raise WireError("note size")
        return cls(number(first_index, 8), note)


class ProfileOpening(_Value, frozen=True, gc=False):
    """An encrypted profile and the commitment that the log holds for it."""

    account_id: bytes
    commitment: bytes
    opening: bytes

    def encode(self) -> bytes:
        """TLV(account_id, commitment, opening)."""
        return tlv(self.account_id, self.commitment, self.opening)

    @classmethod
    def decode(cls, data: bytes) -> ProfileOpening:
        """Raises WireError."""
        account_id, commitment, opening = split(data, 3)
        if len(opening) > MAX_OPENING:
            raise WireError("opening size")
        return cls(fixed(account_id, ID_SIZE), fixed(commitment, HASH_SIZE), opening)


class ProfilesAnswer(_Value, frozen=True, gc=False):
    """Openings stored after the asked revision; `revision` is where to ask from next."""

    revision: int
    profiles: tuple[ProfileOpening, ...]

    def encode(self) -> bytes:
        """TLV(revision u64, LIST(TLV(account_id, commitment, opening)...))."""
        return tlv(u64(self.revision), tlv_list([item.encode() for item in self.profiles]))

    @classmethod
    def decode(cls, data: bytes) -> ProfilesAnswer:
        """Raises WireError."""
        revision, listed = split(data, 2)
        items = split_list(listed, MAX_PROFILES)
        return cls(number(revision, 8), tuple([ProfileOpening.decode(item) for item in items]))


_PREKEY_SIZES: Final = {1: KEY_SIZE, 2: KEY_SIZE, 3: KEM_KEY_SIZE, 4: KEM_KEY_SIZE}


class Prekey(_Value, frozen=True, gc=False):
    """One signed prekey of a device."""

    kind: PrekeyKind
    key_id: int
    key: bytes
    not_after: int
    signature: bytes

    def encode(self) -> bytes:
        """TLV(kind u8, key_id u32, key, not_after u64, sig 64)."""
        return tlv(u8(self.kind), u32(self.key_id), self.key, u64(self.not_after), self.signature)

    @classmethod
    def decode(cls, data: bytes) -> Prekey:
        """Raises WireError. The signature is not checked here."""
        kind, key_id, key, not_after, signature = split(data, 5)
        kind_number = number(kind, 1)
        if _PREKEY_SIZES.get(kind_number) != len(key):
            raise WireError("prekey")
        expiry = number(not_after, 8)
        if expiry > MAX_TIME:
            raise WireError("time")
        return cls(
            PrekeyKind(kind_number),
            number(key_id, 4),
            key,
            expiry,
            fixed(signature, SIGNATURE_SIZE),
        )


class ClaimRequest(_Value, frozen=True, gc=False):
    """Ask for one prekey bundle of each device."""

    claim_id: bytes
    device_ids: tuple[bytes, ...]

    def encode(self) -> bytes:
        """TLV(claim_id, LIST(device_id...))."""
        return tlv(self.claim_id, tlv_list(self.device_ids))

    @classmethod
    def decode(cls, data: bytes) -> ClaimRequest:
        """Raises WireError."""
        claim_id, listed = split(data, 2)
        devices = tuple([fixed(item, ID_SIZE) for item in split_list(listed, MAX_CLAIM_DEVICES)])
        if not devices or len(set(devices)) != len(devices):
            raise WireError("devices")
        return cls(fixed(claim_id, ID_SIZE), devices)


class Bundle(_Value, frozen=True, gc=False):
    """A device's prekeys for one new session; all None when there are none to be had."""

    device_id: bytes
    signed: Prekey | None
    kem: Prekey | None
    one_time: Prekey | None

    def encode(self) -> bytes:
        """TLV(device_id, signed x25519, ml-kem, one-time x25519 or empty)."""
        keys = [b"" if key is None else key.encode() for key in (self.signed, self.kem)]
        one_time = b"" if self.one_time is None else self.one_time.encode()
        return tlv(self.device_id, *keys, one_time)

    @classmethod
    def decode(cls, data: bytes) -> Bundle:
        """Raises WireError, also for kinds in the wrong places."""
        device_id, *fields = split(data, 4)
        signed, kem, one_time = [Prekey.decode(field) if field else None for field in fields]
        if (signed is None) != (kem is None) or (signed is None and one_time is not None):
            raise WireError("half a bundle")
        if signed is not None and signed.kind is not PrekeyKind.SIGNED_X25519:
            raise WireError("prekey kind")
        if kem is not None and kem.kind not in (
            PrekeyKind.LAST_RESORT_KEM,
            PrekeyKind.ONE_TIME_KEM,
        ):
            raise WireError("prekey kind")
        if one_time is not None and one_time.kind is not PrekeyKind.ONE_TIME_X25519:
            raise WireError("prekey kind")
        return cls(fixed(device_id, ID_SIZE), signed, kem, one_time)


def decode_entries(data: bytes, limit: int) -> tuple[bytes, ...]:
    """LIST(entry...) of 1 to MAX_ENTRY bytes each. Raises WireError."""
    entries = tuple(split_list(data, limit))
    if any(not 0 < len(entry) <= MAX_ENTRY for entry in entries):
        raise WireError("entry size")
    return entries


def decode_hashes(data: bytes) -> tuple[bytes, ...]:
    """LIST(hash...), a proof of at most 64 hashes. Raises WireError."""
    return tuple([fixed(item, HASH_SIZE) for item in split_list(data, 64)])


def encode_submissions(submissions: Sequence[Submission]) -> bytes:
    """Body of `POST /v1/messages`."""
    return tlv_list([submission.encode() for submission in submissions])


def decode_submissions(data: bytes) -> tuple[Submission, ...]:
    """Body of `POST /v1/messages`, 1 to MAX_SUBMISSIONS. Raises WireError."""
    submissions: list[Submission] = []
    offset, end = 0, len(data)
    while offset < end:
        start = offset + 4
        offset = start + int.from_bytes(data[offset:start], "big")
        if offset > end:
            raise WireError("field runs past the end")
        submissions.append(_submission(data, start, offset))
    if not 0 < len(submissions) <= MAX_SUBMISSIONS:
        raise WireError("no submissions, or too many")
    return tuple(submissions)


def encode_results(results: Sequence[SubmissionResult]) -> bytes:
    """Answer of `POST /v1/messages`."""
    return tlv_list([result.encode() for result in results])


def decode_results(data: bytes) -> tuple[SubmissionResult, ...]:
    """Answer of `POST /v1/messages`. Raises WireError."""
    return tuple([SubmissionResult.decode(item) for item in split_list(data, MAX_SUBMISSIONS)])


def encode_prekeys(prekeys: Sequence[Prekey]) -> bytes:
    """Body of `PUT /v1/prekeys`."""
    return tlv_list([prekey.encode() for prekey in prekeys])


def decode_prekeys(data: bytes) -> tuple[Prekey, ...]:
    """Body of `PUT /v1/prekeys`. Raises WireError."""
    return tuple([Prekey.decode(item) for item in split_list(data, 4 * ONE_TIME_PREKEYS)])


def encode_bundles(bundles: Sequence[Bundle]) -> bytes:
    """Answer of `POST /v1/prekeys/claim`."""
    return tlv_list([bundle.encode() for bundle in bundles])


def decode_bundles(data: bytes) -> tuple[Bundle, ...]:
    """Answer of `POST /v1/prekeys/claim`. Raises WireError."""
    return tuple([Bundle.decode(item) for item in split_list(data, MAX_CLAIM_DEVICES)])


def _ascii(field: bytes) -> str:
    try:
        return field.decode("ascii")
    except UnicodeDecodeError as error:
        raise WireError("not ascii") from error


# --- JSON bodies --------------------------------------------------------------------------------


class SessionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Body of `POST /v1/session`; values are base64url."""

    nonce: str
    ephemeral: str
    scope: str
    certificate: str | None = None


class SessionAnswer(msgspec.Struct, frozen=True):
    """`sealed` is the session key, sealed to the request's ephemeral key."""

    keyid: str
    sealed: str
    expires: int
    time: int


class Status(msgspec.Struct, frozen=True):
    """Answer of `GET /v1/status`, the one request without a signature."""

    service: str
    protocol: int
    version: str
    time: int


class PrekeyCount(msgspec.Struct, frozen=True):
    """One-time keys of the asking device that the relay still holds."""

    x25519: int
    mlkem768: int


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    time: int | None = None
    retry_after: int | None = None

    @property
    def code(self) -> str:
        """The last part of `type`, one of `Code` or something newer."""
        return self.type.removeprefix(PROBLEM_TYPE_PREFIX)


_Json = TypeVar("_Json", bound=msgspec.Struct)


def encode_json(value: msgspec.Struct) -> bytes:
    """Encode one of the JSON bodies."""
    return msgspec.json.encode(value)


def decode_json(data: bytes, kind: type[_Json]) -> _Json:
    """Decode one of the JSON bodies. Raises WireError."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WireError("json") from error
