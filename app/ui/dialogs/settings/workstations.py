"""Settings, Your workstations: which computers read and send as this person, and for how long.

Any of them may be renamed here; only the one that holds the account key adds and removes. A
computer that the log names and nobody explained stands first, with what to do about it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.core.ids import DeviceId
from app.core.views import DevicesView, OwnDeviceView
from app.ui import formats
from app.ui.dialogs.add_workstation import AddWorkstationDialog
from app.ui.dialogs.passphrase_dialog import PassphraseDialog
from app.ui.dialogs.settings.section import Section, SettingsContext
from app.ui.text import PlainLabel, inline
from app.ui.tokens import SPACE_L, SPACE_S
from app.ui.widgets.buttons import Button
from app.ui.widgets.workstation_card import WorkstationCard, device_name


class WorkstationsSection(Section):
    """The list, and the way to add one."""

    key = "workstations"
    icon = "monitor"

    def __init__(self, context: SettingsContext) -> None:
        super().__init__(self.tr("Your workstations"), context)
        self.cards: dict[DeviceId, WorkstationCard] = {}
        self._devices: DevicesView | None = None
        self.add_text(
            self.tr(
                "Each computer on this list has keys of its own, gets every message, and can read "
                "and send as you."
            ),
            muted=True,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_S)
        self.column.addSpacing(SPACE_S)
        self.column.addLayout(self._list)
        self._alone = self._teaching()
        self.column.addWidget(self._alone)
        self.column.addSpacing(SPACE_S)
        self.add = Button(self.tr("Add a workstation…"), "primary", "monitor")
        self.add.setEnabled(False)
        self.reason = PlainLabel(kind="muted")
        self.reason.hide()
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.reason)
        self.column.addStretch()
        self.add.clicked.connect(self._add)
        context.bridge.devices_changed.connect(self._read)
        context.history.changed.connect(self._show_history)

    def entered(self) -> None:
        """Read the list anew: the relay may have seen one of them meanwhile."""
        self._read()

    def _read(self, *_: object) -> None:
        self.context.tasks.start(self._load(), self.fail)

    async def _load(self) -> None:
        self._show(await self.context.client.devices.devices())

    def _show(self, devices: DevicesView) -> None:
        self._devices = devices
        live = {device.device_id for device in devices.devices}
        for gone in [device_id for device_id in self.cards if device_id not in live]:
            card = self.cards.pop(gone)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        ordered = sorted(
            devices.devices,
            key=lambda device: (device.explained, not device.is_this, device.added_at_ms),
        )
        for place, device in enumerate(ordered):
            card = self.cards.get(device.device_id) or self._new_card(device.device_id)
            if self._list.indexOf(card) != place:
                self._list.insertWidget(place, card)
            card.show_device(device, can_manage=devices.can_manage)
        self._alone.setVisible(len(live) == 1 and devices.can_manage)
        self._show_whether_one_can_be_added(devices)
        self._show_history()

    def _new_card(self, device_id: DeviceId) -> WorkstationCard:
        card = WorkstationCard()
        self.cards[device_id] = card
        card.renamed.connect(partial(self._rename, device_id))
        card.remove_clicked.connect(partial(self._remove, device_id))
        card.explain_clicked.connect(partial(self._explain, device_id))
        return card

    def _show_whether_one_can_be_added(self, devices: DevicesView) -> None:
        reason = ""
        count = sum(not device.removed for device in devices.devices)
        if not devices.can_manage:
            main = next((each for each in devices.devices if each.holds_account_key), None)
            reason = (
                self.tr("Workstations are added and removed on your main computer, {name}.").format(
                    name=inline(device_name(main))
                )
                if main is not None
                else self.tr("Workstations are added and removed on your main computer.")
            )
        elif count >= devices.most:
            reason = self.tr(
                "You have {count} workstations, which is as many as one person can have. Remove "
                "one that you do not use any more."
            ).format(count=count)
        self.add.setEnabled(not reason)
        self.add.setAccessibleDescription(reason)
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))

    def _show_history(self) -> None:
        watch = self.context.history
        news = watch.outgoing
        for device_id, card in self.cards.items():
            if news is None or device_id != watch.receiver:
                card.history.hide()
                continue
            words = (
                self.tr("Copying your messages there: {done} of {total}")
                if news.done < news.total
                else self.tr("Your {total} earlier messages were copied there.")
            )
            card.history.show_progress(
                words.format(done=formats.number(news.done), total=formats.number(news.total)),
                news.done,
                news.total,
            )

    def _device(self, device_id: DeviceId) -> OwnDeviceView | None:
        devices = self._devices.devices if self._devices is not None else ()
        return next((device for device in devices if device.device_id == device_id), None)

    def _rename(self, device_id: DeviceId, name: str) -> None:
        self.context.keep.start(self.context.client.devices.rename(device_id, name), self.fail)

    def _remove(self, device_id: DeviceId) -> None:
        device = self._device(device_id)
        if device is None:
            return
        name = inline(device_name(device))
        dialog = self._ask(
            self.tr("Remove “{name}”?").format(name=name),
            (
                self.tr(
                    "Nothing that is written from now on can be read there, and the relay refuses "
                    "that computer at once. Your other computers and your colleagues see that it "
                    "was removed."
                ),
                self.tr(
                    "Messages that are there already can still be read with its passphrase, unless "
                    "you have them deleted."
                ),
            ),
            self.tr("Remove this workstation"),
            lambda passphrase: self.context.client.devices.remove(
                device_id, passphrase, wipe=wipe.isChecked()
            ),
            kind="danger",
        )
        wipe = dialog.add_choice(self.tr("Delete them when it next reaches the relay"))
        dialog.open()

    def _explain(self, device_id: DeviceId) -> None:
        device = self._device(device_id)
        if device is None:
            return
        name = inline(device_name(device))
        if device.removed:
            heading, button = self.tr("Did you remove “{name}”?"), self.tr("I removed it")
            sentences = (
                self.tr(
                    "Say so only if you removed that computer yourself, on one that you do not "
                    "have any more."
                ),
                self.tr("The warning about it ends on all your computers."),
            )
        else:
            heading, button = self.tr("Is “{name}” yours?"), self.tr("It is mine")
            sentences = (
                self.tr(
                    "Say so only if you set up Curbside on that computer yourself, for example "
                    "with your recovery kit."
                ),
                self.tr(
                    "It can read and send all your messages as you. The warning about it ends on "
                    "all your computers."
                ),
            )
        explain = partial(self.context.client.devices.explain, device_id)
        self._ask(heading.format(name=name), sentences, button, explain).open()

    def _ask(
        self,
        heading: str,
        sentences: tuple[str, ...],
        button: str,
        action: Callable[[str], Coroutine[Any, Any, None]],
        *,
        kind: Literal["primary", "danger"] = "primary",
    ) -> PassphraseDialog:
        return PassphraseDialog(
            heading, sentences, button, action, self.context.tasks, self.window(), kind=kind
        )

    def _add(self) -> None:
        dialog = AddWorkstationDialog(self.context, self.window())
        dialog.finished.connect(self._read)
        dialog.open()

    def _teaching(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        layout.setSpacing(SPACE_S)
        layout.addWidget(PlainLabel(self.tr("You use Curbside on this computer only"), "strong"))
        layout.addWidget(
            PlainLabel(
                self.tr(
                    "Add the one in your office or on another ward, and every conversation is in "
                    "both places. A second one also helps when this one breaks."
                ),
                "muted",
            )
        )
        card.hide()
        return card
