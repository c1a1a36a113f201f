"""The one place beside a name that says how well the person behind it is known."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.views import AttentionReason, ContactView, Trust
from app.ui import formats
from app.ui.text import label_text, set_tip
from app.ui.widgets.buttons import Button, Role

_ICONS: dict[Trust, tuple[str, Role]] = {
    Trust.VERIFIED: ("shield-check", "accent"),
    Trust.DIRECTORY_CHECKED: ("shield", "muted"),
    Trust.ATTENTION: ("alert-triangle", "attention"),
}


class TrustChip(Button):
    """Says Verified, Directory-checked, or what needs attention; opens Verify when pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "chip", "shield", parent)

    def show_contact(self, contact: ContactView) -> None:
        """Take words, icon and colour from the contact."""
        words = formats.trust_words(contact)
        icon, role = _ICONS[contact.trust]
        look = contact.trust.value
        if contact.attention is AttentionReason.MISMATCH:
            icon, role, look = "shield-alert", "danger", "danger"
        self.setText(label_text(words))
        self.set_icon(icon, role)
        self.setProperty("trust", look)
        self.style().unpolish(self)
        self.style().polish(self)
        tip = self.tr("Verify whom you are writing to")
        set_tip(self, tip, adds=tip)
        self.setAccessibleName(self.tr("{state}. Verify").format(state=words))
