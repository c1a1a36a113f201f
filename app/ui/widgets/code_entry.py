"""Where another person's code comes in: typed by a scanner, pasted, or from a file.

There is no camera here. A hand scanner types what it reads like a keyboard, so a field is enough.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.core.errors import CurbsideError
from app.ui import clipboard
from app.ui.dialogs.files import choose_file, read_small_text
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button


class CodeEntry(QWidget):
    """Signals: `entered` with a text, `failed` with an error of reading a file."""

    entered = Signal(str)
    failed = Signal(object)

    def __init__(self, name: str, pattern: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._pattern = pattern
        self._name = name
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(name)
        self.edit.setAccessibleName(name)
        self.edit.setMaxLength(4096)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.paste = Button(self.tr("Paste"), "quiet", "paste")
        self.open = Button(self.tr("Open file…"), "quiet", "file")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_S)
        row.addWidget(self.edit, 1)
        row.addWidget(self.paste)
        row.addWidget(self.open)
        self.setFocusProxy(self.edit)
        self.edit.returnPressed.connect(self._submit)
        self.paste.clicked.connect(lambda: self.give(clipboard.paste()))
        self.open.clicked.connect(self._choose)

    def give(self, text: str) -> None:
        """Take a whole code at once."""
        self.edit.setText(" ".join(text.split()))
        self.edit.setCursorPosition(0)
        self.entered.emit(text)

    def open_file(self, path: str) -> None:
        """Take the code from a small text file."""
        try:
            self.give(read_small_text(path))
        except CurbsideError as error:
            self.failed.emit(error)

    def _submit(self) -> None:
        if self.edit.text().strip():
            self.entered.emit(self.edit.text())

    def _choose(self) -> None:
        choose_file(self, self._name, self._pattern, self.open_file)
