"""What somebody is told, once, when other people use their computer too."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.services.api import ClientUseCases
from app.ui.windows.main_view import MainView


async def tell_about_sharing(view: MainView, client: ClientUseCases) -> None:
    """Say that the key left the keyring, and ask what to be listed as. Raises StoreError."""
    listing = client.listing
    if await listing.take_news():
        view.error_banner.say(
            QCoreApplication.translate(
                "SharedComputer",
                "Somebody else uses this computer now as well. So your passphrase is not "
                "remembered on it any more: type it when you start Curbside.",
            ),
            "info",
            icon="info",
            dismissable=True,
        )
    if listing.shared() and not listing.is_asked():
        own = await client.settings.own()
        view.dialogs.listing(own.name)
