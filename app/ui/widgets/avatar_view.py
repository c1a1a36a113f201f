"""An avatar as a widget, for headers and dialogs."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.core.file_content import Bitmap
from app.core.ids import AccountId
from app.ui.delegates.avatar import draw_avatar


class AvatarView(QWidget):
    """Initials on a disc of a fixed size. Says nothing to screen readers: the name is beside it."""

    def __init__(self, side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account_id = AccountId(b"")
        self._name = ""
        self._picture: Bitmap | None = None
        self.setFixedSize(side, side)

    def show_person(self, account_id: AccountId, name: str, picture: Bitmap | None = None) -> None:
        """Show this person's initials, or a group's picture."""
        self._account_id, self._name, self._picture = account_id, name, picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc."""
        del event
        painter = QPainter(self)
        draw_avatar(painter, QRectF(self.rect()), self._account_id, self._name, self._picture)
        painter.end()
