"""Buttons and pictures whose icons follow the theme."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui import icons
from app.ui.text import Picture, label_text, set_tip
from app.ui.theme import theme
from app.ui.tokens import ICON, ICON_LARGE, SPACE_S

Kind = Literal["plain", "primary", "quiet", "danger", "chip"]
"""How loud a button is; "danger" takes something away for good."""
Role = Literal["text", "muted", "accent", "on_accent", "attention", "danger"]
_ROLES: dict[Kind, Role] = {
    "plain": "text",
    "primary": "on_accent",
    "quiet": "accent",
    "danger": "danger",
    "chip": "text",
}
_LOOKS = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
_ICON_SHARE = 0.85
"""Of the height of the words beside it: larger text has larger icons."""


def role_colour(role: Role) -> str:
    """The token's colour in the theme that is in force."""
    return str(getattr(theme().colours, role))


def draw_inner_ring(widget: QWidget, radius: float) -> None:
    """The ring of the focus on a surface that has the accent's colour itself."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme().colours.on_accent), 2))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(3, 3, -3, -3), radius, radius)
    painter.end()


class Button(QPushButton):
    """A push button. `icon` names one of ours."""

    def __init__(
        self,
        text: str,
        kind: Kind = "plain",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label_text(text), parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self._icon = icon
        self._role = _ROLES[kind]
        self._draw_icon()

    def set_kind(self, kind: Kind) -> None:
        """Be louder, or less so."""
        self.setProperty("kind", kind)
        self._role = _ROLES[kind]
        self.style().unpolish(self)
        self.style().polish(self)
        self._draw_icon()

    def set_icon(self, icon: str, role: Role) -> None:
        """Another icon, in the colour of a token."""
        self._icon, self._role = icon, role
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a filled button the ring of the focus is drawn inside, where it is seen."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("kind") == "primary":
            draw_inner_ring(self, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icon again with the theme."""
        super().changeEvent(event)
        looks = (*_LOOKS, QEvent.Type.FontChange, QEvent.Type.EnabledChange)
        if event.type() in looks and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon:
            role: Role = self._role if self.isEnabled() else "muted"
            side = max(ICON, round(self.fontMetrics().height() * _ICON_SHARE))
            self.setIcon(icons.icon(self._icon, role_colour(role), side))
            self.setIconSize(QSize(side + SPACE_S, side))  # so that it does not touch the words


class IconButton(QToolButton):
    """A button that shows an icon; `name` is what screen readers say, the tooltip `keys` too."""

    def __init__(
        self,
        icon: str,
        name: str,
        role: Role = "text",
        size: int = ICON_LARGE,
        parent: QWidget | None = None,
        *,
        keys: str = "",
    ) -> None:
        super().__init__(parent)
        self._icon, self._role, self._size = icon, role, size
        self._keys = keys
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)
        self._draw_icon()

    def set_name(self, name: str) -> None:
        """What it does, in words."""
        self.setAccessibleName(name)
        set_tip(self, f"{name} ({self._keys})" if self._keys else name, adds=self._keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_icon(self, icon: str) -> None:
        """Another icon in the same colour."""
        self._icon = icon
        self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a filled button the ring of the focus is drawn inside, where it is seen."""
        super().paintEvent(event)
        if self.hasFocus() and self._role == "on_accent":
            draw_inner_ring(self, self.height() / 2)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the icon again with the theme."""
        super().changeEvent(event)
        if event.type() in (*_LOOKS, QEvent.Type.EnabledChange) and hasattr(self, "_size"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        role: Role = self._role if self.isEnabled() else "muted"
        self.setIcon(icons.icon(self._icon, role_colour(role), self._size))
        self.setIconSize(QSize(self._size, self._size))


class IconLabel(Picture):
    """A picture from the icon set."""

    def __init__(
        self, icon: str, role: Role = "muted", size: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._role, self._size = icon, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw_icon()

    def set_icon(self, icon: str, role: Role) -> None:
        """Another picture, in the colour of a token."""
        self._icon, self._role = icon, role
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Colour the picture again with the theme."""
        super().changeEvent(event)
        if event.type() in _LOOKS and hasattr(self, "_size"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        ratio = self.devicePixelRatioF()
        self.setPixmap(icons.pixmap(self._icon, role_colour(self._role), self._size, ratio))
