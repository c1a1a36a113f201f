"""Who is who in one conversation: the name under which each account is shown.

Of a group that includes whoever wrote in it and is no member any more.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.core.groups import MemberView
from app.core.ids import AccountId
from app.core.views import ContactView, ConversationView, OwnView
from app.ui.formats import translate
from app.ui.text import inline

People = Mapping[AccountId, ContactView]


class Names:
    """`begin` says of which conversation, `learn` who is in the clinic's directory."""

    def __init__(self, own: OwnView) -> None:
        self.own = own
        self.members: tuple[MemberView, ...] = ()
        """Of a group: everybody in it now."""
        self.in_group = False
        self._known: dict[AccountId, ContactView] = {}
        self._named: dict[AccountId, str] = {}
        self._people: People = {}

    def learn(self, people: People) -> None:
        """Everybody in the clinic's directory."""
        self._people = people

    def begin(self, view: ConversationView) -> None:
        """Of this conversation, as it is now."""
        self.in_group = view.group is not None
        self.members = () if view.group is None else view.group.members
        self._named = {member.account_id: member.name for member in self.members}
        contacts = [member.contact for member in self.members] + [view.contact]
        self._known = {each.account_id: each for each in contacts if each is not None}

    def contact(self, account_id: AccountId) -> ContactView | None:
        """The colleague; None for the person themselves, and for nobody known."""
        return self._known.get(account_id) or self._people.get(account_id)

    def is_own(self, account_id: AccountId) -> bool:
        """Whether that is the person themselves."""
        return account_id == self.own.account_id

    def name(self, account_id: AccountId) -> str:
        """As it stands by itself. Comes from the network: show it as plain text."""
        if self.is_own(account_id):
            return self.own.name
        contact = self.contact(account_id)
        known = contact.name if contact is not None else self._named.get(account_id, "")
        return known or translate("Groups", "Somebody who is not listed")

    def inline(self, account_id: AccountId) -> str:
        """For use within a sentence; the person themselves is "you"."""
        if self.is_own(account_id):
            return translate("Groups", "you")
        return inline(self.name(account_id))
