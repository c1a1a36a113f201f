"""Voice messages in the main screen: one recorder and one player for all conversations.

A recording belongs to the conversation in which it was begun. Going to another one pauses it, so
that nothing that is said there is recorded for the wrong person; coming back shows it as it was.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from app.core.errors import CurbsideError
from app.core.records import MessageRecord
from app.services.api import ClientUseCases
from app.ui.delegates.voice_part import PLAY, SEEK
from app.ui.dialogs.base import ConfirmDialog
from app.ui.formats import translate
from app.ui.sound.note_player import STEP_MS, NotePlayer
from app.ui.sound.now_playing import now_playing
from app.ui.sound.voice_recorder import ASKS_ABOVE_MS, Stage, VoiceRecorder
from app.ui.tasks import TaskRunner
from app.ui.text import inline
from app.ui.voice_words import speed_words, spoken_duration
from app.ui.widgets.voice_strip import VoiceStrip

if TYPE_CHECKING:
    from app.ui.widgets.chat_view import ChatView
    from app.ui.windows.main_view import MainView


class VoiceDesk(QObject):
    """Signal `speaking`: the person is there and talks. `lost` after `close_down`: something was
    recorded and not sent."""

    speaking = Signal()
    lost = False

    def __init__(self, view: MainView, client: ClientUseCases, tasks: TaskRunner) -> None:
        super().__init__(view)
        self._view = view
        self._client = client
        sound = client.sound
        self.player = NotePlayer(client.files, client.media, sound, view.platform, tasks, self)
        self.player.failed.connect(self._say_error)
        self.player.said.connect(self._say_playing)
        self.recorder: VoiceRecorder | None = None
        self.asking: ConfirmDialog | None = None
        if sound is not None and client.policy.max_file_mib > 0:
            self.recorder = VoiceRecorder(
                client.files, client.media, sound, tasks, self, on_speech=self.speaking.emit
            )
            self.recorder.changed.connect(self._recorder_changed)
            self.recorder.failed.connect(self._recorder_failed)
            self.recorder.sent.connect(self._sent)

    def watch(self, chat: ChatView) -> None:
        """Serve the conversation that is being opened."""
        chat.composer.microphone_button.setVisible(self.recorder is not None)
        chat.composer.microphone_button.clicked.connect(self.record)
        chat.commands.files.play_requested.connect(self._play)
        chat.list.command_requested.connect(partial(self._row_command, chat))
        now_playing().changed.connect(chat.list.file_moved)
        recorder = self.recorder
        if recorder is None or not recorder.active:
            return
        if recorder.conversation_id == chat.conversation.record.conversation_id:
            self._show_strip(chat, recorder)
        else:
            self._say_waiting(chat, recorder)

    def left(self) -> None:
        """Another conversation is opened, or none: record nothing that is said there."""
        if self.recorder is not None:
            self.recorder.pause()
            if self.recorder.player is not None:
                self.recorder.player.pause()

    def record(self) -> None:
        """Begin a voice message; while there is one, go on with that."""
        chat, recorder = self._view.chat, self.recorder
        if chat is None or recorder is None:
            return
        if recorder.active:
            if isinstance(chat.instead, VoiceStrip):
                chat.instead.take_focus()
            else:
                self._say_waiting(chat, recorder)
        elif chat.can_write:
            self.player.stop()
            recorder.start(chat.conversation.record.conversation_id, chat.conversation.title)
            self._show_strip(chat, recorder)
            if isinstance(chat.instead, VoiceStrip):
                chat.instead.take_focus()

    def ask_discard(self) -> None:
        """Throw the recording away; more than a few words only after a question."""
        recorder = self.recorder
        if recorder is None or self.asking is not None or recorder.stage is Stage.SENDING:
            return
        recorder.pause()
        if recorder.elapsed_ms <= ASKS_ABOVE_MS:
            recorder.discard()
            return
        dialog = ConfirmDialog(
            translate("Voice", "Discard this voice message?"),
            translate("Voice", "It is {length} long. It cannot be brought back.").format(
                length=spoken_duration(recorder.elapsed_ms)
            ),
            self._view,
            accept=translate("Voice", "Discard"),
            reject=translate("Voice", "Keep it"),
        )
        self.asking = dialog
        dialog.finished.connect(self._asked)
        self._view.dialogs.show(dialog)

    def escape(self) -> bool:
        """Esc in the recorder asks to discard. False: nobody stands in it."""
        chat = self._view.chat
        strip = None if chat is None else chat.instead
        if not isinstance(strip, VoiceStrip) or not strip.holds_focus():
            return False
        self.ask_discard()
        return True

    def close_down(self) -> None:
        """Be silent and forget everything, as when the profile locks."""
        self.player.stop()
        if self.recorder is not None and self.recorder.active:
            self.lost = self.recorder.stage is not Stage.SENDING
            self.recorder.discard()

    def say_lost(self) -> None:
        """Tell the person, once they are back, what became of their recording."""
        self._view.error_banner.say(
            translate(
                "Voice",
                "The voice message that you were recording was discarded when Curbside locked. "
                "Nothing of it was kept.",
            ),
            "attention",
            icon="microphone",
            dismissable=True,
        )

    def _asked(self, result: int) -> None:
        self.asking = None
        if result == QDialog.DialogCode.Accepted and self.recorder is not None:
            self.recorder.discard()

    def _show_strip(self, chat: ChatView, recorder: VoiceRecorder) -> None:
        strip = VoiceStrip(recorder)
        strip.discard_asked.connect(self.ask_discard)
        chat.replace_composer(strip)

    def _say_waiting(self, chat: ChatView, recorder: VoiceRecorder) -> None:
        """The other recording is named, and a click away."""
        there = recorder.conversation_id
        chat.error_banner.say(
            translate(
                "Voice", "A voice message to {name} is not sent yet. It is paused until you return."
            ).format(name=inline(recorder.name)),
            "info",
            icon="microphone",
            button=translate("Voice", "Return to it"),
            action=lambda: self._return_to(there),
        )

    def _return_to(self, conversation_id: object) -> None:
        for row in self._view.every_row():
            if row.contact.conversation_id == conversation_id:
                self._view.open_conversation(row.contact.account_id)
                return

    def _recorder_changed(self) -> None:
        recorder, chat = self.recorder, self._view.chat
        if recorder is None or chat is None or recorder.active:
            return
        if isinstance(chat.instead, VoiceStrip):
            focus = chat.instead.isAncestorOf(chat.window().focusWidget() or chat)
            chat.replace_composer(None)
            if focus:
                chat.composer.edit.setFocus()

    def _recorder_failed(self, error: CurbsideError) -> None:
        """What the strip cannot say any more, because it is gone."""
        if self.recorder is not None and not self.recorder.active:
            self._say_error(error)

    def _sent(self, rows: list[MessageRecord]) -> None:
        chat = self._view.chat
        for row in rows:
            if chat is not None and chat.conversation.record.conversation_id == row.conversation_id:
                chat.drafting.sent.emit(row)

    def _play(self, message: MessageRecord) -> None:
        if self.recorder is not None and self.recorder.stage is Stage.RECORDING:
            self.recorder.pause()  # or it would record what is played
        if self.recorder is not None and self.recorder.player is not None:
            self.recorder.player.pause()
        self.player.toggle(message)

    def _row_command(self, chat: ChatView, name: str, row_id: int) -> None:
        row = chat.timeline.row_of(row_id)
        message = chat.timeline.message(row) if row >= 0 else None
        if message is None or message.file is None or message.file.voice is None:
            return
        if name == PLAY:
            self._play(message)
        elif name.startswith(SEEK):
            self.player.seek(message, float(name.removeprefix(SEEK)))
        elif name in ("voice-back", "voice-on"):
            self.player.step(message, STEP_MS if name == "voice-on" else -STEP_MS)
        elif name == "voice-speed":
            speed = self.player.next_speed()
            chat.list.announce(speed_words(speed))

    def _say_playing(self, what: str) -> None:
        """Not that it plays: that is heard, and words over it would not be."""
        chat = self._view.chat
        if chat is not None and what == "paused":
            chat.list.announce(translate("Voice", "Paused"))
        elif chat is not None and what == "ended":
            chat.list.announce(translate("Voice", "End of the voice message"))

    def _say_error(self, error: CurbsideError) -> None:
        chat = self._view.chat
        if chat is not None:
            chat.show_error(error)
        else:
            self._view.show_error(error)
