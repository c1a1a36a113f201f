"""ECG waveforms: microvolts as the device calibrated them, or no lead at all."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core import media_words as words
from app.core.file_types import FileKind
from app.core.media_types import EcgInfo
from app.media.decoder import NotSupported
from app.media.decoders import ecg
from tests.support.dicom_files import made_ecg, opened, real

PULSE = np.array([0, 400, 400, 0] * 100)


def info_of(data: bytes) -> EcgInfo:
    decoder = opened(data)
    assert decoder.kind is FileKind.ECG
    assert isinstance(decoder.info, EcgInfo)
    return decoder.info


def test_a_real_twelve_lead_recording() -> None:
    info = info_of(real("waveform_ecg.dcm"))
    assert info.rate == 1000
    names = [lead.name for lead in info.leads]
    assert names == ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]
    assert {len(lead.microvolts) for lead in info.leads} == {10_000}
    assert (
        info.leads[0].microvolts[:5] == (100.0, 100.0, 102.5, 107.5, 112.5)
        or max(info.leads[1].microvolts) > 500
    )
    assert info.filters == "0.05–300 Hz"
    assert info.whole_s == 0
    told = {fact.label: (fact.value, fact.unit) for fact in info.findings}
    assert told["QTc Interval"] == ("370", "ms")
    assert told["QRS Axis"] == ("52", "deg")
    assert "RITMO SINUSALE" in [fact.value for fact in info.findings]
    assert told[words.NOT_SHOWN] == ("MEDIAN BEAT, 1.2 s", "")


def test_einthovens_law_holds_for_what_was_read() -> None:
    """Lead II is I plus III: scales and order of the channels are right."""
    leads = {lead.name: lead.microvolts for lead in info_of(real("waveform_ecg.dcm")).leads}
    for at in range(0, 10_000, 250):
        assert leads["II"][at] == pytest.approx(leads["I"][at] + leads["III"][at], abs=6)


@pytest.mark.parametrize(
    ("unit", "sensitivity", "wanted"),
    [("uV", 2.5, 1_000.0), ("mV", 0.0025, 1_000.0), ("V", 2.5e-6, 1_000.0), ("nV", 2_500, 1_000.0)],
)
def test_units_are_converted(unit: str, sensitivity: float, wanted: float) -> None:
    info = info_of(made_ecg({"I": PULSE}, unit=unit, sensitivity=sensitivity))
    assert info.leads[0].microvolts[1] == pytest.approx(wanted)


def test_baseline_and_correction() -> None:
    data = made_ecg({"I": PULSE}, ChannelBaseline=50, ChannelSensitivityCorrectionFactor=1.1)
    assert info_of(data).leads[0].microvolts[:2] == pytest.approx((50, 400 * 2.5 * 1.1 + 50))


def test_a_lead_without_calibration_is_named_and_not_drawn() -> None:
    with pytest.raises(NotSupported):
        opened(made_ecg({"I": PULSE}, ChannelSensitivity=None))
    with pytest.raises(NotSupported):
        opened(made_ecg({"I": PULSE}, unit="mm[Hg]"))


def test_samples_that_were_taken_later_are_shifted_by_whole_samples() -> None:
    info = info_of(made_ecg({"I": PULSE}, ChannelSampleSkew=2))
    values = info.leads[0].microvolts
    assert math.isnan(values[0])
    assert math.isnan(values[1])
    assert values[2:6] == (0.0, 1_000.0, 1_000.0, 0.0)
    assert [fact.label for fact in info.findings] == [words.SHIFTED]


def test_a_long_recording_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ecg, "MOST_SAMPLES", 200)
    info = info_of(made_ecg({"I": PULSE, "II": PULSE}, rate=100))
    assert len(info.leads[0].microvolts) == 100
    assert info.whole_s == 4.0
    assert (info.findings[0].value, info.findings[1].value) == ("4", "1")


@pytest.mark.parametrize("rate", [0.0, -5.0, 1e9])
def test_an_absurd_rate_is_refused(rate: float) -> None:
    with pytest.raises(NotSupported):
        opened(made_ecg({"I": PULSE}, rate=rate))
