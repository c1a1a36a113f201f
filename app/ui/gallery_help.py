"""The help, the licences and the first steps, for `app.ui.gallery`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.policy import NotificationDetail, Policy
from app.core.preferences import Preference, SendKey
from app.ui.dialogs.about import LicencesDialog
from app.ui.gallery_data import sample_client
from app.ui.help.contents import help_pages
from app.ui.help.page import Facts
from app.ui.help.window import HelpWindow
from app.ui.widgets.first_steps import StepsKept

if TYPE_CHECKING:
    from app.ui.gallery import Studio

STRICT = Policy(
    edit_minutes=0,
    recall_minutes=0,
    pin_hours=0,
    allow_backup=False,
    allow_do_not_disturb=False,
    allow_unverified_key_change=False,
    notifications=False,
    notification_detail=NotificationDetail.SENDER,
    retention_days=365,
)
"""A clinic that allows little: the pages say so."""


async def helping(studio: Studio) -> None:
    """Every page once, some of them as at a strict clinic; a search; nothing found."""
    window = HelpWindow(Facts())
    window.resize(studio.window.size())
    window.show()
    for page in help_pages(Facts()):
        window.show_page(page.key)
        await studio.settle(3)
        studio.shoot(f"help-{page.key}", window)
    window.show_facts(Facts(STRICT, SendKey.CTRL_ENTER))
    for key in ("write", "edit", "notifications", "backup", "lock", "key-changed"):
        window.show_page(key)
        await studio.settle(3)
        studio.shoot(f"help-strict-{key}", window)
    window.field.setText("PIN")
    await studio.settle()
    studio.shoot("help-search", window)
    window.field.setText("zzzz")
    await studio.settle()
    studio.shoot("help-search-nothing", window)
    window.close()
    window.deleteLater()
    client = sample_client()
    client.chat.preferences[Preference.FIRST_STEPS] = StepsKept(open=True).stored()
    await studio.main_view(client)
    studio.shoot("first-steps")
    licences = LicencesDialog(studio.window)
    licences.open()
    licences.list.setCurrentRow(4)
    await studio.settle()
    studio.shoot("licences", licences)
    licences.close()
