"""A relay that was put back to an older state, and what it forgot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey

from relay import wire
from relay.transparency import note as notes
from relay.transparency.merkle import Tree
from relay.transparency.note import Checkpoint
from relay.wire import PATH_LOG_RETURN, LogReturn
from tests.integration.relay.backups import back_up, restore
from tests.integration.relay.client import Answer, Client, signed_headers
from tests.integration.relay.clinic import Device, Person
from tests.integration.relay.conftest import Site
from tests.integration.relay.test_log import entries

LOUD = "restored from|longer log|numbered anew|taken back|returned entries refused"


def hand_back(
    client: Client, device: Device, body: bytes, *, key: SigningKey | None = None
) -> Answer:
    headers = signed_headers(
        "POST",
        PATH_LOG_RETURN,
        body,
        authority=client.authority,
        keyid=device.keyid,
        key=key or device.signing,
    )
    return client.send("POST", PATH_LOG_RETURN, body, headers)


@dataclass
class Lost:
    """A relay put back to before Bob came and Alice's second device left, and what it forgot."""

    site: Site
    alice: Person
    bob: Person
    removed: Device
    whole: LogReturn
    size: int
    all_entries: tuple[bytes, ...]

    def sent_by(self, device: Device, returned: LogReturn | None = None) -> Answer:
        return hand_back(self.site.client(), device, (returned or self.whole).encode())

    def log_size(self) -> int:
        return self.site.relay.server.directory.size

    def log_now(self) -> tuple[bytes, ...]:
        return entries(self.site.device_client(self.alice), 0, 2000).entries

    def note_over(self, listed: tuple[bytes, ...], key: SigningKey | None = None) -> bytes:
        """A checkpoint over other entries, by the relay's own key or another."""
        tree = Tree()
        for entry in listed:
            tree.append(entry)
        key = key or self.site.relay.data.log_keys().present()
        checkpoint = Checkpoint(tree.size, tree.root())
        public = bytes(key.verify_key)
        return notes.sign(
            checkpoint, self.site.clinic.log_id, public, lambda m: key.sign(m).signature
        )


def lose(site: Site, folder: Path) -> Lost:
    """Back up, let things happen, put back."""
    alice = site.person()
    client = site.device_client(alice)
    assert (
        client.call("POST", wire.PATH_LOG_ENTRIES, wire.tlv_list([alice.add_device()])).status
        == 200
    )
    back_up(site, folder / "backup")
    size = site.relay.server.directory.size
    bob = site.person()
    client = site.device_client(alice)
    gone = wire.tlv_list([alice.revoke(alice.devices[1])])
    assert client.call("POST", wire.PATH_LOG_ENTRIES, gone).status == 200
    closed = site.clinic.statements(site.clinic.close(site.person()))
    site.relay.import_statements(closed)
    everything = entries(client, 0, 2000)
    profiles = wire.ProfilesAnswer.decode(
        client.call("GET", f"{wire.PATH_PROFILES}?after=1").body
    ).profiles
    assert {profile.account_id for profile in profiles} > {bob.account_id}
    restore(site, folder / "backup")
    assert site.relay.server.directory.size == size
    whole = LogReturn(everything.note, everything.entries[size:], profiles)
    return Lost(site, alice, bob, alice.devices[1], whole, size, everything.entries)
