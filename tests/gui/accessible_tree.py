"""What a screen reader finds in a window: every control has a name, roles are right, rows speak.

The tree is Qt's own, as it is handed to the system's accessibility interfaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

Role = QAccessible.Role
_DESCRIPTION = QAccessible.Text.Description
_NAMED = frozenset(
    {
        Role.Button,
        Role.ButtonMenu,
        Role.ButtonDropDown,
        Role.CheckBox,
        Role.ComboBox,
        Role.EditableText,
        Role.Dialog,
        Role.List,
        Role.MenuItem,
        Role.PageTab,
        Role.PageTabList,
        Role.ProgressBar,
        Role.RadioButton,
        Role.Slider,
        Role.SpinBox,
        Role.Table,
        Role.Tree,
    }
)
"""What nobody can use without knowing what it is."""
_PARTS_OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")
"""Inner parts of Qt's own widgets, which name themselves or are never met."""
_BY_COMMAND = ("messageToolbar", "floatingDay", "reveal")
"""For the mouse; reply, react, the menu, the days and showing a passphrase have keys."""
_MOST_ROWS = 12


def name_of(interface: QAccessibleInterface) -> str:
    """What a screen reader says first."""
    return interface.text(QAccessible.Text.Name).strip()


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything in view below `interface`, itself first; of long lists the first rows."""
    if interface is None or not interface.isValid() or interface.state().invisible:
        return
    yield interface
    rows = interface.role() in (Role.List, Role.Table, Role.Tree)
    count = min(interface.childCount(), _MOST_ROWS) if rows else interface.childCount()
    for number in range(count):
        child = interface.child(number)
        if child is not None:
            yield from walk(child)


def tree(root: QWidget) -> list[QAccessibleInterface]:
    """Everything that a screen reader finds in a window."""
    return list(walk(QAccessible.queryAccessibleInterface(root)))


def problems(root: QWidget) -> list[str]:
    """What somebody without a screen would miss in a window."""
    found = []
    for interface in tree(root):
        widget = interface.object()
        if widget is not None and widget.objectName().startswith(_PARTS_OF_QT):
            continue
        name, role = name_of(interface), interface.role()
        if "<" in interface.text(_DESCRIPTION) and "<" not in name:
            found.append(f"markup in a description: {interface.text(_DESCRIPTION)}")
        if role in _NAMED and not name:
            found.append(f"no name: {_described(interface)}")
        if isinstance(widget, QDialog) and not interface.text(_DESCRIPTION).strip():
            found.append(f"no description: {name}")
        if isinstance(widget, QLineEdit):
            hidden = widget.echoMode() is not QLineEdit.EchoMode.Normal
            if hidden is not bool(interface.state().passwordEdit):
                found.append(f"a secret that is not marked as one: {name}")
        if isinstance(widget, QAbstractItemView):
            found += _silent_rows(widget)
    for button in root.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and _for_the_mouse_alone(button):
            found.append(f"the keyboard does not get there: {_path(button)}")
    for widget in root.findChildren(QWidget):
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isEnabled()
            and not _named_somehow(widget)
        ):
            found.append(f"takes the focus and has no name: {_path(widget)}")
    return found


def _for_the_mouse_alone(button: QAbstractButton) -> bool:
    """Whether Tab leads past it, and no command of `app.ui.actions` does the same."""
    if button.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(button.parent(), QLineEdit):
        return False
    return not any(
        name.startswith((*_PARTS_OF_QT, *_BY_COMMAND)) for name in _names_upwards(button)
    )


def _silent_rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    if model is None or isinstance(view.window(), QMenu):
        return []
    silent = []
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        index = model.index(row, 0)
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        spoken = spoken or index.data(Qt.ItemDataRole.DisplayRole)
        if not str(spoken or "").strip():
            silent.append(f"a row says nothing: {_path(view)} row {row}")
    return silent


def _named_somehow(widget: QWidget) -> bool:
    if any(name.startswith(_PARTS_OF_QT) for name in _names_upwards(widget)):
        return True
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface is None or bool(name_of(interface))


def _names_upwards(widget: QWidget | QObject | None) -> Iterator[str]:
    while widget is not None:
        yield widget.objectName()
        widget = widget.parent()


def _described(interface: QAccessibleInterface) -> str:
    widget = interface.object()
    where = _path(widget) if isinstance(widget, QWidget) else "part of a widget"
    return f"{interface.role().name} {where}"


def _path(widget: QWidget) -> str:
    names = []
    at: QObject | None = widget
    while at is not None:
        names.append(f"{type(at).__name__}{'#' + at.objectName() if at.objectName() else ''}")
        at = at.parent()
    return " in ".join(names[:4])
