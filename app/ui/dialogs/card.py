"""One's own card: half of every safety number, for colleagues to compare with on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.views import CardView
from app.ui.dialogs.base import Dialog
from app.ui.paper.output import choose_pdf, choose_printer
from app.ui.paper.pages import draw_card
from app.ui.text import PlainLabel, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.buttons import Button
from app.ui.widgets.digits_view import DigitsView
from app.ui.widgets.qr_view import QrView
from app.ui.words import error_words


class CardDialog(Dialog):
    """Shows the card; prints it or saves it. It holds no secret."""

    def __init__(self, card: CardView, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("My card"), parent, 560)
        self._draw = partial(draw_card, card=card)
        self.body.addWidget(
            PlainLabel(
                self.tr(
                    "Print it and hand it to colleagues yourself. Whoever has it compares it with "
                    "what their own Curbside shows for you, also when you are away. It is not "
                    "secret, and holds until your key changes."
                )
            )
        )
        words = QVBoxLayout()
        words.setSpacing(SPACE_S)
        words.addWidget(PlainLabel(person_name(card.name), "strong"))
        line = " · ".join(
            person_name(part) for part in (card.role, card.department, card.clinic_name) if part
        )
        words.addWidget(PlainLabel(line, "caption"))
        words.addSpacing(SPACE_S)
        words.addWidget(DigitsView(card.half))
        words.addStretch()
        code = QrView(148)
        code.setAccessibleName(self.tr("QR code of my card"))
        code.show_code(card.code)
        frame = QFrame()
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        row.setSpacing(SPACE_XL)
        row.addLayout(words, 1)
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(frame)
        self.print_button = Button(self.tr("Print…"), "quiet", "printer")
        self.print_button.clicked.connect(lambda: choose_printer(self, self._draw, self._failed))
        self.pdf_button = Button(self.tr("Save as PDF…"), "quiet", "file")
        self.pdf_button.clicked.connect(self._choose_file)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE_S)
        tools.addWidget(self.print_button)
        tools.addWidget(self.pdf_button)
        tools.addStretch()
        self.body.addLayout(tools)
        self.body.addStretch()
        self.body.setSpacing(SPACE_M)
        self.add_button(self.tr("Close"), self.reject, primary=True)
        self.print_button.setFocus()

    def _choose_file(self) -> None:
        choose_pdf(
            self, self.tr("Save my card as PDF"), "curbside-card.pdf", self._draw, self._failed
        )

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))
        self.fit_height()
