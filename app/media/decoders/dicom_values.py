"""Elements of a DICOM data set as plain values: checked, short, and never an exception."""

from __future__ import annotations

import math
from typing import Any, Final

from pydicom.dataset import Dataset

from app.core import media_words as words

MOST_TEXT: Final = 400
"""Characters of one value of the banner."""
MOST_ITEMS: Final = 10_000
"""Of one sequence."""
_AGES: Final = {"Y": words.YEARS, "M": words.MONTHS, "W": words.WEEKS, "D": words.DAYS}


def text(data: Dataset, keyword: str, limit: int = MOST_TEXT) -> str:
    """The value as text; several values are joined. Empty when there is none."""
    value = value_of(data, keyword)
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, (list, tuple)) or type(value).__name__ == "MultiValue":
        return " \\ ".join(str(part).strip() for part in list(value)[:32])[:limit]
    return str(value).strip().strip("\0")[:limit]


def number(data: Dataset, keyword: str) -> float | None:
    """The value, or the first of several, as a finite number."""
    found = numbers(data, keyword)
    return found[0] if found else None


def numbers(data: Dataset, keyword: str, limit: int = 64) -> list[float]:
    """All values, as finite numbers. Empty when one of them is none."""
    value = value_of(data, keyword)
    if value is None or (isinstance(value, (str, bytes)) and not value):
        return []
    try:
        many = (
            list(value)[:limit]
            if hasattr(value, "__iter__") and not isinstance(value, str)
            else [value]
        )
        found = [float(part) for part in many]
    except (TypeError, ValueError, OverflowError):
        return []
    return found if all(map(math.isfinite, found)) else []


def items(data: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence, at most `MOST_ITEMS`."""
    value = value_of(data, keyword)
    if value is None or isinstance(value, (str, bytes)) or not hasattr(value, "__len__"):
        return []
    return [item for item in value[:MOST_ITEMS] if isinstance(item, Dataset)]


def value_of(data: Dataset, keyword: str) -> Any:
    """The value as pydicom reads it; None when it is not there or not readable."""
    try:
        return data.get(keyword)
    except Exception:  # a broken element is as good as none
        return None


def functional_group(data: Dataset, frame: int, keyword: str) -> Dataset | None:
    """The item of an enhanced image's functional group: the frame's, else the shared one."""
    frames = items(data, "PerFrameFunctionalGroupsSequence")
    for group in (*frames[frame : frame + 1], *items(data, "SharedFunctionalGroupsSequence")[:1]):
        for item in items(group, keyword)[:1]:
            return item
    return None


def person_name(value: object) -> str:
    """Family name, given names (PS3.5 6.2.1); ideographic and phonetic forms in brackets."""
    groups = str(value).split("=")
    shown = [_name_group(group) for group in groups[:3]]
    shown = [group for group in shown if group]
    if len(shown) > 1:
        return f"{shown[0]} ({'; '.join(shown[1:])})"[:MOST_TEXT]
    return "".join(shown)[:MOST_TEXT]


def _name_group(group: str) -> str:
    parts = [part.strip() for part in group.split("^")] + [""] * 5
    family, given, middle, prefix, suffix = parts[:5]
    first = " ".join(filter(None, (prefix, given, middle)))
    return ", ".join(filter(None, (family, first, suffix)))


def date(raw: str) -> str:
    """2004-01-19 of 20040119; anything else as it is."""
    raw = raw.strip()
    return f"{raw[:4]}-{raw[4:6]}-{raw[6:]}" if len(raw) == 8 and raw.isdecimal() else raw


def time(raw: str) -> str:
    """07:27:31 of 072731.5; anything else as it is."""
    whole = raw.strip().split(".")[0]
    if len(whole) in (4, 6) and whole.isdecimal():
        return ":".join(whole[at : at + 2] for at in range(0, len(whole), 2))
    return raw.strip()


def moment(raw: str) -> str:
    """2004-01-19 07:27:31 of a DT value, with its offset from UTC."""
    digits = raw[:14]
    if len(digits) == 14 and digits.isdecimal():
        rest = raw[14:]
        zone = next((rest[rest.index(sign) :] for sign in "+-" if sign in rest), "")
        return f"{date(digits[:8])} {time(digits[8:])} {zone}".strip()
    return date(raw)


def age(raw: str) -> tuple[str, str]:
    """Number and unit of 045Y; anything else as it is, without a unit."""
    if len(raw) == 4 and raw[:3].isdecimal() and raw[3] in _AGES:
        return str(int(raw[:3])), _AGES[raw[3]]
    return raw, ""


def coded(item: Dataset, keyword: str) -> str:
    """The meaning of a code sequence, else its value."""
    for code in items(item, keyword)[:1]:
        return text(code, "CodeMeaning") or text(code, "CodeValue")
    return ""
