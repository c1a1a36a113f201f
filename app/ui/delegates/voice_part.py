"""A voice message inside its bubble: play, the waveform, how far, how fast, what was said."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.core.file_types import FileRecord, FileState
from app.ui import icons
from app.ui.actions import BY_NAME
from app.ui.delegates.file_part import LiveFiles, PartFonts
from app.ui.delegates.text_block import TextBlock
from app.ui.file_actions import main_action, moving_actions, readable
from app.ui.file_words import duration_words, state_line
from app.ui.formats import translate
from app.ui.sound.now_playing import now_playing
from app.ui.text import shown
from app.ui.theme import theme
from app.ui.tokens import ICON_LARGE, SPACE_S, SPACE_XS
from app.ui.voice_words import speed_words
from app.ui.widgets.waveform_view import draw_waveform, position_words

PLAY = "voice-play"
SPEED = "voice-speed"
SEEK = "voice-seek:"
"""Followed by the part of the recording, 0 to 1, at which the waveform was clicked."""
MAX_TRANSCRIPT = 4_000
"""Characters that a row shows of what was said."""
_BUTTON = 36.0
_WAVE = 32.0
_WIDTH = 300.0
_ICONS = {
    "file-pause": "pause",
    "file-resume": "play",
    "file-retry": "retry",
    "file-cancel": "x",
    "file-fetch": "download",
}


class VoicePart:
    """A `FilePart`. The position is read when it is painted: it is no part of the layout."""

    def __init__(
        self, row_id: int, file: FileRecord, outgoing: bool, fonts: PartFonts, room: float
    ) -> None:
        self._row_id = row_id
        self._file = file
        self._outgoing = outgoing
        self._fonts = fonts
        self._here = readable(file, outgoing=outgoing)
        self._moves = moving_actions(file, outgoing=outgoing)
        self._main = PLAY if self._here else main_action(file, outgoing=outgoing)
        self._line = QFontMetricsF(fonts.caption).height()
        self.width = min(_WIDTH * max(theme().scale, 1.0), room)
        words = shown(file.voice.transcript.strip()) if file.voice is not None else ""
        if len(words) > MAX_TRANSCRIPT:
            words = words[:MAX_TRANSCRIPT] + "…"
        self._transcript = TextBlock(words, fonts.body, room) if words else None
        self._top = max(_BUTTON, _WAVE) + self._line + 2
        self.height = self._top
        if self._transcript is not None:
            size = self._transcript.size
            self.width = max(self.width, size.width())
            self.height += SPACE_XS + self._line + size.height()
        self.rect = QRectF()

    def place(self, at: QPointF, width: float) -> None:
        """Where it stands, and how wide the bubble lets it be."""
        self.rect = QRectF(at.x(), at.y(), max(self.width, width), self.height)

    def action_at(self, at: QPointF) -> str:
        """Play, go somewhere, change the speed, or what concerns its way here."""
        if self._button_box().adjusted(-2, -2, 2, 2).contains(at):
            return self._main or (self._moves[0] if self._moves else "")
        if self._here and self._speed_box().adjusted(-4, -4, 4, 4).contains(at):
            return SPEED
        wave = self._wave_box()
        if self._here and wave.contains(at):
            return f"{SEEK}{(at.x() - wave.left()) / wave.width():.4f}"
        return ""

    def tip_at(self, at: QPointF) -> str:
        """What a button does."""
        action = self.action_at(at)
        if action == PLAY:
            playing = now_playing().of(self._row_id)
            if playing is not None and playing.running:
                return translate("Voice", "Pause")
            return translate("Voice", "Listen")
        if action.startswith(SEEK):
            return translate("Voice", "Listen from here")
        return BY_NAME[action].label() if action in BY_NAME else ""

    def draw(self, painter: QPainter, live: LiveFiles) -> None:
        """Draw it where it is now."""
        colours = theme().colours
        playing = now_playing().of(self._row_id)
        running = playing is not None and playing.running
        self._draw_button(painter, running=running)
        part = 0.0
        duration = self._file.duration_ms
        if playing is not None:
            duration = playing.duration_ms or duration
            part = playing.position_ms / duration if duration else 0.0
        waveform = self._file.voice.waveform if self._file.voice is not None else b""
        rest = colours.border if self._here else colours.muted
        draw_waveform(painter, self._wave_box(), waveform, part, played=colours.accent, rest=rest)
        if self._here:
            words = duration_words(duration)
            if playing is not None:
                words = position_words(playing.position_ms, duration)
            self._draw_speed(painter)
        else:
            done = live.done(self._row_id, self._file)
            words = state_line(self._file, done, outgoing=self._outgoing, offline=live.offline)
            words = f"{duration_words(duration)} · {words}"
        failed = self._file.state is FileState.FAILED
        self._draw_line(painter, words, colours.danger if failed else colours.muted)
        if self._transcript is not None:
            self._draw_transcript(painter, self._transcript)

    def _draw_button(self, painter: QPainter, *, running: bool) -> None:
        colours = theme().colours
        action = self._main or (self._moves[0] if self._moves else "")
        if not action:
            return
        box = self._button_box()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(box)
        name = ("pause" if running else "play") if action == PLAY else _ICONS.get(action, "play")
        ratio = painter.device().devicePixelRatio()
        centre = box.center()
        at = QPointF(centre.x() - ICON_LARGE / 2, centre.y() - ICON_LARGE / 2)
        painter.drawPixmap(at, icons.pixmap(name, colours.on_accent, ICON_LARGE, ratio))

    def _draw_speed(self, painter: QPainter) -> None:
        colours = theme().colours
        box = self._speed_box()
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(self._fonts.strong)
        painter.setPen(QColor(colours.accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, speed_words(now_playing().speed))

    def _draw_line(self, painter: QPainter, words: str, colour: str) -> None:
        wave = self._wave_box()
        right = self._speed_box().left() - SPACE_S if self._here else self.rect.right()
        box = QRectF(wave.left(), wave.bottom() + 2, max(right - wave.left(), 20.0), self._line)
        painter.setFont(self._fonts.caption)
        painter.setPen(QColor(colour))
        metrics = QFontMetricsF(self._fonts.caption)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _draw_transcript(self, painter: QPainter, block: TextBlock) -> None:
        colours = theme().colours
        top = self.rect.top() + self._top + SPACE_XS
        painter.setFont(self._fonts.strong)
        painter.setPen(QColor(colours.muted))
        box = QRectF(self.rect.left(), top, self.rect.width(), self._line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), translate("Voice", "Transcript"))
        painter.setPen(QColor(colours.text))
        block.draw(painter, QPointF(self.rect.left(), box.bottom()))

    def _button_box(self) -> QRectF:
        return QRectF(self.rect.left(), self.rect.top(), _BUTTON, _BUTTON)

    def _wave_box(self) -> QRectF:
        left = self.rect.left() + _BUTTON + SPACE_S
        wide = max(min(self.rect.width(), _WIDTH * max(theme().scale, 1.0)) - _BUTTON - SPACE_S, 40)
        return QRectF(left, self.rect.top() + (_BUTTON - _WAVE) / 2, wide, _WAVE)

    def _speed_box(self) -> QRectF:
        wave = self._wave_box()
        metrics = QFontMetricsF(self._fonts.strong)
        wide = metrics.horizontalAdvance(speed_words(1.5)) + 2 * SPACE_S
        return QRectF(wave.right() - wide, wave.bottom() + 2, wide, self._line)
