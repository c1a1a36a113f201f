"""A screen for something that takes a while: its steps, how it ended, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.errors import CurbsideError
from app.core.relay_errors import RelayUnreachable
from app.ui.text import PlainLabel
from app.ui.widgets.buttons import Button
from app.ui.widgets.log_progress import LogProgressLine
from app.ui.widgets.steps_view import StepsView
from app.ui.windows.screen import Screen
from app.ui.words import error_words

Step = TypeVar("Step", bound=Enum)


class ProgressPage(Screen, Generic[Step]):
    """Signals `back`, `again`, `finished`. `last` is the step that means that all is done."""

    back = Signal()
    again = Signal()
    finished = Signal()

    def __init__(
        self,
        title: str,
        words: Mapping[Step, str],
        last: Step,
        outcome: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent, logo=False)
        self._title = title
        self._last = last
        self.steps = StepsView(words)
        self.column.addWidget(self.steps)
        self.log_progress = LogProgressLine(below=True)
        self.column.addWidget(self.log_progress)
        self._done = PlainLabel(outcome)
        self.column.addWidget(self._done)
        self._back = Button(self.tr("Back"))
        self._back.clicked.connect(self.back)
        self._again = Button(self.tr("Try again"), "primary")
        self._again.clicked.connect(self.again)
        self.button = Button(self.tr("Start"), "primary")
        self.button.clicked.connect(self.finished)
        self.buttons.addWidget(self._back)
        self.buttons.addStretch()
        self.buttons.addWidget(self._again)
        self.buttons.addWidget(self.button)
        self.begin()

    def begin(self) -> None:
        """Nothing is done yet."""
        self.title.setText(self._title)
        self.banner.hide()
        self.steps.begin()
        self.log_progress.hide()
        for widget in (self._back, self._again, self.button, self._done):
            widget.hide()

    def reach(self, step: Step) -> None:
        """Steps before `step` are done, `step` has begun."""
        self.steps.reach(step)
        self.log_progress.hide()
        if step is self._last:
            self.title.setText(self.tr("Done"))
            self._done.show()
            self.button.show()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def fail(self, error: CurbsideError) -> None:
        """Say why it stopped; one can go back or try again."""
        self.title.setText(self.tr("That did not work"))
        self.steps.fail()
        self.log_progress.hide()
        message, action = error_words(error)
        if isinstance(error, RelayUnreachable):  # its own words are about messages that wait
            action = self.tr(
                "Look whether this computer is in the clinic's network, then try again."
            )
        self.say_error(message, action)
        self._back.show()
        self._again.show()
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)
