"""A picture and a PDF between two real windows, a relay, and real decoding processes."""

from __future__ import annotations

import io
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from app.core.file_types import FileState
from app.core.records import MessageRecord
from app.ui.dialogs.send_files import SendFilesDialog
from app.ui.viewers.pdf import PdfViewer
from app.ui.viewers.picture import PictureViewer
from app.ui.viewers.window import ViewerWindow
from app.ui.widgets.chat_view import ChatView
from tests.gui.test_whole_clinic import Window, _account
from tests.support.clinic import Clinic

SECRET_PLACE = 48.137


def picture(path: Path) -> Path:
    """A JPEG that says where it was taken."""
    image = Image.new("RGB", (640, 480), (180, 40, 60))
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[2] = (SECRET_PLACE, 0.0, 0.0)
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    path.write_bytes(data.getvalue())
    assert b"Secret Camera" in path.read_bytes()
    return path


def document(path: Path) -> Path:
    """A PDF of two pages."""
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.drawText(1_000, 1_000, "Ward round")
    writer.newPage()
    painter.drawText(1_000, 1_000, "potassium 3.4")
    painter.end()
    return path


def with_file(chat: ChatView, name: str, state: FileState) -> MessageRecord | None:
    rows = (chat.timeline.message(number) for number in range(chat.timeline.rowCount()))
    for row in rows:
        if row.file is not None and row.file.name == name and row.file.state is state:
            return row
    return None


def viewer(window: Window) -> ViewerWindow | None:
    assert window.ui.main is not None
    opened = window.ui.main.files.windows.open_windows
    return opened[-1] if opened and (opened[-1].viewer or opened[-1].failure) else None


@pytest.mark.timeout(240)
def test_files_are_sent_looked_at_and_saved(
    qapp: QApplication,
    qt_event_loop: QEventLoop,
    run_in_qt: Callable[[Coroutine[Any, Any, Any]], Any],
    qtbot: Any,
    tmp_path: Path,
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    with Clinic(tmp_path) as clinic:
        amira, jonas = (
            Window(qapp, qt_event_loop, person, qtbot.waitUntil)
            for person in (clinic.invite("Amira"), clinic.invite("Jonas", "Nurse"))
        )
        amira.enrol()
        jonas.enrol()
        hers = amira.open_chat(_account(run_in_qt, amira, "Jonas"))
        his = jonas.open_chat(_account(run_in_qt, jonas, "Amira"))

        _send(amira, [picture(outside / "heel.jpg"), document(outside / "letter.pdf")])
        amira.wait(lambda: bool(with_file(hers, "letter.pdf", FileState.HERE)))
        jonas.wait(lambda: bool(with_file(his, "heel.jpg", FileState.HERE)))
        jonas.wait(lambda: bool(with_file(his, "letter.pdf", FileState.HERE)))
        taken = with_file(his, "heel.jpg", FileState.HERE)
        letter = with_file(his, "letter.pdf", FileState.HERE)
        assert taken is not None
        assert letter is not None
        assert taken.text == "As promised"
        assert taken.file is not None
        assert taken.file.thumbnail is not None

        shown = _look(jonas, his, taken, letter)

        client = jonas.ui.client
        assert client is not None
        saved = outside / "saved.jpg"
        run_in_qt(client.files.save_as(taken.row_id, saved))
        data = saved.read_bytes()
        assert data[:2] == b"\xff\xd8"
        assert b"Secret Camera" not in data
        [entry] = run_in_qt(client.files.saved())
        assert entry.folder == str(outside)

        assert jonas.ui.main is not None
        jonas.ui.main.commands.lock()
        jonas.wait(lambda: jonas.ui.main is None)
        assert not shown.isVisible()
        for window in (amira, jonas):
            window.ui.quit()
        qtbot.waitUntil(lambda: amira.done.done() and jonas.done.done(), timeout=30_000)


def _look(
    window: Window, chat: ChatView, taken: MessageRecord, letter: MessageRecord
) -> ViewerWindow:
    """Open the picture, then go on to the PDF and find a word in it."""
    chat.commands.run("file-open", taken.row_id)
    window.wait(lambda: bool(viewer(window)))
    shown = viewer(window)
    assert shown is not None
    panel = shown.viewer
    assert isinstance(panel, PictureViewer)
    window.wait(lambda: bool(panel.canvas._parts))
    pixel = panel.canvas._parts[-1][1].pixelColor(5, 5)
    assert (pixel.red() > 150, pixel.green() < 80) == (True, True)

    later = letter.position > taken.position
    window.wait((shown.after_button if later else shown.before_button).isEnabled)
    (shown.go_after if later else shown.go_before)()
    window.wait(lambda: isinstance(shown.viewer, PdfViewer))
    pages = shown.viewer
    assert isinstance(pages, PdfViewer)
    pages.finder.open()
    pages.finder.field.setText("potassium")
    window.wait(lambda: pages.finder.result.text() == "1 of 1")
    window.wait(lambda: pages.pages.page == 1)
    return shown


def _send(window: Window, paths: list[Path]) -> None:
    """With the dialog, as a person does."""
    main = window.ui.main
    assert main is not None
    main.files.offer(list(paths))
    window.wait(lambda: isinstance(main.dialogs.current, SendFilesDialog))
    dialog = main.dialogs.current
    assert isinstance(dialog, SendFilesDialog)
    window.wait(lambda: len(dialog.list.ready) == len(paths))
    dialog.caption.setPlainText("As promised")
    dialog.send_button.click()
    window.wait(lambda: main.dialogs.current is None)
