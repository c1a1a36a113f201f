"""Encrypting, uploading and downloading one file: blocking pieces of work for worker threads.

relay/PROTOCOL.md sections 5.7 and 15. Each goes on where an earlier try ended. `stopped` is asked
between pieces, so that locking, pausing and taking back take effect at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from app.core.file_errors import FileChangedMeanwhile, FileDamaged, FileGone
from app.core.file_ports import FilesFolder, GrowingFile
from app.core.file_types import FileRecord
from app.core.media_ports import ByteSource
from app.core.randomness import Randomness
from app.core.relay_errors import RelayError, RelayNotReady, RelayRefused, UploadOffset
from app.core.relay_port import RelayPort
from app.crypto.attachment import FileSealer, decrypt, encrypt
from app.services.file_contents import sealed_file
from app.services.file_sources import reading

PIECE: Final = 4 << 20
"""Bytes in one request to the relay."""

Stopped = Callable[[], bool]


class StoppedError(Exception):
    """Nobody wants it any more, or not now."""


def problem_of(error: RelayError) -> str:
    """The relay's code for what is wrong."""
    return error.problem if isinstance(error, RelayRefused) else error.code


def prepare(
    folder: FilesFolder,
    randomness: Randomness,
    file: FileRecord,
    opened: Callable[[], tuple[ByteSource, Callable[[], bool]]],
    stopped: Stopped,
) -> bytes:
    """Encrypt a file into the folder; SHA-256 of what is there then.

    Raises FileChangedMeanwhile, FileNotPrepared, NoSpaceHere, StoppedError, OSError.
    """
    source, same = opened()
    try:
        if source.size != file.size:
            raise FileChangedMeanwhile
        sealer = FileSealer(file.key, file.file_id, file.size, randomness)
        target = folder.extend(file.local_name, anew=True)

        def progress(_: int) -> None:
            if stopped():
                raise StoppedError

        try:
            encrypt(_readable(reading(source)), file.size, [(sealer, target.write)], progress)
            target.finish()
        finally:
            target.close()
        if not same():
            raise FileChangedMeanwhile
        return sealer.digest()
    finally:
        source.close()


def _readable(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """A stick that was pulled out, a share that is gone: the file is not there any more."""

    def reads(length: int) -> bytes:
        try:
            return read(length)
        except (OSError, FileDamaged) as error:
            raise FileChangedMeanwhile from error

    return reads


def upload_piece(relay: RelayPort, source: ByteSource, place: str, offset: int) -> int:
    """Bring the next piece to the relay; how many bytes it has on disk then."""
    data = source.read(offset, PIECE)
    if not data:
        raise FileGone
    try:
        reached = relay.upload(place, offset, data)
    except UploadOffset:
        return relay.upload_offset(place)
    if not offset < reached <= offset + len(data):
        raise RelayNotReady
    return reached


def download_piece(relay: RelayPort, target: GrowingFile, file: FileRecord) -> None:
    """Fetch the next piece to the end of the file. Raises FileDamaged, NoSpaceHere, RelayError."""
    wanted = min(PIECE, file.stored - target.size)
    data = relay.download(file.blob_id, target.size, wanted)
    if not 0 < len(data) <= wanted:
        raise FileDamaged
    target.write(data)


def check(folder: FilesFolder, file: FileRecord, stopped: Stopped) -> None:
    """Whether all of a file is there and genuine. Raises FileDamaged, FileGone, StoppedError."""
    for _ in pieces(folder, file):
        if stopped():
            raise StoppedError


def pieces(folder: FilesFolder, file: FileRecord) -> Iterator[bytes]:
    """The plaintext; use nothing for good before it has ended. Raises FileDamaged, FileGone."""
    source = folder.open(file.local_name)
    try:
        yield from decrypt(sealed_file(file), reading(source))
    finally:
        source.close()
