"""Pictures of what announces: the tray icon on panels, do not disturb, the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from app.core.notifications import WITHOUT_END, NotificationChoices
from app.core.policy import NotificationDetail, Policy
from app.ui import gallery_data
from app.ui.badge import badge_pixmap
from app.ui.dialogs.settings.window import SettingsDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.ui.gallery import Studio

_SIZES = (16, 22, 24, 32, 48)
_STATES = ((0, False), (3, False), (12, False), (120, False), (0, True), (5, True))
_CELL = 60


class Panels(QWidget):
    """The tray icon in each state and size, on a light and on a dark panel."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_CELL * len(_SIZES) * 2, _CELL * len(_STATES))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Pixel for pixel, as a panel would."""
        del event
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        for half, ground in enumerate(("#F2F2F2", "#1B222A")):
            left = half * _CELL * len(_SIZES)
            painter.fillRect(left, 0, _CELL * len(_SIZES), self.height(), QColor(ground))
            for row, (count, quiet) in enumerate(_STATES):
                for column, size in enumerate(_SIZES):
                    picture = badge_pixmap(round(size * ratio), count, quiet=quiet)
                    picture.setDevicePixelRatio(ratio)
                    painter.drawPixmap(left + column * _CELL + 6, row * _CELL + 6, picture)
        painter.end()


async def notifications(studio: Studio) -> None:
    """Everything that has to do with being told."""
    panels = Panels()
    studio.shoot("tray-icon", panels)
    panels.deleteLater()
    for name, policy, choices in (
        ("", Policy(), NotificationChoices()),
        (
            "-names-quiet",
            Policy(notification_detail=NotificationDetail.SENDER),
            NotificationChoices(sender=True, quiet_until_ms=WITHOUT_END),
        ),
        (
            "-clinic",
            Policy(notifications=False, allow_do_not_disturb=False),
            NotificationChoices(),
        ),
    ):
        client = gallery_data.sample_client()
        client.policy, client.choices = policy, choices
        view = await studio.main_view(client)
        view.dialogs.settings("notifications")
        await studio.settle()
        dialog = view.dialogs.current
        if isinstance(dialog, SettingsDialog):
            studio.shoot(f"notifications-settings{name}", dialog)
        view.dialogs.close_all()
    client = gallery_data.sample_client()
    client.choices = replace(client.choices, quiet_until_ms=WITHOUT_END)
    view = await studio.conversation(client, gallery_data.AMIRA)
    view.show_quiet(WITHOUT_END)
    await studio.settle()
    studio.shoot("do-not-disturb")
