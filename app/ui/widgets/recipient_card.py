"""To whom something goes, said before it goes: a person with role, department and trust, or a
group with how many people are in it. Nobody should have to look elsewhere to be sure."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.ids import AccountId, ConversationId
from app.core.views import ContactView, ConversationView
from app.ui import formats
from app.ui.formats import translate
from app.ui.text import PlainLabel, inline, person_name
from app.ui.theme import theme
from app.ui.tokens import ICON_LARGE, SPACE_M, SPACE_S
from app.ui.widgets.avatar_view import AvatarView
from app.ui.widgets.buttons import IconLabel
from app.ui.widgets.trust_chip import TrustChip

_SHORT = 26
"""Characters of a name, at the normal text size, that leave room for the chip beside them."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A conversation to send to."""

    conversation_id: ConversationId
    title: str = field(repr=False)
    """As it came from the network."""
    contact: ContactView | None = field(default=None, repr=False)
    """None: a group."""
    people: int = 1
    """In a group: everybody but this person."""

    @classmethod
    def of(cls, view: ConversationView) -> Recipient:
        """That of a row of the list."""
        people = 1 if view.group is None else max(len(view.group.members) - 1, 0)
        return cls(view.record.conversation_id, view.title, view.contact, people)

    @property
    def name(self) -> str:
        """For use within a sentence."""
        return inline(self.title)


class RecipientCard(QFrame):
    """A card that names the recipient in full."""

    def __init__(self, recipient: Recipient, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        row.setSpacing(SPACE_M)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(PlainLabel(person_name(recipient.title), "heading"))
        contact = recipient.contact
        if contact is None:
            row.addWidget(IconLabel("users", "accent", 2 * ICON_LARGE))
            count = translate("Files", "Group · %n other person(s)", None, recipient.people)
            words.addWidget(PlainLabel(count, "caption"))
            spoken = [recipient.name, count]
            row.addLayout(words, 1)
        else:
            avatar = AvatarView(40)
            avatar.show_person(AccountId(contact.account_id), contact.name)
            row.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
            line = formats.person_line(contact)
            if line:
                words.addWidget(PlainLabel(line, "caption"))
            if contact.duplicate_of:
                alike = translate("Files", "Another person is listed alike: {difference}.")
                alike = alike.format(difference=inline(contact.duplicate_of))
                words.addWidget(PlainLabel(alike, "attention"))
            trust = formats.trust_words(contact)
            chip = TrustChip()
            chip.show_contact(contact)
            chip.setEnabled(False)
            chip.setAccessibleName(trust)
            row.addLayout(words, 1)
            if theme().scale * len(contact.name) > _SHORT:
                words.addSpacing(SPACE_S)
                words.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
            spoken = [recipient.name, line, trust]
        self.setAccessibleName(", ".join(part for part in spoken if part))
