"""Files of different sizes: encrypted, uploaded, fetched, decrypted, and what plain HTTP needs.

Sender, relay and receiver are processes; all of them, and the server without Curbside, write to the
same disk. Each size has a clinic of its own, so that no memory of the size before is counted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from app.core.ids import FileId
from app.crypto.attachment import KEY_SIZE, FileSealer, SealedFile, decrypt, encrypt
from app.crypto.system_random import SystemRandom
from tests.bench.exchange import MeasuringClient
from tests.bench.plain_http import PlainServer, Took
from tests.bench.report import Report, per_second
from tests.support.processes import ProcessClinic

MIB = 1 << 20
_COPIES = 6
"""On the disk at a time at most: the file, encrypted at the sender, relay and receiver, twice
plain."""
_SPARE = 2 << 30
_CORE = 4
_BLOCK = os.urandom(MIB)
_NOTHING_LESS = "> 0.5"


class FileClient(MeasuringClient):
    """A client process that sends and fetches files."""

    module = "tests.bench.file_process"


@dataclass(frozen=True, slots=True)
class _Moved:
    """Seconds, of one file."""

    encrypt: float
    upload: float
    download: float
    check: float
    read: float


def measure(report: Report, folder: Path, sizes: list[int]) -> None:
    """`sizes` in MiB."""
    report.section("Encryption of files, one thread, in memory")
    _core(report, 0.1 if sizes == [1] else 2.0)
    for size in sizes:
        rounds = 1 if size > 512 else 3 if size > 16 else 5
        rounds = 1 if sizes == [1] else rounds
        report.section(f"Files of {size} MiB from one client to another, {rounds} times")
        free = shutil.disk_usage(folder).free
        if free < _COPIES * rounds * size * MIB + _SPARE:
            report.write(f"  left out: {free / 1e9:,.0f} GB of disk are not enough\n")
            continue
        place = folder / f"files-{size}"
        place.mkdir()
        try:
            _measure_size(report, place, size, rounds)
        finally:
            shutil.rmtree(place)


def _core(report: Report, seconds: float) -> None:
    """The stream alone."""
    key, file_id, size = os.urandom(KEY_SIZE), FileId(os.urandom(16)), _CORE * MIB
    block = os.urandom(size)

    def seal() -> tuple[bytes, bytes]:
        sealer, sealed = FileSealer(key, file_id, size, SystemRandom()), list[bytes]()
        encrypt(_reader(block), size, [(sealer, sealed.append)])
        return b"".join(sealed), sealer.digest()

    sealed, digest = seal()
    file = SealedFile(key, file_id, size, digest)

    def unseal() -> None:
        assert sum(map(len, decrypt(file, _reader(sealed)))) == size

    for name, work in (("encrypted, and hashed", seal), ("decrypted, and compared", unseal)):
        report.add(name, size / 1e6 * per_second(work, seconds), "MB/s")


def _reader(data: bytes) -> Callable[[int], bytes]:
    at = 0

    def read(length: int) -> bytes:
        nonlocal at
        at += length
        return data[at - length : at]

    return read


def _measure_size(report: Report, folder: Path, size: int, rounds: int) -> None:
    file = folder / "file.bin"
    with file.open("wb") as target:
        for _ in range(size):
            target.write(_BLOCK)
    plain = {tls: _plain(folder, file, rounds, tls=tls) for tls in (False, True)}
    with ProcessClinic(folder / "clinic") as clinic:
        sender, receiver = (clinic.start(FileClient, name) for name in ("Amira", "Jonas"))
        for client in (sender, receiver):
            client.ask("enrol")
            client.ask("time_files")
        relay = clinic.relay.process.pid
        processes = {"relay": relay}
        processes |= {"sender": sender.lines.process.pid, "receiver": receiver.lines.process.pid}
        with _peaks(processes) as peaks:
            moved = [_move(sender, receiver, file, number + 1) for number in range(rounds)]
    _print(report, size, moved, plain)
    for name in ("sender", "receiver", "relay"):
        before, peak = peaks[name]
        report.add(f"{size} MiB, peak memory of the {name}", peak / 1e6, "MB")
        report.add(f"{size} MiB,     memory more than before", (peak - before) / 1e6, "MB")


def _move(sender: FileClient, receiver: FileClient, file: Path, number: int) -> _Moved:
    sent = sender.ask("send_file", 1_000.0, name="Jonas", path=str(file))
    row = receiver.ask("await_file", 1_000.0, name="Amira", count=number)
    fetched = receiver.ask("fetch_file", 1_000.0, row=row)
    read = receiver.ask("read_file", 1_000.0, row=row)
    return _Moved(sent["encrypt"], sent["upload"], fetched["download"], fetched["check"], read)


def _plain(folder: Path, file: Path, rounds: int, *, tls: bool) -> Took:
    with PlainServer(folder / ("https" if tls else "http"), tls=tls) as server:
        took = [server.there_and_back(file) for _ in range(rounds)]
    return Took(median(each.up for each in took), median(each.down for each in took))


def _print(report: Report, size: int, moved: list[_Moved], plain: dict[bool, Took]) -> None:
    add = partial(_add_rate, report, size)
    up = median(each.upload for each in moved)
    down = median(each.download for each in moved)
    aim = _NOTHING_LESS if size >= 128 else ""
    add("encrypted into the profile", median(each.encrypt for each in moved))
    add("uploaded", up)
    add("    the same by plain HTTP", plain[False].up)
    add("    the same by HTTPS", plain[True].up)
    report.add(f"{size} MiB, uploaded, of the rate of HTTPS", plain[True].up / up, "×", target=aim)
    add("downloaded", down)
    add("    the same by plain HTTP, down", plain[False].down)
    add("    the same by HTTPS, down", plain[True].down)
    ratio = plain[True].down / down
    report.add(f"{size} MiB, downloaded, of the rate of HTTPS", ratio, "×", target=aim)
    add("compared with its hash after the download", median(each.check for each in moved))
    add("decrypted, all of it, as a viewer reads", median(each.read for each in moved))


def _add_rate(report: Report, size: int, name: str, seconds: float) -> None:
    report.add(f"{size} MiB, {name}", size * MIB / 1e6 / seconds, "MB/s")


@contextmanager
def _peaks(processes: dict[str, int]) -> Iterator[dict[str, tuple[int, int]]]:
    """Resident memory of processes before, and at most until the end; 0 without `/proc`."""
    found: dict[str, tuple[int, int]] = {}
    before = {name: _forget_peak(process) for name, process in processes.items()}
    yield found
    found |= {name: (before[name], _status(pid, "VmHWM")) for name, pid in processes.items()}


def _forget_peak(process: int) -> int:
    try:
        Path(f"/proc/{process}/clear_refs").write_text("5", "ascii")
    except OSError:
        return 0
    return _status(process, "VmRSS")


def _status(process: int, what: str) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith(what)), 0)
