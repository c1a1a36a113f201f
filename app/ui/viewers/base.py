"""What every viewer of a kind of file is: a panel inside a `ViewerWindow`.

The window opens the file, shows whose it is, and offers what goes for all kinds (save, print,
previous and next). The panel draws one document. It gets an open `Document`, asks it for pixels and
words, and lets go of everything in `close_down`. `app.ui.viewers.kinds` lists who draws what.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.core.errors import CurbsideError
from app.core.file_types import FileKind
from app.core.media_ports import Document, MediaPort, SoundPort
from app.core.policy import Policy
from app.services.files_api import FileUseCases
from app.ui.platform import PlatformHooks
from app.ui.tasks import TaskRunner
from app.ui.text import PlainLabel, TextType, set_tip
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.buttons import IconButton, IconLabel


@dataclass(frozen=True, slots=True)
class ViewedFile:
    """A file of a conversation, as a viewer's header says it."""

    row_id: int
    name: str = field(repr=False)
    """As its sender called it."""
    kind: FileKind
    size: int
    sender: str = field(repr=False)
    """Ready to be shown: a person's name, or "You"."""
    at_ms: int


class FileWalk(Protocol):
    """The other files of the same conversation."""

    async def neighbours(self, row_id: int) -> tuple[ViewedFile | None, ViewedFile | None]:
        """The file before and the file after it that are on this computer."""
        ...


@dataclass(frozen=True, slots=True)
class ViewerContext:
    """What viewers need of the rest of the program."""

    files: FileUseCases
    media: MediaPort
    sound: SoundPort | None
    """None: this computer has neither microphone nor loudspeaker."""
    policy: Policy
    platform: PlatformHooks
    tasks: TaskRunner
    """Ends with the profile's screen. Windows and panels use a child of it."""
    walk: FileWalk
    lock: Callable[[], object]
    """Lock the profile now."""
    finish: Callable[[Coroutine[Any, Any, object]], object]
    """Run something to its end even though what started it is gone, as closing a document."""


@dataclass(frozen=True, slots=True)
class ViewerTools:
    """What a panel is given."""

    file: ViewedFile
    document: Document
    """Open; closed by the window after `close_down`."""
    tasks: TaskRunner
    """Ends with the panel. Failures reach the window, which says them."""
    context: ViewerContext


class Viewer(QWidget):
    """Draws one document. Signals: `failed` (a CurbsideError: it cannot be shown any more),
    `status` (words for the lower edge, as "Page 3 of 8").

    Subclasses build their widgets in `__init__`, ask for pixels in `begin` (the panel is visible
    then), and drop them in `close_down`. Every call to the document goes through `run`.
    """

    failed = Signal(object)
    status = Signal(str)

    diagnostic = False
    """Whether "Not for primary diagnosis" is shown."""
    printable = False
    """Whether `print_pages` does something."""
    help_page = "view-files"
    """What F1 opens."""

    def __init__(self, tools: ViewerTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        self.document = tools.document
        self.tasks = tools.tasks

    def toolbar(self) -> QWidget | None:
        """The panel's own buttons, put above it by the window; None: it needs none."""
        return None

    def begin(self) -> None:
        """The panel is on the screen: read what it shows, take the focus."""

    def close_down(self) -> None:
        """Stop timers, sound and playing; drop pixels and words."""

    def escape(self) -> bool:
        """Esc was pressed: end what is open inside (a search); False: nothing was."""
        return False

    async def print_pages(self, printer: QPrinter, progress: Callable[[int, int], None]) -> None:
        """Render each page through the document and paint it. Raises CannotPrint."""
        raise CannotPrint

    def run(self, work: Coroutine[Any, Any, object]) -> None:
        """Start what asks the document. What it cannot show ends the panel."""
        self.tasks.start(work, self.failed.emit)

    def add_keys(self, slots: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Keys that hold while the window is in front, each as in "Ctrl++"."""
        for keys, slot in slots:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)


class ToolRow(QWidget):
    """A row of a panel's buttons, in groups, which wraps nothing and stays as narrow as it can."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_S, 0, SPACE_S, 0)
        self._row.setSpacing(SPACE_XS)

    def button(
        self, icon: str, name: str, slot: Callable[[], object], keys: str = ""
    ) -> IconButton:
        """Add a button; `keys` are shown in its tooltip alone."""
        button = IconButton(icon, name, keys=keys)
        button.clicked.connect(lambda _checked=False: slot())
        self._row.addWidget(button)
        return button

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add any other control."""
        self._row.addWidget(widget, stretch)

    def icon(self, icon: str, name: str) -> None:
        """A picture before a control; `name` is its tooltip."""
        label = IconLabel(icon)
        set_tip(label, name)
        self._row.addWidget(label)

    def words(self, text: str = "", kind: TextType = "caption") -> PlainLabel:
        """Add a text, as a page's number."""
        label = PlainLabel(text, kind, wrap=False)
        self._row.addWidget(label)
        return label

    def gap(self) -> None:
        """Begin another group."""
        self._row.addSpacing(SPACE_M)

    def stretch(self) -> None:
        """What follows stands at the other end."""
        self._row.addStretch(1)


class CannotPrint(CurbsideError):  # noqa: N818 - named for what happened
    """The file's pages could not be rendered or the printer took nothing."""

    code = "file-not-printed"
    message = "The file could not be printed."
    action = "Check the printer and try again."
