"""A list of messages that knows where the person is in it, and how to get them elsewhere and back.

Place is kept by message: the row that is first in view before rows come or go stands at the same
height afterwards. At the end, the list stays at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.delegates.message_delegate import MessageDelegate
from app.ui.models.timeline import TimelineModel
from app.ui.tasks import TaskRunner

_AT_BOTTOM = 24
_LATEST = 0
"""No row has this id; as a goal it stands for the end."""


@dataclass(frozen=True, slots=True)
class Place:
    """The first row in view, and where its upper edge stands."""

    row_id: int
    top: int


class PlacedList(QListView):
    """Shows a TimelineModel and keeps its place. `_settle` fires when a movement is over."""

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._timeline: TimelineModel | None = None
        self._stick = True
        self._anchor: Place | None = None
        self._goal: int | None = None
        self.delegate = MessageDelegate(self)
        self.setItemDelegate(self.delegate)
        self.delegate.flash_changed.connect(self.viewport().update)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)

    def show_timeline(self, model: TimelineModel | None, at: int | None = None) -> None:
        """Show a conversation at a message, or from its unread line, or from its end."""
        self._goal = at
        self._timeline = model
        self._stick = True
        self.setModel(model)
        if model is None:
            return
        model.rowsAboutToBeInserted.connect(self._remember)
        model.rowsAboutToBeRemoved.connect(self._remember)
        model.rowsInserted.connect(self._restore)
        model.rowsRemoved.connect(self._restore)
        model.modelReset.connect(self._after_reset)
        model.dataChanged.connect(self._data_changed)
        self._after_reset()

    def at_bottom(self) -> bool:
        """Whether the newest message is in view."""
        bar = self.verticalScrollBar()
        return self._timeline is None or (
            self._timeline.at_end and bar.value() >= bar.maximum() - _AT_BOTTOM
        )

    def jump_to_latest(self) -> None:
        """Go to the newest message."""
        model = self._timeline
        if model is None:
            return
        self._stick = True
        if model.at_end:
            self._to_bottom()
        else:
            self._goal = _LATEST
            self._tasks.start(model.load_latest())

    async def show_row(self, row_id: int, *, flash: bool = True) -> bool:
        """Go to a message of this conversation, loaded or not, and point at it for a moment.

        It becomes the current row, so that the keyboard and a screen reader go on from there.
        False: the message is not there any more, or somebody asked for another one meanwhile.
        """
        model = self._timeline
        if model is None:
            return False
        self._goal = row_id
        if model.row_of(row_id) >= 0:
            self._reach_goal(model)
        elif not await model.open_at(row_id) or self._timeline is not model:
            if self._goal == row_id:
                self._goal = None
            return False
        if flash:
            self.delegate.flash(row_id)
        return True

    def place(self) -> Place | None:
        """Where the person is, for `return_to`; None is the newest message."""
        if self._timeline is None or self.at_bottom():
            return None
        index = self.indexAt(QPoint(4, 1))
        if not index.isValid():
            return None
        return Place(self._timeline.message(index.row()).row_id, self.visualRect(index).top())

    async def return_to(self, place: Place | None) -> bool:
        """Go back to a place. False: its message is not there any more."""
        if place is None:
            self.jump_to_latest()
            return True
        if not await self.show_row(place.row_id, flash=False) or self._timeline is None:
            return False
        self._put(self._timeline.row_of(place.row_id), place.top)
        return True

    def _range_changed(self, least: int, most: int) -> None:
        """The bar keeps its place, so that nothing moves; its handle shows when it is of use."""
        self.verticalScrollBar().setEnabled(most > least)

    def _remember(self, *_: object) -> None:
        """Keep the first row in view and where it stands."""
        self._anchor = None
        if self._timeline is None or self._stick:
            return
        index = self.indexAt(QPoint(4, 1))
        if index.isValid():
            row_id = self._timeline.message(index.row()).row_id
            self._anchor = Place(row_id, self.visualRect(index).top())

    def _restore(self, *_: object) -> None:
        """Put the remembered row back where it stood, or stay at the end."""
        if self._timeline is None:
            return
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        if self._stick and self._timeline.at_end:
            self._to_bottom()
        elif self._anchor is not None:
            self._put(self._timeline.row_of(self._anchor.row_id), self._anchor.top)
        self._settle.start()

    def _put(self, row: int, top: int) -> None:
        """Scroll until a row's upper edge is at `top`."""
        if self._timeline is not None and row >= 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self._timeline.index(row)).top() - top)

    def _after_reset(self) -> None:
        model = self._timeline
        if model is None:
            return
        self.executeDelayedItemsLayout()
        if self._goal is not None:
            self._reach_goal(model)
            return
        row = model.unread_row()
        if row >= 0:
            self._stick = False
            self.scrollTo(model.index(row), QAbstractItemView.ScrollHint.PositionAtTop)
            self._stick = self.at_bottom()
        else:
            self._to_bottom()
        self._settle.start()

    def _reach_goal(self, model: TimelineModel) -> None:
        """Put the row that was asked for in the middle, or go to the end."""
        goal, self._goal = self._goal, None
        row = -1 if goal in (None, _LATEST) else model.row_of(goal or 0)
        if row < 0:
            self._to_bottom()
        else:
            self._stick = False
            self.updateGeometries()
            self.setCurrentIndex(model.index(row))
            self.scrollTo(model.index(row), QAbstractItemView.ScrollHint.PositionAtCenter)
            self._stick = self.at_bottom()
        self._settle.start()

    def _to_bottom(self) -> None:
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _data_changed(self, *_: object) -> None:
        """A state changed: the row may have another height now."""
        self._remember()
        self.scheduleDelayedItemsLayout()
        self._restore()
