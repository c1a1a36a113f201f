"""Beside the message under the mouse: reply, react, and all the rest.

For the mouse alone: the keyboard has keys and a menu for each of these (`app.ui.actions`).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView

from app.ui.actions import BY_NAME
from app.ui.delegates.message_delegate import MessageDelegate, choosable
from app.ui.models.timeline import ROW_ROLE
from app.ui.models.timeline_row import TimelineRow
from app.ui.tokens import ICON, SPACE_XS
from app.ui.widgets.buttons import IconButton


class MessageToolbar(QFrame):
    """Signals: `asked` (name of a command, row id), `menu_asked` (row id, where on the screen)."""

    asked = Signal(str, object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, view: QListView, delegate: MessageDelegate) -> None:
        super().__init__(view.viewport())
        self.setObjectName("messageToolbar")
        self._view, self._delegate = view, delegate
        self.row_id = 0
        self.enabled = True
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for name in ("reply", "react"):
            command = BY_NAME[name]
            button = self._button(command.icon, f"{command.label()} ({command.keys_label()})")
            button.clicked.connect(
                lambda _checked=False, name=name: self.asked.emit(name, self.row_id)
            )
            layout.addWidget(button)
        self.more = self._button("more", self.tr("More"))
        self.more.clicked.connect(self._ask_menu)
        layout.addWidget(self.more)
        self.hide()
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self.hide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse from message to message."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if event.buttons() == Qt.MouseButton.NoButton:
                self._follow(event.position().toPoint())
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Hide, QEvent.Type.Resize):
            self.hide()
        return super().eventFilter(watched, event)

    def show_for(self, index: QModelIndex) -> None:
        """Stand beside the bubble of a message."""
        row = index.data(ROW_ROLE)
        if not self.enabled or not isinstance(row, TimelineRow) or not choosable(row):
            self.hide()
            return
        self.row_id = row.message.row_id
        rect = self._view.visualRect(index)
        bubble = self._delegate.layout_of(index, rect.width()).bubble.translated(rect.topLeft())
        size = self.sizeHint()
        x = round(bubble.right()) + SPACE_XS
        if row.message.outgoing:
            x = round(bubble.left()) - SPACE_XS - size.width()
        view = self._view.viewport()
        x = min(max(x, SPACE_XS), view.width() - size.width() - SPACE_XS)
        y = min(max(round(bubble.top()), 0), view.height() - size.height())
        self.setGeometry(x, y, size.width(), size.height())
        self.show()
        self.raise_()

    def _follow(self, at: QPoint) -> None:
        index = self._view.indexAt(at)
        if index.isValid():
            self.show_for(index)
        else:
            self.hide()

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.row_id, self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _button(self, icon: str, name: str) -> IconButton:
        button = IconButton(icon, name, "muted", ICON)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRaise(True)
        return button
