"""Two workstations that link, and every step between them in reach."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.core.ids import AccountId, DeviceId, LogId
from app.core.randomness import Randomness
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.linking import device_entry
from app.crypto.linking.messages import Added, Grant, Greeting
from app.crypto.linking.new_device import NewDevice
from app.crypto.linking.old_device import Introduced, OldDevice
from app.crypto.linking.sealing import LinkKeys
from app.crypto.linking.secret import LinkSecret
from app.crypto.system_random import SystemRandom
from app.crypto.transparency.records import ChainHead
from tests.unit.crypto.linking.notes import signed_note

SYSTEM = SystemRandom()
LOG_ID = LogId(b"\xa1" * 32)
OTHER_LOG = LogId(b"\xa2" * 32)
LOG_SEED = b"\x07" * 32
ACCOUNT_ID = AccountId(b"\xb2" * 16)
CHAIN = (b"\xd5" * 32, b"\xd6" * 32)
HEAD = ChainHead(2, CHAIN[-1], 5)


@dataclass
class Old:
    """The old workstation with its person's account key."""

    keys: LinkKeys
    account: AccountSecret
    account_id: AccountId = ACCOUNT_ID
    log_id: LogId = LOG_ID
    randomness: Randomness = SYSTEM

    def __post_init__(self) -> None:
        greeting = Greeting.make(
            self.log_id, self.account_id, self.account.account_key, "Clinic", self.randomness
        )
        self.machine = OldDevice(self.keys, greeting, self.randomness)

    def grant_for(self, introduced: Introduced, **changes: object) -> Grant:
        """What it would grant, with changes for a liar."""
        new = introduced.introduction
        note, log_key = signed_note(self.log_id, 9, LOG_SEED)
        entry = device_entry.half_signed(
            self.account,
            self.account_id,
            new.device_id,
            new.signing_key,
            new.agreement_key,
            head=HEAD,
            log_id=self.log_id,
            time_ms=7,
        )
        grant = Grant(
            relay_url="https://relay.example",
            pins=(b"\xe7" * 32,),
            log_key=log_key,
            ca=b"\xe8" * 32,
            note=note,
            directory_key=b"\xe9" * 32,
            entry=entry,
            own_chain=CHAIN,
            names=((DeviceId(b"\xc4" * 16), "Office"),),
        )
        return replace(grant, **changes)


def new_device(keys: LinkKeys, name: str = "Ward 3") -> NewDevice:
    """A workstation with fresh keys."""
    device_id = DeviceId(SYSTEM.random_bytes(16))
    return NewDevice(keys, device_id, DeviceSecrets.generate(SYSTEM), name, SYSTEM)


def pair() -> tuple[NewDevice, Old]:
    """Two that know one secret."""
    keys = LinkKeys.derive(LinkSecret.generate(SYSTEM))
    return new_device(keys), Old(keys, AccountSecret.generate(SYSTEM))


def added() -> Added:
    """What the log says in the end."""
    return Added(9, signed_note(LOG_ID, 10, LOG_SEED)[0])
