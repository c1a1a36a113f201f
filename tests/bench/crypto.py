"""The crypto core alone, in this process: no disk, no network."""

from __future__ import annotations

from app.crypto import handshake
from tests.bench.report import Report, per_second
from tests.unit.crypto.people import NOW_MS, SYSTEM, Device, fresh_pair

TEXT = b"x" * 600
"""About the size of the payload that carries a message's key to a device."""


def measure(report: Report, seconds: float) -> None:
    """Handshakes, and messages both within a chain and with a new chain each."""
    report.section("Crypto core, one thread")
    alice, bob = Device.make(), Device.make()
    bundle = bob.bundle()
    initiate = per_second(lambda: alice.initiate(bob, bundle), seconds)
    report.add("handshakes begun", initiate, "/s")

    session = alice.initiate(bob, bundle)
    _, envelope = session.encrypt(TEXT, SYSTEM, now_ms=NOW_MS)
    initial = handshake.envelope_initial(envelope)
    assert initial is not None
    accept = per_second(lambda: bob.accept(alice, initial).decrypt(envelope), seconds)
    report.add("handshakes accepted, with the first message", accept, "/s")

    sender, receiver = fresh_pair()
    receiver, answer = receiver.encrypt(TEXT, SYSTEM, now_ms=NOW_MS)
    sender, _ = sender.decrypt(answer)
    sealing = sender
    sealed: list[bytes] = []

    def seal() -> None:
        nonlocal sealing
        sealing, envelope = sealing.encrypt(TEXT, SYSTEM, now_ms=NOW_MS)
        sealed.append(envelope)

    report.add("messages encrypted", per_second(seal, seconds), "/s")
    waiting = iter(sealed)
    opening = receiver
    count = 0

    def unseal() -> None:
        nonlocal opening, count
        following = next(waiting, None)
        if following is not None:
            opening, _ = opening.decrypt(following)
            count += 1

    rate = per_second(unseal, min(seconds, len(sealed) / 40_000))
    assert count
    report.add("messages decrypted", rate, "/s")

    def turn() -> None:
        nonlocal sender, receiver
        sender, there = sender.encrypt(TEXT, SYSTEM, now_ms=NOW_MS)
        receiver, _ = receiver.decrypt(there)
        receiver, back = receiver.encrypt(TEXT, SYSTEM, now_ms=NOW_MS)
        sender, _ = sender.decrypt(back)

    rate = 2 * per_second(turn, seconds)
    report.add("messages in turns, each a new post-quantum ratchet step", rate, "/s")
