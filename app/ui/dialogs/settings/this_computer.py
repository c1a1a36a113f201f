"""Of the section "Passphrase and lock": the PIN, and what the person is listed as here."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.shared_views import PinView
from app.ui.dialogs.choose_pin import ChoosePinDialog
from app.ui.dialogs.listing import ListingDialog
from app.ui.dialogs.settings.section import SettingsContext
from app.ui.formats import translate
from app.ui.text import PlainLabel, isolated
from app.ui.tokens import SPACE_M, SPACE_S
from app.ui.widgets.buttons import Button, IconLabel


class PinPart(QWidget):
    """Whether a PIN brings the app back, and for how long."""

    def __init__(self, context: SettingsContext) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._context = context
        self._view: PinView | None = None
        self.words = PlainLabel()
        self.choose = Button(self.tr("Choose a PIN…"))
        self.choose.clicked.connect(self._choose)
        self.give_up = Button(self.tr("Do without a PIN"))
        self.give_up.clicked.connect(self._give_up)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.choose)
        row.addWidget(self.give_up)
        row.addStretch()
        self._clinic = QWidget()
        self._clinic.setObjectName("plain")
        clinic = QHBoxLayout(self._clinic)
        clinic.setContentsMargins(0, 0, 0, 0)
        clinic.setSpacing(SPACE_S)
        clinic.addWidget(IconLabel("building", "muted"))
        clinic.addWidget(PlainLabel(self.tr("Set by your clinic"), "caption"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(PlainLabel(self.tr("PIN"), "strong"))
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self._clinic)
        for widget in (self.choose, self.give_up):
            widget.hide()
        self._clinic.hide()

    async def read(self) -> None:
        """Show it as it is now."""
        self._view = view = await self._context.client.pin.status()
        self.words.setText(self._words(view))
        self.choose.setText(self.tr("Change the PIN…") if view.chosen else self.tr("Choose a PIN…"))
        self.choose.setVisible(bool(view.hours))
        self.give_up.setVisible(view.chosen)
        self._clinic.setVisible(not view.hours)

    def _words(self, view: PinView) -> str:
        if not view.hours:
            return self.tr("Your clinic allows no PIN: the passphrase is asked for each time.")
        hours = translate("PinPart", "%n hour(s)", None, view.hours)
        if view.too_short:
            return self.tr(
                "Your clinic now asks for {least} digits. Your PIN opens nothing until you choose "
                "a longer one."
            ).format(least=view.least_length)
        if not view.chosen:
            return self.tr(
                "With a PIN, Curbside comes back quickly for {hours} after your passphrase. After "
                "five wrong tries your passphrase is needed."
            ).format(hours=hours)
        if not view.held:
            return self.tr(
                "You have a PIN. It brings Curbside back for {hours} after you have typed your "
                "passphrase, so from the next time on."
            ).format(hours=hours)
        return self.tr(
            "Your PIN brings Curbside back for {hours} after your passphrase. While it can, "
            "Curbside is hidden on this computer, not locked."
        ).format(hours=hours)

    def _choose(self) -> None:
        if self._view is not None:
            context = self._context
            dialog = ChoosePinDialog(self._view, context.client.pin, context.tasks, self.window())
            dialog.chosen.connect(lambda: context.tasks.start(self.read()))
            dialog.open()

    def _give_up(self) -> None:
        async def give_up() -> None:
            await self._context.client.pin.give_up()
            await self.read()

        self._context.tasks.start(give_up())


class ListingPart(QWidget):
    """What stands on the start screen for this person; hidden where nobody else is."""

    def __init__(self, context: SettingsContext) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._context = context
        self.words = PlainLabel()
        self.change = Button(self.tr("Change…"))
        self.change.clicked.connect(self._change)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_M, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(PlainLabel(self.tr("Start screen of this computer"), "strong"))
        column.addWidget(self.words)
        column.addLayout(row)

    def read(self) -> None:
        """Show it as it is now."""
        listing = self._context.client.listing
        self.setVisible(listing.shared())
        self.words.setText(
            self.tr("You are listed as {label}.").format(label=isolated(listing.label()))
            if listing.label()
            else self.tr("You are listed as a number.")
        )

    def _change(self) -> None:
        context = self._context
        dialog = ListingDialog(
            context.client.listing, context.state.own.name, context.tasks, self.window()
        )
        dialog.accepted.connect(self.read)
        dialog.open()
