"""Make linking.json: a whole link between two devices, from a seed (relay/PROTOCOL.md section 10).

Run as `python -m tests.vectors.make_linking_vectors`; the result is frozen. Another implementation
can check itself against it: every byte follows from `drawn`, in its order.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.core.ids import AccountId, DeviceId, LogId
from app.crypto.identity import AccountSecret, DeviceSecrets
from app.crypto.linking import device_entry
from app.crypto.linking.messages import Added, Grant, Greeting
from app.crypto.linking.new_device import NewDevice
from app.crypto.linking.old_device import OldDevice
from app.crypto.linking.sealing import LinkKeys, Role
from app.crypto.linking.secret import LinkSecret
from app.crypto.transparency.records import ChainHead
from tests.fakes.randomness import SeededRandomness
from tests.unit.crypto.linking.notes import signed_note

FILE = Path(__file__).with_name("linking.json")
LOG_SEED = bytes(range(32))
LOG_ID = LogId(bytes.fromhex("a1" * 32))
ACCOUNT_ID = AccountId(bytes.fromhex("b2" * 16))
DEVICE_ID = DeviceId(bytes.fromhex("c3" * 16))
OLD_DEVICE_ID = DeviceId(bytes.fromhex("c4" * 16))
CHAIN = (bytes.fromhex("d5" * 32), bytes.fromhex("d6" * 32))
TIME_MS = 1_790_000_000_000


def make() -> dict[str, object]:
    """Everything that is said, sealed and open."""
    randomness = SeededRandomness("linking")
    secret = LinkSecret.generate(randomness)
    keys = LinkKeys.derive(secret)
    account = AccountSecret.generate(randomness)
    device = DeviceSecrets.generate(randomness)
    new = NewDevice(keys, DEVICE_ID, device, "Ward 3 – Arztzimmer", randomness)
    greeting = Greeting.make(LOG_ID, ACCOUNT_ID, account.account_key, "Clinic Ä", randomness)
    old = OldDevice(keys, greeting, randomness)

    messages = [new.start()]
    messages.append(old.greet(messages[0]))
    met = new.met(messages[1])
    messages.append(met.message)
    introduced = old.introduced(messages[2])
    assert introduced.short_code == met.short_code
    note, log_key = signed_note(LOG_ID, 12, LOG_SEED)
    entry = device_entry.half_signed(
        account,
        ACCOUNT_ID,
        DEVICE_ID,
        introduced.introduction.signing_key,
        introduced.introduction.agreement_key,
        head=ChainHead(2, CHAIN[-1], TIME_MS - 5),
        log_id=LOG_ID,
        time_ms=TIME_MS,
    )
    grant = Grant(
        relay_url="https://relay.clinic.example:8443",
        pins=(b"\xe7" * 32,),
        log_key=log_key,
        ca=b"\xe8" * 32,
        note=note,
        directory_key=b"\xe9" * 32,
        entry=entry,
        own_chain=CHAIN,
        names=((OLD_DEVICE_ID, "Office"),),
    )
    messages.append(old.grant(grant))
    new.granted(messages[3])
    messages.append(new.consent())
    whole = old.signed(messages[4])
    assert whole == new.signed_entry()
    later, _ = signed_note(LOG_ID, 13, LOG_SEED)
    messages.append(old.finish(Added(12, later)))
    new.added(messages[5])
    order = [
        (Role.NEW, 0),
        (Role.OLD, 0),
        (Role.NEW, 1),
        (Role.OLD, 1),
        (Role.NEW, 2),
        (Role.OLD, 2),
    ]
    return {
        "secret": secret.secret.hex(),
        "characters": secret.characters,
        "code": secret.code,
        "seed": keys.seed.hex(),
        "link_key": keys.link_key.hex(),
        "k0": keys.keys[0].hex(),
        "k1": keys.keys[1].hex(),
        "account_seed": account.seed.hex(),
        "device_signing_seed": device.signing_seed.hex(),
        "device_agreement_secret": device.agreement_secret.hex(),
        "log_id": LOG_ID.hex(),
        "short_code": met.short_code,
        "messages": [
            {
                "role": int(role),
                "index": index,
                "sealed": sealed.hex(),
                "payload": keys.unseal(role, index, sealed).hex(),
            }
            for (role, index), sealed in zip(order, messages, strict=True)
        ],
        "entry": whole.hex(),
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(make(), indent=1) + "\n", encoding="utf-8")
