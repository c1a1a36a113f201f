"""Exactly which devices a message was encrypted to, when each had it, and where the log stood."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.ids import AccountId
from app.core.records import MessageRecord, VersionRecord
from app.core.views import MessageInfoView, OwnView, RecipientDeviceView
from app.ui import clipboard, group_words
from app.ui.dialogs.base import Dialog
from app.ui.formats import date_time, number, short_bytes
from app.ui.names import Names
from app.ui.text import PlainLabel, inline, one_line, person_name, shown
from app.ui.tokens import SPACE_M, SPACE_S, SPACE_XS
from app.ui.widgets.facts import Facts

_STORY_HEIGHT = 160


@dataclass(frozen=True, slots=True)
class MessageStory:
    """What happened to a message: the message as it stands, and what it said before."""

    message: MessageRecord
    versions: tuple[VersionRecord, ...] = ()


class MessageInfoDialog(Dialog):
    """Read only, with a button that copies all of it but the words of the message."""

    def __init__(
        self,
        info: MessageInfoView,
        parent: QWidget | None = None,
        story: MessageStory | None = None,
        own: OwnView | None = None,
        names: Names | None = None,
    ) -> None:
        super().__init__(self.tr("Message info"), parent, 560)
        self._info = info
        self._story = story
        self._own = own
        self._names = names
        facts = Facts()
        facts.show_facts(self._facts())
        self.body.addWidget(facts)
        if story is not None and (story.versions or story.message.reactions):
            self.body.addWidget(self._story_area(story))
        self.body.addWidget(PlainLabel(self._devices_title(), "strong"))
        self.body.addWidget(self._device_list(), 1)
        if info.left_out:
            self.body.addWidget(self._left_out())
        copy = self.add_button(self.tr("Copy details"), self._copy, icon="copy")
        self.buttons.removeWidget(copy)
        self.buttons.insertWidget(0, copy)
        self.add_button(self.tr("Close"), self.reject, primary=True)
        self.help_with("message-info")
        self.resize(560, 520)

    def _devices_title(self) -> str:
        if self._info.outgoing:
            return self.tr("Encrypted to these devices")
        return self.tr("Encrypted to")

    def _facts(self) -> list[tuple[str, str]]:
        info = self._info
        return [
            (self.tr("From"), person_name(info.sender_name)),
            (
                self.tr("Sender's device"),
                _device_words(info.sender_device_name, short_bytes(info.sender_device)),
            ),
            (self.tr("Written"), date_time(info.sent_at_ms)),
            (
                self.tr("Stored here") if info.outgoing else self.tr("Arrived"),
                date_time(info.arrived_at_ms),
            ),
            (self.tr("Set of devices"), short_bytes(info.devset_hash)),
            (
                self.tr("Clinic's log"),
                self.tr("{size} entries, root {root}").format(
                    size=number(info.log_size), root=short_bytes(info.log_root)
                ),
            ),
            *self._group_facts(),
            *self._story_facts(),
        ]

    def _group_facts(self) -> list[tuple[str, str]]:
        """Of a message in a group: how far it got, and by which list of members it was sent."""
        if not self._info.roster_epoch:
            return []
        facts = [(self.tr("Version of the member list"), number(self._info.roster_epoch))]
        message = None if self._story is None else self._story.message
        if message is not None and message.reach is not None:
            reach = message.reach
            words = self.tr("delivered to {delivered} of {people}, read by {read}").format(
                delivered=reach.delivered, people=reach.people, read=reach.read
            )
            facts.append((self.tr("People"), words))
        if message is not None and message.passed_on_by is not None and self._names is not None:
            words = self.tr("{name}, who alone vouches for what it says").format(
                name=self._names.inline(message.passed_on_by)
            )
            facts.append((self.tr("Passed on by"), words))
        return facts

    def _left_out(self) -> QWidget:
        """Members whom it was not encrypted to, and why."""
        lines = [
            f"{person_name(each.name)}: {group_words.left_out_words(each.reason)}"
            for each in self._info.left_out
        ]
        title = self.tr("Not encrypted to")
        words = PlainLabel(f"{title}\n" + "\n".join(lines), "attention", selectable=True)
        words.setAccessibleName(words.text())
        return words

    def _story_facts(self) -> list[tuple[str, str]]:
        """What happened to the message since it was written."""
        if self._story is None:
            return []
        message = self._story.message
        facts = []
        if message.edited_at_ms is not None:
            facts.append((self.tr("Edited"), date_time(message.edited_at_ms)))
        if message.recalled_at_ms is not None:
            facts.append((self.tr("Taken back"), date_time(message.recalled_at_ms)))
        if message.forwarded:
            facts.append((self.tr("Forwarded"), self.tr("Yes, written elsewhere at first")))
        return facts

    def _story_area(self, story: MessageStory) -> QWidget:
        """Earlier wordings, the first one first, and who reacted with what."""
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_XS)
        if story.versions:
            layout.addWidget(PlainLabel(self.tr("Earlier wordings"), "strong"))
        for version in story.versions:
            layout.addWidget(PlainLabel(date_time(version.at_ms), "caption"))
            layout.addWidget(PlainLabel(shown(version.text), selectable=True))
        if story.message.reactions:
            layout.addWidget(PlainLabel(self.tr("Reactions"), "strong"))
        for reaction in story.message.reactions:
            own = self._own is not None and reaction.account_id == self._own.account_id
            name = self.tr("You") if own else person_name(self._name_of(reaction.account_id))
            layout.addWidget(
                PlainLabel(f"{one_line(reaction.emoji)}  {name} · {date_time(reaction.at_ms)}")
            )
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName(self.tr("Earlier wordings and reactions"))
        area.setMaximumHeight(_STORY_HEIGHT)
        area.setMinimumHeight(min(inside.sizeHint().height(), _STORY_HEIGHT))
        return area

    def _name_of(self, account_id: AccountId) -> str:
        if self._info.roster_epoch and self._names is not None:
            return self._names.name(account_id)
        return self._other_name()

    def _other_name(self) -> str:
        """The other person of the conversation."""
        if not self._info.outgoing:
            return self._info.sender_name
        own = self._own.account_id if self._own is not None else None
        others = (device.name for device in self._info.devices if device.account_id != own)
        return next(others, "")

    def _device_list(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_S)
        for name, devices in self._by_person():
            layout.addWidget(self._person(name, devices))
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName(self._devices_title())
        return area

    def _by_person(self) -> list[tuple[str, list[RecipientDeviceView]]]:
        """Each with their devices: one card for a person, in a group that has many."""
        if not self._info.roster_epoch:
            return [(device.name, [device]) for device in self._info.devices]
        found: dict[AccountId, list[RecipientDeviceView]] = {}
        for device in self._info.devices:
            found.setdefault(device.account_id, []).append(device)
        people = [(devices[0].name, devices) for devices in found.values()]
        return sorted(people, key=lambda each: each[0].casefold())

    def _person(self, name: str, devices: list[RecipientDeviceView]) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_S)
        layout.setSpacing(SPACE_XS)
        layout.addWidget(PlainLabel(person_name(name), "strong"))
        for device in devices:
            layout.addWidget(self._device(device))
            layout.addSpacing(SPACE_S if device is not devices[-1] else 0)
        return card

    def _device(self, device: RecipientDeviceView) -> QWidget:
        rows = [
            (
                self.tr("Device"),
                _device_words(device.device_name, short_bytes(device.device_id)),
            ),
            (self.tr("Key fingerprint"), short_bytes(device.signing_key)),
        ]
        if self._info.outgoing:
            rows += [
                (self.tr("Sent"), date_time(device.sent_at_ms)),
                (self.tr("Delivered"), date_time(device.delivered_at_ms)),
                (self.tr("Read"), date_time(device.read_at_ms)),
            ]
        facts = Facts(spacing=2, small=True)
        facts.show_facts(rows)
        return facts

    def _copy(self) -> None:
        lines = [f"{title}: {value}" for title, value in self._facts()]
        lines.append(self._devices_title())
        for device in self._info.devices:
            lines.append(
                f"- {inline(device.name)}, "
                f"{_device_words(device.device_name, device.device_id.hex())}, "
                f"{device.signing_key.hex()}, "
                f"{date_time(device.sent_at_ms)}, {date_time(device.delivered_at_ms)}, "
                f"{date_time(device.read_at_ms)}"
            )
        lines += [
            f"- {inline(each.name)}: {group_words.left_out_words(each.reason)}"
            for each in self._info.left_out
        ]
        clipboard.copy("\n".join(lines))


def _device_words(name: str, identifier: str) -> str:
    """A workstation of one's own by its name, any other by its number alone."""
    return f"{inline(name)} · {identifier}" if name else identifier
