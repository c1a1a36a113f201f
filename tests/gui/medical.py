"""A bench on which the panels of medical files stand, without the windows around them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.core.media_ports import Document
from app.core.media_types import Raster, View
from app.core.policy import Policy
from app.media.decoder import Decoder
from app.media.opening import open_source
from app.media.process import Decoders
from app.ui.platform import NoPlatform
from app.ui.tasks import TaskRunner
from app.ui.viewers.base import ViewedFile, Viewer, ViewerContext, ViewerTools
from app.ui.viewers.kinds import VIEWERS
from tests.support.media import BytesSource


class Keeping(NoPlatform):
    """Keeps choices of looks."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def preference(self, name: str) -> str | None:
        return self.kept.get(name)

    def set_preference(self, name: str, value: str) -> None:
        self.kept[name] = value


class DecodedHere:
    """A document whose decoder is at hand."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self.kind, self.info = decoder.kind, decoder.info
        self.rendered = 0

    async def render(self, view: View) -> Raster:
        self.rendered += 1
        await asyncio.sleep(0.002)
        return self._decoder.render(view)

    async def value_at(self, frame: int, column: int, row: int) -> float | None:
        await asyncio.sleep(0)
        return self._decoder.value_at(frame, column, row)

    async def close(self) -> None:
        return


class Bench:
    """Opens files and puts their panels on the screen."""

    def __init__(self, qtbot: QtBot, tasks: TaskRunner) -> None:
        self.qtbot = qtbot
        self.tasks = tasks
        self.media = Decoders()
        self.platform = Keeping()
        self.panels: list[Viewer] = []
        self.runners: list[TaskRunner] = []
        self.status: list[str] = []

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)

    def open(self, data: bytes, policy: Policy | None = None) -> Any:
        """Decoded in this process, which starts none."""
        decoder = open_source(BytesSource(data), "x")
        return self.show(cast(Document, DecodedHere(decoder)), policy)

    def open_apart(self, data: bytes) -> Any:
        """Decoded by a process of its own, as in the program."""
        found: list[Document] = []

        async def work() -> None:
            found.append(await self.media.open(BytesSource(data), "x"))

        self.tasks.start(work())
        self.wait(lambda: found)
        return self.show(found[0])

    def show(self, document: Document, policy: Policy | None = None) -> Any:
        context = ViewerContext(
            files=cast(Any, None),
            media=self.media,
            sound=None,
            policy=policy or Policy(),
            platform=self.platform,
            tasks=self.tasks,
            walk=cast(Any, None),
            lock=lambda: None,
            finish=self.tasks.start,
        )
        file = ViewedFile(1, "x", document.kind, 1, "Dr. Test", 0)
        own = self.tasks.child(lambda error: pytest.fail(repr(error)))
        self.runners.append(own)
        panel = VIEWERS[document.kind](ViewerTools(file, document, own, context))
        panel.failed.connect(lambda error: pytest.fail(repr(error)))
        panel.status.connect(self.status.append)
        panel.resize(900, 700)
        bar = panel.toolbar()
        if bar is not None:
            self.qtbot.addWidget(bar)
        self.qtbot.addWidget(panel)
        panel.show()
        self.qtbot.waitExposed(panel)
        panel.activateWindow()
        self.wait(panel.isActiveWindow)
        panel.begin()
        self.panels.append(panel)
        return panel

    def close(self) -> None:
        closed: list[bool] = []

        async def work() -> None:
            for panel in self.panels:
                await panel.document.close()
            closed.append(True)

        for panel, runner in zip(self.panels, self.runners, strict=True):
            runner.close()
            panel.close_down()
        self.tasks.start(work())
        self.wait(lambda: closed)
        self.media.close()
