"""Tells the person that something is new, in a way that tells nobody else what.

One notification stands for all new messages and is replaced, not piled up; it goes when they are
read and when the app locks. Which conversation a click leads to is known here alone, in memory.
After a lock only a number is left to be told (`LockedWaitingUseCases`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.core.bus import ConversationsChanged, MessagesAdded, MessagesChanged
from app.core.ids import AccountId, ConversationId
from app.core.notifications import (
    WITHOUT_END,
    Notification,
    NotificationChoices,
    Origin,
    Quiet,
    SoundClass,
    Topic,
)
from app.core.policy import Policy
from app.core.records import DeliveryState
from app.services.api import ClientUseCases
from app.services.notifications_api import LockedWaitingUseCases
from app.ui.platform import PlatformHooks
from app.ui.tasks import TaskRunner
from app.ui.text import person_name
from app.ui.tray import Tray, count_words
from app.ui.windows.main_view import MainView

_FAILURES_MS = 150
"""Changes within this time are looked through together."""
_TIMER_MAX_MS = 24 * 3600 * 1000
_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a click leads, and for whom: another person's profile has other conversations."""

    own: AccountId
    account_id: AccountId
    """Of a group: its id."""


def _key_of(origin: Origin) -> AccountId:
    return origin.account_id or AccountId(origin.conversation_id)


class Announcer(QObject):
    """Signals: `raise_requested` to bring the window up, `waiting_changed` with how many new
    messages have come since the lock."""

    raise_requested = Signal()
    waiting_changed = Signal(int)

    def __init__(
        self,
        window: QWidget,
        tray: Tray,
        platform: PlatformHooks,
        policy: Policy,
        *,
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tray = tray
        self._platform = platform
        self._policy = policy
        self._now_ms = now_ms
        self._client: ClientUseCases | None = None
        self._view: MainView | None = None
        self._tasks: TaskRunner | None = None
        self._own: AccountId | None = None
        self._choices = NotificationChoices()
        self._new: dict[ConversationId, tuple[Origin, int]] = {}
        """What the notification that is shown stands for."""
        self._targets: dict[Topic, _Target] = {}
        self._wanted: _Target | None = None
        self._unread = 0
        self._changed_rows: set[int] = set()
        self._failed: set[int] = set()
        self._waiting: LockedWaitingUseCases | None = None
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(_FAILURES_MS)
        self._look.timeout.connect(lambda: self._start(self._look_for_failures()))
        self._quiet_ends = QTimer(self)
        self._quiet_ends.setSingleShot(True)
        self._quiet_ends.timeout.connect(self._show_state)
        self._forget_platform = platform.on_notification(self._clicked)
        tray.message_clicked.connect(self._clicked)
        tray.opened.connect(self.raise_requested)
        tray.quiet_chosen.connect(self.be_quiet)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.applicationStateChanged.connect(self._state_changed)

    @property
    def waiting_count(self) -> int:
        """How many new messages have come since the lock."""
        return self._waiting.count if self._waiting is not None else 0

    # --- the profile ---

    def opened(self, client: ClientUseCases, view: MainView, tasks: TaskRunner) -> None:
        """A profile is open, and `view` shows it."""
        self.stop_waiting()
        if self._tasks is not None:
            self._tasks.close()
        self._withdraw_all()
        self._targets.clear()
        self._client, self._view, self._policy = client, view, client.policy
        self._tasks = tasks.child()
        bridge = view.bridge
        bridge.messages_added.connect(self._messages_added)
        bridge.messages_changed.connect(self._messages_changed)
        bridge.conversations_changed.connect(self._conversations_changed)
        bridge.notification_choices_changed.connect(lambda event: self._take(event.choices))
        view.unread_changed.connect(self._unread_changed)
        view.quiet_chosen.connect(self.be_quiet)
        self._start(self._begin(client, view))

    def closed(self) -> None:
        """The profile locks: nothing of it stays, except where a click would have led."""
        if self._tasks is not None:
            self._tasks.close()
        self._client = self._view = self._tasks = self._own = None
        self._look.stop()
        self._withdraw_all()
        self._changed_rows.clear()
        self._failed.clear()
        self._unread = 0
        self._show_state()

    def wait_locked(self, waiting: LockedWaitingUseCases, tasks: TaskRunner) -> None:
        """Tell what a locked profile may still hear: a number."""
        self.stop_waiting()
        self._waiting = waiting
        tasks.start(waiting.run(self._counted))

    def woke(self) -> None:
        """The computer slept."""
        if self._waiting is not None:
            self._waiting.woke()

    def stop_waiting(self) -> None:
        """Drop the key that counts: somebody unlocks, or the program ends."""
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None
            self._platform.withdraw(Topic.MESSAGES)
            self._unread = 0
            self._show_state()

    def end(self) -> None:
        """The program ends."""
        self.closed()
        self.stop_waiting()
        self._targets.clear()
        self._wanted = None
        self._forget_platform()

    def be_quiet(self, quiet: Quiet) -> None:
        """Do not disturb for a time, or no longer."""
        if self._client is not None:
            self._start(self._client.notifications.be_quiet(quiet))

    # --- what is new ---

    async def _begin(self, client: ClientUseCases, view: MainView) -> None:
        choices, own = await client.notifications.choices(), await client.settings.own()
        if self._view is view:
            self._own = own.account_id
            self._take(choices)
            self._go_to_wanted()

    def _messages_added(self, event: MessagesAdded) -> None:
        if event.incoming_new and self._client is not None:
            self._start(self._announce(self._client, event))

    async def _announce(self, client: ClientUseCases, event: MessagesAdded) -> None:
        conversation_id, count = event.conversation_id, event.incoming_new
        origin = await client.notifications.origin(conversation_id)
        if origin is not None and origin.muted:
            # Whoever is meant in particular is told all the same, and only of that.
            count = await self._mentions(client, event.row_ids)
        if client is not self._client or origin is None or not count or self._is_seen():
            return
        if self._is_quiet():
            return
        before = self._new.pop(conversation_id, (origin, 0))[1]
        self._new[conversation_id] = (origin, before + count)
        if self._own is not None:
            self._targets[Topic.MESSAGES] = _Target(self._own, _key_of(origin))
        if self._choices.pops_up(self._policy):
            QApplication.alert(self._window)
            self._show(Topic.MESSAGES, self._new_messages())
        self._play(SoundClass.MESSAGE)

    async def _mentions(self, client: ClientUseCases, row_ids: Sequence[int]) -> int:
        """How many of these messages of others mention the person."""
        rows = await client.messages.rows(row_ids)
        return sum(
            not row.outgoing and any(who == self._own for _, _, who in row.mentions) for row in rows
        )

    def _new_messages(self, *, quiet: bool = False) -> Notification:
        count = sum(each for _, each in self._new.values())
        names = {origin.sender for origin, _ in self._new.values()}
        words = count_words(count)
        name = names.pop() if len(self._new) == 1 else ""
        if not name:
            return Notification(words, action=self.tr("Open"), quiet=quiet)
        title = person_name(name)[:_NAME_LENGTH]
        return Notification(title, words, self.tr("Open"), private=True, quiet=quiet)

    def _conversations_changed(self, event: ConversationsChanged) -> None:
        if self._client is not None and any(each in self._new for each in event.conversation_ids):
            self._start(self._recount(self._client))

    async def _recount(self, client: ClientUseCases) -> None:
        """What has been read, here or on another workstation, is new no longer."""
        before = sum(count for _, count in self._new.values())
        unread = await client.notifications.unread(tuple(self._new))
        for conversation_id, left in unread.items():
            if conversation_id in self._new:
                origin, count = self._new.pop(conversation_id)
                if left:
                    self._new[conversation_id] = (origin, min(count, left))
        after = sum(count for _, count in self._new.values())
        if not after:
            self._platform.withdraw(Topic.MESSAGES)
        elif after != before and self._choices.pops_up(self._policy):
            self._platform.notify(Topic.MESSAGES, self._new_messages(quiet=True))

    def _messages_changed(self, event: MessagesChanged) -> None:
        self._changed_rows.update(event.row_ids)
        if self._changed_rows and not self._look.isActive():
            self._look.start()

    async def _look_for_failures(self) -> None:
        client, rows = self._client, tuple(self._changed_rows)
        self._changed_rows.clear()
        if client is None or not rows:
            return
        failed = {
            row.row_id: row
            for row in await client.messages.rows(rows)
            if row.outgoing and row.state is DeliveryState.FAILED
        }
        fresh = failed.keys() - self._failed
        self._failed = (self._failed - set(rows)) | failed.keys()
        if not fresh or client is not self._client or self._is_quiet():
            return
        self._play(SoundClass.FAILURE)
        if self._is_seen() or not self._choices.pops_up(self._policy):
            return
        origin = await client.notifications.origin(failed[max(fresh)].conversation_id)
        if origin is not None and self._own is not None:
            self._targets[Topic.FAILURES] = _Target(self._own, _key_of(origin))
        words = self.tr("A message could not be sent")
        self._show(Topic.FAILURES, Notification(words, action=self.tr("Open")))

    def _counted(self, count: int) -> None:
        """Locked, and so many have come."""
        more, self._unread = count > self._unread, count
        self._targets.clear()  # where the newest of them is cannot be known
        self._show_state()
        self.waiting_changed.emit(count)
        if not count:
            self._platform.withdraw(Topic.MESSAGES)
        elif more and not self._is_quiet():
            if self._choices.pops_up(self._policy):
                QApplication.alert(self._window)
                self._show(Topic.MESSAGES, Notification(count_words(count), action=self.tr("Open")))
            self._play(SoundClass.MESSAGE)

    # --- showing it ---

    def _show(self, topic: Topic, notification: Notification) -> None:
        if not self._platform.notify(topic, notification):
            self._tray.show_message(topic, notification)

    def _play(self, sound: SoundClass) -> None:
        if self._choices.sounds(sound):
            self._platform.play(sound)

    def _is_seen(self) -> bool:
        """Whether the person is in one of our windows, where news show by themselves."""
        return QApplication.activeWindow() is not None

    def _is_quiet(self) -> bool:
        return self._choices.is_quiet(self._policy, self._now_ms())

    def _take(self, choices: NotificationChoices) -> None:
        self._choices = choices
        if not choices.pops_up(self._policy) or self._is_quiet():
            self._withdraw_all()
        self._show_state()

    def _unread_changed(self, count: int) -> None:
        self._unread = count
        self._show_state()

    def _show_state(self) -> None:
        """On the tray icon, in the sidebar, and on the taskbar where there are badges."""
        quiet, left = self._is_quiet(), self._choices.quiet_until_ms - self._now_ms()
        if quiet and self._choices.quiet_until_ms < WITHOUT_END:
            self._quiet_ends.start(min(left + 1, _TIMER_MAX_MS))
        else:
            self._quiet_ends.stop()
        self._tray.show_state(
            self._unread,
            quiet=quiet,
            unlocked=self._client is not None,
            may_be_quiet=self._policy.allow_do_not_disturb,
        )
        if self._view is not None:
            self._view.show_quiet(self._choices.quiet_until_ms if quiet else 0)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setBadgeNumber(self._unread)

    def _withdraw_all(self) -> None:
        self._new.clear()
        for topic in Topic:
            self._platform.withdraw(topic)

    # --- clicked ---

    def _clicked(self, topic: Topic) -> None:
        """Bring the window up; the conversation opens now, or after the unlock."""
        self._wanted = self._targets.get(topic)
        self.raise_requested.emit()
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._view is None or self._own is None:
            return
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted.own == self._own:
            self._view.open_conversation(wanted.account_id)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        if self._tasks is None:
            work.close()
        else:
            self._tasks.start(work)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._platform.withdraw(Topic.FAILURES)  # it is to be seen in the window
