"""FHIR R4 resources in JSON as cards: what a reader looks for first, then all other fields.

No field is left out: those without a place of their own follow under the names that they have in
the file, and the resource itself stands behind each card.
"""

from __future__ import annotations

from typing import Any, Final

from app.core import media_words as words
from app.core.media_types import Fact, RecordInfo
from app.media.decoder import NotThisKind
from app.media.decoders import fhir_labels as labels
from app.media.decoders import fhir_values as values
from app.media.decoders.fhir_values import concept, in_words, objects, text_of
from app.media.decoders.record_parts import RecordWriter

_MOST_ENTRIES: Final = 20_000


def open_fhir(text: str) -> RecordInfo:
    """Raises NotThisKind for what is no FHIR."""
    try:
        root = values.parse(text)
        return _Reader(root).read()
    except (ValueError, RecursionError) as error:
        raise NotThisKind from error


class _Reader:
    def __init__(self, root: Any) -> None:
        if not isinstance(root, dict) or not _is_resource(root):
            raise NotThisKind
        self._root = root
        self._writer = RecordWriter("FHIR")
        self._known: dict[str, dict[str, Any]] = {}
        self._contained: dict[str, dict[str, Any]] = {}

    def read(self) -> RecordInfo:
        """All resources, in the order of the file; patients make the banner."""
        resources = list(self._resources())
        patients = [each for each in resources if each["resourceType"] == "Patient"]
        for patient in patients[:8]:
            self._tell_patient(patient)
        if not patients:
            self._tell_subjects(resources)
        for resource in resources:
            self._contained = {
                f"#{text_of(each.get('id'))}": each for each in objects(resource.get("contained"))
            }
            self._section(resource)
        return self._writer.finished()

    def _resources(self) -> list[dict[str, Any]]:
        if self._root["resourceType"] != "Bundle":
            self._remember(self._root, "")
            return [self._root]
        entries = objects(self._root.get("entry") or [])
        self._writer.cut = len(entries) > _MOST_ENTRIES
        found = []
        for entry in entries[:_MOST_ENTRIES]:
            resource = entry.get("resource")
            if isinstance(resource, dict) and _is_resource(resource):
                self._remember(resource, text_of(entry.get("fullUrl")))
                found.append(resource)
            else:
                self._writer.add("entry", [], values.pretty(entry))
        rest = {
            key: value for key, value in self._root.items() if key not in {"entry", "resourceType"}
        }
        if rest:
            facts = [
                Fact(labels.LABELS.get(key, key), in_words(rest[key], self._resolve))
                for key in rest
            ]
            self._writer.add("Bundle", facts, values.pretty(rest))
        return found

    def _remember(self, resource: dict[str, Any], url: str) -> None:
        self._known[f"{resource['resourceType']}/{text_of(resource.get('id'))}"] = resource
        if url:
            self._known[url] = resource

    def _resolve(self, reference: str) -> str:
        found = self._contained.get(reference) or self._known.get(reference)
        if found is None and reference.startswith(("http://", "https://")):
            found = self._known.get("/".join(reference.split("/")[-2:]))
        name = _name_of(found) if found is not None else ""
        return (
            f"{name} ({reference})"
            if name and len(reference) < 60 and not reference.startswith("urn:")
            else name or reference
        )

    def _tell_patient(self, patient: dict[str, Any]) -> None:
        names = objects(patient.get("name") or [])
        usual = sorted(names, key=lambda name: name.get("use") not in {"official", "usual"})
        ids = [in_words(each, self._resolve) for each in objects(patient.get("identifier") or [])]
        sex = text_of(patient.get("gender"))
        for label, value in (
            (words.NAME, values.human_name(usual[0]) if usual else ""),
            (words.BIRTH_DATE, text_of(patient.get("birthDate"))),
            (words.ID, "; ".join(ids) or text_of(patient.get("id"))),
            (words.SEX, labels.SEXES.get(sex, sex)),
        ):
            self._writer.tell(Fact(label, value or words.NOT_GIVEN))
        died = text_of(patient.get("deceasedDateTime")) or text_of(patient.get("deceasedBoolean"))
        if died and died != "false":
            self._writer.tell(Fact(words.DEATH, words.YES if died == "true" else died, flag="†"))

    def _tell_subjects(self, resources: list[dict[str, Any]]) -> None:
        """Who the resources say that they are about."""
        said: dict[str, None] = {}
        for resource in resources:
            for key in ("subject", "patient"):
                if isinstance(resource.get(key), dict):
                    said[in_words(resource[key], self._resolve)] = None
        for name in list(said)[:8]:
            self._writer.tell(Fact(words.SUBJECT, name))

    def _section(self, resource: dict[str, Any]) -> None:
        kind = resource["resourceType"]
        fields = {key: part for key, part in resource.items() if key not in labels.QUIET}
        facts = [Fact(words.KIND, labels.KINDS.get(kind, kind))]
        order = sorted(fields, key=lambda key: _rank(_base(key)))
        for key in order:
            facts += self._facts(key, fields[key], fields)
        for each in objects(resource.get("contained") or []):
            facts.append(
                Fact(
                    text_of(each.get("resourceType")) or "contained",
                    in_words({k: v for k, v in each.items() if k != "resourceType"}, self._resolve),
                )
            )
        self._writer.add(_name_of(resource) or kind, facts, values.pretty(resource))

    def _facts(self, key: str, value: Any, fields: dict[str, Any]) -> list[Fact]:
        base = _base(key)
        label: str = labels.LABELS.get(base, key)
        if base == "value":
            return [self._measured(label, value, fields)]
        if key == "component":
            return self._components(value)
        if key == "interpretation" and any(_base(each) == "value" for each in fields):
            return []  # stands at the value
        if key == "reaction":
            return [Fact(label, self._reaction(each)) for each in objects(value)]
        if key == "gender":
            return [Fact(label, labels.SEXES.get(text_of(value), text_of(value)))]
        many = value if isinstance(value, list) else [value]
        shown = [
            Fact(label, in_words(each, self._resolve), flag=_alarm(base, each)) for each in many
        ]
        return [fact for fact in shown if fact.value]

    def _measured(self, label: str, value: Any, fields: dict[str, Any]) -> Fact:
        flag = ", ".join(_flag(each) for each in objects(fields.get("interpretation") or []))
        if isinstance(value, dict) and "value" in value and "numerator" not in value:
            number, unit = values.quantity(value)
            return Fact(label, number, unit, flag)
        return Fact(label, in_words(value, self._resolve), "", flag)

    def _components(self, value: Any) -> list[Fact]:
        facts = []
        for part in objects(value):
            label = concept(part.get("code")) or words.COMPONENT
            measured = [key for key in part if _base(key) == "value"]
            facts += [self._measured(label, part[key], part) for key in measured]
            if not measured:
                missing = concept(part.get("dataAbsentReason"))
                facts.append(Fact(label, missing or words.NOT_GIVEN))
            facts += [
                Fact(words.REFERENCE_RANGE, values.bounds(each))
                for each in objects(part.get("referenceRange") or [])
            ]
            known = {"code", "interpretation", "referenceRange", "dataAbsentReason", *measured}
            facts += [
                Fact(key, in_words(part[key], self._resolve)) for key in part if key not in known
            ]
        return facts

    def _reaction(self, value: dict[str, Any]) -> str:
        said = [concept(each) for each in objects(value.get("manifestation") or [])]
        rest = [
            f"{key}: {in_words(part, self._resolve)}"
            for key, part in value.items()
            if key != "manifestation"
        ]
        return ", ".join(filter(None, [*said, *rest]))


def _is_resource(value: dict[str, Any]) -> bool:
    kind = value.get("resourceType")
    return isinstance(kind, str) and kind.isalpha()


def _base(key: str) -> str:
    """The field that a choice of types belongs to: value of valueQuantity."""
    for choice in labels.CHOICES:
        if key == choice or (
            key.startswith(choice) and key[len(choice) : len(choice) + 1].isupper()
        ):
            return choice
    return key


def _rank(base: str) -> int:
    return (
        labels.FIRST.index(base)
        if base in labels.FIRST
        else len(labels.FIRST) + (base in {"identifier", "extension"})
    )


def _flag(interpretation: dict[str, Any]) -> str:
    """H, L, HH ... where it is coded so, else its words."""
    return ", ".join(values.codes(interpretation)) or concept(interpretation)


def _alarm(base: str, value: Any) -> str:
    """What must not be overlooked: a negation, or that it is wrong altogether."""
    said = {text_of(value), *values.codes(value)} if isinstance(value, dict) else {text_of(value)}
    if base in {"status", "clinicalStatus", "verificationStatus"} and said & labels.ALARMING:
        return "!"
    if base == "criticality" and "high" in said:
        return "!"
    return "!" if base == "modifierExtension" or (base == "doNotPerform" and "true" in said) else ""


def _name_of(resource: dict[str, Any]) -> str:
    for key in labels.NAMES:
        value = resource.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, dict):
            name = (
                values.human_name(value)
                if "family" in value or "given" in value
                else concept(value)
            )
            name = name or text_of(value.get("text"))
        else:
            name = text_of(value)
        if name:
            return name
    return (
        text_of((resource.get("medicationReference") or {}).get("display"))
        if isinstance(resource.get("medicationReference"), dict)
        else ""
    )
