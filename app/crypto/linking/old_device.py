"""The old workstation's side of linking, as a state machine without I/O.

relay/PROTOCOL.md section 10.

    state      | gets                   | gives                             | next
    READING    | N0                     | O0                                | GREETED
    GREETED    | N1 that N0 commits to  | its name, and the short code      | COMPARING
    COMPARING  | grant (the person said | O1                                | GRANTED
               | that the codes match)  |                                   |
    GRANTED    | N2 that is genuine     | the entry with both signatures    | SIGNED
    SIGNED     | finish (it is in the   | O2                                | DONE
               | log)                   |                                   |
    any        | 0x00                   | OtherSideGaveUp                   | OVER
    any        | give_up                | 0x00                              | OVER
    any        | anything else          | LinkRefused                       | OVER
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NoReturn

from app.core.errors import DecodeError
from app.core.randomness import Randomness
from app.crypto.linking import device_entry
from app.crypto.linking.channel import Channel
from app.crypto.linking.messages import Added, Commitment, Consent, Grant, Greeting, Introduction
from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.short_code import short_code
from app.crypto.linking.side import Side
from app.crypto.weak_keys import is_weak_ed25519, is_weak_x25519


class State(Enum):
    """How far this side is."""

    READING = "reading"
    GREETED = "greeted"
    COMPARING = "comparing"
    GRANTED = "granted"
    SIGNED = "signed"
    DONE = "done"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Introduced:
    """N1 came: show the code, and ask the person."""

    introduction: Introduction = field(repr=False)
    short_code: str = field(repr=False)


class OldDevice(Side[State]):
    """What the old workstation knows and says. One object a link."""

    def __init__(self, keys: LinkKeys, greeting: Greeting, randomness: Randomness) -> None:
        super().__init__(Channel(keys, Role.OLD, randomness), State.READING, State.OVER)
        self._greeting = greeting
        self._commitment: Commitment | None = None
        self._entry: bytes | None = None

    def greet(self, sealed: bytes) -> bytes:
        """Take in N0; O0. Raises OtherSideGaveUp, LinkRefused."""
        payload = self._open(State.READING, sealed)
        try:
            self._commitment = Commitment.decode(payload)
        except DecodeError as error:
            raise self._refuse() from error
        self.state = State.GREETED
        return self._channel.seal(self._greeting.encode())

    def introduced(self, sealed: bytes) -> Introduced:
        """Take in N1, if N0 committed to it. Raises OtherSideGaveUp, LinkRefused."""
        payload = self._open(State.GREETED, sealed)
        commitment = self._commitment
        try:
            introduction = Introduction.decode(payload)
        except DecodeError as error:
            raise self._refuse() from error
        if commitment is None or not commitment.opens_to(introduction):
            raise self._refuse()
        if is_weak_ed25519(introduction.signing_key) or is_weak_x25519(introduction.agreement_key):
            raise self._refuse()
        self.state = State.COMPARING
        code = short_code(commitment, self._greeting, introduction)
        return Introduced(introduction, code)

    def interrupted(self, sealed: bytes) -> NoReturn:
        """Take in what came before the person decided. Raises OtherSideGaveUp, LinkRefused."""
        self._open(State.COMPARING, sealed)
        raise self._refuse()  # nothing else may be said now

    def grant(self, grant: Grant) -> bytes:
        """O1. Only after the person has said that both screens show the same code."""
        self._expect(State.COMPARING)
        self._entry = grant.entry
        self.state = State.GRANTED
        return self._channel.seal(grant.encode())

    def signed(self, sealed: bytes) -> bytes:
        """Take in N2; the entry with both signatures. Raises OtherSideGaveUp, LinkRefused."""
        payload = self._open(State.GRANTED, sealed)
        entry = None
        try:
            if self._entry is not None:
                signature = Consent.decode(payload).signature
                entry = device_entry.completed(self._entry, signature, self._greeting.log_id)
        except DecodeError as error:
            raise self._refuse() from error
        if entry is None:
            raise self._refuse()
        self.state = State.SIGNED
        return entry

    def finish(self, added: Added) -> bytes:
        """O2: the log has it."""
        self._expect(State.SIGNED)
        self.state = State.DONE
        return self._channel.seal(added.encode())
