"""All messages in one encrypted file: saved, carried to another computer, and taken over there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from app.core.backup_errors import (
    BackupDamaged,
    BackupError,
    BackupExists,
    BackupNotAllowed,
    BackupNotReadable,
    BackupOfOtherClinic,
    BackupOfOtherPerson,
    BackupPassphraseWrong,
    NotABackup,
)
from app.core.content import HistoryRow
from app.core.policy import Policy
from app.core.records import DeliveryState
from app.core.search_types import SearchQuery
from app.core.store_ports import Transaction
from app.core.views import RestoredView, Trust
from app.crypto import backup_file
from app.crypto.backup_file import HEADER_SIZE, LEAST, BackupReader, BackupWriter
from app.crypto.system_random import SystemRandom
from app.services import backup, recovery
from app.services.backup import Heading, Part
from app.services.passphrases import PassphraseTooShort
from relay.transparency.certificates import Purpose
from tests.support.clinic import PASSPHRASE, Person, eventually
from tests.support.scenario import Pair, arrived, hurry, run
from tests.support.timelines import add_rows, texts, timeline

WORDS = "a passphrase for the file"
AT_FULL_COST = backup.BackupService.__init__.__defaults__


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(recovery, "_DEBOUNCE_S", 0.05)
    real = backup.BackupService.__init__

    def cheap(self: backup.BackupService, context: object, files: object) -> None:
        real(self, context, files, LEAST)

    monkeypatch.setattr(backup.BackupService, "__init__", cheap)


def silent(_done: int, _total: int) -> None:
    return None


async def save(person: Person, path: Path) -> int:
    return await person.open.backup.export(path, WORDS, silent)


async def take_over(person: Person, path: Path, words: str = WORDS) -> RestoredView:
    return await person.open.backup.restore(path, words, silent)


async def on_a_new_computer(pair: Pair, name: str = "Jonas") -> Person:
    """Everything lost, and the account restored with the kit."""
    person = pair.jonas if name == "Jonas" else pair.amira
    kit = await person.open.recovery.make_kit(PASSPHRASE)
    await person.lock()
    authority = pair.clinic.authority
    invite = authority.invite_again(authority.find(name), Purpose.RECOVER)
    again = pair.clinic.computer(f"{name}-again", invite.text)
    again.client = await again.access.enrol(
        again.invite,
        PASSPHRASE,
        remember=False,
        progress=lambda _: None,
        recovery_words=kit.code,
    )
    await again._started()
    return again


def test_from_one_computer_to_the_next(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await add_rows(pair.jonas, "Amira", 2_500)
        before = await timeline(pair.jonas, "Amira")
        account = await pair.jonas.account_of("Amira")
        path = tmp_path / "all.curbside-backup"
        said: list[tuple[int, int]] = []
        count = await pair.jonas.open.backup.export(
            path, WORDS, lambda done, total: said.append((done, total))
        )
        assert count == len(before) == said[-1][0] == said[-1][1]
        assert b"hello" not in path.read_bytes()
        shown = await pair.jonas.open.verification.safety_number(account)

        again = await on_a_new_computer(pair)
        await pair.amira.write("Jonas", "after the loss")
        await arrived(again, "Amira", "after the loss")
        there = await timeline(again, "Amira")
        view = await take_over(again, path)
        assert view.messages == len(before)
        assert view.conversations == 1
        assert view.already_there == 0
        assert view.made_at_ms > 0
        assert await timeline(again, "Amira") == before + there
        rows = await again.rows("Amira")
        assert [row.position for row in rows] == sorted(row.position for row in rows)
        assert {row.state for row in rows if row.outgoing} <= {
            DeliveryState.READ,
            DeliveryState.DELIVERED,
        }
        conversations = await again.open.contacts.conversations()
        assert conversations[0].record.unread == 1
        assert (await again.open.verification.safety_number(account)).groups == shown.groups

        twice = await take_over(again, path)
        assert twice.messages == twice.conversations == 0
        assert twice.already_there == len(before)
        assert await timeline(again, "Amira") == before + there
        await again.write("Amira", "and on it goes")
        await arrived(pair.amira, "Jonas", "and on it goes")
        query = SearchQuery("2499")
        found = await again.open._context.store.read(lambda tx: tx.messages.search(query, 5))
        assert [row.text[:12] for row in found.rows] == ["message 2499"]

    run(tmp_path, scenario)


def test_what_was_verified_comes_back_for_that_key_alone(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        path = tmp_path / "file"
        account = await pair.jonas.account_of("Amira")
        shown = await pair.jonas.open.verification.safety_number(account)
        await pair.jonas.open.verification.confirm_match(account, shown)
        await save(pair.jonas, path)
        context = pair.jonas.open._context

        async def trust() -> Trust:
            return (await pair.jonas.open.contacts.contact(account)).trust

        def put(verified: bytes | None, mismatch: bytes | None) -> Callable[..., None]:
            def work(tx: Transaction) -> None:
                known = tx.people.trust(account)
                assert known is not None
                tx.people.put_trust(
                    replace(
                        known, verified_key=verified, verified_at_ms=None, mismatch_key=mismatch
                    )
                )

            return work

        await context.store.write(put(None, None))
        assert await trust() is Trust.DIRECTORY_CHECKED
        await take_over(pair.jonas, path)
        assert await trust() is Trust.VERIFIED
        key = context.replica.directory.accounts[account].account_key
        await context.store.write(put(None, key))
        await take_over(pair.jonas, path)
        assert await trust() is Trust.ATTENTION, "a mismatch is the stricter decision"

    run(tmp_path, scenario)


def test_files_that_are_refused_change_nothing(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await add_rows(pair.jonas, "Amira", 700)
        path = tmp_path / "file"
        await save(pair.jonas, path)
        good = path.read_bytes()
        again = await on_a_new_computer(pair)
        before = await timeline(again, "Amira")
        context = again.open._context

        async def refused(data: bytes, error: type[BackupError], words: str = WORDS) -> None:
            path.write_bytes(data)
            with pytest.raises(error) as refusal:
                await take_over(again, path, words)
            assert refusal.value.message
            assert await timeline(again, "Amira") == before

        def flipped(at: int) -> bytes:
            return good[:at] + bytes((good[at] ^ 1,)) + good[at + 1 :]

        await refused(good, BackupPassphraseWrong, WORDS + "!")
        await refused(b"", NotABackup)
        await refused(b"something else" * 50, NotABackup)
        for at in (20, HEADER_SIZE - 1, HEADER_SIZE + 10, len(good) // 2, len(good) - 1):
            await refused(flipped(at), BackupError)
        for size in (HEADER_SIZE, len(good) // 2, len(good) - 1):
            await refused(good[:size], BackupDamaged)
        await refused(good + b"\0", BackupDamaged)
        frames = whole_frames(good)
        await refused(good[: -len(frames[-1])], BackupDamaged)
        swapped = [*frames[:2], frames[3], frames[2], *frames[4:]]
        await refused(good[:HEADER_SIZE] + b"".join(swapped), BackupDamaged)
        own = context.own
        heading = Heading(own.log_id, own.account_id, 1, 0)
        for wrong, error in (
            (Heading(bytes(32), own.account_id, 1, 0), BackupOfOtherClinic),
            (Heading(own.log_id, bytes(16), 1, 0), BackupOfOtherPerson),
        ):
            await refused(made_of(msgspec.json.encode(wrong)), error)
        for chunk in (b"[]", b"{", b'{"rows": [{}]}', b'{"other": []}', b'{"rows": 5}', b"\xff"):
            await refused(made_of(msgspec.json.encode(heading), chunk), BackupDamaged)
        await refused(made_of(b"{}"), BackupDamaged)
        path.unlink()
        with pytest.raises(BackupNotReadable):
            await take_over(again, path)
        path.write_bytes(good)
        assert (await take_over(again, path)).messages > 700

    run(tmp_path, scenario)


def whole_frames(data: bytes) -> list[bytes]:
    frames, at = [], HEADER_SIZE
    while at < len(data):
        size = 4 + int.from_bytes(data[at : at + 4], "big")
        frames.append(data[at : at + size])
        at += size
    return frames


def made_of(*chunks: bytes) -> bytes:
    writer = BackupWriter(WORDS, SystemRandom(), LEAST)
    frames = [writer.frame(chunk) for chunk in chunks]
    return writer.header + b"".join(frames) + writer.frame(b"{}", final=True)


def test_rows_that_contradict_the_log_are_left_out(tmp_path: Path) -> None:
    """Whoever has the passphrase can write a file; it puts nothing into a colleague's mouth that
    the format does not say, and nobody into the directory."""

    async def scenario(pair: Pair) -> None:
        await pair.meet()
        own = pair.jonas.open._context.own
        amira = await pair.jonas.account_of("Amira")
        good = HistoryRow(
            amira, b"m" * 16, amira, b"d" * 16, False, "text", "old", 1, 1, "received", False
        )
        change = msgspec.structs.replace
        rows = (
            good,
            change(good, message=b"1" * 16, conversation=b"nobody" + bytes(10)),
            change(good, message=b"2" * 16, sender=own.account_id),
            change(good, message=b"3" * 16, outgoing=True),
            change(good, message=b"4" * 16, state="sent"),
            change(good, message=b"5" * 16, state="no such state"),
            change(good, message=b"6" * 16, conversation=own.account_id),
            change(good, message=b"7" * 16, kind="notice", text="no such notice"),
        )
        heading = msgspec.json.encode(Heading(own.log_id, own.account_id, 1, 8))
        path = tmp_path / "file"
        path.write_bytes(made_of(heading, msgspec.json.encode(Part(rows=rows))))
        view = await take_over(pair.jonas, path)
        assert (view.messages, view.already_there) == (1, 7)
        assert texts(await timeline(pair.jonas, "Amira"))[0] == "old"

    run(tmp_path, scenario)


def test_what_was_not_sent_yet_can_be_sent_again(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        port = pair.clinic.relay.port
        pair.clinic.relay.stop()
        await pair.jonas.write("Amira", "waits")
        path = tmp_path / "file"
        await save(pair.jonas, path)
        pair.clinic.start_relay(port)
        again = await on_a_new_computer(pair)
        await take_over(again, path)
        rows = [row for row in await again.rows("Amira") if row.text == "waits"]
        assert [row.state for row in rows] == [DeliveryState.FAILED]
        await again.open.messages.retry(rows[0].row_id)

        async def sent() -> bool:
            return "waits" in await pair.amira.texts("Jonas")

        await eventually(sent)

    run(tmp_path, scenario)


def test_no_key_of_a_device_is_in_a_file(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        path = tmp_path / "file"
        await save(pair.jonas, path)
        data = path.read_bytes()
        reader = BackupReader(data[:HEADER_SIZE], WORDS)
        rest = memoryview(data)[HEADER_SIZE:]
        at = 0

        def read(size: int) -> bytes:
            nonlocal at
            piece = bytes(rest[at : at + size])
            at += len(piece)
            return piece

        plain = b"".join(reader.chunks(read))
        assert b"hello Amira" in plain
        own = pair.jonas.open._context.own
        for secret in (own.account_seed, own.signing_seed, own.agreement_secret, own.directory_key):
            for shown in (secret, secret.hex().encode(), msgspec.json.encode(secret)[1:-1]):
                assert shown not in plain

    run(tmp_path, scenario)


def test_cancelling_leaves_no_file(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await add_rows(pair.jonas, "Amira", 1_000)
        folder = tmp_path / "backups"
        folder.mkdir()
        for after in (0, 1, 3):
            with pytest.raises(asyncio.CancelledError):
                await stopped_after(after, pair.jonas, folder / "file")
            assert list(folder.iterdir()) == []
        await save(pair.jonas, folder / "file")
        assert [path.name for path in folder.iterdir()] == ["file"]

    run(tmp_path, scenario)


async def stopped_after(after: int, person: Person, path: Path) -> None:
    """Cancel saving at the progress report behind so many."""
    calls = 0
    task: list[asyncio.Task[int]] = []

    def stop(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            task[0].cancel()

    task.append(asyncio.ensure_future(person.open.backup.export(path, WORDS, stop)))
    await task[0]


def test_a_restoring_that_was_stopped_is_gone_on_with(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await add_rows(pair.jonas, "Amira", 1_500)
        path = tmp_path / "file"
        await save(pair.jonas, path)
        before = await timeline(pair.jonas, "Amira")
        again = await on_a_new_computer(pair)
        task: list[asyncio.Task[RestoredView]] = []

        def stop(done: int, _total: int) -> None:
            if done > 600:
                task[0].cancel()

        task.append(asyncio.ensure_future(again.open.backup.restore(path, WORDS, stop)))
        with pytest.raises(asyncio.CancelledError):
            await task[0]
        some = len(await timeline(again, "Amira"))
        assert 600 < some < len(before)
        await pair.amira.write("Jonas", "meanwhile")
        await arrived(again, "Amira", "meanwhile")
        view = await take_over(again, path)
        assert view.already_there > 0
        assert texts(await timeline(again, "Amira")) == [*texts(before), "meanwhile"]

    run(tmp_path, scenario)


def test_messages_that_come_while_it_is_saved(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        await add_rows(pair.jonas, "Amira", 800)
        path = tmp_path / "file"
        writes: list[asyncio.Task[None]] = []

        def meanwhile(_done: int, _total: int) -> None:
            writes.append(asyncio.ensure_future(pair.jonas.write("Amira", "meanwhile")))

        before = texts(await timeline(pair.jonas, "Amira"))
        await pair.jonas.open.backup.export(path, WORDS, meanwhile)
        await asyncio.gather(*writes)
        again = await on_a_new_computer(pair)
        await take_over(again, path)
        assert texts(await timeline(again, "Amira"))[: len(before)] == before

    run(tmp_path, scenario)


def test_the_rules_for_saving(tmp_path: Path) -> None:
    async def scenario(pair: Pair) -> None:
        await pair.meet()
        path = tmp_path / "file"
        service = pair.jonas.open.backup
        with pytest.raises(PassphraseTooShort):
            await service.export(path, "short", silent)
        path.write_bytes(b"of somebody else")
        with pytest.raises(BackupExists):
            await service.export(path, WORDS, silent)
        assert path.read_bytes() == b"of somebody else"
        assert await service.export(path, WORDS, silent, overwrite=True) > 0
        context = pair.jonas.open._context
        context.policy = Policy(allow_backup=False)
        with pytest.raises(BackupNotAllowed):
            await service.export(tmp_path / "other", WORDS, silent)
        assert not (tmp_path / "other").exists()
        assert (await take_over(pair.jonas, path)).messages == 0, "restoring is always allowed"

    run(tmp_path, scenario)


def test_files_are_made_at_full_cost() -> None:
    assert AT_FULL_COST == (backup_file.STRONG,)
