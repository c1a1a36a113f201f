"""Pictures of recovery, backup, trust, verifying and a removed computer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.core.views import CodeComparison
from app.ui import gallery_data
from app.ui.dialogs.backup import RestoreBackupDialog, SaveBackupDialog
from app.ui.dialogs.card import CardDialog
from app.ui.dialogs.key_change import KeyChangeDialog
from app.ui.dialogs.recovery_kit import MakeKitDialog, WithdrawKitDialog
from app.ui.dialogs.verify import VerifyDialog
from app.ui.gallery_recovery import SampleBackup, sample_card, sample_kit
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.paper.output import picture
from app.ui.paper.pages import draw_card, draw_kit

if TYPE_CHECKING:
    from app.ui.gallery import Studio

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
    withdraw = WithdrawKitDialog(client.recovery, studio.tasks, view)
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
