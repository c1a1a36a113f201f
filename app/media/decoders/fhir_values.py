"""FHIR's data types in words (R4 section 2.24). Decided by shape, as resources share them.

Numbers stay as they are written: 6.30 has one more significant digit than 6.3.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, Final

MOST_DEPTH: Final = 64
_TIMES: Final = {"s": "s", "min": "min", "h": "h", "d": "d", "wk": "wk", "mo": "mo", "a": "a"}
_INSTANT: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d(:\d\d(\.\d+)?)?)(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.ASCII,
)
Resolve = Callable[[str], str]
"""The name of what a reference leads to, or the reference itself."""


class Number(str):
    """A number of the file, digit by digit."""

    __slots__ = ()


def parse(text: str) -> Any:
    """JSON with its numbers as `Number`. Raises ValueError, RecursionError."""
    return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def pretty(value: Any, depth: int = 0) -> str:
    """JSON, indented, numbers as they were written. Raises RecursionError when too deep."""
    if depth > MOST_DEPTH:
        raise RecursionError
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict) and value:
        lines = (
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {pretty(part, depth + 1)}"
            for key, part in value.items()
        )
        return "{\n" + ",\n".join(lines) + f"\n{outer}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + pretty(part, depth + 1) for part in value) + f"\n{outer}]"
    if isinstance(value, Number):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, or the one object."""
    found = value if isinstance(value, list) else [value]
    return [part for part in found if isinstance(part, dict)]


def legible_time(text: str) -> str:
    """2026-03-01 03:00:00 +01:00 of an instant, digit by digit; anything else as it is."""
    found = _INSTANT.fullmatch(text)
    if found is None:
        return text
    zone = found["zone"]
    return " ".join(filter(None, (found["day"], found["time"], "UTC" if zone == "Z" else zone)))


def text_of(value: Any) -> str:
    """A simple value as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""


def concept(value: Any) -> str:
    """A CodeableConcept or Coding: what it says, else its code and system."""
    if not isinstance(value, dict):
        return text_of(value)
    if value.get("text"):
        return text_of(value["text"])
    codings = objects(value.get("coding")) or ([value] if "code" in value else [])
    for coding in codings:
        if coding.get("display"):
            return text_of(coding["display"])
    shown = [_code(coding) for coding in codings]
    return ", ".join(filter(None, shown))


def codes(value: Any) -> list[str]:
    """The bare codes of a CodeableConcept."""
    codings = objects(value.get("coding")) if isinstance(value, dict) else []
    return [text_of(coding.get("code")) for coding in codings if coding.get("code")]


def _code(coding: dict[str, Any]) -> str:
    code, system = text_of(coding.get("code")), text_of(coding.get("system"))
    return f"{code} ({system})" if system else code


def quantity(value: dict[str, Any]) -> tuple[str, str]:
    """Number, with its comparator, and unit as it is written. A unit is never made up."""
    number = f"{text_of(value.get('comparator'))}{text_of(value.get('value'))}"
    return number, text_of(value.get("unit")) or text_of(value.get("code"))


def human_name(value: dict[str, Any]) -> str:
    """Family name, given names."""
    if value.get("text") and not value.get("family"):
        return text_of(value["text"])
    parts = [*_texts(value.get("prefix")), *_texts(value.get("given"))]
    named = ", ".join(filter(None, (text_of(value.get("family")), " ".join(parts))))
    suffix = " ".join(_texts(value.get("suffix")))
    return ", ".join(filter(None, (named, suffix))) or text_of(value.get("text"))


def span(value: dict[str, Any]) -> str:
    """A Period or a Range of times."""
    start, end = (legible_time(text_of(value.get(key))) for key in ("start", "end"))
    return f"{start or '…'} – {end or '…'}"


def bounds(value: dict[str, Any]) -> str:
    """A Range or a reference range: its own words, and its limits with their units."""
    low, high = value.get("low"), value.get("high")
    limits = ""
    if isinstance(low, dict) and isinstance(high, dict):
        (least, unit), (most, other) = quantity(low), quantity(high)
        limits = f"{least}–{most} {unit}" if unit == other else f"{least} {unit} – {most} {other}"
    elif isinstance(low, dict):
        limits = "≥ " + " ".join(quantity(low))
    elif isinstance(high, dict):
        limits = "≤ " + " ".join(quantity(high))
    said = [limits.strip(), text_of(value.get("text"))]
    said += [concept(value["type"])] if isinstance(value.get("type"), dict) else []
    said += [concept(each) for each in objects(value.get("appliesTo"))]
    said += [bounds(value["age"])] if isinstance(value.get("age"), dict) else []
    return "; ".join(filter(None, said))


def dosage(value: dict[str, Any], resolve: Resolve) -> str:
    """The prescriber's own words; where there are none, what the fields say, in their order."""
    said = text_of(value.get("text"))
    parts = [] if said else _dosage_fields(value, resolve)
    extra = [text_of(value.get("patientInstruction"))]
    extra += [concept(each) for each in objects(value.get("additionalInstruction"))]
    needed = value.get("asNeededBoolean") is True or isinstance(
        value.get("asNeededCodeableConcept"), dict
    )
    if needed and not said:
        extra.append(f"as needed {concept(value.get('asNeededCodeableConcept'))}".strip())
    if value.get("maxDosePerPeriod"):
        extra.append(f"max. {in_words(value['maxDosePerPeriod'], resolve)}")
    return "; ".join(filter(None, [said, *parts, *extra]))


def _dosage_fields(value: dict[str, Any], resolve: Resolve) -> list[str]:
    doses = []
    for each in objects(value.get("doseAndRate")):
        doses += [
            in_words(part, resolve)
            for key, part in each.items()
            if key.startswith(("dose", "rate"))
        ]
    timing = value.get("timing")
    return [
        ", ".join(doses),
        _timing(timing, resolve) if isinstance(timing, dict) else "",
        concept(value.get("route")),
        concept(value.get("site")),
        concept(value.get("method")),
    ]


def _timing(value: dict[str, Any], resolve: Resolve) -> str:
    repeat = value.get("repeat")
    coded = concept(value.get("code"))
    if not isinstance(repeat, dict):
        return coded or in_words(value, resolve)
    known = {"frequency", "frequencyMax", "period", "periodMax", "periodUnit"}
    often = text_of(repeat.get("frequency")) or "1"
    often += f"–{text_of(repeat['frequencyMax'])}" if "frequencyMax" in repeat else ""
    each = text_of(repeat.get("period"))
    each += f"–{text_of(repeat['periodMax'])}" if "periodMax" in repeat else ""
    unit = _TIMES.get(text_of(repeat.get("periodUnit")), text_of(repeat.get("periodUnit")))
    said = [coded, f"{often} × / {each} {unit}" if each else ""]
    said += [
        f"{key}: {in_words(part, resolve)}" for key, part in repeat.items() if key not in known
    ]
    said += [
        in_words(part, resolve) for key, part in value.items() if key not in {"repeat", "code"}
    ]
    return ", ".join(filter(None, said))


def in_words(value: Any, resolve: Resolve, depth: int = 0) -> str:
    """Any value as a line. What has no known shape is told field by field."""
    if depth > MOST_DEPTH:
        return "…"
    if isinstance(value, list):
        return "; ".join(filter(None, (in_words(part, resolve, depth + 1) for part in value[:200])))
    if not isinstance(value, dict):
        return legible_time(text_of(value))
    for belongs, words in _SHAPES:
        if belongs(value) and (said := words(value, resolve)):
            return said
    told = (f"{key}: {in_words(part, resolve, depth + 1)}" for key, part in value.items())
    return ", ".join(told)


def _reference(value: dict[str, Any], resolve: Resolve) -> str:
    shown, target = text_of(value.get("display")), text_of(value.get("reference"))
    found = resolve(target) if target else in_words(value.get("identifier"), resolve, 1)
    return shown or found


def _address(value: dict[str, Any], _resolve: Resolve) -> str:
    if value.get("text"):
        return text_of(value["text"])
    town = " ".join(filter(None, (text_of(value.get("postalCode")), text_of(value.get("city")))))
    parts = [
        *_texts(value.get("line")),
        town,
        text_of(value.get("state")),
        text_of(value.get("country")),
    ]
    return ", ".join(filter(None, parts))


def _attachment(value: dict[str, Any], _resolve: Resolve) -> str:
    said = [
        text_of(value.get("title")),
        text_of(value.get("contentType")),
        text_of(value.get("url")),
    ]
    return ", ".join(filter(None, said)) + (
        f" [{len(text_of(value['data']))} characters]" if value.get("data") else ""
    )


def _texts(value: Any) -> list[str]:
    return [part for part in map(text_of, value if isinstance(value, list) else [value]) if part]


def _identifier(value: dict[str, Any], _resolve: Resolve) -> str:
    system = text_of(value.get("system"))
    kind = concept(value.get("type"))
    return " ".join(
        filter(None, (kind, text_of(value.get("value")), f"({system})" if system else ""))
    )


def _ratio(value: dict[str, Any], resolve: Resolve) -> str:
    over = in_words(value.get("denominator"), resolve, 1)
    return f"{in_words(value['numerator'], resolve, 1)} / {over}"


def _annotation(value: dict[str, Any], resolve: Resolve) -> str:
    author = in_words(value.get("authorReference"), resolve, 1)
    said = (text_of(value["text"]), text_of(value.get("time")), text_of(value.get("authorString")))
    return ", ".join(filter(None, (*said, author)))


def _quantity(value: dict[str, Any], _resolve: Resolve) -> str:
    return " ".join(quantity(value)).strip()


def _has(*keys: str) -> Callable[[dict[str, Any]], bool]:
    return lambda value: any(key in value for key in keys)


def _only(*keys: str) -> Callable[[dict[str, Any]], bool]:
    return lambda value: bool(value) and set(value) <= set(keys)


def _is_quantity(value: dict[str, Any]) -> bool:
    """An identifier has a value and a system too, but no unit."""
    known = {"value", "comparator", "unit", "system", "code"}
    return (
        set(value) <= known
        and "value" in value
        and len(value) > 1
        and set(value) != {"value", "system"}
    )


_Words = Callable[[dict[str, Any], Resolve], str]
_SHAPES: Final[tuple[tuple[Callable[[dict[str, Any]], bool], _Words], ...]] = (
    (_has("reference"), _reference),
    (_only("display", "identifier", "type"), _reference),
    (_only("coding", "text", "id"), lambda value, _: concept(value)),
    (_has("doseAndRate", "patientInstruction", "timing"), dosage),
    (_only("numerator", "denominator"), _ratio),
    (_only("low", "high"), lambda value, _: bounds(value)),
    (_only("low", "high", "type", "appliesTo", "age", "text"), lambda value, _: bounds(value)),
    (_has("family", "given"), lambda value, _: human_name(value)),
    (_has("line", "city"), _address),
    (_only("start", "end"), lambda value, _: span(value)),
    (_has("contentType"), _attachment),
    (_is_quantity, _quantity),
    (_only("use", "type", "system", "value", "period", "assigner", "rank"), _identifier),
    (
        _only("system", "version", "code", "display", "userSelected"),
        lambda value, _: concept(value),
    ),
    (_only("text", "time", "authorString", "authorReference"), _annotation),
)
"""Tried in this order; a value with fields that its shape does not know is told field by field."""
