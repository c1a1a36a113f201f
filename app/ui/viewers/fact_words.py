"""Labelled lines of medical files, ready to be shown: our words translated, the file's as they are.

Flags of laboratories are told in words beside their letters, so that no flag is a colour alone.
"""

from __future__ import annotations

from app.core import media_words
from app.core.media_types import Fact
from app.ui.formats import translate
from app.ui.text import isolated, one_line, shown
from app.ui.words import translated


def spoken(text: str) -> str:
    """One of our own words in the person's language; anything else unchanged, fit to be drawn."""
    return translated(text) if text in media_words.WORDS else shown(text)


def label_of(fact: Fact) -> str:
    """The name of a line, on one line."""
    return spoken(fact.label) if fact.label in media_words.WORDS else one_line(fact.label)


def value_of(fact: Fact) -> str:
    """The value with its unit."""
    value, unit = spoken(fact.value), spoken(fact.unit)
    return f"{isolated(value)} {unit}" if unit else value


def flag_words(flag: str) -> str:
    """What a flag means: HL7's table 0078, which FHIR shares. An unknown one stands as it is."""
    parts = [part.strip() for part in flag.replace(";", ",").split(",")]
    return ", ".join(_flag(part) for part in parts if part)


def _flag(flag: str) -> str:
    meanings = {
        "H": translate("Facts", "H · high"),
        "L": translate("Facts", "L · low"),
        "HH": translate("Facts", "HH · critically high"),
        "LL": translate("Facts", "LL · critically low"),
        "HU": translate("Facts", "HU · significantly high"),
        "LU": translate("Facts", "LU · significantly low"),
        ">": translate("Facts", "> · above what can be measured"),
        "<": translate("Facts", "< · below what can be measured"),
        "A": translate("Facts", "A · abnormal"),
        "AA": translate("Facts", "AA · critically abnormal"),
        "N": translate("Facts", "N · normal"),
        "S": translate("Facts", "S · susceptible"),
        "I": translate("Facts", "I · intermediate"),
        "R": translate("Facts", "R · resistant"),
        "POS": translate("Facts", "POS · positive"),
        "NEG": translate("Facts", "NEG · negative"),
        "!": translate("Facts", "Attention"),
    }
    return meanings.get(flag, one_line(flag))
