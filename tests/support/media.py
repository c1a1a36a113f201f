"""Files for decoders, made here: pictures by Pillow, and PDFs byte by byte."""

from __future__ import annotations

import io

from PIL import Image


class BytesSource:
    """`ByteSource` over bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.reads = 0

    @property
    def size(self) -> int:
        return len(self._data)

    def read(self, offset: int, length: int) -> bytes:
        self.reads += 1
        return self._data[offset : offset + length]

    def close(self) -> None:
        pass


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def set_directory(exif: Image.Exif, tag: int, values: dict[int, object]) -> None:
    """A directory of its own in EXIF: where, or how, a picture was taken."""
    directory = exif.get_ifd(tag)
    directory.update(values)
    exif[tag] = directory


def quarters(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Red, green, blue and white, clockwise from the top left."""
    image = Image.new("RGB", (width, height), "red")
    image.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    image.paste((0, 0, 255), (width // 2, height // 2, width, height))
    image.paste((255, 255, 255), (0, height // 2, width // 2, height))
    return image.convert(mode)


def pdf(*pages: str, size: tuple[float, float] = (200, 100), extra: str = "") -> bytes:
    """A PDF of pages that hold these content streams; `/F1` is Helvetica."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, stream in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return pdf_of(objects)


def pdf_of(objects: list[str]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its root."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode("latin-1")


def words(text: str, x: int = 20, y: int = 50) -> str:
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET"
