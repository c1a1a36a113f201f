"""This computer was removed from afar and what was on it is erased: say so, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.views import Removal
from app.ui.text import PlainLabel
from app.ui.widgets.buttons import Button
from app.ui.windows.screen import Screen


class RemovedScreen(Screen):
    """Signals: `set_up_again`, `quit_clicked`."""

    set_up_again = Signal()
    quit_clicked = Signal()

    def __init__(self, removal: Removal, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        clinic = removal is Removal.BY_AUTHORITY
        self.title.setText(
            self.tr("This computer was removed by your clinic")
            if clinic
            else self.tr("You removed this computer")
        )
        for text in (
            self.tr(
                "Your messages on it were erased, and so were its keys. Nothing more is sent to "
                "this computer."
            ),
            self.tr(
                "The order was signed with your clinic's own key and stands in its log; the relay "
                "alone could not have given it. Your other computers and your colleagues still "
                "have what you wrote."
            )
            if clinic
            else self.tr(
                "You did it from another computer of yours. That one and your colleagues still "
                "have what you wrote."
            ),
            self.tr(
                "If you did not expect this, call your clinic's IT. To use Curbside here again, "
                "ask IT for a new invite."
            )
            if clinic
            else self.tr(
                "If that was not you, call your clinic's IT at once. To use Curbside here again, "
                "add this computer anew from another one of yours, or with a new invite."
            ),
        ):
            self.column.addWidget(PlainLabel(text))
        self.again = Button(self.tr("Set up again"), "primary")
        self.again.clicked.connect(self.set_up_again)
        leave = Button(self.tr("Quit"))
        leave.clicked.connect(self.quit_clicked)
        self.buttons.addWidget(self.again)
        self.buttons.addWidget(leave)
        self.buttons.addStretch()
        self.setFocusProxy(self.again)
