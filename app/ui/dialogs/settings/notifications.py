"""Settings, Notifications: what is told of new messages, how loudly, and when not."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QMenu

from app.core.bus import NotificationChoicesChanged
from app.core.notifications import NotificationChoices, Quiet
from app.core.policy import NotificationDetail, Setting
from app.ui.background import background
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.quiet import fill_quiet_menu, quiet_words
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.check_box import CheckBox


class NotificationsSection(Section):
    """Reads the choices when it comes into view, and keeps each change at once."""

    key = "notifications"
    icon = "bell"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Notifications"), context)
        self._policy = context.client.policy
        self._choices = NotificationChoices()
        self._filling = False
        self.popups = CheckBox(self.tr("Show a notification for new messages"))
        self.names = CheckBox(self.tr("Say who it is from"))
        self._add_popups()
        self.message_sound = CheckBox(self.tr("Play a sound for a new message"))
        self.failure_sound = CheckBox(self.tr("Play a sound when a message cannot be sent"))
        self.add_heading(self.tr("Sounds"))
        self.column.addWidget(self.message_sound)
        self.column.addWidget(self.failure_sound)
        self.quiet_words = PlainLabel(kind="muted")
        self.quiet_button = Button(self.tr("Do not disturb"), icon="moon")
        self._add_quiet()
        self.keep_running = CheckBox(self.tr("Keep running when the window is closed"))
        self._add_background()
        self.column.addStretch()
        self._show()
        for box in (self.popups, self.names, self.message_sound, self.failure_sound):
            box.toggled.connect(lambda _checked: self._choose())
        self.keep_running.toggled.connect(background().choose)
        context.bridge.notification_choices_changed.connect(self._changed)

    def entered(self) -> None:
        """Read the choices; they may have changed in the tray."""
        self.context.tasks.start(self._load(), self.fail)

    async def _load(self) -> None:
        self._take(await self.context.client.notifications.choices())

    def _add_popups(self) -> None:
        self.column.addWidget(self.popups)
        forced = self._policy.is_locked(Setting.NOTIFICATIONS) or not self._policy.notifications
        self.popups.setEnabled(not forced)
        if forced:
            self.add_set_by_clinic()
        self.column.addWidget(self.names)
        if self._policy.notification_detail is NotificationDetail.NONE:
            self.names.setEnabled(False)
            self.add_set_by_clinic()
        self.add_text(
            self.tr(
                "A notification says how many new messages there are, never what is in them. "
                "Anybody who passes by can read it."
            ),
            muted=True,
        )

    def _add_quiet(self) -> None:
        self.add_heading(self.tr("Do not disturb"))
        self.column.addWidget(self.quiet_words)
        menu = QMenu(self.quiet_button)
        menu.aboutToShow.connect(
            lambda: fill_quiet_menu(menu, quiet=self._is_quiet(), choose=self._be_quiet)
        )
        self.quiet_button.setMenu(menu)
        self.quiet_button.setEnabled(self._policy.allow_do_not_disturb)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.quiet_button)
        row.addStretch()
        self.column.addLayout(row)
        if not self._policy.allow_do_not_disturb:
            self.add_set_by_clinic()

    def _add_background(self) -> None:
        self.add_heading(self.tr("On this computer"))
        self.column.addWidget(self.keep_running)
        self.keep_running.setChecked(background().chosen)
        if background().available:
            self.add_text(
                self.tr(
                    "It is then in the system tray. Otherwise closing the window ends Curbside, "
                    "and nothing is announced until it is started again."
                ),
                muted=True,
            )
        else:
            self.keep_running.setEnabled(False)
            self.add_text(
                self.tr("This desktop has no system tray, so closing the window ends Curbside."),
                muted=True,
            )

    def _is_quiet(self) -> bool:
        return self._choices.is_quiet(self._policy, time.time_ns() // 1_000_000)

    def _be_quiet(self, quiet: Quiet) -> None:
        self.context.keep.start(self.context.client.notifications.be_quiet(quiet), self.fail)

    def _choose(self) -> None:
        if self._filling:
            return
        choices = replace(
            self._choices,
            popups=self.popups.isChecked() if self.popups.isEnabled() else self._choices.popups,
            sender=self.names.isChecked() if self.names.isEnabled() else self._choices.sender,
            message_sound=self.message_sound.isChecked(),
            failure_sound=self.failure_sound.isChecked(),
        )
        self.context.keep.start(self.context.client.notifications.choose(choices), self.fail)

    def _changed(self, event: NotificationChoicesChanged) -> None:
        self._take(event.choices)

    def _take(self, choices: NotificationChoices) -> None:
        self._choices = choices
        self._show()

    def _show(self) -> None:
        choices, policy = self._choices, self._policy
        self._filling = True
        self.popups.setChecked(choices.pops_up(policy))
        self.names.setChecked(choices.names_sender(policy))
        self.message_sound.setChecked(choices.message_sound)
        self.failure_sound.setChecked(choices.failure_sound)
        self._filling = False
        words = self.tr("Off. Nothing is shown or heard while it is on; messages arrive as ever.")
        if self._is_quiet():
            words = quiet_words(choices.quiet_until_ms, datetime.now().astimezone())
        self.quiet_words.setText(words)
