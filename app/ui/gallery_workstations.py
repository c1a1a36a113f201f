"""The gallery's pictures of everything about several workstations."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from app.core.bus import HistoryProgress
from app.services.api import LinkStep
from app.ui import gallery_data
from app.ui.dialogs.add_workstation import AddWorkstationDialog
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.settings.workstations import WorkstationsSection
from app.ui.gallery_devices import DAY, LINK_CODE, SampleLinkError, make_device
from app.ui.gallery_services import OWN, SampleClient
from app.ui.gallery_use_cases import PASSPHRASE

if TYPE_CHECKING:
    from app.ui.gallery import Studio

THIS = make_device(
    "Ward 3B, station 1",
    device_id=OWN.device_id,
    added_by="",
    is_this=True,
    holds_account_key=True,
)
OFFICE = make_device("Office, room 2.14", last_seen_ms=round(time() * 1000) - 26 * DAY)
LONG = make_device(
    "Arbeitsplatz im Bereitschaftszimmer der Herz-, Thorax- und Gefäßchirurgie",
    added_by="Oberärztinnenzimmer im Verwaltungstrakt der Nordklinik, zweites OG",
)
RTL = make_device("محطة التمريض رقم 3")
HOSTILE = make_device('<img src="/etc/hostname"><b>IT</b> \u202egnp.exe\u202c', last_seen_ms=None)
UNKNOWN = make_device("", added_by="", explained=False)


def several(client: SampleClient) -> SampleClient:
    """Workstations of every kind."""
    client.own_devices = [THIS, OFFICE, UNKNOWN, LONG, RTL, HOSTILE]
    return client


async def section(studio: Studio, client: SampleClient, name: str) -> WorkstationsSection | None:
    """Draw the section in the settings of `client`."""
    view = await studio.main_view(client)
    view.dialogs.settings(WorkstationsSection.key)
    await studio.settle()
    settings = view.dialogs.current
    studio.shoot(name, settings)
    found = settings.section if isinstance(settings, SettingsDialog) else None
    return found if isinstance(found, WorkstationsSection) else None


async def workstations(studio: Studio) -> None:
    """The section, and every page of linking on both sides."""
    await listed(studio)
    await adding(studio)


async def listed(studio: Studio) -> None:
    """Alone, several, not the main one, full, and what can be done with one."""
    await section(studio, gallery_data.sample_client(), "workstations-one")
    client = several(gallery_data.sample_client())
    page = await section(studio, client, "workstations")
    if page is None:
        return
    page.ensureWidgetVisible(page.cards[HOSTILE.device_id])
    await studio.settle()
    studio.shoot("workstations-end", page.window())
    page.ensureWidgetVisible(page.cards[THIS.device_id])
    page.cards[THIS.device_id].rename.click()
    await studio.settle()
    studio.shoot("workstations-rename", page.window())
    page.context.history.begin(OFFICE.device_id)
    client.bus.publish(HistoryProgress(810, 2400, incoming=False))
    await studio.settle()
    studio.shoot("workstations-copying", page.window())
    for card, button, name in (
        (UNKNOWN, "explain", "workstation-explain"),
        (LONG, "remove", "workstation-remove"),
    ):
        getattr(page.cards[card.device_id], button).click()
        await studio.settle()
        dialog = page.window().findChildren(Dialog)[-1]
        studio.shoot(name, dialog)
        dialog.close()
        await studio.settle()
    client = several(gallery_data.sample_client())
    client.can_manage = False
    await section(studio, client, "workstations-other")
    client = gallery_data.sample_client()
    client.own_devices = [THIS, *(make_device(f"Ward {n}") for n in range(1, 8))]
    await section(studio, client, "workstations-full")


async def adding(studio: Studio) -> None:
    """The old side of linking."""
    client = gallery_data.sample_client()
    page = await section(studio, client, "workstations-before-adding")
    if page is None:
        return
    page.add.click()
    await studio.settle()
    dialog = page.window().findChildren(Dialog)[-1]
    if not isinstance(dialog, AddWorkstationDialog):
        return
    studio.shoot("add-1-code", dialog)
    dialog.code.code.set_text("curbside:invite:AAAA")
    await studio.settle()
    studio.shoot("add-1-other-code", dialog)
    dialog.code.code.set_text(LINK_CODE)
    dialog.code.passphrase.edit.setText("wrong")
    dialog.go_on.click()
    await studio.settle()
    studio.shoot("add-1-wrong-passphrase", dialog)
    client.pause.at = LinkStep.WAITING
    dialog.code.passphrase.edit.setText(PASSPHRASE)
    dialog.go_on.click()
    await studio.settle()
    studio.shoot("add-2-waiting", dialog)
    client.pause.go_on()
    await studio.settle()
    studio.shoot("add-3-compare", dialog)
    client.pause.at = LinkStep.ADDING
    client.pause.gate.clear()
    dialog.same.click()
    await studio.settle()
    studio.shoot("add-4-adding", dialog)
    client.pause.go_on()
    await studio.settle()
    studio.shoot("add-5-added", dialog)
    dialog.added.copy.click()
    client.bus.publish(HistoryProgress(1200, 2400, incoming=False))
    await studio.settle()
    studio.shoot("add-6-copying", dialog)
    dialog._failed(SampleLinkError())
    dialog.failed.show_error(SampleLinkError())
    dialog._show(dialog.failed)
    await studio.settle()
    studio.shoot("add-7-failed", dialog)
    dialog.close()
