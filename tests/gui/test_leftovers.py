"""What was opened and closed leaves nothing behind: no widget, listener, task, thread or file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from app.ui.dialogs.settings.window import SettingsDialog
from app.ui.gallery_data import AMIRA, ARABIC, HOSTILE, LONG
from app.ui.theme import ThemeChoice, theme
from app.ui.windows.unlock import UnlockScreen
from tests.gui.conftest import Running, SomeError, unlock
from tests.support.census import census, qt_objects

_WARM_UP = 2
_ROUNDS = 3


def assert_nothing_is_left(running: Running, use: Callable[[], None]) -> None:
    """The first rounds make what is made once and kept; the next ones must add nothing."""
    for _ in range(_WARM_UP):
        use()
    settle(running)
    names, before = qt_objects(), counted()
    for _ in range(_ROUNDS):
        use()
    settle(running)
    grown = qt_objects() - names
    after = counted()
    more = {what: after[what] - before[what] for what in before if after[what] > before[what]}
    assert more == {}, dict(grown)


def counted() -> dict[str, int]:
    """Without what a garbage collector may keep for a while by itself."""
    return {what: count for what, count in census().items() if what != "python"}


def settle(running: Running) -> None:
    """Let what was begun end."""
    running.qtbot.wait(50)
    qt_objects()
    running.qtbot.wait(50)


def test_conversations(running: Running) -> None:
    def use() -> None:
        for contact in (AMIRA, LONG, ARABIC, HOSTILE):
            chat = running.open(contact)
            chat.composer.choose_emoji()
            popup = QApplication.activePopupWidget()
            assert popup is not None
            popup.hide()
            chat.commands.menu_for(chat.timeline.message(0)).close()
            chat.finder.open()
            chat.finder.close_bar()
        running.main.search.open_panel()
        running.main.search.panel.field.setText("potassium")
        running.main.search.close_panel()
        running.main.close_conversation()

    assert_nothing_is_left(running, use)


def test_dialogs_and_looks(running: Running) -> None:
    dialogs = running.main.dialogs

    def use() -> None:
        running.open(AMIRA)
        for ask in (
            dialogs.verify,
            dialogs.settings,
            dialogs.shortcuts,
            lambda: dialogs.message_info(1),
            lambda: dialogs.forward([1]),
        ):
            ask()
            running.wait(lambda: dialogs.current is not None)
            dialogs.close_all()
            running.wait(lambda: dialogs.current is None)
        theme().choose(ThemeChoice.DARK)
        theme().choose(ThemeChoice.SYSTEM)
        running.main.close_conversation()

    assert_nothing_is_left(running, use)


def test_locking(running: Running) -> None:
    def use() -> None:
        running.open(AMIRA)
        running.main.dialogs.settings("workstations")
        running.ui.lock()
        running.wait(lambda: isinstance(running.ui.window.centralWidget(), UnlockScreen))
        unlock(running)

    assert_nothing_is_left(running, use)


def test_a_dialog_that_is_closed_from_outside_ends_its_work(running: Running) -> None:
    dialogs = running.main.dialogs
    dialogs.settings()
    running.wait(lambda: dialogs.current is not None)
    dialog = dialogs.current
    assert isinstance(dialog, SettingsDialog)
    dialogs.close_all()
    assert dialog._tasks._closed


def test_news_of_a_conversation_that_is_left_at_once(running: Running) -> None:
    for number in range(3):
        running.open(AMIRA)
        running.client.put(AMIRA, f"news {number}", publish=True)
        running.main.close_conversation()
        qt_objects()  # it is destroyed now
    running.qtbot.wait(50)
    assert running.main.chat is None


def test_what_could_not_be_sent_after_leaving_is_a_draft(running: Running) -> None:
    chat = running.open(AMIRA)
    running.client.fail_next = SomeError()
    chat.composer.edit.setPlainText("Bed 4 needs you")
    chat.composer.button.click()
    running.main.close_conversation()
    qt_objects()
    running.wait(lambda: running.client.drafts.get(AMIRA.conversation_id) == "Bed 4 needs you")
    running.wait(lambda: not running.main.error_banner.isHidden())
