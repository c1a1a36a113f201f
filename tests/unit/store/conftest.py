"""A real encrypted database in a temporary directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from app.core.store_ports import Transaction
from app.store.store import EncryptedStore
from tests.unit.store.builders import CONVERSATION, KEY, OTHER_CONVERSATION, PEER

T = TypeVar("T")


class Database:
    """The store without an event loop: one call, one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = EncryptedStore.open(path, KEY)

    def write(self, work: Callable[[Transaction], T]) -> T:
        return self.store.submit_write(work).result(30)

    def read(self, work: Callable[[Transaction], T]) -> T:
        return self.store.submit_read(work).result(30)

    def reopen(self) -> None:
        self.store.close_now()
        self.store = EncryptedStore.open(self.path, KEY, create=False)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Open, with two empty conversations."""
    opened = Database(tmp_path / "profile" / "profile.db")
    opened.write(lambda t: t.conversations.ensure(CONVERSATION, PEER))
    opened.write(lambda t: t.conversations.ensure(OTHER_CONVERSATION, PEER))
    yield opened
    opened.store.close_now()
