"""Whom the open conversation is with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.core.groups import GroupView
from app.core.views import ContactView
from app.ui import formats, group_words
from app.ui.text import ElidedLabel, inline, person_name
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.buttons import Button
from app.ui.widgets.trust_chip import TrustChip

_SPOKEN_AGAIN_MS = 60_000
"""That somebody writes is spoken no more often than this."""


class ChatHeader(QWidget):
    """Name, role, department, and the trust chip; of a group its picture and how many are in it.

    Signals: `verify_clicked`; `panel_clicked` for all about a group. Where the window is small or
    the text large, the chip goes below: the name is never cut for it.
    """

    verify_clicked = Signal()
    panel_clicked = Signal()

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
        self.members = Button(self.tr("Members"), "chip", "users")
        self.members.clicked.connect(self.panel_clicked)
        self.members.hide()
        self._group: GroupView | None = None
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self._role)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE_L, SPACE_S + 2, SPACE_L, SPACE_S + 2)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_XS)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._avatar, 0, 0)
        self._grid.addLayout(words, 0, 1)
        self._grid.addWidget(self.chip, 0, 2)
        self._grid.addWidget(self.members, 0, 3)
        self._chip_below = False

    def show_contact(self, contact: ContactView, group: GroupView | None = None) -> None:
        """Take everything from the contact, or from the group that it stands for."""
        picture = None if group is None else group.picture
        self._avatar.show_person(contact.account_id, contact.name, picture)
        self._group = group
        self.chip.setVisible(group is None)
        self.members.setVisible(group is not None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if group else Qt.CursorShape.ArrowCursor)
        self.name.setText(person_name(contact.name))
        self._contact = contact
        self._show_line()
        self.chip.show_contact(contact)
        self._place_chip()

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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere opens what there is to know about a group."""
        super().mouseReleaseEvent(event)
        if self._group is not None and self.rect().contains(event.position().toPoint()):
            self.panel_clicked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chip where there is room."""
        super().resizeEvent(event)
        self._place_chip()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs other room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_chip_below"):
            self._place_chip()

    def _place_chip(self) -> None:
        name = self.name.sizeHint().width()
        around = 2 * SPACE_L + 2 * SPACE_M + self._avatar.sizeHint().width()
        chip = self.chip if self._group is None else self.members
        below = around + name + chip.sizeHint().width() > self.width()
        if below is not self._chip_below:
            self._chip_below = below
            for column, each in ((2, self.chip), (3, self.members)):
                self._grid.removeWidget(each)
                if below:
                    self._grid.addWidget(each, column - 1, 0, 1, 3, Qt.AlignmentFlag.AlignLeading)
                else:
                    self._grid.addWidget(each, 0, column)

    def _show_line(self) -> str:
        words = ""
        if self._contact is not None and self._typing:
            words = self.tr("{name} is writing…").format(name=inline(self._contact.name))
        line = formats.person_line(self._contact) if self._contact is not None else ""
        if self._group is not None:
            line = group_words.counts(self._group)
        self._role.set_kind("accent" if words else "caption")
        self._role.setText(words or line)
        self._role.setVisible(bool(self._role.text()))
        return words
