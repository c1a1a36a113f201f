"""Above the messages: what is the matter with this contact, and the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.core.views import AttentionReason, ContactView
from app.ui.text import inline
from app.ui.widgets.banner import Banner


class ContactBanner(Banner):
    """Hidden while nothing is the matter. Signals: `verify_requested`, `review_requested`."""

    verify_requested = Signal()
    review_requested = Signal()

    def show_contact(self, contact: ContactView) -> None:
        """Say what needs attention, or hide."""
        name = inline(contact.name)
        if contact.attention is AttentionReason.KEY_CHANGED:
            self.say(
                self.tr(
                    "{name}'s key changed. They may have a new computer, or somebody may be "
                    "pretending to be them. Nothing is sent until you have reviewed it."
                ).format(name=name),
                "attention",
                icon="key",
                button=self.tr("Review…"),
                action=self.review_requested.emit,
                learn="key-changed",
            )
        elif contact.attention is AttentionReason.MISMATCH:
            self.say(
                self.tr(
                    "The numbers did not match. Sending to {name} is stopped. "
                    "Call your clinic's IT, and do not use this conversation meanwhile."
                ).format(name=name),
                "danger",
                icon="shield-alert",
                button=self.tr("Compare again…"),
                action=self.verify_requested.emit,
                learn="mismatch",
            )
        elif contact.duplicate_of:
            self.say(
                self.tr(
                    "Another person is listed alike: {difference}. Verify before you write."
                ).format(difference=inline(contact.duplicate_of)),
                "attention",
                icon="users",
                button=self.tr("Verify…"),
                action=self.verify_requested.emit,
                learn="verify",
            )
        else:
            self.hide()
