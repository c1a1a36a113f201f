"""app/store/outbox.py"""

from __future__ import annotations

from dataclasses import replace

import apsw
import pytest

from tests.unit.store.builders import OWN, PEER, message_id, submission
from tests.unit.store.conftest import Database


def test_submissions_wait_in_order_and_keep_their_bytes(database: Database) -> None:
    stored = [database.write(lambda t, n=n: t.outbox.add(submission(n))) for n in (3, 1, 2)]
    assert [record.order for record in stored] == sorted({record.order for record in stored})
    database.reopen()
    assert database.read(lambda t: t.outbox.pending(2)) == stored[:2]
    assert database.read(lambda t: t.outbox.get(stored[2].submission_id)) == stored[2]
    assert replace(stored[0], order=0) == submission(3)


def test_a_replacement_takes_the_place_of_the_old_one(database: Database) -> None:
    stored = [database.write(lambda t, n=n: t.outbox.add(submission(n))) for n in (1, 2)]
    again = replace(submission(9), order=stored[0].order)
    database.write(lambda t: (t.outbox.remove(stored[0].submission_id), t.outbox.add(again)))
    assert database.read(lambda t: t.outbox.pending(9)) == [again, stored[1]]


def test_a_place_is_never_given_twice(database: Database) -> None:
    first = database.write(lambda t: t.outbox.add(submission(1)))
    database.write(lambda t: t.outbox.remove(first.submission_id))
    database.reopen()
    assert database.write(lambda t: t.outbox.add(submission(2))).order > first.order


def test_held_ones_keep_their_place(database: Database) -> None:
    stored = [database.write(lambda t, n=n: t.outbox.add(submission(n))) for n in (1, 2)]
    database.write(lambda t: t.outbox.set_held(stored[0].submission_id, True))
    assert database.read(lambda t: t.outbox.pending(9)) == stored[1:]
    held = database.read(lambda t: t.outbox.get(stored[0].submission_id))
    assert held == replace(stored[0], held=True)
    assert database.read(lambda t: t.outbox.count()) == 2
    database.write(lambda t: t.outbox.set_held(stored[0].submission_id, False))
    assert database.read(lambda t: t.outbox.pending(9)) == stored


def test_found_by_person_and_by_message(database: Database) -> None:
    to_peer = database.write(lambda t: t.outbox.add(submission(1)))
    to_self = replace(submission(2), account_id=OWN, message_id=message_id(1), recipients=())
    to_self = database.write(lambda t: t.outbox.add(to_self))
    assert database.read(lambda t: t.outbox.of_account(PEER)) == [to_peer]
    assert database.read(lambda t: t.outbox.of_message(message_id(1))) == [to_peer, to_self]


def test_the_same_submission_twice_is_a_mistake(database: Database) -> None:
    database.write(lambda t: t.outbox.add(submission(1)))
    with pytest.raises(apsw.ConstraintError):
        database.write(lambda t: t.outbox.add(submission(1)))
    assert database.read(lambda t: t.outbox.count()) == 1
