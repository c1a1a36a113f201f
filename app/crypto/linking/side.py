"""What both sides of a link have in common: where they are, and how they end.

relay/PROTOCOL.md section 10: whatever is not the message that the state waits for ends the link.
"""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

from app.crypto.linking.channel import Channel
from app.crypto.linking.errors import LinkRefused

StateT = TypeVar("StateT", bound=Enum)


class Side(Generic[StateT]):
    """One side of one link; its messages are its subclass's.

    Attributes:
        state: how far this side is.
    """

    def __init__(self, channel: Channel, first: StateT, over: StateT) -> None:
        """`first` is the state that it begins in, `over` the one after which nothing is said."""
        self._channel = channel
        self._over = over
        self.state = first

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.state.name})"

    @property
    def next_index(self) -> int:
        """Where this side's next message goes."""
        return self._channel.sent

    @property
    def received(self) -> int:
        """How many of the other side's messages were taken in."""
        return self._channel.received

    def give_up(self) -> bytes:
        """The message that tells the other side."""
        self.state = self._over
        return self._channel.give_up()

    def _open(self, expected: StateT, sealed: bytes) -> bytes:
        self._expect(expected)
        try:
            return self._channel.open(sealed)
        except Exception:
            self.state = self._over
            raise

    def _expect(self, state: StateT) -> None:
        if self.state is not state:
            raise RuntimeError(f"not while {self.state.value}")

    def _refuse(self) -> LinkRefused:
        self.state = self._over
        return LinkRefused()
