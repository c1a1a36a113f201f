"""Whom the open conversation is with."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.views import ContactView
from app.ui import formats
from app.ui.text import ElidedLabel, inline, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.trust_chip import TrustChip

_SPOKEN_AGAIN_MS = 60_000
"""That somebody writes is spoken no more often than this."""


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
        self._contact: ContactView | None = None
        self._typing = False
        self._spoken = QTimer(self)
        self._spoken.setSingleShot(True)
        self._spoken.setInterval(_SPOKEN_AGAIN_MS)
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
        self._contact = contact
        self._show_line()
        self.chip.show_contact(contact)

    def show_typing(self, typing: bool) -> str:
        """Say that the contact writes, in place of their role. Returns what is to be spoken.

        That is nothing when it was spoken a moment ago: people pause while they write.
        """
        self._typing = typing
        words = self._show_line()
        if not words or self._spoken.isActive():
            return ""
        self._spoken.start()
        return words

    def _show_line(self) -> str:
        words = ""
        if self._contact is not None and self._typing:
            words = self.tr("{name} is writing…").format(name=inline(self._contact.name))
        line = formats.person_line(self._contact) if self._contact is not None else ""
        self._role.set_kind("accent" if words else "caption")
        self._role.setText(words or line)
        self._role.setVisible(bool(self._role.text()))
        return words
