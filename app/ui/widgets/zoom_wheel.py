"""Ctrl and the mouse wheel make all text larger or smaller, wherever one scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

_NOTCH = 120
"""Eighths of a degree that make a step; finer wheels and touchpads send less at a time."""

_TOGETHER_MS = 60


class ZoomWheel(QObject):
    """Watches viewports; calls `step` with how many steps up or down.

    Turns within a moment are one change: all text is laid out anew for each.
    """

    def __init__(self, step: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._step = step
        self._turned = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_TOGETHER_MS)
        self._later.timeout.connect(self._apply)

    def watch(self, *areas: QAbstractScrollArea) -> None:
        """Zoom over these from now on."""
        for area in areas:
            area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a turn of the wheel with Ctrl, and leave all others."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._turned += event.angleDelta().y()
                if abs(self._turned) >= _NOTCH and not self._later.isActive():
                    self._later.start()
                return True
            self._turned = 0
        return super().eventFilter(watched, event)

    def _apply(self) -> None:
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self._step(steps)
