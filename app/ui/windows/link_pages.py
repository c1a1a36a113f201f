"""The screens by which this computer becomes another workstation of somebody who has one."""

from __future__ import annotations

from math import ceil
from time import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.policy import Policy
from app.core.views import LinkCodeView, LinkWelcomeView
from app.ui import formats
from app.ui.text import PlainLabel, one_line, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.qr_view import QrView
from app.ui.widgets.short_code_view import ShortCodeView
from app.ui.widgets.workstation_card import NAME_LENGTH
from app.ui.windows.screen import Screen

_ADDRESS_LENGTH = 512
_GROUPS_IN_A_ROW = 4


class LinkSetupPage(Screen):
    """Where the relay is, and what this workstation is called. Signals `back`, `go_on`."""

    back = Signal()
    go_on = Signal()

    def __init__(self, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__("", parent, logo=False)
        self.title.setText(self.tr("Use Curbside here too"))
        self.column.addWidget(
            PlainLabel(
                self.tr(
                    "Your other computer adds this one. Have it at hand, with Curbside unlocked "
                    "on it. This computer makes keys of its own; they never leave it."
                )
            )
        )
        self.address = self._field(self.tr("Address of your clinic's relay"))
        self.address.setMaxLength(_ADDRESS_LENGTH)
        self.address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.address.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        if policy.relay_url is not None:
            self.address.setText(one_line(policy.relay_url))
            self.address.setReadOnly(True)
            self.address.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._set_by_clinic()
        else:
            self.address.setPlaceholderText("https://relay.example:8443")
            self._hint(self.tr("On your other computer: Settings, About this computer."))
        self.column.addSpacing(SPACE_S)
        self.name = self._field(self.tr("Name of this workstation"))
        self.name.setMaxLength(NAME_LENGTH)
        self.name.setText(self.tr("Workstation of {date}").format(date=formats.current_date()))
        self._hint(
            self.tr(
                "Your own computers show it, for example the room. Do not put a patient's name "
                "here."
            )
        )
        back = Button(self.tr("Back"))
        back.clicked.connect(self.back)
        self.button = Button(self.tr("Continue"), "primary")
        self.button.clicked.connect(self._submit)
        self.buttons.addWidget(back)
        self.buttons.addStretch()
        self.buttons.addWidget(self.button)
        for edit in (self.address, self.name):
            edit.textChanged.connect(self._refresh)
            edit.returnPressed.connect(self._submit)
        self.setFocusProxy(self.name if policy.relay_url is not None else self.address)
        self._refresh()

    @property
    def relay_url(self) -> str:
        """The address; one that was typed without its beginning gets it."""
        address = self.address.text().strip()
        return address if "://" in address else f"https://{address}"

    @property
    def device_name(self) -> str:
        """What the person calls this computer."""
        return self.name.text().strip()

    def _field(self, title: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(title)
        self.column.addWidget(PlainLabel(title, "strong"))
        self.column.addWidget(edit)
        return edit

    def _hint(self, words: str) -> None:
        self.column.addWidget(PlainLabel(words, "caption"))

    def _set_by_clinic(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("building", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(PlainLabel(self.tr("Set by your clinic"), "caption"), 1)
        self.column.addLayout(row)

    def _refresh(self) -> None:
        self.button.setEnabled(bool(self.address.text().strip()) and bool(self.device_name))

    def _submit(self) -> None:
        if self.button.isEnabled():
            self.go_on.emit()


class LinkCodePage(Screen):
    """The code for the other computer. Signals: `cancelled`, `again` when it is too old."""

    cancelled = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, logo=False)
        self._good_until_ms = 0
        self._where = PlainLabel(
            self.tr("On your other computer: Settings, Your workstations, Add a workstation."),
            "strong",
        )
        self._how = PlainLabel(
            self.tr("Type these characters there. A hand scanner can read the picture.")
        )
        self.column.addWidget(self._where)
        self.column.addWidget(self._how)
        self._card = QFrame()
        self._card.setObjectName("card")
        self.qr = QrView(168)
        self.qr.setAccessibleName(self.tr("QR code with the same characters"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_L)
        self._grid.setVerticalSpacing(SPACE_M)
        self._groups: list[PlainLabel] = []
        self.characters = QWidget()
        self.characters.setObjectName("codeGroups")
        self.characters.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.characters.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Codes run left to right in every language.
        self.characters.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        column = QVBoxLayout(self.characters)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        column.addLayout(self._grid)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_L)
        inside.setSpacing(SPACE_M)
        inside.addWidget(self.characters, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self._card)
        self.countdown = PlainLabel(kind="muted")
        self.column.addWidget(self.countdown)
        cancel = Button(self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        self.renew = Button(self.tr("Show a new code"), "primary")
        self.renew.clicked.connect(self.again)
        self.buttons.addWidget(cancel)
        self.buttons.addStretch()
        self.buttons.addWidget(self.renew)
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._count)
        self.setFocusProxy(self.characters)
        self.begin()

    def begin(self) -> None:
        """There is no code yet."""
        self._timer.stop()
        self.banner.hide()
        self.title.setText(self.tr("Preparing"))
        for widget in (self._where, self._how, self._card, self.renew):
            widget.hide()
        self.countdown.setText(self.tr("Making keys on this computer, and calling the relay…"))

    def show_code(self, code: LinkCodeView) -> None:
        """Show the code until it is too old."""
        self.title.setText(self.tr("Add this computer on your other one"))
        self._good_until_ms = code.good_until_ms
        self.qr.show_code(code.code)
        self._show_groups(code.characters)
        for widget in (self._where, self._how, self._card):
            widget.show()
        self._timer.start()
        self._count()
        self.characters.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        """The code is used, or given up."""
        self._timer.stop()

    def _show_groups(self, characters: str) -> None:
        for label in self._groups:
            self._grid.removeWidget(label)
            label.deleteLater()
        groups = characters.split()
        self._groups = [PlainLabel(group, "digits", wrap=False) for group in groups]
        for number, label in enumerate(self._groups):
            label.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
            self._grid.addWidget(label, number // _GROUPS_IN_A_ROW, number % _GROUPS_IN_A_ROW)
        spoken = ", ".join(" ".join(group) for group in groups)
        self.characters.setAccessibleName(self.tr("Code: {code}").format(code=spoken))

    def _count(self) -> None:
        seconds = ceil((self._good_until_ms - time() * 1000) / 1000)
        if seconds > 0:
            self.countdown.setText(
                self.tr("Good for {minutes}:{seconds:02d} more, and for one computer.").format(
                    minutes=seconds // 60, seconds=seconds % 60
                )
            )
            return
        self._timer.stop()
        for widget in (self._card, self._how):
            widget.hide()
        self.countdown.setText(self.tr("This code is no longer good."))
        self.renew.show()
        self.renew.setFocus(Qt.FocusReason.OtherFocusReason)


class LinkComparePage(Screen):
    """The six digits, and whether the other computer shows them too. Signal `answered`.

    The answer is given on both: whoever saw the code and was faster shows other digits. Neither
    answer is the default.
    """

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, logo=False)
        self.title.setText(self.tr("Are the numbers the same?"))
        self._words = PlainLabel(
            self.tr("Your other computer shows a number too. Compare, and answer on both.")
        )
        self.clinic = PlainLabel(kind="muted")
        self.number = ShortCodeView()
        self.agree = Button(self.tr("They are the same"), icon="check")
        self.agree.clicked.connect(self._agreed)
        self.differ = Button(self.tr("They differ, stop"), icon="x")
        self.differ.clicked.connect(lambda: self.answered.emit(False))
        self.column.addWidget(self._words)
        self.column.addWidget(self.number)
        self.column.addSpacing(SPACE_XS)
        self.column.addWidget(self.clinic)
        self.buttons.addWidget(self.differ)
        self.buttons.addStretch()
        self.buttons.addWidget(self.agree)
        self.setFocusProxy(self.number)

    def _agreed(self) -> None:
        self.agree.setEnabled(False)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self._words.setText(self.tr("Now answer on your other computer, too."))
        self.answered.emit(True)

    def show_welcome(self, welcome: LinkWelcomeView) -> None:
        """Show the number, and which clinic the other computer names."""
        self.agree.setEnabled(True)
        self._words.setText(
            self.tr("Your other computer shows a number too. Compare, and answer on both.")
        )
        self.number.show_code(welcome.short_code)
        self.clinic.setText(
            self.tr("The other computer belongs to: {clinic}").format(
                clinic=person_name(welcome.clinic_name)
            )
        )
