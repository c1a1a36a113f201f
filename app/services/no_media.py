"""A build without decoders: every file can be sent and saved, none can be looked at."""

from __future__ import annotations

from app.core.file_types import FileKind
from app.core.media_ports import ByteSource, Document, FileNotDisplayable
from app.core.media_types import Glance, PreparedPicture


class NoMedia:
    """`MediaPort` that knows no file."""

    async def glance(self, source: ByteSource, name: str) -> Glance:
        """Bytes."""
        return Glance(FileKind.OTHER.value, "application/octet-stream")

    async def open(self, source: ByteSource, name: str) -> Document:
        """Nothing is shown."""
        raise FileNotDisplayable

    async def prepare_picture(self, source: ByteSource, *, longest: int | None) -> PreparedPicture:
        """Nothing is made."""
        raise FileNotDisplayable

    async def encode_voice(self, samples: bytes) -> bytes:
        """Nothing is encoded."""
        raise FileNotDisplayable
