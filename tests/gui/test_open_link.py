"""Links in messages: drawn, pointed at, asked about, and opened only when a person says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QTextLayout
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.core.links import Caution, find_links
from app.core.policy import Policy
from app.desktop.addresses import open_address
from app.ui.dialogs.open_link import OpenLinkDialog, caution_words
from app.ui.gallery_data import AMIRA
from app.ui.gallery_services import SampleClient
from app.ui.models.timeline import ROW_ROLE
from app.ui.platform import NoPlatform
from app.ui.tasks import TaskRunner
from app.ui.widgets.chat_view import ChatView
from tests.gui.main_screen import MainScreen, show_main


class Opening(NoPlatform):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.works = True

    def open_address(self, address: str) -> bool:
        self.opened.append(address)
        return self.works


Start = Callable[..., tuple[MainScreen, ChatView, Opening]]


@pytest.fixture
def start(theme: object, tasks: TaskRunner, qtbot: QtBot) -> Iterator[Start]:
    shown: list[MainScreen] = []

    def begin(*texts: str, policy: Policy | None = None) -> tuple[MainScreen, ChatView, Opening]:
        client = SampleClient([AMIRA])
        if policy is not None:
            client.policy = policy
        for text in texts:
            client.put(AMIRA, text)
        platform = Opening()
        screen = show_main(client, tasks, qtbot, platform)
        shown.append(screen)
        return screen, screen.open(), platform

    yield begin
    for screen in shown:
        screen.close()


def point_of(chat: ChatView, row: int, character: int) -> QPoint:
    """The middle of a character of a one-line message, in the viewport."""
    index = chat.timeline.index(row)
    layout = chat.list.delegate.layout_of(index, chat.list.viewport().width())
    assert layout.text is not None
    line = layout.text._layouts[0].lineAt(0)
    place = line.cursorToX(character), line.cursorToX(character + 1)
    x = sum(each[0] if isinstance(each, tuple) else float(str(each)) for each in place) / 2
    at = QPointF(chat.list.visualRect(index).topLeft()) + layout.text_at
    return (at + QPointF(x, line.height() / 2)).toPoint()


def dialog_of(running: MainScreen) -> OpenLinkDialog:
    running.wait(lambda: isinstance(running.view.dialogs.current, OpenLinkDialog))
    dialog = running.view.dialogs.current
    assert isinstance(dialog, OpenLinkDialog)
    return dialog


class TestClicking:
    def test_a_click_asks_first_and_opens_what_was_shown(self, start: Start, qtbot: QtBot) -> None:
        running, chat, platform = start("\U0001f600 see https://ward.example/plan today")
        place = chat.list.viewport()
        qtbot.mouseClick(place, Qt.MouseButton.LeftButton, pos=point_of(chat, 0, 1))
        assert running.view.dialogs.current is None
        qtbot.mouseClick(place, Qt.MouseButton.LeftButton, pos=point_of(chat, 0, 14))
        dialog = dialog_of(running)
        assert dialog.host.text() == "ward.example"
        assert dialog.address.toPlainText() == "https://ward.example/plan"
        assert platform.opened == []
        assert dialog.open_button is not None
        dialog.open_button.click()
        assert platform.opened == ["https://ward.example/plan"]
        running.wait(lambda: running.view.dialogs.current is None)

    def test_return_is_the_way_back(self, start: Start, qtbot: QtBot) -> None:
        running, chat, platform = start("https://ward.example/plan")
        chat.list.setFocus()
        chat.list.setCurrentIndex(chat.timeline.index(0))
        qtbot.keyClick(chat.list, Qt.Key.Key_Return)
        dialog = dialog_of(running)
        running.wait(dialog.isVisible)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
        running.wait(lambda: running.view.dialogs.current is None)
        assert platform.opened == []

    def test_a_pull_from_a_link_to_elsewhere_is_no_click(self, start: Start, qtbot: QtBot) -> None:
        running, chat, _platform = start("https://ward.example/plan and more words here")
        view = chat.list.viewport()
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=point_of(chat, 0, 4))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=point_of(chat, 0, 30))
        assert running.view.dialogs.current is None

    def test_the_tooltip_is_the_real_host_as_plain_text(self, start: Start) -> None:
        _running, chat, _platform = start("https://www.bank.example:x@evil.example/")
        at = point_of(chat, 0, 12)
        view = chat.list.viewport()
        event = QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at))
        QApplication.sendEvent(view, event)
        assert QToolTip.text() == "<qt>evil.example</qt>"
        QToolTip.showText(QPoint(), "", view, QRect())

    def test_the_menu_and_the_key(self, start: Start, qtbot: QtBot) -> None:
        running, chat, _platform = start("a https://b.example c@d.example", "no link")
        chat.list.setCurrentIndex(chat.timeline.index(0))
        qtbot.keyClick(running.view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        dialog = dialog_of(running)
        assert [link.host for link in dialog.links] == ["b.example", "d.example"]
        dialog.choice.setCurrentIndex(1)
        assert dialog.host.text() == "d.example"
        assert dialog.address.toPlainText() == "mailto:c@d.example"
        running.view.dialogs.close_all()
        chat.list.setCurrentIndex(chat.timeline.index(1))
        qtbot.keyClick(running.view, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
        assert running.view.dialogs.current is None


class TestDialog:
    def ask(self, qtbot: QtBot, text: str, works: bool = True) -> OpenLinkDialog:
        dialog = OpenLinkDialog(find_links(text), lambda _address: works)
        qtbot.addWidget(dialog)
        return dialog

    def test_a_look_alike_is_shown_as_computers_read_it(self, theme: object, qtbot: QtBot) -> None:
        dialog = self.ask(qtbot, "https://\u0430pple.example/")
        assert dialog.host.text() == "xn--pple-43d.example"
        assert dialog.caution.text() == caution_words(Caution.LOOK_ALIKE)

    def test_umlauts_are_shown_both_ways(self, theme: object, qtbot: QtBot) -> None:
        dialog = self.ask(qtbot, "https://köln.example/")
        assert dialog.host.text() == "köln.example"
        assert "xn--kln-sna.example" in dialog.ascii_host.text()

    def test_nothing_opens_it(self, theme: object, qtbot: QtBot) -> None:
        dialog = self.ask(qtbot, "https://ward.example/", works=False)
        assert dialog.open_button is not None
        dialog.open_button.click()
        assert "No program" in dialog.banner.text

    def test_the_longest_host_wraps(self, theme: object, qtbot: QtBot) -> None:
        host = ".".join(["a" * 60] * 4)
        dialog = self.ask(qtbot, f"https://{host}/{'x' * 1000}")
        dialog.show()
        assert dialog.host.accessibleName() == host
        assert dialog.width() <= dialog.screen().availableGeometry().width()

    def test_the_clinic_may_forbid_it(self, start: Start) -> None:
        policy = Policy(open_links=False)
        running, chat, platform = start("https://ward.example/", policy=policy)
        chat.list.setCurrentIndex(chat.timeline.index(0))
        chat.list.open_links()
        dialog = dialog_of(running)
        assert dialog.open_button is None
        assert platform.opened == []


def test_links_are_underlined_and_those_that_are_cut_off_are_not(start: Start) -> None:
    long = "words " * 665 + "https://ward.example/" + "x" * 200
    _running, chat, _platform = start("https://ward.example/", long)

    def marked(row: int) -> list[QTextLayout.FormatRange]:
        index = chat.timeline.index(row)
        layout = chat.list.delegate.layout_of(index, chat.list.viewport().width())
        assert layout.text is not None
        return [each for one in layout.text._layouts for each in one.formats()]

    assert [each.format.fontUnderline() for each in marked(0)] == [True]
    assert marked(1) == []
    chat.list.delegate.expand(chat.timeline.index(1).data(ROW_ROLE).message.row_id)
    assert len(marked(1)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://server/share",
        "https:///etc/passwd",
        "https://b\u00e4r.example/",
        "curbside:invite:x",
        "",
    ],
)
def test_no_other_scheme_is_handed_on(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "app.desktop.addresses.QDesktopServices.openUrl",
        lambda url: asked.append(url.toString()) or True,
    )
    assert not open_address(address)
    assert asked == []
    assert open_address("https://ward.example/plan")
    assert open_address("mailto:a@ward.example")
    assert asked == ["https://ward.example/plan", "mailto:a@ward.example"]
