"""Ends calls from outside: at their deadline, or at once when the app locks or quits.

A socket timeout only bounds the silence between two reads, so a server that drips one byte at a
time could hold a call for ever; and nothing in `requests` lets another thread end a waiting
long-poll. Here every call registers a deadline, and its connection a second handle to the socket.
Shutting that handle down wakes the thread that waits on the socket, whatever TLS layer is on top.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from enum import Enum


class EndReason(Enum):
    """Why a call was ended from outside."""

    CLOSED = "closed"
    DEADLINE = "deadline"
    INTERRUPTED = "interrupted"


class SocketHandle:
    """A duplicate of a socket's descriptor, good for shutting the connection down only."""

    def __init__(self, sock: socket.socket) -> None:
        self._duplicate = sock.dup()

    def __del__(self) -> None:
        self._duplicate.close()

    def shutdown(self) -> None:
        """End the connection in both directions; waiting reads and connects return."""
        with contextlib.suppress(OSError):  # not connected yet, or already gone: as intended
            self._duplicate.shutdown(socket.SHUT_RDWR)


class GuardedCall:
    """One call in progress. `deadline` is in `time.monotonic()` seconds."""

    def __init__(self, deadline: float, *, waiting: bool) -> None:
        self.deadline = deadline
        self.waiting = waiting
        """Whether it is a long-poll, which may be interrupted."""
        self._lock = threading.Lock()
        self._handle: SocketHandle | None = None
        self._ended: EndReason | None = None

    @property
    def ended(self) -> EndReason | None:
        """Why it was ended from outside, if it was."""
        return self._ended

    def attach(self, handle: SocketHandle) -> None:
        """Name the connection that the call uses; ended calls end it at once."""
        with self._lock:
            self._handle = handle
            ended = self._ended
        if ended is not None:
            handle.shutdown()

    def end(self, reason: EndReason) -> None:
        """Shut the call's connection down. The first reason stays."""
        with self._lock:
            if self._ended is None:
                self._ended = reason
            handle = self._handle
        if handle is not None:
            handle.shutdown()

    def release(self) -> None:
        """Let go of the connection: the call is over, and an error may outlive it."""
        with self._lock:
            self._handle = None

    def overdue(self) -> bool:
        """Whether the deadline has passed."""
        return time.monotonic() >= self.deadline


class CallGuard:
    """Knows every call in progress, and ends those that are overdue from one thread of its own."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._calls: set[GuardedCall] = set()
        self._thread: threading.Thread | None = None
        self._wakes_at: float | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._closed

    def begin(self, seconds: float, *, waiting: bool = False) -> GuardedCall:
        """Register a call that may take `seconds`. After `close` it is born ended."""
        call = GuardedCall(time.monotonic() + seconds, waiting=waiting)
        with self._condition:
            if self._closed:
                call.end(EndReason.CLOSED)
                return call
            self._calls.add(call)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._watch, name="relay-call-guard", daemon=True
                )
                self._thread.start()
            elif self._wakes_at is None or call.deadline < self._wakes_at:
                self._condition.notify()
        return call

    def finish(self, call: GuardedCall) -> None:
        """Forget a call."""
        with self._condition:
            self._calls.discard(call)
        call.release()

    def interrupt_waiting(self) -> None:
        """End the long-polls in progress, so that they start again on a fresh connection."""
        with self._condition:
            waiting = [call for call in self._calls if call.waiting]
        for call in waiting:
            call.end(EndReason.INTERRUPTED)

    def close(self) -> None:
        """End every call now, and every later one at its start. Does not wait for them."""
        with self._condition:
            self._closed = True
            calls = list(self._calls)
            self._condition.notify()
        for call in calls:
            call.end(EndReason.CLOSED)

    def _watch(self) -> None:
        with self._condition:
            while not self._closed:
                now = time.monotonic()
                for call in [call for call in self._calls if call.deadline <= now]:
                    self._calls.discard(call)
                    call.end(EndReason.DEADLINE)
                self._wakes_at = min((call.deadline for call in self._calls), default=None)
                self._condition.wait(None if self._wakes_at is None else self._wakes_at - now)
