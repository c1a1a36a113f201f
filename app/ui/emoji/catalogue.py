"""All emoji with their names, keywords and groups, and the search among them.

The data is `app/ui/resources/emoji.json`, written by `packaging/emoji_data.py` from Unicode's own
lists. English and German are searched together, whatever language the windows speak: colleagues
mix them. Loaded when first asked for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
from PySide6.QtCore import QLocale

from app.ui.formats import translate

TONES = 5
"""Skin tones, from light (1) to dark (5); 0 is the yellow of no person."""
_MODIFIERS = tuple(chr(0x1F3FB + tone) for tone in range(TONES))


class Emoji(msgspec.Struct, frozen=True, eq=False):
    """One entry: the sequence, its name followed by keywords in each language, its five tones."""

    text: str = msgspec.field(name="e")
    en: tuple[str, ...]
    de: tuple[str, ...]
    skins: tuple[str, ...] = msgspec.field(name="s", default=())

    def name(self) -> str:
        """What it is called in the person's language."""
        german = QLocale().language() is QLocale.Language.German
        return (self.de if german else self.en)[0]

    def toned(self, tone: int) -> str:
        """The sequence in a skin tone, where it has one."""
        return self.skins[tone - 1] if self.skins and 1 <= tone <= TONES else self.text


class _Group(msgspec.Struct, frozen=True):
    key: str
    emoji: tuple[Emoji, ...]


class _File(msgspec.Struct, frozen=True):
    notice: str
    groups: tuple[_Group, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One of Unicode's nine groups."""

    key: str
    emoji: tuple[Emoji, ...]

    def name(self) -> str:
        """What it is called."""
        return group_name(self.key)


def group_name(key: str) -> str:
    """A group's name, as the windows say it."""
    return {
        "smileys-emotion": translate("Emoji", "Smileys and feelings"),
        "people-body": translate("Emoji", "People and body"),
        "animals-nature": translate("Emoji", "Animals and nature"),
        "food-drink": translate("Emoji", "Food and drink"),
        "travel-places": translate("Emoji", "Travel and places"),
        "activities": translate("Emoji", "Activities"),
        "objects": translate("Emoji", "Objects"),
        "symbols": translate("Emoji", "Symbols"),
        "flags": translate("Emoji", "Flags"),
    }.get(key, key)


@cache
def groups() -> tuple[Group, ...]:
    """The groups in Unicode's order."""
    data = files("app.ui.resources").joinpath("emoji.json").read_bytes()
    return tuple(Group(g.key, g.emoji) for g in msgspec.json.decode(data, type=_File).groups)


@cache
def _by_text() -> dict[str, Emoji]:
    known: dict[str, Emoji] = {}
    for group in groups():
        for emoji in group.emoji:
            known |= dict.fromkeys((emoji.text, *emoji.skins), emoji)
    return known


def find(text: str) -> Emoji | None:
    """The entry of a sequence in any tone; None when it is not in the catalogue."""
    known = _by_text()
    return known.get(text) or known.get(text + "\ufe0f") or known.get(text.removesuffix("\ufe0f"))


def name_of(text: str) -> str:
    """What an emoji is called in the person's language; itself when nobody knows."""
    emoji = find(text)
    return text if emoji is None else emoji.name()


@cache
def _index() -> tuple[tuple[tuple[str, ...], str, Emoji], ...]:
    """(folded names, all folded words each after a blank, the emoji)."""
    entries = []
    for group in groups():
        for emoji in group.emoji:
            folded = [fold(word) for word in (*emoji.en, *emoji.de)]
            names = (folded[0], folded[len(emoji.en)])
            entries.append((names, " " + " ".join(folded), emoji))
    return tuple(entries)


def search(query: str, limit: int = 400) -> list[Emoji]:
    """Emoji whose names or keywords have every word of `query`, the best first.

    Begins of words match; names before keywords. An emoji itself finds itself.
    """
    exact = find(query.strip())
    if exact is not None:
        return [exact]
    words = fold(query).replace("_", " ").replace("-", " ").split()
    if not words:
        return []
    whole = " ".join(words)
    found: list[tuple[int, int, Emoji]] = []
    for order, (names, text, emoji) in enumerate(_index()):
        if all(f" {word}" in text for word in words):
            found.append((_rank(names, whole), order, emoji))
    found.sort(key=lambda each: each[:2])
    return [emoji for _rank_, _order, emoji in found[:limit]]


def _rank(names: tuple[str, ...], whole: str) -> int:
    if whole in names:
        return 0
    if any(name.startswith(whole) for name in names):
        return 1
    return 2 if any(f" {whole}" in name for name in names) else 3


def fold(text: str) -> str:
    """Without case and accents, so that "Aerger" is not needed and "arger" finds "Ärger"."""
    text = text.casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(each for each in decomposed if unicodedata.category(each) != "Mn")


def without_tone(text: str) -> str:
    """A sequence without its skin tone: what two people mean by the same reaction."""
    emoji = find(text)
    if emoji is not None:
        return emoji.text
    return "".join(each for each in text if each not in _MODIFIERS)
