"""Files in the list of messages: what they say, what can be done with them, and what moves."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.core.bus import Connection, ConnectionChanged
from app.core.file_types import FileKind, FileState
from app.core.policy import Policy
from app.core.records import MessageRecord
from app.ui.dialogs.base import ConfirmDialog
from app.ui.dialogs.conversation_files import ConversationFilesDialog
from app.ui.dialogs.save_attachment import SaveAttachment
from app.ui.file_words import elided_name
from app.ui.previews import CACHE_BYTES, Previews
from tests.gui.attachments import begin, part_centre, put
from tests.gui.conftest import Running, SomeError, StartUi, focused, press
from tests.gui.talk import click, spoken, stand_on


def now(state: Running, record: MessageRecord) -> FileState:
    file = state.client.row(record.row_id).file
    assert file is not None
    return file.state


def offered(state: Running, record: MessageRecord) -> list[str]:
    menu = state.chat.commands.menu_for(state.client.row(record.row_id))
    names = [action.objectName() for action in menu.actions()]
    menu.close()
    return [name for name in names if name.startswith("file-")]


STATES = [
    (FileState.PREPARING, True, "Encrypting 2.3 MB…", ["file-cancel"]),
    (
        FileState.UPLOADING,
        True,
        "Uploading 42 % of 2.3 MB",
        ["file-open", "file-pause", "file-cancel", "file-save"],
    ),
    (FileState.REMOTE, False, "not fetched yet", ["file-fetch"]),
    (FileState.DOWNLOADING, False, "Fetching 42 % of 2.3 MB", ["file-pause", "file-cancel"]),
    (FileState.PAUSED, False, "Paused at 42 % of 2.3 MB", ["file-resume", "file-cancel"]),
    (FileState.FAILED, False, "The disk of this computer is full", ["file-retry"]),
    (FileState.HERE, False, "PDF, Letter.pdf, 2.3 MB", ["file-open", "file-save"]),
    (FileState.EXPIRED, False, "No longer at the relay", []),
]


class TestStates:
    @pytest.mark.parametrize(("state", "mine", "words", "commands"), STATES)
    def test_each_is_spoken_and_has_its_commands(
        self, start_ui: StartUi, state: FileState, mine: bool, words: str, commands: list[str]
    ) -> None:
        running = begin(start_ui)
        failure = "store-full" if state is FileState.FAILED else None
        record = put(
            running, "Letter.pdf", state, mine=mine, done=1_000_000, failure=failure, text="Here"
        )
        said = spoken(running.chat, record.row_id)
        assert words in said
        assert "PDF, Letter.pdf, 2.3 MB" in said
        assert "Here" in said
        assert offered(running, record) == commands

    def test_a_caption_is_a_text_like_any_other(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", text="Left heel")
        menu = state.chat.commands.menu_for(record)
        assert "copy" in [action.objectName() for action in menu.actions()]
        menu.close()
        bare = state.chat.commands.menu_for(put(state, "Other.pdf"))
        assert "copy" not in [action.objectName() for action in bare.actions()]
        bare.close()

    def test_what_was_taken_back_has_no_file_any_more(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", mine=True)
        state.client.replace(record, text="", recalled_at_ms=record.sent_at_ms)
        state.wait(lambda: "took this message back" in spoken(state.chat, record.row_id))
        assert "Letter.pdf" not in spoken(state.chat, record.row_id)
        assert offered(state, record) == []

    def test_policy_takes_saving_and_copying_away(self, start_ui: StartUi) -> None:
        state = begin(start_ui, Policy(allow_save_files=False))
        record = put(state, "IMG.jpg")
        assert offered(state, record) == ["file-open"]
        stand_on(state.chat, record.row_id)
        press(state.qtbot, Qt.Key.Key_S)
        press(state.qtbot, Qt.Key.Key_C)
        assert state.client.files.asked == []


class TestByMouse:
    def test_a_click_fetches_and_the_buttons_pause_and_cancel(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", FileState.REMOTE)
        click(state, state.chat, record.row_id, part_centre(state, record))
        state.wait(lambda: now(state, record) is FileState.DOWNLOADING)
        shown(state, record, FileState.DOWNLOADING)
        click(state, state.chat, record.row_id, part_centre(state, record, "file-pause"))
        shown(state, record, FileState.PAUSED)
        click(state, state.chat, record.row_id, part_centre(state, record, "file-resume"))
        shown(state, record, FileState.DOWNLOADING)
        click(state, state.chat, record.row_id, part_centre(state, record, "file-cancel"))
        shown(state, record, FileState.REMOTE)
        asked = [what for what, _row in state.client.files.asked]
        assert asked == ["fetch", "pause", "fetch", "cancel"]

    def test_a_failed_one_is_tried_again(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", FileState.FAILED, failure="store-full")
        click(state, state.chat, record.row_id, part_centre(state, record, "file-retry"))
        state.wait(lambda: ("fetch", record.row_id) in state.client.files.asked)

    def test_a_click_opens_what_is_here(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf")
        click(state, state.chat, record.row_id, part_centre(state, record))
        state.wait(lambda: state.main.files.windows.open_windows)

    def test_the_hand_shows_what_can_be_clicked(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        here, gone = put(state, "a.pdf"), put(state, "b.pdf", FileState.EXPIRED)
        viewport = state.chat.list.viewport()
        for record, shape in (
            (here, Qt.CursorShape.PointingHandCursor),
            (gone, Qt.CursorShape.ArrowCursor),
        ):
            at = part_centre(state, record)
            index = state.chat.timeline.index(state.chat.timeline.row_of(record.row_id))
            state.qtbot.mouseMove(viewport, state.chat.list.visualRect(index).topLeft() + at)
            state.wait(lambda shape=shape: viewport.cursor().shape() is shape)


class TestByKeyboard:
    def test_enter_fetches_and_opens(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", FileState.REMOTE)
        stand_on(state.chat, record.row_id)
        focused(state, state.chat.list)
        press(qtbot, Qt.Key.Key_Return)
        shown(state, record, FileState.DOWNLOADING)
        state.client.files.move(record.row_id, FileState.HERE)
        shown(state, record, FileState.HERE)
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: state.main.files.windows.open_windows)

    def test_letters_pause_go_on_and_cancel(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", FileState.UPLOADING, mine=True)
        stand_on(state.chat, record.row_id)
        focused(state, state.chat.list)
        for key, after in (
            (Qt.Key.Key_P, FileState.PAUSED),
            (Qt.Key.Key_P, FileState.UPLOADING),
            (Qt.Key.Key_P, FileState.PAUSED),
            (Qt.Key.Key_G, FileState.UPLOADING),
        ):
            press(qtbot, key)
            shown(state, record, after)
        press(qtbot, Qt.Key.Key_X)
        state.wait(lambda: state.client.row(record.row_id).recalled_at_ms is not None)

    def test_what_goes_wrong_is_said(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", FileState.REMOTE)
        stand_on(state.chat, record.row_id)
        state.client.fail_next = SomeError()
        press(qtbot, Qt.Key.Key_O)
        state.wait(state.chat.error_banner.isVisible)


def shown(state: Running, record: MessageRecord, wanted: FileState) -> None:
    """Wait until the row shows that its file is in a state."""

    def reached() -> bool:
        row = state.chat.timeline.row_of(record.row_id)
        file = state.chat.timeline.message(row).file
        return file is not None and file.state is wanted

    state.wait(reached)


class TestProgress:
    def test_it_paints_its_row_alone_and_reads_nothing(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf", FileState.UPLOADING, mine=True, done=100_000)
        view = state.chat.list
        live: Any = view.delegate.live
        assert record.file is not None
        assert live.done(record.row_id, record.file) == 100_000
        state.client.page_calls = 0
        painted: list[QRect] = []
        view.update = lambda index: painted.append(view.visualRect(index))  # type: ignore[assignment,method-assign,misc]  # only watched
        state.client.files.progress(record.row_id, 1_200_000)
        assert live.done(record.row_id, record.file) == 1_200_000
        index = state.chat.timeline.index(state.chat.timeline.row_of(record.row_id))
        assert painted == [view.visualRect(index)]
        assert state.client.page_calls == 0

    def test_without_a_connection_it_waits(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        put(state, "Letter.pdf", FileState.UPLOADING, mine=True)
        state.client.connection = Connection.OFFLINE
        state.client.bus.publish(ConnectionChanged(Connection.OFFLINE))
        assert state.chat.list.delegate.live.offline
        state.client.connection = Connection.ONLINE
        state.client.bus.publish(ConnectionChanged(Connection.ONLINE))
        assert not state.chat.list.delegate.live.offline


class TestPreviews:
    def test_a_picture_that_is_here_is_shown_with_its_own_pixels(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        put(state, "IMG.jpg", width=1600, height=1200)
        previews = state.main.files._previews
        assert isinstance(previews, Previews)
        state.wait(lambda: previews.bytes_kept > 0)
        assert previews.bytes_kept <= CACHE_BYTES
        state.wait(lambda: all(source.closed for source in state.client.files.opened))
        assert all(document.closed for document in state.client.media.documents)
        document = state.client.media.documents[0]
        assert 0 < document.views[0].width <= 2 * 320

    def test_nothing_is_decoded_of_what_is_not_here(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        put(state, "IMG.jpg", FileState.REMOTE)
        put(state, "Letter.pdf")
        done = put(state, "IMG2.jpg")
        state.wait(lambda: state.main.files._make_previews().bytes_kept)
        assert {row for what, row in state.client.files.asked if what == "open"} == {done.row_id}

    def test_a_lock_drops_every_pixel(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        put(state, "IMG.jpg")
        previews = state.main.files._make_previews()
        state.wait(lambda: previews.bytes_kept)
        state.main.close_down()
        assert previews.bytes_kept == 0


class TestSaving:
    def test_under_a_name_that_is_fit_for_it(self, start_ui: StartUi, tmp_path: Any) -> None:
        state = begin(start_ui)
        record = put(state, "../../etc/Letter: final?.pdf")
        state.chat.commands.run("file-save", record.row_id)
        dialog = state.main.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        assert "/" not in dialog.selectedFiles()[0].rsplit("/", 1)[-1]
        assert dialog.selectedFiles()[0].endswith("Letter_ final_.pdf")
        dialog.fileSelected.emit(str(tmp_path / "out.pdf"))
        state.wait(lambda: state.client.files.saves == [(record.row_id, tmp_path / "out.pdf")])
        state.wait(lambda: "not encrypted any more" in state.chat.error_banner.text)
        dialog.done(0)

    def test_a_program_is_warned_of_first(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Setup.exe")
        state.chat.commands.run("file-save", record.row_id)
        warning = state.main.findChild(ConfirmDialog)
        assert isinstance(warning, ConfirmDialog)
        assert state.main.findChild(QFileDialog) is None
        warning.reject()
        assert state.client.files.saves == []
        state.chat.commands.run("file-save", record.row_id)
        saving = state.main.findChildren(SaveAttachment)[-1]
        assert isinstance(saving.dialog, ConfirmDialog)
        saving.dialog.accept()
        state.wait(lambda: isinstance(saving.dialog, QFileDialog))

    def test_a_picture_is_copied_without_a_file(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "IMG.jpg")
        state.chat.commands.run("file-copy", record.row_id)
        state.wait(lambda: copied() is not None and copied().hasImage())
        assert not copied().hasUrls()
        assert copied().hasFormat("application/x-curbside")


class TestAllFiles:
    def listed(self, state: Running) -> ConversationFilesDialog:
        state.main.files.list_all()
        dialog = state.main.dialogs.current
        assert isinstance(dialog, ConversationFilesDialog)
        state.wait(dialog.list.count)
        return dialog

    def names(self, dialog: ConversationFilesDialog) -> list[str]:
        rows = (dialog.list.item(n).text() for n in range(dialog.list.count()))
        return [row.split("\n")[0] for row in rows]

    def test_the_newest_first_by_kind_and_by_name(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        for name in ("a.pdf", "b.jpg", "c.pdf"):
            put(state, name)
        dialog = self.listed(state)
        assert self.names(dialog) == ["c.pdf", "b.jpg", "a.pdf"]
        dialog.kinds.setCurrentIndex(dialog.kinds.findData(FileKind.PICTURE))
        state.wait(lambda: self.names(dialog) == ["b.jpg"])
        dialog.kinds.setCurrentIndex(0)
        dialog.filter.setText("a.p")
        state.wait(lambda: self.names(dialog) == ["a.pdf"])

    def test_one_is_opened_fetched_and_shown(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        far = put(state, "far.pdf", FileState.REMOTE)
        put(state, "near.pdf")
        dialog = self.listed(state)
        dialog.open_button.click()
        state.wait(lambda: state.main.files.windows.open_windows)
        dialog.list.setCurrentRow(1)
        assert dialog.open_button.text() == "Fetch"
        assert not dialog.save_button.isEnabled()
        dialog.open_button.click()
        shown(state, far, FileState.DOWNLOADING)
        state.wait(lambda: state.chat.list.delegate.flashing == far.row_id)


def copied() -> QMimeData:
    """What is on the clipboard; None when nothing is, which Qt's stub does not know."""
    return QApplication.clipboard().mimeData()


def test_a_long_name_keeps_its_ending() -> None:
    name = "Transfusion protocol, revised edition with all annexes.pdf"
    cut = elided_name(name, 30, len)
    assert len(cut) <= 30
    assert cut.startswith("Transfusion")
    assert cut.endswith("exes.pdf")
    assert elided_name("short.pdf", 30, len) == "short.pdf"
