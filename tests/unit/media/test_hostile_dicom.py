"""DICOM files that were made to hurt: nothing grows without limit, nothing else is opened."""

from __future__ import annotations

import builtins
import random
import resource
import struct
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from app.core.media_types import DicomInfo, RecordInfo, View
from app.media.decoder import NotSupported, NotThisKind
from app.media.decoders import dicom_read
from tests.support.dicom_files import blank, code, made, opened, real, written

SMALL = np.zeros((4, 4), "<i2")


def settle(data: bytes) -> object:
    """Whatever becomes of it; the process for decoding turns every exception into one."""
    try:
        decoder = opened(data)
        if isinstance(decoder.info, DicomInfo) and not decoder.info.problem:
            decoder.render(View(64, 64, frame=decoder.info.frames - 1))
    except MemoryError:
        raise
    except Exception as error:
        return error
    return decoder.info


@pytest.mark.parametrize(
    "claims",
    [
        {"Rows": 65_535, "Columns": 65_535},
        {"NumberOfFrames": 1_000_000},
        {"Rows": 65_535, "Columns": 65_535, "NumberOfFrames": 1_000_000},
        {"Rows": 0},
        {"NumberOfFrames": -1},
        {"SamplesPerPixel": 7},
        {"BitsAllocated": 12},
        {"BitsStored": 60_000},
        {"Rows": 9_000, "Columns": 9_000},
    ],
)
def test_more_than_is_in_the_file(claims: dict[str, int]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    info = settle(made(SMALL, **claims))
    assert isinstance(info, DicomInfo)
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 900_000


def test_a_deflated_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dicom_read, "MOST_INFLATED", 1 << 24)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(1 << 22)) for _ in range(8)) + packer.flush()
    uid = b"1.2.840.10008.1.2.1.99"
    meta = struct.pack("<HH2sH", 2, 0x10, b"UI", len(uid)) + uid
    with pytest.raises(NotSupported):
        opened(bytes(128) + b"DICM" + meta + packed)


def test_sequences_within_sequences() -> None:
    """A thousand deep, with undefined lengths: Python's own limit ends it."""
    item = struct.pack("<HH2sHI", 8, 0x1140, b"SQ", 0, 0xFFFFFFFF) + struct.pack(
        "<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF
    )
    data = written(blank()) + item * 20_000
    assert isinstance(settle(data), Exception | DicomInfo)


def test_a_report_without_end_is_cut() -> None:
    data = blank()
    data.Modality = "SR"
    data.ConceptNameCodeSequence = [code("1", "T", "Report")]
    inner = Dataset()
    inner.ValueType, inner.TextValue = "TEXT", "end"
    for _ in range(60):
        outer = Dataset()
        outer.ValueType = "CONTAINER"
        outer.ConceptNameCodeSequence = [code("1", "T", "Level")]
        outer.ContentSequence = [inner]
        inner = outer
    data.ContentSequence = [inner]
    info = opened(written(data)).info
    assert isinstance(info, RecordInfo)
    assert info.cut


def test_no_file_ever_opens_another(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    reference = Dataset()
    reference.ReferencedFileID = ["..", "..", str(secret)]
    data = made(SMALL, ReferencedImageSequence=[reference], RetrieveURL=f"file://{secret}")
    opened(made(SMALL))  # modules are imported now
    tried: list[object] = []

    def refuse(*arguments: object, **_: object) -> Iterator[bytes]:
        tried.append(arguments)
        raise PermissionError

    monkeypatch.setattr(builtins, "open", refuse)
    opened(data)
    assert tried == []


@pytest.mark.parametrize(
    "name",
    [
        "MR_small_RLE.dcm",
        "examples_jpeg2k.dcm",
        "MR_small_jpeg_ls_lossless.dcm",
        "test-SR.dcm",
        "CT_small.dcm",
    ],
)
def test_flipped_bits(name: str) -> None:
    """Never a hang, and never more than an exception."""
    whole = real(name)
    chance = random.Random(name)
    began = time.monotonic()
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(132, len(data))] ^= 1 << chance.randrange(8)
        settle(bytes(data))
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small_RLE.dcm", "waveform_ecg.dcm"])
def test_every_beginning_of_a_file(name: str) -> None:
    whole = real(name)
    for length in range(0, len(whole), max(len(whole) // 30, 1)):
        settle(whole[:length])


def test_overlays_larger_than_they_are() -> None:
    data = blank()
    data.add_new((0x6000, 0x0010), "US", 65_535)
    data.add_new((0x6000, 0x0011), "US", 65_535)
    data.add_new((0x6000, 0x0050), "SS", [1, 1])
    data.add_new((0x6000, 0x3000), "OW", bytes(16))
    plain = made(SMALL)
    merged = plain[:132] + written(data)[132:]
    assert not isinstance(settle(merged), MemoryError)


def test_a_picture_with_the_name_of_a_dicom_is_none() -> None:
    with pytest.raises(NotThisKind):
        opened(b"<svg xmlns='http://www.w3.org/2000/svg'/>" + bytes(300))
