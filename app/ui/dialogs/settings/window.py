"""The settings window: which sections there are, and the one in view.

A new section is a file with a `Section` of its own, and a line in `SECTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.core.errors import CurbsideError
from app.ui import icons
from app.ui.dialogs.base import Dialog
from app.ui.dialogs.settings.about import AboutSection
from app.ui.dialogs.settings.files import FilesSection
from app.ui.dialogs.settings.general import GeneralSection
from app.ui.dialogs.settings.lock import LockSection
from app.ui.dialogs.settings.messages import MessagesSection
from app.ui.dialogs.settings.notifications import NotificationsSection
from app.ui.dialogs.settings.recovery import RecoverySection
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.dialogs.settings.trust import TrustSection
from app.ui.dialogs.settings.workstations import WorkstationsSection
from app.ui.dialogs.settings.writing import WritingSection
from app.ui.help import desk
from app.ui.tokens import ICON_LARGE, SPACE_XL
from app.ui.widgets.buttons import role_colour
from app.ui.words import error_words

SECTIONS: tuple[Callable[[SettingsContext], Section], ...] = (
    GeneralSection,
    MessagesSection,
    FilesSection,
    WritingSection,
    NotificationsSection,
    LockSection,
    WorkstationsSection,
    TrustSection,
    RecoverySection,
    AboutSection,
)
"""In the order in which they are listed."""
_PAGES = {
    "messages": "states",
    "files": "files",
    "notifications": "notifications",
    "lock": "lock",
    "workstations": "workstation",
    "trust": "trust-states",
    "recovery": "recovery-kit",
    "about": "call",
}
"""Of the help."""


class SettingsDialog(Dialog):
    """Signal `looks_changed` when theme or text size was chosen."""

    looks_changed = Signal()

    def __init__(
        self, context: SettingsContext, section: str = "general", parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Settings"), parent, 720)
        self._tasks = context.tasks
        self.sections = {made.key: made for made in (make(context) for make in SECTIONS)}
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setIconSize(QSize(ICON_LARGE, ICON_LARGE))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        for page in self.sections.values():
            self.list.addItem(QListWidgetItem(page.title))
            self._stack.addWidget(page)
            page.failed.connect(self._failed)
            page.news.connect(lambda words: self.banner.say(words, "info", dismissable=True))
        general = self.sections[GeneralSection.key]
        if isinstance(general, GeneralSection):
            general.looks_changed.connect(self.looks_changed)
        row = QHBoxLayout()
        row.setSpacing(SPACE_XL)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.body.addLayout(row, 1)
        self.add_button(self.tr("Close"), self.reject, primary=True)
        self.help_with(desk.FIRST)
        self.list.currentRowChanged.connect(self._enter)
        self._draw_list()
        self.show_section(section)
        self.resize(820, 600)
        self.list.setFocus()

    @property
    def section(self) -> Section:
        """The one in view."""
        page = self._stack.currentWidget()
        assert isinstance(page, Section)  # noqa: S101 - nothing else was put in
        return page

    def show_section(self, key: str) -> None:
        """Go to a section by its key."""
        self.list.setCurrentRow(list(self.sections).index(key))

    def done(self, result: int) -> None:
        """Whatever a section still waits for ends with the window."""
        self._tasks.close()
        super().done(result)

    def changeEvent(self, event: QEvent) -> None:
        """Take colours and widths from the new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "list"):
            self._draw_list()
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Keep larger text, chosen in this very window, inside it, and it on the screen."""
        if not self.isVisible():
            return
        self.fit_height()
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        left = min(frame.left(), room.right() - frame.width())
        top = min(frame.top(), room.bottom() - frame.height())
        self.move(max(room.left(), left), max(room.top(), top))

    def _draw_list(self) -> None:
        """Icons in the theme's colour, and room for the longest title."""
        for number, page in enumerate(self.sections.values()):
            self.list.item(number).setIcon(icons.icon(page.icon, role_colour("muted"), ICON_LARGE))
        self.list.ensurePolished()
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth() + 4)
        self.list.setPalette(QPalette())

    def _enter(self, row: int) -> None:
        self.banner.hide()
        self._stack.setCurrentIndex(row)
        self.help_page = _PAGES.get(self.section.key, desk.FIRST)
        self.section.entered()

    def _failed(self, error: CurbsideError) -> None:
        self.say_error(*error_words(error))
