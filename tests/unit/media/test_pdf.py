"""PDF pages: their sizes, their looks, their words and where these stand."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from app.core.file_types import FileKind
from app.core.media_types import PdfInfo, Raster, View
from app.media.decoder import NotSupported, NotThisKind
from app.media.decoders import pdf as decoder_module
from app.media.glancing import glance
from app.media.opening import open_source
from tests.support.media import BytesSource, pdf, pdf_of, words

LEFT_HALF_RED = "1 0 0 rg 0 0 100 100 re f"


def opened(data: bytes) -> decoder_module.PdfDecoder:
    decoder = open_source(BytesSource(data), "x.pdf")
    assert isinstance(decoder, decoder_module.PdfDecoder)
    return decoder


def pixel(raster: Raster, x: int, y: int) -> tuple[int, ...]:
    start = 3 * (y * raster.width + x)
    return tuple(raster.pixels[start : start + 3])


def test_pages_and_their_looks() -> None:
    decoder = opened(pdf(LEFT_HALF_RED, words("two")))
    assert decoder.info == PdfInfo(((200.0, 100.0), (200.0, 100.0)))
    drawn = decoder.render(View(400, 400))
    assert (drawn.width, drawn.height) == (400, 200)
    assert pixel(drawn, 100, 100) == (255, 0, 0)
    assert pixel(drawn, 300, 100) == (255, 255, 255)
    part = decoder.render(View(300, 300, region=(0.45, 0.0, 0.55, 0.2)))
    assert (part.width, part.height) == (300, 300)
    assert pixel(part, 140, 150) == (255, 0, 0)
    assert pixel(part, 160, 150) == (255, 255, 255)
    turned = decoder.render(View(400, 400, turn=90))
    assert (turned.width, turned.height) == (200, 400)
    assert pixel(turned, 100, 100) == (255, 0, 0)
    dark = decoder.render(View(400, 400, invert=True))
    assert pixel(dark, 300, 100) == (0, 0, 0)
    with pytest.raises(NotSupported):
        decoder.render(View(10, 10, frame=2))


def test_words_and_where_they_stand() -> None:
    decoder = opened(pdf(words("Dose: 5 mg"), words("no more"), words("a dose, and a DOSE")))
    assert decoder.text(0) == "Dose: 5 mg"
    found = decoder.find("dose", 0)
    assert [place.page for place in found] == [0, 2, 2]
    left, top, right, bottom = found[0].boxes[0]
    assert 19 < left < 23
    assert 40 < right < 60
    assert 38 < top < 45
    assert 49 < bottom < 54
    assert [place.page for place in decoder.find("dose", 1)] == [2, 2]
    assert decoder.find("nothing of it", 0) == decoder.find(" ", 0) == []


def test_places_are_told_as_a_turned_page_is_seen() -> None:
    straight = pdf(words("word", 20, 50))
    turned = straight.replace(b"/MediaBox [0 0 200 100]", b"/Rotate 90 /MediaBox [0 0 200 100]")
    decoder = opened(turned)
    assert decoder.info.pages == ((100.0, 200.0),)
    left, top, right, bottom = decoder.find("word", 0)[0].boxes[0]
    assert 48 < left < right < 62
    assert 18 < top < bottom < 50


def test_no_more_places_than_can_be_used() -> None:
    page = "\n".join(words("aa aa aa aa aa aa aa aa aa aa", 1, 20 * line) for line in range(40))
    assert len(opened(pdf(page, page, size=(600, 900))).find("aa", 0)) == decoder_module.MAX_FOUND


def test_what_a_form_was_filled_in_with_is_seen() -> None:
    """And nobody has to fill it in: the form environment is not even started."""
    data = pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Annots [5 0 R] >>",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 100 50] /Length 23 >>\n"
            "stream\n1 0 0 rg 0 0 100 50 re f\nendstream",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (dose) /F 4 /Rect [0 0 100 50] "
            "/AP << /N 4 0 R >> >>",
        ]
    )
    drawn = opened(data).render(View(200, 200))
    assert pixel(drawn, 50, 75) == (255, 0, 0)
    assert pixel(drawn, 150, 75) == (255, 255, 255)


def test_the_first_page_is_its_thumbnail() -> None:
    seen = glance(BytesSource(pdf(LEFT_HALF_RED)), "x")
    assert (seen.kind, seen.media_type) == (FileKind.PDF.value, "application/pdf")
    assert seen.thumbnail is not None
    assert (seen.thumbnail.width, seen.thumbnail.height) == (128, 64)
    assert pixel(seen.thumbnail, 10, 10) == (255, 0, 0)


def test_one_that_wants_a_password_is_not_shown() -> None:
    locked = pdf(words("secret")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"00" * 32 + b"> /U <" + b"00" * 32 + b"> >>",
    )  # fmt: skip
    with pytest.raises(NotSupported):
        open_source(BytesSource(locked), "x.pdf")


def test_a_library_without_a_script_engine() -> None:
    """Scripts in a PDF cannot run: there is nothing here to run them."""
    assert "V8" not in pypdfium2.PDFIUM_INFO.flags
    assert "XFA" not in pypdfium2.PDFIUM_INFO.flags
    action = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    assert opened(pdf(words("x"), extra=action)).render(View(10, 10)).width == 10


def test_sizes_that_are_nonsense_become_a_usual_page() -> None:
    for size in ((0, 0), (1e9, 1e9), (-5, 10_000_000)):
        info = opened(pdf(words("x"), size=size)).info
        assert all(1 <= side <= 100_000 for side in info.pages[0])


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_module, "MAX_PAGES", 2)
    opened(pdf("", ""))
    with pytest.raises(NotSupported):
        opened(pdf("", "", ""))


def test_what_only_mentions_pdf_is_text() -> None:
    data = b"Files begin with %PDF-1.7, mostly.\n"
    with pytest.raises(NotThisKind):
        decoder_module.open(BytesSource(data), data, "")
    assert open_source(BytesSource(data), "").kind is FileKind.TEXT


def test_it_is_read_in_parts() -> None:
    filler = io.BytesIO(pdf(words("first"))).getvalue()
    source = BytesSource(filler)
    open_source(source, "x").render(View(10, 10))
    assert source.reads > 1
