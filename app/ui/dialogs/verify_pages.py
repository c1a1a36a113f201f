"""The three ways to compare: aloud, by codes between two screens, by a card on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.views import SafetyNumberView
from app.ui import clipboard
from app.ui.text import PlainLabel, inline
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.buttons import Button
from app.ui.widgets.code_entry import CodeEntry
from app.ui.widgets.digits_view import DigitsView
from app.ui.widgets.qr_view import QrView


class ReadAloudPage(QWidget):
    """60 digits, read row by row in turns."""

    def __init__(self, shown: SafetyNumberView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = _column(self)
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Meet, or call {name} on a number you know. Both open Verify. You read row 1 "
                    "aloud, they read row 2, you read row 3, they read row 4. Every digit has to "
                    "be the same on both screens."
                ).format(name=inline(shown.contact.name))
            )
        )
        self.digits = DigitsView(shown.groups)
        card, inside = _card()
        inside.addWidget(self.digits)
        inside.addStretch()
        layout.addWidget(card)
        layout.addStretch()


class CodesPage(QWidget):
    """A QR code on one screen, opened on the other. Signals: `entered`, `failed`."""

    entered = Signal(str)
    failed = Signal(object)

    def __init__(self, shown: SafetyNumberView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = shown.code
        name = inline(shown.contact.name)
        layout = _column(self)
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Two computers side by side: take the code from {name}'s screen with a hand "
                    "scanner, which types it into the field, or carry it over on a stick. Then "
                    "they take yours. Curbside uses no camera."
                ).format(name=name)
            )
        )
        code = QrView(168)
        code.show_code(shown.code)
        self.copy = Button(self.tr("Copy my code"), "quiet", "copy")
        self.copy.clicked.connect(self._copy)
        self.entry = CodeEntry(self.tr("Their code"), self.tr("All files (*)"))
        self.entry.entered.connect(self.entered)
        self.entry.failed.connect(self.failed)
        card, inside = _card()
        inside.addWidget(code)
        right = QVBoxLayout()
        right.setSpacing(SPACE_S)
        right.addStretch()
        right.addWidget(PlainLabel(self.tr("My code, for {name}").format(name=name), "strong"))
        right.addWidget(
            PlainLabel(
                self.tr(
                    "It holds no secret. Sent through this conversation it would prove nothing: "
                    "hand it over in person."
                ),
                "caption",
            )
        )
        right.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch()
        inside.addLayout(right, 1)
        layout.addWidget(card)
        layout.addWidget(
            PlainLabel(self.tr("The code on {name}'s screen").format(name=name), "strong")
        )
        layout.addWidget(self.entry)
        layout.addStretch()

    def _copy(self) -> None:
        clipboard.copy(self._code)
        self.copy.setText(self.tr("Copied"))


class PrintedCardPage(QWidget):
    """The colleague's card in hand. Signals: `entered`, `failed`, `own_card_wanted`."""

    entered = Signal(str)
    failed = Signal(object)
    own_card_wanted = Signal()

    def __init__(self, shown: SafetyNumberView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = inline(shown.contact.name)
        layout = _column(self)
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Take {name}'s printed card from their own hand. It must show exactly these "
                    "six groups. Or read the code on it into the field with a hand scanner."
                ).format(name=name)
            )
        )
        self.theirs = DigitsView(shown.their_half)
        card, inside = _card()
        column = QVBoxLayout()
        column.setSpacing(SPACE_M)
        column.addWidget(PlainLabel(self.tr("{name}'s card must show").format(name=name), "strong"))
        column.addWidget(self.theirs)
        inside.addLayout(column, 1)
        layout.addWidget(card)
        self.entry = CodeEntry(self.tr("The code on their card"), self.tr("All files (*)"))
        self.entry.entered.connect(self.entered)
        self.entry.failed.connect(self.failed)
        layout.addWidget(self.entry)
        self.own = Button(self.tr("Show my card…"), "quiet", "printer")
        self.own.clicked.connect(self.own_card_wanted)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(
            PlainLabel(
                self.tr("{name} needs your card for their side.").format(name=name), "muted"
            ),
            1,
        )
        row.addWidget(self.own)
        layout.addLayout(row)
        layout.addStretch()


def _column(page: QWidget) -> QVBoxLayout:
    page.setObjectName("plain")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, SPACE_M, 0, 0)
    layout.setSpacing(SPACE_M)
    return layout


def _card() -> tuple[QFrame, QHBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    inside = QHBoxLayout(card)
    inside.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
    inside.setSpacing(SPACE_XL)
    return card, inside
