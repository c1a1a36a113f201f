"""Refusals, and the problem answers they become (RFC 9457, PROTOCOL.md section 5.4)."""

from __future__ import annotations

from typing import Final

from relay.wire import PROBLEM_TYPE_PREFIX, STATUS_OF, Code, Problem, encode_json

_TITLES: Final[dict[Code, str]] = {
    Code.MALFORMED: "The request does not follow the protocol",
    Code.CLOCK_SKEW: "The clocks differ too much",
    Code.BAD_SIGNATURE: "The signature does not verify",
    Code.SESSION_EXPIRED: "The session has ended",
    Code.UNKNOWN_DEVICE: "The device is not in the log",
    Code.DEVICE_REVOKED: "The device was revoked",
    Code.SCOPE: "The session may not do this",
    Code.INVITE_USED: "The invite was used already",
    Code.INVITE_EXPIRED: "The invite has expired",
    Code.NOT_FOUND: "There is nothing here",
    Code.METHOD: "The method does not apply here",
    Code.TIMEOUT: "The request took too long to arrive",
    Code.DEVICE_SET_CHANGED: "The recipients' devices have changed",
    Code.ENTRY_REFUSED: "The log refuses the entry",
    Code.RECOVERY_STALE: "A newer recovery kit is stored",
    Code.UPLOAD_OFFSET: "The upload does not continue there",
    Code.TUS_VERSION: "Uploads speak tus 1.0.0 here",
    Code.TOO_LARGE: "The body is too large",
    Code.MEDIA_TYPE: "The body is of another type than expected",
    Code.RANGE: "The range lies beyond the end",
    Code.DIGEST_MISMATCH: "The bytes are not those that were announced",
    Code.HEADER_TOO_LARGE: "The header is too large",
    Code.RATE_LIMITED: "Too many requests",
    Code.QUOTA: "A quota is used up",
    Code.MAILBOX_FULL: "The recipient's mailbox is full",
    Code.STORAGE_FULL: "The relay's disk is full",
    Code.UNAVAILABLE: "The relay cannot answer now",
    Code.INTERNAL: "The relay made a mistake",
}


class RefusalError(Exception):
    """A request is answered with a problem. `detail` never holds content, names or keys."""

    def __init__(
        self,
        code: Code,
        detail: str = "",
        *,
        time_ms: int | None = None,
        retry_after: int | None = None,
        version: int | None = None,
        log_size: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.time_ms = time_ms
        self.retry_after = retry_after
        self.version = version
        self.log_size = log_size

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return STATUS_OF[self.code]

    def body(self) -> bytes:
        """Return the problem document."""
        return encode_json(
            Problem(
                type=PROBLEM_TYPE_PREFIX + self.code,
                title=_TITLES[self.code],
                status=self.status,
                detail=self.detail,
                time=self.time_ms,
                retry_after=self.retry_after,
                version=self.version,
                log_size=self.log_size,
            )
        )
