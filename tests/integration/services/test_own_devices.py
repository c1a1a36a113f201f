"""One person at several workstations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.bus import MessagesAdded
from app.core.records import DeliveryState, Notice
from app.core.relay_errors import DeviceRevoked
from app.core.store_ports import Transaction
from app.core.transport_types import ExpiredNotice
from app.core.views import AttentionReason, Trust
from app.crypto.errors import WrongPassphraseError
from app.services.main_device import NeedsMainDevice
from app.services.own_devices import BadDeviceName, CannotRemoveMain, DeviceNotThere
from app.services.recipients import CannotSend
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.own_devices import second_device
from tests.support.scenario import (
    Pair,
    arrived,
    became,
    copied,
    hurry,
    last_sent,
    noticed,
    notices,
    run,
)


async def unread(person: Person, name: str) -> int:
    account_id = await person.account_of(name)
    return (await person.open.contacts.conversation(account_id)).record.unread


async def read_all(person: Person, name: str) -> None:
    rows = await person.rows(name)
    await person.open.messages.mark_read(await person.conversation_with(name), rows[-1].row_id)


def test_messages_reach_all_of_ones_own_devices(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.amira.write("Jonas", "from the office")
        await arrived(pair.jonas, "Amira", "from the office")
        await copied(ward, "Jonas", "from the office")
        await pair.jonas.write("Amira", "to both")
        await arrived(pair.amira, "Jonas", "to both")
        await arrived(ward, "Jonas", "to both")
        await ward.write("Jonas", "from the ward")
        await arrived(pair.jonas, "Amira", "from the ward")
        await copied(pair.amira, "Jonas", "hello Jonas", "from the office", "from the ward")
        assert ward.open.alarm is None
        assert pair.amira.open.alarm is None
        # A copy of one's own is nothing new to anybody.
        copies = [e for e in ward.events if isinstance(e, MessagesAdded)]
        assert sum(event.incoming_new for event in copies) == 1
        assert await unread(pair.amira, "Jonas") == 2
        names = [view.title for view in await ward.open.contacts.conversations()]
        assert names == ["Jonas"], "one's own devices are no conversation"

    run(tmp_path, scenario)


def test_what_ones_own_device_has_is_not_delivered(tmp_path: Path) -> None:
    """Only the other person's devices make a message "delivered"; copies wake nobody."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.jonas.lock()
        woken: dict[bytes, bool] = {}

        def watch(real: object, submissions: object) -> object:
            for submission in submissions:  # type: ignore[attr-defined]
                for recipient in submission.recipients:
                    woken[recipient.device_id] = recipient.wake
            return real(submissions)  # type: ignore[operator]

        pair.amira_relay["submit"] = watch
        await pair.amira.write("Jonas", "nobody there but myself")
        await copied(ward, "Jonas", "nobody there but myself")
        await read_all(ward, "Jonas")
        row = await became(pair.amira, "Jonas", DeliveryState.SENT)
        ward_id = ward.open._context.own.device_id
        assert woken[ward_id] is False
        assert [wake for device, wake in woken.items() if device != ward_id] == [True]
        info = await pair.amira.open.messages.info(row.row_id)
        assert {d.device_name for d in info.devices} == {"Ward PC", ""}
        there = await ward.open.messages.info((await last_sent(ward, "Jonas")).row_id)
        jonas_id, own_id = await ward.account_of("Jonas"), ward.open._context.own.account_id
        assert {d.account_id for d in there.devices} == {jonas_id, own_id}
        assert {d.device_name for d in there.devices} == {"Ward PC", ""}
        await pair.jonas.unlock()
        await became(pair.amira, "Jonas", DeliveryState.DELIVERED)

    run(tmp_path, scenario)


def test_how_far_a_message_got_shows_on_the_other_workstations_too(tmp_path: Path) -> None:
    """The colleague's receipts go to the device that sent; it passes on what they say."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.jonas.lock()
        await pair.amira.write("Jonas", "from the office")
        await copied(ward, "Jonas", "from the office")
        assert (await last_sent(ward, "Jonas")).state is DeliveryState.SENT
        await pair.jonas.unlock()
        await became(ward, "Jonas", DeliveryState.DELIVERED)
        await read_all(pair.jonas, "Amira")
        await became(ward, "Jonas", DeliveryState.READ)
        await became(pair.amira, "Jonas", DeliveryState.READ)

    run(tmp_path, scenario)


def test_reading_on_one_device_reads_on_the_others(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.jonas.write("Amira", "one", "two")
        await arrived(pair.amira, "Jonas", "one", "two")
        await arrived(ward, "Jonas", "one", "two")
        assert await unread(ward, "Jonas") == 2
        submitted = pair.jonas_relay.count("inbox")
        await read_all(pair.amira, "Jonas")

        async def read_there() -> bool:
            return await unread(ward, "Jonas") == 0

        await eventually(read_there)
        await became(pair.jonas, "Amira", DeliveryState.READ)
        assert submitted
        # The ward's computer told nobody that it was read there: only what it has.
        (peer,) = [
            p
            for p in await ward.open._context.store.read(lambda tx: tx.sessions.peers())
            if p.account_id != ward.open._context.own.account_id
        ]
        assert (peer.read_upto, peer.read_told) == (0, 0)

    run(tmp_path, scenario)


def test_what_was_read_before_it_came_is_not_unread(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.amira.write("Jonas", "so that the ward's computer knows the conversation")
        await copied(ward, "Jonas", "so that the ward's computer knows the conversation")
        await ward.lock()
        await pair.jonas.write("Amira", "read at the office")
        await arrived(pair.amira, "Jonas", "read at the office")
        await read_all(pair.amira, "Jonas")
        await ward.unlock()
        await arrived(ward, "Jonas", "read at the office")

        async def read_there() -> bool:
            return await unread(ward, "Jonas") == 0

        await eventually(read_there)

    run(tmp_path, scenario)


def test_verified_here_is_verified_there_and_a_mismatch_stops_both(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        jonas = await pair.amira.account_of("Jonas")
        verification = pair.amira.open.verification
        await verification.confirm_match(jonas, await verification.safety_number(jonas))

        async def is_trusted_as(trust: Trust) -> bool:
            return (await ward.open.contacts.contact(jonas)).trust is trust

        await eventually(lambda: is_trusted_as(Trust.VERIFIED))
        there = ward.open.verification
        await there.report_mismatch(jonas, await there.safety_number(jonas))

        async def stopped() -> bool:
            contact = await pair.amira.open.contacts.contact(jonas)
            return contact.attention is AttentionReason.MISMATCH

        await eventually(stopped)
        await noticed(pair.amira, "Jonas", Notice.MISMATCH.value)
        with pytest.raises(CannotSend):
            await pair.amira.write("Jonas", "not sent")

    run(tmp_path, scenario)


def test_a_new_device_knows_whom_its_person_verified(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        jonas = await pair.amira.account_of("Jonas")
        verification = pair.amira.open.verification
        await verification.confirm_match(jonas, await verification.safety_number(jonas))
        ward = await second_device(pair.clinic, pair.amira)

        async def verified() -> bool:
            return (await ward.open.contacts.contact(jonas)).trust is Trust.VERIFIED

        await eventually(verified)

    run(tmp_path, scenario)


def test_the_list_of_devices_and_their_names(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        own_id = pair.amira.open._context.own.device_id
        await pair.amira.open.devices.rename(own_id, "  Office ")
        ward = await second_device(pair.clinic, pair.amira)

        async def known_there() -> bool:
            view = await ward.open.devices.devices()
            return [d.name for d in view.devices] == ["Office", "Ward PC"]

        await eventually(known_there)
        first, second = (await pair.amira.open.devices.devices()).devices
        assert (first.is_this, first.holds_account_key, first.explained) == (True, True, True)
        assert (second.is_this, second.holds_account_key, second.explained) == (False, False, True)
        assert (first.added_by, second.added_by) == ("", "Office")
        there = await ward.open.devices.devices()
        assert not there.can_manage
        assert [d.is_this for d in there.devices] == [False, True]

        async def main_is_known() -> bool:
            devices = (await ward.open.devices.devices()).devices
            return [d.holds_account_key for d in devices] == [True, False]

        await eventually(main_is_known)
        await ward.open.devices.rename(second.device_id, "Ward 3")

        async def renamed() -> bool:
            return (await pair.amira.open.devices.devices()).devices[1].name == "Ward 3"

        await eventually(renamed)
        for bad in ("", "   ", "x" * 65, "two\nlines", "bell\x07", "right\u202eleft"):
            with pytest.raises(BadDeviceName):
                await ward.open.devices.rename(second.device_id, bad)
        jonas_id = pair.jonas.open._context.own.device_id
        with pytest.raises(DeviceNotThere):
            await ward.open.devices.rename(jonas_id, "not mine")

    run(tmp_path, scenario)


def test_removing_a_device(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        office = pair.amira
        await office.open.devices.rename(office.open._context.own.device_id, "Office")
        ward = await second_device(pair.clinic, office)
        await office.write("Jonas", "so that all have sessions")
        await arrived(pair.jonas, "Amira", "so that all have sessions")
        await copied(ward, "Jonas", "so that all have sessions")
        ward_id = ward.open._context.own.device_id
        await ward.open.engine.log_sync.sync()
        with pytest.raises(NeedsMainDevice) as caught:
            await ward.open.devices.remove(office.open._context.own.device_id, PASSPHRASE)
        assert "“Office”" in caught.value.message
        assert "IT" in caught.value.action
        with pytest.raises(WrongPassphraseError):
            await office.open.devices.remove(ward_id, "not the passphrase at all")
        with pytest.raises(CannotRemoveMain) as refused:
            await office.open.devices.remove(office.open._context.own.device_id, PASSPHRASE)
        assert "re-enrolment invite" in refused.value.action
        await office.open.devices.remove(ward_id, PASSPHRASE)
        with pytest.raises(DeviceNotThere):
            await office.open.devices.remove(ward_id, PASSPHRASE)
        assert [d.is_this for d in (await office.open.devices.devices()).devices] == [True]
        assert office.open.alarm is None
        await noticed(pair.jonas, "Amira", Notice.DEVICE_REMOVED.value)
        for person in (office, pair.jonas):
            sessions = await person.open._context.store.read(
                lambda tx: tx.sessions.of_device(ward_id)
            )
            assert sessions == []
        await office.write("Jonas", "without the ward")
        await arrived(pair.jonas, "Amira", "without the ward")
        sent = await last_sent(office, "Jonas")
        devices = (await office.open.messages.info(sent.row_id)).devices
        assert ward_id not in {device.device_id for device in devices}

    run(tmp_path, scenario)


def test_a_removed_device_says_that_it_was_removed(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        ward_id = ward.open._context.own.device_id
        await pair.amira.open.devices.remove(ward_id, PASSPHRASE)

        def told() -> bool:
            error = ward.open.connection_error or ward.open.alarm
            return isinstance(error, DeviceRevoked)

        await eventually(told)

    run(tmp_path, scenario)


def test_several_devices_are_announced_to_each_other(tmp_path: Path) -> None:
    """Also to one that was off meanwhile: no alarm, and sending goes on."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira, name="Ward")
        await pair.amira.write("Jonas", "one")
        await copied(ward, "Jonas", "one")
        await ward.lock()
        home = await second_device(pair.clinic, pair.amira, name="Home")
        await ward.unlock()
        await ward.write("Jonas", "sent at once after a long sleep")
        await copied(home, "Jonas", "sent at once after a long sleep")
        await copied(pair.amira, "Jonas", "one", "sent at once after a long sleep")
        for device in (pair.amira, ward, home):
            assert device.open.alarm is None
            view = await device.open.devices.devices()
            assert [d.explained for d in view.devices] == [True, True, True]
        assert {d.name for d in (await ward.open.devices.devices()).devices} >= {"Ward", "Home"}

    run(tmp_path, scenario)


def test_it_removes_a_device_without_an_alarm(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        ward_id = ward.open._context.own.device_id
        await ward.lock()
        authority = pair.clinic.authority
        revoked = authority.revoke_device(authority.find("Amira"), ward_id)
        pair.clinic.relay.import_statements(revoked)

        async def gone() -> bool:
            return len((await pair.amira.open.devices.devices()).devices) == 1

        await eventually(gone)
        await pair.amira.write("Jonas", "goes on")
        await arrived(pair.jonas, "Amira", "goes on")
        assert pair.amira.open.alarm is None

    run(tmp_path, scenario)


def test_two_own_devices_send_at_once(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        texts = [f"office {n}" for n in range(5)], [f"ward {n}" for n in range(5)]
        for one, other in zip(*texts, strict=True):
            await pair.amira.write("Jonas", one)
            await ward.write("Jonas", other)

        async def everywhere() -> bool:
            wanted = {*texts[0], *texts[1]}
            there = set(await pair.jonas.texts("Amira"))
            mine = {r.text for r in await pair.amira.rows("Jonas") if r.outgoing}
            yours = {r.text for r in await ward.rows("Jonas") if r.outgoing}
            return wanted <= there & mine & yours

        await eventually(everywhere)
        assert Notice.HOLE.value not in await notices(pair.jonas, "Amira")
        found = [text for text in await pair.jonas.texts("Amira") if text in texts[0]]
        assert found == texts[0], "each device's messages keep their order"

    run(tmp_path, scenario)


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.mark.parametrize("whose", ["one's own", "the other person's"])
def test_what_ones_own_device_did_not_fetch_in_time_did_not_fail(
    tmp_path: Path, whose: str
) -> None:
    """A computer of one's own may be off for months; that is nothing about the message."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        await pair.amira.write("Jonas", "before")
        await copied(ward, "Jonas", "before")
        device = (ward if whose == "one's own" else pair.jonas).open._context.own.device_id
        await ward.lock()
        await pair.jonas.lock()
        await pair.amira.write("Jonas", "fetched by nobody")
        row = await became(pair.amira, "Jonas", DeliveryState.SENT)
        store = pair.amira.open._context.store
        copies = await store.read(lambda tx: tx.messages.deliveries(row.message_id))
        mail = pair.amira_relay.take_over_mail()
        pair.amira.open._context.relay.interrupt_waiting()
        mail.inject.append(ExpiredNotice(0, 0, device, copies[0].submission_id))

        async def taken_in() -> bool:
            return not mail.inject and await pair.amira.open.engine._inbox.position() >= mail._seq

        await eventually(taken_in)
        failed = (await last_sent(pair.amira, "Jonas")).state is DeliveryState.FAILED
        assert failed == (whose != "one's own")

    run(tmp_path, scenario)


def test_a_copy_on_ones_own_device_is_no_delivery(tmp_path: Path) -> None:
    """The person's only device ends without having fetched it: that one's own has it is no help."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        ward = await second_device(pair.clinic, pair.amira)
        jonas_device = pair.jonas.open._context.own.device_id
        await pair.jonas.lock()
        await pair.amira.write("Jonas", "not fetched")
        await copied(ward, "Jonas", "not fetched")
        row = await became(pair.amira, "Jonas", DeliveryState.SENT)
        store = pair.amira.open._context.store
        own = pair.amira.open._context.own.account_id

        def confirm(tx: Transaction) -> None:
            copies = tx.messages.deliveries(row.message_id)
            ours = [replace(c, delivered_at_ms=1) for c in copies if c.account_id == own]
            assert len(ours) == 1
            tx.messages.put_deliveries(ours)

        await store.write(confirm)
        authority = pair.clinic.authority
        revoked = authority.revoke_device(authority.find("Jonas"), jonas_device)
        pair.clinic.relay.import_statements(revoked)
        failed = await became(pair.amira, "Jonas", DeliveryState.FAILED)
        assert failed.failure == "device-gone"

    run(tmp_path, scenario)
