"""Ctrl and the mouse wheel make all text larger or smaller, wherever one scrolls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

_NOTCH = 120
"""Eighths of a degree that make a step; finer wheels and touchpads send less at a time."""


class ZoomWheel(QObject):
    """Watches viewports; calls `step` with 1 or -1."""

    def __init__(self, step: Callable[[int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._step = step
        self._turned = 0

    def watch(self, *areas: QAbstractScrollArea) -> None:
        """Zoom over these from now on."""
        for area in areas:
            area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a turn of the wheel with Ctrl, and leave all others."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._turned += event.angleDelta().y()
                while abs(self._turned) >= _NOTCH:
                    direction = 1 if self._turned > 0 else -1
                    self._turned -= direction * _NOTCH
                    self._step(direction)
                return True
            self._turned = 0
        return super().eventFilter(watched, event)
