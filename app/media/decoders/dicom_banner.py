"""Whose image it is and how it was made, as labelled lines: the patient first, always."""

from __future__ import annotations

from typing import Final

from pydicom.dataset import Dataset

from app.core import media_words as words
from app.core.media_types import Fact
from app.media.decoders import dicom_values as values

_SEXES: Final = {"F": words.FEMALE, "M": words.MALE, "O": words.OTHER_SEX, "U": words.UNKNOWN_SEX}
_SIDES: Final = {"R": words.RIGHT, "L": words.LEFT, "B": words.BOTH, "U": words.UNPAIRED}
_TEXTS: Final = (
    (words.STUDY, "StudyDescription"),
    (words.SERIES, "SeriesDescription"),
    (words.MODALITY, "Modality"),
)
_MORE_TEXTS: Final = (
    (words.INSTITUTION, "InstitutionName"),
    (words.BODY_PART, "BodyPartExamined"),
    (words.VIEW_POSITION, "ViewPosition"),
    (words.CONTRAST_AGENT, "ContrastBolusAgent"),
    (words.ACCESSION, "AccessionNumber"),
    (words.INSTANCE, "InstanceNumber"),
    (words.IMAGE_COMMENTS, "ImageComments"),
)
_NUMBERS: Final = (
    (words.SLICE_POSITION, "SliceLocation", "mm"),
    (words.SLICE_THICKNESS, "SliceThickness", "mm"),
    (words.TUBE_VOLTAGE, "KVP", "kV"),
    (words.TUBE_CURRENT, "XRayTubeCurrent", "mA"),
    (words.EXPOSURE, "Exposure", "mAs"),
    (words.REPETITION_TIME, "RepetitionTime", "ms"),
    (words.ECHO_TIME, "EchoTime", "ms"),
    (words.FIELD_STRENGTH, "MagneticFieldStrength", "T"),
)


def patient(data: Dataset) -> list[Fact]:
    """Name, date of birth, id and sex, in this order; what is not given is said to be so."""
    sex = values.text(data, "PatientSex")
    facts = [
        Fact(words.NAME, values.person_name(values.value_of(data, "PatientName") or "")),
        Fact(words.BIRTH_DATE, values.date(values.text(data, "PatientBirthDate"))),
        Fact(words.ID, values.text(data, "PatientID")),
        Fact(words.SEX, _SEXES.get(sex.upper(), sex)),
    ]
    facts = [fact if fact.value else Fact(fact.label, words.NOT_GIVEN) for fact in facts]
    years, unit = values.age(values.text(data, "PatientAge"))
    return facts + ([Fact(words.AGE, years, unit)] if years else [])


def banner(data: Dataset) -> list[Fact]:
    """The patient, then the examination."""
    facts = patient(data)
    facts += _texts(data, _TEXTS)
    when = _when(data)
    if when:
        facts.append(Fact(words.TIME, when))
    facts += _texts(data, _MORE_TEXTS)
    device = " ".join(
        filter(
            None, (values.text(data, "Manufacturer"), values.text(data, "ManufacturerModelName"))
        )
    )
    if device:
        facts.append(Fact(words.DEVICE, device))
    referrer = values.person_name(values.value_of(data, "ReferringPhysicianName") or "")
    if referrer:
        facts.append(Fact(words.REFERRER, referrer))
    side = values.text(data, "ImageLaterality") or values.text(data, "Laterality")
    if side:
        facts.append(Fact(words.LATERALITY, _SIDES.get(side.upper(), side)))
    for label, keyword, unit in _NUMBERS:
        number = values.number(data, keyword)
        if number is not None:
            facts.append(Fact(label, f"{number:g}", unit))
    if values.text(data, "LossyImageCompression") == "01":
        ratio = values.text(data, "LossyImageCompressionRatio")
        facts.append(Fact(words.LOSSY, f"{ratio}:1" if ratio else words.YES))
    return facts


def _texts(data: Dataset, wanted: tuple[tuple[str, str], ...]) -> list[Fact]:
    found = ((label, values.text(data, keyword)) for label, keyword in wanted)
    return [Fact(label, value) for label, value in found if value]


def _when(data: Dataset) -> str:
    """When the image was taken, else the series, else the study."""
    moment = values.moment(values.text(data, "AcquisitionDateTime"))
    if moment:
        return moment
    for kind in ("Acquisition", "Content", "Series", "Study"):
        day = values.date(values.text(data, f"{kind}Date"))
        if day:
            return f"{day} {values.time(values.text(data, f'{kind}Time'))}".strip()
    return ""
