"""The window around a viewer: whose file it is, save, print, previous and next, and failures.

Not modal, closed at once when the profile locks. Its title says nothing of the file. The encrypted
file is read piece by piece while it is shown; nothing is written anywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.core.media_ports import ByteSource, Document, FileNotDisplayable
from app.ui import formats
from app.ui.actions import BY_NAME
from app.ui.context_menu_key import add_context_menu_key
from app.ui.file_words import size_words
from app.ui.formats import translate
from app.ui.help import desk
from app.ui.icons import app_icon
from app.ui.placement import Placement
from app.ui.tasks import TaskRunner
from app.ui.text import ElidedLabel, PlainLabel, person_name
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.viewers.base import ViewedFile, Viewer, ViewerContext, ViewerTools
from app.ui.viewers.kinds import VIEWERS
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import IconButton, IconLabel
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.file_name_label import FileNameLabel
from app.ui.words import error_words

MINIMUM = QSize(580, 380)
DEFAULT = QSize(960, 720)
PREFERENCE = "viewer-window"


class ViewerWindow(QWidget):
    """Signals: `closed`; `save_requested` and `print_requested` with the file shown; `shown` when
    a file is shown, or found to be impossible to show."""

    closed = Signal()
    save_requested = Signal(object)
    print_requested = Signal(object)
    shown = Signal()

    def __init__(self, context: ViewerContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Curbside")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(MINIMUM)
        self.resize(DEFAULT)
        self.context = context
        self.file: ViewedFile | None = None
        self.viewer: Viewer | None = None
        self.failure: CurbsideError | None = None
        self._tasks: TaskRunner | None = None
        self._document: Document | None = None
        self._source: ByteSource | None = None
        self._before: ViewedFile | None = None
        self._after: ViewedFile | None = None
        self.banner = Banner()
        self._lay_out()
        self._add_keys()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            self._placement = Placement(self, context.platform, app, PREFERENCE)
            self._placement.restore()

    @property
    def document(self) -> Document | None:
        """What is open now."""
        return self._document

    def show_file(self, file: ViewedFile) -> None:
        """Show another file in this window; what was shown is let go of first."""
        self.let_go()
        self.file = file
        self.failure = None
        self.banner.hide()
        self._name.set_name(file.name)
        said = translate("Viewer", "{name} · {when} · {size}").format(
            name=file.sender, when=formats.moment(file.at_ms), size=size_words(file.size)
        )
        self._about.setText(said)
        self.setAccessibleName(f"{person_name(file.name)}, {said}")
        self._offer(None, None)
        self._waiting.show_words(
            translate("Viewer", "Opening…"),
            translate("Viewer", "The file is decrypted in memory alone."),
        )
        self._pages.setCurrentWidget(self._waiting)
        self._tasks = self.context.tasks.child(self.fail)
        self._tasks.start(self._open(file, self._tasks))
        self._tasks.start(self._look_around(file))

    def let_go(self) -> None:
        """Drop the document, its pixels and its words."""
        if self._tasks is not None:
            self._tasks.close()
            self._tasks = None
        self._drop_viewer()
        document, self._document = self._document, None
        source, self._source = self._source, None
        if document is not None or source is not None:
            self.context.finish(_end(document, source))

    def fail(self, error: CurbsideError) -> None:
        """Say that the file cannot be shown; it can still be saved."""
        self._drop_viewer()
        self.failure = error
        words = error_words(error)
        may_save = self.context.policy.allow_save_files
        action = words.action
        if not may_save and isinstance(error, FileNotDisplayable):
            action = translate(
                "Viewer",
                "It may be damaged, or of a kind that Curbside does not show. Your clinic does not "
                "allow files to be saved on this computer.",
            )
        self._failed.show_words(
            words.message,
            action,
            translate("Viewer", "Save as…") if may_save else "",
            self.ask_to_save,
        )
        self._pages.setCurrentWidget(self._failed)
        self.announce(words.together)
        if may_save:
            self._failed.buttons[0].setFocus()
        else:
            self._failed.setFocus()
        self.shown.emit()

    def announce(self, words: str) -> None:
        """Have screen readers say it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def ask_to_save(self) -> None:
        """Save the file that is shown where the person says."""
        if self.file is not None and self.context.policy.allow_save_files:
            self.save_requested.emit(self.file)

    def ask_to_print(self) -> None:
        """Print the file that is shown."""
        if self.file is not None and self.print_button.isEnabled():
            self.print_requested.emit(self.file)

    def go_before(self) -> None:
        """Show the file before this one."""
        if self._before is not None:
            self.show_file(self._before)

    def go_after(self) -> None:
        """Show the file after this one."""
        if self._after is not None:
            self.show_file(self._after)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of everything, and tell."""
        self._placement.remember()
        self.let_go()
        super().closeEvent(event)
        self.closed.emit()

    async def _open(self, file: ViewedFile, tasks: TaskRunner) -> None:
        self._source = await self.context.files.open(file.row_id)
        self._document = await self.context.media.open(self._source, file.name)
        make = VIEWERS.get(self._document.kind)
        if make is None:
            raise FileNotDisplayable
        viewer = make(ViewerTools(file, self._document, tasks, self.context))
        viewer.failed.connect(self.fail)
        viewer.status.connect(self._say_status)
        self.viewer = viewer
        bar = viewer.toolbar()
        if bar is not None:
            self._tools.addWidget(bar)
        self._tool_area.setVisible(bar is not None)
        self._diagnostic.setVisible(viewer.diagnostic)
        self._offer_printing(viewer.printable)
        self._foot.setVisible(viewer.diagnostic)
        self._pages.addWidget(viewer)
        self._pages.setCurrentWidget(viewer)
        viewer.begin()
        self.shown.emit()

    async def _look_around(self, file: ViewedFile) -> None:
        before, after = await self.context.walk.neighbours(file.row_id)
        if self.file is file:
            self._offer(before, after)

    def _offer(self, before: ViewedFile | None, after: ViewedFile | None) -> None:
        self._before, self._after = before, after
        self.before_button.setEnabled(before is not None)
        self.after_button.setEnabled(after is not None)

    def _drop_viewer(self) -> None:
        viewer, self.viewer = self.viewer, None
        self._status.setText("")
        self._diagnostic.hide()
        self._foot.hide()
        self._tool_area.hide()
        self._offer_printing(False)
        if viewer is None:
            return
        viewer.close_down()
        while (item := self._tools.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._pages.removeWidget(viewer)
        viewer.hide()
        viewer.deleteLater()

    def _offer_printing(self, possible: bool) -> None:
        """Where it is not possible the button says why, once a file is shown."""
        self.print_button.setEnabled(possible)
        words = translate("Viewer", "Print…")
        if not possible and self.viewer is not None:
            words = translate("Viewer", "Only pictures and PDF files can be printed here")
        self.print_button.set_name(words)

    def _say_status(self, words: str) -> None:
        self._status.setText(words)
        self._foot.setVisible(bool(words) or self._diagnostic.isVisibleTo(self._foot))

    def _escape(self) -> None:
        if self.viewer is None or not self.viewer.escape():
            self.close()

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Esc", self._escape),
            ("Ctrl+W", self.close),
            ("Ctrl+S", self.ask_to_save),
            ("Ctrl+P", self.ask_to_print),
            ("Alt+Left", self.go_before),
            ("Alt+Right", self.go_after),
            *((keys, self.context.lock) for keys in BY_NAME["lock"].keys),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        desk.answer_f1(
            self, lambda: Viewer.help_page if self.viewer is None else self.viewer.help_page
        )
        add_context_menu_key(self)

    def _lay_out(self) -> None:
        self._name = FileNameLabel()
        self._about = PlainLabel(kind="caption", wrap=False)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        self.before_button = _button("arrow-left", translate("Viewer", "Previous file"), "Alt+Left")
        self.after_button = _button("arrow-right", translate("Viewer", "Next file"), "Alt+Right")
        self.print_button = _button("printer", translate("Viewer", "Print…"), "Ctrl+P")
        self.save_button = _button("download", translate("Viewer", "Save as…"), "Ctrl+S")
        for button, slot in (
            (self.before_button, self.go_before),
            (self.after_button, self.go_after),
            (self.print_button, self.ask_to_print),
            (self.save_button, self.ask_to_save),
        ):
            button.clicked.connect(slot)
        self.print_button.setVisible(self.context.policy.allow_print_files)
        self.save_button.setVisible(self.context.policy.allow_save_files)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        head.setSpacing(SPACE_XS)
        head.addWidget(self.before_button)
        head.addWidget(self.after_button)
        head.addSpacing(SPACE_S)
        head.addLayout(words, 1)
        head.addSpacing(SPACE_S)
        head.addWidget(self.print_button)
        head.addWidget(self.save_button)
        self._tool_area = QFrame()
        self._tool_area.setObjectName("viewer-tools")
        self._tools = QVBoxLayout(self._tool_area)
        self._tools.setContentsMargins(0, SPACE_XS, 0, SPACE_XS)
        self._waiting = EmptyState("clock")
        self._failed = EmptyState("file")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting)
        self._pages.addWidget(self._failed)
        self._lay_out_foot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addWidget(self._tool_area)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._foot)
        self._drop_viewer()

    def _lay_out_foot(self) -> None:
        """The edge below: what the panel says, and what its picture is not good for."""
        self._diagnostic = QWidget()
        inner = QHBoxLayout(self._diagnostic)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE_XS)
        inner.addWidget(IconLabel("alert-triangle", "attention"))
        inner.addWidget(
            PlainLabel(translate("Viewer", "Not for primary diagnosis"), "attention", wrap=False)
        )
        self._status = ElidedLabel(kind="caption")
        self._foot = QFrame()
        self._foot.setObjectName("viewer-foot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        row.addWidget(self._status, 1)
        row.addWidget(self._diagnostic)


def _button(icon: str, name: str, keys: str) -> IconButton:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return IconButton(icon, name, keys=shown)


async def _end(document: Document | None, source: ByteSource | None) -> None:
    """The source outlives the document, which reads from it."""
    try:
        if document is not None:
            await document.close()
    finally:
        if source is not None:
            source.close()
