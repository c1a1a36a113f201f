"""The decoding process as the rest of the app sees it: opened, asked, waited for, closed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image

from app.core.errors import CurbsideError
from app.core.file_types import FileKind
from app.core.media_ports import FileNotDisplayable
from app.core.media_types import PictureInfo, TextInfo, View
from app.media.process import Decoders, Limits, TooManyOpen
from app.media.self_check import check_decoding
from tests.support.media import BytesSource, encoded, pdf, quarters, words

ROOT = Path(__file__).parents[3]


def with_decoders(
    work: Callable[[Decoders], Awaitable[object]],
    limits: Limits | None = None,
    arguments: list[str] | None = None,
) -> None:
    async def go() -> None:
        decoders = Decoders(limits=limits, arguments=arguments)
        try:
            await work(decoders)
        finally:
            decoders.close()

    asyncio.run(go())


def test_an_installation_can_check_itself() -> None:
    with_decoders(check_decoding)


def test_one_file_through_all_it_can_do() -> None:
    async def work(decoders: Decoders) -> None:
        source = BytesSource(encoded(quarters(), "PNG"))
        glance = await decoders.glance(source, "q.png")
        assert (glance.kind, glance.media_type) == ("picture", "image/png")
        assert glance.thumbnail is not None
        document = await decoders.open(source, "q.png")
        assert document.kind is FileKind.PICTURE
        assert document.info == PictureInfo(64, 48)
        drawn = await document.render(View(32, 32))
        assert (drawn.width, drawn.height) == (32, 24)
        await document.close()
        await document.close()
        with pytest.raises(FileNotDisplayable):
            await document.render(View(32, 32))
        made = await decoders.prepare_picture(source, longest=16)
        assert (made.width, made.height) == (16, 12)
        assert not decoders._pool._living

    with_decoders(work)


def test_a_pdf_in_its_process() -> None:
    async def work(decoders: Decoders) -> None:
        document = await decoders.open(BytesSource(pdf(words("Amoxicillin 500 mg"))), "x")
        assert "Amoxicillin" in await document.text(0)
        assert len(await document.find("amoxicillin")) == 1
        assert (await document.render(View(100, 100))).width == 100
        await document.close()

    with_decoders(work)


def test_each_file_has_a_process_of_its_own() -> None:
    async def work(decoders: Decoders) -> None:
        decoders.warm()
        seen = set()
        for _ in range(3):
            document = await decoders.open(BytesSource(b"hello"), "x")
            process = document._session._process
            assert process is not None
            seen.add(process.pid)
            await document.close()
            with pytest.raises(ProcessLookupError):
                os.kill(process.pid, 0)
        assert len(seen) == 3

    with_decoders(work)


def test_further_files_wait_in_order_and_not_for_ever() -> None:
    async def work(decoders: Decoders) -> None:
        first = await decoders.open(BytesSource(b"first"), "x")
        waiting = [
            asyncio.create_task(decoders.open(BytesSource(text), "x"))
            for text in (b"second", b"third")
        ]
        await asyncio.sleep(0)
        assert not any(task.done() for task in waiting)
        await first.close()
        second = await waiting[0]
        assert isinstance(second.info, TextInfo)
        assert second.info.text == "second"
        await second.close()
        await (await waiting[1]).close()

    with_decoders(work, Limits(open_s=60.0, most_open=1))


def test_too_many_are_told_so() -> None:
    async def work(decoders: Decoders) -> None:
        first = await decoders.open(BytesSource(b"first"), "x")
        object.__setattr__(decoders._limits, "open_s", 0.05)
        with pytest.raises(TooManyOpen):
            await decoders.open(BytesSource(b"second"), "x")
        await first.close()

    with_decoders(work, Limits(open_s=60.0, most_open=1))


def test_an_answer_nobody_waits_for_is_dropped_and_the_next_is_right() -> None:
    async def work(decoders: Decoders) -> None:
        big = Image.effect_noise((2_000, 2_000), 50)
        document = await decoders.open(BytesSource(encoded(big, "PNG")), "x")
        dropped = [asyncio.create_task(document.render(View(n, n))) for n in (300, 301, 302)]
        await asyncio.sleep(0)
        for task in dropped:
            task.cancel()
        assert (await document.render(View(64, 64))).width == 64
        await document.close()

    with_decoders(work)


def test_closing_ends_what_is_going_on() -> None:
    async def work(decoders: Decoders) -> None:
        source = BytesSource(encoded(Image.effect_noise((3_000, 3_000), 50), "PNG"))
        document = await decoders.open(source, "x")
        drawing = asyncio.create_task(document.render(View(3_000, 3_000)))
        await asyncio.sleep(0)
        await document.close()
        with pytest.raises(FileNotDisplayable):
            await drawing

    with_decoders(work)


def test_the_app_ends_every_process_with_itself() -> None:
    async def work(decoders: Decoders) -> None:
        decoders.warm()
        document = await decoders.open(BytesSource(b"hello"), "x")
        decoders.close()
        with pytest.raises(FileNotDisplayable):
            await document.text(0)
        with pytest.raises(FileNotDisplayable):
            await decoders.open(BytesSource(b"hello"), "x")
        assert (await decoders.glance(BytesSource(b"hello"), "x")).kind == "other"
        await document.close()

    with_decoders(work)


@pytest.mark.skipif(sys.platform != "linux", reason="told by /proc")
def test_a_killed_app_leaves_no_process_even_a_busy_one() -> None:
    """The decoder loops for ever, so it does not notice that its pipe was closed."""
    code = (
        "import asyncio, os, sys\n"
        "from app.media.process import Decoders\n"
        "from tests.support.hostile_worker import HOSTILE\n"
        "from tests.support.media import BytesSource\n"
        "async def main():\n"
        "    decoders = Decoders(arguments=HOSTILE)\n"
        "    task = asyncio.create_task(decoders.open(BytesSource(b'loop'), 'x'))\n"
        "    while not decoders._pool._living: await asyncio.sleep(0.01)\n"
        "    process = next(iter(decoders._pool._living))\n"
        "    while not process._ready: await asyncio.sleep(0.01)\n"
        "    print(process.pid, flush=True)\n"
        "    await task\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as app:
        assert app.stdout is not None
        child = Path("/proc") / app.stdout.readline().decode().strip()
        assert child.exists()
        app.kill()
    for _ in range(3_000):
        if not child.exists() or "Z" in (child / "stat").read_text().split(")")[1][:3]:
            return
        asyncio.run(asyncio.sleep(0.01))
    pytest.fail("the decoding process outlived the app")


class Unreadable(BytesSource):
    """A file whose encrypted copy was damaged."""

    def read(self, offset: int, length: int) -> bytes:
        raise CurbsideError


@pytest.mark.expects_log("a file could not be read for decoding")
def test_a_file_that_cannot_be_read_is_not_displayable() -> None:
    async def work(decoders: Decoders) -> None:
        with pytest.raises(FileNotDisplayable):
            await decoders.open(Unreadable(b"hello"), "x")
        assert (await decoders.glance(Unreadable(b"hello"), "x")).kind == "other"

    with_decoders(work)


def test_a_program_that_does_not_start_is_no_fault_of_the_app() -> None:
    async def work(decoders: Decoders) -> None:
        for _ in range(2):
            with pytest.raises(FileNotDisplayable):
                await decoders.open(BytesSource(b"hello"), "x")

    with_decoders(work, arguments=[str(ROOT / "no-such-program")])
    with_decoders(work, arguments=[sys.executable, "-c", "pass"])


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a\0b.txt", "CON", "x\u202etxt.exe", "n" * 300, "\ud800", ""],
)
def test_a_name_may_be_anything(name: str) -> None:
    async def work(decoders: Decoders) -> None:
        assert (await decoders.glance(BytesSource(b"hello"), name)).kind == "text"

    with_decoders(work)


def test_a_large_file_is_not_read_whole() -> None:
    class Large(BytesSource):
        size = 1 << 40

        def read(self, offset: int, length: int) -> bytes:
            self.reads += length
            return b"a" * length

    async def work(decoders: Decoders) -> None:
        source = Large(b"")
        document = await decoders.open(source, "x.txt")
        assert isinstance(document.info, TextInfo)
        assert document.info.cut
        assert source.reads < 8 << 20
        await document.close()

    with_decoders(work)
