"""The composition root: the only place that knows windows, services and the outside world."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

os.environ["QT_API"] = "pyside6"  # qasync looks at it when it is imported

import qasync
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

import app
from app import smoke
from app.composition import build_profiles, calm_collector
from app.core.errors import CurbsideError
from app.desktop import crash_guard, log_file
from app.desktop.hardening import harden_process
from app.desktop.paths import ProfilePaths, open_home, open_profile
from app.desktop.platform import DesktopPlatform
from app.desktop.policy_source import LoadedPolicy, load_policy
from app.desktop.single_instance import SingleInstance
from app.media.process import Decoders
from app.media.sound import SoundDevices
from app.ui.application import Ui
from app.ui.dialogs.files import read_small_text

_SETTLE_S = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app; the exit status."""
    parsed = _parser().parse_args(arguments)
    not_hardened = harden_process()
    try:
        home = open_home(parsed.profile)
        smoke_folder = open_profile(parsed.profile).directory if parsed.smoke else None
    except CurbsideError as error:
        return _say(error)
    loaded = load_policy()
    if parsed.smoke is not None and smoke_folder is not None:
        invite_text, problem = _read_invite(parsed.smoke)
        if problem is not None:
            return _say(problem)
        return smoke.run(smoke_folder, invite_text, parsed.peer, loaded.policy)
    log_file.start(home.directory, not_hardened, loaded.problem)
    qt = QApplication(sys.argv[:1])
    qt.setDesktopFileName("curbside")  # the entry whose icon taskbars and docks put badges on
    instance = SingleInstance(home)
    if not instance.acquire():
        return 0 if instance.ask_to_raise() else _say(AlreadyRunning())
    try:
        several = parsed.profile is None
        return _run(qt, home, instance, loaded, parsed.invite, several=several)
    finally:
        instance.release()


class AlreadyRunning(CurbsideError):  # noqa: N818 - named for what happened
    """Another process has this profile, and does not answer."""

    code = "already-running"
    message = "Curbside is already running with this profile."
    action = "Use the window that is open. If there is none, end the other Curbside process."


def _run(
    qt: QApplication,
    home: ProfilePaths,
    instance: SingleInstance,
    loaded: LoadedPolicy,
    invite: Path | None,
    *,
    several: bool,
) -> int:
    loop = qasync.QEventLoop(qt)
    asyncio.set_event_loop(loop)

    def claim(folder: Path) -> bool:
        return instance.hold(ProfilePaths(folder))

    decoders = Decoders()
    profiles = build_profiles(
        home.directory,
        loaded.policy,
        several=several,
        claim=claim,
        media=decoders,
        sound=SoundDevices(),
    )
    platform = DesktopPlatform(qt, _preferences(home))
    invite_text, problem = _read_invite(invite)
    ui = Ui(
        qt,
        profiles,
        platform=platform,
        version=app.__version__,
        invite_text=invite_text,
        invite_problem=problem,
    )
    crash_guard.install(loop, ui.show_unexpected)
    instance.raise_requested.connect(ui.raise_window)

    async def session() -> None:
        if loaded.problem is not None:
            asyncio.get_running_loop().call_later(_SETTLE_S, ui.show_error, loaded.problem)
        asyncio.get_running_loop().call_later(_SETTLE_S, decoders.warm)
        await ui.run()

    calm_collector()
    try:
        with loop:
            loop.run_until_complete(session())
    finally:
        decoders.close()
    platform.close()
    return 0


def _preferences(home: ProfilePaths) -> QSettings:
    """Theme and text size: looks only, nothing about people or messages."""
    return QSettings(str(home.looks), QSettings.Format.IniFormat)


def _read_invite(path: Path | None) -> tuple[str, CurbsideError | None]:
    """The text of an invite file, and why it cannot be read."""
    if path is None:
        return "", None
    try:
        return read_small_text(str(path)), None
    except CurbsideError as error:
        return "", error


def _say(error: CurbsideError) -> int:
    sys.stderr.write(f"{error.message} {error.action}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="curbside", description=app.__doc__)
    parser.add_argument("invite", nargs="?", type=Path, help="an invite file to begin with")
    parser.add_argument("--profile", type=Path, help="folder of a single profile to use")
    parser.add_argument("--version", action="version", version=f"Curbside {app.__version__}")
    parser.add_argument(
        "--smoke",
        type=Path,
        metavar="INVITE",
        help="check an installation without a window: enrol with INVITE and write to --peer",
    )
    parser.add_argument("--peer", default="", help="with --smoke: whom to write to")
    return parser
