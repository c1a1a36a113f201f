"""The gallery's pictures of everything about several workstations."""

from __future__ import annotations

import asyncio
from time import time
from typing import TYPE_CHECKING

import msgspec

from app.core.bus import HistoryProgress
from app.core.policy import DEFAULT_POLICY
from app.core.views import LinkCodeView, LinkWelcomeView
from app.services.api import LinkStep
from app.ui import gallery_data
from app.ui.dialogs.add_workstation import AddWorkstationDialog
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.dialogs.settings.workstations import WorkstationsSection
from app.ui.gallery_access import SampleAccess
from app.ui.gallery_devices import (
    DAY,
    LINK_CHARACTERS,
    LINK_CODE,
    SHORT_CODE,
    SampleLinkError,
    make_device,
)
from app.ui.gallery_services import OWN, SampleClient
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.windows.first_run import FirstRun

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
GONE = make_device("Notebook", explained=False, removed=True)
UNKNOWN = make_device("", added_by="", explained=False)


def several(client: SampleClient) -> SampleClient:
    """Workstations of every kind."""
    client.own_devices = [THIS, OFFICE, UNKNOWN, LONG, RTL, HOSTILE, GONE]
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


async def listed(studio: Studio) -> None:
    """Alone, several, not the main one, full, and what can be done with one."""
    await section(studio, gallery_data.sample_client(), "workstations-one")
    client = gallery_data.sample_client()
    client.own_devices = [THIS, make_device("Nurses' room 3B"), OFFICE]
    await section(studio, client, "workstations-ordinary")
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


async def joining(studio: Studio) -> None:
    """The new side of linking."""
    access = SampleAccess(gallery_data.sample_client(), profile=False)
    screen = FirstRun(access, studio.tasks)
    studio.window.show_screen(screen)
    screen.invite.link.click()
    linking = screen.linking
    await studio.settle()
    studio.shoot("link-1-setup")
    linking.setup.address.setText("relay.lindenhof.example:8443")
    linking.setup.button.click()
    for field in (linking.passphrase.fields.first, linking.passphrase.fields.second):
        field.edit.setText("violin harbour thirteen moss")
    await studio.settle()
    studio.shoot("link-2-passphrase")
    linking.code.begin()
    screen.pages.setCurrentWidget(linking.code)
    await studio.settle()
    studio.shoot("link-3-preparing")
    access.pause.at = LinkStep.WAITING
    linking.passphrase.button.click()
    await studio.settle()
    studio.shoot("link-3-code")
    studio.window.resize(studio.window.minimumSize())
    await studio.settle()
    studio.shoot("link-3-code-narrow")
    linking.code.show_code(LinkCodeView(LINK_CHARACTERS, LINK_CODE, 0))
    await studio.settle()
    studio.shoot("link-3-code-too-old")
    await answering(studio, screen, access)


async def answering(studio: Studio, screen: FirstRun, access: SampleAccess) -> None:
    """The new side from the comparison to the end."""
    linking = screen.linking
    access.pause.at = LinkStep.COMPARING
    access.pause.gate.set()
    access.pause.gate = asyncio.Event()
    await studio.settle()
    linking.compare.show_welcome(LinkWelcomeView(LONG.name, SHORT_CODE))
    await studio.settle()
    studio.shoot("link-4-compare")
    linking._give_up()
    await studio.settle()
    studio.shoot("link-5-stopped")
    access.pause.at = LinkStep.CHECKING_LOG
    linking.setup.button.click()
    linking.passphrase.button.click()
    await studio.settle()
    linking.compare.agree.click()
    await studio.settle()
    studio.shoot("link-6-progress")
    access.pause.go_on()
    await studio.settle()
    studio.shoot("link-7-done")
    linking.progress.begin()
    linking.progress.reach(LinkStep.CHECKING_LOG)
    linking.progress.fail(SampleLinkError())
    await studio.settle()
    studio.shoot("link-7-failed")
    policy = msgspec.structs.replace(DEFAULT_POLICY, relay_url=OWN.relay_url)
    screen = FirstRun(SampleAccess(SampleClient((), policy), profile=False), studio.tasks)
    studio.window.show_screen(screen)
    screen.invite.link.click()
    await studio.settle()
    studio.shoot("link-1-setup-by-clinic")


async def elsewhere(studio: Studio) -> None:
    """What the main window says of other workstations."""
    client = several(gallery_data.sample_client())
    view = await studio.conversation(client, gallery_data.AMIRA)
    client.bus.publish(HistoryProgress(3, 8, incoming=True))
    await studio.settle()
    studio.shoot("history-arriving")
    client.bus.publish(HistoryProgress(8, 8, incoming=True))
    await studio.settle()
    studio.shoot("history-arrived")
    view.dialogs.message_info(3)
    await studio.settle()
    studio.shoot("message-info-workstations", view.dialogs.current)
    view.dialogs.close_all()
