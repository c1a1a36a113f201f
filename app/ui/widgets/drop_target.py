"""What a conversation shows while files are dragged over it: to whom they would go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.given_files import given_in, has_files
from app.ui.text import PlainLabel
from app.ui.theme import theme
from app.ui.tokens import RADIUS_BUBBLE, SPACE_L, SPACE_S
from app.ui.widgets.buttons import IconLabel


class DropTarget(QWidget):
    """Covers `area` while something that can be sent is over it. Signal `given` with the files.

    A drop sends nothing: what was given is shown with its recipient first.
    """

    given = Signal(object)

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._area = area
        self.enabled = True
        self._name = ""
        self.words: PlainLabel | None = None
        self.hide()
        area.setAcceptDrops(True)
        area.installEventFilter(self)

    def set_recipient(self, name: str) -> None:
        """To whom (a name that is fit for a sentence)."""
        self._name = name

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drags over the area."""
        if watched is self._area:
            if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            if event.type() is QEvent.Type.DragMove and isinstance(event, QDragMoveEvent):
                event.acceptProposedAction()
                return True
            if event.type() is QEvent.Type.DragLeave:
                self.hide()
                return True
            if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
                self._drop(event)
                return True
            if event.type() is QEvent.Type.Resize:
                self.setGeometry(self._area.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil with a dashed edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme().colours.surface)
        veil.setAlphaF(0.94)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(theme().colours.accent), 2, Qt.PenStyle.DashLine))
        box = QRectF(self.rect()).adjusted(SPACE_L, SPACE_L, -SPACE_L, -SPACE_L)
        painter.drawRoundedRect(box, RADIUS_BUBBLE, RADIUS_BUBBLE)
        painter.end()

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not self.enabled or not has_files(event.mimeData()):
            event.ignore()
            return True
        event.acceptProposedAction()
        self.cover()
        return True

    def cover(self) -> None:
        """Show to whom it would go. Made when it is first needed: most conversations never do."""
        if self.words is None:
            self.words = self._lay_out()
        self.words.setText(self.tr("Send to {name}").format(name=self._name))
        self.setGeometry(self._area.rect())
        self.raise_()
        self.show()

    def _lay_out(self) -> PlainLabel:
        words = PlainLabel(kind="heading")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        more = PlainLabel(self.tr("You see them once more before they are sent."), "muted")
        more.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L * 2, SPACE_L, SPACE_L * 2, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addStretch(1)
        column.addWidget(IconLabel("paperclip", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(words)
        column.addWidget(more)
        column.addStretch(1)
        return words

    def _drop(self, event: QDropEvent) -> None:
        self.hide()
        files = given_in(event.mimeData()) if self.enabled else []
        if files:
            event.acceptProposedAction()
            self.given.emit(files)
        else:
            event.ignore()
