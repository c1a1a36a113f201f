"""app/store/settings.py"""

from __future__ import annotations

from tests.unit.store.conftest import Database


def test_a_value_is_kept_replaced_and_removed(database: Database) -> None:
    database.write(lambda t: t.settings.put("theme", b"dark"))
    database.write(lambda t: t.settings.put("theme", b"light"))
    database.reopen()
    assert database.read(lambda t: t.settings.get("theme")) == b"light"
    database.write(lambda t: t.settings.delete("theme"))
    assert database.read(lambda t: t.settings.get("theme")) is None
