"""The recovery kit as it is shown once: words, code, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.views import RecoveryKitView
from app.ui.formats import full_day
from app.ui.text import ElidedLabel, PlainLabel, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.qr_view import QrView
from app.ui.widgets.words_view import WordsView


class KitPage(QWidget):
    """What stands on the page of paper, with the buttons that put it there."""

    def __init__(self, kit: RecoveryKitView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._words = WordsView(kit.words)
        self._code = QrView(132)
        self._code.setAccessibleName(self.tr("QR code with the secret of the recovery kit"))
        self._code.show_code(kit.code)
        self.print_button = Button(self.tr("Print…"), "quiet", "printer")
        self.pdf_button = Button(self.tr("Save as PDF…"), "quiet", "file")
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(self.print_button)
        tools.addWidget(self.pdf_button)
        tools.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._card(kit))
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Print this page, or write the words down in their order. They are shown this "
                    "once. Keep the page at home or locked away: not beside the computer, and not "
                    "as a photo."
                )
            )
        )
        layout.addLayout(tools)
        layout.addLayout(self._warning())
        layout.addStretch()

    def forget(self) -> None:
        """Take words and code out of the widgets."""
        self._words.forget()
        self._code.clear()

    def _card(self, kit: RecoveryKitView) -> QFrame:
        line = self.tr("{clinic} · {date}").format(
            clinic=person_name(kit.clinic_name), date=full_day(kit.made_at_ms)
        )
        words = QVBoxLayout()
        words.setSpacing(SPACE_S)
        words.addWidget(ElidedLabel(person_name(kit.name), "strong"))
        words.addWidget(ElidedLabel(line, "caption"))
        words.addSpacing(SPACE_S)
        words.addWidget(self._words)
        words.addStretch()
        card = QFrame()
        card.setObjectName("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        row.setSpacing(SPACE_XL)
        row.addLayout(words, 1)
        row.addWidget(self._code, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _warning(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(IconLabel("alert-triangle", "attention"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(
            PlainLabel(
                self.tr(
                    "Printing sends the words to the printer in clear. Use one that you stand "
                    "beside, and take the page with you."
                ),
                "caption",
            ),
            1,
        )
        return row
