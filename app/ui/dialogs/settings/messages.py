"""Settings, Messages: the key that sends, and what others are told while one writes and reads."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout

from app.core.policy import Setting
from app.core.preferences import SendKey
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.formats import translate
from app.ui.text import PlainLabel
from app.ui.tokens import SPACE_M, SPACE_XL
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.choice_box import ChoiceBox


class MessagesSection(Section):
    """Each choice holds at once, for this person on this computer."""

    key = "messages"
    icon = "message"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Messages"), context)
        self.send_box = ChoiceBox()
        for key, words in (
            (SendKey.ENTER, self.tr("Enter")),
            (SendKey.CTRL_ENTER, self.tr("Ctrl+Enter")),
        ):
            self.send_box.addItem(words, key)
        self.send_box.setCurrentIndex(self.send_box.findData(context.writing.send_key))
        self.send_box.setAccessibleName(self.tr("Send with"))
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_XL)
        form.setVerticalSpacing(SPACE_M)
        form.addRow(PlainLabel(self.tr("Send with"), wrap=False), self.send_box)
        self.column.addLayout(form)
        self.add_text(
            self.tr("Shift+Enter begins a new line; so does Enter alone when Ctrl+Enter sends."),
            muted=True,
        )
        self.add_heading(self.tr("While you write"))
        self.typing = CheckBox(self.tr("Show others that I am writing, and me when they are"))
        self.typing.setEnabled(False)
        self.column.addWidget(self.typing)
        if context.client.policy.is_locked(Setting.TYPING_INDICATOR):
            self.add_set_by_clinic()
        self.add_text(
            self.tr(
                "What you write stays on this computer until you send it. Your clinic's relay can "
                "see that something is sent while you write, not what it is."
            ),
            muted=True,
        )
        self._say_clinics_rules()
        self.column.addStretch()
        self.send_box.currentIndexChanged.connect(self._choose_key)
        self.typing.toggled.connect(self._choose_typing)

    def entered(self) -> None:
        """Read what holds now."""
        self.context.tasks.start(self._load(), self.fail)

    async def _load(self) -> None:
        shown = await self.context.client.settings.typing_shown()
        self.typing.blockSignals(True)
        self.typing.setChecked(shown)
        self.typing.blockSignals(False)
        locked = self.context.client.policy.is_locked(Setting.TYPING_INDICATOR)
        self.typing.setEnabled(not locked)

    def _say_clinics_rules(self) -> None:
        policy = self.context.client.policy
        self.add_heading(self.tr("After sending"))
        self.add_text(_edit_words(policy.edit_minutes))
        self.add_text(_recall_words(policy.recall_minutes))
        if not policy.open_links:
            self.add_text(self.tr("Links in messages cannot be opened from here."))
        self.add_set_by_clinic()

    def _choose_key(self) -> None:
        self.context.writing.choose_send_key(SendKey(self.send_box.currentData()))

    def _choose_typing(self, shown: bool) -> None:
        self.context.keep.start(self.context.client.settings.set_typing_shown(shown), self.fail)


def _edit_words(minutes: int) -> str:
    if not minutes:
        return translate("MessagesSection", "Sent messages cannot be edited.")
    return translate("MessagesSection", "You can edit a message for %n minute(s).", None, minutes)


def _recall_words(minutes: int) -> str:
    if not minutes:
        return translate("MessagesSection", "Sent messages cannot be taken back.")
    return translate(
        "MessagesSection", "You can take a message back for %n minute(s).", None, minutes
    )
