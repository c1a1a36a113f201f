"""DICOM waveforms of the heart in microvolts (PS3.3 A.34.3 to A.34.5, C.10.9).

A lead without a calibration in volts is not shown: its scale is not guessed. Nothing is resampled
or filtered; a lead that was sampled later than its neighbours is shifted by whole samples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from app.core import media_words as words
from app.core.file_types import FileKind
from app.core.media_types import EcgInfo, EcgLead, Fact
from app.media.decoder import Decoder, NotSupported
from app.media.decoders import dicom_values as values
from app.media.decoders.dicom_banner import banner
from app.media.decoders.dicom_read import Study

MOST_SAMPLES: Final = 1_500_000
"""Of all leads together: 12 leads, 1,000 samples a second, 2 minutes."""
MOST_CHANNELS: Final = 64
MOST_FINDINGS: Final = 400
RATES: Final = (50.0, 100_000.0)
_MICROVOLTS: Final = {"uV": 1.0, "mV": 1e3, "V": 1e6, "nV": 1e-3, "µV": 1.0, "μV": 1.0}
_TYPES: Final = {"SB": "i1", "UB": "u1", "SS": "i2", "US": "u2", "SL": "i4", "UL": "u4"}
_USUAL: Final = ("I", "II", "III", "aVR", "aVL", "aVF", *(f"V{number}" for number in range(1, 10)))
_NAME: Final = re.compile(r"(?<![-\w])(III|II|I|aVR|aVL|aVF|V[1-9]R?)(?![-\w])", re.IGNORECASE)
_CODES: Final = {
    "2:1": "I", "2:2": "II", "2:61": "III", "2:62": "aVR", "2:63": "aVL", "2:64": "aVF",
    "2:3": "V1", "2:4": "V2", "2:5": "V3", "2:6": "V4", "2:7": "V5", "2:8": "V6",
}  # fmt: skip
"""ISO/IEEE 11073-10101."""
_MDC: Final = "MDC"


class Ecg(Decoder):
    """All of it is in `info`; there is nothing to render."""

    kind = FileKind.ECG
    media_type = "application/dicom"

    def __init__(self, info: EcgInfo) -> None:
        self.info = info


@dataclass(frozen=True, slots=True)
class _Channel:
    name: str
    scale: float
    """Microvolts of one step; 0: unknown."""
    baseline: float
    skew: int
    """By how many samples it was taken later."""
    filters: str


def open_ecg(study: Study) -> Ecg:
    """The first recording of the file. Raises NotSupported when it has none in volts."""
    groups = values.items(study.data, "WaveformSequence")
    usable = [group for group in groups if values.text(group, "WaveformOriginality") != "DERIVED"]
    for group in usable or groups:
        read = _read_group(group, little=_is_little(study))
        if read is None:
            continue
        rate, leads, extra, whole = read
        facts = banner(study.data)
        others = [_other(each) for each in groups if each is not group]
        findings = [*extra, *_annotations(study.data, groups), *others]
        if whole:
            findings = [
                Fact(words.LENGTH, f"{whole:g}", "s"),
                Fact(words.SHOWN_FROM_START, f"{len(leads[0].microvolts) / rate:g}", "s"),
                *findings,
            ]
        return Ecg(
            EcgInfo(tuple(facts), rate, tuple(leads), tuple(findings), _filters(group), whole)
        )
    raise NotSupported("no calibrated waveform")


def _is_little(study: Study) -> bool:
    return bool(study.data.original_encoding[1])


def _read_group(
    group: Dataset, *, little: bool
) -> tuple[float, list[EcgLead], list[Fact], float] | None:
    """Rate, leads, what is to be said of them, and the whole length in seconds if it was cut."""
    rate = values.number(group, "SamplingFrequency")
    length = values.number(group, "NumberOfWaveformSamples")
    kind = _TYPES.get(values.text(group, "WaveformSampleInterpretation"))
    raw = values.value_of(group, "WaveformData")
    channels = [_channel(item) for item in values.items(group, "ChannelDefinitionSequence")]
    count = len(channels)
    if rate is None or not RATES[0] <= rate <= RATES[1] or kind is None:
        return None
    if count != values.number(group, "NumberOfWaveformChannels") or not 1 <= count <= MOST_CHANNELS:
        return None
    if not isinstance(raw, bytes) or length is None or length < 1:
        return None
    step = count * int(kind[1])
    there = min(int(length), len(raw) // step)
    most = MOST_SAMPLES // count
    shown = min(there, most)
    samples = np.frombuffer(raw[: shown * step], ("<" if little else ">") + kind)
    samples = samples.reshape(shown, count)
    padding = _padding(group, kind, little=little)
    leads, extra = [], []
    for index, channel in enumerate(channels):
        if not channel.scale:
            extra.append(Fact(words.NO_CALIBRATION, channel.name))
            continue
        leads.append(EcgLead(channel.name, _microvolts(samples[:, index], channel, padding)))
        if channel.skew:
            extra.append(Fact(words.SHIFTED, channel.name))
    leads.sort(key=lambda lead: _USUAL.index(lead.name) if lead.name in _USUAL else len(_USUAL))
    if not leads or not shown:
        return None
    return rate, leads, extra, int(length) / rate if shown < int(length) else 0.0


def _microvolts(samples: NDArray[Any], channel: _Channel, padding: int | None) -> tuple[float, ...]:
    """What was not recorded is no number (NaN), and leaves a gap on the paper."""
    found = samples.astype(np.float64) * channel.scale + channel.baseline
    if padding is not None:
        found[samples == padding] = np.nan
    if channel.skew:
        found = np.concatenate(
            (
                np.full(min(channel.skew, len(found)), np.nan),
                found[: max(len(found) - channel.skew, 0)],
            )
        )
    return tuple(np.round(found, 3).tolist())


def _channel(item: Dataset) -> _Channel:
    sensitivity = values.number(item, "ChannelSensitivity")
    correction = values.number(item, "ChannelSensitivityCorrectionFactor")
    unit = ""
    for code in values.items(item, "ChannelSensitivityUnitsSequence")[:1]:
        unit = values.text(code, "CodeValue")
    factor = _MICROVOLTS.get(unit)
    known = sensitivity is not None and factor is not None
    skew = values.number(item, "ChannelSampleSkew") or 0.0
    return _Channel(
        name=_lead_name(item),
        scale=(sensitivity or 0.0) * (1.0 if correction is None else correction) * (factor or 0.0)
        if known
        else 0.0,
        baseline=(values.number(item, "ChannelBaseline") or 0.0) * (factor or 0.0),
        skew=min(max(round(skew), 0), 1_000),
        filters=_channel_filters(item),
    )


def _lead_name(item: Dataset) -> str:
    label = values.text(item, "ChannelLabel", 64)
    for source in values.items(item, "ChannelSourceSequence")[:1]:
        if values.text(source, "CodingSchemeDesignator") == _MDC:
            name = _CODES.get(values.text(source, "CodeValue"))
            if name:
                return name
        meaning = values.text(source, "CodeMeaning", 64)
        found = _NAME.search(meaning)
        if found:
            spelled = {name.lower(): name for name in _USUAL}
            return spelled.get(found[1].lower(), found[1].upper())
        return label or meaning or values.text(source, "CodeValue", 64) or "?"
    return label or "?"


def _padding(group: Dataset, kind: str, *, little: bool) -> int | None:
    raw = values.value_of(group, "WaveformPaddingValue")
    if isinstance(raw, int):
        return raw
    if isinstance(raw, bytes) and len(raw) >= int(kind[1]):
        return int(np.frombuffer(raw[: int(kind[1])], ("<" if little else ">") + kind)[0])
    return None


def _filters(group: Dataset) -> str:
    """The same for all leads, mostly; where not, lead by lead."""
    channels = [_channel(item) for item in values.items(group, "ChannelDefinitionSequence")]
    different = {channel.filters for channel in channels}
    if len(different) == 1:
        return different.pop()
    return "; ".join(f"{each.name}: {each.filters}" for each in channels if each.filters)[:400]


def _channel_filters(item: Dataset) -> str:
    low, high = (
        values.number(item, "FilterLowFrequency"),
        values.number(item, "FilterHighFrequency"),
    )
    notch = values.number(item, "NotchFilterFrequency")
    parts = []
    if low is not None or high is not None:
        parts.append(
            f"{'…' if low is None else f'{low:g}'}–{'…' if high is None else f'{high:g}'} Hz"
        )
    if notch:
        parts.append(f"~ {notch:g} Hz")
    return ", ".join(parts)


def _other(group: Dataset) -> Fact:
    rate, length = (
        values.number(group, "SamplingFrequency"),
        values.number(group, "NumberOfWaveformSamples"),
    )
    seconds = f"{length / rate:g}" if rate and length else ""
    name = values.text(group, "MultiplexGroupLabel", 64) or "?"
    return Fact(words.NOT_SHOWN, f"{name}, {seconds} s" if seconds else name)


def _annotations(data: Dataset, groups: list[Dataset]) -> list[Fact]:
    """Statements first, then measurements, then the moments that the device marked."""
    said, measured = [], []
    moments: dict[str, list[str]] = {}
    for item in values.items(data, "WaveformAnnotationSequence"):
        name = values.coded(item, "ConceptNameCodeSequence")
        text = values.text(item, "UnformattedTextValue", 1_000)
        value = values.text(item, "NumericValue", 64)
        concept = values.coded(item, "ConceptCodeSequence")
        if value:
            measured.append(Fact(name or words.ANNOTATION, value, _unit(item)))
        elif text or concept:
            said.append(Fact(name or words.ANNOTATION, text or concept))
        elif name:
            group = _group_of(item, groups)
            derived = group is not None and values.text(group, "WaveformOriginality") == "DERIVED"
            of = values.text(group, "MultiplexGroupLabel", 64) if group and derived else ""
            label = f"{name} ({of})" if of else name
            moments.setdefault(label, []).extend(_moments(item, group))
    marked = [
        Fact(name, ", ".join(found[:100]), "s" if found else "") for name, found in moments.items()
    ]
    return [*said, *measured, *marked][:MOST_FINDINGS]


def _unit(item: Dataset) -> str:
    for code in values.items(item, "MeasurementUnitsCodeSequence")[:1]:
        return values.text(code, "CodeValue", 32) or values.text(code, "CodeMeaning", 32)
    return ""


def _group_of(item: Dataset, groups: list[Dataset]) -> Dataset | None:
    """The recording that an annotation is of: counted from 1, in pairs with a channel."""
    channels = values.numbers(item, "ReferencedWaveformChannels")
    number = int(channels[0]) if channels else 1
    return groups[number - 1] if 1 <= number <= len(groups) else None


def _moments(item: Dataset, group: Dataset | None) -> list[str]:
    """Seconds from the beginning of the recording; samples count from 1."""
    offsets = values.numbers(item, "ReferencedTimeOffsets", 256)
    if offsets:
        return [f"{offset / 1_000:.3f}" for offset in offsets]
    rate = values.number(group, "SamplingFrequency") if group is not None else None
    positions = values.numbers(item, "ReferencedSamplePositions", 256)
    return [f"{(position - 1) / rate:.3f}" for position in positions] if rate else []
