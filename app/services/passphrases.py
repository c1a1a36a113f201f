"""The rule for new passphrases."""

from __future__ import annotations

from app.core.errors import CurbsideError
from app.core.passphrase import MIN_LENGTH
from app.core.policy import Policy


class PassphraseTooShort(CurbsideError):  # noqa: N818 - named for what happened
    """Shorter than the clinic allows."""

    code = "passphrase-too-short"
    message = "This passphrase is too short."
    action = "Use at least {least} characters. Several words are easiest."

    def __init__(self, least: int) -> None:
        super().__init__(least=least)


def require_good_passphrase(passphrase: str, policy: Policy) -> None:
    """Raise PassphraseTooShort unless policy is met."""
    least = max(MIN_LENGTH, policy.min_passphrase_length)
    if len(passphrase) < least:
        raise PassphraseTooShort(least)
