"""How the relay stands with us, put together from what each loop of the engine met.

A loop that succeeds shows that the relay is there, which ends every failure that passes by itself.
What somebody has to look at (a refused log, a wrong key) stays until the very loop that met it
succeeds: mail that still arrives must not hide that the directory is being refused.
"""

from __future__ import annotations

from app.core.bus import Bus, Connection, ConnectionChanged
from app.core.errors import CurbsideError
from app.core.relay_errors import QuotaExceeded, RateLimited, RelayError


class Connectivity:
    """The connection's state and its reason."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._failures: dict[str, CurbsideError] = {}
        self.connection = Connection.CONNECTING
        self.error: CurbsideError | None = None

    def failed(self, loop: str, error: CurbsideError) -> None:
        """A loop met an error."""
        if isinstance(error, RateLimited | QuotaExceeded):
            return  # the relay is there; it only asks for patience
        self._failures[loop] = error
        self._judge()

    def succeeded(self, loop: str) -> bool:
        """A loop reached the relay; whether that is news."""
        was_online = self.connection is Connection.ONLINE
        if was_online and not self._failures:
            return False
        self._failures = {
            name: error
            for name, error in self._failures.items()
            if name != loop and not is_transient(error)
        }
        self._judge()
        return not was_online

    def settled(self, loop: str) -> None:
        """A loop has nothing (more) to complain of, which says nothing about the relay."""
        if self._failures.pop(loop, None) is not None:
            self._judge()

    def _judge(self) -> None:
        lasting = [error for error in self._failures.values() if not is_transient(error)]
        passing = [error for error in self._failures.values() if is_transient(error)]
        if lasting:
            self._set(Connection.REFUSED, lasting[0])
        elif passing:
            self._set(Connection.OFFLINE, passing[0])
        else:
            self._set(Connection.ONLINE, None)

    def _set(self, connection: Connection, error: CurbsideError | None) -> None:
        if (connection, type(error)) == (self.connection, type(self.error)):
            return
        self.connection, self.error = connection, error
        self._bus.publish(ConnectionChanged(connection, error))


def is_transient(error: CurbsideError) -> bool:
    """Whether it may pass without anybody doing anything."""
    return isinstance(error, RelayError) and error.transient
