"""Another workstation of a person, made without the linking ceremony: keys, entry, profile."""

from __future__ import annotations

from functools import partial
from hashlib import sha256

from app.core.ids import DeviceId
from app.core.store_ports import Transaction
from app.crypto import vault
from app.crypto.identity import DeviceSecrets
from app.crypto.transparency import signing
from app.services import own_announce, own_device, own_entries
from app.services.log_sync import relay_pins, save_relay_pins
from app.services.own_device import OwnDevice
from tests.support.clinic import PASSPHRASE, Clinic, Person


async def second_device(
    clinic: Clinic,
    person: Person,
    *,
    name: str = "Ward PC",
    announced: bool = True,
    start: bool = True,
    computer: Person | None = None,
) -> Person:
    """A further device of `person`, who holds the account key; open and syncing unless not `start`.

    With `announced=False` the entry is appended as a thief of the account key would do it.
    `computer`: an empty one to use, for instance with a malicious relay before it.
    """
    secrets, new_id, entry = device_entry(person)
    device = computer or clinic.computer(f"device{len(clinic.people) + 1}", "")
    await _prepare(person, device, secrets, new_id, entry, name)
    first = person.open._context
    if announced:
        sync = person.open.engine.log_sync.sync
        await own_announce.append_entry(first, sync, entry, names={new_id: name})
    else:
        await first.call(partial(first.relay.append_entries, [entry]))
    if start:
        await device.unlock()
    return device


def device_entry(person: Person) -> tuple[DeviceSecrets, DeviceId, bytes]:
    """The keys of a new device and its entry, signed by the person's account key; not appended."""
    context = person.open._context
    secrets = DeviceSecrets.generate(context.randomness)
    new_id = DeviceId(context.randomness.random_bytes(16))
    entry = signing.device_add_entry(
        context.own.account_secret,
        secrets,
        context.own.account_id,
        new_id,
        head=context.replica.directory.chain_head(context.own.account_id),
        log_id=context.own.log_id,
        time_ms=context.now_ms(),
    )
    return secrets, new_id, entry


async def _prepare(
    person: Person,
    device: Person,
    secrets: DeviceSecrets,
    new_id: DeviceId,
    entry: bytes,
    name: str,
) -> None:
    """The new profile with its keys on disk."""
    context, own = person.open._context, person.open._context.own
    new = OwnDevice(
        account_id=own.account_id,
        device_id=new_id,
        account_seed=b"",
        signing_seed=secrets.signing_seed,
        agreement_secret=secrets.agreement_secret,
        log_id=own.log_id,
        directory_key=own.directory_key,
        relay_url=own.relay_url,
        clinic_name=own.clinic_name,
        account_key=own.public_account_key,
    )

    def told(tx: Transaction) -> tuple[list[bytes], dict[DeviceId, str], tuple[bytes, ...]]:
        explained = own_entries.explained_hashes(own, context.replica, tx)
        return explained, own_entries.names(tx), relay_pins(tx)

    explained, names, pins = await context.store.read(told)
    ports = device.access._ports
    vault_key = context.randomness.random_bytes(vault.VAULT_KEY_SIZE)
    blob = vault.wrap_vault_key(vault_key, PASSPHRASE, context.randomness, ports.vault_cost)
    ports.files.begin(blob, b"linking")
    store = await device.access._opener.open_store(vault_key, create=True)

    def save(tx: Transaction) -> None:
        own_device.save(tx, new)
        save_relay_pins(tx, pins)
        hashes = [*explained, sha256(entry).digest()]
        own_entries.begin_linked(tx, hashes, {**names, new_id: name})

    await store.write(save)
    await store.close()
    ports.files.finish()
