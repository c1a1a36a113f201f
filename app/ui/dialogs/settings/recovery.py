"""Settings, Recovery and backup: what is left when every computer is gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app.core.views import RecoveryStatusView
from app.ui.dialogs.backup import RestoreBackupDialog, SaveBackupDialog
from app.ui.dialogs.recovery_kit import MakeKitDialog, withdraw_dialog
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.formats import full_day
from app.ui.text import PlainLabel, inline
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button, IconLabel


class RecoverySection(Section):
    """The kit's state in words; a kit and a backup can be made here."""

    key = "recovery"
    icon = "lifebuoy"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Recovery and backup"), context)
        self._status: RecoveryStatusView | None = None
        self._main_name = ""
        self._add_kit()
        self._add_backup()
        self.column.addStretch()
        self._show_status()

    def entered(self) -> None:
        """Read whether there is a kit."""
        self.context.tasks.start(self._read(), self.fail)

    async def _read(self) -> None:
        client = self.context.client
        self._status = await client.recovery.status()
        if not self._status.can_make:
            devices = (await client.devices.devices()).devices
            main = next((device for device in devices if device.holds_account_key), None)
            self._main_name = "" if main is None else main.name
        self._show_status()

    def _add_kit(self) -> None:
        self.column.addWidget(PlainLabel(self.tr("Recovery kit"), "strong"))
        line = QHBoxLayout()
        line.setSpacing(SPACE_S)
        self.state_icon = IconLabel("info", "muted")
        self.state = PlainLabel()
        line.addWidget(self.state_icon)
        line.addWidget(self.state, 1)
        self.column.addLayout(line)
        self.why = self.add_text("", muted=True)
        self.make = Button(self.tr("Make a recovery kit…"), icon="key")
        self.make.clicked.connect(self._make)
        self.withdraw = Button(self.tr("Withdraw it…"))
        self.withdraw.clicked.connect(self._withdraw)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.make)
        row.addWidget(self.withdraw)
        row.addStretch()
        self.column.addLayout(row)

    def _add_backup(self) -> None:
        self.add_heading(self.tr("Messages"))
        self.add_text(
            self.tr(
                "A backup is one encrypted file with your messages and whom you have verified. It "
                "holds no keys: on a new computer you join first, then restore it."
            ),
            muted=True,
        )
        self.save = Button(self.tr("Save an encrypted backup…"), icon="file")
        self.save.clicked.connect(self._save)
        self.restore = Button(self.tr("Restore from a backup…"))
        self.restore.clicked.connect(self._restore)
        for button in (self.save, self.restore):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not self.context.client.policy.allow_backup:
            self.save.setEnabled(False)
            self.add_set_by_clinic()

    def _show_status(self) -> None:
        status = self._status
        made = status is not None and status.made_at_ms is not None
        self.withdraw.setVisible(made)
        self.make.setEnabled(status is not None and status.can_make)
        self.withdraw.setEnabled(status is not None and status.can_make)
        self.make.setText(
            self.tr("Make a new recovery kit…") if made else self.tr("Make a recovery kit…")
        )
        if status is None:
            self.state.setText(self.tr("Looking…"))
            self.why.setText(" ")
            return
        if made:
            self.state_icon.set_icon("check", "accent")
            self.state.setText(
                self.tr("You made a kit on {made}. It was last updated on {updated}.").format(
                    made=full_day(status.made_at_ms), updated=full_day(status.updated_at_ms)
                )
                if status.updated_at_ms is not None
                else self.tr("You made a kit on {made}.").format(made=full_day(status.made_at_ms))
            )
            why = self.tr(
                "The page does not change: whom you verify later is added to what it opens."
            )
        else:
            self.state_icon.set_icon("alert-triangle", "attention")
            self.state.setText(self.tr("You have no recovery kit."))
            why = self.tr(
                "With one, a new computer gets back your key and whom you have verified after all "
                "others were lost. Without one, you get a new key, and every colleague is asked to "
                "verify you again."
            )
        if not status.can_make:
            why = self._elsewhere_words()
        self.why.setText(why)

    def _elsewhere_words(self) -> str:
        """Why it cannot be made here, and where it can."""
        if self._main_name:
            return self.tr(
                "Only the computer that holds your account key can make one: “{device}”. Open "
                "Curbside there."
            ).format(device=inline(self._main_name))
        return self.tr(
            "Only the computer that holds your account key can make one: the first on which you "
            "joined. Open Curbside there."
        )

    def _make(self) -> None:
        status = self._status
        dialog = MakeKitDialog(
            self.context.client.recovery,
            self.context.tasks,
            self.window(),
            replaces=status is not None and status.made_at_ms is not None,
        )
        dialog.made.connect(self.entered)
        dialog.open()

    def _withdraw(self) -> None:
        dialog = withdraw_dialog(self.context.client.recovery, self.context.tasks, self.window())
        dialog.accepted.connect(self._withdrawn)
        dialog.open()

    def _withdrawn(self) -> None:
        self.news.emit(self.tr("Withdrawn. The page is worth nothing any more; destroy it."))
        self.entered()

    def _save(self) -> None:
        own = self.context.state.own
        SaveBackupDialog(
            self.context.client.backup,
            self.context.client.policy.min_passphrase_length,
            (own.name, own.clinic_name, own.staff_id, own.department),
            self.context.tasks,
            self.window(),
        ).open()

    def _restore(self) -> None:
        RestoreBackupDialog(self.context.client.backup, self.context.tasks, self.window()).open()
