"""The kinds of files that can be displayed, each in a module that fits `app.media.decoder.Opener`.

They are imported in the decoding process alone, when one claims a file; the order is the order in
which they are asked.
"""

from __future__ import annotations

from typing import Final

ORDER: Final = (
    "dicom",
    "pdf",
    "picture",
    "recording",
    "record",
    "table",
    "text",
)
"""Module names. `dicom` opens images and ECG waveforms, `recording` sound and video, `record` FHIR,
HL7 v2 and CDA. What each claims is in `app.media.decoders.claims`, so that asking imports none."""
