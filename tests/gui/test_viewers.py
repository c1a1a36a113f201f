"""Windows that show files: what they say, how one moves in them, and that nothing stays."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.file_types import FileKind
from app.core.media_ports import FileNotDisplayable
from app.core.media_types import TableInfo, TextInfo
from app.core.policy import Policy
from app.core.records import MessageRecord
from app.ui.viewers.base import Viewer
from app.ui.viewers.canvas import unturned
from app.ui.viewers.pdf import PdfViewer
from app.ui.viewers.picture import PictureViewer
from app.ui.viewers.printing import PrintJob
from app.ui.viewers.table import TableViewer
from app.ui.viewers.text import TextViewer
from app.ui.viewers.window import ViewerWindow
from tests.gui.attachments import begin, put
from tests.gui.conftest import Running, StartUi, focused, press

Panel = TypeVar("Panel", bound=Viewer)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def window_of(state: Running, record: MessageRecord) -> ViewerWindow:
    """The window in which a message's file is shown, once something is in it."""
    state.main.files.open(record)

    def shown() -> ViewerWindow | None:
        windows = state.main.files.windows.open_windows
        return next(
            (
                each
                for each in windows
                if each.file is not None
                and each.file.row_id == record.row_id
                and (each.viewer is not None or each.failure is not None)
            ),
            None,
        )

    state.wait(shown)
    window = shown()
    assert window is not None
    state.wait(window.isActiveWindow)
    return window


def opened(state: Running, name: str, kind: type[Panel]) -> tuple[ViewerWindow, Panel]:
    window = window_of(state, put(state, name))
    assert isinstance(window.viewer, kind)
    return window, window.viewer


class TestWindow:
    def test_it_says_whose_file_it_is_and_its_title_says_nothing(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        window, _panel = opened(state, "Letter.pdf", PdfViewer)
        assert "Letter.pdf" in window.accessibleName()
        assert "Dr. Amira Haddad" in window.accessibleName()
        assert window.windowTitle() == "Curbside"

    def test_a_file_has_one_window(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf")
        assert window_of(state, record) is window_of(state, record)

    def test_what_cannot_be_displayed_can_be_saved(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        state.client.media.hostile.add("bomb.pdf")
        window = window_of(state, put(state, "bomb.pdf"))
        assert isinstance(window.failure, FileNotDisplayable)
        button = window._failed.buttons[0]
        assert button.text() == "Save as…"
        asked: list[object] = []
        window.save_requested.disconnect()
        window.save_requested.connect(asked.append)
        button.click()
        assert asked == [window.file]
        window.close()
        state.wait(lambda: all(source.closed for source in state.client.files.opened))

    def test_what_fails_while_it_is_shown_is_taken_away(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        window, panel = opened(state, "IMG.jpg", PictureViewer)
        state.client.media.documents[-1].fail = FileNotDisplayable()
        panel.rotate(90)
        state.wait(lambda: window.failure is not None)
        assert window.viewer is None

    def test_what_cannot_be_printed_says_so_on_the_button(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        window, _ = opened(state, "notes.txt", TextViewer)
        assert not window.print_button.isEnabled()
        assert "Only pictures and PDF" in window.print_button.toolTip()
        window, _ = opened(state, "IMG.jpg", PictureViewer)
        assert window.print_button.isEnabled()
        assert "Ctrl+P" in window.print_button.toolTip()

    def test_where_policy_forbids_it_there_is_no_saving_and_no_printing(
        self, start_ui: StartUi
    ) -> None:
        state = begin(start_ui, Policy(allow_save_files=False, allow_print_files=False))
        state.client.media.hostile.add("bomb.pdf")
        window, panel = opened(state, "Letter.pdf", PdfViewer)
        assert not window.save_button.isVisibleTo(window)
        assert not window.print_button.isVisibleTo(window)
        assert not panel.may_copy
        press(state.qtbot, Qt.Key.Key_S, CTRL)
        assert state.client.files.saves == []
        failed = window_of(state, put(state, "bomb.pdf"))
        assert not failed._failed.buttons[0].isVisibleTo(failed)

    def test_the_files_before_and_after_are_a_key_away(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        state = begin(start_ui)
        first, _gone = put(state, "first.pdf"), put(state, "second.txt")
        window = window_of(state, put(state, "third.csv"))
        state.wait(window.before_button.isEnabled)
        assert not window.after_button.isEnabled()
        press(qtbot, Qt.Key.Key_Left, ALT)
        state.wait(lambda: isinstance(window.viewer, TextViewer))
        state.wait(window.before_button.isEnabled)
        press(qtbot, Qt.Key.Key_Left, ALT)
        state.wait(lambda: isinstance(window.viewer, PdfViewer))
        assert window.file is not None
        assert window.file.row_id == first.row_id
        state.wait(lambda: [d.closed for d in state.client.media.documents] == [True, True, False])
        state.wait(window.after_button.isEnabled)
        assert not window.before_button.isEnabled()

    def test_esc_closes_it_and_ends_the_process(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        opened(state, "Letter.pdf", PdfViewer)
        press(qtbot, Qt.Key.Key_Escape)
        state.wait(lambda: not state.main.files.windows.open_windows)
        state.wait(lambda: state.client.media.documents[-1].closed)
        state.wait(lambda: state.client.files.opened[-1].closed)

    def test_a_lock_closes_all_of_them_at_once(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        windows = [
            opened(state, "Letter.pdf", PdfViewer)[0],
            opened(state, "IMG.jpg", PictureViewer)[0],
        ]
        closed: list[object] = []
        for window in windows:
            window.closed.connect(lambda window=window: closed.append(window))
        press(qtbot, Qt.Key.Key_F12)
        state.wait(lambda: state.ui.main is None)
        assert len(closed) == 2
        state.wait(lambda: all(document.closed for document in state.client.media.documents))
        assert not any(isinstance(each, ViewerWindow) and each.isVisible() for each in _tops())

    def test_a_lock_while_it_opens_leaves_nothing_open(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        record = put(state, "Letter.pdf")
        state.main.files.open(record)
        state.main.commands.lock()
        state.wait(lambda: state.ui.main is None)
        state.wait(lambda: all(source.closed for source in state.client.files.opened))
        assert all(document.closed for document in state.client.media.documents)

    def test_it_opens_as_large_as_it_was(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        window, _panel = opened(state, "Letter.pdf", PdfViewer)
        window.resize(700, 540)
        window.close()
        again, _panel = opened(state, "Other.pdf", PdfViewer)
        assert (again.width(), again.height()) == (700, 540)


def _tops() -> list[object]:
    return list(QApplication.topLevelWidgets())


class TestPicture:
    def test_it_asks_for_what_is_in_view_at_the_screens_resolution(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "IMG.jpg", PictureViewer)
        document = state.client.media.documents[-1]
        state.wait(lambda: panel.canvas._parts)
        assert document.views[0].region == (0.0, 0.0, 1.0, 1.0)
        assert document.views[0].width <= panel.canvas.width() * panel.devicePixelRatioF()
        panel.canvas.zoom_to(3.0)
        state.wait(lambda: document.views[-1].region != (0.0, 0.0, 1.0, 1.0))
        left, top, right, bottom = document.views[-1].region
        assert 0 < left < right < 1
        assert 0 < top < bottom < 1
        assert document.views[-1].width * document.views[-1].height < 1600 * 1200

    def test_the_newest_wish_wins(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "IMG.jpg", PictureViewer)
        state.wait(lambda: panel.canvas._parts)
        document = state.client.media.documents[-1]
        state.client.media.gate = asyncio.Event()
        before = len(document.views)
        for value in range(1, 30):
            panel.brightness.setValue(value)
        state.wait(lambda: len(document.views) > before)
        for value in range(30, 60):
            panel.brightness.setValue(value)
        state.client.media.gate.set()
        state.wait(lambda: document.views[-1].brightness == pytest.approx(0.59))
        state.wait(lambda: not panel.render_queue.busy)
        assert len(document.views) - before < 10  # of sixty wishes

    def test_what_is_under_the_mouse_stays_there(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "IMG.jpg", PictureViewer)
        panel.canvas.zoom_to(2.0)
        at = QPointF(200, 150)
        before = panel.canvas.place_at(at)
        panel.canvas.zoom_by(1.25, at)
        after = panel.canvas.place_at(at)
        assert after.x() == pytest.approx(before.x(), abs=1e-6)
        assert after.y() == pytest.approx(before.y(), abs=1e-6)

    def test_keys_zoom_turn_and_fit(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "IMG.jpg", PictureViewer)
        focused(state, panel.canvas)
        fitting = panel.canvas.scale
        press(qtbot, Qt.Key.Key_Plus)
        assert panel.canvas.scale > fitting
        press(qtbot, Qt.Key.Key_1)
        assert panel.canvas.scale == 1.0
        press(qtbot, Qt.Key.Key_0)
        assert panel.canvas.scale == pytest.approx(fitting)
        press(qtbot, Qt.Key.Key_R)
        assert panel.turn == 90
        state.wait(lambda: state.client.media.documents[-1].views[-1].turn == 90)

    def test_it_is_dragged_but_not_out_of_reach(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "IMG.jpg", PictureViewer)
        panel.canvas.zoom_to(2.0)
        before = panel.canvas.box().topLeft()
        qtbot.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
        qtbot.mouseMove(panel.canvas, QPoint(230, 190))
        qtbot.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(230, 190))
        state.wait(lambda: panel.canvas.box().topLeft() != before)
        for _ in range(200):
            press(qtbot, Qt.Key.Key_Left)
        assert panel.canvas.box().left() <= 0

    def test_pages_of_a_scan(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "scan.tif", PictureViewer)
        focused(state, panel.canvas)
        press(qtbot, Qt.Key.Key_PageDown)
        state.wait(lambda: state.client.media.documents[-1].views[-1].frame == 1)
        for _ in range(5):
            press(qtbot, Qt.Key.Key_PageDown)
        assert panel.frame == 2

    def test_it_is_not_for_diagnosis(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        window, _panel = opened(state, "IMG.jpg", PictureViewer)
        assert window._diagnostic.isVisibleTo(window)

    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_a_part_of_the_turned_picture_is_the_right_one(self, turn: int) -> None:
        """Four turns come back, and a corner goes where it belongs."""
        corner = (0.0, 0.0, 0.25, 0.5)
        wanted = {
            0: (0.0, 0.0, 0.25, 0.5),
            90: (0.0, 0.75, 0.5, 1.0),
            180: (0.75, 0.5, 1.0, 1.0),
            270: (0.5, 0.0, 1.0, 0.25),
        }
        assert unturned(corner, turn) == wanted[turn]


class TestPdf:
    def test_only_pages_in_view_are_rendered(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "Letter.pdf", PdfViewer)
        document = state.client.media.documents[-1]
        state.wait(lambda: document.views and panel.pages.missing() is None)
        assert {view.frame for view in document.views} <= {0, 1}
        panel.pages.go_to(6)
        state.wait(lambda: 6 in {view.frame for view in document.views})
        assert 3 not in {view.frame for view in document.views}

    def test_close_up_a_part_is_rendered_not_a_huge_page(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "Letter.pdf", PdfViewer)
        document = state.client.media.documents[-1]
        panel.pages.set_zoom(6.0)
        state.wait(lambda: document.views[-1].region != (0.0, 0.0, 1.0, 1.0))
        assert all(view.width * view.height < 4_000_000 for view in document.views)

    def test_a_page_is_gone_to_by_number_and_by_list(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "Letter.pdf", PdfViewer)
        panel.number.setValue(5)
        state.wait(lambda: panel.pages.page == 4)
        assert panel.list.currentRow() == 4
        panel.list.setCurrentRow(1)
        state.wait(lambda: panel.pages.page == 1)
        assert panel.number.value() == 2

    def test_words_are_found_and_stepped_through(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "Letter.pdf", PdfViewer)
        press(qtbot, Qt.Key.Key_F, CTRL)
        focused(state, panel.finder.field)
        qtbot.keyClicks(panel.finder.field, "potassium")
        state.wait(lambda: panel.finder.result.text() == "1 of 8")
        press(qtbot, Qt.Key.Key_F3)
        assert panel.finder.result.text() == "2 of 8"
        state.wait(lambda: panel.pages.page == 1)
        press(qtbot, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        press(qtbot, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        assert panel.finder.result.text() == "8 of 8"
        panel.finder.field.setText("nowhere at all")
        state.wait(lambda: panel.finder.result.text() == "Not found")
        press(qtbot, Qt.Key.Key_Escape)
        assert panel.isVisible()
        assert not panel.finder.isVisible()

    def test_its_words_are_copied_and_spoken(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        _window, panel = opened(state, "Letter.pdf", PdfViewer)
        state.wait(lambda: "ramipril" in panel.pages.accessibleDescription())
        focused(state, panel.pages)
        press(qtbot, Qt.Key.Key_C, CTRL)
        state.wait(lambda: "ramipril" in QApplication.clipboard().text())
        assert QApplication.clipboard().mimeData().hasFormat("application/x-curbside")

    def test_it_is_printed_page_by_page_and_noted(
        self, start_ui: StartUi, tmp_path: object
    ) -> None:
        state = begin(start_ui)
        window, _panel = opened(state, "Letter.pdf", PdfViewer)
        document = state.client.media.documents[-1]
        state.wait(lambda: document.views)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(f"{tmp_path}/out.pdf")
        printer.setFromTo(2, 3)
        assert window.file is not None
        job = PrintJob(window, window.file, state.client.files, state.main._tasks)
        ended: list[int] = []
        job.done.connect(lambda: ended.append(1))
        del document.views[:]
        job.print_on(printer)
        state.wait(lambda: ended)
        assert ("print", window.file.row_id) in state.client.files.asked
        pages = [view.frame for view in document.views if view.width > 1_000]
        assert pages == [1, 2]


class TestText:
    def test_it_is_shown_searched_and_made_larger(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui)
        long = "one two\nthree two\n" * 5
        state.client.media.texts["notes.txt"] = TextInfo(long, "utf-8", cut=True)
        _window, panel = opened(state, "notes.txt", TextViewer)
        assert panel.edit.isReadOnly()
        assert panel.cut.isVisibleTo(panel)
        press(qtbot, Qt.Key.Key_F, CTRL)
        focused(state, panel.finder.field)
        qtbot.keyClicks(panel.finder.field, "two")
        state.wait(lambda: panel.finder.result.text() == "1 of 10")
        press(qtbot, Qt.Key.Key_F3)
        assert panel.finder.result.text() == "2 of 10"
        before = panel.edit.font().pointSizeF()
        panel.resize_text(2)
        state.wait(lambda: panel.edit.font().pointSizeF() > before)

    def test_html_is_text(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        words = '<img src="file:///etc/hostname"><b>bold</b>'
        state.client.media.texts["notes.txt"] = TextInfo(words, "utf-8", cut=False)
        _window, panel = opened(state, "notes.txt", TextViewer)
        assert panel.edit.toPlainText() == words

    def test_copying_is_a_matter_of_policy(self, start_ui: StartUi, qtbot: QtBot) -> None:
        state = begin(start_ui, Policy(allow_save_files=False))
        _window, panel = opened(state, "notes.txt", TextViewer)
        QApplication.clipboard().setText("before")
        panel.edit.selectAll()
        press(qtbot, Qt.Key.Key_C, CTRL)
        assert "letter" not in QApplication.clipboard().text()


class TestTable:
    def test_rows_stand_as_in_the_file_until_they_are_sorted(self, start_ui: StartUi) -> None:
        state = begin(start_ui)
        rows = (("Name", "Value"), ("b", "10"), ("a", "9"), ("c", "100", "extra"))
        state.client.media.texts["labs.csv"] = TableInfo(rows, has_header=True, cut=False)
        _window, panel = opened(state, "labs.csv", TableViewer)
        model = panel.view.model()
        assert not panel.view.isSortingEnabled()
        assert [model.index(n, 0).data() for n in range(3)] == ["b", "a", "c"]
        assert model.columnCount() == 3
        assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
        panel.toggle_sorting()
        panel.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        assert [model.index(n, 1).data() for n in range(3)] == ["9", "10", "100"]
        panel.unsort()
        assert [model.index(n, 0).data() for n in range(3)] == ["b", "a", "c"]

    def test_cells_are_copied_as_spreadsheets_take_them(
        self, start_ui: StartUi, qtbot: QtBot
    ) -> None:
        state = begin(start_ui)
        rows = (("1", "2"), ("3", "4"))
        state.client.media.texts["labs.csv"] = TableInfo(rows, has_header=False, cut=False)
        _window, panel = opened(state, "labs.csv", TableViewer)
        panel.view.selectAll()
        focused(state, panel.view)
        press(qtbot, Qt.Key.Key_C, CTRL)
        assert QApplication.clipboard().text() == "1\t2\n3\t4"


def test_a_kind_that_nobody_draws_is_not_displayed(start_ui: StartUi) -> None:
    state = begin(start_ui)
    state.client.media.kinds["odd.zip"] = FileKind.OTHER
    window = window_of(state, put(state, "odd.zip"))
    assert isinstance(window.failure, FileNotDisplayable)
