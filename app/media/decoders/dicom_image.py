"""An open DICOM image: frames at the size of the screen, values under the cursor."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from app.core import media_words as words
from app.core.file_types import FileKind
from app.core.media_types import DicomInfo, Fact, PixelFormat, Raster, View, WindowPreset
from app.media.decoder import Decoder, NotSupported
from app.media.decoders import dicom_values as values
from app.media.decoders.dicom_banner import banner
from app.media.decoders.dicom_frames import Frames, Layout, NotDecoded
from app.media.decoders.dicom_grey import Grey, Modality, grey_of, modality_of, presets_of
from app.media.decoders.dicom_overlay import Overlay, overlays_of
from app.media.decoders.dicom_read import Study
from app.media.decoders.dicom_scale import Cut, cut_of, scaled, turned
from app.media.decoders.dicom_spacing import Spacing, spacing_of

MEDIA_TYPE: Final = "application/dicom"
_NO_IMAGE: Final = Layout(0, 0, 1, 8, 8, False, "", 0)


class DicomImage(Decoder):
    """One or more frames. What cannot be decoded still has its banner (`DicomInfo.problem`)."""

    kind = FileKind.DICOM
    media_type = MEDIA_TYPE
    info: DicomInfo

    def __init__(self, study: Study) -> None:
        self._data = study.data
        self._spacing = spacing_of(study.data)
        self._frames: Frames | None = None
        self._overlays: list[Overlay] = []
        self._modality: Modality | None = None
        self._grey: Grey | None = None
        self._presets: tuple[WindowPreset, ...] = ()
        self._found: tuple[int, NDArray[np.float32]] | None = None
        self._scaled: tuple[tuple[int, Cut], NDArray[Any]] | None = None
        problem = ""
        try:
            self._open(study)
        except NotDecoded as error:
            problem = str(error)
        except NotImplementedError:
            problem = "transfer-syntax"
        except Exception:  # whatever a decoder raises at damaged pixels
            problem = "pixels"
        if problem:
            self._frames = None
        self.info = self._describe(study, problem)

    def _open(self, study: Study) -> None:
        self._frames = Frames(study)
        layout = self._frames.layout
        first = self._frames.frame(0)
        self._overlays = overlays_of(study.data, layout)
        if first.ndim == 2:
            self._modality = modality_of(study.data)
            self._grey = grey_of(study.data, layout)
            self._presets = presets_of(
                study.data, layout, self._modality, self._grey, self._grey_values(0), first
            )

    def render(self, view: View) -> Raster:
        """A frame. Raises NotSupported when there is none, or what its decoder raises."""
        if self._frames is None:
            raise NotSupported
        layout = self._frames.layout
        cut = cut_of(view, layout.rows, layout.columns, self._spacing.aspect)
        pixels = self._at_size(view.frame, cut)
        if self._grey is not None:
            centre, width = self._window(view)
            pixels = self._grey.brightness(pixels, centre, width)
        for overlay in self._overlays:
            pixels = overlay.drawn(pixels, view.frame, cut)
        if view.invert:
            pixels = 255 - pixels
        pixels = turned(pixels, view.turn)
        form = PixelFormat.GRAY8 if pixels.ndim == 2 else PixelFormat.RGB888
        return Raster(pixels.shape[1], pixels.shape[0], form, pixels.tobytes())

    def value_at(self, frame: int, column: int, row: int) -> float | None:
        """In `value_unit`; None for colours, and outside."""
        if self._frames is None or self._modality is None:
            return None
        layout = self._frames.layout
        if not (
            0 <= frame < layout.frames and 0 <= row < layout.rows and 0 <= column < layout.columns
        ):
            return None
        stored = self._frames.frame(frame)
        return modality_of(self._data, frame).value(float(stored[row, column]))

    def _window(self, view: View) -> tuple[float, float]:
        if view.centre is None or view.window is None:
            return self._presets[0].centre, self._presets[0].width
        return view.centre, view.window

    def _at_size(self, frame: int, cut: Cut) -> NDArray[Any]:
        """The pixels at the size that is asked for; kept, since a window is dragged over them."""
        if self._scaled is not None and self._scaled[0] == (frame, cut):
            return self._scaled[1]
        assert self._frames is not None  # noqa: S101 - render looked
        pixels = self._frames.frame(frame) if self._grey is None else self._grey_values(frame)
        result = scaled(pixels, cut)
        self._scaled = ((frame, cut), result)
        return result

    def _grey_values(self, frame: int) -> NDArray[np.float32]:
        if self._found is None or self._found[0] != frame:
            assert self._frames is not None  # noqa: S101 - both callers looked
            self._found = None
            found = modality_of(self._data, frame).apply(self._frames.frame(frame))
            self._found = (frame, found)
        return self._found[1]

    def _describe(self, study: Study, problem: str) -> DicomInfo:
        layout = self._frames.layout if self._frames is not None else _NO_IMAGE
        facts = banner(study.data)
        facts.append(Fact(words.COMPRESSION, study.syntax.name[:120]))
        spacing = self._spacing if self._frames is not None else Spacing(None)
        return DicomInfo(
            banner=tuple(facts),
            modality=values.text(study.data, "Modality", 16),
            columns=layout.columns,
            rows=layout.rows,
            frames=layout.frames,
            frame_ms=_frame_ms(study) if layout.frames > 1 else 0,
            grey=self._grey is not None,
            presets=self._presets,
            spacing_mm=spacing.mm,
            spacing_note=spacing.note,
            value_unit=self._modality.unit if self._modality is not None else "",
            transfer_syntax=study.syntax.name[:120],
            pixel_aspect=spacing.aspect,
            measurable=spacing.region,
            problem=problem,
        )


def _frame_ms(study: Study) -> int:
    """How long a frame of a cine loop is shown (PS3.3 C.7.6.5); 0: none is meant."""
    data = study.data
    each = values.number(data, "FrameTime")
    if each is None:
        steps = values.numbers(data, "FrameTimeVector", 4_096)[1:]
        each = sum(steps) / len(steps) if steps else None
    if each is None:
        rate = values.number(data, "RecommendedDisplayFrameRate") or values.number(data, "CineRate")
        each = 1_000 / rate if rate and rate > 0 else None
    return min(max(round(each), 10), 10_000) if each and each > 0 else 0
