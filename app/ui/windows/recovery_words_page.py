"""First run with a recovery invite: the 12 words of the kit, judged while they are typed.

One field, because words are pasted or typed by a scanner as often as by hand. What is wrong is
named by its number, which the page has too. The words are forgotten as soon as they were used.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.core.errors import CurbsideError
from app.core.views import RecoveryWordsView
from app.ui.clipboard import paste
from app.ui.dialogs.files import choose_file, read_small_text
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.invite_edit import InviteEdit
from app.ui.windows.screen import Screen
from app.ui.words import error_words

WORDS = 12


class RecoveryWordsPage(Screen):
    """Signals: `back`, `go_on`. `check` judges a text as far as it is typed."""

    back = Signal()
    go_on = Signal()

    def __init__(
        self, check: Callable[[str], RecoveryWordsView], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, logo=False)
        self._check = check
        self.title.setText(self.tr("Your recovery kit"))
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "Type the 12 words from your page, in their order, with spaces between. "
                    "Capital letters and the numbers do not matter."
                )
            )
        )
        self.edit = InviteEdit()
        self.edit.setPlaceholderText(self.tr("First word, second word, …"))
        self.edit.setAccessibleName(self.tr("The 12 words of the recovery kit"))
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.column.addWidget(self.edit)
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, WORDS)
        self.bar.setAccessibleName(self.tr("Words that are right so far"))
        self.column.addWidget(self.bar)
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        self._icon = IconLabel("dot", "muted")
        self.state = PlainLabel(kind="muted")
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.state, 1)
        self.column.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        from_clipboard = Button(self.tr("Paste"), "quiet", "paste")
        from_clipboard.clicked.connect(lambda: self.set_text(paste()))
        from_file = Button(self.tr("Open the code…"), "quiet", "file")
        from_file.clicked.connect(self._choose)
        row.addWidget(from_clipboard)
        row.addWidget(from_file)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "No page? Ask your clinic's IT for an invite that gives you a new account key "
                    "instead; colleagues are then asked to verify you again."
                ),
                "caption",
            )
        )
        back = Button(self.tr("Back"))
        back.clicked.connect(self.back)
        self.button = Button(self.tr("Continue"), "primary")
        self.button.clicked.connect(self._submit)
        self.buttons.addWidget(back)
        self.buttons.addStretch()
        self.buttons.addWidget(self.button)
        self.edit.textChanged.connect(self._judge)
        self.edit.dropped.connect(self.open_file)
        self.edit.submitted.connect(self._submit)
        self.setFocusProxy(self.edit)
        self._judge()

    @property
    def words(self) -> str:
        """What was typed."""
        return self.edit.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Put words, or a scanned code, into the field."""
        self.edit.setPlainText(text)

    def clear(self) -> None:
        """Forget them, also for undoing."""
        self.edit.clear()
        self.edit.document().clearUndoRedoStacks()

    def open_file(self, path: str) -> None:
        """Read words, or a scanned code, from a small text file."""
        try:
            self.set_text(read_small_text(path))
        except CurbsideError as error:
            self.say_error(*error_words(error))

    def _choose(self) -> None:
        choose_file(self, self.tr("Open the code"), self.tr("All files (*)"), self.open_file)

    def _judge(self) -> None:
        """Say how far it is. The word that is being typed is not called wrong yet."""
        text = self.edit.toPlainText()
        view = self._check(text)
        typing = bool(text) and not text[-1].isspace()
        unfinished = typing and view.unknown is not None and view.unknown == len(text.split())
        self.bar.setValue(view.good)
        self.button.setEnabled(view.complete)
        if view.complete:
            self._say(self.tr("These are the words of a kit."), "check", "accent")
        elif view.problem is not None and (
            (view.unknown is not None and not unfinished)
            or view.good >= WORDS
            or (text.strip() and view.good == 0 and not unfinished)
        ):
            self._say(error_words(view.problem).together, "alert-circle", "danger")
        else:
            words = self.tr("{count} of 12 words").format(count=view.good)
            self._say(words, "dot", "muted")

    def _say(self, words: str, icon: str, role: str) -> None:
        changed = words != self.state.text()
        self._icon.set_icon(icon, role)  # type: ignore[arg-type]  # a token's name
        self.state.setText(words)
        self.state.set_kind("danger" if role == "danger" else "muted")
        if changed and role != "muted":
            said = QAccessibleAnnouncementEvent(self.state, words)
            QAccessible.updateAccessibility(said)

    def _submit(self) -> None:
        if self.button.isEnabled():
            self.banner.hide()
            self.go_on.emit()
