"""The members of a group, and what can be done with the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QListView, QVBoxLayout, QWidget

from app.core.groups import GroupRole, GroupView, MemberView
from app.core.ids import AccountId, ConversationId
from app.core.views import AttentionReason, ContactView, Trust
from app.ui import group_words
from app.ui.delegates.person_delegate import PersonDelegate
from app.ui.formats import translate
from app.ui.models.conversation_list import PersonListModel, PersonRow
from app.ui.text import inline
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.search_field import SearchField

_MANY = 8
"""From so many members on there is a filter."""
_ROWS = 5
_COLUMNS = 3
"""Buttons side by side."""
_NOBODY = ConversationId(b"")
Index = QModelIndex | QPersistentModelIndex


class MemberModel(PersonListModel):
    """Members with their roles; `members` by account."""

    def __init__(self) -> None:
        super().__init__()
        self.members: dict[AccountId, MemberView] = {}

    def show_members(self, members: tuple[MemberView, ...]) -> None:
        """These, in their order."""
        changed = {member.account_id: member for member in members} != self.members
        self.members = {member.account_id: member for member in members}
        self.set_rows([PersonRow(_contact(member)) for member in members])
        if changed and self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def line(self, row: PersonRow) -> str:
        """What stands under a name."""
        member = self.members[row.contact.account_id]
        return group_words.member_line(member, admin=member.role is GroupRole.ADMIN)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The sentence says the role as well."""
        found = super().data(index, role)
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
        if not index.isValid() or role not in spoken:
            return found
        row = self.row(index.row())
        return ", ".join(part for part in (inline(row.contact.name), self.line(row)) if part)


class _MemberDelegate(PersonDelegate):
    """A member's row."""

    def __init__(self, model: MemberModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def second_line(self, row: PersonRow) -> str:
        """Their role here, or why they get nothing."""
        return self._model.line(row)


class _Members(QListView):
    """As high as its rows, within reason."""

    def sizeHint(self) -> QSize:
        """A few rows; more scroll."""
        rows = min(max(self.model().rowCount(), 3), _ROWS)
        return QSize(super().sizeHint().width(), rows * max(self.sizeHintForRow(0), 44) + SPACE_S)

    def minimumSizeHint(self) -> QSize:
        """Three rows."""
        return QSize(0, 3 * max(self.sizeHintForRow(0), 44))


class MemberList(QWidget):
    """Signals, each with the MemberView: `write_clicked`, `verify_clicked`, `admin_clicked` (make
    one or no more), `again_clicked` (add with the new key), `remove_clicked`."""

    write_clicked = Signal(object)
    verify_clicked = Signal(object)
    admin_clicked = Signal(object)
    again_clicked = Signal(object)
    remove_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._is_admin = False
        self.model = MemberModel()
        self.filter = SearchField(self.tr("Find by name, role or department"))
        self.filter.setMaxLength(200)
        self.filter.textChanged.connect(self._filter)
        self.list = _Members()
        self.list.setObjectName("chooser")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_MemberDelegate(self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(self.tr("Members"))
        self.write = Button(self.tr("Message"), "plain", "message")
        self.verify = Button(self.tr("Verify…"), "plain", "shield-check")
        self.admin = Button("", "plain", "key")
        self.again = Button(self.tr("Add again"), "plain", "retry")
        self.remove = Button(self.tr("Remove…"), "danger", "x")
        self._buttons = (
            (self.write, self.write_clicked),
            (self.verify, self.verify_clicked),
            (self.again, self.again_clicked),
            (self.admin, self.admin_clicked),
            (self.remove, self.remove_clicked),
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_S)
        self._grid.setColumnStretch(_COLUMNS, 1)
        for button, signal in self._buttons:
            button.setParent(self)
            button.clicked.connect(lambda _=False, signal=signal: self._emit(signal))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._grid)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.refresh())
        self.model.modelReset.connect(self.refresh)

    @property
    def current(self) -> MemberView | None:
        """Who is chosen."""
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        return self.model.members.get(self.model.row(index.row()).contact.account_id)

    def show_group(self, group: GroupView) -> None:
        """Its members; whoever was chosen stays so."""
        chosen = self.current
        self._is_admin = group.is_admin
        self.model.show_members(group.members)
        self.filter.setVisible(len(group.members) > _MANY)
        row = -1 if chosen is None else self.model.row_of(chosen.account_id)
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(max(row, 0)))
        self.list.updateGeometry()
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done with whoever is chosen."""
        member = self.current
        other = member is not None and member.contact is not None
        closed = (
            member is not None
            and member.contact is not None
            and member.contact.attention is AttentionReason.CLOSED
        )
        is_admin = member is not None and member.role is GroupRole.ADMIN
        changed = member is not None and not member.receives and not closed
        no_device = (
            member is not None
            and member.contact is not None
            and member.contact.attention is AttentionReason.NO_DEVICE
        )
        self.admin.setText(self.tr("No longer an admin") if is_admin else self.tr("Make an admin"))
        shown = {
            self.write: other,
            self.verify: other and not closed,
            self.again: other and self._is_admin and changed and not no_device,
            self.admin: member is not None and self._is_admin and not closed,
            self.remove: other and self._is_admin,
        }
        name = "" if member is None else inline(member.name)
        place = 0
        for button, _signal in self._buttons:
            self._grid.removeWidget(button)
            button.setVisible(shown[button])
            words = translate("Groups", "{action}: {name}")
            button.setAccessibleName(words.format(action=button.text(), name=name))
            if shown[button]:
                self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
                place += 1

    def _emit(self, signal: object) -> None:
        member = self.current
        if member is not None:
            signal.emit(member)  # type: ignore[attr-defined]  # a bound signal, which has no type

    def _filter(self, text: str) -> None:
        self.model.set_filter(text.strip())
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.refresh()


def _contact(member: MemberView) -> ContactView:
    """The colleague, or the person themselves in that shape."""
    if member.contact is not None:
        return member.contact
    return ContactView(
        account_id=member.account_id,
        conversation_id=_NOBODY,
        name=member.name,
        role="",
        department="",
        staff_id="",
        trust=Trust.DIRECTORY_CHECKED,
        attention=AttentionReason.NONE,
        device_count=0,
    )
