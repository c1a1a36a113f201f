"""Why the log refuses something. The reasons name rules, never keys, names or content."""

from __future__ import annotations


class TransparencyError(Exception):
    """The root of what can go wrong in `relay.transparency`."""


class EntryRefused(TransparencyError):  # noqa: N818 - a verdict, as the protocol words it
    """An entry (or a certificate) that PROTOCOL.md section 3 does not allow. Nothing was changed.

    Attributes:
        code: one stable word for logs and for choosing a problem answer, one of those below.
        reason: a sentence for whoever sent it.
    """

    MALFORMED = "malformed"
    SIGNATURE = "signature"
    SEQUENCE = "sequence"
    TIME = "time"
    KEY_USED = "key-used"
    WEAK_KEY = "weak-key"
    INVITE_USED = "invite-used"
    INVITE_EXPIRED = "invite-expired"
    CERTIFICATE = "certificate"
    ACCOUNT = "account"
    DEVICE = "device"
    GENESIS = "genesis"
    ROTATION = "rotation"

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"


class ProofError(TransparencyError):
    """A proof was asked for sizes or an index that the tree does not have."""


class NoteError(TransparencyError):
    """A checkpoint note that does not follow its grammar, or whose signature does not verify."""
