"""Which kinds of control take the focus: what the style sheet tells apart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Look = tuple[str, str, str]
"""Qt's class, the object's name where the style sheet has one, and the kind."""
_NAMES = frozenset(
    {"send", "jump", "tab", "sections", "own-words", "draft", "codeGroups", "card", "timeline"}
) | frozenset({"video", "canvas", "film", "ecg-paper", "pages"})

ROWS: frozenset[Look] = frozenset(
    {
        ("QListView", "", ""),
        ("QListView", "timeline", ""),
        ("QTableView", "", ""),
    }
)
"""Lists whose delegates draw the ring around the row."""
CONTROLS: frozenset[Look] = frozenset(
    {
        ("QPushButton", "", "plain"),
        ("QPushButton", "", "primary"),
        ("QPushButton", "", "quiet"),
        ("QPushButton", "", "danger"),
        ("QPushButton", "", "chip"),
        ("QToolButton", "", ""),
        ("QToolButton", "send", ""),
        ("QToolButton", "jump", ""),
        ("QToolButton", "tab", ""),
        ("QToolButton", "", "emoji"),
        ("QTabBar", "", ""),
        ("QTabWidget", "", ""),
        ("QListWidget", "sections", ""),
        ("QListWidget", "own-words", ""),
        ("QComboBox", "", ""),
        ("QScrollArea", "", ""),
        ("QWidget", "codeGroups", ""),
        ("QFrame", "card", ""),
        ("QLineEdit", "", ""),
        ("QPlainTextEdit", "", ""),
        ("QPlainTextEdit", "draft", ""),
        ("QCheckBox", "", ""),
        ("QCalendarWidget", "", ""),
        ("QAbstractSlider", "", ""),
        ("QWidget", "video", ""),
        ("QWidget", "canvas", ""),
        ("QWidget", "film", ""),
        ("QWidget", "ecg-paper", ""),
        ("QAbstractScrollArea", "pages", ""),
        ("QSlider", "", ""),
        ("QSpinBox", "", ""),
    }
)
"""Everything else; `tests/gui/test_focus_ring.py` draws each."""


def look_of(widget: QWidget) -> Look:
    """What the style sheet makes of a control."""
    qt = next(c.__name__ for c in type(widget).__mro__ if c.__module__.startswith("PySide6"))
    name = widget.objectName() if widget.objectName() in _NAMES else ""
    return qt, name, str(widget.property("kind") or "")


def unknown_looks(root: QWidget) -> list[str]:
    """What takes the focus in a window, and nobody has looked at its ring."""
    looks = {look_of(widget) for widget in focusable(root)}
    return [f"no test of its ring: {look}" for look in sorted(looks - CONTROLS - ROWS)]


def focusable(root: QWidget) -> list[QWidget]:
    """Everything in view that one reaches with Tab."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
