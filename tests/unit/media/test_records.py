"""Health records: nothing is dropped, no unit is guessed, no flag is lost, nothing is declared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core import media_words as words
from app.core.media_types import Fact, RecordInfo, RecordSection
from app.media.decoder import NotThisKind
from app.media.decoders import record
from app.media.decoders.claims import record as claims
from app.media.decoders.dicom_read import memory_source
from app.media.decoders.fhir_values import legible_time

SAMPLES = Path(__file__).parents[2] / "samples"


def read(data: bytes | str) -> RecordInfo:
    raw = data.encode() if isinstance(data, str) else data
    info = record.open(memory_source(raw), raw[:4_096], "x").info
    assert isinstance(info, RecordInfo)
    return info


def sample(name: str) -> RecordInfo:
    return read((SAMPLES / name).read_bytes())


def section(info: RecordInfo, title: str) -> RecordSection:
    return next(each for each in info.sections if each.title == title)


def told(info: RecordInfo, title: str) -> dict[str, tuple[str, str, str]]:
    return {fact.label: (fact.value, fact.unit, fact.flag) for fact in section(info, title).facts}


@pytest.mark.parametrize("name", ["bundle.fhir.json", "results.hl7", "discharge.cda.xml"])
def test_each_standard_is_claimed_and_names_the_patient_first(name: str) -> None:
    assert claims((SAMPLES / name).read_bytes()[:4_096], name)
    info = sample(name)
    assert [fact.label for fact in info.banner[:4]] == [
        words.NAME,
        words.BIRTH_DATE,
        words.ID,
        words.SEX,
    ]
    assert info.banner[0].value == "Test, Patient Maria"
    assert info.banner[1].value == "1958-02-28"
    assert info.banner[3].value == words.FEMALE
    assert not info.cut


def test_a_result_in_fhir() -> None:
    facts = told(sample("bundle.fhir.json"), "Potassium")
    assert facts[words.VALUE] == ("6.30", "mmol/L", "HH")  # with the zero as it was written
    assert facts[words.REFERENCE_RANGE][0] == "3.5–5.1 mmol/L"
    assert facts[words.PERFORMER][0] == "Okafor, Dr. Sample (Practitioner/d1)"
    assert facts[words.SUBJECT][0] == "Test, Patient Maria"


def test_components_keep_their_own_flags_and_gaps() -> None:
    facts = told(sample("bundle.fhir.json"), "Blood pressure")
    assert facts["Systolic"] == ("88", "mmHg", "L")
    assert facts["Diastolic"] == ("54", "mmHg", "")
    assert facts["Mean"] == ("not measured", "", "")


def test_dosage_is_the_prescribers_words_or_built_from_the_fields() -> None:
    info = sample("bundle.fhir.json")
    built = told(info, "Metoprolol succinate 47.5 mg tablet")[words.DOSAGE][0]
    assert built == "0.5 tablet; 1 × / 1 d, when: MORN; oral"
    stopped = told(info, "Spironolactone")
    assert stopped[words.DOSAGE][0] == "Do not give until potassium is below 5.0 mmol/L"
    assert stopped[words.STATUS] == ("stopped", "", "!")
    assert stopped[words.DO_NOT_GIVE] == ("true", "", "!")


def test_no_field_of_any_resource_is_left_out() -> None:
    root = json.loads((SAMPLES / "bundle.fhir.json").read_text())
    info = sample("bundle.fhir.json")
    shown = "\n".join(
        f"{f.label} {f.value} {f.unit} {f.flag}" for s in info.sections for f in s.facts
    )
    for entry in root["entry"]:
        for text in _leaves(
            {k: v for k, v in entry["resource"].items() if k not in {"id", "resourceType"}}
        ):
            assert legible_time(text) in shown or text in _CODED, text


_CODED = {
    "http://loinc.org",
    "2823-3",
    "Potassium [Moles/volume] in Serum or Plasma",
    "laboratory",
    "Critical high",
    "http://terminology.hl7.org/CodeSystem/observation-category",
    "http://unitsofmeasure.org",
    "IMP",
    "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
    "official",
    "home",
}
"""Stands behind the card alone: codes whose words are shown, and the urn of the patient."""


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for key, part in value.items() if key != "reference" for text in _leaves(part)]
    if isinstance(value, list):
        return [text for part in value for text in _leaves(part)]
    return [value] if isinstance(value, str) and not value.startswith("urn:uuid") else []


def test_a_modifier_and_an_error_cannot_be_overlooked() -> None:
    resource = {
        "resourceType": "Observation",
        "status": "entered-in-error",
        "code": {"text": "Glucose"},
        "modifierExtension": [{"url": "x", "valueBoolean": True}],
        "valueQuantity": {"comparator": "<", "value": 2.2},
    }
    facts = told(read(json.dumps(resource)), "Glucose")
    assert facts[words.STATUS] == ("entered-in-error", "", "!")
    assert facts["modifierExtension"][2] == "!"
    assert facts[words.VALUE] == ("<2.2", "", "")  # and no unit, since it has none


def test_a_dangerous_allergy_cannot_be_overlooked() -> None:
    resource = {
        "resourceType": "AllergyIntolerance",
        "criticality": "high",
        "code": {"text": "Penicillin"},
    }
    assert told(read(json.dumps(resource)), "Penicillin")[words.CRITICALITY] == ("high", "", "!")
    resource["criticality"] = "low"
    assert told(read(json.dumps(resource)), "Penicillin")[words.CRITICALITY] == ("low", "", "")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-03-01T03:00:00+01:00", "2026-03-01 03:00:00 +01:00"),
        ("2026-03-01T03:00:00.5Z", "2026-03-01 03:00:00.5 UTC"),
        ("2026-03-01T03:00", "2026-03-01 03:00"),
        ("2026-03", "2026-03"),
        ("see 2026-03-01T03:00:00Z", "see 2026-03-01T03:00:00Z"),
    ],
)
def test_an_instant_can_be_read_and_keeps_its_zone(sent: str, shown: str) -> None:
    assert legible_time(sent) == shown


def test_several_patients_are_all_in_the_banner() -> None:
    entries = [
        {"resource": {"resourceType": "Patient", "name": [{"family": name}]}}
        for name in ("One", "Two")
    ]
    info = read(json.dumps({"resourceType": "Bundle", "entry": entries}))
    assert [fact.value for fact in info.banner if fact.label == words.NAME] == ["One", "Two"]


def test_results_in_hl7() -> None:
    info = sample("results.hl7")
    assert info.standard == "HL7 v2.5.1"
    facts = section(info, "Metabolic panel").facts
    at = facts.index(Fact("Potassium", "6.3", "mmol/L", "HH"))
    assert facts[at + 1] == Fact(words.REFERENCE_RANGE, "3.5-5.1")
    creatinine = facts.index(Fact("Creatinine", ">900", "umol/L", "H"))
    assert Fact(words.STATUS, words.CORRECTED, flag="!") in facts[creatinine : creatinine + 3]
    comment = next(fact for fact in facts if fact.label == "Comment")
    assert comment.value == "Sample & request do not agree\nPlease repeat\nSecond line"
    assert Fact(words.NOTE, "Called to ward 4 at 06:10 \\ read back") in facts


def test_unknown_segments_and_fields_are_listed_by_number() -> None:
    info = sample("results.hl7")
    assert section(info, "ZXY").facts == (Fact("ZXY-1", "1"), Fact("ZXY-3", "local; field ^ part"))
    assert section(info, "ZXY").raw == "ZXY|1||local~field^part"


def test_a_message_brings_its_own_separators() -> None:
    info = read("MSH#*@!$#LAB#X\rPID###7***H##Doe*Jo$hn!S!\rOBX##NM#Na##131#mmol/l\r")
    assert info.banner[0].value.startswith("Doe, ")
    assert info.sections[-1].facts[0] == Fact("Na", "131", "mmol/l")


def test_a_message_says_its_characters() -> None:
    text = "MSH|^~\\&|L|||||||||2.3||||||8859/1\rPID|||1||Müller^Jörg\r"
    assert read(text.encode("latin-1")).banner[0].value == "Müller, Jörg"


def test_the_narrative_of_cda_with_its_tables() -> None:
    info = sample("discharge.cda.xml")
    table = section(info, "Medication at discharge").facts
    assert table[1] == Fact("Spironolactone", "Dose: stopped\nWhen: do not give")
    course = [fact.value for fact in section(info, "Course").facts]
    assert course == [
        "Admitted with hyperkalaemia of 6.3 mmol/L.",
        "Recovered under treatment.",
        "• Potassium 4.8 mmol/L on 5 March\n• Weight 71.2 kg",
    ]
    assert section(info, "Course › Allergies").facts[0].value == "Penicillin: anaphylaxis"
    assert "<code code=" in section(info, "Medication at discharge").raw


_DOCUMENT = '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>{}</title></ClinicalDocument>'


@pytest.mark.parametrize(
    "data",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>' + _DOCUMENT.format("&a;"),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _DOCUMENT.format("&a;"),
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">' + _DOCUMENT.format("x"),
        '<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + _DOCUMENT.format("&b;"),
        _DOCUMENT.format("<a>" * 5_000 + "</a>" * 5_000),
        _DOCUMENT.format("<a/>" * 250_000),
        "<ClinicalDocument",
        '{"resourceType": "Observation", "a": ' + "[" * 10_000 + "]" * 10_000 + "}",
        '{"resourceType": "Observation", "a": ' + '{"a":' * 10_000 + "1" + "}" * 10_001,
        '{"resourceType": 5}',
        '{"resourceType": "Patient", "a": NaN}',
        '["resourceType"]',
        "MSHA",
        "MSHABCDEFGHI",
    ],
)
def test_what_is_hostile_or_none_is_left_to_be_shown_as_text(data: str) -> None:
    with pytest.raises(NotThisKind):
        read(data)


def test_a_million_fields_are_cut_and_said_to_be() -> None:
    info = read("MSH|^~\\&|L\rPID|" + "|x" * 1_000_000)
    assert info.cut
    assert len(info.sections[-1].facts) <= 400


def test_a_million_segments_are_cut_and_said_to_be() -> None:
    info = read("MSH|^~\\&|L\r" + "ZZZ|1\r" * 300_000)
    assert info.cut
    assert len(info.sections) <= 1_000


def test_a_huge_bundle_is_cut_and_said_to_be() -> None:
    entry = {
        "resource": {
            "resourceType": "Observation",
            "code": {"text": "x"},
            "note": [{"text": "y" * 500}],
        }
    }
    info = read(json.dumps({"resourceType": "Bundle", "entry": [entry] * 5_000}))
    assert info.cut
    assert len(info.sections) <= 1_000


def test_a_reference_to_itself_ends() -> None:
    resource = {
        "resourceType": "Observation",
        "id": "a",
        "code": {"text": "x"},
        "hasMember": [{"reference": "Observation/a"}],
    }
    assert told(read(json.dumps(resource)), "x")["hasMember"][0] == "x (Observation/a)"


def test_more_than_sixteen_megabytes_are_left_to_be_shown_as_text() -> None:
    with pytest.raises(NotThisKind):
        read('{"resourceType": "Patient", "a": "' + "x" * (17 << 20) + '"}')
