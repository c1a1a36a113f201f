"""One side's end of the rendezvous: its own messages counted, the other's opened in their order."""

from __future__ import annotations

from app.core.errors import ProtocolError
from app.core.randomness import Randomness
from app.crypto.linking.errors import LinkRefused, OtherSideGaveUp
from app.crypto.linking.sealing import GIVEN_UP, LinkKeys, Role


class Channel:
    """Seals and opens. Not told to anybody what it holds."""

    def __init__(self, keys: LinkKeys, role: Role, randomness: Randomness) -> None:
        self._keys = keys
        self._role = role
        self._randomness = randomness
        self.sent = 0
        """How many messages this side has made: the index of the next."""
        self.received = 0
        """How many of the other side's were taken in."""

    def __repr__(self) -> str:
        return f"Channel({self._role.name}, sent={self.sent}, received={self.received})"

    def seal(self, payload: bytes) -> bytes:
        """The next message of this side."""
        sealed = self._keys.seal(self._role, self.sent, payload, self._randomness)
        self.sent += 1
        return sealed

    def open(self, sealed: bytes) -> bytes:
        """The other side's next payload. Raises OtherSideGaveUp, LinkRefused."""
        other = Role.OLD if self._role is Role.NEW else Role.NEW
        try:
            payload = self._keys.unseal(other, self.received, sealed)
        except ProtocolError as error:
            raise LinkRefused from error
        self.received += 1
        if payload == GIVEN_UP:
            raise OtherSideGaveUp
        return payload

    def give_up(self) -> bytes:
        """The message that ends it, in place of the next."""
        return self.seal(GIVEN_UP)
