"""Design tokens: the only place where a colour, a distance or a type size is decided.

Distances are multiples of a 4 px grid. Status colours are blue, amber and crimson, which stay apart
under the common colour-vision deficiencies; no state is told by colour alone. Each text colour
has at least 4.5:1 against every surface it is drawn on, and 7:1 in the two palettes of high
contrast (`tests/gui/test_theme.py` computes it).
"""

from __future__ import annotations

from dataclasses import dataclass

UNIT = 4
"""The grid, in device-independent pixels."""
SPACE_XS = UNIT
SPACE_S = 2 * UNIT
SPACE_M = 3 * UNIT
SPACE_L = 4 * UNIT
SPACE_XL = 6 * UNIT
SPACE_XXL = 8 * UNIT

RADIUS_BUBBLE = 12
ICON = 16
ICON_LARGE = 20

TYPE_CAPTION = 0.86
TYPE_BODY = 1.0
TYPE_HEADING = 1.2
TYPE_TITLE = 1.6
"""Type sizes, as factors of the base size."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. The names say what a colour is for, not what it looks like."""

    dark: bool
    surface: str
    surface_alt: str
    bubble_in: str
    bubble_out: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    attention: str
    attention_surface: str
    danger: str
    danger_surface: str
    info_surface: str
    border: str
    """Edges of controls; 3:1 against the surface."""
    hairline: str
    """Decoration between areas; carries no meaning."""
    found: str
    """Behind what a search found; it is underlined too."""
    hover: str
    selection: str
    scroll: str
    """The handle of a scroll bar."""
    outlined: bool
    """Whether areas are told apart by lines, as high contrast needs it, and not by shades alone."""
    avatars: tuple[tuple[str, str], ...]
    """(background, initials) pairs; which one a person gets follows from the account id."""


LIGHT = Colours(
    dark=False,
    surface="#FFFFFF",
    surface_alt="#F4F6F8",
    bubble_in="#EDF1F5",
    bubble_out="#D7E8FA",
    text="#14202B",
    muted="#52606D",
    accent="#0B5CAD",
    accent_hover="#094C90",
    on_accent="#FFFFFF",
    attention="#7A5A00",
    attention_surface="#FBF3DA",
    danger="#A1123F",
    danger_surface="#FBE9EE",
    info_surface="#E8F1FB",
    border="#6B7885",
    hairline="#DDE3E9",
    found="#F5DF8C",
    hover="#E9EEF3",
    selection="#D7E8FA",
    scroll="#C3CCD5",
    outlined=False,
    avatars=(
        ("#C2DAF4", "#0B4A8C"),
        ("#DCEFE6", "#14543A"),
        ("#F3E6D3", "#6B4508"),
        ("#EADFF5", "#523080"),
        ("#F7DDE4", "#86183F"),
        ("#DAEBEF", "#1C4F5A"),
    ),
)

DARK = Colours(
    dark=True,
    surface="#14191F",
    surface_alt="#1B222A",
    bubble_in="#242D37",
    bubble_out="#12395F",
    text="#E6EBF0",
    muted="#A3B0BD",
    accent="#6CB2F5",
    accent_hover="#8CC3F8",
    on_accent="#0B1620",
    attention="#E6C04A",
    attention_surface="#2E2812",
    danger="#FF8FA8",
    danger_surface="#371821",
    info_surface="#15293D",
    border="#7A8794",
    hairline="#2B343E",
    found="#5C4A0E",
    hover="#232B34",
    selection="#12395F",
    scroll="#46535F",
    outlined=False,
    avatars=(
        ("#1B4C7C", "#C3E0FC"),
        ("#173D2D", "#A5DCC0"),
        ("#453214", "#EBCB98"),
        ("#3A2856", "#D5BEF2"),
        ("#4C1B2D", "#F7B5C7"),
        ("#1B3D45", "#A8D8E2"),
    ),
)

CONTRAST_LIGHT = Colours(
    dark=False,
    surface="#FFFFFF",
    surface_alt="#FFFFFF",
    bubble_in="#F4F4F4",
    bubble_out="#DCEBFF",
    text="#000000",
    muted="#2B2B2B",
    accent="#003A8C",
    accent_hover="#002A66",
    on_accent="#FFFFFF",
    attention="#4F3A00",
    attention_surface="#FFF6D6",
    danger="#7A0026",
    danger_surface="#FFEDF2",
    info_surface="#EAF3FF",
    border="#000000",
    hairline="#4D4D4D",
    found="#FFE36E",
    hover="#E0E0E0",
    selection="#CFE3FF",
    scroll="#4D4D4D",
    outlined=True,
    avatars=(
        ("#0F3B6C", "#FFFFFF"),
        ("#0B4A30", "#FFFFFF"),
        ("#573800", "#FFFFFF"),
        ("#44226E", "#FFFFFF"),
        ("#6E1033", "#FFFFFF"),
        ("#14444F", "#FFFFFF"),
    ),
)

CONTRAST_DARK = Colours(
    dark=True,
    surface="#000000",
    surface_alt="#000000",
    bubble_in="#0D0D0D",
    bubble_out="#00264D",
    text="#FFFFFF",
    muted="#E0E0E0",
    accent="#8CCBFF",
    accent_hover="#B5DDFF",
    on_accent="#000000",
    attention="#FFD83D",
    attention_surface="#2A2200",
    danger="#FFA8BB",
    danger_surface="#330011",
    info_surface="#001A33",
    border="#FFFFFF",
    hairline="#B3B3B3",
    found="#3D3000",
    hover="#262626",
    selection="#002E5C",
    scroll="#B3B3B3",
    outlined=True,
    avatars=(
        ("#C3E0FC", "#000000"),
        ("#A5DCC0", "#000000"),
        ("#EBCB98", "#000000"),
        ("#D5BEF2", "#000000"),
        ("#F7B5C7", "#000000"),
        ("#A8D8E2", "#000000"),
    ),
)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio between two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
