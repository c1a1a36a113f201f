"""A line to look for words in what a viewer shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.formats import translate
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.search_field import name_buttons_of

_PAUSE_MS = 250
MOST = 200
"""Characters."""


class FindStrip(QWidget):
    """Hidden until `open`. Signals: `searched` (words), `stepped` (1 or -1), `closed`."""

    searched = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaxLength(MOST)
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.field.setClearButtonEnabled(True)
        name_buttons_of(self.field)
        self.result = PlainLabel(kind="caption", wrap=False)
        before = IconButton("arrow-up", translate("Viewer", "Previous place"), keys="Shift+F3")
        after = IconButton("arrow-down", translate("Viewer", "Next place"), keys="F3")
        end = IconButton("x", translate("Viewer", "End the search"), "muted", 16, keys="Esc")
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        end.clicked.connect(self.close_strip)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        row.setSpacing(SPACE_S)
        row.addWidget(self.field, 1)
        row.addWidget(self.result)
        for button in (before, after, end):
            row.addWidget(button)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.words))
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.returnPressed.connect(self._return_pressed)
        self.hide()

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.field.text().strip()

    def open(self) -> None:
        """Show it, ready to type."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def say(self, words: str) -> None:
        """How many places there are."""
        self.result.setText(words)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def close_strip(self) -> None:
        """End the search."""
        self.hide()
        self.forget()
        self.closed.emit()

    def forget(self) -> None:
        """Forget what was looked for."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._pause.stop()
        self.result.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shift+Enter goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
            return
        super().keyPressEvent(event)

    def _return_pressed(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.searched.emit(self.words)
