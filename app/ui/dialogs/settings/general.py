"""Settings, General: how it looks, and what others are told."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout

from app.core.policy import Language, Setting
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.formats import translate
from app.ui.languages import OFFERED, languages
from app.ui.text import PlainLabel
from app.ui.theme import TEXT_SCALES, ThemeChoice, theme
from app.ui.tokens import SPACE_M, SPACE_XL
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.choice_box import ChoiceBox


class GeneralSection(Section):
    """Signal `looks_changed` when theme or text size was chosen."""

    key = "general"
    icon = "settings"
    looks_changed = Signal()

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("General"), context)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_XL)
        form.setVerticalSpacing(SPACE_M)
        self.theme_box = ChoiceBox()
        for choice, words in (
            (ThemeChoice.SYSTEM, self.tr("Like the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
            (ThemeChoice.CONTRAST_LIGHT, self.tr("High contrast, light")),
            (ThemeChoice.CONTRAST_DARK, self.tr("High contrast, dark")),
        ):
            self.theme_box.addItem(words, choice)
        self.theme_box.setCurrentIndex(self.theme_box.findData(theme().choice))
        self.theme_box.setAccessibleName(self.tr("Theme"))
        self.size_box = ChoiceBox()
        for scale in TEXT_SCALES:
            self.size_box.addItem(f"{round(scale * 100)} %", scale)
        self.size_box.setCurrentIndex(
            min(range(len(TEXT_SCALES)), key=lambda i: abs(TEXT_SCALES[i] - theme().scale))
        )
        self.size_box.setAccessibleName(self.tr("Text size"))
        form.addRow(PlainLabel(self.tr("Theme"), wrap=False), self.theme_box)
        form.addRow(PlainLabel(self.tr("Text size"), wrap=False), self.size_box)
        self.language_box = ChoiceBox()
        self.language_box.addItem(self.tr("Like the system"), Language.SYSTEM)
        for code, name in OFFERED.items():
            self.language_box.addItem(name, Language(code))
        self.language_box.setCurrentIndex(self.language_box.findData(languages().choice))
        self.language_box.setAccessibleName(self.tr("Language"))
        form.addRow(PlainLabel(self.tr("Language"), wrap=False), self.language_box)
        self.column.addLayout(form)
        if context.client.policy.is_locked(Setting.LANGUAGE):
            self.language_box.setEnabled(False)
            self.add_set_by_clinic()
        self.add_heading(self.tr("Privacy"))
        self.receipts = CheckBox(self.tr("Tell others when I have read their messages"))
        self.receipts.setChecked(context.state.read_receipts)
        self.column.addWidget(self.receipts)
        if context.client.policy.is_locked(Setting.READ_RECEIPTS):
            self.receipts.setEnabled(False)
            self.add_set_by_clinic()
        self._say_retention(context.client.policy.retention_days)
        self.column.addStretch()
        self.receipts.toggled.connect(self._set_receipts)
        self.theme_box.currentIndexChanged.connect(self._choose_theme)
        self.size_box.currentIndexChanged.connect(self._choose_size)
        self.language_box.currentIndexChanged.connect(self._choose_language)

    def _say_retention(self, days: int) -> None:
        if not days:
            return
        self.add_heading(self.tr("How long messages stay"))
        self.add_text(
            translate(
                "GeneralSection",
                "Messages are deleted from this computer after %n day(s). What you have not read "
                "yet stays until you have.",
                None,
                days,
            )
        )
        self.add_set_by_clinic()

    def _choose_theme(self) -> None:
        theme().choose(ThemeChoice(self.theme_box.currentData()))
        self.looks_changed.emit()

    def _choose_size(self) -> None:
        theme().set_scale(float(self.size_box.currentData()))
        self.looks_changed.emit()

    def _choose_language(self) -> None:
        """Every window is made anew in it, this one too."""
        languages().choose(self.language_box.currentData())

    def _set_receipts(self, enabled: bool) -> None:
        self.context.keep.start(self.context.client.settings.set_read_receipts(enabled), self.fail)
