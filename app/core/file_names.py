"""What a file is called, made fit to be shown and to be saved under.

A file's name comes from its sender and may be anything: a path, a device of Windows, text that runs
backwards so that "exe" looks like "pdf". It is never used as a path as it is. `name_to_save` gives
one that Windows, macOS and Linux all take, in the folder that the person chose and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata

from app.core.display_text import MAX_NAME_LENGTH, name_for_display

MAX_SAVED_BYTES = 200
"""UTF-8. File systems take 255; what a person adds to it by hand has room."""
NAMELESS = "file"
"""What is saved when nothing of a name is left."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c]')
"""Separators and what Windows takes in no name, and signs that look like a separator."""
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_SPACES = re.compile(r"\s+")
_ENDING = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,15}")
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)
_PROGRAM_ENDINGS = """
    ace apk app appimage appref-ms appx application bash bat bin chm cmd com command cpl cs csh
    deb desktop diagcab dll dmg docm dotm elf exe fish gadget hta htm html img inf ins iso jar job
    js jse jnlp ksh library-ms lnk mht mhtml mobileconfig msc msh msi msix msp mst ocx one osx out
    pif pkg pl potm ppam ppsm pptm prf ps1 ps2 psc1 psm1 py pyc pyw pyz rb reg rpm run scf scpt scr
    sct search-ms settingcontent-ms sh shb shs sldm slk so svg sys terminal theme tool url vb vbe
    vbs vhd vhdx wcx website workflow ws wsc wsf wsh xbap xhtml xlam xll xlsm xltm zsh
"""
"""Endings of what a system runs, or opens with the rights of a program."""
_PROGRAMS = frozenset(_PROGRAM_ENDINGS.split())


def ending_of(name: str) -> str:
    """What stands behind the last dot, in small letters; empty for nothing that is an ending."""
    stem, dot, ending = _clean(name).rpartition(".")
    return ending.lower() if dot and stem and _ENDING.fullmatch(ending) else ""


def is_program(name: str) -> bool:
    """Whether opening a saved file of that name may run something."""
    return ending_of(name) in _PROGRAMS


def name_to_show(name: str) -> str:
    """One line in which nothing is invisible or runs against the eye; its ending is never cut."""
    ending = ending_of(name)
    shown = name_for_display(name)
    if not ending or len(name) <= MAX_NAME_LENGTH:
        return shown
    stem = name_for_display(_clean(name)[: -len(ending) - 1])
    return f"{stem[: MAX_NAME_LENGTH - len(ending) - 2].rstrip('… ')}….{ending}"


def name_to_save(name: str) -> str:
    """A name for a file in some folder: never a path, a device, hidden, or too long.

    A program that hides behind another ending ("report.pdf.exe") loses the other ending's dot.
    """
    clean = _clean(name)
    ending = ending_of(clean)
    stem = clean[: -len(ending) - 1] if ending else clean
    suffix = f".{clean[len(stem) + 1 :]}" if ending else ""
    if ending in _PROGRAMS:
        stem = stem.replace(".", "_")
    stem = _cut(stem.strip(". "), MAX_SAVED_BYTES - len(suffix)) or NAMELESS
    if stem.split(".")[0].rstrip().upper() in _DEVICES or stem[0] in "-~$%":
        stem = "_" + stem
    return stem + suffix


def _clean(name: str) -> str:
    """Without what no system takes in a name, and without what Windows drops at its end."""
    return _FORBIDDEN.sub("_", _visible(name)).strip(". ")


def _visible(name: str) -> str:
    """Without what nobody sees, and with plain single spaces."""
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", name[:2_000])
        if character.isspace()
        or not (unicodedata.category(character) in _DROPPED or character in _BLANKS)
    )
    return _SPACES.sub(" ", "".join(kept)).strip()


def _cut(text: str, most: int) -> str:
    """The beginning of a text, of at most so many bytes, with no half of a character."""
    cut = text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")
    return cut.rstrip(". ")
