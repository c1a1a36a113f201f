"""A field for a passphrase: hidden until asked, with a hint when Caps Lock seems to be on.

Tab goes past the eye: a passphrase typed on without looking must land in the next field, and not
reveal this one at its first space. Alt+R in the field does what the eye does.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.actions import BY_NAME
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_XS
from app.ui.widgets.buttons import IconButton


class _Edit(QLineEdit):
    """Tells by the letters that arrive whether Caps Lock is on: no system is asked."""

    caps = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice a capital letter without Shift, or the reverse; keep Return."""
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.lower() != text.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # It was answered here. Passed on, it would press the default button of the dialog, or
            # of the file dialog that the answer has just opened.
            event.accept()


class PassphraseField(QWidget):
    """Signals: `changed`, `submitted`."""

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        title = PlainLabel(name, "strong")
        self.edit = _Edit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.edit.setAccessibleName(name)
        self.edit.setMaxLength(1024)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._eye = IconButton("eye", "", "muted")
        self._eye.setObjectName("reveal")
        self._eye.setCheckable(True)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._caps = PlainLabel(self.tr("Caps Lock seems to be on."), "attention")
        self._caps.hide()
        row = QHBoxLayout()
        row.setSpacing(SPACE_XS)
        row.addWidget(self.edit, 1)
        row.addWidget(self._eye)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(title)
        layout.addLayout(row)
        layout.addWidget(self._caps)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(self.submitted)
        self.edit.caps.connect(self._show_caps)
        self._eye.toggled.connect(self._show)
        for keys in BY_NAME["reveal-passphrase"].keys:
            shortcut = QShortcut(QKeySequence(keys), self.edit)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._eye.toggle)
        self._name_eye()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget what was typed, and hide what comes."""
        self.edit.clear()
        self._eye.setChecked(False)
        self._caps.hide()

    def _show(self, visible: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if visible else "eye")
        self._name_eye()

    def _show_caps(self, on: bool) -> None:
        """Say it once, also to those who hear the window."""
        if on and self._caps.isHidden():
            said = QAccessibleAnnouncementEvent(self.edit, self._caps.text())
            QAccessible.updateAccessibility(said)
        self._caps.setVisible(on)

    def _name_eye(self) -> None:
        words = (
            self.tr("Hide the passphrase ({keys})")
            if self._eye.isChecked()
            else self.tr("Show the passphrase ({keys})")
        )
        self._eye.set_name(words.format(keys=BY_NAME["reveal-passphrase"].keys_label()))
