"""What goes missing in a group comes again, follows to other workstations, and out of a backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.core.groups import GroupChange
from app.core.records import DeliveryState, MessageKind, MessageRecord
from app.core.relay_errors import RelayUnreachable
from app.core.transport_types import InboxBatch, InboxEnvelope
from app.crypto.backup_file import LEAST
from app.services import backup
from relay.transparency.certificates import Purpose
from tests.support.care_team import Team, run
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.malicious_relay import deceive
from tests.support.own_devices import second_device
from tests.support.recovering import hurry_kits, restore

WORDS = "a passphrase for the file"


def test_a_lost_message_comes_again_to_the_one_device_that_lacks_it(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        computer = team.clinic.computer("Jonas' ward PC", "")
        loses = _Losing(team["Amira"])
        deceive(computer)["inbox"] = loses.inbox
        other = await second_device(team.clinic, team["Jonas"], computer=computer)
        await team.create()
        await team.say("Amira", "one")
        await eventually(lambda: _has(team, other, "one"))
        loses.from_now_on = True
        await team.say("Amira", "two")
        for name in ("Jonas", "Grace"):
            await team.hears(name, "one", "two")
        await eventually(lambda: loses.lost)
        sent: list[tuple[int, bool]] = []
        team.relays["Amira"]["submit"] = partial(_noting, sent)
        await team.say("Amira", "three")
        await eventually(lambda: _has(team, other, "one", "two", "three"))
        # The others have it once, and nothing more of it went to them.
        for name in ("Jonas", "Grace"):
            await team.hears(name, "one", "two", "three")
        assert (3, True) in sent, "three devices are in the group beside Amira's"
        assert all(count == 1 for count, complete in sent if not complete)
        assert (1, False) in sent

    run(tmp_path, scenario)


def test_reading_and_receipts_follow_to_the_other_workstation(tmp_path: Path) -> None:
    async def scenario(team: Team) -> None:
        jonas = team["Jonas"]
        other = await second_device(team.clinic, jonas)
        await team.create()
        await team.say("Amira", "for the ward")
        await eventually(lambda: _has(team, other, "for the ward"))
        assert await _unread(team, other) == 1
        await team.hears("Jonas", "for the ward")
        await jonas.open.messages.mark_read(team.group_id, (await team.rows("Jonas"))[-1].row_id)

        async def read_there() -> bool:
            return await _unread(team, other) == 0

        await eventually(read_there)
        await team.say("Jonas", "seen")
        for name in ("Amira", "Grace"):
            await team.hears(name, "for the ward", "seen")
            await team[name].open.messages.mark_read(
                team.group_id, (await team.rows(name))[-1].row_id
            )

        async def known_there() -> bool:
            rows = await _texts(team, other)
            return [row.state for row in rows if row.outgoing] == [DeliveryState.READ]

        await eventually(known_there)

    run(tmp_path, scenario)


def test_a_backup_with_a_group_that_is_not_known_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry_kits(monkeypatch)
    monkeypatch.setattr(backup.BackupService.__init__, "__defaults__", (LEAST,))

    async def scenario(team: Team) -> None:
        jonas = team["Jonas"]
        await team.create()
        await team.say("Amira", "before the loss")
        await team.hears("Jonas", "before the loss")
        await team.change(title="Ward 8")
        await team.noticed("Jonas", GroupChange.RENAMED, "Amira")
        happened = await team.notices("Jonas")
        kit = await jonas.open.recovery.make_kit(PASSPHRASE)
        path = tmp_path / "all.curbside-backup"
        rows = await jonas.open.backup.export(path, WORDS, _silent)
        await jonas.lock()

        authority = team.clinic.authority
        invite = authority.invite_again(authority.find("Jonas"), Purpose.RECOVER)
        again = team.clinic.computer("Jonas again", invite.text)
        relay = deceive(again)
        relay["inbox"] = _nothing
        await restore(again, " ".join(kit.words))
        view = await again.open.backup.restore(path, WORDS, _silent)
        assert view.messages == rows
        shown = await again.open.contacts.conversations()
        assert team.group_id not in {each.record.conversation_id for each in shown}

        del relay["inbox"]
        team.people["Jonas"] = again
        await team.sees("Jonas", title="Ward 8", members=["Amira", "Jonas", "Grace"])
        assert await team.texts("Jonas") == ["before the loss"]
        assert await team.notices("Jonas") == happened
        await team.say("Grace", "after it")
        await team.hears("Jonas", "before the loss", "after it")
        await team.say("Jonas", "and back")
        await team.hears("Amira", "before the loss", "after it", "and back")

    run(tmp_path, scenario)


class _Losing:
    """A relay that loses one message of somebody for good."""

    def __init__(self, sender: Person) -> None:
        self._device = sender.open._context.own.device_id
        self.from_now_on = False
        self.lost: set[int] = set()

    def inbox(self, real: Callable[..., InboxBatch], *arguments: object) -> InboxBatch:
        """What there is, without that message."""
        batch = real(*arguments)
        kept = tuple(item for item in batch.items if not self._loses(item))
        return InboxBatch(batch.time_ms, batch.log_size, batch.waiting, kept)

    def _loses(self, item: object) -> bool:
        if not (isinstance(item, InboxEnvelope) and item.sender_device == self._device):
            return False
        if self.from_now_on and not self.lost:
            self.lost.add(item.seq)
        return item.seq in self.lost


def _noting(
    sent: list[tuple[int, bool]], real: Callable[..., Any], submissions: Sequence[Any]
) -> object:
    """Note to how many devices each goes, and whether to all that should have it."""
    sent.extend((len(each.recipients), each.complete) for each in submissions)
    return real(submissions)


def _nothing(_real: object, *_arguments: object) -> InboxBatch:
    raise RelayUnreachable


def _silent(_done: int, _total: int) -> None:
    return None


async def _texts(team: Team, person: Person) -> list[MessageRecord]:
    rows = await person.open.messages.page(team.group_id, limit=100)
    return [row for row in rows if row.kind is MessageKind.TEXT]


async def _has(team: Team, person: Person, *texts: str) -> bool:
    return [row.text for row in await _texts(team, person)] == list(texts)


async def _unread(team: Team, person: Person) -> int:
    shown = await person.open.contacts.conversations()
    found = [each for each in shown if each.record.conversation_id == team.group_id]
    return found[0].record.unread if found else -1
