from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from io import BytesIO

import nacl.bindings
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import tlv
from app.core.backup_errors import (
    BackupDamaged,
    BackupError,
    BackupPassphraseWrong,
    BackupTooNew,
    NotABackup,
)
from app.crypto import backup_file
from app.crypto.backup_file import (
    HEADER_SIZE,
    LEAST,
    MAGIC,
    MAX_CHUNK,
    MAX_FRAME,
    BackupReader,
    BackupWriter,
    StretchCost,
)
from tests.unit.crypto.people import SYSTEM
from tests.vectors import make_kit_vectors as vectors

FROZEN = b64decode(json.loads(vectors.FILE.read_text())["backup"])
KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id is left to the frozen file."""
    monkeypatch.setattr(backup_file, "stretch", lambda *_: KEY)


def test_frozen_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert vectors.backup() == json.loads(vectors.FILE.read_text())["backup"]
    assert read(FROZEN, vectors.PASSPHRASE) == list(vectors.CHUNKS)
    with pytest.raises(BackupPassphraseWrong):
        read(FROZEN, vectors.PASSPHRASE + " ")


def read_chunks(read: Callable[[int], bytes], passphrase: str) -> Iterator[bytes]:
    return BackupReader(read(HEADER_SIZE), passphrase).chunks(read)


def read(data: bytes, passphrase: str = "passphrase") -> list[bytes]:
    return list(read_chunks(BytesIO(data).read, passphrase))


def frames(*chunks: bytes, writer: BackupWriter | None = None) -> tuple[bytes, list[bytes]]:
    writer = writer or BackupWriter("passphrase", SYSTEM, LEAST)
    last = len(chunks) - 1
    made = [writer.frame(chunk, final=at == last) for at, chunk in enumerate(chunks)]
    return writer.header, made


def file_of(*chunks: bytes) -> bytes:
    header, made = frames(*chunks)
    return header + b"".join(made)


CHUNKS = (b"first", b"", b"x" * MAX_CHUNK, b"last")


@pytest.fixture
def parts() -> tuple[bytes, list[bytes]]:
    return frames(*CHUNKS)


def test_what_is_written_is_read(parts: tuple[bytes, list[bytes]]) -> None:
    header, made = parts
    whole = BytesIO(header + b"".join(made))
    reader = BackupReader(whole.read(HEADER_SIZE), "passphrase")
    for _ in range(2):
        whole.seek(HEADER_SIZE)
        assert list(reader.chunks(whole.read)) == list(CHUNKS)
    assert len(header) == HEADER_SIZE
    assert header.startswith(MAGIC)
    assert max(map(len, made)) == MAX_FRAME + 4


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=6))
def test_any_chunks(chunks: list[bytes]) -> None:
    header, made = frames_with_key(chunks)
    assert read_with_key(header + b"".join(made)) == chunks


def frames_with_key(chunks: list[bytes]) -> tuple[bytes, list[bytes]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_file, "stretch", lambda *_: KEY)
        return frames(*chunks)


def read_with_key(data: bytes) -> list[bytes]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_file, "stretch", lambda *_: KEY)
        return read(data)


SMALL = frames_with_key([b"one", b"two two", b"three"])
SMALL_FILE = SMALL[0] + b"".join(SMALL[1])


@given(st.integers(0, len(SMALL_FILE) - 1), st.integers(0, 7))
@settings(max_examples=300)
def test_every_flipped_bit_is_noticed(at: int, bit: int) -> None:
    altered = bytearray(SMALL_FILE)
    altered[at] ^= 1 << bit
    with pytest.raises(BackupError):
        read_with_key(bytes(altered))


def test_every_truncation_is_noticed() -> None:
    for size in range(len(SMALL_FILE)):
        with pytest.raises(BackupError):
            read_with_key(SMALL_FILE[:size])


def test_a_cut_after_a_whole_chunk_is_noticed(parts: tuple[bytes, list[bytes]]) -> None:
    header, made = parts
    for kept in range(len(made)):
        with pytest.raises(BackupDamaged):
            read(header + b"".join(made[:kept]))


def test_reordered_repeated_and_left_out_chunks_are_noticed() -> None:
    header, (one, two, three) = SMALL
    for wrong in (
        [two, one, three],
        [one, three],
        [one, one, two, three],
        [one, two, two, three],
        [three],
        [one, two, three, three],
        [one, three, two],
    ):
        with pytest.raises(BackupError):
            read_with_key(header + b"".join(wrong))


def test_spliced_files_are_noticed() -> None:
    header, (one, two, three) = SMALL
    other_header, (other_one, other_two, other_three) = frames_with_key([b"a", b"b", b"c"])
    for wrong in (
        header + other_one + two + three,
        header + one + other_two + three,
        header + one + two + other_three,
        other_header + one + two + three,
        header + one + two + three + other_header + other_one,
    ):
        with pytest.raises(BackupError):
            read_with_key(wrong)


def test_what_is_appended_is_noticed() -> None:
    for extra in (b"\0", b"x" * 100, SMALL[1][2]):
        with pytest.raises(BackupDamaged):
            read_with_key(SMALL_FILE + extra)


def test_a_stream_without_its_final_tag_is_refused() -> None:
    """As secretstream itself would not: each chunk is genuine, and the file just ends."""
    writer = BackupWriter("passphrase", SYSTEM, LEAST)
    data = writer.header + writer.frame(b"one") + writer.frame(b"two")
    chunks = read_chunks(BytesIO(data).read, "passphrase")
    assert next(chunks) == b"one"
    assert next(chunks) == b"two"
    with pytest.raises(BackupDamaged):
        next(chunks)


@pytest.mark.parametrize(
    "tag",
    [
        nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_PUSH,
        nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_REKEY,
    ],
)
def test_other_tags_are_refused(tag: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_file, "_MESSAGE", tag)
    writer = BackupWriter("passphrase", SYSTEM, LEAST)
    data = writer.header + writer.frame(b"one") + writer.frame(b"two", final=True)
    monkeypatch.setattr(
        backup_file, "_MESSAGE", nacl.bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
    )
    with pytest.raises(BackupDamaged):
        read(data)


def test_lengths_are_bounded_before_anything_is_read() -> None:
    asked: list[int] = []
    source = BytesIO(SMALL[0] + b"\xff\xff\xff\xff" + b"x" * 1000)

    def reading(size: int) -> bytes:
        asked.append(size)
        return source.read(size)

    with pytest.raises(BackupDamaged):
        list(read_chunks(reading, "passphrase"))
    assert max(asked) <= MAX_FRAME


@pytest.mark.parametrize("size", [0, 16, MAX_FRAME + 1])
def test_frames_of_impossible_sizes(size: int) -> None:
    with pytest.raises(BackupDamaged):
        read(SMALL[0] + size.to_bytes(4, "big") + b"x" * size)


@pytest.mark.parametrize("data", [b"", b"curb", b"PK\x03\x04" + b"x" * 200, MAGIC[:-1]])
def test_other_files(data: bytes) -> None:
    with pytest.raises(NotABackup):
        read(data)


def header_with(version: bytes = b"\x01", operations: int = 3, memory: int = 64 * 2**20) -> bytes:
    return MAGIC + tlv.encode(
        version, bytes(16), operations.to_bytes(4, "big"), memory.to_bytes(4, "big"), bytes(24)
    )


def test_a_later_version() -> None:
    with pytest.raises(BackupTooNew):
        read(header_with(version=b"\x02") + b"x" * 100)


@pytest.mark.parametrize(
    "header",
    [
        header_with(operations=2),
        header_with(operations=11),
        header_with(memory=64 * 2**20 - 1),
        header_with(memory=1024 * 2**20 + 1),
        header_with(memory=2**32 - 1),
        MAGIC + tlv.encode(b"\x01", bytes(15), bytes(4), bytes(4), bytes(25)),
        MAGIC + tlv.encode(b"\x01") + b"\xff" * 64,
    ],
)
def test_parameters_out_of_range_cost_nothing(
    header: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("no work is done for such a file")

    monkeypatch.setattr(backup_file, "stretch", never)
    with pytest.raises(BackupDamaged):
        read(header + b"x" * 200)


def test_files_cost_a_guesser_what_they_should() -> None:
    assert backup_file.STRONG.allowed()
    assert backup_file.STRONG.memory_bytes >= 256 * 2**20
    with pytest.raises(ValueError, match="parameters"):
        BackupWriter("passphrase", SYSTEM, StretchCost(1, 64 * 2**20))


def test_a_writer_is_used_in_order() -> None:
    writer = BackupWriter("passphrase", SYSTEM, LEAST)
    with pytest.raises(ValueError, match="chunk"):
        writer.frame(b"x" * (MAX_CHUNK + 1))
    writer.frame(b"all", final=True)
    with pytest.raises(ValueError, match="chunk"):
        writer.frame(b"more")


def test_memory_stays_flat() -> None:
    """One chunk at a time is asked for, and none is kept."""
    writer = BackupWriter("passphrase", SYSTEM, LEAST)
    held = 0

    def pieces() -> Iterator[bytes]:
        yield writer.header
        for number in range(200):
            yield writer.frame(b"x" * 65_536, final=number == 199)

    stream, rest = pieces(), b""

    def reading(size: int) -> bytes:
        nonlocal rest, held
        while len(rest) < size and (piece := next(stream, b"")):
            rest += piece
        held = max(held, len(rest))
        given_, rest = rest[:size], rest[size:]
        return given_

    assert sum(1 for _ in read_chunks(reading, "passphrase")) == 200
    assert held < 3 * 65_536
