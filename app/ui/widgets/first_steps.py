"""After joining: four things worth doing, which tick themselves. Put away, they never come back.

What is kept is a few words in the person's encrypted settings (`Preference.FIRST_STEPS`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.actions import BY_NAME
from app.ui.text import PlainLabel
from app.ui.tokens import ICON_LARGE, SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel, Role

_ROLES: dict[bool, Role] = {True: "accent", False: "muted"}


class Step(Enum):
    """What to do first, in this order."""

    WRITE = "write"
    VERIFY = "verify"
    KIT = "kit"
    LOCK = "lock"


@dataclass(frozen=True, slots=True)
class StepsKept:
    """What is remembered. Profiles that were there before the steps have nothing, and see none."""

    open: bool = False
    lock_known: bool = False
    """The person has locked with the key or the button."""
    has_written: bool = False
    """The person has sent a message; what came from others does not count."""

    @classmethod
    def parse(cls, stored: str) -> StepsKept:
        """Read the preference; what it does not know counts as put away."""
        words = stored.split()
        return cls("open" in words, "lock" in words, "written" in words)

    def stored(self) -> str:
        """As the preference keeps it."""
        known = {"lock": self.lock_known, "written": self.has_written}
        first = "open" if self.open else "done"
        return " ".join([first, *(word for word, is_known in known.items() if is_known)])


class FirstSteps(QFrame):
    """Signals: `wanted` with a Step whose button was pressed, `put_away`."""

    wanted = Signal(object)
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("First steps"))
        self._count = PlainLabel(kind="caption", wrap=False)
        self.close_button = Button(self.tr("Hide these steps"), "quiet")
        self.close_button.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("First steps"), "heading"), 1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addLayout(head)
        self.buttons: dict[Step, Button] = {}
        self._icons: dict[Step, IconLabel] = {}
        self._labels: dict[Step, PlainLabel] = {}
        for step in Step:
            column.addLayout(self._row(step))
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.done: frozenset[Step] = frozenset()
        self.show_done(self.done)

    def show_done(self, done: frozenset[Step]) -> None:
        """Tick these."""
        self.done = done
        self._count.setText(
            self.tr("{done} of {total} done").format(done=len(done), total=len(Step))
        )
        for step in Step:
            ticked = step in done
            self._icons[step].set_icon("check-circle" if ticked else "dot", _ROLES[ticked])
            self.buttons[step].setVisible(not ticked)
            state = self.tr("done") if ticked else self.tr("to do")
            self._labels[step].setAccessibleName(f"{self._labels[step].text()} ({state})")

    def _row(self, step: Step) -> QHBoxLayout:
        words, button = self._words(step)
        icon, label = IconLabel("dot", "muted", ICON_LARGE), PlainLabel(words)
        press = Button(button, "plain")
        press.clicked.connect(lambda _checked=False: self.wanted.emit(step))
        self._icons[step], self._labels[step], self.buttons[step] = icon, label, press
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(label, 1)
        row.addWidget(press, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _words(self, step: Step) -> tuple[str, str]:
        lock = BY_NAME["lock"].keys_label()
        return {
            Step.WRITE: (
                self.tr("Choose a colleague and write the first message."),
                self.tr("Choose"),
            ),
            Step.VERIFY: (
                self.tr("Verify a colleague when you meet: half a minute, once."),
                self.tr("How"),
            ),
            Step.KIT: (
                self.tr("Make a recovery kit, for the day when a computer is lost."),
                self.tr("Make it…"),
            ),
            Step.LOCK: (
                self.tr("Lock when you leave: {key}, and everything is off the screen.").format(
                    key=lock
                ),
                self.tr("Lock now"),
            ),
        }[step]
