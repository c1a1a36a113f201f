"""A computer with one person, whose `Access` the test holds itself."""

from __future__ import annotations

from app.core.policy import Policy
from app.core.shared_views import ListedPerson, PersonState
from app.services.access import Access


class OnePerson:
    """`ProfilesUseCases` over one `Access`."""

    can_add = False

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def policy(self) -> Policy:
        return self._access.policy

    def people(self) -> list[ListedPerson]:
        removed = self._access.removed()
        if removed is None and not self._access.has_profile():
            return []
        state = PersonState.LOCKED if removed is None else PersonState.REMOVED
        return [ListedPerson(self._access.key, 1, "", state, removed)]

    def access(self, key: str) -> Access:
        return self._access

    def newcomer(self) -> Access:
        return self._access

    async def remove(self, key: str, passphrase: str | None) -> None:
        raise AssertionError("not asked for")

    async def tidy(self) -> None:
        return None

    def lock_all_fully(self) -> None:
        self._access.lock_fully()
