"""The real windows in a process: when the unlock screen is there, when the conversation is."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_API"] = "pyside6"

import qasync
from PySide6.QtWidgets import QApplication

from app.composition import build_profiles, calm_collector
from app.core.policy import DEFAULT_POLICY
from app.ui.application import Ui
from app.ui.widgets.chat_view import ChatView
from app.ui.windows.unlock import UnlockScreen
from tests.support.clinic import NoKeyring


async def _until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.001)


async def _drive(ui: Ui, passphrase: str) -> None:
    running = asyncio.get_running_loop().create_task(ui.run())
    await _until(lambda: isinstance(ui.window.centralWidget(), UnlockScreen))
    shown = time.monotonic()
    screen = ui.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    screen.field.edit.setText(passphrase)
    screen.button.click()
    await _until(lambda: ui.main is not None and ui.main.own is not None)
    assert ui.main is not None
    assert ui.client is not None
    (contact,) = [c for c in await ui.client.contacts.contacts() if c.name == "Amira"]
    ui.main.open_conversation(contact.account_id)
    await _until(lambda: ui.main and ui.main.chat and _rows(ui.main.chat))
    print(shown, time.monotonic())
    ui.quit()
    await running


def _rows(chat: ChatView) -> int:
    model = chat.list.model()
    return 0 if model is None else model.rowCount()


def main() -> None:
    """Start, unlock, open, print both times, end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("passphrase")
    arguments = parser.parse_args()
    qt = QApplication([])
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    people = build_profiles(arguments.folder, DEFAULT_POLICY, several=False, keyring=NoKeyring())
    calm_collector()
    with loop:
        loop.run_until_complete(_drive(Ui(qt, people, version="bench"), arguments.passphrase))


if __name__ == "__main__":
    main()
