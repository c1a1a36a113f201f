"""F6: from area to area of a window. An area is a control, or something that contains controls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_pane(panes: Sequence[QWidget], steps: int) -> QWidget | None:
    """Give the focus to the next area (1) or the one before (-1) that can take it; which it was."""
    usable = [(pane, target) for pane in panes if (target := _target(pane)) is not None]
    if not usable:
        return None
    focus = QApplication.focusWidget()
    current = next(
        (
            number
            for number, (pane, _target) in enumerate(usable)
            if focus is not None and (pane is focus or pane.isAncestorOf(focus))
        ),
        -1 if steps > 0 else 0,
    )
    pane, target = usable[(current + steps) % len(usable)]
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return pane


def _target(pane: QWidget) -> QWidget | None:
    """What takes the focus in an area: itself, or the first control in it."""
    if not pane.isVisible() or not pane.isEnabled():
        return None
    if _takes_focus(pane):
        return pane
    return next((child for child in pane.findChildren(QWidget) if _takes_focus(child)), None)


def _takes_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()
