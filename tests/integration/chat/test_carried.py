"""What was said about messages goes with them: to a new workstation, into a backup and back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec

from app.core.content import HistoryRow, MessageReference
from app.core.records import MessageRecord, VersionRecord
from app.core.store_ports import Transaction
from app.crypto.backup_file import LEAST
from app.services import history_rows
from app.services.history_sending import PART_BYTES
from tests.integration.linking.test_history import finished
from tests.integration.services.test_backup import on_a_new_computer, save, take_over
from tests.support.chat import emojis, row_of, same, settled, shows, texts
from tests.support.clinic import Clinic, Person, eventually
from tests.support.scenario import Pair, arrived, run
from tests.unit.store.builders import incoming


async def converse(amira: Person, jonas: Person) -> list[MessageRecord]:
    """Amira's four messages: edited twice, taken back, reacted to, forwarded; an answer of Jonas'.

    As Amira has them in the end.
    """
    conversation = await amira.conversation_with("Jonas")
    messages = amira.open.messages
    sent = [await messages.send_text(conversation, f"text {n}") for n in range(3)]
    await arrived(jonas, "Amira", "text 0", "text 1", "text 2")
    there = await row_of(jonas, "Amira", "text 0")
    await jonas.open.messages.send_text(conversation, "an answer", reply_to=there.row_id)
    await jonas.open.messages.react((await row_of(jonas, "Amira", "text 2")).row_id, "👍")
    await shows(amira, "Jonas", sent[2], emojis)
    await arrived(amira, "Jonas", "an answer")
    await messages.edit(sent[0].row_id, "text 0, second")
    await messages.edit(sent[0].row_id, "text 0, third")
    await messages.recall(sent[1].row_id)
    await messages.react(sent[2].row_id, "🎉")
    await messages.forward([sent[2].row_id], [conversation])
    await settled(amira, "Jonas")
    await shows(jonas, "Amira", sent[2], lambda row: len(emojis(row)) == 2)
    return await texts(amira, "Jonas")


def likeness(row: MessageRecord) -> MessageRecord:
    """What has to be the same on every device of a person."""
    quote = None if row.quote is None else replace(row.quote, row_id=None)
    return replace(
        row,
        row_id=0,
        position=0.0,
        sender_seq=0,
        devset_hash=b"",
        log_size=0,
        log_root=b"",
        quote=quote,
    )


async def versions(person: Person, row: MessageRecord) -> list[VersionRecord]:
    return await person.open.messages.versions(row.row_id)


async def expect(person: Person, name: str, rows: list[MessageRecord], texts_before: int) -> None:
    for row in rows:
        copy = await same(person, name, row)
        assert copy is not None
        assert likeness(copy) == likeness(row)
        assert (copy.quote and copy.quote.row_id is not None) == (row.quote and True)
        if row.revision:
            assert len(await versions(person, copy)) == texts_before


def test_a_new_workstation_gets_all_of_it(tmp_path: Path) -> None:
    async def scenario(clinic: Clinic) -> None:
        amira, jonas = clinic.invite("Amira"), clinic.invite("Jonas")
        await amira.enrol()
        await jonas.enrol()
        rows = await converse(amira, jonas)
        ward = clinic.workstation()
        await ward.link(amira)
        # What is said before the messages come waits for them.
        await amira.open.messages.edit(rows[0].row_id, "text 0, fourth")
        await settled(amira, "Jonas")
        device = next(d for d in (await amira.open.devices.devices()).devices if not d.is_this)
        await amira.open.devices.send_history(device.device_id)
        await eventually(lambda: finished(ward, incoming=True), seconds=30)
        await shows(ward, "Jonas", rows[0], lambda row: row.revision == 3)
        await expect(ward, "Jonas", await texts(amira, "Jonas"), 3)
        # It goes on from there, as if the ward had been there all along.
        there = await same(ward, "Jonas", rows[0])
        assert there is not None
        await ward.open.messages.edit(there.row_id, "text 0, fifth")
        for person, name in ((amira, "Jonas"), (jonas, "Amira")):
            await shows(person, name, rows[0], lambda row: row.revision == 4)
        for person in (amira, jonas, ward):
            await person.lock()

    with Clinic(tmp_path) as clinic:
        asyncio.run(scenario(clinic))


def test_a_backup_brings_all_of_it_back(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.enrol()
        await converse(pair.amira, pair.jonas)
        await pair.quiet()
        rows = await texts(pair.jonas, "Amira")
        edited = next(row for row in rows if row.revision)
        before = await versions(pair.jonas, edited)
        path = tmp_path / "file"
        pair.jonas.open.backup._cost = LEAST
        await save(pair.jonas, path)
        again = await on_a_new_computer(pair)
        await take_over(again, path)
        await expect(again, "Amira", rows, 2)
        copy = await same(again, "Amira", edited)
        assert copy is not None
        assert await versions(again, copy) == before
        await take_over(again, path)
        await expect(again, "Amira", rows, 2)

    run(tmp_path, scenario)


def test_no_word_that_was_taken_back_is_left_on_either_side(tmp_path: Path) -> None:
    async def pages(person: Person) -> bytes:
        """The database as it is without its encryption, free pages and all."""
        store = person.open._context.store
        read = partial(store._reader.serialize, "main")  # type: ignore[attr-defined]
        thread = store._read_thread  # type: ignore[attr-defined]
        data: bytes = await asyncio.wrap_future(thread.submit(read))
        return data

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        conversation = await pair.amira.conversation_with("Jonas")
        messages = pair.amira.open.messages
        sent = await messages.send_text(conversation, "CanaryZilpzalp " * 200)
        answered = await shows(pair.jonas, "Amira", sent, lambda row: True)
        await pair.jonas.open.messages.send_text(
            conversation, "an answer", reply_to=answered.row_id
        )
        await messages.edit(sent.row_id, "CanaryZilpzalp, corrected")
        await shows(pair.jonas, "Amira", sent, lambda row: row.edited_at_ms)
        for person in (pair.amira, pair.jonas):
            assert b"CanaryZilpzalp" in await pages(person)
        await messages.recall(sent.row_id)
        await shows(pair.jonas, "Amira", sent, lambda row: row.recalled_at_ms)
        await settled(pair.amira, "Jonas")
        await pair.quiet()
        for person in (pair.amira, pair.jonas):
            assert b"anaryZilpzal" not in await pages(person)

    run(tmp_path, scenario)


def row(**more: object) -> HistoryRow:
    plain = HistoryRow(
        b"a" * 16, b"m" * 16, b"a" * 16, b"d" * 16, False, "text", "now", 5, 6, "received", False
    )
    return msgspec.structs.replace(plain, **more)


CONTRADICTIONS = [
    row(text="", recalled_at=0),
    row(recalled_at=9),
    row(text="", recalled_at=9, reactions=((b"a" * 16, "👍", 9),)),
    row(text="", recalled_at=9, revision=1),
    row(revision=1),
    row(edited_at=9),
    row(kind="notice", text="hole", revision=1, edited_at=9),
    row(kind="notice", text="hole", reactions=((b"a" * 16, "👍", 9),)),
    row(kind="unknown", reply_to=MessageReference(b"a" * 16, b"m" * 16)),
]


def test_rows_that_contradict_themselves_are_left_out(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        amira = await pair.jonas.account_of("Amira")
        change = partial(msgspec.structs.replace, conversation=amira, sender=amira)
        rows = [
            change(bad, message=bytes([number]) * 16) for number, bad in enumerate(CONTRADICTIONS)
        ]
        stranger = b"s" * 16
        plausible = change(
            row(
                reactions=((amira, "👍", 9), (stranger, "🎉", 9)),
                reply_to=MessageReference(stranger, b"m" * 16),
                revision=2,
                edited_at=9,
                versions=((0, "was", 5),),
            )
        )
        context = pair.jonas.open._context

        def take_in(tx: Transaction) -> int:
            added, _ = history_rows.store(context, tx, [*rows, plausible])
            return sum(len(row_ids) for row_ids in added.values())

        assert await context.store.write(take_in) == 1
        (stored,) = [r for r in await texts(pair.jonas, "Amira") if r.text == "now"]
        assert (emojis(stored), stored.quote, stored.revision) == (["👍"], None, 2)

    run(tmp_path, scenario)


def test_a_row_fits_into_a_part_whatever_was_done_to_it() -> None:
    record = incoming(1, text="\0" * 16_384, revision=1_000, edited_at_ms=9)
    versions = [VersionRecord(n, "word " * 1_000, n) for n in range(1_000)]
    made = history_rows.to_history(record, record.sender_account, versions)
    assert made is not None
    kept = [revision for revision, _, _ in made.versions]
    assert kept == [0, 998, 999], "the first wording, and the latest"
    assert len(msgspec.json.encode(made)) < PART_BYTES + 28 * 1024
