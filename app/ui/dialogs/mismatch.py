"""After "They don't match": what the person does now, and what their IT does.

It can be copied and printed, so that IT has it in hand; it names the account by its id, and holds
no key and no content.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.views import ContactView
from app.ui import clipboard
from app.ui.formats import grouped_hex
from app.ui.paper.output import choose_printer
from app.ui.paper.pages import draw_steps
from app.ui.text import PlainLabel, inline
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel

translate = QCoreApplication.translate
Steps = tuple[tuple[str, tuple[str, ...]], ...]


def mismatch_steps(contact: ContactView) -> Steps:
    """For the person, then for IT: titles and steps."""
    name = inline(contact.name)
    person = (
        translate(
            "Mismatch",
            "Compare once more, and check that both of you opened the right contact.",
        ),
        translate(
            "Mismatch",
            "If they still differ, call your clinic's IT by telephone and tell them that the "
            "numbers of the two of you do not match. Do not write it here.",
        ),
        translate("Mismatch", "Until it is explained, reach {name} in another way."),
        translate(
            "Mismatch", "Leave Curbside as it is. What is on this computer helps to explain."
        ),
    )
    it = (
        translate(
            "Mismatch",
            "Look the account up in the authority's register, and ask {name} in person whether "
            "each invite issued for it was theirs: a new key needs one. Account: {account}.",
        ),
        translate(
            "Mismatch",
            "Compare the log between two computers (Settings, Trust): at the same size, the root "
            "must be the same. If it is not, save the proof there; the relay is then suspect.",
        ),
        translate(
            "Mismatch",
            "If the account holds a key that is not {name}'s, revoke its devices with the "
            "authority's key, import that at the relay, and issue a new invite by hand.",
        ),
        translate(
            "Mismatch",
            "Have both compare again. When the numbers match, “They match” opens the conversation.",
        ),
    )
    values = {"name": name, "account": grouped_hex(contact.account_id)}
    return (
        (translate("Mismatch", "What you do now"), tuple(s.format(**values) for s in person)),
        (translate("Mismatch", "What IT does"), tuple(s.format(**values) for s in it)),
    )


class MismatchPage(QWidget):
    """Heading and steps. Signal `failed` when printing does not work."""

    failed = Signal(object)

    def __init__(self, contact: ContactView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._heading = self.tr("Sending to {name} is stopped").format(name=inline(contact.name))
        self._steps = mismatch_steps(contact)
        head = QHBoxLayout()
        head.setSpacing(SPACE_M)
        head.addWidget(IconLabel("shield-alert", "danger", 28))
        head.addWidget(PlainLabel(self._heading, "heading"), 1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(
            PlainLabel(
                self.tr(
                    "Different numbers mean that somebody may be reading along, or that one of you "
                    "looked at another person's number. Nothing is deleted."
                )
            )
        )
        for title, steps in self._steps:
            column.addSpacing(SPACE_S)
            column.addWidget(PlainLabel(title, "strong"))
            for number, step in enumerate(steps, 1):
                row = QHBoxLayout()
                row.setSpacing(SPACE_S)
                row.addWidget(PlainLabel(f"{number}.", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
                row.addWidget(PlainLabel(step), 1)
                column.addLayout(row)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setMinimumHeight(240)
        area.setWidget(inside)
        area.setAccessibleName(self._heading)
        self.area = area
        self.copy = Button(self.tr("Copy these steps"), "quiet", "copy")
        self.copy.clicked.connect(self._copy)
        self.printing = Button(self.tr("Print…"), "quiet", "printer")
        self.printing.clicked.connect(self._print)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(self.copy)
        tools.addWidget(self.printing)
        tools.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addLayout(tools)

    def as_text(self) -> str:
        """The steps as plain lines."""
        lines = [self._heading]
        for title, steps in self._steps:
            lines += ["", title, *(f"{number}. {step}" for number, step in enumerate(steps, 1))]
        return "\n".join(lines) + "\n"

    def _copy(self) -> None:
        clipboard.copy(self.as_text())
        self.copy.setText(self.tr("Copied"))

    def _print(self) -> None:
        draw = partial(draw_steps, heading=self._heading, sections=self._steps)
        choose_printer(self, draw, self.failed.emit)
