"""A check box whose box is drawn from the tokens: the style's own has too little contrast."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.ui.icons import pixmap
from app.ui.theme import theme
from app.ui.tokens import SPACE_S, SPACE_XS

_BOX = 18
_BESIDE_TEXT = _BOX + SPACE_S + 4 * SPACE_XS
_FEW_WORDS = 24
"""Characters: no line has to be shorter."""
_HIGHEST = 10_000


class CheckBox(QCheckBox):
    """Looks alike on every system, and wraps a long text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """The box, the text on one line and room for the ring of the focus."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(words.width() + _BESIDE_TEXT, self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few words on a line."""
        few_words = self.fontMetrics().averageCharWidth() * _FEW_WORDS + _BESIDE_TEXT
        return self.sizeHint().boundedTo(QSize(few_words, self._line_height()))

    def hasHeightForWidth(self) -> bool:
        """The text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text needs."""
        room = QRect(0, 0, width - _BESIDE_TEXT, _HIGHEST)
        wraps = int(Qt.TextFlag.TextWordWrap)
        words = self.fontMetrics().boundingRect(room, wraps, self.text())
        return max(words.height() + 2 * SPACE_XS, self._line_height())

    def hitButton(self, pos: object) -> bool:
        """The text can be clicked too."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, mark, text and focus; the box stands beside the first line."""
        del event
        colours = theme().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = self.width() - SPACE_XS - _BOX if self._mirrored() else SPACE_XS
        box = QRectF(left + 0.5, (self._line_height() - _BOX) / 2, _BOX - 1, _BOX - 1)
        on, enabled = self.isChecked(), self.isEnabled()
        edge = colours.accent if on and enabled else colours.border
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(edge if on else colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark = colours.on_accent if enabled else colours.surface
            side = _BOX - 4
            at = QPointF(box.left() + 1.5, box.top() + 1.5)
            painter.drawPixmap(at, pixmap("check", mark, side, self.devicePixelRatioF()))
        painter.setPen(QColor(colours.text if enabled else colours.muted))
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self._text_rect(), int(flags) | int(Qt.TextFlag.TextWordWrap), self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        painter.end()

    def _mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _line_height(self) -> int:
        return max(self.fontMetrics().height(), _BOX) + 2 * SPACE_XS

    def _text_rect(self) -> QRect:
        top = (self._line_height() - self.fontMetrics().height()) // 2
        beside, edge = _BOX + SPACE_S + 2 * SPACE_XS, 2 * SPACE_XS
        left, right = (edge, beside) if self._mirrored() else (beside, edge)
        return self.rect().adjusted(left, top, -right, 0)
