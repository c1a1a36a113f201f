"""Every text that has broken programs goes through the store, the relay and the search unharmed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.core.errors import CurbsideError
from app.core.records import MessageKind
from app.core.search_types import SearchQuery
from tests.support.clinic import Clinic, eventually
from tests.vectors.naughty import NAUGHTY, TOO_LONG, UNSENDABLE, sendable


def test_they_arrive_as_they_were_sent_and_are_found(tmp_path: Path) -> None:
    with Clinic(tmp_path) as clinic:
        asyncio.run(_there_and_back(clinic))


async def _there_and_back(clinic: Clinic) -> None:
    amira, jonas = clinic.invite("Amira"), clinic.invite("Jo\u202enas", "\u0301" * 30, "<b>{0}")
    await amira.enrol()
    await jonas.enrol()
    texts = [text for text in sendable().values() if text.strip()]
    conversation_id = await amira.conversation_with("Jonas")
    first = await amira.open.messages.send_text(conversation_id, texts[0])
    for text in texts[1:]:
        await amira.open.messages.send_text(conversation_id, text, reply_to=first.row_id)

    async def arrived() -> bool:
        return len(await jonas.texts("Amira")) == len(texts)

    await eventually(arrived)
    kept = await amira.rows("Jonas")
    assert await jonas.texts("Amira") == [row.text for row in kept if row.kind is MessageKind.TEXT]
    assert [row.text for row in kept if row.kind is MessageKind.TEXT] == texts

    for text in (*NAUGHTY.values(), *UNSENDABLE.values(), *TOO_LONG.values()):
        await jonas.open.search.find(SearchQuery(text))
        await jonas.open.search.find(SearchQuery(text, conversation_id=conversation_id))
    for name in ("dose in Arabic", "Korean", "path of Windows", "SQL", "braces", "other digits"):
        page = await jonas.open.search.find(SearchQuery(NAUGHTY[name]))
        assert NAUGHTY[name] in [
            (await jonas.open.messages.rows([h.row_id]))[0].text for h in page.hits
        ]

    for text in NAUGHTY.values():
        await amira.open.messages.save_draft(conversation_id, text)
        view = await amira.open.contacts.conversation(await amira.account_of("Jonas"))
        assert view.record.draft == text
    await amira.lock()
    await jonas.lock()


def test_what_no_message_can_hold_is_refused_in_words(tmp_path: Path) -> None:
    with Clinic(tmp_path) as clinic:
        asyncio.run(_refused(clinic))


async def _refused(clinic: Clinic) -> None:
    amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas")
    await amira.enrol()
    await jonas.enrol()
    conversation_id = await amira.conversation_with("Jonas")
    row = await amira.open.messages.send_text(conversation_id, "fine")
    messages, devices = amira.open.messages, amira.open.devices
    own = (await devices.devices()).devices[0].device_id
    for text in TOO_LONG.values():
        with pytest.raises(CurbsideError):
            await messages.send_text(conversation_id, text)
        with pytest.raises(CurbsideError):
            await messages.edit(row.row_id, text)
    for text in (*UNSENDABLE.values(), *TOO_LONG.values()):
        with pytest.raises(CurbsideError):
            await messages.react(row.row_id, text)
        with pytest.raises(CurbsideError):
            await devices.rename(own, text)
        with pytest.raises(CurbsideError):
            amira.access.read_invite(text)
        amira.access.check_recovery_words(text)
    for text in UNSENDABLE.values():
        await messages.save_draft(conversation_id, text)
        sent = await messages.send_text(conversation_id, text)
        assert sent.text == text.encode("utf-8", "replace").decode()
    for text in NAUGHTY.values():
        try:
            await devices.rename(own, text)
        except CurbsideError:
            continue
        named = (await devices.devices()).devices[0].name
        assert named.strip()
        assert len(named.splitlines()) == 1
    await messages.edit(row.row_id, NAUGHTY["towers of marks"])
    await amira.lock()
    await jonas.lock()
