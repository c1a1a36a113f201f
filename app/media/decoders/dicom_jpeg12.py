"""JPEG of 12 bits a sample (PS3.5 A.4.1, process 4): GDCM reads it, pydicom does not ask it."""

from __future__ import annotations

from typing import Any

import gdcm
import numpy as np
from numpy.typing import NDArray

from app.media.decoder import NotSupported

_PIXEL_DATA = (0x7FE0, 0x0010)


def twelve_bits(compressed: bytes, rows: int, columns: int) -> NDArray[Any]:
    """Rows x columns of unsigned values of a grey frame. Raises NotSupported."""
    fragment = gdcm.Fragment()
    fragment.SetByteStringValue(compressed)
    fragments = gdcm.SequenceOfFragments.New()
    fragments.AddFragment(fragment)
    element = gdcm.DataElement(gdcm.Tag(*_PIXEL_DATA))
    element.SetValue(fragments.__ref__())
    image = gdcm.Image()
    image.SetNumberOfDimensions(2)
    image.SetDimensions((columns, rows, 1))
    image.SetDataElement(element)
    image.SetPhotometricInterpretation(
        gdcm.PhotometricInterpretation(gdcm.PhotometricInterpretation.MONOCHROME2)
    )
    image.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGExtendedProcess2_4))
    image.SetPixelFormat(gdcm.PixelFormat(1, 16, 12, 11, 0))
    values = image.GetBuffer()
    raw = values.encode("utf-8", "surrogateescape") if isinstance(values, str) else values
    if raw is None or len(raw) != rows * columns * 2:
        raise NotSupported("pixels")
    return np.frombuffer(raw, np.uint16).reshape(rows, columns)
