"""All keys on one sheet, made from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.ui.actions import COMMANDS, Group
from app.ui.dialogs.base import Dialog
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S, SPACE_XL, SPACE_XXL


class ShortcutsDialog(Dialog):
    """Two columns of groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Keyboard shortcuts"), parent, 640)
        columns = QHBoxLayout()
        columns.setSpacing(SPACE_XXL)
        for groups in ((Group.GO, Group.CONVERSATION), (Group.MESSAGE, Group.APP)):
            grid = QGridLayout()
            grid.setHorizontalSpacing(SPACE_XL)
            grid.setVerticalSpacing(SPACE_S)
            grid.setColumnStretch(0, 1)
            for group in groups:
                self._add_group(grid, group)
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid, 1)
        self.body.addLayout(columns)
        self.add_button(self.tr("Close"), self.reject, primary=True)

    def _add_group(self, grid: QGridLayout, group: Group) -> None:
        if grid.count():
            grid.setRowMinimumHeight(grid.rowCount(), SPACE_S)
        title = PlainLabel(QCoreApplication.translate("Actions", group.value), "strong")
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for command in COMMANDS:
            if command.group is not group or not command.keys:
                continue
            native = QKeySequence.SequenceFormat.NativeText
            keys = "  ".join(QKeySequence(key).toString(native) for key in command.keys)
            keys = keys.replace("Return", self.tr("Enter"))
            row = grid.rowCount()
            grid.addWidget(PlainLabel(command.label()), row, 0)
            grid.addWidget(
                PlainLabel(keys, "muted", wrap=False), row, 1, Qt.AlignmentFlag.AlignRight
            )
