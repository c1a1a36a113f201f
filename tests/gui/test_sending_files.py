"""Files before they are sent: by button, drop and paste, to whom, and what is in them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.file_types import FileState, PictureChoice
from app.core.policy import Policy
from app.ui.gallery_data import AMIRA, CHANGED
from app.ui.gallery_files import SampleFileRefused
from app.ui.widgets.chosen_files import Pasted
from tests.gui.attachments import begin, drag_in, drop_in, files_mime, put, sending
from tests.gui.conftest import Running, SomeError, StartUi, focused, press

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
CTRL = Qt.KeyboardModifier.ControlModifier


def written(folder: Path, name: str, size: int = 1_000) -> Path:
    path = folder / name
    path.write_bytes(bytes(size))
    return path


def words(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]


class TestGiving:
    def test_the_paper_clip_asks_for_several_files(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        state.chat.composer.attach_button.click()
        dialog = state.main.files.dialog
        assert isinstance(dialog, QFileDialog)
        assert "Dr. Amira Haddad" in dialog.windowTitle()
        assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
        assert dialog.directory() != QDir.current()  # where the program was started
        dialog.filesSelected.emit(
            [str(written(tmp_path, "a.pdf")), str(written(tmp_path, "b.csv"))]
        )
        assert [row.draft.name for row in sending(state).list.rows if row.draft] == [
            "a.pdf",
            "b.csv",
        ]

    def test_a_key_does_so_too(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        focused(state, state.chat.composer.edit)
        press(qtbot, Qt.Key.Key_A, CTRL | Qt.KeyboardModifier.ShiftModifier)
        state.wait(lambda: state.main.files.dialog is not None)

    def test_a_drag_says_to_whom_and_a_drop_sends_nothing(
        self, start_ui: StartUi, tmp_path: Path
    ) -> None:
        state = begin(start_ui)
        mime = files_mime(written(tmp_path, "a.pdf"))
        drop = state.main.files.drop
        assert drop is not None
        assert drag_in(state.chat, mime).isAccepted()
        assert drop.isVisible()
        assert drop.words is not None
        assert drop.words.text() == "Send to Dr. Amira Haddad"
        drop_in(state.chat, mime)
        assert not drop.isVisible()
        sending(state)
        assert state.client.files.sent == []

    def test_words_that_are_dragged_are_no_files(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        mime = QMimeData()
        mime.setText("potassium")
        assert not drag_in(state.chat, mime).isAccepted()

    def test_files_are_pasted_as_files(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        mime = files_mime(written(tmp_path, "a.pdf"))
        mime.setText(str(tmp_path))
        QApplication.clipboard().setMimeData(mime)
        state.chat.composer.edit.paste()
        assert [row.given for row in sending(state).list.rows] == [tmp_path / "a.pdf"]
        assert state.chat.composer.text == ""

    def test_a_picture_is_pasted_as_it_stands_there(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        mime = QMimeData()
        mime.setData("image/png", QByteArray(b"whatever these bytes are"))
        QApplication.clipboard().setMimeData(mime)
        state.chat.composer.edit.paste()
        given = sending(state).list.rows[0].given
        assert given == Pasted(b"whatever these bytes are", "Pasted picture.png")

    def test_text_with_a_picture_of_itself_is_text(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        mime = QMimeData()
        mime.setData("image/png", QByteArray(b"a picture of the words"))
        mime.setText("words")
        QApplication.clipboard().setMimeData(mime)
        state.chat.composer.edit.paste()
        assert state.chat.composer.text == "words"

    def test_where_policy_allows_no_files_there_is_no_way(
        self, start_ui: StartUi, tmp_path: Path
    ) -> None:
        state = begin(start_ui, Policy(max_file_mib=0))
        assert not state.chat.composer.attach_button.isVisibleTo(state.chat)
        assert not drag_in(state.chat, files_mime(written(tmp_path, "a.pdf"))).isAccepted()
        state.main.files.choose()
        assert state.main.files.dialog is None

    def test_nothing_is_sent_to_somebody_who_cannot_be_written_to(
        self, start_ui: StartUi, tmp_path: Path
    ) -> None:
        state = begin(start_ui)
        chat = state.open(CHANGED)
        assert not chat.composer.attach_button.isEnabled()
        state.main.files.offer([written(tmp_path, "a.pdf")])
        assert state.main.dialogs.current is None


class TestPreview:
    def test_it_names_the_recipient_and_each_file(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf", 12_000), written(tmp_path, "b.csv")])
        dialog = sending(state)
        said = words(dialog)
        assert "Dr. Amira Haddad" in said
        assert "Physician · Cardiology" in said
        assert "Verified" in dialog.card.accessibleName()
        assert {"a.pdf", "PDF · 12 kB", "b.csv", "Table · 1 kB"} <= set(said)
        assert dialog.send_button.text() == "Send 2 files"

    def test_enter_sends_with_the_text_to_the_first(
        self, start_ui: StartUi, tmp_path: Path, qtbot: QtBot
    ) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf"), written(tmp_path, "b.csv")])
        dialog = sending(state)
        focused(state, dialog.caption)
        qtbot.keyClicks(dialog.caption, "As promised")
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: len(state.client.files.sent) == 2)
        sent = [(draft.name, text) for draft, text, _choice, _to in state.client.files.sent]
        assert sent == [("a.pdf", "As promised"), ("b.csv", "")]
        assert {to for *_, to in state.client.files.sent} == {(AMIRA.conversation_id,)}
        state.wait(lambda: state.main.dialogs.current is None)
        assert state.client.files.drafts == {}
        rows = [row for row in state.client.timelines[AMIRA.conversation_id] if row.file]
        state.wait(lambda: state.chat.timeline.row_of(rows[-1].row_id) >= 0)
        assert rows[0].file is not None
        assert rows[0].file.state is FileState.PREPARING

    def test_esc_leaves_and_gives_every_file_back(
        self, start_ui: StartUi, tmp_path: Path, qtbot: QtBot
    ) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf")])
        focused(state, sending(state).caption)
        press(qtbot, Qt.Key.Key_Escape)
        state.wait(lambda: state.main.dialogs.current is None)
        assert state.client.files.sent == []
        assert state.client.files.discarded == ["a.pdf"]

    def test_one_can_be_taken_out(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf"), written(tmp_path, "b.csv")])
        dialog = sending(state)
        assert dialog.list.rows[0].remove.accessibleName() == "Remove a.pdf"
        dialog.list.rows[0].remove.click()
        assert state.client.files.discarded == ["a.pdf"]
        dialog.send_button.click()
        state.wait(lambda: state.client.files.sent)
        assert [draft.name for draft, *_ in state.client.files.sent] == ["b.csv"]

    def test_why_one_cannot_be_sent_stands_beside_it_and_the_others_go(
        self, start_ui: StartUi, tmp_path: Path
    ) -> None:
        state = begin(start_ui)
        state.client.files.refuse["big.mp4"] = SomeError()
        state.main.files.offer(
            [
                written(tmp_path, "empty.txt", 0),
                written(tmp_path, "big.mp4"),
                written(tmp_path, "a.pdf"),
            ]
        )
        dialog = sending(state)
        assert f"{SampleFileRefused.message} {SampleFileRefused.action}" in words(dialog)
        assert "It did not work. Do something else." in words(dialog)
        assert dialog.refused.isVisibleTo(dialog)
        assert dialog.refused.text().startswith("2 file")
        dialog.send_button.click()
        state.wait(lambda: state.client.files.sent)
        assert [draft.name for draft, *_ in state.client.files.sent] == ["a.pdf"]

    def test_when_sending_fails_the_rest_stays(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf")])
        dialog = sending(state)
        state.client.fail_next = SomeError()
        dialog.send_button.click()
        state.wait(dialog.banner.isVisible)
        assert [row.draft.name for row in dialog.list.rows if row.draft] == ["a.pdf"]
        dialog.send_button.click()
        state.wait(lambda: state.client.files.sent)

    def test_it_answers_what_is_being_answered(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        first = state.client.timelines[AMIRA.conversation_id][0]
        state.chat.commands.run("reply", first.row_id)
        state.main.files.offer([written(tmp_path, "a.pdf")])
        sending(state).send_button.click()
        state.wait(lambda: state.client.files.sent)
        row = next(row for row in state.client.timelines[AMIRA.conversation_id] if row.file)
        assert row.quote is not None
        assert row.quote.row_id == first.row_id
        state.wait(lambda: state.chat.drafting.answered is None)

    def test_a_lock_closes_it_and_sends_nothing(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf")])
        sending(state)
        state.main.commands.lock()
        state.wait(lambda: state.ui.main is None)
        assert state.client.files.sent == []
        assert state.client.files.discarded == ["a.pdf"]


class TestPictures:
    def test_hidden_details_are_removed_unless_the_person_wants_them(
        self, start_ui: StartUi, tmp_path: Path
    ) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "IMG_1.jpg", 900_000)])
        dialog = sending(state)
        assert dialog.choice is PictureChoice.STRIPPED
        assert "removed" in dialog.details.text()
        offered = [dialog.pictures.itemText(n) for n in range(dialog.pictures.count())]
        assert offered == ["Full size", "Smaller (about 310 kB)", "Original with hidden details"]
        dialog.pictures.setCurrentIndex(2)
        assert "where the picture was taken" in dialog.details.text()
        dialog.send_button.click()
        state.wait(lambda: state.client.files.sent)
        assert state.client.files.sent[0][2] is PictureChoice.ORIGINAL

    def test_policy_can_forbid_the_original(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui, Policy(allow_original_pictures=False))
        state.main.files.offer([written(tmp_path, "IMG_1.jpg", 900_000)])
        dialog = sending(state)
        assert dialog.pictures.findData(PictureChoice.ORIGINAL) < 0
        assert dialog.pictures.findData(PictureChoice.SMALLER) >= 0

    def test_the_choice_is_for_pictures_alone(self, start_ui: StartUi, tmp_path: Path) -> None:
        state = begin(start_ui)
        state.main.files.offer([written(tmp_path, "a.pdf"), written(tmp_path, "IMG_1.jpg")])
        dialog = sending(state)
        dialog.pictures.setCurrentIndex(dialog.pictures.findData(PictureChoice.ORIGINAL))
        dialog.send_button.click()
        state.wait(lambda: len(state.client.files.sent) == 2)
        assert [choice for _d, _t, choice, _to in state.client.files.sent] == [
            PictureChoice.STRIPPED,
            PictureChoice.ORIGINAL,
        ]


def first_row(state: Running) -> QModelIndex:
    return state.main.sidebar.lists[0].model().index(0, 0)


def test_the_list_of_conversations_names_the_last_file(start_ui: StartUi) -> None:
    state = begin(start_ui)
    put(state, "Letter.pdf", mine=True)
    state.wait(lambda: "You: PDF: Letter.pdf" in str(first_row(state).data(_SPOKEN)))
