"""Recording a voice message, in place of the composer: record, listen, write it out, send."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.core.errors import CurbsideError
from app.ui.file_words import duration_words
from app.ui.formats import translate
from app.ui.sound.player import Player
from app.ui.sound.voice_recorder import MOST_S, Stage, VoiceRecorder
from app.ui.text import PlainLabel, inline
from app.ui.theme import theme
from app.ui.tokens import ICON, SPACE_L, SPACE_M, SPACE_S
from app.ui.voice_words import spoken_duration
from app.ui.widgets.buttons import Button, IconButton, IconLabel
from app.ui.widgets.level_meter import LevelMeter
from app.ui.widgets.waveform_view import WaveformView, position_words
from app.ui.words import error_words

MAX_TRANSCRIPT = 16_384
_WARN_BELOW_MS = 60_000
_TRANSCRIPT_LINES = 3


class VoiceStrip(QWidget):
    """Shows a `VoiceRecorder`. Signals: `discard_asked`, `shown_stage` after each change."""

    discard_asked = Signal()
    shown_stage = Signal()

    def __init__(self, recorder: VoiceRecorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.recorder = recorder
        self._player: Player | None = None
        self._shown = Stage.NONE
        self._second = -1
        self._lay_out()
        recorder.changed.connect(self._changed)
        recorder.levelled.connect(self._levelled)
        recorder.failed.connect(self._say_error)
        recorder.full.connect(self._say_full)
        self._changed()

    def take_focus(self) -> None:
        """Stand on what is done next; never on what throws away or ends at one key."""
        stage = self.recorder.stage
        if stage is Stage.REVIEW:
            self.play_button.setFocus()
        elif self.pause_button.isEnabled():
            self.pause_button.setFocus()
        else:
            self.discard_button.setFocus()

    def holds_focus(self) -> bool:
        """Whether the keyboard is in it."""
        focus = self.window().focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # Qt hands the field
        """Ctrl+Enter in the transcript sends."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._send()
                return True
        return super().eventFilter(watched, event)

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _changed(self) -> None:
        stage, before = self.recorder.stage, self._shown
        had_focus = self.holds_focus()
        self._shown = stage
        review = stage in (Stage.REVIEW, Stage.SENDING)
        self._pages.setCurrentIndex(1 if review else 0)
        self.setFocusProxy(self.play_button if review else self.pause_button)
        self._fit()
        self._show_recording(stage)
        if review:
            self._show_review(stage, before)
        else:
            self._player = None
        if stage is not before:
            self.hint.hide()
            self._say_stage(stage)
            if had_focus and self.isVisible() and before is not Stage.SENDING:
                self.take_focus()
        self.shown_stage.emit()

    def _show_recording(self, stage: Stage) -> None:
        running = stage is Stage.RECORDING
        paused = stage is Stage.PAUSED
        self._dot.set_icon("record" if running else "pause", "danger" if running else "muted")
        self.state.setText(
            {
                Stage.OPENING: translate("Voice", "Opening the microphone…"),
                Stage.RECORDING: translate("Voice", "Recording"),
                Stage.PAUSED: translate("Voice", "Paused"),
                Stage.PREPARING: translate("Voice", "Getting it ready to listen…"),
            }.get(stage, "")
        )
        self.pause_button.setText(
            translate("Voice", "Go on") if paused else translate("Voice", "Pause")
        )
        self.pause_button.set_icon("microphone" if paused else "pause", "text")
        for button in (self.pause_button, self.done_button):
            button.setEnabled(running or paused)
        if stage is Stage.OPENING:
            self.meter.clear()
        self._show_elapsed()

    def _show_review(self, stage: Stage, before: Stage) -> None:
        player = self.recorder.player
        if player is not None and player is not self._player:
            self._player = player
            player.moved.connect(self._moved)
            player.changed.connect(self._show_playing)
            player.ended.connect(lambda: player.seek(0))
            self.waveform.show_recording(self.recorder.waveform, player.duration_ms)
            self.transcript.setPlainText(self.recorder.transcript)
        self._show_playing()
        sending = stage is Stage.SENDING
        for widget in (self.send_button, self.transcript, self.play_button, self.waveform):
            widget.setEnabled(not sending)
        self.discard_button_2.setEnabled(not sending)
        if before is Stage.SENDING and stage is Stage.REVIEW:
            self.send_button.setFocus()

    def _show_playing(self) -> None:
        player = self.recorder.player
        if player is None:
            return
        self.play_button.set_icon("pause" if player.running else "play")
        self.play_button.set_name(
            translate("Voice", "Pause") if player.running else translate("Voice", "Listen")
        )
        self._moved(player.position_ms)

    def _moved(self, position_ms: int) -> None:
        self.waveform.set_position(position_ms)
        length = self.recorder.elapsed_ms
        self.time.setText(position_words(position_ms, length))

    def _levelled(self, level: float) -> None:
        self.meter.add(level)
        self._show_elapsed()
        if self.meter.silent:
            if not self.hint.isVisible():
                self._hint(
                    translate(
                        "Voice",
                        "Nothing is heard. Check that the microphone is connected and not muted.",
                    )
                )
        elif level > 0 and self.hint.isVisible():
            self.hint.hide()

    def _show_elapsed(self) -> None:
        elapsed = self.recorder.elapsed_ms
        if elapsed // 1_000 == self._second and elapsed:
            return
        self._second = elapsed // 1_000
        words = duration_words(elapsed - elapsed % 1_000)
        left = MOST_S * 1_000 - elapsed
        if left <= _WARN_BELOW_MS and self.recorder.stage is Stage.RECORDING:
            words = translate("Voice", "{time}, {left} left").format(
                time=words, left=duration_words(left)
            )
        self.elapsed.setText(words)
        self.elapsed.setAccessibleName(spoken_duration(elapsed))

    def _say_stage(self, stage: Stage) -> None:
        length = spoken_duration(self.recorder.elapsed_ms)
        words = {
            Stage.RECORDING: translate("Voice", "Recording"),
            Stage.PAUSED: translate("Voice", "Paused after {length}").format(length=length),
            Stage.REVIEW: translate("Voice", "Ready: {length}. Listen to it, or send it.").format(
                length=length
            ),
        }.get(stage, "")
        if words and self.isVisible():
            self._announce(words)

    def _say_error(self, error: CurbsideError) -> None:
        if self.recorder.active:
            self._hint(error_words(error).together)

    def _say_full(self) -> None:
        self._hint(translate("Voice", "A voice message can be 30 minutes long; this one is."))

    def _hint(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.show()
        self._announce(words)

    def _send(self) -> None:
        if self.send_button.isEnabled():
            self.recorder.send(self.transcript.toPlainText().strip()[:MAX_TRANSCRIPT])

    def _keep_transcript(self) -> None:
        self.recorder.transcript = self.transcript.toPlainText()

    def _fit(self) -> None:
        line = self.transcript.fontMetrics().lineSpacing()
        self.transcript.setFixedHeight(_TRANSCRIPT_LINES * line + 22)
        self._fit_page()

    def _fit_page(self) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            self._pages.setFixedHeight(page.sizeHint().height())

    def _lay_out(self) -> None:
        self.setAccessibleName(
            translate("Voice", "Voice message to {name}").format(name=inline(self.recorder.name))
        )
        self.hint = PlainLabel(kind="attention")
        self.hint.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._recording_page())
        self._pages.addWidget(self._review_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        layout.setSpacing(SPACE_S)
        layout.addWidget(self._pages)
        layout.addWidget(self.hint)
        theme().changed.connect(self._fit)
        self._fit()

    def _recording_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("plain")
        self._dot = IconLabel("record", "danger", ICON)
        self.state = PlainLabel(kind="strong", wrap=False)
        self.elapsed = PlainLabel(kind="body", wrap=False)
        self.meter = LevelMeter()
        self.pause_button = Button(translate("Voice", "Pause"), icon="pause")
        self.discard_button = Button(translate("Voice", "Discard"), "danger")
        self.done_button = Button(translate("Voice", "Done"), "primary", icon="check")
        self.pause_button.clicked.connect(self.recorder.toggle_pause)
        self.discard_button.clicked.connect(self.discard_asked)
        self.done_button.clicked.connect(self.recorder.done)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self._dot)
        row.addWidget(self.state)
        row.addWidget(self.elapsed)
        row.addWidget(self.meter, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.discard_button)
        buttons.addStretch(1)
        buttons.addWidget(self.pause_button)
        buttons.addWidget(self.done_button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addLayout(row)
        layout.addLayout(buttons)
        return page

    def _review_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("plain")
        self.play_button = IconButton("play", translate("Voice", "Listen"), "accent")
        self.waveform = WaveformView()
        self.time = PlainLabel(kind="caption", wrap=False)
        self.transcript = QPlainTextEdit()
        self.transcript.setObjectName("draft")
        self.transcript.setTabChangesFocus(True)
        self.transcript.installEventFilter(self)
        self.transcript.setPlaceholderText(
            translate("Voice", "Type here what you said (not required)")
        )
        self.transcript.setAccessibleName(translate("Voice", "What you said, in writing"))
        why = translate("Voice", "It helps those who cannot listen now, or cannot hear.")
        self.transcript.setAccessibleDescription(why)
        note = PlainLabel(why, "caption")
        self.discard_button_2 = Button(translate("Voice", "Discard"), "danger")
        self.send_button = Button(translate("Voice", "Send"), "primary", icon="send")
        self.play_button.clicked.connect(self._toggle)
        self.waveform.sought.connect(self._seek)
        self.transcript.textChanged.connect(self._keep_transcript)
        self.discard_button_2.clicked.connect(self.discard_asked)
        self.send_button.clicked.connect(self._send)
        first = QHBoxLayout()
        first.setSpacing(SPACE_S)
        first.addWidget(self.play_button)
        first.addWidget(self.waveform, 1)
        first.addWidget(self.time)
        last = QHBoxLayout()
        last.setSpacing(SPACE_S)
        last.addWidget(self.discard_button_2)
        last.addStretch(1)
        last.addWidget(self.send_button)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        layout.addLayout(first)
        layout.addWidget(self.transcript)
        layout.addWidget(note)
        layout.addLayout(last)
        return page

    def _toggle(self) -> None:
        if self.recorder.player is not None:
            self.recorder.player.toggle()

    def _seek(self, position_ms: int) -> None:
        if self.recorder.player is not None:
            self.recorder.player.seek(position_ms)
