"""The new workstation's side of linking, as a state machine without I/O.

relay/PROTOCOL.md section 10.

    state      | gets               | gives                            | next
    READY      | start              | N0                               | WAITING
    WAITING    | O0                 | N1, and the short code to show   | COMPARING
    COMPARING  | O1 that fits       | the grant                        | GRANTED
    GRANTED    | consent            | N2                               | CONSENTED
    CONSENTED  | O2                 | where the log has it             | ADDED
    any        | 0x00               | OtherSideGaveUp                  | OVER
    any        | give_up            | 0x00                             | OVER
    any        | anything else      | LinkRefused                      | OVER

N1 exists outside this object only from WAITING on, so it cannot be opened before O0 is fixed. The
person of the old workstation decides; nothing is signed here before their grant came and fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.core.errors import DecodeError
from app.core.ids import DeviceId
from app.core.randomness import Randomness
from app.crypto.identity import DeviceIdentity, DeviceSecrets
from app.crypto.linking import device_entry
from app.crypto.linking.channel import Channel
from app.crypto.linking.errors import LinkRefused
from app.crypto.linking.messages import Added, Commitment, Grant, Greeting, Introduction
from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.short_code import short_code
from app.crypto.linking.side import Side
from app.crypto.transparency import entries, note
from app.crypto.weak_keys import is_weak_ed25519


class State(Enum):
    """How far this side is."""

    READY = "ready"
    WAITING = "waiting"
    COMPARING = "comparing"
    GRANTED = "granted"
    CONSENTED = "consented"
    ADDED = "added"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Met:
    """O0 came: put `message` at the rendezvous, and show the code."""

    message: bytes = field(repr=False)
    greeting: Greeting = field(repr=False)
    short_code: str = field(repr=False)


class NewDevice(Side[State]):
    """What the new workstation knows and says. One object a link."""

    def __init__(
        self,
        keys: LinkKeys,
        device_id: DeviceId,
        secrets: DeviceSecrets,
        device_name: str,
        randomness: Randomness,
    ) -> None:
        super().__init__(Channel(keys, Role.NEW, randomness), State.READY, State.OVER)
        self._secrets = secrets
        self._introduction = Introduction.make(
            device_id, secrets.signing_key, secrets.agreement_key, device_name, randomness
        )
        self._commitment = Commitment.to(self._introduction)
        self._greeting: Greeting | None = None
        self._grant: Grant | None = None

    def start(self) -> bytes:
        """N0."""
        self._expect(State.READY)
        self.state = State.WAITING
        return self._channel.seal(self._commitment.encode())

    def met(self, sealed: bytes) -> Met:
        """Take in O0. Raises OtherSideGaveUp, LinkRefused."""
        payload = self._open(State.WAITING, sealed)
        try:
            greeting = Greeting.decode(payload)
        except DecodeError as error:
            raise self._refuse() from error
        if is_weak_ed25519(greeting.account_key):
            raise self._refuse()
        self._greeting = greeting
        self.state = State.COMPARING
        code = short_code(self._commitment, greeting, self._introduction)
        return Met(self._channel.seal(self._introduction.encode()), greeting, code)

    def granted(self, sealed: bytes) -> Grant:
        """Take in O1, if it fits O0 and our keys. Raises OtherSideGaveUp, LinkRefused."""
        payload = self._open(State.COMPARING, sealed)
        try:
            grant = Grant.decode(payload)
            fits = self._fits(grant)
        except DecodeError as error:
            raise self._refuse() from error
        if not fits:
            raise self._refuse()
        self._grant = grant
        self.state = State.GRANTED
        return grant

    def consent(self) -> bytes:
        """N2: sign what was granted."""
        self._expect(State.GRANTED)
        greeting, grant = self._known()
        self.state = State.CONSENTED
        return self._channel.seal(
            device_entry.device_signature(grant.entry, self._secrets.signing_seed, greeting.log_id)
        )

    def added(self, sealed: bytes) -> Added:
        """Take in O2. Only the log itself is proof. Raises OtherSideGaveUp, LinkRefused."""
        payload = self._open(State.CONSENTED, sealed)
        try:
            added = Added.decode(payload)
        except DecodeError as error:
            raise self._refuse() from error
        self.state = State.ADDED
        return added

    def signed_entry(self) -> bytes:
        """The entry with both signatures, as the log must have it. Once `granted`."""
        greeting, grant = self._known()
        signature = device_entry.device_signature(
            grant.entry, self._secrets.signing_seed, greeting.log_id
        )
        entry = device_entry.completed(grant.entry, signature, greeting.log_id)
        if entry is None:
            raise LinkRefused
        return entry

    def _fits(self, grant: Grant) -> bool:
        """Is it for our keys, of the account, key and log that O0 named, and whole in itself?"""
        greeting = self._greeting
        if greeting is None:
            return False
        own = self._introduction
        device = DeviceIdentity(
            greeting.account_id,
            own.device_id,
            greeting.account_key,
            own.signing_key,
            own.agreement_key,
        )
        checkpoint = note.parse(grant.note)
        return (
            device_entry.is_half_signed_for(grant.entry, device, greeting.log_id)
            and _follows(grant)
            and checkpoint.log_id == greeting.log_id
            and checkpoint.verify(grant.log_key)
        )

    def _known(self) -> tuple[Greeting, Grant]:
        if self._greeting is None or self._grant is None:
            raise RuntimeError("nothing was granted yet")
        return self._greeting, self._grant


def _follows(grant: Grant) -> bool:
    """Does the entry come right after the chain that the grant explains?"""
    entry = entries.decode(grant.entry)
    return len(grant.own_chain) == entry.seq > 0 and entry.prev == grant.own_chain[-1]
