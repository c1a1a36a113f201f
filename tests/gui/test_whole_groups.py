"""Three people in one group: a real relay, real clients, the windows of the one who makes it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from qasync import QEventLoop

from app.core.groups import GroupChanges
from app.core.ids import AccountId, ConversationId
from app.core.records import MessageKind, MessageRecord
from app.ui.dialogs.group_panel import GroupPanel
from app.ui.dialogs.new_group import NewGroupDialog
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme
from app.ui.windows.main_view import MainView
from app.ui.windows.shell import Shell
from tests.support.clinic import Clinic, Person

RunInQt = Callable[[Coroutine[Any, Any, Any]], Any]


def texts(run_in_qt: RunInQt, person: Person, group: ConversationId) -> list[MessageRecord]:
    rows = run_in_qt(person.open.messages.page(group, limit=100))
    return [row for row in rows if row.kind is MessageKind.TEXT]


@pytest.mark.timeout(180)
def test_create_write_mention_add_remove_leave(
    tmp_path: Path,
    qtbot: QtBot,
    qt_event_loop: QEventLoop,
    run_in_qt: RunInQt,
    tasks: TaskRunner,
    theme: Theme,
) -> None:
    del theme, qt_event_loop

    def wait(condition: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(condition()), timeout=60_000)

    with Clinic(tmp_path) as clinic:
        amira, jonas, grace = (clinic.invite(name) for name in ("Amira", "Jonas", "Grace"))
        for person in (amira, jonas, grace):
            run_in_qt(person.enrol())
        accounts = {name: run_in_qt(amira.account_of(name)) for name in ("Jonas", "Grace")}
        client = amira.open
        window = Shell()
        view = MainView(client, tasks, "0.0")
        window.show_screen(view)
        window.show()
        view.begin()
        wait(view.opened.loaded.is_set)
        wait(lambda: {"Jonas", "Grace"} <= {c.name for c in view.people().values()})

        _make(view, wait, accounts["Jonas"])
        assert view.chat is not None
        group = view.chat.conversation.record.conversation_id

        view.chat.composer.edit.setPlainText("@Jonas please check bed 7")
        view.chat.composer.button.click()
        wait(lambda: texts(run_in_qt, jonas, group))
        (said,) = texts(run_in_qt, jonas, group)
        assert said.text == "@Jonas please check bed 7"
        assert said.mentions == ((0, 6, accounts["Jonas"]),)
        (shown,) = [
            each
            for each in run_in_qt(jonas.open.contacts.conversations())
            if each.group is not None
        ]
        assert accounts["Jonas"] in shown.record.mentioned

        run_in_qt(jonas.open.messages.send_text(group, "Done"))
        wait(lambda: any("Done" in _spoken(view, n) for n in range(_count(view))))
        assert any("Jonas, Done" in _spoken(view, n) for n in range(_count(view)))

        panel = _panel(view, wait)
        panel._add_people([view.people()[accounts["Grace"]]])
        wait(lambda: len(panel.group.members) == 3)
        wait(lambda: run_in_qt(grace.open.groups.groups()))
        _remove(view, panel, accounts["Jonas"], wait)

        view.chat.composer.edit.setPlainText("Without Jonas")
        view.chat.composer.button.click()
        wait(lambda: [row.text for row in texts(run_in_qt, grace, group)] == ["Without Jonas"])
        assert [row.text for row in texts(run_in_qt, jonas, group)][:1] == [said.text]
        assert "Without Jonas" not in [row.text for row in texts(run_in_qt, jonas, group)]

        run_in_qt(grace.open.groups.leave(group))
        wait(lambda: any("Grace left" in _spoken(view, n) for n in range(_count(view))))
        wait(lambda: view.chat is not None and not view.chat.composer.edit.isEnabled())

        view.close_down()
        window.hide()
        window.deleteLater()
        for person in (amira, jonas, grace):
            run_in_qt(person.lock())


def _panel(view: MainView, wait: Callable[[Callable[[], object]], None]) -> GroupPanel:
    view.groups.open_panel()
    wait(lambda: isinstance(view.dialogs.current, GroupPanel))
    panel = view.dialogs.current
    assert isinstance(panel, GroupPanel)
    return panel


def _count(view: MainView) -> int:
    return 0 if view.chat is None else view.chat.timeline.rowCount()


def _spoken(view: MainView, row: int) -> str:
    return "" if view.chat is None else str(view.chat.timeline.index(row).data())


def _make(view: MainView, wait: Callable[[Callable[[], object]], None], who: AccountId) -> None:
    view.groups.make()
    wait(lambda: isinstance(view.dialogs.current, NewGroupDialog))
    making = view.dialogs.current
    assert isinstance(making, NewGroupDialog)
    making.title.setText("Ward 3B")
    making.picker.choose([who])
    making.go_on.click()
    making.go_on.click()
    wait(lambda: view.chat is not None and view.chat.conversation.title == "Ward 3B")


def _remove(
    view: MainView,
    panel: GroupPanel,
    who: AccountId,
    wait: Callable[[Callable[[], object]], None],
) -> None:
    panel._change(GroupChanges(remove=(who,)))
    wait(lambda: len(panel.group.members) == 2)
    view.dialogs.close_all()
    wait(lambda: any("removed" in _spoken(view, n) for n in range(_count(view))))
