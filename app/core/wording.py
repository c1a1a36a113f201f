"""English words that are decided below the windows and translated in them.

An error, or whatever else is worded outside `app.ui`, carries its English text as it stands in the
source, and apart from it the values that belong into the text. The windows look the text up in the
person's language and fill it (`app.ui.words`). `packaging/translations.py` collects the texts: the
`message` and `action` of every error, and each literal inside `translatable(...)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias


class Wording(str):
    """A literal of the source that the translators know."""

    __slots__ = ()


Value: TypeAlias = "str | int"
"""What may stand in a text. A `Wording` is translated too; any other string is a name."""


def translatable(text: str) -> Wording:
    """Mark a literal that is shown to a person; it is translated where it is shown."""
    return Wording(text)


def fill(text: str, values: Mapping[str, Value]) -> str:
    """Put the values into their places, `{name}`, as English writes them.

    A text without values is left as it is.
    """
    if not values:
        return text
    return text.format_map({k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()})
