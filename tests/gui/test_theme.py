"""The tokens keep their promises about contrast; the icons render; the themes switch."""

from __future__ import annotations

from importlib.resources import files
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui import icons
from app.ui.theme import Theme, ThemeChoice, like_the_system
from app.ui.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Colours, contrast

SURFACES = ("surface", "surface_alt", "bubble_in", "bubble_out")
TINTED = {"attention_surface": "text", "danger_surface": "text", "info_surface": "text"}


WASHES = ("attention_surface", "danger_surface", "info_surface", "hover", "found")
PALETTES = {
    "light": LIGHT,
    "dark": DARK,
    "contrast-light": CONTRAST_LIGHT,
    "contrast-dark": CONTRAST_DARK,
}


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
class TestContrast:
    """WCAG 2.2: AA (4.5:1) for text, AAA (7:1) in high contrast, 3:1 for edges of controls."""

    def test_text_on_every_surface(self, colours: Colours) -> None:
        for ink, surface in product(("text", "muted", "accent", "attention", "danger"), SURFACES):
            ratio = contrast(getattr(colours, ink), getattr(colours, surface))
            assert ratio >= _least(colours), (ink, surface, ratio)

    def test_text_on_banners_and_rows(self, colours: Colours) -> None:
        for surface in WASHES:
            assert contrast(colours.text, getattr(colours, surface)) >= _least(colours), surface
        for ink in ("text", "muted", "accent"):
            assert contrast(getattr(colours, ink), colours.selection) >= _least(colours), ink

    def test_buttons_and_badges(self, colours: Colours) -> None:
        assert contrast(colours.on_accent, colours.accent) >= _least(colours)
        assert contrast(colours.on_accent, colours.accent_hover) >= _least(colours)

    def test_initials(self, colours: Colours) -> None:
        for background, foreground in colours.avatars:
            assert contrast(background, foreground) >= _least(colours)

    def test_edges_of_controls(self, colours: Colours) -> None:
        for surface in (*SURFACES, "selection"):
            assert contrast(colours.accent, getattr(colours, surface)) >= 3, surface
        for surface in ("surface", "surface_alt", "bubble_in"):
            assert contrast(colours.border, getattr(colours, surface)) >= 3, surface

    def test_lines_where_shades_are_not_enough(self, colours: Colours) -> None:
        if colours.outlined:
            for line in (colours.hairline, colours.border, colours.scroll):
                assert contrast(line, colours.surface) >= 4.5


def _least(colours: Colours) -> float:
    return 7 if colours.outlined else 4.5


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_choosing_dark_changes_palette_and_style_sheet(theme: Theme, qapp: QApplication) -> None:
    theme.choose(ThemeChoice.LIGHT)
    light = qapp.palette().window().color().name()
    assert LIGHT.surface.lower() == light
    theme.choose(ThemeChoice.DARK)
    assert qapp.palette().window().color().name() == DARK.surface.lower()
    assert DARK.bubble_in not in qapp.styleSheet()  # painted, not styled
    assert DARK.accent in qapp.styleSheet()
    assert "@" not in qapp.styleSheet().split("*/", 1)[1]
    theme.choose(ThemeChoice.LIGHT)


def test_the_systems_wish_for_high_contrast_is_followed(theme: Theme) -> None:
    wish, scheme = Qt.ContrastPreference, Qt.ColorScheme
    for contrast_wish, colour_scheme, expected in (
        (wish.NoPreference, scheme.Light, LIGHT),
        (wish.NoPreference, scheme.Dark, DARK),
        (wish.HighContrast, scheme.Light, CONTRAST_LIGHT),
        (wish.HighContrast, scheme.Unknown, CONTRAST_LIGHT),
        (wish.HighContrast, scheme.Dark, CONTRAST_DARK),
    ):
        assert like_the_system(colour_scheme, contrast_wish) is expected


def test_high_contrast_can_be_chosen(theme: Theme, qapp: QApplication) -> None:
    for choice, colours in (
        (ThemeChoice.CONTRAST_LIGHT, CONTRAST_LIGHT),
        (ThemeChoice.CONTRAST_DARK, CONTRAST_DARK),
    ):
        theme.choose(choice)
        assert theme.colours is colours
        assert qapp.palette().window().color().name() == colours.surface.lower()
    theme.choose(ThemeChoice.LIGHT)


def test_text_size_steps_and_stays_in_bounds(theme: Theme) -> None:
    theme.set_scale(1.0)
    normal = theme.font().pointSizeF()
    theme.step_scale(1)
    assert theme.font().pointSizeF() > normal
    for _ in range(20):
        theme.step_scale(1)
    assert theme.scale == 2.0
    theme.set_scale(1.0)


def test_every_icon_draws_something_in_the_colour_asked_for(theme: Theme) -> None:
    folder = files("app.ui.resources").joinpath("icons")
    names = [entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg")]
    assert len(names) > 30
    for name in names:
        image = icons.pixmap(name, "#FF0000", 24, 2.0).toImage()
        assert image.width() == 48
        inked = [
            image.pixelColor(x, y)
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() > 250
        ]
        assert inked, name
        if name != "app":
            assert all(colour.name() == "#ff0000" for colour in inked), name
