"""CDA documents (HL7 Clinical Document Architecture R2, C-CDA) as titled sections of text.

The narrative of a section is what its author vouches for (CDA R2 1.2.3), so that is what is shown;
the coded entries stand in the raw section. XML that declares anything (a DOCTYPE, an entity) is not
parsed at all: that is what bombs and files that read other files are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

from app.core import media_words as words
from app.core.media_types import Fact, RecordInfo
from app.media.decoder import NotThisKind
from app.media.decoders.dicom_values import moment
from app.media.decoders.record_parts import RecordWriter

NAMESPACE: Final = "{urn:hl7-org:v3}"
MOST_DEPTH: Final = 100
MOST_ELEMENTS: Final = 200_000
_SECTIONS_DEEP: Final = 12
_SEXES: Final = {"F": words.FEMALE, "M": words.MALE, "UN": words.OTHER_SEX}
_BLOCKS: Final = {"paragraph", "list", "table", "item", "caption", "text", "br"}

Element = ElementTree.Element


def open_cda(data: bytes) -> RecordInfo:
    """Raises NotThisKind for what is no CDA, or declares entities, or is nested too deep."""
    root = safe_xml(data)
    if root.tag != f"{NAMESPACE}ClinicalDocument":
        raise NotThisKind
    ElementTree.register_namespace("", NAMESPACE[1:-1])
    writer = RecordWriter("CDA")
    _tell_patients(root, writer)
    for label, value in (
        (words.DOCUMENT, _text(root.find(_path("title"))) or _code(root.find(_path("code")))),
        (words.TIME, _time(root.find(_path("effectiveTime")))),
        (words.AUTHOR, "; ".join(filter(None, map(_author, root.findall(_path("author")))))),
        (
            words.CUSTODIAN,
            _text(
                root.find(
                    _path(
                        "custodian", "assignedCustodian", "representedCustodianOrganization", "name"
                    )
                )
            ),
        ),
    ):
        if value:
            writer.tell(Fact(label, value))
    for body in root.iterfind(_path("component", "structuredBody")):
        for section in body.iterfind(_path("component", "section")):
            _section(section, writer, "", 0)
    for body in root.iterfind(_path("component", "nonXMLBody")):
        text = body.find(_path("text"))
        kind = text.get("mediaType", "") if text is not None else ""
        coded = text is not None and text.get("representation") == "B64"
        said = f"[{kind}]" if coded else _text(text)
        writer.add(
            words.DOCUMENT, [Fact(words.ATTACHED if coded else words.TEXT, said)], _raw(body)
        )
    header = [child for child in root if _name(child) != "component"]
    writer.add(words.HEADER, [], "\n".join(map(_raw, header)))
    return writer.finished()


def safe_xml(data: bytes) -> Element:
    """The tree. Raises NotThisKind for declarations, depth, or what is not well-formed."""
    parser = expat.ParserCreate()
    depth = count = 0

    def refuse(*_: object) -> int:
        raise NotThisKind

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > MOST_DEPTH or count > MOST_ELEMENTS:
            raise NotThisKind

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
        return ElementTree.fromstring(data)  # noqa: S314 - nothing is declared in it, see above
    except (expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
        raise NotThisKind from error


def _path(*names: str) -> str:
    return "/".join(f"{NAMESPACE}{name}" for name in names)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _code(element: Element | None) -> str:
    if element is None:
        return ""
    return element.get("displayName") or _text(element) or element.get("code") or ""


def _time(element: Element | None) -> str:
    if element is None:
        return ""
    if element.get("value"):
        return moment(element.get("value", ""))
    low, high = element.find(_path("low")), element.find(_path("high"))
    return " – ".join(filter(None, (_time(low), _time(high))))


def _person(name: Element | None) -> str:
    if name is None:
        return ""
    family = " ".join(map(_text, name.findall(_path("family"))))
    given = " ".join(_text(part) for part in name if _name(part) in {"prefix", "given"})
    suffix = " ".join(map(_text, name.findall(_path("suffix"))))
    return ", ".join(filter(None, (family, given, suffix))) or _text(name)


def _author(author: Element) -> str:
    assigned = author.find(_path("assignedAuthor"))
    if assigned is None:
        return ""
    person = _person(assigned.find(_path("assignedPerson", "name")))
    device = _text(assigned.find(_path("assignedAuthoringDevice", "softwareName")))
    organization = _text(assigned.find(_path("representedOrganization", "name")))
    return ", ".join(filter(None, (person or device, organization)))


def _tell_patients(root: Element, writer: RecordWriter) -> None:
    for role in root.findall(_path("recordTarget", "patientRole"))[:8]:
        patient = role.find(_path("patient"))
        sex = patient.find(_path("administrativeGenderCode")) if patient is not None else None
        ids = [
            each.get("extension") or each.get("root") or "" for each in role.findall(_path("id"))
        ]
        name = patient.find(_path("name")) if patient is not None else None
        born = patient.find(_path("birthTime")) if patient is not None else None
        code = sex.get("code", "") if sex is not None else ""
        for label, value in (
            (words.NAME, _person(name)),
            (words.BIRTH_DATE, _time(born)),
            (words.ID, "; ".join(filter(None, ids))),
            (words.SEX, _SEXES.get(code, _code(sex))),
        ):
            writer.tell(Fact(label, value or words.NOT_GIVEN))


def _section(section: Element, writer: RecordWriter, above: str, depth: int) -> None:
    title = _text(section.find(_path("title"))) or _code(section.find(_path("code"))) or words.TEXT
    title = f"{above} › {title}" if above else title
    text = section.find(_path("text"))
    facts = list(_narrative(text)) if text is not None else []
    inner = section.findall(_path("component", "section"))
    raw = "\n".join(_raw(child) for child in section if _name(child) != "component")
    writer.add(title, facts, raw)
    if depth >= _SECTIONS_DEEP and inner:
        writer.cut = True
        return
    for each in inner:
        _section(each, writer, title, depth + 1)


def _narrative(block: Element) -> Iterator[Fact]:
    """Tables row by row, under their headings; everything else as lines."""
    pending: list[str] = [block.text or ""]
    for child in block:
        if _name(child) in {"table"} or child.find(f".//{NAMESPACE}table") is not None:
            yield from _lines(pending)
            yield from _table(child) if _name(child) == "table" else _narrative(child)
        else:
            pending.append(_flow(child))
        pending.append(child.tail or "")
    yield from _lines(pending)


def _lines(pending: list[str]) -> Iterator[Fact]:
    for line in "".join(pending).split("\n\n"):
        said = "\n".join(" ".join(part.split()) for part in line.split("\n") if part.strip())
        if said:
            yield Fact("", said)
    pending.clear()


def _flow(element: Element) -> str:
    """Text with its lines: each paragraph and item begins one."""
    name = _name(element)
    if name == "renderMultiMedia":
        return f"[{element.get('referencedObject', '')}]"
    inside = " ".join((element.text or "").split("\n"))
    for child in element:
        inside += _flow(child) + " ".join((child.tail or "").split("\n"))
    if name == "item":
        return f"\n• {inside.strip()}"
    return (
        f"\n\n{inside}\n\n"
        if name in _BLOCKS - {"br"}
        else "\n" + inside
        if name == "br"
        else inside
    )


def _table(table: Element) -> Iterator[Fact]:
    caption = _text(table.find(_path("caption")))
    if caption:
        yield Fact("", caption)
    headings = [_text(cell) for cell in table.iterfind(f".//{NAMESPACE}thead//{NAMESPACE}th")]
    for row in table.iter(f"{NAMESPACE}tr"):
        cells = [_flow(cell).strip() for cell in row if _name(cell) in {"td", "th"}]
        if cells == headings or not any(cells):
            continue
        if len(cells) == 1:
            yield Fact("", cells[0])
            continue
        named = (
            f"{headings[at]}: {cell}" if at < len(headings) and headings[at] else cell
            for at, cell in enumerate(cells)
            if at > 0 and cell
        )
        yield Fact(cells[0], "\n".join(named))


def _raw(element: Element) -> str:
    ElementTree.indent(element)
    return ElementTree.tostring(element, encoding="unicode").strip()
