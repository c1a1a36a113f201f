"""In the corner of the messages: back to where one was, and down to the newest with a count."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.ui.actions import BY_NAME
from app.ui.text import label_text
from app.ui.tokens import SPACE_S
from app.ui.widgets.buttons import IconButton


class JumpCorner(QWidget):
    """Signals: `latest_clicked`, `back_clicked`. Hidden while there is nowhere to go."""

    latest_clicked = Signal()
    back_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.back = IconButton(
            "arrow-left", BY_NAME["back"].label(), keys=BY_NAME["back"].keys_label()
        )
        self.latest = IconButton(
            "arrow-down",
            self.tr("Jump to the latest message"),
            keys=BY_NAME["latest"].keys_label(),
        )
        for button in (self.back, self.latest):
            button.setObjectName("jump")
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.hide()
        self.back.setText(label_text(self.tr("Back")))
        self.back.clicked.connect(self.back_clicked)
        self.latest.clicked.connect(self.latest_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self.back)
        layout.addWidget(self.latest)
        self.show_count(0)
        self.hide()

    def show_latest(self, shown: bool) -> None:
        """Whether the newest message is out of view."""
        self.latest.setVisible(shown)
        self._fit()

    def show_back(self, shown: bool) -> None:
        """Whether there is a place to go back to."""
        self.back.setVisible(shown)
        self._fit()

    def show_count(self, count: int) -> None:
        """How many messages came that were not in view yet."""
        name = self.tr("Jump to the latest message")
        if count:
            new = self.tr("1 new") if count == 1 else self.tr("{count} new").format(count=count)
            name = f"{name}, {new}"
            self.latest.setText(label_text(new))
            style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        else:
            self.latest.setText("")
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        self.latest.setToolButtonStyle(style)
        self.latest.set_name(name)
        self._fit()

    def _fit(self) -> None:
        buttons: tuple[QToolButton, ...] = (self.back, self.latest)
        self.setVisible(any(not button.isHidden() for button in buttons))
        self.adjustSize()
