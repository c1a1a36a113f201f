"""What whoever answers a request needs of the connection it came by."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from relay.problems import RefusalError
from relay.streaming import IncomingBody, OutgoingBody


class Answering(Protocol):
    """The answer to one request, given once, now or later."""

    @property
    def remote(self) -> bytes:
        """The client's network address, to count by."""

    @property
    def incoming(self) -> IncomingBody | None:
        """The request's body, when it comes in pieces."""

    def also(self, name: str, value: str) -> None:
        """Add a header field to the answer, whatever it will be."""

    def empty(self, status: int) -> None:
        """Answer with a status and no body."""

    def pieces(self, status: int, length: int, body: OutgoingBody) -> None:
        """Answer with a body that is fetched as it leaves."""

    def binary(self, body: bytes) -> None:
        """Answer 200 with a binary body."""

    def json(self, body: bytes) -> None:
        """Answer 200 with JSON."""

    def note(self, body: bytes) -> None:
        """Answer 200 with a checkpoint."""

    def nothing(self) -> None:
        """Answer 204."""

    def refuse(self, error: RefusalError, allow: str = "") -> None:
        """Answer with a problem."""

    def when_gone(self, callback: Callable[[], None]) -> None:
        """Call back if the connection ends before the answer."""

    def later(self, answer: Coroutine[Any, Any, None]) -> None:
        """Let a task give the answer; what it raises becomes a problem."""
