"""A small clinic made of real keys: its authority, its log, its relay's notes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from app.core import tlv
from app.core.ids import AccountId, DeviceId, LogId
from app.crypto import ed25519
from app.crypto.certificate import Certificate, Purpose
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.transparency import entries, merkle, signing
from app.crypto.transparency.entries import NO_ACCOUNT, EntryType, Role
from app.crypto.transparency.note import key_hash
from app.crypto.transparency.records import ChainHead
from app.crypto.transparency.replica import Replica

NOW = 1_790_000_000_000


def seed(name: str) -> bytes:
    """A key's seed that is the same in every run."""
    return sha256(name.encode()).digest()


def account_id(name: str) -> AccountId:
    return AccountId(seed(f"account {name}")[:16])


def device_id(name: str) -> DeviceId:
    return DeviceId(seed(f"device {name}")[:16])


def device_secrets(name: str) -> DeviceSecrets:
    return DeviceSecrets(seed(f"dsk {name}"), seed(f"ik {name}"))


@dataclass
class Clinic:
    """Appends real entries. Times rise by a second an entry."""

    name: str = "clinic"
    entries: list[bytes] = field(default_factory=list)
    heads: dict[AccountId, ChainHead] = field(default_factory=dict)
    account_keys: dict[AccountId, AccountSecret] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ca = seed(f"{self.name} ca")
        self.ca_recovery = seed(f"{self.name} recovery")
        self.log_seed = seed(f"{self.name} log")
        self.pin = seed(f"{self.name} pin")
        self.log_id = LogId(b"")
        body = tlv.encode(
            ed25519.public_key(self.ca),
            ed25519.public_key(self.ca_recovery),
            ed25519.public_key(self.log_seed),
            self.pin,
            b"Clinic",
        )
        self.by_authority(EntryType.GENESIS, NO_ACCOUNT, body)
        self.log_id = LogId(sha256(self.entries[0]).digest())

    def time(self) -> int:
        return NOW + 1000 * len(self.entries)

    def append(self, entry: bytes, chain: AccountId) -> bytes:
        self.entries.append(entry)
        self.heads[chain] = signing.head_after(entry)
        return entry

    def by_authority(
        self,
        kind: EntryType,
        account: AccountId,
        body: bytes,
        seeds: dict[Role, bytes] | None = None,
    ) -> bytes:
        entry = signing.sign(
            kind,
            account,
            body,
            seeds or {Role.CA: self.ca},
            head=self.heads.get(NO_ACCOUNT, signing.FIRST_HEAD),
            log_id=self.log_id,
            time_ms=self.time(),
        )
        return self.append(entry, NO_ACCOUNT)

    def certificate(
        self, name: str, invite: str, purpose: Purpose = Purpose.ENROL, not_after_ms: int = 2 * NOW
    ) -> Certificate:
        unsigned = Certificate(
            purpose=purpose,
            log_id=self.log_id,
            account_id=account_id(name),
            invite_key=ed25519.public_key(seed(invite)),
            profile_commitment=seed(f"profile {name}"),
            not_after_ms=not_after_ms,
            signature=bytes(64),
        )
        signature = ed25519.sign(self.ca, unsigned.signed_bytes)
        return Certificate.decode(unsigned.encode()[:-64] + signature)

    def enrol(self, name: str) -> AccountId:
        account = AccountSecret(seed(f"ak {name}"))
        who = account_id(name)
        self.account_keys[who] = account
        entry = signing.enrol_entry(
            account,
            seed(f"invite {name}"),
            self.certificate(name, f"invite {name}"),
            log_id=self.log_id,
            time_ms=self.time(),
        )
        self.append(entry, who)
        return who

    def add_device(self, name: str, device: str) -> DeviceId:
        who, which = account_id(name), device_id(device)
        entry = signing.device_add_entry(
            self.account_keys[who],
            device_secrets(device),
            who,
            which,
            head=self.heads[who],
            log_id=self.log_id,
            time_ms=self.time(),
        )
        self.append(entry, who)
        return which

    def revoke(self, name: str, device: str, *, wipe: bool = False) -> None:
        who = account_id(name)
        entry = signing.device_revoke_entry(
            self.account_keys[who],
            who,
            device_id(device),
            wipe=wipe,
            head=self.heads[who],
            log_id=self.log_id,
            time_ms=self.time(),
        )
        self.append(entry, who)

    def revoke_by_authority(self, name: str, device: str, *, wipe: bool = False) -> None:
        body = tlv.encode(device_id(device), bytes((wipe,)))
        self.by_authority(EntryType.DEVICE_REVOKE, account_id(name), body)

    def rekey(self, name: str, new: str) -> None:
        who = account_id(name)
        secret = AccountSecret(seed(f"ak {new}"))
        entry = signing.rekey_entry(
            self.account_keys[who],
            secret,
            who,
            head=self.heads[who],
            log_id=self.log_id,
            time_ms=self.time(),
        )
        self.append(entry, who)
        self.account_keys[who] = secret

    def rekey_by_invite(self, name: str, new: str) -> None:
        who = account_id(name)
        secret = AccountSecret(seed(f"ak {new}"))
        entry = signing.rekey_by_invite_entry(
            secret,
            seed(f"invite {new}"),
            self.certificate(name, f"invite {new}", Purpose.REKEY),
            head=self.heads[who],
            log_id=self.log_id,
            time_ms=self.time(),
        )
        self.append(entry, who)
        self.account_keys[who] = secret

    def close(self, name: str) -> None:
        self.by_authority(EntryType.ACCOUNT_CLOSE, account_id(name), b"")

    def change_relay(self, log_seed: bytes | None = None) -> None:
        new = log_seed or self.log_seed
        body = tlv.encode(self.pin, ed25519.public_key(new), b"")
        self.by_authority(EntryType.RELAY, NO_ACCOUNT, body)
        self.log_seed = new

    def name_witnesses(self, *keys: bytes) -> None:
        body = tlv.encode(self.pin, ed25519.public_key(self.log_seed), b"".join(keys))
        self.by_authority(EntryType.RELAY, NO_ACCOUNT, body)

    def rotate(self, new: str, *, by_recovery: bool = False) -> None:
        ca = seed(new)
        body = tlv.encode(ed25519.public_key(ca), ed25519.public_key(self.ca_recovery))
        old = (Role.CA_RECOVERY, self.ca_recovery) if by_recovery else (Role.CA, self.ca)
        self.by_authority(EntryType.CA_ROTATE, NO_ACCOUNT, body, dict([old, (Role.NEW_CA, ca)]))
        self.ca = ca

    def fork(self, keep: int) -> Clinic:
        """The same clinic as it was after `keep` entries, to go another way."""
        other = Clinic(self.name)
        other.entries, other.heads = [], {}
        for entry in self.entries[:keep]:
            decoded = entries.decode(entry)
            other.append(entry, NO_ACCOUNT if decoded.in_authority_chain else decoded.account_id)
        other.account_keys = dict(self.account_keys)
        return other

    def note(self, size: int | None = None) -> bytes:
        """The relay's checkpoint over the first `size` entries, under its present log key."""
        tree = merkle.Tree()
        for entry in self.entries:
            tree.append(merkle.leaf_hash(entry))
        wanted = len(self.entries) if size is None else size
        return sign_note(self.log_id, wanted, tree.root(wanted), self.log_seed)

    def replica(self) -> Replica:
        """A client that has followed so far."""
        replica = Replica.start(self.log_id)
        replica.extend(self.note(), self.entries)
        return replica


def sign_note(log_id: bytes, size: int, root: bytes, log_seed: bytes) -> bytes:
    """A checkpoint as the relay signs it."""
    origin = f"curbside/1/{log_id.hex()}"
    text = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    blob = key_hash(origin, ed25519.public_key(log_seed)) + ed25519.sign(log_seed, text.encode())
    return f"{text}\n— {origin} {b64encode(blob).decode()}\n".encode()


def small_clinic() -> Clinic:
    """Two people with two devices and one."""
    clinic = Clinic()
    clinic.enrol("grace")
    clinic.add_device("grace", "ward")
    clinic.enrol("omar")
    clinic.add_device("omar", "desk")
    clinic.add_device("grace", "office")
    return clinic
