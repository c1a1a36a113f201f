from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

from relay import wire
from relay.config import Config
from relay.limits import Rate
from tests.integration.relay.client import submission
from tests.integration.relay.conftest import Site


def test_a_message_arrives_once_and_is_gone_after_its_acknowledgement(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sent = submission(bob.devices[0], envelope=b"envelope", body=b"body", complete=True)
    (result,) = sender.submit(sent)
    assert (result.status, result.detail) == (200, "")
    answer = receiver.inbox()
    (item,) = answer.items
    assert (item.kind, item.seq, item.envelope, item.body) == (0, 1, b"envelope", b"body")
    assert item.sender_device == alice.devices[0].device_id
    assert item.submission_id == sent.submission_id
    assert item.received_ms == result.time_ms
    assert answer.waiting == 0
    assert answer.log_size == 5
    assert receiver.inbox().items == (item,)  # not acknowledged yet
    assert receiver.inbox(ack=1).items == ()
    assert receiver.inbox().items == ()


def test_a_repeated_submission_changes_nothing_and_gets_the_same_answer(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sent = submission(bob.devices[0])
    (first,) = sender.submit(sent)
    time.sleep(0.01)
    (again,) = sender.submit(sent)
    twice = sender.submit(sent, sent)
    assert {first, again, *twice} == {first}
    site.restart()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    assert sender.submit(sent) == (first,)
    assert len(receiver.inbox().items) == 1


def test_the_same_submission_twice_in_one_request_is_stored_once(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sent = submission(bob.devices[0])
    results = site.device_client(alice).submit(sent, sent)
    assert results[0] == results[1]
    assert len(site.device_client(bob).inbox().items) == 1


def test_a_waiting_inbox_is_answered_by_the_commit(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    answers: list[wire.InboxAnswer] = []
    thread = threading.Thread(target=lambda: answers.append(receiver.inbox(wait_ms=20_000)))
    thread.start()
    time.sleep(0.2)
    started = time.monotonic()
    sender.submit(submission(bob.devices[0]))
    thread.join(30)
    assert time.monotonic() - started < 10  # of the twenty that it would wait
    assert [item.seq for item in answers[0].items] == [1]


def test_a_wait_ends_with_an_empty_answer(site: Site) -> None:
    receiver = site.device_client(site.person())
    started = time.monotonic()
    assert receiver.inbox(wait_ms=300).items == ()
    assert 0.25 < time.monotonic() - started < 10


def test_a_newer_wait_ends_the_older(site: Site) -> None:
    bob = site.person()
    older, newer = site.device_client(bob), site.device_client(bob)
    answers: list[wire.InboxAnswer] = []
    thread = threading.Thread(target=lambda: answers.append(older.inbox(wait_ms=20_000)))
    thread.start()
    time.sleep(0.2)
    newer.inbox(wait_ms=50)
    thread.join(10)  # of the twenty that it would wait
    assert answers[0].items == ()


def test_a_notify_session_learns_a_count_and_nothing_else(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, locked = site.device_client(alice), site.device_client(bob, "notify")
    sender.submit(submission(bob.devices[0]), submission(bob.devices[0], wake=False))
    answer = locked.inbox(wait_ms=5_000, limit=0)
    assert (answer.waiting, answer.items) == (1, ())
    started = time.monotonic()
    locked.inbox(wait_ms=200, limit=1)
    assert time.monotonic() - started > 0.15  # nothing new: it waits
    body = wire.InboxRequest(1, 0, 0, 2**53).encode()
    assert locked.call("POST", wire.PATH_INBOX, body).code == "scope"
    assert locked.call("GET", wire.PATH_LOG_CHECKPOINT).code == "scope"
    assert len(site.device_client(bob).inbox().items) == 2


def test_a_shared_body_is_stored_once_and_goes_with_its_last_envelope(site: Site) -> None:
    alice, people = site.person(), [site.person() for _ in range(3)]
    sender = site.device_client(alice)
    body = os.urandom(4000)
    sender.submit(submission(*[p.devices[0] for p in people], body=body))
    storage = site.relay.server.services.storage
    count = "SELECT count(*) FROM body"
    for person in people:
        assert storage._read(count) == [(1,)]  # type: ignore[attr-defined]
        client = site.device_client(person)
        assert client.inbox().items[0].body == body
        client.inbox(ack=1)
        time.sleep(0.3)
    deadline = time.monotonic() + 30
    while storage._read(count) != [(0,)] and time.monotonic() < deadline:  # type: ignore[attr-defined]
        time.sleep(0.05)
    assert storage._read(count) == [(0,)]  # type: ignore[attr-defined]


def test_sequence_numbers_have_no_gaps_within_a_run_and_always_rise(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    seen: list[int] = []
    for _ in range(3):
        sender.submit(*[submission(bob.devices[0]) for _ in range(5)])
        batch = [item.seq for item in receiver.inbox(ack=seen[-1] if seen else 0).items]
        seen += batch
        receiver.inbox(ack=seen[-1])
        site.restart()
        sender, receiver = site.device_client(alice), site.device_client(bob)
    assert len(seen) == 15
    for start in (0, 5, 10):
        assert seen[start : start + 5] == list(range(seen[start], seen[start] + 5))
    assert seen == sorted(seen)


def test_complete_submissions_must_name_every_live_device(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender = site.device_client(alice)
    bobs = site.device_client(bob)
    assert bobs.call("POST", wire.PATH_LOG_ENTRIES, wire.tlv_list([bob.add_device()])).status == 200
    first, second = bob.devices
    good, part, loose = sender.submit(
        submission(first, second, complete=True),
        submission(first, complete=True),
        submission(first),
    )
    assert (good.status, loose.status) == (200, 200)
    assert (part.status, part.detail) == (409, "device-set-changed")
    assert (
        bobs.call("POST", wire.PATH_LOG_ENTRIES, wire.tlv_list([bob.revoke(second)])).status == 200
    )
    gone, with_gone, now = sender.submit(
        submission(second),
        submission(first, second, complete=True),
        submission(first, complete=True),
    )
    assert (gone.status, with_gone.status, now.status) == (409, 409, 200)


def test_batches_respect_the_limit_and_count_what_remains(site: Site) -> None:
    alice, bob = site.person(), site.person()
    sender, receiver = site.device_client(alice), site.device_client(bob)
    sender.submit(*[submission(bob.devices[0]) for _ in range(10)])
    answer = receiver.inbox(limit=4)
    assert ([item.seq for item in answer.items], answer.waiting) == ([1, 2, 3, 4], 6)
    answer = receiver.inbox(ack=2, limit=4)
    assert ([item.seq for item in answer.items], answer.waiting) == ([3, 4, 5, 6], 4)
    answer = receiver.inbox(ack=10, limit=4)
    assert (answer.items, answer.waiting) == ((), 0)


def test_a_growing_log_ends_the_waiting_at_once(site: Site) -> None:
    """A new colleague, a removed device or a changed key is known within moments."""
    receiver = site.device_client(site.person())
    known = receiver.inbox().log_size
    answers: list[wire.InboxAnswer] = []
    thread = threading.Thread(
        target=lambda: answers.append(receiver.inbox(wait_ms=20_000, log_size=known))
    )
    thread.start()
    site.person()
    thread.join(5)
    assert answers
    assert answers[0].items == ()
    assert answers[0].log_size > known
    assert receiver.inbox(wait_ms=20_000, log_size=known).log_size > known


def test_a_device_that_polls_without_acknowledging_is_slowed_down(
    make_site: Callable[[Config], Site],
) -> None:
    site = make_site(Config(port=0, poll_rate=Rate(per_second=0.01, burst=3)))
    bob = site.person()
    receiver = site.device_client(bob)
    sender = site.device_client(site.person())
    body = wire.InboxRequest(0, 0, 10, 2**53).encode()
    codes = [receiver.call("POST", wire.PATH_INBOX, body).status for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    sender.submit(submission(bob.devices[0]))
    assert receiver.inbox(ack=1).items == ()  # who acknowledges is not slowed down


def test_one_sender_stores_only_so_much_within_the_memory_time(
    make_site: Callable[[Config], Site],
) -> None:
    site = make_site(Config(port=0, remembered_per_sender=3))
    bob = site.person()
    sender, other = site.device_client(site.person()), site.device_client(site.person())
    sent = [submission(bob.devices[0]) for _ in range(4)]
    details = [sender.submit(item)[0].detail for item in sent]
    assert details == ["", "", "", "quota"]
    assert sender.submit(sent[0])[0].status == 200  # a repeat stores nothing
    assert other.submit(submission(bob.devices[0]))[0].status == 200
