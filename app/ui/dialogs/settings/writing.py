"""Settings, Writing: in which languages spelling is checked, and the person's own words."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QListWidget

from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.spelling import automatic, language_name
from app.ui.widgets.buttons import Button
from app.ui.widgets.check_box import CheckBox

_ROWS = 5


class WritingSection(Section):
    """Each change is kept at once."""

    key = "writing"
    icon = "pencil"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Writing"), context)
        self._spelling = context.writing.spelling
        self.add_heading(self.tr("Spelling"))
        self.check = CheckBox(self.tr("Check spelling"))
        self.languages: dict[str, CheckBox] = {}
        self.words = QListWidget()
        self.words.setObjectName("own-words")
        self.remove = Button(self.tr("Remove the word"))
        if self._spelling.offered:
            self._add_languages()
        else:
            self.add_text(
                self.tr(
                    "This computer offers no dictionaries, so spelling is not checked. Your "
                    "clinic's IT can add them."
                )
            )
        self._add_words()
        self.column.addStretch()

    def _add_languages(self) -> None:
        chosen = self._spelling.languages
        self.check.setChecked(bool(chosen))
        self.column.addWidget(self.check)
        self.add_text(
            self.tr(
                "Words are looked up on this computer, in the dictionaries that it offers. What "
                "you write is sent nowhere for that."
            ),
            muted=True,
        )
        self.add_heading(self.tr("Languages"))
        for tag in self._spelling.offered:
            box = CheckBox(language_name(tag))
            box.setChecked(tag in chosen)
            box.setEnabled(bool(chosen))
            box.toggled.connect(lambda _checked: self._choose())
            self.languages[tag] = box
            self.column.addWidget(box)
        self.check.toggled.connect(self._switch)

    def _switch(self, on: bool) -> None:
        """On: the system's languages, else the first one that there is."""
        offered = self._spelling.offered
        wanted = (automatic(offered) or offered[:1]) if on else ()
        for tag, box in self.languages.items():
            box.blockSignals(True)
            box.setChecked(tag in wanted)
            box.setEnabled(on)
            box.blockSignals(False)
        self._spelling.choose(wanted)

    def _choose(self) -> None:
        chosen = [tag for tag, box in self.languages.items() if box.isChecked()]
        if not chosen:
            self.check.setChecked(False)
        else:
            self._spelling.choose(chosen)

    def _add_words(self) -> None:
        """The words that were added while writing; nothing when there are none."""
        if not self._spelling.own_words:
            return
        self.add_heading(self.tr("My dictionary"))
        self.words.setAccessibleName(self.tr("My dictionary"))
        self.words.addItems(list(self._spelling.own_words))
        self.words.setMaximumHeight(
            self.words.sizeHintForRow(0) * min(self.words.count() + 1, _ROWS) + 12
        )
        self.words.setCurrentRow(0)
        self.column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch()
        self.column.addLayout(row)
        self.remove.clicked.connect(self._remove)

    def _remove(self) -> None:
        item = self.words.takeItem(self.words.currentRow())
        if item is not None:
            self._spelling.remove_word(item.text())
        self.remove.setEnabled(self.words.count() > 0)
