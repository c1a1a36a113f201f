"""Recovery kits: kept for the account, given to whoever IT certifies, once (PROTOCOL.md 11).

What is kept is sealed under a secret that never comes here. It is released to a session that was
opened with a certificate of purpose 3 for that account, and that certificate is used up when the
device it was for stands in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from relay.auth import Authenticator, Session
from relay.directory import Directory
from relay.problems import RefusalError
from relay.storage.base import PutRecovery, Storage
from relay.transparency.bodies import DeviceAdd
from relay.transparency.certificates import Certificate, Purpose
from relay.transparency.entries import Entry
from relay.wire import Appended, Code, Recovery
from relay.writer import Writer

_MOST_AHEAD_MS: Final = 24 * 60 * 60 * 1000
"""Versions are times. Without a bound one device could take all those that come after it."""


class Recoveries:
    """What the relay does with recovery kits."""

    def __init__(
        self,
        storage: Storage,
        directory: Directory,
        authenticator: Authenticator,
        writer: Writer,
        clock: Callable[[], int],
    ) -> None:
        self._storage = storage
        self._directory = directory
        self._authenticator = authenticator
        self._writer = writer
        self._clock = clock

    async def put(self, session: Session, body: bytes, done: Callable[[], None]) -> None:
        """Answer `PUT /v1/recovery`. Raises RefusalError, WireError, StorageError."""
        device = session.device
        if device is None:
            raise RefusalError(Code.SCOPE)
        recovery = Recovery.decode(body)
        if recovery.version > self._clock() + _MOST_AHEAD_MS:
            raise RefusalError(Code.MALFORMED, "No version may lie so far ahead of the time.")
        job = PutRecovery(device.mailbox, device.account_id, recovery.version, recovery.sealed)
        await self._writer.run(job)
        if job.ended:
            raise RefusalError(Code.DEVICE_REVOKED, "This device was removed.")
        if job.newer_version is not None:
            raise RefusalError(
                Code.RECOVERY_STALE,
                "A version as high or higher is stored.",
                version=job.newer_version,
            )
        done()

    def get(self, session: Session) -> bytes:
        """Answer `GET /v1/recovery`. Raises RefusalError, StorageError."""
        certificate = self._certificate(session)
        recovery = self._storage.recovery(certificate.account_id)
        if recovery is None or not recovery.sealed:
            raise RefusalError(Code.NOT_FOUND, "The account has no recovery kit.")
        return recovery.encode()

    async def redeem(
        self, session: Session, device_add: Entry, answer: Callable[[bytes], None]
    ) -> None:
        """Answer `POST /v1/enrol` without a key entry. Raises RefusalError, StorageError."""
        if not isinstance(device_add.body, DeviceAdd):
            raise RefusalError(Code.ENTRY_REFUSED, "A recovery adds one device.")
        known = self._directory.find(device_add.raw)
        if known is not None:  # a repeat: the certificate is used up by now
            answer(Appended(known, self._directory.note).encode())
            return
        certificate = self._certificate(session)
        if device_add.account_id != certificate.account_id:
            raise RefusalError(Code.ENTRY_REFUSED, "The invite is for another account.")
        first, note = await self._directory.append(
            (device_add.raw,), self._writer, recovery=certificate
        )
        answer(Appended(first, note).encode())

    def _certificate(self, session: Session) -> Certificate:
        """Return the session's certificate if it is good for a recovery now."""
        certificate = self._authenticator.certificate(session)
        if certificate.purpose is not Purpose.RECOVER:
            raise RefusalError(Code.SCOPE, "The invite is not for a recovery.")
        return self._directory.certificate(certificate.encode())
