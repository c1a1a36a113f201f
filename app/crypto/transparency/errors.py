"""Why the log, or something about it, was refused. Whatever raises one of these changed nothing."""

from __future__ import annotations

from enum import Enum

from app.core.errors import CurbsideError, ProtocolError


class Reason(Enum):
    """Every way in which an entry can break the rules of relay/PROTOCOL.md section 3.1."""

    MALFORMED = "malformed"
    """The bytes are not an entry, or the wrong roles signed, or they are out of order."""
    NO_GENESIS = "no-genesis"
    """The log does not begin with GENESIS."""
    SECOND_GENESIS = "second-genesis"
    WRONG_LOG = "wrong-log"
    """GENESIS or a certificate of another clinic's log."""
    WRONG_SEQ = "wrong-seq"
    WRONG_PREV = "wrong-prev"
    TIME_FELL = "time-fell"
    ALREADY_ENROLLED = "already-enrolled"
    NOT_ENROLLED = "not-enrolled"
    ACCOUNT_CLOSED = "account-closed"
    KEY_REUSED = "key-reused"
    """A key that was in the log before in whatever use, an invite's included, or twice here."""
    DEVICE_ID_REUSED = "device-id-reused"
    WEAK_KEY = "weak-key"
    """A key of small order."""
    DEVICE_NOT_LIVE = "device-not-live"
    TOO_MANY_DEVICES = "too-many-devices"
    CERTIFICATE_ACCOUNT = "certificate-account"
    """The certificate is for somebody else."""
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_SIGNATURE = "certificate-signature"
    """The present authority did not sign the certificate."""
    RECOVERY_REPLACED = "recovery-replaced"
    """CA tried to replace the recovery key, which only the recovery key itself may."""
    BAD_SIGNATURE = "bad-signature"


class EntryForbidden(ProtocolError):  # noqa: N818 - named for what happened
    """An entry that the rules forbid."""

    code = "log-entry-forbidden"
    message = "The clinic's directory contains an entry that its rules forbid. It was refused."
    action = (
        "Nothing was changed, and your messages are safe. Tell your clinic's IT: the relay served "
        "an entry that no honest relay accepts."
    )

    def __init__(self, reason: Reason, index: int | None = None) -> None:
        super().__init__()
        self.reason = reason
        self.index = index
        """Position in the log, where known."""

    def __str__(self) -> str:
        return f"{self.code}: {self.reason.value} at {self.index}"


class NoteRefused(ProtocolError):  # noqa: N818 - as above
    """A checkpoint that is malformed, of another log, or not signed by the log key."""

    code = "log-note-refused"
    message = "The relay's statement about the clinic's directory is not validly signed."
    action = "Nothing was changed. If it keeps happening, tell your clinic's IT."


class IncompleteExtension(ProtocolError):  # noqa: N818 - as above
    """The entries do not reach exactly the size that the note signs."""

    code = "log-incomplete"
    message = "The relay did not send all of the clinic's directory."
    action = "It will be tried again by itself."


class AnchorMismatch(ProtocolError):  # noqa: N818 - as above
    """The log is not the one that the invite describes."""

    code = "log-not-the-invites"
    message = "The relay's directory is not the one that your invite describes."
    action = "Do not go on. Ask your clinic's IT to check the relay, and for a new invite."


class LogBehind(ProtocolError):  # noqa: N818 - as above
    """The relay shows an older log than one that is known to exist."""

    code = "log-behind"
    message = "The relay shows an older state of the clinic's directory than is known to exist."
    action = "Nothing was taken back. If it lasts, tell your clinic's IT."


class RootMismatch(ProtocolError):  # noqa: N818 - as above
    """Validly signed, but the entries do not give the root that the note signs.

    Grounds for an alarm if it repeats, yet no proof: the entries themselves bear no log signature.
    """

    code = "log-root-mismatch"
    message = "The clinic's directory, as the relay sent it, does not match its own signature."
    action = "Nothing was changed. If it keeps happening, tell your clinic's IT."

    def __init__(self, own_note: bytes, their_note: bytes) -> None:
        super().__init__()
        self.own_note = own_note
        """Our last checkpoint; empty before the first."""
        self.their_note = their_note


class ForkDetected(CurbsideError):  # noqa: N818 - as above
    """Two validly signed checkpoints that cannot both be of one log: proof of a split view."""

    code = "log-fork"
    message = (
        "The relay has shown two different versions of the clinic's directory. "
        "Someone may be trying to read along."
    )
    action = "Sending has stopped. Tell your clinic's IT now; the proof has been kept for them."

    def __init__(
        self,
        first_note: bytes,
        second_note: bytes,
        size: int,
        *,
        prefix_root: bytes = b"",
        proof: tuple[bytes, ...] = (),
    ) -> None:
        super().__init__()
        self.first_note = first_note
        """The checkpoint of this replica."""
        self.second_note = second_note
        """The one that contradicts it, at `size`."""
        self.size = size
        self.prefix_root = prefix_root
        """Of the larger of the two: its log's root at the smaller one's size, which is another."""
        self.proof = proof
        """The consistency proof (RFC 9162) from `prefix_root` to the larger one's root. With it the
        two notes convict whoever signed them, without any entry of the log."""
