"""A picture that is sent is made anew: its pixels go, and nothing else of the file does."""

from __future__ import annotations

import io
import random
import zlib

import pytest
from PIL import Image, ImageCms, ImageSequence
from PIL.PngImagePlugin import PngInfo

from app.core.media_types import PreparedPicture
from app.media.decoder import NotSupported, NotThisKind
from app.media.decoders import pillow
from app.media.picture_making import prepare
from tests.support.media import BytesSource, encoded, quarters, set_directory

CANARY = "CANARY-4711"


def prepared(data: bytes, longest: int | None = None) -> PreparedPicture:
    made = prepare(BytesSource(data), longest)
    image = Image.open(io.BytesIO(made.data))
    assert image.size == (made.width, made.height)
    return made


def image_of(made: PreparedPicture) -> Image.Image:
    return Image.open(io.BytesIO(made.data))


def telling(kind: str) -> bytes:
    """A picture that tells all it can: every place where this format keeps words."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x010F] = exif[0x013B] = CANARY
    exif[0x0112] = 6
    set_directory(exif, 0x8825, {1: "N", 2: (48.0, 8.0, 15.0), 29: CANARY})
    set_directory(exif, 0x8769, {0x9286: CANARY.encode(), 0xA431: CANARY})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    options: dict[str, object] = {"exif": exif, "icc_profile": profile + CANARY.encode()}
    if kind == "JPEG":
        options |= {"comment": CANARY.encode(), "xmp": xmp}
    if kind == "WEBP":
        options |= {"xmp": xmp, "lossless": True}
    if kind == "PNG":
        texts = PngInfo()
        texts.add_text("Author", CANARY)
        texts.add_text("Zipped", CANARY, zip=True)
        texts.add_itxt("Title", CANARY)
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        texts.add(b"prVt", CANARY.encode())
        options["pnginfo"] = texts
    if kind == "GIF":
        options = {"comment": CANARY.encode()}
    data = encoded(quarters(80, 40), kind, **options)
    if kind == "JPEG":  # IPTC, as photo archives write it
        iptc = b"8BIM\x04\x04\0\0\0\0\0\x12\x1c\x02\x78\0\x0b" + CANARY.encode() + b"\0\0"
        body = b"Photoshop 3.0\0" + iptc
        data = data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + data[2:]
    return data + f"<script>{CANARY}</script>".encode()


@pytest.mark.parametrize("longest", [None, 50])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_nothing_but_pixels_is_left(kind: str, longest: int | None) -> None:
    before = telling(kind)
    assert CANARY.encode() in before
    made = prepared(before, longest)
    assert made.media_type == ("image/jpeg" if kind == "JPEG" else "image/png")
    image = image_of(made)
    image.load()
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for inside in (made.data, *unpacked(made.data)):
        for canary in (
            CANARY.encode(),
            b"Exif",
            b"http",
            b"xmp",
            b"ICC_",
            b"8BIM",
            b"GPS",
            b"lcms",
        ):
            assert canary not in inside
    assert ends_at_its_end(made)


def unpacked(data: bytes) -> list[bytes]:
    """What a PNG's compressed chunks hold."""
    found = []
    at = 8
    while data.startswith(b"\x89PNG") and at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] not in {b"IHDR", b"IDAT", b"IEND", b"PLTE", b"tRNS"}:
            body = data[at + 8 : at + 8 + length]
            found.append(body)
            pytest.fail(f"an unexpected chunk: {data[at + 4 : at + 8]!r}")
        at += 12 + length
    return found


def ends_at_its_end(made: PreparedPicture) -> bool:
    ends = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB\x60\x82"}
    return made.data.endswith(ends[made.media_type])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_it_is_stored_upright(kind: str) -> None:
    made = prepared(telling(kind))
    assert (made.width, made.height) == (40, 80)
    assert image_of(made).convert("RGB").getpixel((30, 10))[0] > 200  # type: ignore[index]  # RGB


def test_lossless_stays_lossless() -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(3 * 64 * 64))
    for kind in ("PNG", "BMP", "TIFF"):
        made = prepared(encoded(noise, kind))
        assert image_of(made).tobytes() == noise.tobytes()
    deep = Image.frombytes("I;16", (64, 64), random.Random(2).randbytes(2 * 64 * 64))
    assert image_of(prepared(encoded(deep, "PNG"))).tobytes() == deep.tobytes()


def test_a_photo_keeps_its_looks_and_is_scaled() -> None:
    photo = encoded(quarters(1_600, 1_200), "JPEG", quality=95)
    made = prepared(photo, 400)
    assert (made.width, made.height) == (400, 300)
    assert len(made.data) < len(photo)
    full = image_of(prepared(photo))
    assert full.size == (1_600, 1_200)
    red, green, _ = full.getpixel((1_500, 100))  # type: ignore[misc]  # RGB
    assert green > 240
    assert red < 15
    assert prepared(encoded(quarters(100, 50), "JPEG"), 400).width == 100


def test_a_lossy_webp_becomes_a_jpeg_and_one_with_transparency_a_png() -> None:
    assert prepared(encoded(quarters(), "WEBP", quality=80)).media_type == "image/jpeg"
    clear = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    made = prepared(encoded(clear, "WEBP"))
    assert made.media_type == "image/png"
    assert image_of(made).getpixel((5, 5))[3] == 0  # type: ignore[index]  # RGBA


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames(kind: str) -> None:
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    frames = [Image.new("RGB", (20, 10), colour) for colour in colours]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=80)
    made = prepared(data)
    assert made.media_type == "image/png"
    image = image_of(made)
    shown = [frame.convert("RGB").getpixel((1, 1)) for frame in ImageSequence.Iterator(image)]
    assert len(shown) == 3
    assert all(max(a) > 200 for a in shown if isinstance(a, tuple))
    assert image.info["duration"] == 80


def test_the_pages_of_a_fax_stay_together() -> None:
    pages = [Image.new("L", (20, 10), 10), Image.new("L", (20, 30), 200)]
    made = prepared(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert made.media_type == "image/tiff"
    image = image_of(made)
    assert getattr(image, "n_frames", 1) == 2
    image.seek(1)
    assert (image.size, image.getpixel((0, 0))) == ((20, 30), 200)


def test_what_is_no_picture_is_not_prepared() -> None:
    with pytest.raises(NotThisKind):
        prepare(BytesSource(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), None)


def test_too_many_pixels_are_not_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    header = b"\0\0\0\x0dIHDR" + (50_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    bomb = b"\x89PNG\r\n\x1a\n" + header + zlib.crc32(header[4:]).to_bytes(4, "big")
    bomb += b"\0\0\0\0IEND\xaeB\x60\x82"
    with pytest.raises(NotSupported):
        prepare(BytesSource(bomb), None)
    assert pillow.MAX_PIXELS < 50_000**2
