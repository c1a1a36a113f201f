"""Above the messages of a group: two versions of it, nobody who can change it, a changed key."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.core.groups import GroupState, GroupView, MemberView
from app.core.views import AttentionReason
from app.services.group_errors import NO_ADMIN_LEFT
from app.ui import group_words
from app.ui.text import inline
from app.ui.widgets.banner import Banner
from app.ui.words import translated


class GroupBanner(Banner):
    """Hidden while nothing is the matter. Signals: `fork_clicked`, `panel_clicked`."""

    fork_clicked = Signal()
    panel_clicked = Signal()

    def show_group(self, group: GroupView | None) -> None:
        """Say what needs attention, the worst first, or hide."""
        if group is None or group.state is not GroupState.MEMBER:
            self.hide()
        elif group.forked:
            self.say(
                self.tr("There were two versions of this group. One of them holds now."),
                "attention",
                icon="alert-triangle",
                button=self.tr("What happened?"),
                action=self.fork_clicked.emit,
            )
        elif not group.has_admin:
            self.say(
                " ".join(translated(words) for words in NO_ADMIN_LEFT),
                "attention",
                icon="users",
            )
        elif group.is_admin and (changed := _changed(group)):
            names = group_words.some([inline(member.name) for member in changed])
            self.say(
                self.tr(
                    "{names}: the key changed, so nothing written here reaches them. Verify, then "
                    "add them again."
                ).format(names=names),
                "attention",
                icon="key",
                button=self.tr("Members…"),
                action=self.panel_clicked.emit,
            )
        else:
            self.hide()


def _changed(group: GroupView) -> list[MemberView]:
    """Members whose key is not the one in the list of members."""
    others = (AttentionReason.CLOSED, AttentionReason.NO_DEVICE)
    return [
        member
        for member in group.members
        if not member.receives
        and member.contact is not None
        and member.contact.attention not in others
    ]
