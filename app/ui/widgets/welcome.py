"""What the main screen shows while no conversation is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.actions import BY_NAME
from app.ui.help.desk import help_desk
from app.ui.models.conversation_list import PersonListModel
from app.ui.widgets.empty_state import EmptyState


class Welcome(EmptyState):
    """Says what one can do next, from what there is."""

    def __init__(self, choose_person: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("message", parent)
        self._choose_person = choose_person

    def show_for(self, conversations: PersonListModel, people: PersonListModel) -> None:
        """Choose the words."""
        if people.loaded and not people.total:
            self.show_words(
                self.tr("You are the first one here"),
                self.tr(
                    "Colleagues appear by themselves as soon as they have joined. "
                    "There is nothing to do until then."
                ),
                self.tr("How it works"),
                lambda: help_desk().ask("write"),
            )
        elif conversations.total:
            self.show_words(
                self.tr("Choose a conversation"),
                self.tr("{find} finds a person, {next} goes to the next conversation.").format(
                    find=BY_NAME["find"].keys_label(),
                    next=BY_NAME["next-conversation"].keys_label(),
                ),
            )
        else:
            self.show_words(
                self.tr("Write to a colleague"),
                self.tr("Everyone in your clinic is in the list of people, by name and role."),
                self.tr("Choose a colleague"),
                self._choose_person,
            )
