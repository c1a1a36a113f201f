"""Damaged and hostile files, in the real process: shown or not, and never anything else."""

from __future__ import annotations

import asyncio
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from PIL import Image

from app.core.file_types import FileKind
from app.core.media_ports import FileNotDisplayable
from app.core.media_types import PictureInfo, View
from app.media.decoders.pillow import MAX_FRAMES
from app.media.process import Decoders, Limits
from tests.support.media import BytesSource, encoded, pdf, pdf_of, quarters, words

PER_KIND = 6


async def looked_at(decoders: Decoders, data: bytes, name: str) -> str:
    """Glanced at; what kind it is."""
    return (await decoders.glance(BytesSource(data), name)).kind


async def opened(decoders: Decoders, data: bytes, name: str) -> str:
    """Opened and drawn, as far as that goes; what kind it turned out to be."""
    try:
        document = await decoders.open(BytesSource(data), name)
    except FileNotDisplayable:
        return FileKind.OTHER.value
    try:
        with suppress(FileNotDisplayable):
            await document.render(View(64, 64))
    finally:
        await document.close()
    return document.kind.value


async def prepared(decoders: Decoders, data: bytes, name: str) -> str:
    """Made anew, as a picture that is to be sent."""
    try:
        made = await decoders.prepare_picture(BytesSource(data), longest=32)
    except FileNotDisplayable:
        return FileKind.OTHER.value
    assert max(made.width, made.height) <= 32
    return FileKind.PICTURE.value


def kinds_of(
    files: dict[str, bytes],
    ask: Callable[[Decoders, bytes, str], Awaitable[str]] = opened,
) -> dict[str, str]:
    async def go() -> dict[str, str]:
        decoders = Decoders(limits=Limits(open_s=100.0, call_s=100.0))
        try:
            decoders.warm()
            found = await asyncio.gather(
                *(ask(decoders, data, name) for name, data in files.items())
            )
        finally:
            decoders.close()
        return dict(zip(files, found, strict=True))

    return asyncio.run(go())


def samples() -> dict[str, bytes]:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "blue")]
    return {
        "a.jpg": encoded(quarters(), "JPEG", progressive=True),
        "a.png": encoded(quarters(), "PNG"),
        "a.gif": encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "a.webp": encoded(quarters(), "WEBP"),
        "a.tif": encoded(quarters(), "TIFF", compression="tiff_lzw"),
        "a.bmp": encoded(quarters(), "BMP"),
        "a.pdf": pdf(words("hello")),
        "a.csv": b"a,b\n1,2\n",
    }


@pytest.mark.parametrize("name", sorted(samples()))
def test_damaged_files(name: str) -> None:
    """Cut short, and with bits turned over; the whole file is the control."""
    data = samples()[name]
    chance = random.Random(name)
    files = {f"whole-{name}": data, f"half-{name}": data[: len(data) // 2]}
    for number in range(PER_KIND - 2):
        broken = bytearray(data)
        for _ in range(1 + number * 4):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        files[f"{number}-{name}"] = bytes(broken)
    found = kinds_of(files)
    assert found[f"whole-{name}"] != FileKind.OTHER.value
    assert set(found.values()) <= {kind.value for kind in FileKind}


def png(width: int, height: int, rows: bytes, colour: int = 0) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def tiff(width: int, height: int) -> bytes:
    """One strip of nothing, said to be so large."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1)]
    tags += [(273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, 16)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + bytes(4)


def gif(frames: int) -> bytes:
    one = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + one * frames + b"\x3b"


def nested_pdf(depth: int) -> bytes:
    return pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /X "
            + "[" * depth
            + "]" * depth
            + " >>",
        ]
    )


def circular_pdf() -> bytes:
    return pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 /Parent 2 0 R >>",
        ]
    )


def itself_pdf() -> bytes:
    """A form that draws itself."""
    return pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 5 0 R "
            "/Resources << /XObject << /A 4 0 R >> >> >>",
            "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Length 5 "
            "/Resources << /XObject << /A 4 0 R >> >> >>\nstream\n/A Do\nendstream",
            "<< /Length 5 >>\nstream\n/A Do\nendstream",
        ]
    )


def huge_bmp() -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, 40_000, 40_000, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<III", 54, 0, 54) + header


def words_png() -> bytes:
    """Text in a picture that is a thousand times larger than its file."""
    body = b"Title\0\0" + zlib.compress(bytes(64 << 20), 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    plain = encoded(quarters(), "PNG")
    return plain[:33] + chunk + plain[33:]


BOMBS: dict[str, Callable[[], bytes]] = {
    "wide.png": lambda: png(50_000, 50_000, zlib.compress(b"")),
    "widest.png": lambda: png(1 << 31, 1 << 31, b""),
    "deflate.png": lambda: png(20, 20, zlib.compress(bytes(1 << 26), 9)),
    "words.png": words_png,
    "huge.tif": lambda: tiff(100_000, 100_000),
    "tall.tif": lambda: tiff(1, 0xFFFFFFFF),
    "huge.bmp": huge_bmp,
    "nested.pdf": lambda: nested_pdf(100_000),
    "circular.pdf": circular_pdf,
    "itself.pdf": itself_pdf,
    "huge.pdf": lambda: pdf(words("x"), size=(1e7, 1e7)),
    "long.csv": lambda: b'"' + b"a," * (1 << 20),
}  # fmt: skip


def test_bombs_go_off_in_their_own_process() -> None:
    files = {name: make() for name, make in BOMBS.items()}
    found = kinds_of(files)
    pictures = {name: data for name, data in files.items() if name.endswith((".png", ".tif"))}
    assert set(kinds_of(pictures, prepared).values()) == {"other", "picture"}
    for name in ("wide.png", "widest.png", "huge.tif", "huge.bmp", "circular.pdf"):
        assert found[name] == FileKind.OTHER.value, name


def test_an_animation_of_a_hundred_thousand_frames() -> None:
    async def go() -> None:
        decoders = Decoders()
        try:
            document = await decoders.open(BytesSource(gif(100_000)), "x.gif")
            assert isinstance(document.info, PictureInfo)
            assert document.info.frames == MAX_FRAMES
            assert (await document.render(View(1, 1, frame=100))).width == 1
            await document.close()
        finally:
            decoders.close()

    asyncio.run(go())


def archive() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as files:
        files.writestr("evil.exe", "MZ")
    return output.getvalue()


def test_files_of_two_kinds_are_shown_as_the_harmless_one() -> None:
    """What follows the end, or hides in a comment, is never looked at."""
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    script = gif(1).replace(b"\x2c", b"\x21\xfe\x08=alert()\0\x2c", 1)
    found = kinds_of(
        {
            "svg.png": svg,
            "svg-bom.jpg": b"\xef\xbb\xbf" + svg,
            "gif-js.gif": script,
            "pdf-zip.pdf": pdf(words("x")) + archive(),
            "zip-pdf.zip": archive() + pdf(words("x")),
            "jpg-html.jpg": encoded(quarters(), "JPEG") + b"<html><script>alert(1)</script></html>",
            "program.jpg": b"MZ\x90\0" + bytes(60),
            "archive.png": archive(),
            "script.pdf": b"#!/bin/sh\nrm -rf ~\n",
        },
        looked_at,
    )
    assert found == {
        "svg.png": "text",
        "svg-bom.jpg": "text",
        "gif-js.gif": "picture",
        "pdf-zip.pdf": "pdf",
        "zip-pdf.zip": "pdf",
        "jpg-html.jpg": "picture",
        "program.jpg": "other",
        "archive.png": "other",
        "script.pdf": "text",
    }
