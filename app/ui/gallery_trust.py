"""Pictures of recovery, backup, trust, verifying and a removed computer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.core.bus import ClinicKeysChanged, DeviceRemoved, LogProgress
from app.core.policy import Policy
from app.core.views import CodeComparison, DirectoryStatusView, Removal
from app.ui import gallery_data
from app.ui.dialogs.backup import RestoreBackupDialog, SaveBackupDialog
from app.ui.dialogs.card import CardDialog
from app.ui.dialogs.key_change import KeyChangeDialog
from app.ui.dialogs.recovery_kit import MakeKitDialog, withdraw_dialog
from app.ui.dialogs.verify import VerifyDialog
from app.ui.gallery_access import SampleAccess
from app.ui.gallery_recovery import WORDS, SampleBackup, sample_card, sample_directory, sample_kit
from app.ui.gallery_use_cases import MINUTE, PASSPHRASE
from app.ui.paper.output import picture
from app.ui.paper.pages import draw_card, draw_kit
from app.ui.windows.first_run import FirstRun
from app.ui.windows.removed import RemovedScreen

if TYPE_CHECKING:
    from app.ui.gallery import Studio
    from app.ui.windows.main_view import MainView

GOOD = "violin harbour thirteen moss"
LONG = "Prof. Dr. med. Maximiliane Freifrau von Schwarzenberg-Hohenstein"


async def recovery_and_backup(studio: Studio) -> None:
    """The kit's three steps, withdrawing, and both ways of a backup."""
    client = gallery_data.sample_client()
    view = await studio.main_view(client)
    kit = MakeKitDialog(client.recovery, studio.tasks, view, replaces=True)
    kit.open()
    await studio.settle()
    studio.shoot("kit-1-passphrase", kit)
    kit.field.edit.setText("wrong")
    kit.make.click()
    await studio.settle()
    studio.shoot("kit-1-wrong", kit)
    kit.field.edit.setText(PASSPHRASE)
    kit.make.click()
    await studio.settle()
    studio.shoot("kit-2-page", kit)
    kit.on_paper.click()
    kit.answers[0].setText("nothing")
    kit.answers[1].setText("of it")
    kit.done_button.click()
    await studio.settle()
    studio.shoot("kit-3-words", kit)
    kit.reject()
    await studio.settle()
    kit.close()
    kit.done(0)
    withdraw = withdraw_dialog(client.recovery, studio.tasks, view)
    withdraw.open()
    await studio.settle()
    studio.shoot("kit-withdraw", withdraw)
    withdraw.close()
    await _backup(studio, client.backup)


async def _backup(studio: Studio, backup: SampleBackup) -> None:
    save = SaveBackupDialog(backup, 12, (), studio.tasks, studio.window)
    save.open()
    for field in (save.fields.first, save.fields.second):
        field.edit.setText(GOOD)
    await studio.settle()
    studio.shoot("backup-1-passphrase", save)
    backup.hold()
    save.save_to("/tmp/none.curbside-backup")  # noqa: S108 - nothing is written
    await studio.settle()
    studio.shoot("backup-2-progress", save)
    backup.go_on()
    await studio.settle()
    studio.shoot("backup-3-saved", save)
    save.close()
    restore = RestoreBackupDialog(backup, studio.tasks, studio.window)
    restore.open()
    restore.open_file(
        "/media/stick/a-very-long-folder/curbside-2026-03-02 \u202eكopy.curbside-backup"
    )
    restore.field.edit.setText(GOOD)
    await studio.settle()
    studio.shoot("restore-1-file", restore)
    restore.start.click()
    await studio.settle()
    studio.shoot("restore-2-result", restore)
    restore.close()
    pages_on_paper(studio)


def pages_on_paper(studio: Studio) -> None:
    """What comes out of the printer."""
    for name, person in (("", "Jonas Weber"), ("-long", LONG), ("-rtl", "د. ليلى الحسيني")):
        kit, card = (
            partial(draw_kit, kit=sample_kit(person)),
            partial(draw_card, card=sample_card(person)),
        )
        picture(kit).save(studio.path(f"paper-kit{name}"))
        picture(card).save(studio.path(f"paper-card{name}"))


async def verifying(studio: Studio) -> None:
    """The three ways, what follows a mismatch, one's own card, a key change by policy."""
    data = gallery_data
    client = data.sample_client()
    for name, contact in (("", data.AMIRA), ("-long", data.LONG), ("-rtl", data.ARABIC)):
        shown = await client.verification.safety_number(contact.account_id)
        dialog = VerifyDialog(shown, client.verification, studio.tasks, studio.window)
        dialog.open()
        for number, way in enumerate(("aloud", "codes", "card")):
            dialog.tabs.setCurrentIndex(number)
            await studio.settle()
            studio.shoot(f"verify-{way}{name}", dialog)
        client.comparison = CodeComparison.MISMATCH
        dialog.card.entry.give("curbside:card:AAAA")
        await studio.settle()
        studio.shoot(f"verify-card-differs{name}", dialog)
        dialog.differ.click()
        await studio.settle()
        studio.shoot(f"verify-steps{name}", dialog)
        dialog.close()
    card = CardDialog(await client.verification.card(), studio.window)
    card.open()
    await studio.settle()
    studio.shoot("my-card", card)
    card.close()
    for name, allowed in (("", True), ("-policy", False)):
        shown = await client.verification.safety_number(data.CHANGED.account_id)
        change = KeyChangeDialog(
            shown, client.verification, studio.tasks, studio.window, allow_unverified=allowed
        )
        change.open()
        await studio.settle()
        studio.shoot(f"key-change{name}", change)
        change.close()


async def trust(studio: Studio) -> None:
    """The trust section in its states, the recovery section, notices, a removed computer."""
    data = gallery_data
    for name, directory in (
        ("", sample_directory()),
        ("-none", sample_directory(witnesses=0)),
        ("-changes", sample_directory(witnesses=2, changes=True)),
        ("-stale", _stale(sample_directory(witnesses=2))),
        ("-hostile", _hostile(sample_directory())),
    ):
        client = data.sample_client()
        client.directory = directory
        view = await studio.main_view(client)
        await _settings(studio, view, "trust", name)
    client = data.sample_client()
    client.fork_proof = b"two notes"
    await _settings(studio, await studio.main_view(client), "trust", "-fork")
    for name, manage, made in (
        ("", True, None),
        ("-made", True, client.own_devices[0].added_at_ms),
        ("-elsewhere", False, None),
    ):
        client = data.sample_client()
        client.can_manage, client.kit_made_at_ms = manage, made
        await _settings(studio, await studio.main_view(client), "recovery", name)
    client = data.sample_client()
    client.policy = Policy(allow_backup=False)
    await _settings(studio, await studio.main_view(client), "recovery", "-policy")


async def _settings(studio: Studio, view: MainView, section: str, name: str) -> None:
    view.dialogs.settings(section)
    await studio.settle()
    if view.dialogs.current is not None:
        studio.shoot(f"settings-{section}{name}", view.dialogs.current)
    view.dialogs.close_all()


def _stale(directory: DirectoryStatusView) -> DirectoryStatusView:
    """One witness silent for days, the other never heard of; more are required."""
    first, second = directory.witnesses
    day = 24 * 60 * MINUTE
    at = (first.cosigned_at_ms or 0) - 3 * day
    witnesses = (
        replace(first, cosigned_size=1100, cosigned_at_ms=at),
        replace(second, name="", cosigned_size=0, cosigned_at_ms=None),
    )
    return replace(directory, witnesses=witnesses, witnesses_required=2)


def _hostile(directory: DirectoryStatusView) -> DirectoryStatusView:
    name = '<img src="/etc/hostname">\u202eevil' + "w" * 80
    return replace(directory, witnesses=(replace(directory.witnesses[0], name=name),))


async def notices(studio: Studio) -> None:
    """What the main screen says about the clinic's log, and about a removed computer."""
    data = gallery_data
    client = data.sample_client()
    client.directory = sample_directory(changes=True)
    await studio.conversation(client, data.AMIRA)
    client.bus.publish(LogProgress(12_000, 100_000))
    await studio.settle()
    studio.shoot("main-log-progress")
    client.bus.publish(LogProgress(100_000, 100_000))
    client.bus.publish(ClinicKeysChanged())
    await studio.settle()
    studio.shoot("main-clinic-keys")
    at = client.directory.checked_at_ms or 0
    client.bus.publish(DeviceRemoved(by_authority=True, wiped=False, at_ms=at))
    await studio.settle()
    studio.shoot("main-removed")
    for name, removal in (("clinic", Removal.BY_AUTHORITY), ("person", Removal.BY_PERSON)):
        studio.window.show_screen(RemovedScreen(removal))
        await studio.settle()
        studio.shoot(f"removed-by-{name}")


async def recovering(studio: Studio) -> None:
    """First run with a recovery invite."""
    access = SampleAccess(gallery_data.sample_client(), profile=False)
    screen = FirstRun(access, studio.tasks)
    studio.window.show_screen(screen)
    screen.give_invite("curbside:invite:RECOVER")
    await studio.settle()
    studio.shoot("recover-1-who")
    screen.who.go_on.emit()
    await studio.settle()
    studio.shoot("recover-2-words-empty")
    for name, text in (
        ("typing", " ".join(WORDS[:5]) + " anc"),
        ("wrong", " ".join(WORDS[:5]) + " ankor ribbon"),
        ("order", " ".join(WORDS[::-1])),
        ("good", " ".join(WORDS)),
    ):
        screen.words.set_text(text)
        await studio.settle()
        studio.shoot(f"recover-2-words-{name}")
    screen.words.go_on.emit()
    for field in (screen.passphrase.fields.first, screen.passphrase.fields.second):
        field.edit.setText(GOOD)
    screen.passphrase.go_on.emit()
    await studio.settle()
    studio.shoot("recover-3-done")
    access = SampleAccess(gallery_data.sample_client(), profile=False)
    access.log_gate = asyncio.Event()
    screen = FirstRun(access, studio.tasks)
    studio.window.show_screen(screen)
    screen.give_invite("curbside:invite:AAAA")
    screen.passphrase.go_on.emit()
    await studio.settle()
    studio.shoot("first-run-long-log")
    access.log_gate.set()
    await studio.settle()
