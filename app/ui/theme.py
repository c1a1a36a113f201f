"""Light, dark, high contrast: turns the tokens into a palette and a style sheet for the whole app.

Fusion takes its colours from the palette and does not follow `setColorScheme` everywhere, so both
are set. Painted delegates ask `Theme.colours` and repaint on `Theme.changed`.
"""

from __future__ import annotations

import re
from dataclasses import fields
from enum import Enum
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.ui import tokens
from app.ui.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Colours

TEXT_SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The text sizes on offer."""


class ThemeChoice(Enum):
    """What the person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"


_CHOSEN = {
    ThemeChoice.LIGHT: LIGHT,
    ThemeChoice.DARK: DARK,
    ThemeChoice.CONTRAST_LIGHT: CONTRAST_LIGHT,
    ThemeChoice.CONTRAST_DARK: CONTRAST_DARK,
}


class Theme(QObject):
    """The look in force. One instance for the application; signal `changed` after each change."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._template = files("app.ui.resources").joinpath("style.qss").read_text(encoding="utf-8")
        size = app.font().pointSizeF()
        self._base_points = size if size > 0 else 10.0
        self._choice = ThemeChoice.SYSTEM
        self._scale = 1.0
        self.colours = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose; `colours` says what came of it."""
        return self._choice

    @property
    def scale(self) -> float:
        """Text size, 1.0 being the system's."""
        return self._scale

    def choose(self, choice: ThemeChoice) -> None:
        """Use light, dark, high contrast, or whatever the system uses."""
        self._choice = choice
        self._apply()

    def set_scale(self, scale: float) -> None:
        """Draw all text larger or smaller; kept within what is on offer."""
        self._scale = min(max(scale, TEXT_SCALES[0]), TEXT_SCALES[-1])
        self._apply()

    def step_scale(self, steps: int) -> None:
        """Go to the next larger (1) or smaller (-1) text size."""
        nearest = min(range(len(TEXT_SCALES)), key=lambda i: abs(TEXT_SCALES[i] - self._scale))
        self.set_scale(TEXT_SCALES[min(max(nearest + steps, 0), len(TEXT_SCALES) - 1)])

    def font(self, factor: float = tokens.TYPE_BODY, *, bold: bool = False) -> QFont:
        """The system's font at a type size, for painted rows."""
        font = QFont(self._app.font())
        font.setPointSizeF(self._base_points * self._scale * factor)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _follow_system(self, *_: object) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        hints = self._app.styleHints()
        self.colours = _CHOSEN.get(self._choice) or like_the_system(
            hints.colorScheme(), hints.accessibility().contrastPreference()
        )
        self._app.setPalette(_palette(self.colours))
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _style_sheet(self) -> str:
        points = self._base_points * self._scale
        values = {
            field.name: value
            for field in fields(Colours)
            if isinstance(value := getattr(self.colours, field.name), str)
        }
        for name, factor in (
            ("caption", tokens.TYPE_CAPTION),
            ("body", tokens.TYPE_BODY),
            ("heading", tokens.TYPE_HEADING),
            ("title", tokens.TYPE_TITLE),
            ("digits", 1.35),
            ("code", 2.6),
        ):
            values[name] = f"{points * factor:.2f}"
        return re.sub(r"@(\w+)@", lambda match: values[match[1]], self._template)


def like_the_system(scheme: Qt.ColorScheme, wish: Qt.ContrastPreference) -> Colours:
    """Dark or light, and with high contrast where the person asked their system for it."""
    dark = scheme is Qt.ColorScheme.Dark
    if wish is Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, colours.surface),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.surface_alt),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface_alt),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.danger),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.ToolTipBase, colours.text),
        (role.ToolTipText, colours.surface),
        (role.Accent, colours.accent),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.muted))
    return palette


_theme: list[Theme] = []


def install_theme(app: QApplication) -> Theme:
    """Make the application's theme, or return the one that it has."""
    if not _theme:
        _theme.append(Theme(app))
    return _theme[0]


def theme() -> Theme:
    """The application's theme; `install_theme` comes first."""
    return _theme[0]
