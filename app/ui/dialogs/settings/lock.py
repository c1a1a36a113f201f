"""Settings, Passphrase and lock: what protects the messages on this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.ui.dialogs.change_passphrase import ChangePassphraseDialog
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.dialogs.settings.this_computer import ListingPart, PinPart
from app.ui.formats import translate
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button


class LockSection(Section):
    """The passphrase can be changed; when it locks is the clinic's decision."""

    key = "lock"
    icon = "lock"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Passphrase and lock"), context)
        self.add_text(
            self.tr(
                "The passphrase protects everything on this computer. Nobody can reset it for you."
            )
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.change = Button(self.tr("Change passphrase…"), icon="key")
        self.change.clicked.connect(self._change_passphrase)
        self.forget = Button(self.tr("Forget it on this computer"))
        self.forget.clicked.connect(
            lambda: context.tasks.start(self._forget_remembered(), self.fail)
        )
        row.addWidget(self.change)
        row.addWidget(self.forget)
        row.addStretch()
        self.column.addLayout(row)
        self.pin = PinPart(context)
        self.listing = ListingPart(context)
        self.column.addWidget(self.pin)
        self.column.addWidget(self.listing)
        self.listing.read()
        self.add_heading(self.tr("Automatic lock"))
        policy = context.client.policy
        self.add_text(_lock_words(policy.lock_after_minutes, policy.lock_with_session))
        self.add_set_by_clinic()
        self.column.addStretch()

    def entered(self) -> None:
        """Read what may have changed."""
        self.context.tasks.start(self.pin.read(), self.fail)

    def _change_passphrase(self) -> None:
        context, own = self.context, self.context.state.own
        personal = (own.name, own.clinic_name, own.staff_id, own.department)
        length = context.client.policy.min_passphrase_length
        ChangePassphraseDialog(
            context.client.settings, length, personal, context.tasks, self.window()
        ).open()

    async def _forget_remembered(self) -> None:
        await self.context.client.settings.forget_remembered()
        self.news.emit(self.tr("Forgotten. The passphrase is asked for at each start now."))
        self.forget.setEnabled(False)


def _lock_words(minutes: int, with_session: bool) -> str:
    if with_session:
        return translate(
            "LockSection",
            "After %n minute(s) without input, and when the computer locks.",
            None,
            minutes,
        )
    return translate("LockSection", "After %n minute(s) without input.", None, minutes)
