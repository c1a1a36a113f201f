# ruff: noqa: N818 - errors are named for what happened, as in the texts people see
"""What can go wrong between this device and the relay, in words for the person concerned.

The services decide by these types (wait, hold, ask for new devices, show), so they live in core;
`app.net` raises them. `error_for_problem` maps the problem codes of relay/PROTOCOL.md section 5.4.
"""

from __future__ import annotations

from typing import ClassVar

from app.core.errors import CurbsideError

_KEPT = (
    "Messages you write are kept encrypted on this computer and go out by themselves when the "
    "connection returns."
)
_TELL_IT = "Tell your clinic's IT."


class RelayError(CurbsideError):
    """Anything between this device and the relay.

    `transient` says that the same request may succeed later without anybody doing anything.
    """

    code = "relay"
    transient: ClassVar[bool] = False


class RelayAddressInvalid(RelayError):
    """Not an address of the form `https://host` or `https://host:port`."""

    code = "relay-address"
    message = "The relay's address is not of the form https://host or https://host:port."
    action = "Ask your clinic's IT for a new invite, or to correct the address in the policy."


class RelayUnreachable(RelayError):
    """No connection, or it broke, or no answer in time. `reason` is a word for the log."""

    code = "relay-unreachable"
    transient = True
    message = "The clinic's relay cannot be reached."
    action = _KEPT

    def __init__(self, reason: str = "connection") -> None:
        super().__init__()
        self.reason = reason


class RelayNotReady(RelayError):
    """The relay answers, but not to this now (503, or a fault of its own)."""

    code = "relay-not-ready"
    transient = True
    message = "The clinic's relay is running but not ready."
    action = _KEPT

    def __init__(self, retry_after_s: int | None = None) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


class RateLimited(RelayError):
    """Too many requests; wait `retry_after_s` seconds."""

    code = "rate-limited"
    transient = True
    message = "The relay asked this computer to slow down."
    action = "Nothing is lost. Sending goes on by itself in a moment."

    def __init__(self, retry_after_s: int | None = None) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


class StorageFull(RelayError):
    """The relay's disk is full."""

    code = "storage-full"
    transient = True
    message = "The clinic's relay has no disk space left, so it accepts no messages."
    action = f"{_TELL_IT} {_KEPT}"


class MailboxFull(RelayError):
    """A recipient's mailbox at the relay holds as much as it may."""

    code = "mailbox-full"
    transient = True
    message = "The recipient's mailbox at the relay is full, because they have not been online."
    action = "The message is kept here and tried again. If it is urgent, call them."


class RelayConnectionClosed(RelayError):
    """This side ended the call, because the app locks or quits. Not shown to anybody."""

    code = "relay-connection-closed"
    message = "The connection was closed because the app is locking or closing."
    action = "Nothing to do."


class WrongRelayKey(RelayError):
    """The server's key is none of the pinned ones. Nothing was sent to it.

    `expected` are the SHA-256 fingerprints of the pinned keys, `presented` that of the server's.
    """

    code = "wrong-relay-key"
    message = (
        "The server at the relay's address has another key than the one your clinic's invite "
        "named. Nothing was sent to it."
    )
    action = (
        "Ask your clinic's IT to check: was the relay's certificate or key replaced without a "
        "signed relay change? Does a proxy or security product inspect TLS connections to the "
        "relay? Does the address lead to another server? Show them both fingerprints."
    )

    def __init__(self, expected: tuple[bytes, ...], presented: bytes) -> None:
        super().__init__()
        self.expected = expected
        self.presented = presented


class RelayNotTrusted(RelayError):
    """Policy asks for the system's trust store, and it does not trust the server."""

    code = "relay-not-trusted"
    message = "This computer does not trust the relay's certificate. Nothing was sent to it."
    action = (
        "Ask your clinic's IT to check that the relay's certificate has not expired, names the "
        "relay's address, and comes from a certificate authority installed on this computer. A "
        "wrong clock on this computer has the same effect."
    )


class RelayNotSecure(RelayError):
    """TLS 1.3 could not be agreed on."""

    code = "relay-not-secure"
    message = "No secure connection could be made to the relay. Nothing was sent to it."
    action = (
        "Ask your clinic's IT to check: the relay must be reached with TLS 1.3. An old proxy or a "
        "security product in between can prevent that, and so can another service on that port."
    )


class ClockWrong(RelayError):
    """The relay refuses our time, even after the offset was learned.

    `offset_ms` is relay time minus this computer's time, None if the relay did not say.
    """

    code = "clock-wrong"
    message = "This computer's clock and the relay's disagree too much to continue."
    action = "Check date, time and time zone of this computer. If they are right, tell IT."

    def __init__(self, offset_ms: int | None = None) -> None:
        super().__init__()
        self.offset_ms = offset_ms


class DeviceRevoked(RelayError):
    """The relay says that this device was revoked. Only the log itself is proof of that."""

    code = "device-revoked"
    message = "This computer was removed from your account, so the relay no longer serves it."
    action = "If you did not do this yourself, ask your clinic's IT. You will need a new invite."


class DeviceUnknown(RelayError):
    """The relay's log has no such device."""

    code = "unknown-device"
    message = "The relay does not know this computer."
    action = (
        f"{_TELL_IT} It can happen when the relay was restored from an old backup, or when the "
        "address leads to another relay."
    )


class DeviceSetChanged(RelayError):
    """Encrypted to an outdated set of devices: sync the log, then encrypt again."""

    code = "device-set-changed"
    message = "A device of the recipient was added or removed meanwhile."
    action = "The message is encrypted again for their current devices and sent by itself."


class QuotaExceeded(RelayError):
    """This device or account has used up what the relay allows it."""

    code = "quota"
    transient = True
    message = "This account has used up what the relay allows it for now."
    action = f"{_KEPT} If it lasts, tell your clinic's IT."

    def __init__(self, retry_after_s: int | None = None) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


class EntryRefused(RelayError):
    """The relay did not accept a log entry; usually another one came first."""

    code = "entry-refused"
    message = "The relay did not accept this change to your account."
    action = "Try again. If it happens again, tell your clinic's IT."

    def __init__(self, log_size: int | None = None) -> None:
        super().__init__()
        self.log_size = log_size
        """Of entries handed back: where they have to start."""


class RecoveryStale(RelayError):
    """The relay holds a newer recovery blob. `version` is that one's, None if it did not say."""

    code = "recovery-stale"
    message = "The recovery copy at the relay is newer than the one this computer wanted to store."
    action = (
        "Nothing was replaced. If another of your computers made a recovery kit, use that one; "
        "otherwise make a new recovery kit here."
    )

    def __init__(self, version: int | None = None) -> None:
        super().__init__()
        self.version = version


class InviteUsed(RelayError):
    """The invite was redeemed before."""

    code = "invite-used"
    message = "This invite has been used before. An invite works once."
    action = "Ask your clinic's IT for a new invite. If you did not use it yourself, tell them so."


class InviteExpired(RelayError):
    """The invite's time is over."""

    code = "invite-expired"
    message = "This invite has expired."
    action = "Ask your clinic's IT for a new invite."


class RelayRefused(RelayError):
    """A refusal that has no sentence of its own. `problem` is its code, `status` its number."""

    code = "relay-refused"
    message = "The relay refused the request."
    action = "Try again. If it keeps happening, tell your clinic's IT."

    def __init__(self, problem: str, status: int) -> None:
        super().__init__()
        self.problem = problem
        self.status = status


class ProtocolViolation(RelayError):
    """The server answered something that the protocol does not allow. `what` names it."""

    code = "relay-protocol"
    message = "The server at the relay's address gave an answer that makes no sense."
    action = (
        "Nothing was changed. Ask your clinic's IT whether the address still leads to the relay, "
        "and whether app and relay are of matching versions."
    )

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what


class NotFound(RelayError):
    """What was asked for is not at the relay: deleted, expired, or never there."""

    code = "not-found"
    message = "The file is no longer at the clinic's relay."
    action = "It may have been deleted, or kept for as long as your clinic keeps files."


class UploadOffset(RelayError):
    """The relay has another number of bytes than the part starts at: ask it for the number."""

    code = "upload-offset"
    transient = True
    message = "The relay has more or less of the file than expected."
    action = "Sending the file goes on by itself."


class DigestMismatch(RelayError):
    """What arrived at the relay is not what was announced; it kept none of it."""

    code = "digest-mismatch"
    transient = True
    message = "The file was damaged on its way to the relay."
    action = "It is sent again by itself. If it happens again, tell your clinic's IT."


class FileTooLarge(RelayError):
    """The relay takes no file of that size."""

    code = "too-large"
    message = "The file is larger than the clinic's relay takes."
    action = "Send a smaller file, or ask your clinic's IT how large files may be."


class TransferQuota(QuotaExceeded):
    """This account has uploaded as much as it may, today or in all."""

    code = "file-quota"
    message = "You have sent as many files as the clinic's relay allows for now."
    action = (
        "The file waits on this computer and is tried again. If it lasts, tell your clinic's IT."
    )


class TransferStorageFull(StorageFull):
    """The relay's disk, or its part for files, is full."""

    code = "file-storage-full"
    message = "The clinic's relay has no room for more files."
    action = f"{_TELL_IT} The file waits on this computer and is tried again by itself."


_SIMPLE: dict[str, type[RelayError]] = {
    "device-revoked": DeviceRevoked,
    "unknown-device": DeviceUnknown,
    "device-set-changed": DeviceSetChanged,
    "invite-used": InviteUsed,
    "invite-expired": InviteExpired,
    "mailbox-full": MailboxFull,
    "storage-full": StorageFull,
}
_WAITING: dict[str, type[RateLimited] | type[QuotaExceeded] | type[RelayNotReady]] = {
    "rate-limited": RateLimited,
    "quota": QuotaExceeded,
    "unavailable": RelayNotReady,
    "internal": RelayNotReady,
}


_TRANSFER: dict[str, type[RelayError]] = {
    "not-found": NotFound,
    "upload-offset": UploadOffset,
    "digest-mismatch": DigestMismatch,
    "too-large": FileTooLarge,
}


def transfer_error(error: RelayError) -> RelayError:
    """The same refusal in words about a file; other errors as they are."""
    if isinstance(error, RelayRefused):
        named = _TRANSFER.get(error.problem)
        return error if named is None else named()
    if type(error) is QuotaExceeded:
        return TransferQuota(error.retry_after_s)
    return TransferStorageFull() if type(error) is StorageFull else error


def error_for_problem(
    problem: str,
    status: int,
    *,
    retry_after_s: int | None = None,
    clock_offset_ms: int | None = None,
    version: int | None = None,
    log_size: int | None = None,
) -> RelayError:
    """The error for a problem code, of an answer or of one submission's outcome."""
    if problem in _SIMPLE:
        return _SIMPLE[problem]()
    if problem in _WAITING:
        return _WAITING[problem](retry_after_s)
    match problem:
        case "clock-skew":
            error: RelayError = ClockWrong(clock_offset_ms)
        case "entry-refused":
            error = EntryRefused(log_size)
        case "recovery-stale":
            error = RecoveryStale(version)
        case "timeout":
            error = RelayUnreachable("relay-timeout")
        case _:
            error = RelayRefused(problem, status)
    return error
