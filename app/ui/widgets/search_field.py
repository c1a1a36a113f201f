"""A field in which one looks for something, with a button that clears it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from app.ui.formats import translate


class SearchField(QLineEdit):
    """`words` say what can be typed; screen readers hear them as its name."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        name_clear_button(self)


def name_clear_button(field: QLineEdit) -> None:
    """Qt gives the button that clears a field a picture and no name."""
    for button in field.findChildren(QToolButton):
        button.setAccessibleName(translate("SearchField", "Clear"))
