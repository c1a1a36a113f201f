"""Where a message is written. The text belongs to the chat view, which keeps it as a draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QDragEnterEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.preferences import SendKey
from app.ui import formats
from app.ui.actions import BY_NAME
from app.ui.clipboard import protected_mime
from app.ui.emoji.completion import EmojiCompletion
from app.ui.emoji.picker import EmojiPicker
from app.ui.formats import translate
from app.ui.given_files import given_in, has_files
from app.ui.mentions import MentionCompletion
from app.ui.text import PlainLabel, tooltip
from app.ui.theme import theme
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.compose_strip import ComposeStrip
from app.ui.widgets.spelling_marks import SpellingMarks
from app.ui.writing import WritingTools

MAX_CHARACTERS = 16_384
"""relay/PROTOCOL.md section 9."""
MAX_PASTED = 2 * MAX_CHARACTERS
"""What the field takes in, so that the rest of a long text can be cut off here. Laying out a whole
log would stop the window for seconds, and no message could hold it."""
_MAX_SHARE = 1 / 3
"""Of the window's height."""
_FRAME = 22
"""Border, padding and margin of the field, as in the style sheet."""
_WARN_BELOW = 500


class ComposerEdit(QPlainTextEdit):
    """A plain text field that grows with its text.

    Signals: `submitted`, `earlier_wanted` when Up is pressed in the empty field, `refused` with how
    many characters there would have been when a paste was too long to be taken in, `files_given`
    when files or a picture were pasted.
    """

    submitted = Signal()
    earlier_wanted = Signal()
    refused = Signal(int)
    files_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("draft")
        self.send_with = SendKey.ENTER
        self.takes_files = True
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def fit(self, *_: object) -> None:
        """Be as high as the text, up to a third of the window."""
        line = self.fontMetrics().lineSpacing()
        most = max(int((self.window().height() * _MAX_SHARE - _FRAME) / line), 2)
        wanted = max(1, round(self.document().size().height()))
        self.setFixedHeight(min(wanted, most) * line + _FRAME)
        full = wanted > most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def event(self, event: QEvent) -> bool:
        """In the empty field Ctrl+End is not about the text: it goes to the newest message."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.MoveToEndOfDocument)
            and self.document().isEmpty()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Ctrl+Enter sends, as the person prefers; Up in the empty field edits."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if modifiers in self._sending_modifiers():
                self.submitted.emit()
                return
            if modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
                self.insertPlainText("\n")
                self.ensureCursorVisible()
                return
        if event.key() == Qt.Key.Key_Up and self.document().isEmpty():
            self.earlier_wanted.emit()
            return
        super().keyPressEvent(event)

    def _sending_modifiers(self) -> tuple[Qt.KeyboardModifier, ...]:
        ctrl = Qt.KeyboardModifier.ControlModifier
        if self.send_with is SendKey.CTRL_ENTER:
            return (ctrl,)
        return (Qt.KeyboardModifier.NoModifier, ctrl)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.fit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied from a draft is protected like everything else."""
        return protected_mime(self.textCursor().selectedText().replace("\u2029", "\n"))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, and files or a picture that are to be sent."""
        return source.hasText() or (self.takes_files and has_files(source))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are dropped on the whole conversation, text here."""
        if has_files(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, all of it or nothing. Files and pictures are asked about."""
        if self.takes_files and has_files(source):
            self.files_given.emit(given_in(source))
            return
        text = source.text()
        there = self.document().characterCount() - 1  # Qt counts the end of the last line, too
        length = len(text) + there - len(self.textCursor().selectedText())
        if length > MAX_PASTED:
            self.refused.emit(length)
        else:
            self.insertPlainText(text)


class Composer(QWidget):
    """The field, the Send button, and the reason when sending is not possible.

    `strip` says what is answered or edited. Signals: `send` with the text, `changed` when the text
    did, `cancelled` when nothing is to be answered or edited after all.
    """

    send = Signal(str)
    changed = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.strip = ComposeStrip()
        self.edit = ComposerEdit()
        self.button = IconButton("send", self.tr("Send"), "on_accent")
        self.button.setObjectName("send")
        self.emoji_button = IconButton(
            "smile", self.tr("Insert an emoji"), "muted", keys=BY_NAME["emoji"].keys_label()
        )
        self.emoji_button.setObjectName("emoji")
        self.emoji_button.hide()
        self.attach_button = IconButton(
            "paperclip", self.tr("Send files"), "muted", keys=BY_NAME["attach"].keys_label()
        )
        self.attach_button.setObjectName("attach")
        self.microphone_button = IconButton(
            "microphone",
            self.tr("Record a voice message"),
            "muted",
            keys=BY_NAME["record-voice"].keys_label(),
        )
        self.microphone_button.setObjectName("record-voice")
        self.microphone_button.hide()
        self._tools: WritingTools | None = None
        self._picker: EmojiPicker | None = None
        self.hint = PlainLabel(kind="caption")
        self.hint.hide()
        self._blocked = ""
        self._saves = False
        row = QHBoxLayout()
        row.setSpacing(SPACE_S + 2)
        row.addWidget(self.attach_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.edit, 1)
        row.addWidget(self.emoji_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.microphone_button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.strip)
        layout.addLayout(row)
        layout.addWidget(self.hint)
        self.strip.cancelled.connect(self.cancelled)
        self.edit.submitted.connect(self._submit)
        self.edit.textChanged.connect(self._text_changed)
        self.edit.refused.connect(self._say_too_long)
        self.button.clicked.connect(self._submit)
        self.emoji_button.clicked.connect(self.choose_emoji)
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

    def use(self, tools: WritingTools) -> None:
        """Take the person's emoji, spelling and their key for sending; called once."""
        self._tools = tools
        self.completion = EmojiCompletion(self.edit, tools.emoji)
        self.mentions = MentionCompletion(self.edit)
        self.spelling = SpellingMarks(self.edit, tools.spelling, tools.tasks)
        self.emoji_button.show()
        tools.send_key_changed.connect(self.set_send_key)
        self.set_send_key(tools.send_key)

    def choose_emoji(self) -> None:
        """Open the picker; what is chosen comes where the caret is."""
        if self._tools is None or not self.edit.isEnabled():
            return
        if self._picker is None:
            self._picker = EmojiPicker(self._tools.emoji, self)
            self._picker.picked.connect(self._insert_emoji)
        self.edit.setFocus()
        self._picker.open_at(self.emoji_button)

    def _insert_emoji(self, emoji: str) -> None:
        self.edit.insertPlainText(emoji)
        self.edit.ensureCursorVisible()

    def set_recipient(self, name: str, blocked: str) -> None:
        """Whom one writes to, and why not, if so."""
        self._blocked = blocked
        self.edit.setEnabled(not blocked)
        self.emoji_button.setEnabled(not blocked)
        self.attach_button.setEnabled(not blocked)
        self.microphone_button.setEnabled(not blocked)
        self.edit.setPlaceholderText(
            self.tr("Sending is stopped") if blocked else self.tr("Write a message")
        )
        self.edit.setAccessibleName(self.tr("Message to {name}").format(name=name))
        self._refresh()

    def set_send_key(self, key: SendKey) -> None:
        """With which key the person sends."""
        self.edit.send_with = key
        self._refresh()

    def allow_files(self, allowed: bool) -> None:
        """Whether the clinic lets files be sent at all."""
        self.edit.takes_files = allowed
        self.attach_button.setVisible(allowed)

    def set_saves(self, saves: bool) -> None:
        """Whether the button saves an edited message instead of sending a new one."""
        self._saves = saves
        self.button.set_icon("check" if saves else "send")
        self._refresh()

    def _submit(self) -> None:
        if self.button.isEnabled():
            self.send.emit(self.text.strip("\n"))

    def _text_changed(self) -> None:
        self._refresh()
        self.changed.emit()

    def _say_too_long(self, length: int) -> None:
        """Nothing was pasted; the draft is as it was. The words stand until it changes."""
        self.hint.setText(_too_many(length - MAX_CHARACTERS))
        self.hint.set_kind("danger")
        self.hint.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, self.hint.text()))

    def _refresh(self) -> None:
        text = self.text
        left = MAX_CHARACTERS - len(text)
        words = self._blocked
        if left < 0:
            words = _too_many(-left)
        elif left < _WARN_BELOW:
            words = words or translate("Composer", "%n character(s) left", None, left)
        self.hint.setText(words)
        self.hint.set_kind("danger" if left < 0 else "caption")
        self.hint.setVisible(bool(words))
        possible = not self._blocked and left >= 0 and bool(text.strip())
        self.button.setEnabled(possible)
        keys = self.tr("Ctrl+Enter") if self.edit.send_with is SendKey.CTRL_ENTER else ""
        keys = keys or self.tr("Enter")
        name = self.tr("Save the edited message") if self._saves else self.tr("Send")
        self.button.setAccessibleName(name)
        reason = words if not possible and words else f"{name} ({keys})"
        self.button.setToolTip(tooltip(reason))
        self.button.setAccessibleDescription(keys if possible else words or " ")


def _too_many(count: int) -> str:
    return translate(
        "Composer",
        "%n character(s) too many. A message holds {limit}; send the rest in another.",
        None,
        count,
    ).format(limit=formats.number(MAX_CHARACTERS))
