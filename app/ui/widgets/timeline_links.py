"""Links in the list of messages under the mouse: a hand, a tooltip with the real host, a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QToolTip

from app.core.links import Link
from app.ui.delegates.message_delegate import MessageDelegate
from app.ui.text import tooltip


class TimelineLinks(QObject):
    """Watches the viewport of a list. Signal `clicked` with the link; nothing is opened here."""

    clicked = Signal(object)

    def __init__(self, view: QListView, delegate: MessageDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._delegate = delegate
        self._pressed: Link | None = None
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)

    def link_at(self, at: QPoint) -> Link | None:
        """The link at a point of the viewport."""
        index = self._view.indexAt(at)
        if not index.isValid():
            return None
        layout = self._delegate.layout_of(index, self._view.viewport().width())
        if layout.text is None:
            return None
        corner = QPointF(self._view.visualRect(index).topLeft())
        return layout.text.link_at(QPointF(at) - corner - layout.text_at)

    def _over_file(self, at: QPoint) -> bool:
        """Whether a click would do something with a file."""
        index = self._view.indexAt(at)
        if not index.isValid():
            return False
        part = self._delegate.layout_of(index, self._view.viewport().width()).file
        corner = QPointF(self._view.visualRect(index).topLeft())
        return part is not None and bool(part.action_at(QPointF(at) - corner))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Point, press and release. Selecting rows goes on as before."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            link = self.link_at(event.pos())
            if link is not None or not self._over_file(event.pos()):
                QToolTip.showText(event.globalPos(), tooltip(link.host) if link else "")
            return link is not None
        if isinstance(event, QMouseEvent):
            link = self.link_at(event.position().toPoint())
            plain = (
                event.button() is Qt.MouseButton.LeftButton
                and event.modifiers() == Qt.KeyboardModifier.NoModifier
            )
            if event.type() is QEvent.Type.MouseMove:
                hand = link is not None or self._over_file(event.position().toPoint())
                shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
                self._view.viewport().setCursor(shape)
            elif event.type() is QEvent.Type.MouseButtonPress:
                self._pressed = link if plain else None
            elif event.type() is QEvent.Type.MouseButtonRelease and plain:
                pressed, self._pressed = self._pressed, None
                if link is not None and link is pressed:
                    self.clicked.emit(link)
        return super().eventFilter(watched, event)
