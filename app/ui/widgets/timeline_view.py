"""The list of messages: pages at both ends, keeps its place, copies, announces.

Place is kept by message: the row that is first in view before rows come or go stands at the same
height afterwards.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.core.links import Link
from app.core.records import MessageKind, MessageRecord
from app.ui.actions import COMMANDS
from app.ui.delegates.message_layout import links_in
from app.ui.file_actions import main_action
from app.ui.models.timeline import ROW_ROLE, TimelineModel
from app.ui.tasks import TaskRunner
from app.ui.theme import theme
from app.ui.tokens import SPACE_S
from app.ui.widgets.choosing import Choosing
from app.ui.widgets.floating_day import FloatingDay
from app.ui.widgets.message_toolbar import MessageToolbar
from app.ui.widgets.placed_list import PlacedList
from app.ui.widgets.timeline_links import TimelineLinks

_NEAR_END = 600
"""Pixels from an end at which the next page is asked for."""
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class TimelineView(PlacedList):
    """Shows a TimelineModel.

    Signals: `menu_requested` (row id, where on the screen), `command_requested` (name of a command
    of `app.ui.actions`, row id), `seen` (the last incoming row id that was in view),
    `bottom_changed` (whether the newest message is in view), `links_requested` (the links of a
    message, or the one that was clicked).
    """

    menu_requested = Signal(object, QPoint)
    command_requested = Signal(str, object)
    seen = Signal(object)
    bottom_changed = Signal(bool)
    links_requested = Signal(object)

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self.setObjectName("timeline")
        self._paging = False
        self._seen = 0
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.setViewportMargins(0, 0, 0, SPACE_S)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Messages"))
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.delegate.retry_clicked.connect(lambda row: self.command_requested.emit("retry", row))
        self.delegate.quote_clicked.connect(
            lambda row: self.command_requested.emit("show-quoted", row)
        )
        self.delegate.day_clicked.connect(lambda row: self.command_requested.emit("go-to-day", row))
        self.delegate.file_clicked.connect(lambda row, name: self.command_requested.emit(name, row))
        self.choosing = Choosing(self)
        self.choosing.toggled.connect(self._choosing_toggled)
        self.toolbar = MessageToolbar(self, self.delegate)
        self.toolbar.asked.connect(self.command_requested)
        self.toolbar.menu_asked.connect(self.menu_requested)
        self.floating_day = FloatingDay(self)
        self.floating_day.clicked.connect(lambda: self.command_requested.emit("go-to-day", 0))
        self.delegate.expanded.connect(self._relayout)
        self.links = TimelineLinks(self, self.delegate)
        self.links.clicked.connect(self._link_clicked)
        theme().changed.connect(self._theme_changed)
        self._settle.timeout.connect(self._report)

    def show_timeline(self, model: TimelineModel | None, at: int | None = None) -> None:
        """Show a conversation at a message, or from its unread line, or from its end."""
        self._seen = 0
        super().show_timeline(model, at)

    def selected_messages(self) -> list[MessageRecord]:
        """The selected rows, in order; the current one when none is selected."""
        model = self._timeline
        if model is None:
            return []
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [model.message(row) for row in rows]

    def open_links(self) -> None:
        """Ask about the links of the message that the keyboard stands on."""
        links = self._links_of(self.currentIndex())
        if links:
            self.links_requested.emit(links)

    def ask_links(self, row_id: int) -> None:
        """Ask about the links of a message."""
        self.links_requested.emit(self.links_of(row_id))

    def links_of(self, row_id: int) -> tuple[Link, ...]:
        """The links in a message."""
        row = -1 if self._timeline is None else self._timeline.row_of(row_id)
        return (
            () if row < 0 or self._timeline is None else self._links_of(self._timeline.index(row))
        )

    def _links_of(self, index: QModelIndex) -> tuple[Link, ...]:
        return links_in(index.data(ROW_ROLE)) if index.isValid() else ()

    def announce(self, words: str) -> None:
        """Have a screen reader say something."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def report_seen(self) -> None:
        """Say again which message was seen last, as when the window came to the front."""
        self._seen = 0
        self._settle.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard stands on a message in view, which is selected and read out.

        Qt alone would stand on the first row that is loaded, out of sight and unmarked.
        """
        stood = self.currentIndex().isValid()
        super().focusInEvent(event)
        if self._timeline is None:
            return
        if event.reason() in _BY_KEYBOARD:
            self._stand_in_view(self._timeline)
        elif not stood:
            self.selectionModel().clearCurrentIndex()

    def _stand_in_view(self, model: TimelineModel) -> None:
        """Make the newest message that is wholly in view current, unless one in view is."""
        index = self.currentIndex()
        view = self.viewport().rect()
        if index.isValid() and not self.selectionModel().isSelected(index):
            index = QModelIndex()
        if not index.isValid() or not view.intersects(self.visualRect(index)):
            index = self.indexAt(QPoint(4, view.bottom()))
            if not index.isValid() and model.rowCount():
                index = model.index(model.rowCount() - 1)
            above = index.siblingAtRow(index.row() - 1)
            if self.visualRect(index).bottom() > view.bottom() and above.isValid():
                index = above
        if index.isValid():
            # Anew, because a screen reader hears of rows only while the list has the focus.
            self.selectionModel().clearCurrentIndex()
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter unfolds a long message or opens its links; other keys are commands."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            layout = self.delegate.layout_of(index, self.viewport().width())
            if layout.more and self._timeline is not None:
                self.delegate.expand(self._timeline.message(index.row()).row_id)
            elif not self._open_file(index):
                self.open_links()
            return
        if index.isValid() and self._timeline is not None:
            name = _command_of(event)
            if name and not (name == "select" and self.choosing.on):
                row_id = self._timeline.message(index.row()).row_id
                self.command_requested.emit(name, row_id)
                return
        super().keyPressEvent(event)

    def _open_file(self, index: QModelIndex) -> bool:
        """Enter on a file does what a click on it does. False: there is none, or nothing to do."""
        row = index.data(ROW_ROLE)
        if row.file is None or self.choosing.on:
            return False
        action = main_action(row.file, outgoing=row.message.outgoing)
        if action:
            self.command_requested.emit(action, row.message.row_id)
        return bool(action)

    def file_moved(self, row_id: int) -> None:
        """More of a file was moved, or its picture is sharper now: paint its row anew."""
        row = -1 if self._timeline is None else self._timeline.row_of(row_id)
        if row >= 0 and self._timeline is not None:
            self.update(self._timeline.index(row))

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """While messages are chosen, each click adds one or takes it away."""
        flags = self.choosing.selection_flags(event)
        return super().selectionCommand(index, event) if flags is None else flags

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """A second selected message begins the choosing of several."""
        super().selectionChanged(selected, deselected)
        if hasattr(self, "choosing"):
            self.choosing.selection_changed()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a message."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).center())
        else:
            index = self.indexAt(event.pos())
            at = event.globalPos()
        if not index.isValid() or self._timeline is None:
            return
        message = self._timeline.message(index.row())
        if message.kind in (MessageKind.NOTICE, MessageKind.GROUP):
            return
        self.menu_requested.emit(message.row_id, at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while everything wraps anew."""
        self._remember()
        super().resizeEvent(event)
        self._restore()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "delegate"):
            self._theme_changed()

    def _link_clicked(self, link: Link) -> None:
        """While messages are chosen, a click chooses."""
        if not self.choosing.on:
            self.links_requested.emit((link,))

    def _choosing_toggled(self, on: bool) -> None:
        """Make room for check marks, or take it away."""
        self.toolbar.enabled = not on
        self.toolbar.hide()
        self._remember()
        self.delegate.set_choosing(on)
        self.scheduleDelayedItemsLayout()
        self._restore()

    def _theme_changed(self) -> None:
        self._remember()
        self.delegate.fonts_changed()
        self.scheduleDelayedItemsLayout()
        self._restore()

    def _relayout(self) -> None:
        self._remember()
        self._stick = False
        self.scheduleDelayedItemsLayout()
        self._restore()

    def _scrolled(self) -> None:
        self._stick = self.at_bottom()
        if self._stick:
            self.floating_day.hide()
        else:
            self.floating_day.scrolled()
        self._settle.start()

    def _report(self) -> None:
        """After movement: page, say what was seen and whether this is the end."""
        model = self._timeline
        if model is None:
            return
        bar = self.verticalScrollBar()
        if not self._paging and model.rowCount():
            if bar.value() < _NEAR_END and not model.at_start:
                self._page(older=True)
            elif bar.maximum() - bar.value() < _NEAR_END and not model.at_end:
                self._page(older=False)
        self.bottom_changed.emit(self.at_bottom())
        self._report_seen(model)

    def _page(self, *, older: bool) -> None:
        model = self._timeline
        if model is None:
            return
        self._paging = True

        async def load(timeline: TimelineModel) -> None:
            try:
                await (timeline.load_older() if older else timeline.load_newer())
            finally:
                self._paging = False

        self._tasks.start(load(model))

    def _report_seen(self, model: TimelineModel) -> None:
        if not self.isVisible() or not self.window().isActiveWindow():
            return
        index = self.indexAt(QPoint(4, self.viewport().height() - 2))
        last = index.row() if index.isValid() else model.rowCount() - 1
        for row in range(last, -1, -1):
            message = model.message(row)
            if not message.outgoing:
                if message.row_id > self._seen:
                    self._seen = message.row_id
                    self.seen.emit(message.row_id)
                return


def _command_of(event: QKeyEvent) -> str:
    """The command that a key means on a message, or nothing."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return "copy"
    return next((command.name for command in COMMANDS if command.matches_row_key(event)), "")
