"""Whom the open conversation is with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.views import ContactView
from app.ui import formats
from app.ui.text import ElidedLabel, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.trust_chip import TrustChip


class ChatHeader(QWidget):
    """Name, role, department, and the trust chip. Signal `verify_clicked`."""

    verify_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chatHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._avatar = AvatarView(40)
        self.name = ElidedLabel(kind="heading")
        self._role = ElidedLabel(kind="caption")
        self.chip = TrustChip()
        self.chip.clicked.connect(self.verify_clicked)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self._role)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_S + 2, SPACE_L, SPACE_S + 2)
        layout.setSpacing(SPACE_M)
        layout.addWidget(self._avatar)
        layout.addLayout(words, 1)
        layout.addWidget(self.chip)

    def show_contact(self, contact: ContactView) -> None:
        """Take everything from the contact."""
        self._avatar.show_person(contact.account_id, contact.name)
        self.name.setText(person_name(contact.name))
        self._role.setText(formats.person_line(contact))
        self._role.setVisible(bool(self._role.text()))
        self.chip.show_contact(contact)
