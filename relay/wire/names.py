"""What the protocol calls things, and how much of each it allows (PROTOCOL.md 1 and 5)."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Final

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
MAX_SEQ: Final = 2**53

# Limits (PROTOCOL.md 5).
MAX_REQUEST_LINE: Final = 4 * 1024
MAX_HEADER_BYTES: Final = 16 * 1024
MAX_HEADERS: Final = 64
MAX_BODY: Final = 8 * 1024 * 1024
MAX_ENVELOPE: Final = 8 * 1024
MAX_SHARED_BODY: Final = 128 * 1024
MAX_SUBMISSIONS: Final = 64
MAX_RECIPIENTS: Final = 2048
MAX_CLAIM_DEVICES: Final = 500
MAX_ENTRY: Final = 8192
MAX_NOTE: Final = 4096
MAX_LOG_ENTRIES: Final = 2000
MAX_RETURNED: Final = 65_536
MAX_PROFILES: Final = 500
MAX_OPENING: Final = 4096
MAX_RECOVERY: Final = 1024 * 1024 - 16
MAX_LINK_MESSAGE: Final = 32 * 1024
MAX_LINK_MESSAGES: Final = 8
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
PATH_LOG_RETURN: Final = "/v1/log/return"
PATH_ENROL: Final = "/v1/enrol"
PATH_DEVICES: Final = "/v1/devices"
PATH_RECOVERY: Final = "/v1/recovery"
PATH_LINK: Final = "/v1/link"
PATH_PROFILES: Final = "/v1/profiles"
PATH_PREKEYS: Final = "/v1/prekeys"
PATH_PREKEYS_COUNT: Final = "/v1/prekeys/count"
PATH_PREKEYS_CLAIM: Final = "/v1/prekeys/claim"
PATH_MESSAGES: Final = "/v1/messages"
PATH_INBOX: Final = "/v1/inbox"
PATH_BLOBS: Final = "/v1/blobs"
PATH_BLOB: Final = "/v1/blobs/"
"""Before a blob's id."""
PATH_UPLOAD: Final = "/v1/uploads/"
"""Before an upload's token."""

CONTENT_BINARY: Final = "application/octet-stream"
CONTENT_JSON: Final = "application/json"
CONTENT_PROBLEM: Final = "application/problem+json"
CONTENT_NOTE: Final = "text/plain; charset=utf-8"
CONTENT_UPLOAD: Final = "application/offset+octet-stream"

# Message signatures (PROTOCOL.md 5.1).
SIGNATURE_LABEL: Final = "curbside"
SIGNED_COMPONENTS: Final = '("@method" "@authority" "@path" "@query" "content-digest")'
ALG_ED25519: Final = "ed25519"
ALG_HMAC: Final = "hmac-sha256"
KEYID_DEVICE: Final = "device:"
KEYID_INVITE: Final = "invite:"
KEYID_LINK: Final = "link:"
KEYID_SESSION: Final = "session:"


class Scope(IntEnum):
    """What a relay session may do (PROTOCOL.md 5.2)."""

    DEVICE = 1
    NOTIFY = 2
    ENROL = 3
    LINK = 4
    LOG = 5


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
    RECOVERY_STALE = "recovery-stale"
    UPLOAD_OFFSET = "upload-offset"
    TUS_VERSION = "tus-version"
    TOO_LARGE = "too-large"
    MEDIA_TYPE = "media-type"
    RANGE = "range"
    DIGEST_MISMATCH = "digest-mismatch"
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
    Code.RECOVERY_STALE: 409,
    Code.UPLOAD_OFFSET: 409,
    Code.TUS_VERSION: 412,
    Code.TOO_LARGE: 413,
    Code.MEDIA_TYPE: 415,
    Code.RANGE: 416,
    Code.DIGEST_MISMATCH: 460,
    Code.HEADER_TOO_LARGE: 431,
    Code.RATE_LIMITED: 429,
    Code.QUOTA: 429,
    Code.MAILBOX_FULL: 507,
    Code.STORAGE_FULL: 507,
    Code.UNAVAILABLE: 503,
    Code.INTERNAL: 500,
}
"""HTTP status of each problem code."""

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
