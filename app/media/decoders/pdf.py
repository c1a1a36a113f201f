"""PDF by PDFium: pages drawn and searched. No scripts, forms, links or attachments.

The library is built without a script engine, and its form environment is never started: what a form
was filled in with is made a part of the page, as it looks, before the page is drawn or searched.
"""

from __future__ import annotations

import ctypes
import io
import math
import time
from typing import Final

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from app.core.file_types import FileKind
from app.core.media_types import FoundText, PdfInfo, PixelFormat, Raster, View
from app.media.decoder import Decoder, NotSupported, NotThisKind, Source
from app.media.decoders.picture import adjusted, region_of, turned
from app.media.decoders.pillow import contain
from app.media.source_file import SourceFile

MAX_PAGES: Final = 5_000
MAX_FOUND: Final = 500
MAX_BOXES: Final = 32
"""Of one place: words over so many lines."""
MAX_PAGE_TEXT: Final = 500_000
_SEARCH_S: Final = 8.0
_MOST_POINTS: Final = 100_000.0
_USUAL_PAGE: Final = (595.0, 842.0)
"""A4: for pages whose size is nonsense."""
_MOST_PIXELS: Final = 1 << 24
"""Of a whole page's side when a small part of it is enlarged."""
_FINE: Final = 64
"""Steps of a point in which places are computed."""


class PdfDecoder(Decoder):
    """An open PDF; the page that was asked for last stays loaded."""

    kind = FileKind.PDF
    media_type = "application/pdf"

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        count = len(document)
        if not 1 <= count <= MAX_PAGES:
            raise NotSupported
        self.info: PdfInfo = PdfInfo(tuple(self._page_size(number) for number in range(count)))
        self._loaded: tuple[int, pypdfium2.PdfPage] | None = None

    def render(self, view: View) -> Raster:
        """The region of the page fills the view as far as its shape allows, on white."""
        page = self._page(view.frame)
        width, height = self.info.pages[view.frame]
        left, top, right, bottom = region_of(view)
        room = (view.height, view.width) if view.turn in {90, 270} else (view.width, view.height)
        size = contain((right - left) * width, (bottom - top) * height, *room)
        whole = round(size[0] / (right - left)), round(size[1] / (bottom - top))
        if max(whole) > _MOST_PIXELS:
            raise NotSupported
        pixels = bytearray(3 * size[0] * size[1])
        buffer = (ctypes.c_ubyte * len(pixels)).from_buffer(pixels)
        bitmap = raw.FPDFBitmap_CreateEx(*size, raw.FPDFBitmap_BGR, buffer, 3 * size[0])
        try:
            raw.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
            start = -round(left * whole[0]), -round(top * whole[1])
            flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
            raw.FPDF_RenderPageBitmap(bitmap, page.raw, *start, *whole, 0, flags)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        image = adjusted(turned(Image.frombuffer("RGB", size, pixels), view.turn), view)
        return Raster(image.width, image.height, PixelFormat.RGB888, image.tobytes())

    def find(self, words: str, first_page: int) -> list[FoundText]:
        """Without regard to case. Stops at a number of places, or when it has taken long."""
        if not words.strip():
            return []
        found: list[FoundText] = []
        until = time.monotonic() + _SEARCH_S
        for number in range(max(0, first_page), len(self.info.pages)):
            found += self._find_on(number, words, MAX_FOUND - len(found))
            if len(found) >= MAX_FOUND or (found and time.monotonic() > until):
                break
        return found

    def text(self, page: int) -> str:
        """The words in the order of the file."""
        words = self._page(page).get_textpage()
        try:
            text = str(words.get_text_bounded())[:MAX_PAGE_TEXT]
        finally:
            words.close()
        return text.replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")

    def _find_on(self, number: int, words: str, most: int) -> list[FoundText]:
        page = self._page(number)
        text_page = page.get_textpage()
        try:
            searcher = text_page.search(words)
            found: list[FoundText] = []
            while len(found) < most and (place := searcher.get_next()) is not None:
                start, count = place
                lines = min(MAX_BOXES, text_page.count_rects(start, count))
                boxes = tuple(
                    self._from_top_left(number, page, text_page.get_rect(line))
                    for line in range(lines)
                )
                found.append(FoundText(number, boxes))
            searcher.close()
        finally:
            text_page.close()
        return found

    def _from_top_left(
        self, number: int, page: pypdfium2.PdfPage, box: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in the file's own coordinates, as they come to be seen."""
        width, height = (round(side * _FINE) for side in self.info.pages[number])
        across, down = ctypes.c_int(), ctypes.c_int()
        corners = []
        for x, y in ((box[0], box[1]), (box[2], box[3])):
            raw.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
            corners.append((across.value / _FINE, down.value / _FINE))
        (a, b), (c, d) = corners
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if not 0 <= number < len(self.info.pages):
            raise NotSupported
        if self._loaded is None or self._loaded[0] != number:
            if self._loaded is not None:
                self._loaded[1].close()
                self._loaded = None
            self._loaded = number, self._flat_page(number)
        return self._loaded[1]

    def _flat_page(self, number: int) -> pypdfium2.PdfPage:
        """The page with its annotations and filled-in fields as a part of what it shows."""
        page = self._document.get_page(number)
        if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
            return page
        page.close()
        return self._document.get_page(number)

    def _page_size(self, number: int) -> tuple[float, float]:
        try:
            width, height = self._document.get_page_size(number)
        except pypdfium2.PdfiumError:
            return _USUAL_PAGE
        fits = all(math.isfinite(side) and 1.0 <= side <= _MOST_POINTS for side in (width, height))
        return (float(width), float(height)) if fits else _USUAL_PAGE


def open(source: Source, head: bytes, name: str) -> Decoder:
    """Raises NotThisKind, and NotSupported for a PDF that wants a password."""
    del head, name
    try:
        document = pypdfium2.PdfDocument(io.BufferedReader(SourceFile(source), 1 << 16))
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_FORMAT:
            raise NotThisKind from None
        raise NotSupported from None
    return PdfDecoder(document)
