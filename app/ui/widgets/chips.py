"""Names of who was chosen, each with a cross, flowing over as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.views import ContactView
from app.ui.text import inline, person_name
from app.ui.tokens import SPACE_S, SPACE_XS
from app.ui.widgets.buttons import Button

_LONGEST = 28
"""Characters of a name on a chip; its accessible name has all."""


class Chips(QWidget):
    """Signals: `removed` with the account id of the chip that was pressed, `wrapped` with how high
    they are at another width."""

    removed = Signal(object)
    wrapped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")
        self._buttons: list[Button] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_people(self, people: Sequence[ContactView]) -> None:
        """These are chosen."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._chip(contact) for contact in people]
        self._arrange(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Chips wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as they need."""
        return self._arrange(width, place=False)

    def sizeHint(self) -> QSize:
        """At the width that it has."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Room for the lines at this width."""
        return QSize(0, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self.wrapped.emit(self._arrange(self.width()))

    def _chip(self, contact: ContactView) -> Button:
        name = person_name(contact.name)
        chip = Button(name if len(name) <= _LONGEST else name[:_LONGEST] + "…", "chip", "x", self)
        chip.setAccessibleName(self.tr("Remove {name}").format(name=inline(contact.name)))
        chip.clicked.connect(lambda: self.removed.emit(contact.account_id))
        chip.show()
        return chip

    def _arrange(self, width: int, *, place: bool = True) -> int:
        """Put them line after line; how high that is."""
        x = y = line = 0
        for button in self._buttons:
            size = button.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + line + SPACE_XS
            if place:
                button.setGeometry(x, y, min(size.width(), width), size.height())
            x += size.width() + SPACE_S
            line = size.height()
        return y + line
