"""The gallery's pictures of a shared computer: who it is, the PIN, the letters, removal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.shared_views import HiddenView
from app.ui import gallery_data
from app.ui.dialogs.choose_pin import ChoosePinDialog
from app.ui.dialogs.listing import ListingDialog
from app.ui.dialogs.remove_person import RemovePersonDialog
from app.ui.gallery_access import SampleAccess
from app.ui.gallery_people import PIN, SampleListing, SamplePin, sample_people
from app.ui.gallery_use_cases import PASSPHRASE
from app.ui.windows.choose_person import ChoosePerson
from app.ui.windows.unlock import UnlockScreen

if TYPE_CHECKING:
    from app.ui.gallery import Studio


async def shared_computer(studio: Studio) -> None:
    """Choosing somebody, the PIN, the letters, removal."""
    for count in (1, 2, 12):
        screen = ChoosePerson(sample_people(count))
        studio.window.show_screen(screen)
        await studio.settle()
        studio.shoot(f"choose-{count}")
    screen.filter.setText("w")
    await studio.settle()
    studio.shoot("choose-filter")
    screen.filter.setText("nobody")
    await studio.settle()
    studio.shoot("choose-nobody")
    await _unlocking(studio)
    await _dialogs(studio)


async def _unlocking(studio: Studio) -> None:
    async def closed() -> None:
        return

    access = SampleAccess(gallery_data.sample_client())
    access.held = HiddenView(5, 4 * 3600.0)
    screen = UnlockScreen(access, studio.tasks, closed, sample_people(1)[0])
    screen.offer("Someone else…", "users", lambda: None)
    studio.window.show_screen(screen)
    await studio.settle()
    studio.shoot("hidden")
    screen.pin.edit.setText("000000")
    screen.button.click()
    await studio.settle()
    studio.shoot("hidden-wrong")
    screen.lock_fully.click()
    await studio.settle()
    studio.shoot("hidden-locked-fully")


async def _dialogs(studio: Studio) -> None:
    client = gallery_data.sample_client()
    client.listing.others = True
    view = await studio.main_view(client)
    studio.shoot("shared-main")
    view.dialogs.settings("lock")
    await studio.settle()
    studio.shoot("shared-settings", view.dialogs.current)
    await client.pin.choose(PASSPHRASE, PIN)
    await client.listing.choose("JW")
    view.dialogs.settings("lock")
    await studio.settle()
    studio.shoot("shared-settings-pin", view.dialogs.current)
    view.dialogs.close_all()
    pin = ChoosePinDialog(await SamplePin().status(), client.pin, studio.tasks, view)
    pin.open()
    await studio.settle()
    studio.shoot("choose-pin", pin)
    pin.first.edit.setText("123456")
    await studio.settle()
    studio.shoot("choose-pin-weak", pin)
    pin.reject()
    listing = ListingDialog(SampleListing(), "Prof. Dr. Anna-Katharina Lang", studio.tasks, view)
    listing.open()
    await studio.settle()
    studio.shoot("listing", listing)
    listing.edit.setText("A K")
    await studio.settle()
    studio.shoot("listing-refused", listing)
    listing.reject()

    async def action(passphrase: str | None) -> None:
        del passphrase

    remove = RemovePersonDialog(sample_people(4)[3], action, studio.tasks, view)
    remove.open()
    await studio.settle()
    studio.shoot("remove-person", remove)
    remove.without.setChecked(True)
    await studio.settle()
    studio.shoot("remove-person-without", remove)
    remove.reject()
