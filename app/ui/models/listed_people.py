"""The people of this computer as rows: a few letters or a number, and what it takes to get in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.core.shared_views import ListedPerson, PersonState
from app.ui.formats import translate
from app.ui.models.matching import fold, matches
from app.ui.text import isolated

PERSON_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


def listed_as(person: ListedPerson) -> str:
    """What stands on the start screen for them."""
    if person.label:
        return isolated(person.label)
    return translate("Listed", "Person {number}").format(number=person.number)


def state_words(person: ListedPerson) -> str:
    """What it takes to open the profile."""
    return {
        PersonState.LOCKED: translate("Listed", "Locked: opens with the passphrase"),
        PersonState.HIDDEN: translate("Listed", "Hidden: opens with the PIN"),
        PersonState.REMOVED: translate("Listed", "Removed from this computer"),
    }[person.state]


class ListedPeopleModel(QAbstractListModel):
    """Filtered rows."""

    def __init__(self, people: Sequence[ListedPerson], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = list(people)
        self._shown = list(people)

    def set_filter(self, text: str) -> None:
        """Show whom the text fits."""
        self.beginResetModel()
        self._shown = [
            person
            for person in self._all
            if matches(fold(f"{person.label} {person.number} {listed_as(person)}"), text)
        ]
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where a person is shown, or -1."""
        found = (row for row, person in enumerate(self._shown) if person.key == key)
        return next(found, -1)

    def person(self, row: int) -> ListedPerson:
        """Who is shown at a row."""
        return self._shown[row]

    def rowCount(self, parent: Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The person for the delegate, a sentence for screen readers."""
        if not index.isValid():
            return None
        person = self._shown[index.row()]
        if role == PERSON_ROLE:
            return person
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return f"{listed_as(person)}, {state_words(person)}"
        return None
