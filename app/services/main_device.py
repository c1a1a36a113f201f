"""What only the device that holds the account key can do (DESIGN section 3)."""

from __future__ import annotations

from app.core.errors import CurbsideError
from app.crypto.identity import AccountSecret
from app.services.own_device import OwnDevice


class NeedsMainDevice(CurbsideError):  # noqa: N818 - named for what happened
    """This device was linked by another one, which has the account key."""

    code = "needs-main-device"
    message = "Only your main computer can do this."
    action = "Open Curbside on the computer that Settings, Your workstations names as the main one."


def account_secret_of(own: OwnDevice) -> AccountSecret:
    """The account key's private half. Raises NeedsMainDevice."""
    if not own.holds_account_key:
        raise NeedsMainDevice
    return own.account_secret
