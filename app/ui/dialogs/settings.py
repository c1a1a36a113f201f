"""Settings: who one is here, what protects it, how it looks, and what this program is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import CurbsideError
from app.core.policy import Policy, Setting
from app.core.views import DirectoryStatusView, OwnView
from app.services.api import SettingsUseCases
from app.ui.dialogs.about import about_page
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.change_passphrase import ChangePassphraseDialog
from app.ui.formats import date_time, short_bytes
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, one_line, person_name
from app.ui.theme import TEXT_SCALES, ThemeChoice, theme
from app.ui.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.buttons import Button, IconLabel
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.facts import Facts


@dataclass(frozen=True, slots=True)
class SettingsState:
    """What the dialog shows, read before it opens."""

    own: OwnView
    directory: DirectoryStatusView
    read_receipts: bool
    connection: str
    """How the relay stands with us, in words."""
    version: str


class SettingsDialog(Dialog):
    """Signal `looks_changed` when theme or text size was chosen."""

    looks_changed = Signal()

    def __init__(
        self,
        state: SettingsState,
        policy: Policy,
        settings: SettingsUseCases,
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Settings"), parent, 600)
        self._state = state
        self._policy = policy
        self._settings = settings
        self._tasks = tasks
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.setUsesScrollButtons(True)
        tabs.addTab(self._you(), self.tr("You"))
        tabs.addTab(self._security(), self.tr("Security and privacy"))
        tabs.addTab(self._looks(), self.tr("Appearance"))
        tabs.addTab(about_page(state.version), self.tr("About"))
        self.tabs = tabs
        self.body.addWidget(tabs)
        self.add_button(self.tr("Close"), self.reject, primary=True)
        self.resize(620, 540)

    def _you(self) -> QWidget:
        own, directory = self._state.own, self._state.directory
        page, layout = _page()
        facts = Facts(spacing=SPACE_S + 2)
        facts.show_facts(
            (
                (self.tr("Name"), person_name(own.name)),
                (self.tr("Role"), person_name(own.role)),
                (self.tr("Department"), person_name(own.department)),
                (self.tr("Staff number"), person_name(own.staff_id)),
                (self.tr("Clinic"), person_name(own.clinic_name)),
                (self.tr("This device"), short_bytes(own.device_id)),
                (self.tr("Relay"), one_line(own.relay_url)),
                (self.tr("Connection"), self._state.connection),
                (self.tr("Clinic's log"), self._log_words(directory)),
                (self.tr("Last checked"), date_time(directory.checked_at_ms)),
            )
        )
        layout.addWidget(facts)
        layout.addStretch()
        return page

    def _log_words(self, directory: DirectoryStatusView) -> str:
        return self.tr("{size} entries, root {root}").format(
            size=directory.log_size, root=short_bytes(directory.log_root)
        )

    def _security(self) -> QWidget:
        page, layout = _page()
        self.receipts = CheckBox(self.tr("Tell others when I have read their messages"))
        self.receipts.setChecked(self._state.read_receipts)
        layout.addWidget(self.receipts)
        if self._policy.is_locked(Setting.READ_RECEIPTS):
            self.receipts.setEnabled(False)
            layout.addLayout(_set_by_clinic(self.tr("Set by your clinic")))
        self.receipts.toggled.connect(self._set_receipts)
        layout.addSpacing(SPACE_M)
        layout.addWidget(PlainLabel(self.tr("Automatic lock"), "strong"))
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "After {minutes} minutes without input, and when the computer locks."
                ).format(minutes=self._policy.lock_after_minutes)
                if self._policy.lock_with_session
                else self.tr("After {minutes} minutes without input.").format(
                    minutes=self._policy.lock_after_minutes
                )
            )
        )
        layout.addLayout(_set_by_clinic(self.tr("Set by your clinic")))
        layout.addSpacing(SPACE_M)
        layout.addWidget(PlainLabel(self.tr("Passphrase"), "strong"))
        layout.addWidget(
            PlainLabel(
                self.tr("It protects everything on this computer. Nobody can reset it for you."),
                "muted",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        change = Button(self.tr("Change passphrase…"), icon="key")
        change.clicked.connect(self._change_passphrase)
        self._forget = Button(self.tr("Forget it on this computer"))
        self._forget.clicked.connect(
            lambda: self._tasks.start(self._forget_remembered(), self._failed)
        )
        row.addWidget(change)
        row.addWidget(self._forget)
        row.addStretch()
        layout.addLayout(row)
        layout.addStretch()
        return page

    def _looks(self) -> QWidget:
        page, layout = _page()
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_XL)
        form.setVerticalSpacing(SPACE_M)
        self.theme_box = QComboBox()
        for choice, words in (
            (ThemeChoice.SYSTEM, self.tr("Like the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
        ):
            self.theme_box.addItem(words, choice)
        self.theme_box.setCurrentIndex(self.theme_box.findData(theme().choice))
        self.theme_box.setAccessibleName(self.tr("Theme"))
        self.size_box = QComboBox()
        for scale in TEXT_SCALES:
            self.size_box.addItem(f"{round(scale * 100)} %", scale)
        self.size_box.setCurrentIndex(
            min(range(len(TEXT_SCALES)), key=lambda i: abs(TEXT_SCALES[i] - theme().scale))
        )
        self.size_box.setAccessibleName(self.tr("Text size"))
        form.addRow(PlainLabel(self.tr("Theme"), wrap=False), self.theme_box)
        form.addRow(PlainLabel(self.tr("Text size"), wrap=False), self.size_box)
        layout.addLayout(form)
        layout.addStretch()
        self.theme_box.currentIndexChanged.connect(self._choose_theme)
        self.size_box.currentIndexChanged.connect(self._choose_size)
        return page

    def _choose_theme(self) -> None:
        theme().choose(ThemeChoice(self.theme_box.currentData()))
        self.looks_changed.emit()

    def _choose_size(self) -> None:
        theme().set_scale(float(self.size_box.currentData()))
        self.looks_changed.emit()

    def _set_receipts(self, enabled: bool) -> None:
        self._tasks.start(self._settings.set_read_receipts(enabled), self._failed)

    def _change_passphrase(self) -> None:
        own = self._state.own
        personal = (own.name, own.clinic_name, own.staff_id, own.department)
        ChangePassphraseDialog(
            self._settings, self._policy.min_passphrase_length, personal, self._tasks, self
        ).open()

    async def _forget_remembered(self) -> None:
        await self._settings.forget_remembered()
        self.banner.say(
            self.tr("Forgotten. The passphrase is asked for at each start now."), "info"
        )
        self._forget.setEnabled(False)

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(error.message, error.action)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setObjectName("plain")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, SPACE_L, 0, 0)
    layout.setSpacing(SPACE_S)
    return page, layout


def _set_by_clinic(words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    row.addWidget(IconLabel("building", "muted"), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(PlainLabel(words, "caption"), 1)
    return row
