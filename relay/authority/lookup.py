"""Finding people in the register, and noticing two who could be mistaken for each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relay.authority.errors import UnknownPersonError
from relay.authority.profiles import Profile
from relay.authority.register import Person


def find(people: Mapping[str, Person], who: str) -> Person:
    """Return the person with that account id (hex), staff id or name.

    Raises UnknownPersonError when there is none, or more than one.
    """
    if person := people.get(who.strip().lower()):
        return person
    wanted = _folded(who)
    found = [p for p in people.values() if wanted and _folded(p.profile.staff_id) == wanted]
    found = found or [p for p in people.values() if wanted and _folded(p.profile.name) == wanted]
    if not found:
        raise UnknownPersonError("Nobody in the register has that id or name.", "Check it.")
    if len(found) > 1:
        raise UnknownPersonError(
            "More than one person in the register has that id or name.",
            "Give the account id instead; `authority people` lists them.",
        )
    return found[0]


class Duplicates:
    """Notices when two people share a staff id or a name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._staff_ids: set[str] = set()
        self._names: set[str] = set()
        for person in people:
            if not person.closed:
                self.add(person.profile)

    def add(self, profile: Profile) -> list[str]:
        """Return warnings about `profile`, then count it as known."""
        warnings: list[str] = []
        staff_id, name = _folded(profile.staff_id), _folded(profile.name)
        if staff_id and staff_id in self._staff_ids:
            warnings.append(f"Somebody else has the staff id {profile.staff_id}.")
        if name in self._names:
            warnings.append(f"Somebody else is called {profile.name}.")
        self._staff_ids.add(staff_id)
        self._names.add(name)
        return warnings


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
