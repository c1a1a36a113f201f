"""From the bus to Qt: the one place where the services' events become signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.bus import (
    AlarmEnded,
    AlarmRaised,
    Bus,
    ClinicKeysChanged,
    ConnectionChanged,
    ContactsChanged,
    ConversationsChanged,
    DeviceRemoved,
    DevicesChanged,
    Event,
    FileChanged,
    GroupsChanged,
    HistoryProgress,
    ListsChanged,
    Locked,
    LogProgress,
    MessagesAdded,
    MessagesChanged,
    NotificationChoicesChanged,
    SendingProgress,
    TypingChanged,
)


class Bridge(QObject):
    """Repeats each event as a signal that carries it. Ends with `close`."""

    connection_changed = Signal(object)
    messages_added = Signal(object)
    messages_changed = Signal(object)
    conversations_changed = Signal(object)
    typing_changed = Signal(object)
    contacts_changed = Signal(object)
    alarm_raised = Signal(object)
    alarm_ended = Signal(object)
    log_progress = Signal(object)
    devices_changed = Signal(object)
    history_progress = Signal(object)
    clinic_keys_changed = Signal(object)
    device_removed = Signal(object)
    notification_choices_changed = Signal(object)
    file_changed = Signal(object)
    groups_changed = Signal(object)
    lists_changed = Signal(object)
    sending_progress = Signal(object)
    locked = Signal(object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals = {
            ConnectionChanged: self.connection_changed,
            MessagesAdded: self.messages_added,
            MessagesChanged: self.messages_changed,
            ConversationsChanged: self.conversations_changed,
            TypingChanged: self.typing_changed,
            ContactsChanged: self.contacts_changed,
            AlarmRaised: self.alarm_raised,
            AlarmEnded: self.alarm_ended,
            LogProgress: self.log_progress,
            DevicesChanged: self.devices_changed,
            HistoryProgress: self.history_progress,
            ClinicKeysChanged: self.clinic_keys_changed,
            DeviceRemoved: self.device_removed,
            NotificationChoicesChanged: self.notification_choices_changed,
            FileChanged: self.file_changed,
            GroupsChanged: self.groups_changed,
            ListsChanged: self.lists_changed,
            SendingProgress: self.sending_progress,
            Locked: self.locked,
        }
        self._unsubscribe = bus.subscribe(self._on_event)

    def close(self) -> None:
        """Hear nothing more."""
        self._unsubscribe()

    def _on_event(self, event: Event) -> None:
        self._signals[type(event)].emit(event)
