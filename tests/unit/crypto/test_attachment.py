"""app/crypto/attachment and attachment_reader: every byte genuine and in its place, or none."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.file_errors import FileChangedMeanwhile, FileDamaged
from app.core.ids import FileId
from app.crypto.attachment import (
    CHUNK,
    HEADER_SIZE,
    OVERHEAD,
    SEALED_CHUNK,
    FileSealer,
    SealedFile,
    chunk_count,
    decrypt,
    encrypt,
    stored_size,
)
from app.crypto.attachment_reader import CHECKPOINT_EVERY, SealedFileReader
from app.crypto.padding import padded_size
from app.crypto.system_random import SystemRandom
from tests.vectors.make_file_vectors import FILE, FILE_ID, KEY, plain, sealed, vectors

EDGES = sorted(
    {
        edge + around
        for edge in (1, 256, 272, 512, CHUNK, 2 * CHUNK, 3 * CHUNK, 69_632)
        for around in (-1, 0, 1)
        if edge + around > 0
    }
)


class Held:
    """A `ByteSource` that counts what is read from it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.bytes_read = 0
        self.closed = False

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, offset: int, length: int) -> bytes:
        self.bytes_read += length
        return self.data[offset : offset + length]

    def close(self) -> None:
        self.closed = True


def named(blob: bytes, size: int, key: bytes = KEY, file_id: FileId = FILE_ID) -> SealedFile:
    return SealedFile(key, file_id, size, sha256(blob).digest())


def opened(file: SealedFile, blob: bytes) -> bytes:
    return b"".join(decrypt(file, io.BytesIO(blob).read))


def read_all(file: SealedFile, blob: bytes) -> bytes:
    reader = SealedFileReader(file, Held(blob))
    try:
        return reader.read(0, file.size)
    finally:
        reader.close()


def fresh(data: bytes, key: bytes = KEY, file_id: FileId = FILE_ID) -> bytes:
    out = io.BytesIO()
    sealer = FileSealer(key, file_id, len(data), SystemRandom())
    encrypt(io.BytesIO(data).read, len(data), [(sealer, lambda piece: _none(out.write(piece)))])
    return out.getvalue()


def _none(_: object) -> None:
    return None


def chunks_of(blob: bytes) -> list[bytes]:
    body = blob[HEADER_SIZE:]
    return [body[at : at + SEALED_CHUNK] for at in range(0, len(body), SEALED_CHUNK)]


def test_the_known_answers_hold() -> None:
    frozen = json.loads(FILE.read_text())
    assert vectors() == frozen
    for answer in frozen:
        blob = sealed(answer["size"])
        assert opened(named(blob, answer["size"]), blob) == plain(answer["size"])


@pytest.mark.parametrize("size", EDGES)
def test_sizes_around_every_edge(size: int) -> None:
    data = plain(size)
    blob = fresh(data)
    assert len(blob) == stored_size(size)
    assert stored_size(size) == HEADER_SIZE + padded_size(size) + OVERHEAD * chunk_count(size)
    file = named(blob, size)
    assert opened(file, blob) == data == read_all(file, blob)


@settings(max_examples=40, deadline=None)
@given(size=st.integers(1, 4 * CHUNK), pieces=st.lists(st.tuples(st.integers(0), st.integers(0))))
def test_any_place_of_any_size(size: int, pieces: list[tuple[int, int]]) -> None:
    data = plain(size)
    blob = sealed(size)
    reader = SealedFileReader(named(blob, size), Held(blob))
    for offset, length in pieces:
        at, many = offset % (size + 10), length % (2 * CHUNK)
        assert reader.read(at, many) == data[at : at + many]


@settings(max_examples=60, deadline=None)
@given(size=st.sampled_from([300, CHUNK, CHUNK + 1, 150_000]), seed=st.integers(0, 2**32))
def test_one_changed_bit_is_noticed(size: int, seed: int) -> None:
    blob = bytearray(sealed(size))
    file = named(bytes(blob), size)
    place = Random(seed).randrange(len(blob))
    blob[place] ^= 1 << seed % 8
    with pytest.raises(FileDamaged):
        opened(file, bytes(blob))
    data = plain(size)
    reader = SealedFileReader(file, Held(bytes(blob)))
    refused = 0
    for at in range(0, size, CHUNK):
        try:
            assert reader.read(at, CHUNK) == data[at : at + CHUNK]
        except FileDamaged:
            refused += 1
    assert refused


def test_truncation_at_every_chunk_is_noticed() -> None:
    size = 5 * CHUNK
    blob = fresh(plain(size))
    parts = chunks_of(blob)
    for kept in range(len(parts)):
        cut = blob[:HEADER_SIZE] + b"".join(parts[:kept])
        for file in (named(blob, size), named(cut, size)):
            with pytest.raises(FileDamaged):
                opened(file, cut)
            with pytest.raises(FileDamaged):
                SealedFileReader(file, Held(cut))
        if kept:  # and where the message claims the shorter size: the end is missing
            shorter = named(cut, kept * CHUNK)
            with pytest.raises(FileDamaged):
                opened(shorter, cut)
            with pytest.raises(FileDamaged):
                read_all(shorter, cut)


@pytest.mark.parametrize("behind", [b"\0", b"x" * (CHUNK + OVERHEAD)])
def test_nothing_may_follow(behind: bytes) -> None:
    blob = fresh(plain(70_000))
    longer = blob + behind
    for file in (named(blob, 70_000), named(longer, 70_000)):
        with pytest.raises(FileDamaged):
            opened(file, longer)
        with pytest.raises(FileDamaged):
            SealedFileReader(file, Held(longer))


def test_chunks_stay_in_their_order() -> None:
    size = 4 * CHUNK
    blob = fresh(plain(size))
    first, second, *rest = chunks_of(blob)
    for parts in ([second, first, *rest], [first, first, *rest], [*rest, first, second]):
        mixed = blob[:HEADER_SIZE] + b"".join(parts)
        with pytest.raises(FileDamaged):
            opened(named(mixed, size), mixed)
        with pytest.raises(FileDamaged):
            read_all(named(mixed, size), mixed)


def test_chunks_of_another_file_are_refused_even_under_one_key() -> None:
    size = 3 * CHUNK
    mine = sealed(size)
    # The same key, the same header, and so the same stream: only what chunks are bound to differs.
    out = io.BytesIO(mine[:HEADER_SIZE])

    class SameHeader(SystemRandom):
        def random_bytes(self, count: int) -> bytes:
            return mine[:HEADER_SIZE] if count == HEADER_SIZE else super().random_bytes(count)

    other_id = FileId(b"another file id!")
    sealer = FileSealer(KEY, other_id, size, SameHeader())
    out.truncate(0)
    out.seek(0)
    encrypt(io.BytesIO(plain(size)).read, size, [(sealer, lambda piece: _none(out.write(piece)))])
    theirs = out.getvalue()
    assert opened(named(theirs, size, file_id=other_id), theirs) == plain(size)
    mixed = mine[: HEADER_SIZE + SEALED_CHUNK] + theirs[HEADER_SIZE + SEALED_CHUNK :]
    for blob in (theirs, mixed):
        with pytest.raises(FileDamaged):
            opened(named(blob, size), blob)
        with pytest.raises(FileDamaged):
            read_all(named(blob, size), blob)


def test_another_key_or_digest_opens_nothing() -> None:
    blob = fresh(plain(1_000))
    with pytest.raises(FileDamaged):
        opened(named(blob, 1_000, key=bytes(32)), blob)
    with pytest.raises(FileDamaged):
        read_all(named(blob, 1_000, key=bytes(32)), blob)
    with pytest.raises(FileDamaged):
        opened(SealedFile(KEY, FILE_ID, 1_000, bytes(32)), blob)


def test_a_file_that_shrank_or_grew_meanwhile_is_refused() -> None:
    for size in (999, 1_001):
        sealer = FileSealer(KEY, FILE_ID, 1_000, SystemRandom())
        with pytest.raises(FileChangedMeanwhile):
            encrypt(io.BytesIO(plain(size)).read, 1_000, [(sealer, lambda _: None)])


def test_one_reading_serves_several_recipients() -> None:
    data = plain(200_000)
    outs = [io.BytesIO(), io.BytesIO()]
    ids = [FileId(b"1" * 16), FileId(b"2" * 16)]
    keys = [b"a" * 32, b"b" * 32]
    sealers = [
        FileSealer(key, file_id, len(data), SystemRandom())
        for key, file_id in zip(keys, ids, strict=True)
    ]
    told: list[int] = []
    writes = [lambda piece, out=out: _none(out.write(piece)) for out in outs]
    outputs = list(zip(sealers, writes, strict=True))
    encrypt(io.BytesIO(data).read, len(data), outputs, told.append)
    assert told[-1] == len(data)
    for out, key, file_id, sealer in zip(outs, keys, ids, sealers, strict=True):
        blob = out.getvalue()
        assert sealer.digest() == sha256(blob).digest()
        assert opened(named(blob, len(data), key, file_id), blob) == data
    assert outs[0].getvalue() != outs[1].getvalue()


def test_seeking_back_costs_at_most_the_way_from_a_kept_state() -> None:
    size = (3 * CHECKPOINT_EVERY + 5) * CHUNK
    data = plain(size)
    source = Held(fresh(data))
    reader = SealedFileReader(named(source.data, size), source)
    assert reader.read(size - 10, 10) == data[-10:]
    most = CHECKPOINT_EVERY * SEALED_CHUNK
    for offset in (0, CHUNK * 100 + 7, size - CHUNK * 20, CHUNK * (CHECKPOINT_EVERY * 2 - 1), 5):
        source.bytes_read = 0
        assert reader.read(offset, 20) == data[offset : offset + 20]
        assert source.bytes_read <= most + SEALED_CHUNK
    source.bytes_read = 0
    assert reader.read(6, 14) == data[6:20]  # the same chunk again: not even the disk is asked
    assert source.bytes_read == 0


def test_a_damaged_chunk_keeps_no_other_from_being_read_afterwards() -> None:
    size = 6 * CHUNK
    data = plain(size)
    blob = bytearray(fresh(data))
    blob[HEADER_SIZE + 3 * SEALED_CHUNK + 100] ^= 1
    reader = SealedFileReader(named(bytes(blob), size), Held(bytes(blob)))
    for _ in range(2):
        with pytest.raises(FileDamaged):
            reader.read(3 * CHUNK, 10)
        assert reader.read(2 * CHUNK, 10) == data[2 * CHUNK : 2 * CHUNK + 10]


def test_a_closed_reader_gives_nothing() -> None:
    source = Held(fresh(plain(1_000)))
    reader = SealedFileReader(named(source.data, 1_000), source)
    reader.close()
    assert source.closed
    with pytest.raises(ValueError, match="closed"):
        reader.read(0, 1)


def test_nothing_of_a_key_is_in_a_repr() -> None:
    blob = fresh(plain(1_000))
    file = named(blob, 1_000)
    shown = repr(file) + repr(SealedFileReader(file, Held(blob)))
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
