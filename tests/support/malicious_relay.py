"""A relay that lies: the real one, with answers changed on their way to one client.

`Tricks` sits between a client and the real relay, on this side of TLS and signatures, which is just
where a relay that somebody has taken over would sit. For lies that have to be consistent it has the
real relay's log key (`FalseLog`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from app.composition import NetRelayFactory, build_access
from app.core.ids import DeviceId
from app.core.policy import DEFAULT_POLICY
from app.core.policy import Policy as AppPolicy
from app.core.profile_ports import RelayAddress
from app.core.relay_port import CountPort, LogReaderPort, RelayPort, RendezvousPort
from app.core.transport_types import InboxBatch, InboxEnvelope, InboxItem, LogPage
from app.crypto.vault import QUICK
from relay.transparency import merkle, note
from tests.support.clinic import Clinic, NoKeyring, Person

Trick = Callable[..., Any]
Policy = Callable[[list[InboxItem]], list[InboxItem]]

_SHORT_WAIT_MS = 100


class Tricks:
    """`tricks["submit"] = trick` calls `trick(real, *arguments)` instead of the real `submit`."""

    def __init__(self) -> None:
        self._tricks: dict[str, Trick] = {}
        self.calls: dict[str, int] = {}
        self.mail = Mail()

    def __setitem__(self, name: str, trick: Trick) -> None:
        self._tricks[name] = trick

    def __delitem__(self, name: str) -> None:
        self._tricks.pop(name, None)

    def count(self, name: str) -> int:
        """How often a call was made."""
        return self.calls.get(name, 0)

    def take_over_mail(self) -> Mail:
        """Answer the inbox out of a mailbox of the test's own, filled from the real one."""
        self["inbox"] = self.mail.inbox
        return self.mail

    def around(self, real: RelayPort) -> Any:
        """The port that the client gets."""
        return _Port(real, self)

    def call(self, name: str, real: Callable[..., Any], *arguments: Any) -> Any:
        self.calls[name] = self.calls.get(name, 0) + 1
        trick = self._tricks.get(name)
        return real(*arguments) if trick is None else trick(real, *arguments)


class _Port:
    _CALLS = frozenset(
        {
            "log_entries",
            "enrol",
            "append_entries",
            "profiles",
            "put_prekeys",
            "prekey_counts",
            "claim_prekeys",
            "submit",
            "inbox",
            "recovery",
            "put_recovery",
        }
    )

    def __init__(self, real: RelayPort, tricks: Tricks) -> None:
        self._real = real
        self._tricks = tricks

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        return partial(self._tricks.call, name, real) if name in self._CALLS else real


class MaliciousRelays:
    """`RelayFactory` whose connections all have the same tricks played on them."""

    def __init__(self, tricks: Tricks) -> None:
        self._tricks = tricks
        self._real = NetRelayFactory()

    def as_device(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> RelayPort:
        port: RelayPort = self._tricks.around(self._real.as_device(address, device_id, sign))
        return port

    def as_invited(
        self,
        address: RelayAddress,
        invite_key: bytes,
        certificate: bytes,
        sign: Callable[[bytes], bytes],
    ) -> RelayPort:
        real = self._real.as_invited(address, invite_key, certificate, sign)
        port: RelayPort = self._tricks.around(real)
        return port

    def as_log_reader(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> LogReaderPort:
        return _Reader(self._real.as_log_reader(address, device_id, sign), self._tricks)

    def as_counter(
        self, address: RelayAddress, device_id: DeviceId, sign: Callable[[bytes], bytes]
    ) -> CountPort:
        return self._real.as_counter(address, device_id, sign)

    def as_rendezvous(
        self, address: RelayAddress, link_key: bytes, sign: Callable[[bytes], bytes]
    ) -> RendezvousPort:
        return self._real.as_rendezvous(address, link_key, sign)


class _Reader:
    """Scope `log`: `tricks["read_log"]` is played on it."""

    def __init__(self, real: LogReaderPort, tricks: Tricks) -> None:
        self._real = real
        self._tricks = tricks

    def log_entries(self, first_index: int, limit: int) -> LogPage:
        page: LogPage = self._tricks.call("read_log", self._real.log_entries, first_index, limit)
        return page

    def close(self) -> None:
        self._real.close()


def deceive(person: Person, policy: AppPolicy = DEFAULT_POLICY) -> Tricks:
    """Put a malicious relay before a person's (still locked) client."""
    assert person.client is None
    tricks = Tricks()
    person.access = build_access(
        person.folder,
        policy,
        keyring=NoKeyring(),
        relays=MaliciousRelays(tricks),
        vault_cost=QUICK,
    )
    return tricks


class Mail:
    """A mailbox in the hands of the attacker: whatever `policy` returns is delivered, numbered
    anew. `captured` holds everything that ever came, `inject` what is to be delivered besides."""

    def __init__(self) -> None:
        self.policy: Policy = list
        self.captured: list[InboxEnvelope] = []
        self.inject: list[InboxItem] = []
        self._position = 0
        self._seq = 0
        self._pending: list[InboxItem] = []
        self._lock = threading.Lock()

    def inbox(
        self, real: Callable[..., InboxBatch], ack: int, wait_ms: int, limit: int, log_size: int
    ) -> InboxBatch:
        batch = real(self._position, min(wait_ms, _SHORT_WAIT_MS), limit, log_size)
        with self._lock:
            self._position = max(self._position, batch.last_seq)
            items = list(batch.items)
            self.captured += [item for item in items if isinstance(item, InboxEnvelope)]
            self._seq = max(self._seq, ack)
            self._pending = [item for item in self._pending if item.seq > ack]
            injected, self.inject = self.inject, []
            for item in [*self.policy(items), *injected]:
                self._seq += 1
                self._pending.append(replace(item, seq=self._seq))
            return replace(batch, items=tuple(self._pending))

    def texts(self) -> list[InboxEnvelope]:
        """The captured envelopes whose body is long enough to be more than a receipt's."""
        return [item for item in self.captured if item.body]


class FalseLog:
    """A log of the attacker's making, validly signed with the relay's own log key."""

    def __init__(self, clinic: Clinic, entries: Sequence[bytes]) -> None:
        self._key = clinic.relay.data.log_keys().present()
        self._log_id = clinic.authority.log_id
        self.entries = list(entries)

    def note(self, size: int | None = None) -> bytes:
        """A signed checkpoint of the first `size` entries."""
        tree = merkle.Tree()
        for entry in self.entries[:size]:
            tree.append(entry)
        checkpoint = note.Checkpoint(tree.size, tree.root())
        key = self._key
        return note.sign(
            checkpoint, self._log_id, bytes(key.verify_key), lambda data: key.sign(data).signature
        )

    def log_entries(self, _real: Callable[..., LogPage], first: int, limit: int) -> LogPage:
        """The trick for `log_entries`."""
        return LogPage(self.note(), tuple(self.entries[first : first + limit]))
