"""Everyone in the directory as the windows show them, made anew only when something changed.

A view is made of the log, of profiles and of the person's own decisions. In a clinic of 2,000
people making all of them takes a tenth of a second, and every message that comes asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.ids import AccountId
from app.core.store_ports import Transaction
from app.core.views import ContactView
from app.services.context import Context
from app.services.directory import all_contacts


@dataclass(frozen=True, slots=True)
class _Made:
    of: tuple[int, int, int]
    views: tuple[ContactView, ...]
    by_account: dict[AccountId, ContactView]


class Colleagues:
    """What `all_contacts` says, kept. For reading transactions: a write that is undone would leave
    behind what it saw."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made: _Made | None = None

    def all(self, tx: Transaction) -> tuple[ContactView, ...]:
        """Everyone else, by name."""
        return self._current(tx).views

    def find(self, tx: Transaction, account_id: AccountId) -> ContactView | None:
        """One of them."""
        return self._current(tx).by_account.get(account_id)

    def _current(self, tx: Transaction) -> _Made:
        unverified = self._context.unverified
        owed = 0 if unverified is None else unverified.accounts_left
        of = (tx.people.revision(), self._context.replica.size, owed)
        made = self._made
        if made is None or made.of != of:
            views = tuple(all_contacts(self._context, tx))
            made = self._made = _Made(of, views, {view.account_id: view for view in views})
        return made
