"""Structured reports as readable sections (PS3.3 C.17): the content tree, line by line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pydicom.dataset import Dataset

from app.core import media_words as words
from app.core.file_types import FileKind
from app.core.media_types import Fact, RecordInfo, RecordSection
from app.media.decoder import Decoder
from app.media.decoders import dicom_values as values
from app.media.decoders.dicom_banner import banner
from app.media.decoders.dicom_read import Study

MOST_ITEMS: Final = 5_000
MOST_DEPTH: Final = 40
MOST_RAW: Final = 20_000
_INDENT: Final = "    "


class Report(Decoder):
    """All of it is in `info`."""

    kind = FileKind.RECORD
    media_type = "application/dicom"

    def __init__(self, info: RecordInfo) -> None:
        self.info = info


@dataclass(slots=True)
class _Section:
    title: str
    facts: list[Fact] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


class _Reader:
    """Walks the tree. Each container of the first levels becomes a section."""

    def __init__(self) -> None:
        self.sections: list[_Section] = []
        self.left = MOST_ITEMS
        self.cut = False

    def walk(self, item: Dataset, section: _Section, depth: int) -> None:
        for child in values.items(item, "ContentSequence"):
            if self.left <= 0 or depth > MOST_DEPTH:
                self.cut = True
                return
            self.left -= 1
            name = values.coded(child, "ConceptNameCodeSequence")
            kind = values.text(child, "ValueType")
            inside = section
            section.lines.append(
                f"{_INDENT * depth}{name or kind}: {_value(child, kind)}".rstrip(": ")
            )
            if kind == "CONTAINER" and depth < 2:
                inside = _Section(name or section.title)
                self.sections.append(inside)
            else:
                inside.facts.append(_fact(child, name, kind))
            self.walk(child, inside, depth + 1)


def open_report(study: Study) -> Report:
    """The tree of a structured report. What a reader does not understand is named by its type."""
    data = study.data
    reader = _Reader()
    title = values.coded(data, "ConceptNameCodeSequence") or values.text(data, "Modality")
    root = _Section(title)
    reader.sections.append(root)
    reader.walk(data, root, 0)
    facts = banner(data)
    for label, keyword in (
        (words.COMPLETION, "CompletionFlag"),
        (words.VERIFICATION, "VerificationFlag"),
    ):
        said = values.text(data, keyword)
        if said:
            facts.append(Fact(label, said))
    for observer in values.items(data, "VerifyingObserverSequence")[:8]:
        name = values.person_name(values.value_of(observer, "VerifyingObserverName") or "")
        facts.append(Fact(words.AUTHOR, name or values.text(observer, "VerifyingOrganization")))
    sections = tuple(
        RecordSection(each.title, tuple(each.facts), "\n".join(each.lines)[:MOST_RAW])
        for each in reader.sections
        if each.facts or each.lines
    )
    return Report(RecordInfo("DICOM SR", tuple(facts), sections, reader.cut))


def _fact(item: Dataset, name: str, kind: str) -> Fact:
    unit = ""
    for measured in values.items(item, "MeasuredValueSequence")[:1]:
        for code in values.items(measured, "MeasurementUnitsCodeSequence")[:1]:
            unit = values.text(code, "CodeValue", 32) or values.text(code, "CodeMeaning", 32)
    return Fact(name or kind, _value(item, kind), "" if unit == "1" else unit)


def _value(item: Dataset, kind: str) -> str:
    read = _READERS.get(kind)
    if read is not None:
        return read(item)
    for reference in values.items(item, "ReferencedSOPSequence")[:1]:
        return f"[{kind}] {values.text(reference, 'ReferencedSOPInstanceUID')}"
    return f"[{kind}]" if kind else ""


def _number(item: Dataset) -> str:
    for measured in values.items(item, "MeasuredValueSequence")[:1]:
        return values.text(measured, "NumericValue", 64)
    return values.coded(item, "NumericValueQualifierCodeSequence")


_READERS: Final[dict[str, Callable[[Dataset], str]]] = {
    "TEXT": lambda item: values.text(item, "TextValue", 10_000),
    "NUM": _number,
    "CODE": lambda item: values.coded(item, "ConceptCodeSequence"),
    "PNAME": lambda item: values.person_name(values.value_of(item, "PersonName") or ""),
    "DATE": lambda item: values.date(values.text(item, "Date")),
    "TIME": lambda item: values.time(values.text(item, "Time")),
    "DATETIME": lambda item: values.moment(values.text(item, "DateTime")),
    "UIDREF": lambda item: values.text(item, "UID"),
    "CONTAINER": lambda _item: "",
}
"""PS3.3 table C.17.3-7: how each type of content says its value."""
