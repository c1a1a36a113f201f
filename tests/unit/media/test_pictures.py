"""Pictures as they are drawn: the right part, upright, in the right colours; only six formats."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from app.core.file_types import FileKind
from app.core.media_types import Glance, PictureInfo, PixelFormat, Raster, View
from app.media.decoder import NotSupported, NotThisKind
from app.media.decoders import picture
from app.media.glancing import glance
from app.media.opening import open_source
from tests.support.media import BytesSource, encoded, quarters, set_directory

ROOT = Path(__file__).parents[3]
RED, GREEN, BLUE, WHITE = (254, 0, 0), (0, 255, 0), (0, 0, 254), (255, 255, 255)


def opened(data: bytes) -> picture.PictureDecoder:
    decoder = picture.open(BytesSource(data), data[:4_096], "x")
    assert isinstance(decoder, picture.PictureDecoder)
    return decoder


def corners(raster: Raster) -> list[tuple[int, ...]]:
    """Top left, top right, bottom right, bottom left, a little inwards; white is told as itself."""
    modes = {PixelFormat.GRAY8: "L", PixelFormat.RGB888: "RGB", PixelFormat.RGBA8888: "RGBA"}
    image = Image.frombytes(modes[raster.format], (raster.width, raster.height), raster.pixels)
    image = image.convert("RGB")
    x, y = raster.width // 8, raster.height // 8
    right, bottom = raster.width - 1 - x, raster.height - 1 - y
    found = [image.getpixel(place) for place in ((x, y), (right, y), (right, bottom), (x, bottom))]
    return [tuple(colour) for colour in found if isinstance(colour, tuple)]


def like(found: list[tuple[int, ...]], *wanted: tuple[int, int, int]) -> bool:
    return all(
        abs(a - b) <= 24
        for colour, one in zip(found, wanted, strict=True)
        for a, b in zip(colour, one, strict=True)
    )


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_each_format_is_shown(kind: str, media_type: str) -> None:
    decoder = opened(encoded(quarters(), kind))
    assert decoder.info == PictureInfo(64, 48)
    assert decoder.media_type == media_type
    drawn = decoder.render(View(64, 64))
    assert (drawn.width, drawn.height) == (64, 48)
    assert like(corners(drawn), RED, GREEN, BLUE, WHITE)


def test_no_other_format_is_even_loaded() -> None:
    """No PostScript, no PSD, no PDF, no vectors: their plugins are not imported by decoding."""
    code = (
        "import sys; from app.media.decoders import picture; from PIL import Image; "
        "Image.init(); print(sorted(Image.OPEN))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "['BMP', 'DIB', 'GIF', 'JPEG', 'PNG', 'TIFF', 'WEBP']"


@pytest.mark.parametrize(
    "head",
    [
        b"P6 1 1 255\n\0\0\0",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"8BPS\0\x01" + bytes(20),
        b"\0\0\x01\0\x01\0" + bytes(20),
        b"\0\0\0\x0cjP  \r\n\x87\n",
        b"\n\x05\x01\x08" + bytes(124),
        b"\0\0\0\x20ftypavif" + bytes(20),
        b"icns" + bytes(20),
    ],
)
def test_other_formats_are_not_pictures(head: bytes) -> None:
    glanced = glance(BytesSource(head), "x.png")
    assert glanced.kind != FileKind.PICTURE.value
    assert glanced.thumbnail is None


@pytest.mark.parametrize("view", [View(30, 30), View(30, 30, region=(0, 0, 1, 1))])
def test_it_is_fitted_and_keeps_its_shape(view: View) -> None:
    drawn = opened(encoded(quarters(400, 200), "PNG")).render(view)
    assert (drawn.width, drawn.height) == (30, 15)
    assert like(corners(drawn), RED, GREEN, BLUE, WHITE)


def test_a_small_picture_fills_the_view_but_not_its_thumbnail() -> None:
    decoder = opened(encoded(quarters(8, 8), "PNG"))
    assert decoder.render(View(100, 50)).width == 50
    small = decoder.thumbnail(128)
    assert small is not None
    assert (small.width, small.height) == (8, 8)


@pytest.mark.parametrize(
    ("region", "wanted"),
    [
        ((0, 0, 0.5, 0.5), RED),
        ((0.5, 0, 1, 0.5), GREEN),
        ((0.5, 0.5, 1, 1), BLUE),
        ((0, 0.5, 0.5, 1), WHITE),
        ((0.8, 0.1, 0.81, 0.11), GREEN),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_part_of_it(
    region: tuple[float, float, float, float], wanted: tuple[int, int, int], kind: str
) -> None:
    drawn = opened(encoded(quarters(1_000, 800), kind)).render(View(40, 40, region=region))
    assert like(corners(drawn), *[wanted] * 4)


@pytest.mark.parametrize(
    ("turn", "wanted"),
    [
        (0, (RED, GREEN, BLUE, WHITE)),
        (90, (WHITE, RED, GREEN, BLUE)),
        (180, (BLUE, WHITE, RED, GREEN)),
        (270, (GREEN, BLUE, WHITE, RED)),
    ],
)
def test_turned_clockwise(turn: int, wanted: tuple[tuple[int, int, int], ...]) -> None:
    drawn = opened(encoded(quarters(80, 40), "PNG")).render(View(20, 20, turn=turn))
    assert (drawn.width, drawn.height) == ((10, 20) if turn in {90, 270} else (20, 10))
    assert like(corners(drawn), *wanted)


@pytest.mark.parametrize("held", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_as_the_camera_was_held(held: int, kind: str) -> None:
    stored = picture_held(quarters(80, 40), held)
    exif = Image.Exif()
    exif[0x0112] = held
    decoder = opened(encoded(stored, kind, exif=exif))
    assert decoder.info == PictureInfo(80, 40)
    assert like(corners(decoder.render(View(80, 80))), RED, GREEN, BLUE, WHITE)
    assert like(corners(decoder.render(View(10, 10))), RED, GREEN, BLUE, WHITE)
    assert not decoder.has_details or kind == "TIFF"


def picture_held(upright: Image.Image, held: int) -> Image.Image:
    """What a camera stores that is held so: the inverse of what shows it upright."""
    inverse = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    return upright.transpose(inverse[held]) if held in inverse else upright


def test_brightness_contrast_and_inversion() -> None:
    decoder = opened(encoded(Image.new("RGB", (4, 4), (100, 100, 100)), "PNG"))

    def level(view: View) -> int:
        return decoder.render(view).pixels[0]

    assert level(View(4, 4)) == 100
    assert level(View(4, 4, brightness=0.2)) == 151
    assert level(View(4, 4, brightness=-1.0)) == 0
    assert level(View(4, 4, contrast=0.5)) < 80
    assert level(View(4, 4, contrast=-1.0)) in {127, 128}
    assert level(View(4, 4, contrast=1.0)) == 0
    assert level(View(4, 4, invert=True)) == 155


def test_transparency_stays_and_is_white_in_a_thumbnail() -> None:
    clear = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    for data in (encoded(clear, "PNG"), encoded(clear.convert("P"), "GIF", transparency=0)):
        decoder = opened(data)
        drawn = decoder.render(View(10, 10, invert=True))
        assert drawn.format is PixelFormat.RGBA8888
        assert drawn.pixels[3] == 0
        small = decoder.thumbnail(128)
        assert small is not None
        assert set(small.pixels) == {255}


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_greys_of_sixteen_bits_span_from_dark_to_bright(kind: str) -> None:
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 1_000)
    image.putpixel((1, 0), 5_000)
    drawn = opened(encoded(image, kind)).render(View(2, 1))
    assert drawn.format is PixelFormat.GRAY8
    assert drawn.pixels == b"\x00\xff"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I", "F"])
def test_every_mode_is_drawn(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "I", "F"} else "PNG"
    drawn = opened(encoded(quarters().convert(mode), kind)).render(View(64, 48))
    found = corners(drawn)
    assert found[0] != found[3]
    if mode in {"P", "RGBA", "CMYK"}:
        assert like(found, RED, GREEN, BLUE, WHITE)


def test_a_colour_profile_is_followed() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "RGBs".encode("utf-16-be"))
    plain = Image.new("RGB", (4, 4), (250, 0, 0))

    def drawn(profile: bytes) -> tuple[int, ...]:
        raster = opened(encoded(plain, "PNG", icc_profile=profile)).render(View(4, 4))
        return tuple(raster.pixels[:3])

    assert drawn(srgb) == drawn(b"no profile") == (250, 0, 0)
    red, green, blue = drawn(swapped)
    assert blue > 240
    assert red < 10
    assert green < 60


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_in_any_order(kind: str) -> None:
    colours = [RED, GREEN, BLUE]
    frames = [Image.new("RGB", (20, 10), colour) for colour in colours]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=80)
    decoder = opened(data)
    assert decoder.info == PictureInfo(20, 10, 3, 80)
    for number in (0, 1, 2, 0, 2, 1):
        drawn = decoder.render(View(20, 10, frame=number))
        assert like(corners(drawn), *[colours[number]] * 4)
    with pytest.raises(NotSupported):
        decoder.render(View(20, 10, frame=3))


def test_the_pages_of_a_fax_with_their_own_sizes() -> None:
    pages = [Image.new("L", (20, 10), 10), Image.new("L", (10, 30), 200)]
    decoder = opened(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    assert decoder.info == PictureInfo(20, 10, 2, 0)
    second = decoder.render(View(30, 30, frame=1))
    assert (second.width, second.height, second.pixels[0]) == (10, 30, 200)
    assert decoder.render(View(20, 20)).pixels[0] == 10


@pytest.mark.parametrize("region", [(0.5, 0, 0.5, 1), (1, 1, 0, 0), (2, 2, 3, 3)])
def test_nothing_to_draw(region: tuple[float, float, float, float]) -> None:
    with pytest.raises(NotSupported):
        opened(encoded(quarters(), "PNG")).render(View(10, 10, region=region))


def test_text_that_begins_like_a_bitmap_is_text() -> None:
    data = b"BMI 24, blood pressure 120/80\n"
    with pytest.raises(NotThisKind):
        opened(data)
    assert open_source(BytesSource(data), "note.txt").kind is FileKind.TEXT


def test_an_svg_is_never_a_picture() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    for name in ("x.svg", "x.png", "x.jpg"):
        glanced = glance(BytesSource(svg), name)
        assert (glanced.kind, glanced.thumbnail) == (FileKind.TEXT.value, None)


def gps_photo(kind: str = "JPEG", **options: object) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "CanaryMaker"
    set_directory(exif, 0x8825, {1: "N", 2: (48.0, 8.0, 15.0)})
    return encoded(quarters(), kind, exif=exif, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_hidden_details_are_noticed(kind: str) -> None:
    def looked(data: bytes) -> tuple[bool, bool]:
        seen: Glance = glance(BytesSource(data), "x")
        return seen.has_place, seen.has_details

    assert looked(encoded(quarters(), kind)) == (False, False)
    assert looked(gps_photo(kind)) == (True, True)
    exif = Image.Exif()
    exif[0x0132] = "2026:11:23 03:00:00"
    assert looked(encoded(quarters(), kind, exif=exif)) == (False, True)


def test_details_after_the_pixels_are_noticed_without_decoding_them() -> None:
    exif = Image.Exif()
    set_directory(exif, 0x8825, {1: "N", 2: (48.0, 8.0, 15.0)})
    told = exif.tobytes().removeprefix(b"Exif\0\0")
    plain = encoded(quarters(), "PNG")
    for name, body, place in (
        (b"eXIf", told, True),
        (b"tEXt", b"Author\0Jonas", False),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0exif:GPSLatitude=48", True),
    ):
        chunk = len(body).to_bytes(4, "big") + name + body
        chunk += zlib.crc32(name + body).to_bytes(4, "big")
        broken = plain[:41] + bytes(len(plain) - 53) + chunk + plain[-12:]
        with pytest.raises((OSError, SyntaxError, ValueError, NotSupported)):
            opened(broken).render(View(10, 10))
        whole = plain[:-12] + chunk + plain[-12:]
        for data in (broken, whole):
            decoder = opened(data)
            assert (decoder.has_place, decoder.has_details) == (place, True)


def test_a_jpeg_with_a_second_picture_is_the_first() -> None:
    from PIL import MpoImagePlugin

    other = Image.new("RGB", (64, 48), "black")
    data = encoded(quarters(), "MPO", save_all=True, append_images=[other])
    decoder = opened(data)
    assert MpoImagePlugin.MpoImageFile.format == "MPO"
    assert decoder.info == PictureInfo(64, 48)
    assert decoder.media_type == "image/jpeg"
    assert like(corners(decoder.render(View(64, 64))), RED, GREEN, BLUE, WHITE)


def test_comments_and_text_chunks_are_details() -> None:
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    chunks.add_itxt("Author", "Jonas", zip=True)
    for data in (
        encoded(quarters(), "PNG", pnginfo=chunks),
        encoded(quarters(), "JPEG", comment=b"by Jonas"),
        encoded(quarters(), "GIF", comment=b"by Jonas"),
        encoded(quarters(), "WEBP", xmp=b"<x:xmpmeta>exif:GPSLatitude</x:xmpmeta>"),
    ):
        assert glance(BytesSource(data), "x").has_details
    assert glance(BytesSource(data), "x").has_place
