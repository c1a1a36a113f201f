"""Two people on one computer, in the real windows: how long one waits for the other's place.

    python -m tests.bench.switching_process FOLDER INVITE INVITE [--rounds N] [--pictures FOLDER]

Prints the milliseconds of every switch as JSON: until everything is gone from the screen, with the
passphrase at its real cost, and with the PIN.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_API"] = "pyside6"

import qasync
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.composition import build_profiles, calm_collector
from app.core.policy import DEFAULT_POLICY
from app.crypto.vault import MODERATE, VaultCost
from app.ui.application import Ui
from app.ui.dialogs.listing import ListingDialog
from app.ui.windows.choose_person import ChoosePerson
from app.ui.windows.first_run import FirstRun
from app.ui.windows.unlock import UnlockScreen
from tests.support.clinic import NoKeyring

PASSPHRASE, PIN = "lantern orbit velvet canyon", "481516"
LETTERS = ("AH", "JW")


class Drive:
    """Uses the windows as people do, and looks at the clock."""

    def __init__(self, ui: Ui, pictures: Path | None) -> None:
        self._ui = ui
        self._pictures = pictures
        self.times: dict[str, list[float]] = {"gone": [], "passphrase": [], "pin": []}

    async def until(self, condition: Callable[[], object], seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.001)

    async def shoot(self, name: str, widget: QWidget | None = None) -> None:
        if self._pictures is not None:
            await asyncio.sleep(0.3)
            (widget or self._ui.window).grab().save(str(self._pictures / f"{name}.png"))

    async def screen(self, kind: type[QWidget]) -> QWidget:
        await self.until(lambda: isinstance(self._ui.window.centralWidget(), kind))
        found = self._ui.window.centralWidget()
        assert isinstance(found, kind)
        return found

    async def enrol(self, invite: str, letters: str) -> None:
        """First run, the letters where they are asked for, and a PIN."""
        first = await self.screen(FirstRun)
        assert isinstance(first, FirstRun)
        await self.shoot(f"{letters}-1-first-run")
        first.give_invite(invite)
        first.who.go_on.emit()
        for field in (first.passphrase.fields.first, first.passphrase.fields.second):
            field.edit.setText(PASSPHRASE)
        await self.shoot(f"{letters}-2-passphrase")
        first.passphrase.button.click()
        await self.until(first.progress.button.isVisible)
        first.progress.button.click()
        await self.usable()
        assert self._ui.client is not None
        await self._ui.client.pin.choose(PASSPHRASE, PIN)
        await self.shoot(f"{letters}-3-in")

    async def usable(self) -> None:
        ui = self._ui
        await self.until(lambda: ui.main is not None and ui.main.own is not None)

    async def answer_letters(self, letters: str) -> None:
        """Where others use the computer, one is asked once."""
        main = self._ui.main
        assert main is not None
        await self.until(lambda: isinstance(main.dialogs.current, ListingDialog))
        dialog = main.dialogs.current
        assert isinstance(dialog, ListingDialog)
        await self.shoot(f"{letters}-4-letters", dialog)
        dialog.edit.setText(letters)
        dialog.button.click()
        await self.until(lambda: main.dialogs.current is None)

    async def add_another(self) -> None:
        assert self._ui.main is not None
        self._ui.switch_person()
        chooser = await self.screen(ChoosePerson)
        assert isinstance(chooser, ChoosePerson)
        chooser.add.click()

    async def switch(self, letters: str, *, pin: bool) -> None:
        """From one person's key press to the next one's conversations."""
        main = self._ui.main
        assert main is not None
        begun = time.monotonic()
        main.commands._actions["switch-person"].trigger()
        assert isinstance(self._ui.window.centralWidget(), ChoosePerson)
        self.times["gone"].append(1000 * (time.monotonic() - begun))
        chooser = self._ui.window.centralWidget()
        assert isinstance(chooser, ChoosePerson)
        await self.shoot(f"{letters}-5-chooser-{'pin' if pin else 'passphrase'}")
        begun = time.monotonic()
        QTest.keyClicks(chooser.filter, letters)
        QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
        unlock = self._ui.window.centralWidget()
        assert isinstance(unlock, UnlockScreen)
        if not pin:
            unlock.lock_fully.click()
        await self.shoot(f"{letters}-6-{'hidden' if pin else 'locked'}")
        edit = (unlock.pin if pin else unlock.field).edit
        begun = time.monotonic()
        QTest.keyClicks(edit, PIN if pin else PASSPHRASE)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        await self.usable()
        self.times["pin" if pin else "passphrase"].append(1000 * (time.monotonic() - begun))
        await self.shoot(f"{letters}-7-in-again")


async def drive(ui: Ui, invites: list[Path], rounds: int, pictures: Path | None) -> None:
    running = asyncio.get_running_loop().create_task(ui.run())
    people = Drive(ui, pictures)
    first, second = LETTERS
    await people.enrol(invites[0].read_text("utf-8"), first)
    await people.add_another()
    await people.enrol(invites[1].read_text("utf-8"), second)
    await people.answer_letters(second)
    ui.lock()
    chooser = await people.screen(ChoosePerson)
    assert isinstance(chooser, ChoosePerson)
    await people.shoot("8-one-with-letters")
    QTest.keyClicks(chooser.filter, "1")
    QTest.keyClick(chooser.filter, Qt.Key.Key_Return)
    unlock = await people.screen(UnlockScreen)
    assert isinstance(unlock, UnlockScreen)
    QTest.keyClicks(unlock.pin.edit, PIN)
    QTest.keyClick(unlock.pin.edit, Qt.Key.Key_Return)
    await people.usable()
    await people.answer_letters(first)
    for number in range(2 * rounds):
        await people.switch(LETTERS[1 - number % 2], pin=number >= rounds)
    print(json.dumps(people.times))
    ui.quit()
    await running


def main() -> None:
    """Enrol both, switch, print, end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("invites", type=Path, nargs=2)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--memory", type=int, default=MODERATE.memory_bytes)
    parsed = parser.parse_args()
    qt = QApplication([])
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)
    profiles = build_profiles(
        parsed.folder,
        DEFAULT_POLICY,
        several=True,
        keyring=NoKeyring(),
        vault_cost=VaultCost(MODERATE.operations, parsed.memory),
    )
    calm_collector()
    ui = Ui(qt, profiles, version="bench")
    with loop:
        loop.run_until_complete(drive(ui, parsed.invites, parsed.rounds, parsed.pictures))


if __name__ == "__main__":
    main()
