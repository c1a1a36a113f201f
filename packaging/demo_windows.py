"""The demo's two workstations: real windows, driven through the widgets that a person uses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from demo_clinic import Clinician
from PySide6.QtWidgets import QApplication, QWidget

from app.composition import build_profiles
from app.core.policy import Policy
from app.core.records import DeliveryState, MessageRecord
from app.crypto.vault import INTERACTIVE
from app.media.process import Decoders
from app.media.sound import SoundDevices
from app.services.api import ClientUseCases
from app.ui.application import Ui
from app.ui.dialogs.verify import VerifyDialog
from app.ui.platform import NoPlatform
from app.ui.widgets.chat_view import ChatView
from app.ui.windows.first_run import FirstRun
from app.ui.windows.main_view import MainView
from app.ui.windows.unlock import UnlockScreen

PASSPHRASE = "lantern orbit velvet canyon"  # noqa: S105 - of throw-away profiles
SIZE = (1080, 720)
_SECONDS = 60.0

T = TypeVar("T")


class NoKeyring:
    """The demo keeps nothing in the person's own keyring."""

    def usable(self) -> bool:
        """Never."""
        return False

    def remember(self, profile: str, vault_key: bytes) -> None:
        """Nothing is kept."""

    def recall(self, profile: str) -> bytes | None:
        """Nothing was kept."""
        return None

    def forget(self, profile: str) -> None:
        """Nothing to forget."""


class NotInTimeError(Exception):
    """Something the demo waits for did not happen."""


async def until(what: str, condition: Callable[[], T | None], seconds: float = _SECONDS) -> T:
    """Wait for `condition` to give something; raises NotInTimeError."""
    deadline = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > deadline:
            raise NotInTimeError(what)
        await asyncio.sleep(0.02)
    return result


class Workstation:
    """One clinician's window, with a profile of its own."""

    def __init__(self, app: QApplication, person: Clinician, folder: Path, place: int) -> None:
        self.person = person
        self.folder = folder
        self._decoders = Decoders()
        people = build_profiles(
            folder,
            Policy(),
            several=False,
            keyring=NoKeyring(),
            vault_cost=INTERACTIVE,
            media=self._decoders,
            sound=SoundDevices(),
        )
        self.ui = Ui(app, people, platform=NoPlatform(), version="demo")
        self.ui.window.resize(*SIZE)
        self.ui.window.move(40 + place * 120, 40 + place * 80)
        self._task: asyncio.Task[None] | None = None

    @property
    def client(self) -> ClientUseCases:
        """The open profile."""
        client = self.ui.client
        if client is None:
            raise NotInTimeError(f"{self.person.name} is locked")
        return client

    def open(self) -> None:
        """Show the window."""
        self._task = asyncio.get_running_loop().create_task(self.ui.run())

    async def closed(self) -> None:
        """Wait until the person closes it."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def close(self) -> None:
        """Quit, as from the menu."""
        if self._task is not None:
            if not self._task.done():
                self.ui.quit()
            await self._task
        self._decoders.close()

    async def enrol(self, invite: Path, shoot: Callable[[QWidget, str], Awaitable[None]]) -> None:
        """The first run: invite, who you are, passphrase, done."""
        first = await until("first run", lambda: self._screen(FirstRun))
        await shoot(self.ui.window, f"1-{self.person.short}-first-run")
        first.invite.open_file(str(invite))
        first.invite.button.click()
        await until("who you are", lambda: first.pages.currentWidget() is first.who)
        await shoot(self.ui.window, f"2-{self.person.short}-who")
        first.who.go_on.emit()
        for field in (first.passphrase.fields.first, first.passphrase.fields.second):
            field.edit.setText(PASSPHRASE)
        await shoot(self.ui.window, f"3-{self.person.short}-passphrase")
        first.passphrase.button.click()
        await until("enrolment", first.progress.button.isVisible)
        await shoot(self.ui.window, f"4-{self.person.short}-done")
        first.progress.button.click()
        await until("main window", lambda: self.ui.main is not None)

    async def unlock(self) -> None:
        """Type the passphrase."""
        screen = await until("unlock screen", lambda: self._screen(UnlockScreen))
        screen.field.edit.setText(PASSPHRASE)
        screen.button.click()
        await until("main window", lambda: self.ui.main is not None)

    async def chat_with(self, other: Clinician) -> ChatView:
        """Open the conversation with a colleague from the list of people."""
        main = await until("main window", lambda: self.ui.main)
        contact = None
        deadline = time.monotonic() + _SECONDS
        while contact is None:
            if time.monotonic() > deadline:
                raise NotInTimeError(f"{other.name} in the directory")
            found = await self.client.contacts.contacts()
            contact = next((c for c in found if c.name == other.name and c.device_count), None)
            await asyncio.sleep(0.05)
        self.ui.window.activateWindow()
        main.open_conversation(contact.account_id)
        return await until("chat", lambda: self._chat(main, other))

    async def write(self, other: Clinician, text: str) -> float:
        """Type and press Send; when it was pressed."""
        chat = await self.chat_with(other)
        chat.composer.edit.setPlainText(text)
        pressed = time.monotonic()
        chat.composer.button.click()
        await until("message in the list", lambda: self._find(chat, text))
        return pressed

    async def sees(self, other: Clinician, text: str) -> MessageRecord:
        """Wait until a message is shown."""
        chat = await self.chat_with(other)
        return await until(f"message shown to {self.person.name}", lambda: self._find(chat, text))

    async def state(self, other: Clinician, text: str, *states: DeliveryState) -> MessageRecord:
        """Wait until the shown state of a message is one of these."""
        chat = await self.chat_with(other)

        def reached() -> MessageRecord | None:
            row = self._find(chat, text)
            return row if row is not None and row.state in states else None

        return await until(f"{states[0].value}: {text}", reached)

    async def verify_dialog(self) -> VerifyDialog:
        """Open Verify for the open conversation."""
        main = await until("main window", lambda: self.ui.main)
        main.dialogs.verify()

        def shown() -> VerifyDialog | None:
            dialog = main.dialogs.current
            return dialog if isinstance(dialog, VerifyDialog) and dialog.isVisible() else None

        return await until("Verify", shown)

    async def dialog_closed(self, dialog: VerifyDialog) -> None:
        """Wait until the dialog has done its work and is gone."""
        main = await until("main window", lambda: self.ui.main)
        await until("Verify to close", lambda: main.dialogs.current is not dialog)

    def _screen(self, kind: type[T]) -> T | None:
        screen = self.ui.window.centralWidget()
        return screen if isinstance(screen, kind) else None

    def _chat(self, main: MainView, other: Clinician) -> ChatView | None:
        chat = main.chat
        return chat if chat is not None and chat.contact.name == other.name else None

    def _find(self, chat: ChatView, text: str) -> MessageRecord | None:
        for number in range(chat.timeline.rowCount()):
            row = chat.timeline.message(number)
            if row.text == text:
                return row
        return None
