"""A running window with a group in it, for tests of groups."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.groups import GroupView
from app.ui.dialogs.group_panel import GroupPanel
from app.ui.gallery_data import AMIRA, CHANGED, LONG, NO_DEVICE, TWIN
from app.ui.gallery_services import SampleClient
from app.ui.widgets.chat_view import ChatView
from tests.gui.conftest import StartUi, unlock


class Team:
    """A running window and a group in it."""

    def __init__(self, start_ui: StartUi, **options: object) -> None:
        self.client = SampleClient([AMIRA, LONG, TWIN, CHANGED, NO_DEVICE])
        self.client.put(AMIRA, "Just us")
        self.group = self.client.groups.make("Ward 3B", (AMIRA, LONG, TWIN), **options)
        self.shim = self.client.groups.partner(self.group)
        self.state = start_ui(self.client)
        unlock(self.state)

    def open(self) -> ChatView:
        return self.state.open(self.shim)

    def current(self) -> GroupView:
        return self.client.groups.views[self.group.conversation_id]

    def dialog(self, kind: type[QWidget]) -> QWidget:
        self.state.wait(lambda: isinstance(self.state.main.dialogs.current, kind))
        found = self.state.main.dialogs.current
        assert found is not None
        return found

    def panel(self) -> GroupPanel:
        self.open().header.members.click()
        panel = self.dialog(GroupPanel)
        assert isinstance(panel, GroupPanel)
        return panel
