"""Write `file.json`: frozen known answers for encrypted files.

    python -m tests.vectors.make_file_vectors

Only when the format's version changes. All randomness follows from a seed.
"""

from __future__ import annotations

import io
import json
from hashlib import sha256, shake_256
from pathlib import Path

from app.core.ids import FileId
from app.crypto.attachment import FileSealer, encrypt
from tests.fakes.randomness import SeededRandomness

FILE = Path(__file__).with_name("file.json")
KEY = bytes(range(32))
FILE_ID = FileId(bytes(range(200, 216)))
SIZES = (1, 256, 257, 1_000, 65_536, 65_537, 200_000)


def plain(size: int) -> bytes:
    """A file of that size."""
    return shake_256(b"file").digest(size)


def sealed(size: int) -> bytes:
    """Its blob."""
    out = io.BytesIO()
    sealer = FileSealer(KEY, FILE_ID, size, SeededRandomness(f"file {size}"))

    def write(data: bytes) -> None:
        out.write(data)

    encrypt(io.BytesIO(plain(size)).read, size, [(sealer, write)])
    assert sealer.digest() == sha256(out.getvalue()).digest()
    return out.getvalue()


def vectors() -> list[dict[str, object]]:
    """The whole of small blobs, of the others what identifies them."""
    answers: list[dict[str, object]] = []
    for size in SIZES:
        blob = sealed(size)
        answer: dict[str, object] = {
            "size": size,
            "stored": len(blob),
            "digest": sha256(blob).hexdigest(),
        }
        if size <= 1_000:
            answer["blob"] = blob.hex()
        answers.append(answer)
    return answers


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1) + "\n")
