"""What somebody waits for who looks at a file: a decoding process, thumbnails, first pictures.

Through the real decoding process, locked in as ever, from bytes in memory to pixels that can be
drawn. DICOM and ECG files are those that pydicom and pydicom-data ship; the rest is made here.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

import numpy as np
import pydicom
from PIL import Image

from app.core.file_types import FileKind
from app.core.media_ports import Document
from app.core.media_types import View
from app.media.decoding_process import DecodingProcess, command
from app.media.process import Decoders
from tests.bench.client_process import process_memory
from tests.bench.report import Report
from tests.support import dicom_files, media, recordings
from tests.support.media import BytesSource

_WIDTH, _HEIGHT = 1_600, 1_000
"""Pixels of the viewer's window."""
_WHOLE = View(_WIDTH, _HEIGHT)
_PART = View(_WIDTH, _HEIGHT, region=(0.25, 0.25, 0.5, 0.5))
_PAGES = 50
_WORDS_A_PAGE = 40
_VIDEO = (1_280, 720)
_TICK_S = 0.02
_IDLE_TICKS = 10
_DICOM = (
    ("CT", "eCT_Supplemental.dcm"),
    ("CR", "RG1_UNCR.dcm"),
    ("CR, JPEG 2000", "RG1_J2KR.dcm"),
    ("US, multi-frame", "color3d_jpeg_baseline.dcm"),
)


def measure(report: Report, amount: int) -> None:
    """`amount`: 0 tiny, 1 quick, 2 everything."""
    rounds, megapixels, seconds = ((1, 1, 1.0), (3, 12, 4.0), (9, 12, 20.0))[amount]
    report.section("Files that are looked at, each decoded by a process of its own")
    _processes(report, rounds)
    asyncio.run(_Measuring(report, rounds, idle=amount > 0).everything(megapixels, seconds, amount))


def _processes(report: Report, rounds: int) -> None:
    taken, memory = [], 0
    for _ in range(rounds):
        begun = time.perf_counter()
        process = DecodingProcess(command())
        try:
            process.wait_ready()
            taken.append(time.perf_counter() - begun)
            memory = process_memory(process.pid)
        finally:
            process.reap()
    report.add("decoding process, started and locked in", 1000 * median(taken), "ms")
    report.add("memory of a decoding process that waits", memory / 1e6, "MB")


class _Measuring:
    """Takes the median of some rounds, each with a process of its own that is there already."""

    def __init__(self, report: Report, rounds: int, *, idle: bool) -> None:
        self._report, self._rounds, self._idle = report, rounds, idle
        self._decoders = Decoders()

    async def everything(self, megapixels: int, seconds: float, amount: int) -> None:
        """All kinds of files."""
        photo = _photo(megapixels)
        try:
            cold = await self._time(lambda: self._glance(photo, "photo.jpg"))
            name = f"JPEG of {megapixels} megapixels"
            self._add(f"{name}, thumbnail, no process ahead", cold)
            self._decoders.warm()
            warm = await self._time(lambda: self._glance(photo, "photo.jpg"))
            self._add(f"{name}, thumbnail", warm, target="< 300")
            await self._pictures(name, photo, "photo.jpg", [_WHOLE, _PART])
            await self._pdf()
            for what, file in _DICOM if amount else _DICOM[::3]:  # the first and the last
                await self._dicom(what, file)
            await self._whole("ECG, 12 leads", "waveform_ecg.dcm", FileKind.ECG)
            await self._video(seconds, _VIDEO if amount else (160, 90))
        finally:
            self._decoders.close()

    async def _pdf(self) -> None:
        line = " ".join(["potassium"] * 6)
        page = " ".join(media.words(line, 20, 10 * row) for row in range(_WORDS_A_PAGE))
        data = media.pdf(*[page] * _PAGES, size=(595, 842))
        views = [_WHOLE, View(_WIDTH, _HEIGHT, frame=_PAGES // 2)]
        await self._pictures(f"PDF of {_PAGES} pages", data, "letter.pdf", views)

    async def _dicom(self, what: str, file: str) -> None:
        data = dicom_files.real(file)
        header = pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True)
        frames = int(header.get("NumberOfFrames", 1))
        views = [_WHOLE, View(_WIDTH, _HEIGHT, centre=60.0, window=300.0)]
        if frames > 1:
            views = [_WHOLE, View(_WIDTH, _HEIGHT, frame=frames // 2)]
        again = "windowed anew" if frames == 1 else "another frame"
        await self._pictures(f"DICOM, {what}", data, file, views, again=again)

    async def _whole(self, what: str, file: str, kind: FileKind) -> None:
        data = dicom_files.real(file)

        async def look() -> None:
            async with self._opened(data, file) as document:
                assert document.kind is kind

        self._add(f"{what}, opened with all samples", await self._time(look))

    async def _pictures(
        self, what: str, data: bytes, name: str, views: list[View], *, again: str = ""
    ) -> None:
        """Open and draw, then draw something else of it."""
        first, second = views
        opening, repeated = list[float](), list[float]()
        for _ in range(self._rounds):
            await self._ready()
            begun = time.perf_counter()
            async with self._opened(data, name) as document:
                await document.render(first)
                opening.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                await document.render(second)
                repeated.append(time.perf_counter() - begun)
        self._add(f"{what}, opened until drawn", opening)
        again = again or ("another page" if second.frame else "a part of it, enlarged")
        self._add(f"{what}, {again}", repeated)

    async def _video(self, seconds: float, size: tuple[int, int]) -> None:
        width, height = size
        data = recordings.video_file(seconds=seconds, width=width, height=height)
        middle = int(1000 * seconds / 2) + 7 * 40
        first, sought, following = list[float](), list[float](), list[float]()
        for _ in range(self._rounds):
            await self._ready()
            begun = time.perf_counter()
            async with self._opened(data, "gait.mp4") as document:
                assert await document.frames(0, 1, width, height)
                first.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                assert await document.frames(middle, 1, width, height)
                sought.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                count = len(await document.frames(middle, 8, width, height))
                following.append((time.perf_counter() - begun) / count)
        what = f"video, {width} x {height}"
        self._add(f"{what}, opened until the first frame", first)
        self._add(f"{what}, sought in the middle", sought)
        self._add(f"{what}, each of 8 frames in turn", following)

    async def _glance(self, data: bytes, name: str) -> None:
        glance = await self._decoders.glance(BytesSource(data), name)
        assert glance.thumbnail is not None

    async def _time(self, work: Callable[[], Awaitable[object]]) -> list[float]:
        taken = []
        for _ in range(self._rounds):
            await self._ready()
            begun = time.perf_counter()
            await work()
            taken.append(time.perf_counter() - begun)
        return taken

    async def _ready(self) -> None:
        """The process that is to be ahead is, and has imported what it does when nobody waits."""
        spare = self._decoders._pool._spare
        if spare is not None:
            process = await asyncio.wrap_future(spare)
            await asyncio.to_thread(process.wait_ready)
            if self._idle:
                await asyncio.to_thread(_until_idle, process.pid)

    @asynccontextmanager
    async def _opened(self, data: bytes, name: str) -> AsyncIterator[Document]:
        document = await self._decoders.open(BytesSource(data), name)
        try:
            yield document
        finally:
            await document.close()

    def _add(self, name: str, seconds: list[float], *, target: str = "") -> None:
        self._report.add(name, 1000 * median(seconds), "ms", target=target)


def _until_idle(process: int) -> None:
    """It uses no processor any more."""
    used, still = "", 0
    while still < _IDLE_TICKS:
        time.sleep(_TICK_S)
        try:
            stat = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # no Linux
            time.sleep(_IDLE_TICKS * _TICK_S)
            return
        now = " ".join([*stat[11:13], *stat[:1]])
        still = still + 1 if now == used and stat[0] == "S" else 0
        used = now


def _photo(megapixels: int) -> bytes:
    """A JPEG with as much detail as a photo: a gradient, and noise of the size of a sensor's."""
    width, height = {1: (1_200, 900), 12: (4_000, 3_000)}[megapixels]
    down, across = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(1).integers(0, 24, (height, width, 1), np.uint8)
    slopes = np.stack([down % 220, across % 220, (down + across) % 220], axis=2).astype(np.uint8)
    return media.encoded(Image.fromarray(slopes + noise), "JPEG", quality=88)
