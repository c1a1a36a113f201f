"""The second way into the first run: this computer becomes another workstation."""

from __future__ import annotations

import time

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.bus import HistoryProgress
from app.core.policy import DEFAULT_POLICY
from app.core.views import LinkCodeView
from app.services.api import LinkStep
from app.ui.gallery_devices import LINK_CHARACTERS, LINK_CODE, SHORT_CODE
from app.ui.gallery_services import OWN, SampleClient
from app.ui.widgets.history_strip import HistoryStrip
from app.ui.windows.first_run import FirstRun
from app.ui.windows.linking import Linking
from app.ui.windows.main_view import MainView
from tests.gui.conftest import Running, SomeError, StartUi, press

GOOD = "violin harbour thirteen moss"
ADDRESS = "relay.lindenhof.example:8443"


class Flow:
    """A first run that went the second way."""

    def __init__(
        self, start_ui: StartUi, at: LinkStep | None = None, client: SampleClient | None = None
    ) -> None:
        self.state: Running = start_ui(client, profile=False)
        self.access = self.state.access
        self.access.pause.at = at
        screen = self.state.ui.window.centralWidget()
        assert isinstance(screen, FirstRun)
        self.screen = screen
        self.linking: Linking = screen.linking
        screen.invite.link.click()

    @property
    def page(self) -> object:
        return self.screen.pages.currentWidget()

    @property
    def on_invite_page(self) -> bool:
        return self.page is self.screen.invite

    def start(self) -> None:
        if not self.linking.setup.address.isReadOnly():
            self.linking.setup.address.setText(ADDRESS)
        self.linking.setup.button.click()
        for field in (self.linking.passphrase.fields.first, self.linking.passphrase.fields.second):
            field.edit.setText(GOOD)
        self.linking.passphrase.button.click()

    def agree(self) -> None:
        """Say that the numbers are the same, and come to the end."""
        self.state.wait(lambda: self.page is self.linking.compare)
        self.linking.compare.agree.click()
        self.state.wait(self.linking.progress.button.isVisible)


class TestNewSide:
    def test_by_keyboard_to_the_main_window(self, start_ui: StartUi, qtbot: QtBot) -> None:
        flow = Flow(start_ui, LinkStep.WAITING)
        linking, state = flow.linking, flow.state
        assert QApplication.focusWidget() is linking.setup.address
        assert not linking.setup.button.isEnabled()
        qtbot.keyClicks(linking.setup.address, ADDRESS)
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is linking.setup.name
        linking.setup.name.setText("Office, room 2.14")
        press(qtbot, Qt.Key.Key_Return)
        fields = linking.passphrase.fields
        assert QApplication.focusWidget() is fields.first.edit
        qtbot.keyClicks(fields.first.edit, GOOD)
        press(qtbot, Qt.Key.Key_Return)
        qtbot.keyClicks(fields.second.edit, GOOD)
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: "5:00" in linking.code.countdown.text())
        shown = " ".join(label.text() for label in linking.code._groups)
        assert shown == LINK_CHARACTERS
        assert QApplication.focusWidget() is linking.code.characters
        assert "7 K 2 Q" in linking.code.characters.accessibleName()
        flow.access.pause.at = LinkStep.COMPARING
        gate, flow.access.pause.gate = flow.access.pause.gate, type(flow.access.pause.gate)()
        gate.set()
        state.wait(lambda: flow.page is linking.compare)
        assert linking.compare.number.digits.text() == f"{SHORT_CODE[:3]} {SHORT_CODE[3:]}"
        assert OWN.clinic_name in linking.compare.clinic.text()
        press(qtbot, Qt.Key.Key_Return)
        press(qtbot, Qt.Key.Key_Space)
        assert flow.page is linking.compare, "no key may answer by accident"
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is linking.compare.differ
        press(qtbot, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is linking.compare.agree
        press(qtbot, Qt.Key.Key_Return)
        assert "on your other computer" in linking.compare._words.text()
        assert flow.access.linked_with is None
        flow.access.pause.go_on()
        state.wait(linking.progress.button.isVisible)
        assert flow.access.linked_with == (f"https://{ADDRESS}", GOOD, "Office, room 2.14", False)
        assert linking.passphrase.passphrase == ""
        press(qtbot, Qt.Key.Key_Return)
        state.wait(lambda: isinstance(state.ui.window.centralWidget(), MainView))

    def test_the_clinic_sets_the_address(self, start_ui: StartUi) -> None:
        policy = msgspec.structs.replace(DEFAULT_POLICY, relay_url=OWN.relay_url)
        flow = Flow(start_ui, client=SampleClient((), policy))
        assert flow.linking.setup.address.isReadOnly()
        assert flow.linking.setup.name.hasFocus()
        flow.start()
        flow.agree()
        assert flow.access.linked_with is not None
        assert flow.access.linked_with[0] == OWN.relay_url

    def test_back_loses_nothing(self, start_ui: StartUi) -> None:
        flow = Flow(start_ui)
        linking = flow.linking
        linking.setup.address.setText(ADDRESS)
        linking.setup.button.click()
        linking.passphrase.fields.first.edit.setText(GOOD)
        linking.passphrase.back.emit()
        assert flow.page is linking.setup
        linking.setup.back.emit()
        assert flow.on_invite_page
        flow.screen.invite.link.click()
        assert linking.setup.address.text() == ADDRESS
        linking.setup.button.click()
        assert linking.passphrase.passphrase == GOOD

    def test_cancelling_tells_the_other_side_and_can_be_begun_again(
        self, start_ui: StartUi
    ) -> None:
        flow = Flow(start_ui, LinkStep.WAITING)
        flow.start()
        flow.state.wait(flow.linking.code.characters.isVisible)
        flow.linking.code.cancelled.emit()
        flow.state.wait(lambda: flow.access.links_cancelled == 1)
        assert flow.page is flow.linking.setup
        assert "Nothing was added" in flow.linking.setup.banner.text
        flow.access.pause.at = None
        flow.start()
        flow.agree()

    def test_they_differ(self, start_ui: StartUi) -> None:
        flow = Flow(start_ui)
        flow.start()
        flow.state.wait(lambda: flow.page is flow.linking.compare)
        flow.linking.compare.differ.click()
        flow.state.wait(lambda: "not the same" in flow.linking.progress.banner.text)
        assert flow.access.linked_with is None

    def test_they_differ_after_all(self, start_ui: StartUi) -> None:
        flow = Flow(start_ui, LinkStep.COMPARING)
        flow.start()
        flow.state.wait(lambda: flow.page is flow.linking.compare)
        flow.linking.compare.agree.click()
        flow.linking.compare.differ.click()
        flow.state.wait(lambda: flow.access.links_cancelled == 1)
        assert flow.page is flow.linking.setup

    def test_quitting_tells_the_other_side(self, start_ui: StartUi) -> None:
        flow = Flow(start_ui, LinkStep.WAITING)
        flow.start()
        flow.state.wait(flow.linking.code.characters.isVisible)
        flow.state.ui.quit()
        flow.state.wait(flow.state.ended)
        assert flow.access.links_cancelled == 1

    def test_a_code_that_is_too_old_is_replaced(self, start_ui: StartUi) -> None:
        flow = Flow(start_ui, LinkStep.WAITING)
        flow.start()
        code = flow.linking.code
        flow.state.wait(code.characters.isVisible)
        code.show_code(LinkCodeView(LINK_CHARACTERS, LINK_CODE, round(time.time() * 1000) - 1))
        assert not code.characters.isVisible()
        assert "no longer good" in code.countdown.text()
        code.renew.click()
        flow.state.wait(lambda: flow.access.links_cancelled == 1)
        flow.state.wait(code.characters.isVisible)
        assert not code.renew.isVisible()

    def test_a_failure_says_why_and_can_be_tried_again(self, start_ui: StartUi) -> None:
        flow = Flow(start_ui)
        flow.access.fail_link = SomeError()
        flow.start()
        progress = flow.linking.progress
        flow.state.wait(lambda: "Do something else" in progress.banner.text)
        progress.back.emit()
        assert flow.page is flow.linking.setup
        flow.start()
        flow.agree()
        assert not progress.banner.isVisible()

    def test_a_name_is_needed_and_is_no_longer_than_it_may_be(self, start_ui: StartUi) -> None:
        setup = Flow(start_ui).linking.setup
        setup.address.setText(ADDRESS)
        assert setup.name.text()
        setup.name.setText("   ")
        assert not setup.button.isEnabled()
        setup.name.setText("x" * 100)
        assert len(setup.device_name) == 64


class TestArriving:
    def test_a_calm_strip_that_goes_away(self, running: Running) -> None:
        strip = running.main.findChild(HistoryStrip)
        assert strip is not None
        assert not strip.isVisible()
        bus = running.client.bus
        bus.publish(HistoryProgress(2, 8, incoming=True))
        assert strip.isVisible()
        assert "25 %" in strip.progress.words.text()
        strip._close.click()
        bus.publish(HistoryProgress(4, 8, incoming=True))
        assert not strip.isVisible()
        bus.publish(HistoryProgress(8, 8, incoming=True))
        assert strip.isVisible()
        assert "are here" in strip.progress.words.text()
        assert not strip.progress.bar.isVisible()
        strip._leave.timeout.emit()
        assert not strip.isVisible()

    def test_what_goes_out_is_not_shown_there(self, running: Running) -> None:
        running.client.bus.publish(HistoryProgress(2, 8, incoming=False, device_id=OWN.device_id))
        strip = running.main.findChild(HistoryStrip)
        assert strip is not None
        assert not strip.isVisible()
