"""HL7 v2 messages in the encoding of bars and hats (ER7, HL7 2.5.1 chapter 2) as cards.

The message says which characters separate its parts. Results stand under the order that they
belong to, with unit, range and flag as sent. Every other field that is filled is listed, by its
name where it is known and by its number where not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from app.core import media_words as words
from app.core.media_types import Fact, RecordInfo
from app.media.decoder import NotThisKind
from app.media.decoders import hl7_labels as labels
from app.media.decoders.dicom_values import moment
from app.media.decoders.record_parts import RecordWriter

MOST_SEGMENTS: Final = 5_000
MOST_FIELDS: Final = 300
_HEADERS: Final = ("MSH", "FHS", "BHS")
_ENVELOPE: Final = "\x0b\x1c"
_HEXADECIMAL: Final = re.compile(r"X((?:[0-9A-Fa-f]{2})+)")
_FORMATTING: Final = {".br": "\n", ".sp": "\n", ".ce": "\n", "H": "", "N": ""}
_TIMES: Final = {"DT", "TS", "DTM"}
_FINAL: Final = {"F", ""}


@dataclass(frozen=True, slots=True)
class Separators:
    """MSH-1 and MSH-2."""

    field: str
    component: str
    repetition: str
    escape: str
    subcomponent: str

    def plain(self, text: str) -> str:
        """A value with its escapes undone. An escape that is not known is left as it stands."""
        if not self.escape or self.escape not in text:
            return text
        parts = text.split(self.escape)
        result = [parts[0]]
        index = 1
        while index < len(parts):
            known = self._escaped(parts[index]) if index + 1 < len(parts) else None
            if known is None:
                result.append(self.escape + parts[index])
                index += 1
            else:
                result += [known, parts[index + 1]]
                index += 2
        return "".join(result)

    def _escaped(self, code: str) -> str | None:
        own = {
            "F": self.field,
            "S": self.component,
            "T": self.subcomponent,
            "R": self.repetition,
            "E": self.escape,
        }
        if code in own:
            return own[code]
        for prefix, shown in _FORMATTING.items():
            if code == prefix or (prefix.startswith(".") and code.startswith(prefix)):
                return shown
        found = _HEXADECIMAL.fullmatch(code)
        return bytes.fromhex(found[1]).decode("utf-8", "replace") if found else None


@dataclass(frozen=True, slots=True)
class Segment:
    """A line. Fields count from 1, as in the standard."""

    name: str
    fields: tuple[str, ...]
    separators: Separators
    raw: str

    def raw_field(self, number: int) -> str:
        """A field as sent; empty when there is none."""
        return self.fields[number - 1] if 0 < number <= len(self.fields) else ""

    def part(self, number: int, component: int) -> str:
        """A component of the first repetition, in plain text."""
        first = self.raw_field(number).split(self.separators.repetition)[0]
        parts = first.split(self.separators.component)
        return self.separators.plain(parts[component - 1]) if component <= len(parts) else ""

    def text(self, number: int) -> str:
        """The whole field in plain text: repetitions and components apart."""
        return "; ".join(filter(None, map(self._repetition, self._repeated(number))))

    def _repeated(self, number: int) -> list[str]:
        return self.raw_field(number).split(self.separators.repetition)

    def _repetition(self, raw: str) -> str:
        parts = raw.split(self.separators.component)
        plain = [
            " ".join(map(self.separators.plain, part.split(self.separators.subcomponent)))
            for part in parts
        ]
        while plain and not plain[-1]:
            plain.pop()
        return " ^ ".join(plain)


def open_hl7(text: str, *, cut: bool) -> RecordInfo:
    """Raises NotThisKind for what does not begin with a header segment."""
    segments, more = _segments(text)
    header = segments[0]
    writer = RecordWriter(f"HL7 v{header.part(12, 1)}" if header.part(12, 1) else "HL7 v2")
    writer.cut = cut or more
    for segment in segments:
        if segment.name == "PID":
            _tell_patient(segment, writer)
    _tell_header(header, writer)
    index = 0
    while index < len(segments):
        index = _section(segments, index, writer)
    return writer.finished()


def _segments(text: str) -> tuple[list[Segment], bool]:
    lines = [
        line
        for line in re.split(r"[\r\n]+", text.strip(_ENVELOPE + "\ufeff \r\n\t"))
        if line.strip(_ENVELOPE)
    ]
    if not lines or lines[0][:3] not in _HEADERS or len(lines[0]) < 8:
        raise NotThisKind
    marks = lines[0][3:8]
    if any(mark.isalnum() for mark in marks) or len(set(marks[:2])) != 2:
        raise NotThisKind
    given = lines[0][4:].split(marks[0])[0].ljust(4, "\0")
    separators = Separators(marks[0], given[0], given[1], given[2].strip("\0"), given[3])
    cut = len(lines) > MOST_SEGMENTS
    segments = []
    for line in lines[:MOST_SEGMENTS]:
        fields = line.split(separators.field, MOST_FIELDS + 1)
        cut = cut or len(fields) > MOST_FIELDS + 1
        own = fields[1 : MOST_FIELDS + 1]
        if fields[0] in _HEADERS:  # its first field is the separator itself
            own = [separators.field, *own]
        segments.append(Segment(fields[0][:16], tuple(own), separators, line))
    return segments, cut


def _person(segment: Segment, number: int) -> str:
    """XPN: family name, given names. A subcomponent of the family name is its own prefix."""
    family = segment.part(number, 1).split(segment.separators.subcomponent)[0]
    given = " ".join(
        filter(None, (segment.part(number, 5), segment.part(number, 2), segment.part(number, 3)))
    )
    return ", ".join(filter(None, (family, given, segment.part(number, 4))))


def _tell_patient(segment: Segment, writer: RecordWriter) -> None:
    sex = segment.part(8, 1)
    for label, value in (
        (words.NAME, _person(segment, 5)),
        (words.BIRTH_DATE, moment(segment.part(7, 1))),
        (words.ID, segment.part(3, 1)),
        (words.SEX, labels.SEXES.get(sex, sex)),
    ):
        writer.tell(Fact(label, value or words.NOT_GIVEN))
    if segment.part(30, 1) == "Y" or segment.part(29, 1):
        writer.tell(Fact(words.DEATH, moment(segment.part(29, 1)) or words.YES, flag="†"))


def _tell_header(segment: Segment, writer: RecordWriter) -> None:
    for label, value in (
        (words.MESSAGE_TYPE, segment.text(9)),
        (words.SENDER, " / ".join(filter(None, (segment.text(3), segment.text(4))))),
        (words.TIME, moment(segment.part(7, 1))),
    ):
        if value:
            writer.tell(Fact(label, value))


def _section(segments: list[Segment], index: int, writer: RecordWriter) -> int:
    """Write the section that begins at `index`; where the next one does."""
    segment = segments[index]
    known = labels.SEGMENTS.get(segment.name)
    title = known[0] if known is not None else segment.name or "?"
    facts: list[Fact] = []
    lines = [segment.raw]
    after = index + 1
    if segment.name in {"OBR", "OBX"}:
        if segment.name == "OBR":
            title = segment.part(4, 2) or segment.part(4, 1) or title
            facts += _fields(segment)
        else:
            title, after = words.OBSERVATIONS, index
            lines = []
        while after < len(segments) and segments[after].name in {"OBX", "NTE"}:
            follower = segments[after]
            facts += _result(follower) if follower.name == "OBX" else _note(follower)
            lines.append(follower.raw)
            after += 1
    elif segment.name == "NTE":
        facts += _note(segment)
    else:
        facts += _fields(segment)
    writer.add(title, facts, "\n".join(lines))
    return after


def _fields(segment: Segment) -> list[Fact]:
    known = labels.SEGMENTS.get(segment.name, ("", {}))[1]
    facts = []
    for number in range(1, len(segment.fields) + 1):
        if segment.name in _HEADERS and number <= 2:
            continue
        shown = segment.text(number)
        if not shown:
            continue
        label = known.get(number, f"{segment.name}-{number}")
        if number in labels.TIMES.get(segment.name, ()):
            shown = moment(shown)
        if number in labels.PERSONS.get(
            segment.name, ()
        ) and segment.separators.component in segment.raw_field(number):
            shown = _person(segment, number)
        facts.append(Fact(label, shown))
    return facts


def _result(segment: Segment) -> list[Fact]:
    """OBX: a value with its unit, flags and range; what else it says follows."""
    name = segment.part(3, 2) or segment.part(3, 1) or words.RESULT
    flag = segment.text(8)
    facts = [Fact(name, _result_value(segment), segment.part(6, 1) or segment.part(6, 2), flag)]
    if segment.text(7):
        facts.append(Fact(words.REFERENCE_RANGE, segment.text(7)))
    state = segment.part(11, 1)
    if state not in _FINAL:
        facts.append(Fact(words.STATUS, labels.RESULT_STATES.get(state, state), flag="!"))
    told = {1, 2, 3, 5, 6, 7, 8, 11}
    for number in range(1, len(segment.fields) + 1):
        if number not in told and segment.text(number):
            shown = segment.text(number)
            label = labels.RESULT_FIELDS.get(number, f"OBX-{number}")
            facts.append(Fact(label, moment(shown) if number in {14, 19} else shown))
    return facts


def _result_value(segment: Segment) -> str:
    kind = segment.part(2, 1)
    if kind in _TIMES:
        return moment(segment.part(5, 1))
    if kind == "SN":  # structured numeric: <, 100, -, 200
        return "".join(segment.part(5, number) for number in range(1, 5))
    if kind in {"CE", "CWE", "CNE"}:
        return segment.part(5, 2) or segment.part(5, 1)
    if kind in {"ED", "RP"}:
        size = len(segment.raw_field(5))
        return f"[{kind}: {size} characters] {segment.part(5, 2)} {segment.part(5, 3)}".strip()
    repeated = segment.raw_field(5).split(segment.separators.repetition)
    return (
        "\n".join(map(segment.separators.plain, repeated))
        if kind in {"TX", "FT", "ST", "NM"}
        else segment.text(5)
    )


def _note(segment: Segment) -> list[Fact]:
    repeated = segment.raw_field(3).split(segment.separators.repetition)
    return [Fact(words.NOTE, "\n".join(map(segment.separators.plain, repeated)))]
