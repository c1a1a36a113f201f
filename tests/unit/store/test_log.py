"""app/store/log.py"""

from __future__ import annotations

import pytest

from tests.unit.store.conftest import Database


def test_entries_are_appended_without_a_gap(database: Database) -> None:
    assert database.read(lambda t: t.log.count()) == 0
    database.write(lambda t: t.log.append(0, [b"a", b"b"]))
    database.write(lambda t: t.log.append(2, [b"c"]))
    for wrong in (0, 2, 4):
        with pytest.raises(ValueError, match="gap"):
            database.write(lambda t, wrong=wrong: t.log.append(wrong, [b"x"]))
    assert database.read(lambda t: t.log.count()) == 3
    assert database.read(lambda t: t.log.entries()) == [b"a", b"b", b"c"]
    assert database.read(lambda t: t.log.entries(1, 1)) == [b"b"]


def test_only_the_newest_note_is_kept(database: Database) -> None:
    assert database.read(lambda t: t.log.note()) is None
    database.write(lambda t: t.log.put_note(b"one"))
    database.write(lambda t: t.log.put_note(b"two"))
    assert database.read(lambda t: t.log.note()) == b"two"
