"""DICOM files for tests: real ones that packages ship, and made ones with known numbers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import data_store
import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, generate_uid

from app.media.decoder import Decoder
from app.media.decoders import dicom
from app.media.decoders.dicom_read import memory_source

SHIPPED = Path(pydicom.__file__).parent / "data" / "test_files"
MORE = Path(data_store.__file__).parent / "data"


def real(name: str) -> bytes:
    """A file of pydicom or of pydicom-data."""
    path = SHIPPED / name
    return (path if path.exists() else MORE / name).read_bytes()


def opened(data: bytes) -> Decoder:
    """Decoded here, without a process of its own."""
    return dicom.open(memory_source(data), data[:4_096], "x.dcm")


def made(pixels: Any = None, syntax: UID = ExplicitVRLittleEndian, **elements: Any) -> bytes:
    """A CT image of 16-bit values; `elements` replace or add to what it says."""
    data = blank(syntax)
    if pixels is not None:
        array = np.asarray(pixels)
        data.Rows, data.Columns = array.shape[-2:]
        data.BitsAllocated = data.BitsStored = 8 * array.dtype.itemsize
        data.HighBit = data.BitsStored - 1
        data.PixelRepresentation = int(array.dtype.kind == "i")
        data.SamplesPerPixel = 1
        data.PhotometricInterpretation = "MONOCHROME2"
        if array.ndim == 3:
            data.NumberOfFrames = len(array)
        raw = array.tobytes()
        data.PixelData = raw + b"\0" * (len(raw) % 2)
        data["PixelData"].VR = "OW"
    for keyword, value in elements.items():
        if value is None:
            delattr(data, keyword)
        else:
            setattr(data, keyword, value)
    return written(data)


def blank(syntax: UID = ExplicitVRLittleEndian) -> FileDataset:
    """The patient and the study alone."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.2")
    meta.MediaStorageSOPInstanceUID = generate_uid()
    data = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    data.SOPClassUID = meta.MediaStorageSOPClassUID
    data.PatientName = "Test^Patient^Maria"
    data.PatientID = "T-000417"
    data.PatientBirthDate = "19580228"
    data.PatientSex = "F"
    data.Modality = "CT"
    data.RescaleSlope, data.RescaleIntercept = 1, 0
    return data


def written(data: Dataset) -> bytes:
    """The file's bytes."""
    file = io.BytesIO()
    data.save_as(file, enforce_file_format=True)
    return file.getvalue()


def code(value: str, scheme: str, meaning: str) -> Dataset:
    """An item of a code sequence."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def made_ecg(
    leads: dict[str, Any],
    *,
    rate: float = 500.0,
    sensitivity: float = 2.5,
    unit: str = "uV",
    **channel: Any,
) -> bytes:
    """An ECG of signed 16-bit samples; `channel` adds to what each channel says."""
    data = blank()
    data.Modality = "ECG"
    del data.RescaleSlope, data.RescaleIntercept
    group = Dataset()
    samples = np.stack([np.asarray(values, "<i2") for values in leads.values()], axis=1)
    group.MultiplexGroupTimeOffset = 0
    group.WaveformOriginality = "ORIGINAL"
    group.NumberOfWaveformChannels = len(leads)
    group.NumberOfWaveformSamples = len(samples)
    group.SamplingFrequency = rate
    group.WaveformBitsAllocated = 16
    group.WaveformSampleInterpretation = "SS"
    group.ChannelDefinitionSequence = []
    for name in leads:
        each = Dataset()
        each.ChannelSourceSequence = [code("x", "SCPECG", f"Lead {name}")]
        each.ChannelSensitivity = sensitivity
        each.ChannelSensitivityUnitsSequence = [code(unit, "UCUM", unit)]
        each.ChannelSensitivityCorrectionFactor = 1
        each.ChannelBaseline = 0
        for keyword, value in channel.items():
            if value is None:
                delattr(each, keyword)
            else:
                setattr(each, keyword, value)
        group.ChannelDefinitionSequence.append(each)
    group.WaveformData = samples.tobytes()
    group["WaveformData"].VR = "OW"
    data.WaveformSequence = [group]
    return written(data)
