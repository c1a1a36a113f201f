"""One of the person's own workstations in the settings: what it is, and what can be done with it.

Names come from the network: they are shown as plain text and kept to one line.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.views import OwnDeviceView
from app.ui import formats
from app.ui.text import ElidedLabel, PlainLabel, inline, person_name, set_tip
from app.ui.tokens import ICON_LARGE, SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import Button, IconButton, IconLabel
from app.ui.widgets.transfer_bar import TransferBar

NAME_LENGTH = 64
"""Characters; relay/PROTOCOL.md section 9, `own-entries`."""


class NameEdit(QLineEdit):
    """A name being changed. Signals: `taken` by Return, `left` by Escape."""

    taken = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the change of the name, not the window that it stands in."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class WorkstationCard(QFrame):
    """Signals: `renamed` with the new name, `remove_clicked`, `explain_clicked`."""

    renamed = Signal(str)
    remove_clicked = Signal()
    explain_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.device: OwnDeviceView | None = None
        self._name = ElidedLabel("", "strong")
        self._this = PlainLabel(self.tr("This computer"), "badge", wrap=False)
        self._main = PlainLabel(self.tr("Main computer"), "badge", wrap=False)
        self._ended = PlainLabel(self.tr("Removed"), "badge", wrap=False)
        self._times = PlainLabel(kind="caption")
        self.rename = IconButton("pencil", "", "muted", 16)
        self.remove = Button(self.tr("Remove…"), "quiet")
        self.edit = NameEdit()
        self.edit.setMaxLength(NAME_LENGTH)
        self._save = Button(self.tr("Save"), "primary")
        self._cancel = Button(self.tr("Cancel"))
        self.history = TransferBar()
        self._badges = self._badge_row()
        self._reading = self._reading_row()
        self._editing = self._editing_row()
        self._warning = self._make_warning()
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        words.addWidget(self._reading)
        words.addWidget(self._editing)
        words.addWidget(self._badges)
        words.addWidget(self._times)
        words.addWidget(self._warning)
        words.addWidget(self.history)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_M)
        row.setSpacing(SPACE_M)
        icon = IconLabel("monitor", "muted", ICON_LARGE)
        icon.setContentsMargins(0, SPACE_S, 0, 0)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.history.hide()
        self._editing.hide()
        self.rename.clicked.connect(self.begin_rename)
        self.remove.clicked.connect(self.remove_clicked)
        self.edit.taken.connect(self._take_name)
        self.edit.left.connect(self._end_rename)
        self._save.clicked.connect(self._take_name)
        self._cancel.clicked.connect(self._end_rename)

    def show_device(self, device: OwnDeviceView, *, can_manage: bool) -> None:
        """Show a workstation; a name that is being changed stays as it is."""
        self.device = device
        name = device_name(device)
        self._name.setText(name)
        self._this.setVisible(device.is_this)
        self._main.setVisible(device.holds_account_key)
        self._ended.setVisible(device.removed)
        self._badges.setVisible(device.is_this or device.holds_account_key or device.removed)
        times = [self._added_words(device), self._seen_words(device)]
        self._times.setText("\n".join(line for line in times if line))
        self._warning.setVisible(not device.explained)
        self.remove.setVisible(can_manage and not device.is_this and device.explained)
        inside = inline(name)
        self.rename.set_name(self.tr("Rename {name}").format(name=inside))
        self.remove.setAccessibleName(self.tr("Remove {name}").format(name=inside))
        self.remove_unknown.setAccessibleName(self.tr("Remove {name}").format(name=inside))
        self.remove_unknown.setVisible(can_manage and not device.removed)
        self.rename.setVisible(not device.removed)
        self.explain.setText(self.tr("I removed it…") if device.removed else self.tr("It is mine…"))
        self._unknown.setText(self._warning_words(device, can_manage))
        self.explain.setAccessibleName(
            self.tr("I removed {name}").format(name=inside)
            if device.removed
            else self.tr("{name} is mine").format(name=inside)
        )
        self.setAccessibleName(self._sentence(device, name))

    def begin_rename(self) -> None:
        """Put a field where the name stands."""
        if self.device is not None:
            self.edit.setText(self.device.name)
            self.edit.setAccessibleName(
                self.tr("New name for {name}").format(name=inline(device_name(self.device)))
            )
            self._reading.hide()
            self._editing.show()
            self.edit.selectAll()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_name(self) -> None:
        name = self.edit.text().strip()
        if name and self.device is not None and name != self.device.name:
            self.renamed.emit(name)
        self._end_rename()

    def _end_rename(self) -> None:
        self._editing.hide()
        self._reading.show()
        self.rename.setFocus(Qt.FocusReason.OtherFocusReason)

    def _warning_words(self, device: OwnDeviceView, can_manage: bool) -> str:
        if device.removed:
            return self.tr(
                "It was removed with your account key, and none of your computers said so. If it "
                "was not you, somebody may have that key: tell IT at once."
            )
        if can_manage:
            return self.tr(
                "None of your computers said that it added this one. If you set it up with your "
                "recovery kit, it is yours. If you do not know it, somebody may be reading along: "
                "remove it, and tell IT."
            )
        return self.tr(
            "None of your computers said that it added this one. If you set it up with your "
            "recovery kit, say so on your main computer. If you do not know it, somebody may be "
            "reading along: remove it on your main computer, and tell IT."
        )

    def _added_words(self, device: OwnDeviceView) -> str:
        at = formats.moment(device.added_at_ms)
        if not device.added_by:
            return self.tr("Added: {time}").format(time=at)
        return self.tr("Added: {time}, by {name}").format(time=at, name=inline(device.added_by))

    def _seen_words(self, device: OwnDeviceView) -> str:
        if device.is_this:
            return ""
        if device.last_seen_ms is None:
            return self.tr("Not seen by the relay yet")
        return self.tr("Last seen: {time}, says the relay").format(
            time=formats.moment(device.last_seen_ms)
        )

    def _sentence(self, device: OwnDeviceView, name: str) -> str:
        parts = [name]
        parts += [self.tr("this computer")] if device.is_this else []
        parts += [self.tr("main computer")] if device.holds_account_key else []
        parts += [self.tr("removed")] if device.removed else []
        parts += [self.tr("nobody explained it")] if not device.explained else []
        return ", ".join([*parts, *self._times.text().split("\n")])

    def _badge_row(self) -> QWidget:
        self._main.setAccessibleName(self.tr("Main computer: it adds and removes the others"))
        set_tip(self._main, self.tr("It adds and removes the others."))
        whole = QWidget()
        whole.setObjectName("plain")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, SPACE_XS)
        row.setSpacing(SPACE_S)
        row.addWidget(self._this)
        row.addWidget(self._main)
        row.addWidget(self._ended)
        row.addStretch()
        return whole

    def _reading_row(self) -> QWidget:
        whole = QWidget()
        whole.setObjectName("plain")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self._name, 1)
        row.addWidget(self.rename)
        row.addWidget(self.remove)
        return whole

    def _editing_row(self) -> QWidget:
        whole = QWidget()
        whole.setObjectName("plain")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.edit, 1)
        row.addWidget(self._save)
        row.addWidget(self._cancel)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, SPACE_S, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(row)
        column.addWidget(
            PlainLabel(
                self.tr("For example the room. Do not put a patient's name here."), "caption"
            )
        )
        return whole

    def _make_warning(self) -> QWidget:
        whole = QFrame()
        whole.setObjectName("warning")
        self._unknown = PlainLabel()
        self.explain = Button(self.tr("It is mine…"))
        self.remove_unknown = Button(self.tr("Remove…"), "danger")
        self.explain.clicked.connect(self.explain_clicked)
        self.remove_unknown.clicked.connect(self.remove_clicked)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        alarm = IconLabel("shield-alert", "attention", ICON_LARGE)
        line.addWidget(alarm, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(
            self._unknown,
            1,
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addStretch()
        buttons.addWidget(self.explain)
        buttons.addWidget(self.remove_unknown)
        column = QVBoxLayout(whole)
        column.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addLayout(line)
        column.addLayout(buttons)
        return whole


def device_name(device: OwnDeviceView) -> str:
    """What a workstation is called, or what stands for a name, by itself."""
    if device.name:
        return person_name(device.name)
    return QCoreApplication.translate("WorkstationCard", "Workstation without a name")
