"""Draws every screen and state to PNG files, to be looked at.

    python -m app.ui.gallery OUTDIR [--only PART] [--language de]

All themes, at one and two pixels for each point, and with text at 150 %. The people are invented
and live in memory (`gallery_data`).
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from app.core.bus import Connection, ConnectionChanged
from app.core.policy import Language
from app.core.store_errors import StoreDamaged
from app.core.views import CodeComparison, ContactView
from app.services.api import EnrolStep
from app.ui import (
    gallery_attachments,
    gallery_data,
    gallery_groups,
    gallery_help,
    gallery_medical,
    gallery_messages,
    gallery_searching,
    gallery_shared,
    gallery_tray,
    gallery_trust,
    gallery_voice,
    gallery_workstations,
    gallery_writing,
)
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.switcher import SwitcherDialog
from app.ui.gallery_access import SampleAccess, SampleInviteError
from app.ui.gallery_services import SampleClient
from app.ui.languages import ENGLISH, OFFERED, install_languages
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme, ThemeChoice, install_theme
from app.ui.windows.first_run import FirstRun
from app.ui.windows.main_view import MainView
from app.ui.windows.shell import MINIMUM, Shell
from app.ui.windows.unlock import DamagedScreen, UnlockScreen


@dataclass(slots=True)
class Studio:
    """A window, and where its pictures go."""

    app: QApplication
    window: Shell
    tasks: TaskRunner
    directory: Path
    suffix: str
    only: str

    async def settle(self, rounds: int = 12) -> None:
        """Let tasks and events run."""
        for _ in range(rounds):
            self.app.processEvents()
            await asyncio.sleep(0.005)
        self.app.processEvents()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Write what a widget (or the window) shows."""
        picture = (widget or self.window).grab()
        picture.save(self.path(name))

    def path(self, name: str) -> str:
        """Where a picture of that name goes."""
        return str(self.directory / f"{name}{self.suffix}.png")

    async def main_view(self, client: SampleClient) -> MainView:
        """The main screen of a client."""
        view = MainView(client, self.tasks, "0.1.0")
        self.window.show_screen(view)
        await view.load()
        await self.settle()
        return view

    async def conversation(self, client: SampleClient, contact: ContactView) -> MainView:
        """The main screen with an open conversation."""
        view = await self.main_view(client)
        view.open_conversation(contact.account_id)
        await self.settle()
        return view


async def first_run(studio: Studio) -> None:
    """The four screens, and what can go wrong."""
    access = SampleAccess(gallery_data.sample_client(), profile=False)
    screen = FirstRun(access, studio.tasks)
    studio.window.show_screen(screen)
    await studio.settle()
    studio.shoot("first-run-1-invite")
    screen.give_invite("not an invite")
    await studio.settle()
    studio.shoot("first-run-1-error")
    screen.give_invite("curbside:invite:AAAA")
    await studio.settle()
    studio.shoot("first-run-2-who")
    screen.who.go_on.emit()
    fields = screen.passphrase.fields
    await studio.settle()
    studio.shoot("first-run-3-empty")
    fields.first.edit.setText("jonas12345678")
    await studio.settle()
    studio.shoot("first-run-3-weak")
    fields.first.edit.setText("violin harbour thirteen moss")
    fields.second.edit.setText("violin harbour thirteen moss")
    await studio.settle()
    studio.shoot("first-run-3-strong")
    screen.progress.begin()
    screen.progress.reach(EnrolStep.ENROLLING)
    screen.pages.setCurrentWidget(screen.progress)
    await studio.settle()
    studio.shoot("first-run-4-progress")
    screen.progress.fail(
        SampleInviteError(
            "This invite has been used before. An invite works once.",
            "Ask your clinic's IT for a new invite. If you did not use it yourself, tell them so.",
        )
    )
    await studio.settle()
    studio.shoot("first-run-4-failed")
    screen.progress.begin()
    screen.progress.reach(EnrolStep.DONE)
    await studio.settle()
    studio.shoot("first-run-4-done")


async def unlocking(studio: Studio) -> None:
    """Locked, wrong, waiting, damaged."""

    async def closed() -> None:
        return

    access = SampleAccess(gallery_data.sample_client())
    screen = UnlockScreen(access, studio.tasks, closed)
    studio.window.show_screen(screen)
    await studio.settle()
    studio.shoot("unlock")
    screen.show_waiting(3)
    await studio.settle()
    studio.shoot("unlock-waiting")
    screen.field.edit.setText("wrong")
    screen.button.click()
    await studio.settle()
    studio.shoot("unlock-wrong")
    studio.window.show_screen(DamagedScreen(StoreDamaged()))
    await studio.settle()
    studio.shoot("unlock-damaged")


async def conversations(studio: Studio) -> None:
    """The main window in its states."""
    data = gallery_data
    view = await studio.main_view(data.sample_client())
    studio.shoot("main-welcome")
    view.sidebar.show_tab(1)
    await studio.settle()
    studio.shoot("main-people")
    view.sidebar.filter.setText("card")
    view.sidebar.show_tab(0)
    await studio.settle()
    studio.shoot("main-filter")
    view.sidebar.filter.setText("nobody at all")
    await studio.settle()
    studio.shoot("main-filter-nothing")
    for name, contact in (
        ("chat", data.AMIRA),
        ("chat-long-name", data.LONG),
        ("chat-rtl", data.ARABIC),
        ("chat-key-changed", data.CHANGED),
        ("chat-mismatch", data.MISMATCHED),
        ("chat-no-device", data.NO_DEVICE),
        ("chat-hostile", data.HOSTILE),
        ("chat-duplicate", data.TWIN),
    ):
        client = data.sample_client()
        view = await studio.conversation(client, contact)
        studio.shoot(name)
    client = data.sample_client()
    view = await studio.conversation(client, data.AMIRA)
    client.connection = Connection.OFFLINE
    client.bus.publish(ConnectionChanged(Connection.OFFLINE))
    if view.chat is not None:
        view.chat.composer.edit.setPlainText("Strip printed.\n" * 12)
        view.chat.list.setCurrentIndex(view.chat.timeline.index(5))
    await studio.settle()
    studio.shoot("chat-offline-selected")
    studio.window.resize(MINIMUM)
    await studio.settle()
    studio.shoot("chat-narrow")
    if view.chat is not None:
        view.chat.composer.edit.setPlainText("x" * 16_400)
    await studio.settle()
    studio.shoot("chat-too-long")
    studio.window.resize(1120, 760)
    empty = SampleClient()
    await studio.main_view(empty)
    studio.shoot("main-alone")
    await studio.main_view(SampleClient(data.EVERYONE))
    studio.shoot("main-no-conversations")


async def dialogs(studio: Studio) -> None:
    """Every dialog."""
    data = gallery_data
    client = data.sample_client()
    view = await studio.conversation(client, data.AMIRA)

    async def shot(name: str, action: Callable[[], object]) -> QWidget | None:
        action()
        await studio.settle()
        dialog = view.dialogs.current
        if dialog is not None:
            studio.shoot(name, dialog)
        return dialog

    dialog = await shot("verify", view.dialogs.verify)
    client.comparison = CodeComparison.MISMATCH
    paste = getattr(dialog, "paste_code", None)
    if paste is not None:
        paste("curbside:verify:AAAA")
    await studio.settle()
    studio.shoot("verify-pasted", dialog)
    differ = getattr(dialog, "differ", None)
    if differ is not None:
        differ.click()
    await studio.settle()
    studio.shoot("verify-mismatch", dialog)
    view = await studio.conversation(data.sample_client(), data.LONG)
    await shot("verify-long-name", view.dialogs.verify)
    view = await studio.conversation(data.sample_client(), data.CHANGED)
    await shot("key-change", view.dialogs.verify)
    view = await studio.conversation(data.sample_client(), data.AMIRA)
    await shot("message-info", lambda: view.dialogs.message_info(3))
    await shot("shortcuts", view.dialogs.shortcuts)
    switcher = await shot("switcher", lambda: view.dialogs.switcher(view.every_row()))
    if isinstance(switcher, SwitcherDialog):
        switcher.field.setText("car")
        await studio.settle()
        studio.shoot("switcher-filter", switcher)
        switcher.field.setText("nobody at all")
        await studio.settle()
        studio.shoot("switcher-nothing", switcher)
    settings = await shot("settings-general", view.dialogs.settings)
    if isinstance(settings, SettingsDialog):
        for key in list(settings.sections)[1:]:
            settings.show_section(key)
            await studio.settle()
            studio.shoot(f"settings-{key}", settings)
    view.dialogs.close_all()


PARTS: dict[str, Callable[[Studio], Awaitable[None]]] = {
    "recovery": gallery_trust.recovery_and_backup,
    "verify": gallery_trust.verifying,
    "recovering": gallery_trust.recovering,
    "trust": gallery_trust.trust,
    "notices": gallery_trust.notices,
    "first-run": first_run,
    "shared": gallery_shared.shared_computer,
    "unlock": unlocking,
    "chat": conversations,
    "messages": gallery_messages.messages,
    "kept": gallery_messages.kept,
    "files": gallery_attachments.files,
    "groups": gallery_groups.groups,
    "medical": gallery_medical.medical,
    "voice": gallery_voice.voice,
    "writing": gallery_writing.writing,
    "links": gallery_writing.links,
    "search": gallery_searching.searching,
    "dialogs": dialogs,
    "help": gallery_help.helping,
    "notifications": gallery_tray.notifications,
    "workstations": gallery_workstations.listed,
    "add-workstation": gallery_workstations.adding,
    "link": gallery_workstations.joining,
    "other-workstations": gallery_workstations.elsewhere,
}


async def draw(app: QApplication, theme: Theme, directory: Path, scale: int, only: str) -> None:
    """Draw everything at one scale."""

    def fail(error: BaseException) -> None:
        raise error

    tasks = TaskRunner(asyncio.get_running_loop(), fail, fail)
    looks = [
        (ThemeChoice.LIGHT, 1.0, "light"),
        (ThemeChoice.DARK, 1.0, "dark"),
        (ThemeChoice.CONTRAST_LIGHT, 1.0, "contrast-light"),
        (ThemeChoice.CONTRAST_DARK, 1.0, "contrast-dark"),
    ]
    if scale == 1:
        looks.append((ThemeChoice.LIGHT, 1.5, "light-150"))
    for choice, text_scale, name in looks:
        theme.choose(choice)
        theme.set_scale(text_scale)
        window = Shell()
        window.show()
        studio = Studio(app, window, tasks, directory, f"--{name}@{scale}x", only)
        for part, function in PARTS.items():
            if only in ("", part):
                await function(studio)
        window.hide()
        window.deleteLater()


def main() -> int:
    """Parse the command line; each scale runs in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--scale", type=int, choices=(1, 2))
    parser.add_argument("--only", choices=("", *PARTS), default="")
    parser.add_argument("--language", choices=tuple(OFFERED), default=ENGLISH)
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    if options.scale is None:
        for scale in ("1", "2"):
            command = [sys.executable, "-m", "app.ui.gallery", str(options.directory)]
            command += ["--scale", scale, "--only", options.only]
            command += ["--language", options.language]
            environment = os.environ | {"QT_SCALE_FACTOR": scale}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            subprocess.run(command, env=environment, check=True)  # noqa: S603 - ourselves
        return 0
    app = QApplication([])
    install_languages(app).follow(Language(options.language))
    asyncio.run(draw(app, install_theme(app), options.directory, options.scale, options.only))
    return 0


if __name__ == "__main__":
    sys.exit(main())
