"""Two devices meet at the relay under one secret (PROTOCOL.md section 5.5)."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable

import pytest
from nacl.signing import SigningKey

from relay import wire
from relay.config import Config
from relay.limits import Rate
from relay.wire import LinkRequest
from tests.integration.relay.client import Answer, Client
from tests.integration.relay.conftest import Site
from tests.integration.relay.test_sessions import refused


def link_keyid(key: SigningKey) -> str:
    return f"link:{bytes(key.verify_key).hex()}"


def open_link(site: Site, key: SigningKey) -> Client:
    client = site.client()
    assert client.open(link_keyid(key), key, "link").status == 200
    return client


def send(
    client: Client, role: int, index: int, message: bytes, after: int = 0, wait_ms: int = 0
) -> Answer:
    body = LinkRequest(role, index, message, after, wait_ms).encode()
    return client.call("POST", wire.PATH_LINK, body)


def messages(answer: Answer) -> tuple[bytes, ...]:
    assert answer.status == 200, answer.body
    return wire.decode_link_messages(answer.body)


class Waiting:
    """One request in a thread of its own."""

    def __init__(self, client: Client, role: int, after: int, wait_ms: int = 20_000) -> None:
        self.answers: list[Answer] = []
        self._thread = threading.Thread(target=self._run, args=(client, role, after, wait_ms))
        self._thread.start()
        time.sleep(0.2)

    def _run(self, client: Client, role: int, after: int, wait_ms: int) -> None:
        with contextlib.suppress(OSError):
            self.answers.append(send(client, role, 0, b"", after, wait_ms))

    def answer(self) -> Answer:
        self._thread.join(10)  # of the twenty that it would wait
        assert not self._thread.is_alive()
        return self.answers[0]


def test_messages_pass_both_ways_in_order(site: Site) -> None:
    key = SigningKey.generate()
    new, old = open_link(site, key), open_link(site, key)
    assert messages(send(old, 1, 0, b"")) == ()
    assert messages(send(new, 0, 0, b"N0")) == ()
    assert messages(send(old, 1, 0, b"O0")) == (b"N0",)
    assert messages(send(new, 0, 1, b"N1")) == (b"O0",)
    assert messages(send(new, 0, 2, b"N2", after=1)) == ()
    assert messages(send(old, 1, 1, b"", after=1)) == (b"N1", b"N2")
    again = open_link(site, key)  # a connection, even a session, may be lost in between
    assert messages(send(again, 1, 1, b"")) == (b"N0", b"N1", b"N2")


def test_a_repeat_changes_nothing_and_anything_else_is_refused(site: Site) -> None:
    key = SigningKey.generate()
    client, other = open_link(site, key), open_link(site, key)
    for _ in range(3):
        assert messages(send(client, 0, 0, b"N0")) == ()
    assert refused(send(client, 0, 0, b"other"), "malformed")
    assert refused(send(client, 0, 2, b"too far"), "malformed")
    assert refused(send(client, 2, 0, b"no such role"), "malformed")
    assert refused(send(client, 0, 1, bytes(wire.MAX_LINK_MESSAGE + 1)), "malformed")
    assert refused(client.call("POST", wire.PATH_LINK, b"x"), "malformed")
    for index in range(1, wire.MAX_LINK_MESSAGES):
        messages(send(client, 0, index, b"x" * wire.MAX_LINK_MESSAGE))
    assert refused(send(client, 0, wire.MAX_LINK_MESSAGES, b"ninth"), "malformed")
    assert len(messages(send(other, 1, 0, b""))) == wire.MAX_LINK_MESSAGES


def test_different_secrets_never_meet(site: Site) -> None:
    one, two = open_link(site, SigningKey.generate()), open_link(site, SigningKey.generate())
    messages(send(one, 0, 0, b"N0"))
    assert messages(send(two, 1, 0, b"")) == ()


def test_a_wait_ends_with_the_message_or_in_time(site: Site) -> None:
    key = SigningKey.generate()
    new, old = open_link(site, key), open_link(site, key)
    waiting = Waiting(old, 1, 0)
    started = time.monotonic()
    messages(send(new, 0, 0, b"N0"))
    assert messages(waiting.answer()) == (b"N0",)
    assert time.monotonic() - started < 10  # of the twenty that it would wait
    started = time.monotonic()
    assert messages(send(old, 1, 0, b"", after=1, wait_ms=300)) == ()
    assert 0.25 < time.monotonic() - started < 10


def test_of_each_role_one_waits_and_a_newer_one_ends_it(site: Site) -> None:
    key = SigningKey.generate()
    first, second, new = (open_link(site, key) for _ in range(3))
    older = Waiting(first, 1, 0)
    theirs = Waiting(new, 0, 0)
    newer = Waiting(second, 1, 0)
    assert messages(older.answer()) == ()
    assert not theirs.answers
    assert not newer.answers
    third = open_link(site, key)
    messages(send(third, 0, 0, b"N0", wait_ms=0))
    assert messages(newer.answer()) == (b"N0",)
    assert messages(theirs.answer()) == ()


def test_a_lost_connection_abandons_its_wait(site: Site) -> None:
    key = SigningKey.generate()
    gone = open_link(site, key)
    body = LinkRequest(1, 0, b"", 0, 20_000).encode()
    gone.http.request("POST", wire.PATH_LINK, body, gone.headers("POST", wire.PATH_LINK, body))
    time.sleep(0.2)
    (meeting,) = site.relay.server.rendezvous._meetings.values()
    assert meeting.waiters[1] is not None
    gone.close()
    deadline = time.monotonic() + 5
    while meeting.waiters[1] is not None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert meeting.waiters == [None, None]
    messages(send(open_link(site, key), 0, 0, b"N0"))
    assert messages(send(open_link(site, key), 1, 0, b"")) == (b"N0",)


def test_stopping_the_relay_ends_waits_and_forgets_everything(site: Site) -> None:
    key = SigningKey.generate()
    new, old = open_link(site, key), open_link(site, key)
    messages(send(new, 0, 0, b"N0"))
    waiting = Waiting(old, 1, 1)
    site.restart()
    assert messages(waiting.answer()) == ()
    again = site.client()
    again.keyid, again.key = new.keyid, new.key
    assert messages(send(again, 1, 0, b"")) == ()


def test_a_link_session_is_bound_to_its_key_and_does_nothing_else(site: Site) -> None:
    key, other = SigningKey.generate(), SigningKey.generate()
    client = site.client()
    assert refused(client.open(link_keyid(key), other, "link"), "bad-signature")
    nonce = os.urandom(16)
    assert client.open(link_keyid(key), key, "link", nonce=nonce).status == 200
    assert refused(client.open(link_keyid(key), key, "link", nonce=nonce), "bad-signature")
    for scope in ("device", "notify", "log", "enrol"):
        assert refused(client.open(link_keyid(key), key, scope), "malformed")
    device = site.person().devices[0]
    assert refused(client.open(device.keyid, device.signing, "link"), "malformed")
    assert refused(client.open(f"link:{os.urandom(16).hex()}", key, "link"), "malformed")
    assert refused(client.open(link_keyid(key), key, "link", certificate=b"x"), "malformed")


def test_one_address_opens_so_many_and_then_waits(make_site: Callable[[Config], Site]) -> None:
    rate = Rate(per_second=0.01, burst=3)
    site = make_site(Config(port=0, link_rate=rate))
    for _ in range(3):
        open_link(site, SigningKey.generate())
    key = SigningKey.generate()
    answer = site.client().open(link_keyid(key), key, "link")
    assert refused(answer, "rate-limited")
    assert int(answer.headers["retry-after"]) > 1
    assert site.device_client(site.person()).call("GET", wire.PATH_LOG_CHECKPOINT).status == 200


def test_all_addresses_together_open_so_many(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, link_total_rate=Rate(per_second=0.01, burst=2)))
    for _ in range(2):
        open_link(site, SigningKey.generate())
    key = SigningKey.generate()
    assert refused(site.client().open(link_keyid(key), key, "link"), "rate-limited")


def test_one_rendezvous_is_asked_so_often(make_site: Callable[[Config], Site]) -> None:
    site = make_site(Config(port=0, exchange_rate=Rate(per_second=0.01, burst=2)))
    key = SigningKey.generate()
    client = open_link(site, key)
    for _ in range(2):
        messages(send(client, 0, 0, b""))
    assert refused(send(client, 0, 0, b""), "rate-limited")
    messages(send(open_link(site, SigningKey.generate()), 0, 0, b""))


@pytest.mark.parametrize("pairs", [12])
def test_many_pairs_at_once_each_get_their_own(site: Site, pairs: int) -> None:
    keys = [SigningKey.generate() for _ in range(pairs)]
    clients = [(open_link(site, key), open_link(site, key)) for key in keys]
    waits = [Waiting(old, 1, 0) for _, old in clients]
    for number, (new, _) in enumerate(clients):
        messages(send(new, 0, 0, str(number).encode()))
    for number, waiting in enumerate(waits):
        assert messages(waiting.answer()) == (str(number).encode(),)
