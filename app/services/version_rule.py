"""The clinic's word on which versions of this program may send (policy `oldest_version`)."""

from __future__ import annotations

from app import __version__
from app.core.errors import CurbsideError
from app.core.policy import Policy
from app.core.versions import is_older


class VersionRetired(CurbsideError):  # noqa: N818 - named for what happened
    """IT does not let this version send any more."""

    code = "version-retired"
    message = "Your clinic does not allow this version of Curbside any more."
    action = "You can read everything here. Ask your clinic's IT for the newer version to write."


def alarm(policy: Policy, version: str = __version__) -> VersionRetired | None:
    """Why this version sends nothing, if that is so."""
    return VersionRetired() if is_older(version, policy.oldest_version) else None
