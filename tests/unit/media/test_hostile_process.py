"""A process that a file has taken over reaches nothing, and whatever it says, the app lives."""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app.core.file_types import FileKind
from app.core.media_ports import FileNotDisplayable
from app.core.media_types import TextInfo, View
from app.media import decoding_process
from app.media.answers import MAX_VIEW_SIDE
from app.media.process import Decoders, Limits, OpenDocument
from tests.support.hostile_worker import HOSTILE
from tests.support.media import BytesSource

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux's walls")
PATIENT = Limits(open_s=60.0, call_s=60.0)


def run(
    order: str,
    then: Callable[[OpenDocument], Awaitable[object]] | None = None,
    limits: Limits = PATIENT,
) -> str:
    """What a process said that was told `order`; it is gone afterwards."""

    async def go() -> str:
        decoders = Decoders(arguments=HOSTILE, limits=limits)
        try:
            document = await decoders.open(BytesSource(order.encode()), "x")
            process = document._session._process
            assert process is not None
            try:
                if then is not None:
                    await then(document)
                return document.info.text if isinstance(document.info, TextInfo) else ""
            finally:
                await document.close()
                assert process._process.returncode is not None
        finally:
            assert not decoders._pool._living
            decoders.close()

    return asyncio.run(go())


@linux
@pytest.mark.parametrize(
    "order",
    [
        "socket", "unix", "fork", "signal", "file-limit",
        "pipe-owner", "pipe-signal", "slow-app", "bind-app",
    ],
)  # fmt: skip
def test_calls_that_decoding_does_not_need_are_refused(order: str) -> None:
    assert run(order) == "PermissionError 1"


@linux
def test_no_connection_to_this_very_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert run(f"connect {port}") == "PermissionError 1"


@linux
@pytest.mark.parametrize("order", ["read", "delete", "rename", "copy", "mode"])
def test_a_file_of_the_person_can_neither_be_read_nor_changed(order: str, tmp_path: Path) -> None:
    database = tmp_path / "profile.db"
    database.write_bytes(b"secret")
    database.chmod(0o644)
    assert run(f"{order} {database}").startswith("PermissionError")
    assert [path.name for path in tmp_path.iterdir()] == ["profile.db"]
    assert database.read_bytes() == b"secret"
    assert database.stat().st_mode & 0o777 == 0o644


@linux
@pytest.mark.parametrize("order", ["young-mode", "young-attribute", "young-flags"])
def test_nor_by_calls_that_are_younger_than_the_walls(order: str, tmp_path: Path) -> None:
    database = tmp_path / "profile.db"
    database.write_bytes(b"secret")
    database.chmod(0o600)
    assert run(f"{order} {database}") == f"OSError {errno.ENOSYS}"
    assert database.stat().st_mode & 0o777 == 0o600
    assert not os.listxattr(database)


@linux
@pytest.mark.parametrize(
    "order",
    ["read /etc/passwd", "list /", "list /proc", "read /proc/self/environ", "read /dev/tty"],
)
def test_nor_any_other_file(order: str) -> None:
    assert run(order).startswith("PermissionError")


@linux
def test_the_checkout_itself_is_out_of_reach() -> None:
    assert run(f"read {decoding_process.ROOT / 'README.md'}").startswith("PermissionError")


@linux
@pytest.mark.parametrize("order", ["write", "mkdir"])
def test_nothing_can_be_written(order: str, tmp_path: Path) -> None:
    assert run(f"{order} {tmp_path / 'new'}").startswith("PermissionError")
    assert not list(tmp_path.iterdir())


def test_memory_has_a_limit() -> None:
    assert run("memory") == "MemoryError"


def test_threads_are_allowed() -> None:
    assert run("threads") == "4 threads"


def test_printing_goes_nowhere() -> None:
    assert run("flood-output") == "printed"


def test_nothing_of_the_app_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURBSIDE_CANARY", "canary")
    reading, writing = os.pipe()
    try:
        os.set_inheritable(writing, True)
        said = run("surroundings")
    finally:
        os.close(reading)
        os.close(writing)
    assert "canary" not in said
    assert said.startswith("\n")  # no arguments
    assert "5 files open" in said  # standard input, output and error to nowhere, and two pipes


@pytest.mark.parametrize(
    "order",
    [
        "exec", "crash", "exit", "recursion",
        "flood-channel", "stranger", "nothing", "random", "deep", "long",
        "beyond", "before", "much",
        "mixed", "voice-kind", "no-pages", "nan-pages", "wide",
        "many-pages", "many-facts", "many-cells",
    ],
)  # fmt: skip
def test_a_process_that_breaks_a_rule_is_ended(order: str) -> None:
    with pytest.raises(FileNotDisplayable):
        run(order)


def test_a_process_that_never_answers_is_ended() -> None:
    with pytest.raises(FileNotDisplayable):
        run("loop", limits=Limits(open_s=1.0))


def test_nor_one_that_stops_answering_later() -> None:
    with pytest.raises(FileNotDisplayable):
        run(
            "picture sleep",
            lambda document: document.render(View(20, 10)),
            Limits(open_s=60.0, call_s=0.5),
        )


@pytest.mark.parametrize("order", ["larger", "empty", "huge", "lie"])
def test_pixels_are_what_was_asked_for_or_nothing(order: str) -> None:
    with pytest.raises(FileNotDisplayable):
        run(f"picture {order}", lambda document: document.render(View(20, 10)))


@pytest.mark.parametrize(
    "ask",
    [
        lambda document: document.find("x"),
        lambda document: document.text(0),
        lambda document: document.value_at(0, 0, 0),
        lambda document: document.sound(0, 1_000),
        lambda document: document.waveform(100),
        lambda document: document.frames(0, 2, 10, 10),
        lambda document: document.render(View(MAX_VIEW_SIDE + 1, 1)),
    ],
)
def test_every_other_answer_has_its_limits(
    ask: Callable[[OpenDocument], Awaitable[object]],
) -> None:
    with pytest.raises(FileNotDisplayable):
        run("picture", ask)


def test_an_honest_answer_passes() -> None:
    async def twice(document: OpenDocument) -> None:
        for _ in range(2):
            drawn = await document.render(View(20, 10))
            assert (drawn.width, drawn.height) == (20, 10)

    run("picture", twice)


def test_after_a_wrong_answer_only_closing_is_left() -> None:
    async def again(document: OpenDocument) -> None:
        with pytest.raises(FileNotDisplayable):
            await document.text(0)
        with pytest.raises(FileNotDisplayable):
            await document.render(View(20, 10))

    run("picture", again)


@pytest.mark.parametrize("order", ["kind", "type", "size", "large", "format", "time"])
def test_a_glance_is_checked_and_at_worst_says_nothing(order: str) -> None:
    async def go() -> None:
        decoders = Decoders(arguments=HOSTILE)
        try:
            glance = await decoders.glance(BytesSource(order.encode()), "x")
            assert glance.kind == FileKind.OTHER.value
            assert glance.thumbnail is None
            honest = await decoders.glance(BytesSource(b"honest"), "x")
            assert honest.kind == FileKind.TEXT.value
        finally:
            decoders.close()

    asyncio.run(go())
