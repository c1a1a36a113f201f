"""What a message is encrypted to when devices come and go on either side while it is on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.core.ids import DeviceId
from app.core.records import DeliveryState, Notice
from app.core.relay_errors import RelayUnreachable
from app.core.transport_types import OutgoingSubmission
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.malicious_relay import Tricks, deceive
from tests.support.own_devices import second_device
from tests.support.scenario import Pair, arrived, became, copied, last_sent, notices, run


def unreachable(*_: object) -> None:
    raise RelayUnreachable


def deaf(tricks: Tricks, person: Person) -> None:
    """From now on a client hears nothing of the relay's by itself: no mail, no longer log."""
    tricks["inbox"] = unreachable
    person.open._context.relay.interrupt_waiting()


class Submitted:
    """What a client hands in."""

    def __init__(self) -> None:
        self.submissions: list[OutgoingSubmission] = []

    def __call__(self, real: Callable[..., Any], submissions: Sequence[OutgoingSubmission]) -> Any:
        self.submissions += submissions
        return real(submissions)

    def devices(self) -> set[DeviceId]:
        return {r.device_id for s in self.submissions for r in s.recipients}


async def sessions_with_all(pair: Pair, *copies: Person) -> None:
    """One message from Amira that everybody got, and an answer."""
    await pair.amira.write("Jonas", "everybody has a session")
    await arrived(pair.jonas, "Amira", "everybody has a session")
    for device in copies:
        await copied(device, "Jonas", "everybody has a session")


@pytest.mark.expects_log("the log has moved on|devices changed")
def test_a_device_that_the_sender_has_not_heard_of_gets_the_message_all_the_same(
    tmp_path: Path,
) -> None:
    """409, log sync, encrypt again: once, and without anybody doing anything."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        deaf(pair.amira_relay, pair.amira)
        ward = await second_device(pair.clinic, pair.jonas)
        await eventually(lambda: ward.open.connection.value == "online")
        size = pair.amira.open._context.replica.size
        submitted = Submitted()
        pair.amira_relay["submit"] = submitted
        await pair.amira.write("Jonas", "to both of you")
        await arrived(pair.jonas, "Amira", "hello Jonas", "to both of you")
        await arrived(ward, "Amira", "to both of you")
        assert pair.amira.open._context.replica.size == size + 1
        texts = [s for s in submitted.submissions if s.complete]
        assert len(texts) == 2, "refused once, encrypted again once"
        assert len({s.submission_id for s in texts}) == 2, "under fresh keys and a fresh id"
        assert (await notices(pair.amira, "Jonas")) == [Notice.DEVICE_ADDED.value]

    run(tmp_path, scenario)


@pytest.mark.expects_log("the log has moved on|devices changed")
def test_ones_own_new_device_gets_what_an_older_one_writes(tmp_path: Path) -> None:
    """The older one hears of it by the refusal, and waits for the announcement in its mail."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        computer = pair.clinic.computer("ward", "")
        tricks = deceive(computer)
        ward = await second_device(pair.clinic, pair.amira, name="Ward", computer=computer)
        await sessions_with_all(pair, ward)
        deaf(tricks, ward)
        home = await second_device(pair.clinic, pair.amira, name="Home")
        await eventually(lambda: home.open.connection.value == "online")
        home_id = home.open._context.own.device_id
        submitted = Submitted()
        tricks["submit"] = submitted
        await ward.write("Jonas", "from the ward")

        async def waits() -> bool:
            ours = ward.open._context.replica.live_devices(ward.open._context.own.account_id)
            row = await last_sent(ward, "Jonas")
            return len(ours) == 3 and row.state is DeliveryState.QUEUED

        await eventually(waits)
        assert home_id not in submitted.devices(), "not before it is explained"
        del tricks["inbox"]
        await arrived(pair.jonas, "Amira", "from the ward")
        await copied(home, "Jonas", "from the ward")
        assert ward.open.alarm is None

    run(tmp_path, scenario)


def test_a_device_removed_while_messages_wait_gets_none_of_them(tmp_path: Path) -> None:
    """Even if the relay would take them: they are encrypted anew before they are handed in."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.jonas)
        ward_id = ward.open._context.own.device_id
        await sessions_with_all(pair)
        await arrived(ward, "Amira", "everybody has a session")
        pair.amira_relay["submit"] = unreachable
        await pair.amira.write("Jonas", "one", "two")
        await pair.jonas.open.devices.remove(ward_id, PASSPHRASE)
        await pair.amira.open.engine.log_sync.sync()
        submitted = Submitted()
        pair.amira_relay["submit"] = submitted
        await arrived(pair.jonas, "Amira", "one", "two")
        assert submitted.submissions
        assert ward_id not in submitted.devices()
        rows = [r for r in await pair.amira.rows("Jonas") if r.text == "two"]
        info = await pair.amira.open.messages.info(rows[0].row_id)
        assert info.log_size == pair.amira.open._context.replica.size
        assert Notice.DEVICE_REMOVED.value in await notices(pair.amira, "Jonas")

    run(tmp_path, scenario)


def test_a_device_added_while_the_sender_was_away_gets_what_waited(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        pair.amira_relay["submit"] = unreachable
        await pair.amira.write("Jonas", "written on the way")
        await pair.amira.lock()
        ward = await second_device(pair.clinic, pair.jonas)
        await eventually(lambda: ward.open.connection.value == "online")
        del pair.amira_relay["submit"]
        await pair.amira.unlock()
        await arrived(pair.jonas, "Amira", "written on the way")
        await arrived(ward, "Amira", "written on the way")
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)

    run(tmp_path, scenario)


@pytest.mark.expects_log("the log has moved on|devices changed", "the relay refuses this device")
def test_a_changed_account_key_is_never_answered_by_encrypting_again(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await sessions_with_all(pair, ward)
        deaf(pair.amira_relay, pair.amira)
        authority = pair.clinic.authority
        text = authority.invite_again(authority.find("Jonas"), Purpose.REKEY).text
        again = pair.clinic.computer("jonas-again", text)
        await again.enrol()
        new_id = again.open._context.own.device_id
        submitted = Submitted()
        pair.amira_relay["submit"] = submitted
        await pair.amira.write("Jonas", "for the Jonas I know")
        row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
        assert row.failure == "key-changed"
        assert new_id not in submitted.devices()
        assert await again.texts("Amira") == []

    run(tmp_path, scenario)


def test_what_one_own_device_lost_another_sends_again(tmp_path: Path) -> None:
    """The relay drops a copy: the gap shows, is asked for, and closes; names as much as texts."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        computer = pair.clinic.computer("ward", "")
        tricks = deceive(computer)
        ward = await second_device(pair.clinic, pair.amira, name="Ward", computer=computer)
        await sessions_with_all(pair, ward)
        mail = tricks.take_over_mail()
        ward.open._context.relay.interrupt_waiting()
        own_id = pair.amira.open._context.own.device_id
        dropped: list[object] = []

        def drop(items: list[Any]) -> list[Any]:
            lost = [i for i in items if i.sender_device == own_id]
            dropped.extend(lost)
            return [item for item in items if item not in lost]

        mail.policy = drop
        await pair.amira.write("Jonas", "lost on its way")
        await eventually(lambda: len(dropped) == 1)
        await pair.amira.open.devices.rename(own_id, "Office")
        await eventually(lambda: len(dropped) == 2)
        mail.policy = list
        await pair.amira.write("Jonas", "not lost")
        await copied(ward, "Jonas", "lost on its way", "not lost")

        async def named() -> bool:
            return (await ward.open.devices.devices()).devices[0].name == "Office"

        await eventually(named)

    run(tmp_path, scenario)


def test_eight_devices_on_either_side(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ours = [pair.amira]
        theirs = [pair.jonas]
        for number in range(7):
            ours.append(await second_device(pair.clinic, pair.amira, name=f"A{number}"))
            theirs.append(await second_device(pair.clinic, pair.jonas, name=f"J{number}"))
        await ours[-1].write("Jonas", "from the eighth")
        for device in theirs:
            await arrived(device, "Amira", "from the eighth")
        for device in ours[:-1]:
            await copied(device, "Jonas", "from the eighth")
        row = await last_sent(ours[-1], "Jonas")
        assert len((await ours[-1].open.messages.info(row.row_id)).devices) == 15
        view = await pair.amira.open.devices.devices()
        assert len(view.devices) == view.most == 8
        assert [device.open.alarm for device in (*ours, *theirs)] == [None] * 16

    run(tmp_path, scenario)


@pytest.mark.parametrize("whose", ["Amira's", "Jonas'"])
def test_a_computer_without_keys_keeps_nobody_waiting(tmp_path: Path, whose: str) -> None:
    """It is off, and ran out of keys: the others get the message, and it does once it is back."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        owner = pair.amira if whose == "Amira's" else pair.jonas
        ward = await second_device(pair.clinic, owner, start=False)
        await pair.amira.open.engine.log_sync.sync()
        await pair.jonas.open.engine.log_sync.sync()
        await pair.amira.write("Jonas", "one", "two")
        await arrived(pair.jonas, "Amira", "hello Jonas", "one", "two")
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)
        await pair.amira.lock()
        await pair.amira.unlock()
        await pair.amira.write("Jonas", "three")
        await arrived(pair.jonas, "Amira", "hello Jonas", "one", "two", "three")
        await ward.unlock()
        if whose == "Amira's":
            await copied(ward, "Jonas", "one", "two", "three")
        else:
            await arrived(ward, "Amira", "one", "two", "three")
        await pair.amira.write("Jonas", "four")
        await arrived(pair.jonas, "Amira", "one", "two", "three", "four")
        count = await pair.amira.open._context.store.read(lambda tx: tx.outbox.count())
        assert count <= 1
        assert await pair.jonas.texts("Amira") == ["hello Jonas", "one", "two", "three", "four"]

    run(tmp_path, scenario)
