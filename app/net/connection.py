"""The HTTPS connection below `requests`: pinned, abortable, and sent in one piece.

Every new connection is judged right after its TLS handshake, before the first byte of HTTP, also
behind a proxy's CONNECT. There is no plain-HTTP pool, so no request can leave unencrypted.
"""

from __future__ import annotations

import socket
import ssl
from typing import Any, TypeVar, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.poolmanager import ProxyManager, proxy_from_url

from app.core.policy import RelayTrust
from app.net.call_guard import GuardedCall, SocketHandle
from app.net.pinning import ServerTrust, system_context

_Manager = TypeVar("_Manager", bound=PoolManager)

_COALESCE_LIMIT = 256 * 1024
"""Bytes up to which request head and body travel in one write, and so in one TLS record or few."""


class Line:
    """What a connection needs to know of its surroundings: whom to trust, which call it serves."""

    def __init__(self, trust: ServerTrust) -> None:
        self.trust = trust
        self.call: GuardedCall | None = None
        self.connections = 0
        """Connections opened so far: whether a call used a fresh one."""
        self._connection: RelayConnection | None = None

    def uses(self, connection: RelayConnection) -> None:
        """Note the line's one connection object, which may connect more than once."""
        self._connection = connection

    def open_socket(self) -> ssl.SSLSocket | None:
        """The socket of an open, judged connection, for another exchange; None if there is none."""
        connection = self._connection
        if connection is None or not isinstance(connection.sock, ssl.SSLSocket):
            return None
        connection.attach()
        return connection.sock

    def drop_connection(self) -> None:
        """Close the connection; the next request opens another."""
        if self._connection is not None:
            self._connection.close()

    def attach(self, handle: SocketHandle) -> None:
        """Let the call in progress be ended through `handle`."""
        if self.call is not None:
            self.call.attach(handle)


class RelayConnection(HTTPSConnection):
    """One TLS connection to the relay."""

    line: Line
    _handle: SocketHandle | None = None
    _outgoing: list[bytes] | None = None

    def _new_conn(self) -> socket.socket:
        # As urllib3 does, but the socket can be shut down while it connects.
        try:
            addresses = socket.getaddrinfo(
                self._dns_host, self.port, socket.AF_UNSPEC, socket.SOCK_STREAM
            )
        except (socket.gaierror, UnicodeError) as error:
            reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
            raise NameResolutionError(self.host, self, reason) from error
        last_error: OSError | None = None
        for family, kind, protocol, _name, address in addresses:
            sock = socket.socket(family, kind, protocol)
            try:
                for option in self.socket_options or ():  # TCP_NODELAY
                    sock.setsockopt(*option)
                sock.settimeout(self.timeout)
                self._handle = SocketHandle(sock)
                self.line.attach(self._handle)
                sock.connect(address)
            except OSError as error:
                sock.close()
                self._handle = None
                last_error = error
                if self.line.call is not None and self.line.call.ended is not None:
                    break
            else:
                self.line.connections += 1
                return sock
        if isinstance(last_error, TimeoutError):
            raise ConnectTimeoutError(self, "connect timed out") from last_error
        raise NewConnectionError(self, "connect failed") from last_error

    def connect(self) -> None:
        """Connect, and judge the server before anything else may happen."""
        super().connect()
        try:
            sock = self.sock
            if not isinstance(sock, ssl.SSLSocket) and not hasattr(sock, "getpeercert"):
                self.line.trust.check(None, None)
            tls = cast(ssl.SSLSocket, sock)
            self.line.trust.check(tls.version(), tls.getpeercert(binary_form=True))
        except BaseException:
            self.close()
            raise
        self.is_verified = True

    def close(self) -> None:
        """Close the socket; the handle goes with the last call that holds it."""
        self._handle = None
        super().close()

    def attach(self) -> None:
        """Let the call in progress be ended from outside."""
        if self._handle is not None:
            self.line.attach(self._handle)

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send a request, head and body together."""
        self.attach()
        self._outgoing = []
        try:
            super().request(*args, **kwargs)
            outgoing = self._outgoing
        finally:
            self._outgoing = None
        if sum(map(len, outgoing)) <= _COALESCE_LIMIT:
            outgoing = [b"".join(outgoing)]
        for piece in outgoing:
            super().send(piece)

    def send(self, data: Any) -> None:
        """Keep what belongs to the request in progress, send anything else (a CONNECT)."""
        if self._outgoing is None:
            super().send(data)
        else:
            self._outgoing.append(bytes(data))


class RelayConnectionPool(HTTPSConnectionPool):
    """Connections of one line."""

    ConnectionCls = RelayConnection

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._line = line

    def _new_conn(self) -> Any:
        connection = cast(RelayConnection, super()._new_conn())
        connection.line = self._line
        self._line.uses(connection)
        return connection


class RelayAdapter(HTTPAdapter):
    """Carries `requests` over `RelayConnection`s, directly or through a proxy's CONNECT."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._context = line.trust.context()
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any
    ) -> None:
        """Make the pool for direct connections."""
        self.poolmanager = self._only_ours(
            PoolManager(
                num_pools=connections,
                maxsize=maxsize,
                block=block,
                ssl_context=self._context,
                **pool_kwargs,
            )
        )

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> ProxyManager:
        """Make or find the pool for connections through `proxy`."""
        manager = self.proxy_manager.get(proxy)
        if manager is None:
            if proxy.lower().startswith("socks"):
                raise requests.exceptions.InvalidSchema("SOCKS proxies are not supported")
            made = proxy_from_url(
                proxy,
                proxy_headers=self.proxy_headers(proxy),
                proxy_ssl_context=system_context(),
                num_pools=1,
                maxsize=1,
                ssl_context=self._context,
                **proxy_kwargs,
            )
            manager = self.proxy_manager[proxy] = self._only_ours(made)
        return cast(ProxyManager, manager)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave it to the context and to `RelayConnection.connect`; no bundle of `requests`."""
        pinned = self._line.trust.mode is RelayTrust.PIN
        conn.cert_reqs = "CERT_NONE" if pinned else "CERT_REQUIRED"
        conn.ca_certs = None
        conn.ca_cert_dir = None

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> Any:
        """Name the host alone, so that the manager's own context is used."""
        host, _ = super().build_connection_pool_key_attributes(request, False, None)
        return host, {}

    def _only_ours(self, manager: _Manager) -> _Manager:
        line = self._line

        def make_pool(*args: Any, **kwargs: Any) -> RelayConnectionPool:
            return RelayConnectionPool(*args, line=line, **kwargs)

        pools: dict[str, Any] = {"https": make_pool}
        manager.pool_classes_by_scheme = pools
        return manager
