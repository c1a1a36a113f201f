"""The picture of a video, fitted into its place on black."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.viewers.focus_ring import draw_focus_ring


class VideoArea(QWidget):
    """Signals: `clicked`, `double_clicked`, `resized` with the pixels that there are."""

    clicked = Signal()
    double_clicked = Signal()
    resized = Signal(QSize)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setObjectName("video")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        return self._image

    def pixels(self) -> QSize:
        """How many there are on this screen."""
        return (self.size() * self.devicePixelRatioF()).expandedTo(QSize(16, 16))

    def show_image(self, image: QImage | None) -> None:
        """Another frame."""
        if image is not self._image:
            self._image = image
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, as large as fits."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000"))
        image = self._image
        if image is not None and not image.isNull():
            size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(0, 0, size.width(), size.height())
            box.moveCenter(self.rect().center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, image)
        if self.hasFocus():
            draw_focus_ring(painter, self.rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how much room there is."""
        super().resizeEvent(event)
        self.resized.emit(self.pixels())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click plays and pauses."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two make it as large as the screen."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.double_clicked.emit()
