"""The real windows in a process: open conversations, scroll through a long one, take the times."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["QT_API"] = "pyside6"

import qasync
from PySide6.QtWidgets import QApplication

from app.composition import build_profiles, calm_collector
from app.core.policy import DEFAULT_POLICY
from app.ui.application import Ui
from app.ui.widgets.chat_view import ChatView
from app.ui.widgets.sidebar import PEOPLE
from app.ui.windows.unlock import UnlockScreen
from tests.bench.client_process import process_memory
from tests.bench.report import percentile
from tests.support.clinic import NoKeyring

_STEP = 120
"""Pixels of one notch of a mouse wheel."""
_STEPS = 2_000
_OTHERS = 20
_LOOKS = 0.6
"""Seconds that a person looks at a conversation before they open the next one."""


async def _until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.001)  # busy waiting would keep the work from being done


class Driver:
    """Does what a person does, and looks at the clock."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self.told: dict[str, Any] = {}

    async def run(self, passphrase: str, name: str) -> None:
        """Unlock, open, scroll."""
        ui = self._ui
        running = asyncio.get_running_loop().create_task(ui.run())
        await _until(lambda: isinstance(ui.window.centralWidget(), UnlockScreen))
        ui.window.resize(1280, 800)
        screen = ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        screen.field.edit.setText(passphrase)
        began = time.perf_counter()
        screen.button.click()
        await _until(lambda: ui.main is not None and ui.main.own is not None)
        ui.window.repaint()
        self.told["usable"] = _ms(began)
        await asyncio.sleep(1.0)  # the first sync is over, as for a person who reads the list
        self.told["memory_list"] = _memory()
        assert ui.client is not None
        people = await ui.client.contacts.contacts()
        conversations = await ui.client.contacts.conversations()
        contacts = [c.contact for c in conversations if c.contact is not None]
        others = [contact.account_id for contact in contacts if contact.name != name]
        times = [await self._open(account_id) for account_id in others[:_OTHERS]]
        self.told["open_p50"], self.told["open_max"] = percentile(times, 0.5), max(times)
        (longest,) = [c for c in people if c.name == name]
        self.told["open_long"] = await self._open(longest.account_id)
        await self._scroll()
        self.told["memory_scrolled"] = _memory()
        began = time.perf_counter()
        assert ui.main is not None
        ui.main.sidebar.show_tab(PEOPLE)
        ui.main.sidebar.filter.setText(name[:8])
        ui.window.repaint()
        self.told["people"] = _ms(began)
        ui.quit()
        await running

    async def _open(self, account_id: Any) -> float:
        main = self._ui.main
        assert main is not None
        began = time.perf_counter()
        main.open_conversation(account_id)

        def shown() -> bool:
            chat = main.chat
            return chat is not None and chat.contact.account_id == account_id and _rows(chat) > 0

        await _until(shown)
        assert main.chat is not None
        main.chat.repaint()
        took = _ms(began)
        await asyncio.sleep(_LOOKS)
        return took

    async def _scroll(self) -> None:
        """Up through the conversation, a notch of the wheel at a time."""
        main = self._ui.main
        assert main is not None
        assert main.chat is not None
        view, frames, seen = main.chat.list, [], set[int]()
        bar = view.verticalScrollBar()
        for _ in range(_STEPS):
            began = time.perf_counter()
            bar.setValue(bar.value() - _STEP)
            view.viewport().repaint()
            # Whatever the step set going, a page read and put in place, is part of its frame.
            await asyncio.sleep(0)
            frames.append(_ms(began))
            model = main.chat.timeline
            seen.update(model.message(row).row_id for row in (0, model.rowCount() - 1))
            await asyncio.sleep(0.001)
            if bar.value() == bar.minimum() and model.at_start:
                break
        model = main.chat.timeline
        self.told["rows"] = max(seen) - model.message(0).row_id + 1
        self.told["frame_p50"] = percentile(frames, 0.5)
        self.told["frame_p99"] = percentile(frames, 0.99)
        self.told["frame_max"] = max(frames)


def _rows(chat: ChatView) -> int:
    model = chat.list.model()
    return 0 if model is None else model.rowCount()


def _ms(began: float) -> float:
    return 1000 * (time.perf_counter() - began)


def _memory() -> float:
    return process_memory(os.getpid()) / 1e6


def main() -> None:
    """Start, drive, print what was measured as JSON, end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("passphrase")
    parser.add_argument("name")
    arguments = parser.parse_args()
    qt = QApplication([])
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    people = build_profiles(arguments.folder, DEFAULT_POLICY, several=False, keyring=NoKeyring())
    calm_collector()
    driver = Driver(Ui(qt, people, version="bench"))
    with loop:
        loop.run_until_complete(driver.run(arguments.passphrase, arguments.name))
    sys.stdout.write(json.dumps(driver.told) + "\n")


if __name__ == "__main__":
    main()
