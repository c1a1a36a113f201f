"""Where a message is written. The text belongs to the chat view, which keeps it as a draft."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.clipboard import protected_mime
from app.ui.text import PlainLabel, tooltip
from app.ui.theme import theme
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconButton

MAX_CHARACTERS = 16_384
"""relay/PROTOCOL.md section 9."""
_MAX_LINES = 8
_MAX_SHARE = 0.3
"""Of the window's height."""
_FRAME = 22
"""Border, padding and margin of the field, as in the style sheet."""
_WARN_BELOW = 500


class ComposerEdit(QPlainTextEdit):
    """A plain text field that grows with its text. Signals `submitted` and `escaped`."""

    submitted = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draft")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def fit(self, *_: object) -> None:
        """Be as high as the text, up to eight lines."""
        line = self.fontMetrics().lineSpacing()
        room = round(self.window().height() * _MAX_SHARE / line)
        most = min(max(room, 2), _MAX_LINES)
        wanted = max(1, round(self.document().size().height()))
        self.setFixedHeight(min(wanted, most) * line + _FRAME)
        full = wanted > most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter sends, Shift+Enter begins a new line."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
                self.submitted.emit()
                return
            if modifiers == Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
                self.ensureCursorVisible()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied from a draft is protected like everything else."""
        return protected_mime(self.textCursor().selectedText().replace("\u2029", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text."""
        self.insertPlainText(source.text())


class Composer(QWidget):
    """The field, the Send button, and the reason when sending is not possible.

    Signals: `send` with the text, `changed` when the draft did.
    """

    send = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.edit = ComposerEdit()
        self.button = IconButton("send", self.tr("Send"), "on_accent")
        self.button.setObjectName("send")
        self.hint = PlainLabel(kind="caption")
        self.hint.hide()
        self._blocked = ""
        row = QHBoxLayout()
        row.setSpacing(SPACE_S + 2)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row)
        layout.addWidget(self.hint)
        self.edit.submitted.connect(self._submit)
        self.edit.textChanged.connect(self._text_changed)
        self.button.clicked.connect(self._submit)
        theme().changed.connect(self.edit.fit)
        self.set_recipient("", "")

    @property
    def text(self) -> str:
        """The draft."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the draft without saying that it changed."""
        self.edit.blockSignals(True)
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.blockSignals(False)
        self.edit.fit()
        self._refresh()

    def set_recipient(self, name: str, blocked: str) -> None:
        """Whom one writes to, and why not, if so."""
        self._blocked = blocked
        self.edit.setEnabled(not blocked)
        self.edit.setPlaceholderText(
            self.tr("Sending is stopped") if blocked else self.tr("Write a message")
        )
        self.edit.setAccessibleName(self.tr("Message to {name}").format(name=name))
        self._refresh()

    def _submit(self) -> None:
        if self.button.isEnabled():
            self.send.emit(self.text.strip("\n"))

    def _text_changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        text = self.text
        left = MAX_CHARACTERS - len(text)
        words = self._blocked
        if left < 0:
            words = self.tr(
                "{count} characters too many. A message holds {limit}; send the rest in another."
            ).format(count=-left, limit=f"{MAX_CHARACTERS:,}")
        elif left < _WARN_BELOW:
            words = words or self.tr("{count} characters left").format(count=left)
        self.hint.setText(words)
        self.hint.set_kind("danger" if left < 0 else "caption")
        self.hint.setVisible(bool(words))
        possible = not self._blocked and left >= 0 and bool(text.strip())
        self.button.setEnabled(possible)
        reason = words if not possible and words else self.tr("Send (Enter)")
        self.button.setToolTip(tooltip(reason))
        self.button.setAccessibleDescription("" if possible else words)
