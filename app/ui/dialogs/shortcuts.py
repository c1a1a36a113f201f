"""All keys on one sheet, made from the table of commands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from app.core.preferences import SendKey
from app.ui.actions import COMMANDS, Group
from app.ui.dialogs.base import Dialog
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S, SPACE_XL, SPACE_XXL

_HEIGHT = 620


class ShortcutsDialog(Dialog):
    """Two columns of groups, with the keys that the person chose for sending."""

    def __init__(self, parent: QWidget | None = None, send_with: SendKey = SendKey.ENTER) -> None:
        super().__init__(self.tr("Keyboard shortcuts"), parent, 760)
        self._send_with = send_with
        inside = QWidget()
        inside.setObjectName("scrolled")
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)  # off the focus ring and bar
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
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        area.setWidget(inside)
        inside.ensurePolished()
        wide = inside.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(wide)
        self.body.addWidget(area, 1)
        self.resize(self.sizeHint().width(), _HEIGHT)
        self.add_button(self.tr("Close"), self.reject, primary=True)

    def _add_group(self, grid: QGridLayout, group: Group) -> None:
        if grid.count():
            grid.setRowMinimumHeight(grid.rowCount(), SPACE_S)
        title = PlainLabel(QCoreApplication.translate("Actions", group.value), "strong")
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for command in COMMANDS:
            every = command.all_keys(self._send_with)
            if command.group is not group or not every:
                continue
            native = QKeySequence.SequenceFormat.NativeText
            keys = "  ".join(QKeySequence(key).toString(native) for key in every)
            keys = keys.replace("Return", self.tr("Enter"))
            row = grid.rowCount()
            grid.addWidget(PlainLabel(command.label()), row, 0)
            grid.addWidget(
                PlainLabel(keys, "muted", wrap=False), row, 1, Qt.AlignmentFlag.AlignRight
            )
