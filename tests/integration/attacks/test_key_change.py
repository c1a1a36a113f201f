"""A person's key changes, a device is revoked, an account is closed: what follows by itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.bus import Connection
from app.core.records import DeliveryState, MessageKind, Notice
from app.core.relay_errors import RelayUnreachable
from app.core.views import AttentionReason, Trust
from app.services.recipients import CannotSend
from relay.transparency.certificates import Purpose
from tests.support.clinic import Person, eventually
from tests.support.scenario import (
    Pair,
    arrived,
    became,
    last_sent,
    noticed,
    notices,
    run,
)


def unreachable(_real: object, _submissions: object) -> None:
    raise RelayUnreachable


async def re_enrol(pair: Pair, name: str) -> Person:
    """The person's computer is gone; the clinic gives them a new key on another one."""
    authority = pair.clinic.authority
    invite = authority.invite_again(authority.find(name), Purpose.REKEY).text
    again = pair.clinic.computer(f"{name} again", invite)
    await again.enrol()
    return again


def test_a_changed_key_gets_nothing_until_somebody_looked_at_it(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        amira, account = pair.amira.open, await pair.amira.account_of("Jonas")
        number = await amira.verification.safety_number(account)
        await amira.verification.confirm_match(account, number)
        assert (await amira.contacts.contact(account)).trust is Trust.VERIFIED
        pair.amira_relay["submit"] = unreachable
        await pair.amira.write("Jonas", "written for the old key")
        await pair.jonas.lock()
        again = await re_enrol(pair, "Jonas")
        await noticed(pair.amira, "Jonas", Notice.KEY_CHANGED.value)
        row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
        assert row.failure == "key-changed"
        contact = await amira.contacts.contact(account)
        assert (contact.trust, contact.attention) == (
            Trust.ATTENTION,
            AttentionReason.KEY_CHANGED,
        )
        with pytest.raises(CannotSend) as caught:
            await pair.amira.write("Jonas", "refused")
        assert caught.value.reason is AttentionReason.KEY_CHANGED
        with pytest.raises(CannotSend):
            await amira.messages.retry(row.row_id)

        # The new key may write to us; not even a receipt goes back before somebody looked.
        del pair.amira_relay["submit"]
        submitted = pair.amira_relay.count("submit")
        await again.write("Amira", "it is me, with a new computer")
        await arrived(pair.amira, "Jonas", "it is me, with a new computer")
        await asyncio.sleep(0.4)
        assert pair.amira_relay.count("submit") == submitted
        assert pair.amira.open.connection is Connection.ONLINE, "holding back is no failure"
        assert await again.texts("Amira") == []
        assert (await last_sent(again, "Amira")).state is DeliveryState.SENT

        await amira.verification.accept_new_key(
            account, await amira.verification.safety_number(account)
        )
        contact = await amira.contacts.contact(account)
        assert contact.trust is Trust.DIRECTORY_CHECKED
        assert contact.attention is AttentionReason.NONE
        assert await again.texts("Amira") == [], "sent by itself"
        await amira.messages.retry(row.row_id)
        await arrived(again, "Amira", "written for the old key")
        number = await amira.verification.safety_number(account)
        assert number.verified_at_ms is None
        await amira.verification.confirm_match(account, number)
        assert (await amira.contacts.contact(account)).trust is Trust.VERIFIED
        assert (await again.texts("Amira")) == ["written for the old key"]

    run(tmp_path, scenario)


def test_a_key_that_changed_while_we_were_away_is_seen_before_anything_is_sent(
    tmp_path: Path,
) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        pair.amira_relay["submit"] = unreachable
        await pair.amira.write("Jonas", "sealed for the old key", "and another")
        await pair.amira.lock()
        await pair.jonas.lock()
        again = await re_enrol(pair, "Jonas")
        del pair.amira_relay["submit"]
        await pair.amira.unlock()
        await noticed(pair.amira, "Jonas", Notice.KEY_CHANGED.value)
        rows = [r for r in await pair.amira.rows("Jonas") if r.outgoing][-2:]
        assert {(r.state, r.failure) for r in rows} == {(DeliveryState.FAILED, "key-changed")}
        assert await again.texts("Amira") == []

    run(tmp_path, scenario)


def test_a_revoked_device_is_shut_out_while_it_runs(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        authority = pair.clinic.authority
        device = pair.jonas.open._context.own.device_id
        statement = authority.revoke_device(authority.find("Jonas"), device)
        pair.clinic.relay.import_statements(statement)
        await noticed(pair.amira, "Jonas", Notice.DEVICE_REMOVED.value)
        await eventually(lambda: pair.jonas.open.connection is Connection.REFUSED)
        error = pair.jonas.open.connection_error
        assert error is not None
        assert error.code == "device-revoked"
        await pair.amira.write("Jonas", "for when he has a computer again")
        await asyncio.sleep(0.3)
        assert (await last_sent(pair.amira, "Jonas")).state is DeliveryState.QUEUED
        account = await pair.amira.account_of("Jonas")
        contact = await pair.amira.open.contacts.contact(account)
        assert contact.attention is AttentionReason.NO_DEVICE

    run(tmp_path, scenario)


def test_a_closed_account_gets_nothing_more(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        pair.amira_relay["submit"] = unreachable
        await pair.amira.write("Jonas", "too late")
        authority = pair.clinic.authority
        statement = authority.close_account(authority.find("Jonas"))
        pair.clinic.relay.import_statements(statement)
        await noticed(pair.amira, "Jonas", Notice.ACCOUNT_CLOSED.value)
        row = await became(pair.amira, "Jonas", DeliveryState.FAILED)
        assert row.failure == "account-closed"
        with pytest.raises(CannotSend) as caught:
            await pair.amira.write("Jonas", "refused")
        assert caught.value.reason is AttentionReason.CLOSED
        await eventually(lambda: pair.jonas.open.connection is Connection.REFUSED)
        rows = await pair.amira.rows("Jonas")
        assert [r.text for r in rows if r.kind is MessageKind.TEXT and not r.outgoing] == [
            "hello Amira"
        ]
        assert Notice.KEY_CHANGED.value not in await notices(pair.amira, "Jonas")

    run(tmp_path, scenario)
