"""The real windows, used without a pause by somebody who does everything, over and over.

    python -m tests.bench.soak_process FOLDER INVITE SECONDS [--every SECONDS] [--only STEP]

Prints one JSON line per sample: seconds, actions done, resident bytes, and what `census` counts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
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
from app.core.records import MessageKind, MessageRecord
from app.crypto.vault import QUICK
from app.desktop import heap
from app.ui.application import Ui
from app.ui.platform import NoPlatform
from app.ui.theme import ThemeChoice, theme
from app.ui.widgets.chat_view import ChatView
from app.ui.windows.first_run import FirstRun
from app.ui.windows.main_view import MainView
from app.ui.windows.unlock import UnlockScreen
from tests.bench.client_process import TEXT
from tests.support.census import census, heap_in_use, qt_objects, resident
from tests.support.clinic import NoKeyring

PASSPHRASE = "lantern orbit velvet canyon"
_PATIENCE_S = 120.0
_PAUSE_S = 0.02
_EMOJI = ("\U0001f44d", "\u2764\ufe0f", "\u2705")
_DIALOGS = ("general", "workstations", "trust", "notifications")


class _Platform(NoPlatform):
    """No system around, but its memory."""

    def give_back_memory(self) -> None:
        heap.give_back()


class Restless:
    """Does everything that can be done, at random, and counts what the process holds."""

    def __init__(self, ui: Ui, folder: Path, seconds: float, every: float, only: list[str]) -> None:
        self._ui = ui
        self._folder = folder
        self._seconds = seconds
        self._every = every
        self._only = only
        self._chance = random.Random(1)
        self._actions = 0
        self._number = 0

    async def run(self, invite: str) -> None:
        """Enrol, go on until the time is over, quit."""
        running = asyncio.get_running_loop().create_task(self._ui.run())
        await self._enrol(invite)
        await self._colleagues()
        began = sampled = time.monotonic()
        steps = {
            step: often
            for step, often in self._steps().items()
            if not self._only or step.__name__.lstrip("_") in self._only
        }
        self._ui.window.resize(1280, 800)
        while (now := time.monotonic()) < began + self._seconds:
            if now - sampled >= self._every or not self._actions:
                sampled = now
                await self._sample(now - began)
            step = self._chance.choices(list(steps), list(steps.values()))[0]
            await step()
            self._actions += 1
            await asyncio.sleep(_PAUSE_S)
        await self._sample(time.monotonic() - began)
        self._ui.quit()
        await running

    def _steps(self) -> dict[Any, int]:
        """What is done, and how often compared with the others."""
        return {
            self._write: 30,
            self._open: 20,
            self._react: 10,
            self._edit: 6,
            self._recall: 2,
            self._scroll: 10,
            self._search: 6,
            self._find: 4,
            self._dialog: 4,
            self._emoji: 2,
            self._looks: 3,
            self._resize: 3,
            self._lock: 2,
        }

    async def _until_true(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, "the windows do not go on"
            await asyncio.sleep(0.002)

    async def _enrol(self, invite: str) -> None:
        ui = self._ui
        await self._until_true(lambda: isinstance(ui.window.centralWidget(), FirstRun))
        first = ui.window.centralWidget()
        assert isinstance(first, FirstRun)
        first.give_invite(invite)
        first.who.go_on.emit()
        for field in (first.passphrase.fields.first, first.passphrase.fields.second):
            field.edit.setText(PASSPHRASE)
        first.passphrase.button.click()
        await self._until_true(first.progress.button.isVisible)
        first.progress.button.click()
        await self._usable()

    async def _usable(self) -> None:
        ui = self._ui
        await self._until_true(lambda: ui.main is not None and ui.main.own is not None)

    async def _colleagues(self) -> None:
        """Those who write by themselves have begun."""
        deadline = time.monotonic() + _PATIENCE_S
        for _ in range(1_000_000):
            if await self._client.contacts.conversations():
                return
            assert time.monotonic() < deadline, "nobody writes"
            await asyncio.sleep(0.05)

    async def _sample(self, seconds: float) -> None:
        """Count at rest: no conversation open, no dialog, the same window each time."""
        main = self._main
        main.dialogs.close_all()
        main.search.close_panel()
        main.close_conversation()
        self._ui.window.resize(1280, 800)
        await asyncio.sleep(0.3)
        told: dict[str, Any] = {"seconds": seconds, "actions": self._actions}
        told |= {"resident": resident(), "heap": heap_in_use(), "stored": self._stored()}
        told |= {**census(), "names": qt_objects()}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def _stored(self) -> int:
        """Bytes of the profile on the disk: parts of it are kept in memory, up to a limit."""
        return sum(file.stat().st_size for file in self._folder.rglob("*") if file.is_file())

    @property
    def _client(self) -> Any:
        assert self._ui.client is not None
        return self._ui.client

    @property
    def _main(self) -> MainView:
        assert self._ui.main is not None
        return self._ui.main

    async def _chat(self) -> ChatView:
        if self._main.chat is None:
            await self._open()
        assert self._main.chat is not None
        return self._main.chat

    async def _messages(self, *, own: bool) -> list[MessageRecord]:
        model = (await self._chat()).timeline
        rows = [model.message(row) for row in range(model.rowCount())]
        return [
            row
            for row in rows
            if row.outgoing is own and row.kind is MessageKind.TEXT and row.recalled_at_ms is None
        ]

    async def _open(self) -> None:
        views = await self._client.contacts.conversations()
        account_id = self._chance.choice(views).contact.account_id
        main = self._main
        main.open_conversation(account_id)

        def opened() -> bool:
            chat = main.chat
            return (
                chat is not None
                and chat.contact.account_id == account_id
                and chat.list.model() is not None
            )

        await self._until_true(opened)
        assert main.chat is not None
        main.chat.repaint()

    async def _write(self) -> None:
        chat = await self._chat()
        self._number += 1
        chat.composer.edit.setPlainText(f"{TEXT}{self._number}")
        chat.composer.button.click()
        await asyncio.sleep(_PAUSE_S)

    async def _react(self) -> None:
        for message in (await self._messages(own=False))[-5:][:1]:
            (await self._chat()).commands.react_with(message.row_id, self._chance.choice(_EMOJI))

    async def _edit(self) -> None:
        chat = await self._chat()
        for message in (await self._messages(own=True))[-1:]:
            chat.drafting.edit(message)
            chat.composer.edit.setPlainText(f"{TEXT}{self._number} corrected")
            chat.composer.button.click()

    async def _recall(self) -> None:
        for message in (await self._messages(own=True))[-1:]:
            self._main.dialogs.recall(message.row_id)
            await asyncio.sleep(_PAUSE_S)
            dialog = self._main.dialogs.current
            if dialog is not None:
                dialog.accept()

    async def _scroll(self) -> None:
        view = (await self._chat()).list
        bar = view.verticalScrollBar()
        for _ in range(20):
            bar.setValue(bar.value() - 300)
            view.viewport().repaint()
            await asyncio.sleep(0)
        view.jump_to_latest()

    async def _search(self) -> None:
        search = self._main.search
        search.open_panel()
        for text in ("p", "pot", "potassium", f"{self._number}"):
            search.panel.field.setText(text)
            await asyncio.sleep(_PAUSE_S)
        self._ui.window.repaint()
        search.close_panel()

    async def _find(self) -> None:
        finder = (await self._chat()).finder
        finder.open()
        finder.field.setText("confirmed")
        await asyncio.sleep(0.1)
        finder.step(1)
        await asyncio.sleep(_PAUSE_S)
        finder.close_bar()

    async def _dialog(self) -> None:
        dialogs = self._main.dialogs
        kind = self._chance.randrange(5)
        if kind == 0:
            dialogs.shortcuts()
        elif kind == 1:
            await self._chat()
            dialogs.verify()
        elif kind == 2:
            for message in (await self._messages(own=True))[-1:]:
                dialogs.message_info(message.row_id)
        elif kind == 3:
            for message in (await self._messages(own=True))[-1:]:
                dialogs.forward([message.row_id])
        else:
            dialogs.settings(self._chance.choice(_DIALOGS))
        for _ in range(100):
            if dialogs.current is not None:
                break
            await asyncio.sleep(0.01)
        if dialogs.current is not None:
            dialogs.current.repaint()
            await asyncio.sleep(_PAUSE_S)
        dialogs.close_all()

    async def _emoji(self) -> None:
        chat = await self._chat()
        chat.composer.choose_emoji()
        await asyncio.sleep(0.05)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.hide()

    async def _looks(self) -> None:
        theme().choose(self._chance.choice(list(ThemeChoice)))
        theme().set_scale(self._chance.choice((0.8, 1.0, 1.5)))

    async def _resize(self) -> None:
        self._ui.window.resize(self._chance.randint(800, 1900), self._chance.randint(560, 1100))

    async def _lock(self) -> None:
        ui = self._ui
        ui.lock()
        await self._until_true(lambda: isinstance(ui.window.centralWidget(), UnlockScreen))
        screen = ui.window.centralWidget()
        assert isinstance(screen, UnlockScreen)
        screen.field.edit.setText(PASSPHRASE)
        await self._until_true(screen.button.isEnabled)
        screen.button.click()
        await self._usable()


def main() -> None:
    """Start, drive, tell, end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("invite", type=Path)
    parser.add_argument("seconds", type=float)
    parser.add_argument("--every", type=float, default=10.0)
    parser.add_argument("--only", action="append", default=[], help="this alone, to find a leak")
    parsed = parser.parse_args()
    qt = QApplication([])
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    people = build_profiles(
        parsed.folder, DEFAULT_POLICY, several=False, keyring=NoKeyring(), vault_cost=QUICK
    )
    calm_collector()
    ui = Ui(qt, people, platform=_Platform(), version="bench")
    restless = Restless(ui, parsed.folder, parsed.seconds, parsed.every, parsed.only)
    with loop:
        loop.run_until_complete(restless.run(parsed.invite.read_text("utf-8")))


if __name__ == "__main__":
    main()
