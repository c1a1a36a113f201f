"""A field in which one looks for something, with a button that clears it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from app.ui.formats import translate

_CLEAR = "_q_qlineeditclearaction"
"""What Qt calls the action that clears a field."""


class SearchField(QLineEdit):
    """`words` say what can be typed; screen readers hear them as its name."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        name_buttons_of(self)


def name_buttons_of(field: QLineEdit) -> None:
    """Qt gives the buttons within a field a picture and no name; called when all are there."""
    for button in field.findChildren(QToolButton):
        action = button.defaultAction()
        clears = action is not None and action.objectName() == _CLEAR
        name = translate("SearchField", "Clear") if clears else field.accessibleName()
        button.setAccessibleName(name)
