"""Settings, Files: what is fetched by itself, what the clinic allows, what left Curbside."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from app.core.file_types import SavedFileView
from app.core.policy import Setting
from app.ui import formats
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.file_words import shown_name, size_words
from app.ui.formats import translate
from app.ui.text import PlainLabel, isolated, person_name
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XL
from app.ui.widgets.choice_box import ChoiceBox

MIB = 1024 * 1024
_LIMITS = (0, 1, 5, 20, 100)
"""MiB."""
MOST_SAVED = 100
"""Lines of the list; older ones are kept, but not shown."""


class FilesSection(Section):
    """Each choice holds at once."""

    key = "files"
    icon = "paperclip"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Files"), context)
        self.limit = ChoiceBox()
        self.limit.setAccessibleName(self.tr("Fetch files by themselves"))
        self.limit.setEnabled(False)
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE_XL)
        form.setVerticalSpacing(SPACE_M)
        label = PlainLabel(self.tr("Fetch files by themselves"), wrap=False)
        form.addRow(label, self.limit)
        self.column.addLayout(form)
        self.add_text(
            self.tr(
                "Larger files are fetched when you click on them. Everything that is fetched "
                "stays encrypted on this computer."
            ),
            muted=True,
        )
        if context.client.policy.is_locked(Setting.FETCH_FILES):
            self.add_set_by_clinic()
        self._say_clinics_rules()
        self.add_heading(self.tr("Saved from this computer"))
        self.add_text(
            self.tr("Files that were saved outside Curbside or printed here, newest first."),
            muted=True,
        )
        self.trail = QWidget()
        self.trail.setObjectName("plain")
        self._lines = QVBoxLayout(self.trail)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(SPACE_S)
        self.column.addWidget(self.trail)
        self.column.addStretch()
        self.limit.currentIndexChanged.connect(self._choose)

    def entered(self) -> None:
        """Read what holds now."""
        self.context.tasks.start(self._load(), self.fail)

    async def _load(self) -> None:
        files = self.context.client.files
        limit = await files.automatic_limit()
        self.limit.blockSignals(True)
        self.limit.clear()
        for size in sorted({*(mib * MIB for mib in _LIMITS), limit}):
            words = self.tr("Up to {size}").format(size=_mib(size)) if size else self.tr("Never")
            self.limit.addItem(words, size)
        self.limit.setCurrentIndex(self.limit.findData(limit))
        self.limit.blockSignals(False)
        self.limit.setEnabled(not self.context.client.policy.is_locked(Setting.FETCH_FILES))
        self._show(await files.saved())

    def _show(self, saved: list[SavedFileView]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not saved:
            self._lines.addWidget(PlainLabel(self.tr("None so far."), "muted"))
        for each in saved[:MOST_SAVED]:
            self._lines.addWidget(PlainLabel(shown_name(each.name), "strong", selectable=True))
            said = self.tr("{when} · with {title} · {size}").format(
                when=formats.moment(each.at_ms),
                title=isolated(person_name(each.title)),
                size=size_words(each.size),
            )
            where = (
                self.tr("printed")
                if each.printed
                else self.tr("to {folder}").format(folder=isolated(shown_name(each.folder)))
            )
            self._lines.addWidget(PlainLabel(f"{said} · {where}", "caption", selectable=True))

    def _choose(self) -> None:
        size = int(self.limit.currentData())
        self.context.keep.start(self.context.client.files.set_automatic_limit(size), self.fail)

    def _say_clinics_rules(self) -> None:
        policy = self.context.client.policy
        self.add_heading(self.tr("What your clinic allows"))
        if policy.max_file_mib:
            words = self.tr("Files of up to {size} can be sent.")
            self.add_text(words.format(size=_mib(policy.max_file_mib * MIB)))
        else:
            self.add_text(self.tr("Files cannot be sent."))
        self.add_text(
            self.tr("Files can be saved outside Curbside. Each time is noted below.")
            if policy.allow_save_files
            else self.tr("Files cannot be saved outside Curbside.")
        )
        self.add_text(
            self.tr("Files can be printed. Each time is noted below.")
            if policy.allow_print_files
            else self.tr("Files cannot be printed.")
        )
        if not policy.allow_original_pictures:
            self.add_text(self.tr("Pictures are sent without hidden details, always."))
        self.add_set_by_clinic()


def _mib(size: int) -> str:
    """As the policy counts: by 1,024."""
    mib = size / MIB
    if mib >= 1024 and mib % 1024 == 0:
        return translate("FilesSection", "{number} GiB").format(
            number=formats.number(round(mib / 1024))
        )
    return translate("FilesSection", "{number} MiB").format(number=formats.number(round(mib)))
