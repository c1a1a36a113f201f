"""What the keyboard and the menu of the main screen do: every command of `app.ui.actions`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.core.views import AttentionReason
from app.ui.actions import ActionSet
from app.ui.help import desk
from app.ui.panes import step_pane
from app.ui.quiet import fill_quiet_menu
from app.ui.theme import theme
from app.ui.widgets.first_steps import Step
from app.ui.widgets.sidebar import CONVERSATIONS, PEOPLE
from app.ui.widgets.zoom_wheel import ZoomWheel

if TYPE_CHECKING:
    from app.ui.windows.main_view import MainView

_ON_MESSAGES = ("message-info", "retry", "reply", "react", "go-to-day")
"""What `ChatCommands` does; its other commands have keys in the list of messages alone."""
_PAGES = {
    AttentionReason.KEY_CHANGED: "key-changed",
    AttentionReason.MISMATCH: "mismatch",
}
"""Of the help."""
_ON_CONVERSATION = ("pin", "mute", "mark-unread")


class MainCommands(QObject):
    """Connects each command to the main screen."""

    def __init__(self, view: MainView) -> None:
        super().__init__(view)
        self._view = view
        self._actions = ActionSet(view)
        self.zoom = ZoomWheel(self.scale, self)
        self.zoom.watch(*view.sidebar.lists)
        self._make_actions()

    def show_tab(self, tab: int) -> None:
        """Show conversations or people, ready to choose."""
        self._view.search.close_panel()
        self._view.sidebar.show_tab(tab)
        self._view.sidebar.focus_list()

    def _step_pane(self, steps: int) -> None:
        """Go round the areas, from the lines at the top to the composer."""
        pane = step_pane(self._panes(), steps)
        if pane is self._view.sidebar.lists[self._view.sidebar.tab]:
            self._view.sidebar.focus_list()

    def _panes(self) -> list[QWidget]:
        view, search = self._view, self._view.search.panel
        panes: list[QWidget] = [view.banner, view.error_banner, view.notices]
        panes += [view.sidebar.quiet, view.sidebar.filter, view.sidebar.lists[view.sidebar.tab]]
        panes += [search.field, search.filters, search.list]
        chat = view.chat
        if chat is not None:
            panes += [chat.banner, chat.group_banner, chat.error_banner, chat.finder, chat.list]
            panes += [chat.composer.strip, chat.composer.edit, chat.selection_bar]
            panes += [] if chat.instead is None else [chat.instead]
        return panes

    def _find(self) -> None:
        self._view.dialogs.switcher(self._view.every_row())

    def _help(self) -> None:
        """The page about what is the matter with the open conversation, or the first one."""
        chat = self._view.chat
        reason = AttentionReason.NONE if chat is None else chat.contact.attention
        desk.help_desk().tell(send_with=self._view.writing.send_key)
        desk.help_desk().ask(_PAGES.get(reason, desk.FIRST))

    def lock(self) -> None:
        """Lock by hand: whoever does so knows how."""
        self._view.steps_to_keep = self._view.home.lock_was_used()
        self._view.lock_requested.emit()

    def first_step(self, step: Step) -> None:
        """Begin one of the first steps."""
        if step is Step.WRITE:
            self.show_tab(PEOPLE)
        elif step is Step.VERIFY:
            desk.help_desk().ask("verify")
        elif step is Step.KIT:
            self._view.dialogs.settings("recovery")
        else:
            self.lock()

    def _escape(self) -> None:
        """End what was begun, the innermost first; then leave the conversation."""
        if self._view.voice.escape():
            return
        if self._view.search.escape():
            return
        search = self._view.sidebar.filter
        chat = self._view.chat
        if search.hasFocus() and search.text():
            search.clear()
        elif chat is not None and chat.commands.escape():
            return
        elif search.text():
            search.clear()
        elif not self._view.search.close_panel() and chat is not None:
            self._view.close_conversation()

    def scale(self, steps: int) -> None:
        """Larger text (1), smaller (-1), or as the system has it (0)."""
        if steps:
            theme().step_scale(steps)
        else:
            theme().set_scale(1.0)
        self._view.looks_changed.emit()

    def _with_chat(self, action: str) -> None:
        if self._view.chat is None:
            return
        if action == "write":
            self._view.chat.composer.edit.setFocus()
        elif action == "latest":
            self._view.chat.jump_to_latest()
        elif action == "open-link":
            self._view.chat.list.open_links()
        elif action == "emoji":
            self._view.chat.composer.choose_emoji()
        elif action == "attach":
            self._view.files.choose()
        elif action == "files":
            self._view.files.list_all()
        else:
            self._view.chat.commands.run(action)

    def popup_menu(self) -> None:
        """Open the menu under its button."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for names in (
            ("find", "show-people", "search"),
            ("new-group", "several-people"),
            ("verify", "group-panel", "files", "message-info"),
            ("larger", "smaller", "normal-size"),
            ("settings", "help", "shortcuts"),
            ("switch-person", "lock", "lock-fully", "quit"),
        ):
            for name in names:
                menu.addAction(self._actions[name])
            if "settings" in names and self._view.may_be_quiet:
                self._add_quiet(menu)
            menu.addSeparator()
        chat = self._view.chat
        in_group = chat is not None and chat.conversation.group is not None
        self._actions["verify"].setEnabled(chat is not None and not in_group)
        self._actions["group-panel"].setEnabled(in_group)
        self._actions["message-info"].setEnabled(chat is not None)
        self._actions["files"].setEnabled(chat is not None)
        menu.aboutToHide.connect(self._enable_all)
        button = self._view.sidebar.menu_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _add_quiet(self, menu: QMenu) -> None:
        quiet = menu.addMenu(self.tr("Do not disturb"))
        fill_quiet_menu(
            quiet,
            quiet=bool(self._view.sidebar.quiet.until_ms),
            choose=self._view.quiet_chosen.emit,
        )

    def _enable_all(self) -> None:
        for name in ("verify", "group-panel", "files", "message-info"):
            self._actions[name].setEnabled(True)

    def _make_actions(self) -> None:
        for name, slot in (
            ("find", self._find),
            ("search", self._view.search.open_panel),
            ("find-here", self._view.search.find_here),
            ("find-next", lambda: self._view.search.step(1)),
            ("find-previous", lambda: self._view.search.step(-1)),
            ("back", self._view.search.back),
            ("show-conversations", lambda: self.show_tab(CONVERSATIONS)),
            ("show-people", lambda: self.show_tab(PEOPLE)),
            ("previous-conversation", lambda: self._view.step(-1)),
            ("next-conversation", lambda: self._view.step(1)),
            ("next-pane", lambda: self._step_pane(1)),
            ("previous-pane", lambda: self._step_pane(-1)),
            ("new-group", self._view.groups.make),
            ("several-people", self._view.groups.write_to_several),
            ("group-panel", self._view.groups.open_panel),
            ("verify", self._view.dialogs.verify),
            ("write", lambda: self._with_chat("write")),
            ("latest", lambda: self._with_chat("latest")),
            ("close-conversation", self._escape),
            ("open-link", lambda: self._with_chat("open-link")),
            ("emoji", lambda: self._with_chat("emoji")),
            ("attach", lambda: self._with_chat("attach")),
            ("files", lambda: self._with_chat("files")),
            ("record-voice", self._view.voice.record),
            ("lock", self.lock),
            ("lock-fully", self._view.lock_fully_requested.emit),
            ("switch-person", self._view.switch_requested.emit),
            ("settings", self._view.dialogs.settings),
            ("larger", lambda: self.scale(1)),
            ("smaller", lambda: self.scale(-1)),
            ("normal-size", lambda: self.scale(0)),
            ("menu", self.popup_menu),
            ("help", self._help),
            ("shortcuts", self._view.dialogs.shortcuts),
            ("quit", self._view.quit_requested.emit),
        ):
            self._actions.connect(name, slot)
        for name in _ON_MESSAGES:
            self._actions.connect(name, partial(self._with_chat, name))
        for name in _ON_CONVERSATION:
            self._actions.connect(name, partial(self._view.conversations.run, name))
