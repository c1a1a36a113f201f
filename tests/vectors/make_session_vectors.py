"""Write `session.json`: frozen known answers for handshake, ratchet and message.

    python -m tests.vectors.make_session_vectors

Only when the protocol's version changes. All randomness is derived from a seed and recorded, the
encapsulations too, so that another client can replay the vectors. `run` is what the test repeats.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.ids import AccountId, ConversationId, DeviceId, LogId, MessageId
from app.core.randomness import Randomness
from app.crypto import handshake
from app.crypto.device_set import devset_hash
from app.crypto.envelope import NO_ROSTER, BodyContext, Payload, conversation_id, seal_body
from app.crypto.identity import AccountSecret, DeviceIdentity, DeviceSecrets
from app.crypto.prekeys import PrekeyBundle, PrekeyKind, PrekeySecret, generate_prekey
from app.crypto.ratchet.session import Session
from app.crypto.safety_number import safety_number
from tests.fakes.randomness import RecordedRandomness, RecordingRandomness, SeededRandomness

FILE = Path(__file__).with_name("session.json")
LOG_ID = LogId(bytes(range(32)))
LOG_ROOT = bytes(range(32, 64))
LOG_SIZE = 9
NOT_AFTER = 1_800_000_000_000
SENT_AT = 1_790_000_000_000
SCHEDULE = "AABABBAAB"
"""Who sends; each message is delivered at once, but for those in LATE."""
LATE = {3: 6, 5: 7}
"""Delivered only after the message with the other number."""

Answer = dict[str, str]


@dataclass
class Party:
    """A device, and the prekey secrets by id."""

    identity: DeviceIdentity
    secrets: DeviceSecrets
    prekeys: dict[int, PrekeySecret]

    @classmethod
    def make(cls, randomness: Randomness) -> Party:
        account = AccountSecret.generate(randomness)
        secrets = DeviceSecrets.generate(randomness)
        identity = DeviceIdentity(
            AccountId(randomness.random_bytes(16)),
            DeviceId(randomness.random_bytes(16)),
            account.account_key,
            secrets.signing_key,
            secrets.agreement_key,
        )
        return cls(identity, secrets, {})

    def bundle(self, randomness: Randomness, *, one_time: bool) -> PrekeyBundle:
        made = {}
        kinds = [PrekeyKind.SIGNED_X25519, PrekeyKind.LAST_RESORT_MLKEM768]
        if one_time:
            kinds = [kinds[0], PrekeyKind.ONE_TIME_MLKEM768, PrekeyKind.ONE_TIME_X25519]
        for key_id, kind in enumerate(kinds, 1):
            made[kind], self.prekeys[key_id] = generate_prekey(
                kind,
                key_id,
                NOT_AFTER,
                log_id=LOG_ID,
                account_id=self.identity.account_id,
                device_id=self.identity.device_id,
                signing_seed=self.secrets.signing_seed,
                randomness=randomness,
            )
        return PrekeyBundle(
            self.identity.device_id,
            made[kinds[0]],
            made[kinds[1]],
            made.get(PrekeyKind.ONE_TIME_X25519),
        )


def run(randomness: Randomness, *, one_time: bool) -> dict[str, Answer | list[Answer]]:
    """Two devices meet, talk and write a message. Returns every intermediate result, in hex."""
    alice, bob = Party.make(randomness), Party.make(randomness)
    bundle = bob.bundle(randomness, one_time=one_time)
    session = handshake.initiate(
        alice.identity,
        alice.secrets,
        bob.identity,
        bundle,
        log_size=LOG_SIZE,
        log_root=LOG_ROOT,
        randomness=randomness,
    )
    start = {
        "identity_a": alice.identity.encode().hex(),
        "identity_b": bob.identity.encode().hex(),
        "bundle": bundle.encode().hex(),
        "initial": session.initial.hex(),
        "transcript_hash": session.transcript_hash.hex(),
        "root_key": session.root_key.hex(),
    }
    return {
        "handshake": start,
        "ratchet": _converse(session, alice, bob, randomness),
        "message": _message(alice, bob, randomness),
    }


def _converse(session: Session, alice: Party, bob: Party, randomness: Randomness) -> list[Answer]:
    sessions = {"A": session}
    steps: list[Answer] = []
    waiting: dict[int, list[tuple[str, bytes, bytes]]] = {}
    for number, sender in enumerate(SCHEDULE):
        text = f"message {number}".encode()
        sessions[sender], envelope = sessions[sender].encrypt(text, randomness)
        if "B" not in sessions:
            sessions["B"] = _accept(bob, alice, envelope)
        receiver = "B" if sender == "A" else "A"
        due = [(receiver, envelope, text)]
        if number in LATE:
            waiting.setdefault(LATE[number], []).extend(due)
            due = []
        for to, late, expected in (*due, *waiting.pop(number, [])):
            sessions[to], plaintext = sessions[to].decrypt(late)
            if plaintext != expected:
                raise AssertionError("the ratchet did not give back what went in")
        steps.append(
            {
                "sender": sender,
                "plaintext": text.hex(),
                "envelope": envelope.hex(),
                "root_key_after": sessions[sender].root_key.hex(),
            }
        )
    return steps


def _accept(bob: Party, alice: Party, envelope: bytes) -> Session:
    initial = handshake.envelope_initial(envelope)
    if initial is None:
        raise AssertionError("the first message has no prefix")
    one_time_id = initial.one_time_prekey_id
    return handshake.accept(
        bob.identity,
        bob.secrets,
        alice.identity,
        initial,
        signed_secret=bob.prekeys[initial.signed_prekey_id],
        one_time_secret=bob.prekeys[one_time_id] if one_time_id is not None else None,
        kem_secret=bob.prekeys[initial.kem_prekey_id],
    )


def _message(alice: Party, bob: Party, randomness: Randomness) -> Answer:
    conversation: ConversationId = conversation_id(
        LOG_ID, alice.identity.account_id, bob.identity.account_id
    )
    context = BodyContext(
        conversation,
        MessageId(randomness.random_bytes(16)),
        alice.identity.account_id,
        alice.identity.device_id,
        0,
        NO_ROSTER,
        devset_hash([alice.identity, bob.identity]),
    )
    content = b'{"type":"text","text":"Bed 4: potassium is back."}'
    sealed = seal_body(content, context, randomness)
    payload = Payload(
        body_key=sealed.body_key,
        body_digest=sealed.digest,
        conv_id=context.conv_id,
        msg_id=context.msg_id,
        roster_epoch=0,
        roster_hash=NO_ROSTER,
        devset_hash=context.devset_hash,
        excluded=(),
        sender_seq=1,
        checkpoint=b"a signed note\n",
        sent_at=SENT_AT,
    )
    number = safety_number(
        alice.identity.account_id,
        alice.identity.account_key,
        bob.identity.account_id,
        bob.identity.account_key,
    )
    return {
        "conversation_id": conversation.hex(),
        "devset_hash": context.devset_hash.hex(),
        "content": content.hex(),
        "body": sealed.body.hex(),
        "payload": payload.encode().hex(),
        "safety_number": number.digits,
    }


def replayed(case: dict[str, Any]) -> RecordedRandomness:
    """Return the randomness that a case of the file recorded."""
    return RecordedRandomness(
        [bytes.fromhex(str(drawn)) for drawn in case["random"]],
        [(bytes.fromhex(ct), bytes.fromhex(ss)) for ct, ss in case["encapsulations"]],
    )


def main() -> None:
    """Write the file."""
    cases = {}
    for name, one_time in (("with one-time keys", True), ("without one-time keys", False)):
        randomness = RecordingRandomness(SeededRandomness(name))
        answers = run(randomness, one_time=one_time)
        cases[name] = {
            "one_time": one_time,
            "random": [drawn.hex() for drawn in randomness.drawn],
            "encapsulations": [[ct.hex(), ss.hex()] for ct, ss in randomness.encapsulations],
            "answers": answers,
        }
    FILE.write_text(json.dumps(cases, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
