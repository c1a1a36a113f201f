"""app/store/files: a file goes with its row, and what is to be deleted is written down with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.file_content import Bitmap, VoiceNote
from app.core.file_errors import FileExists, FileGone, FileRefused, SaveFailed
from app.core.file_types import FileLabel, FileState, SavedFileView
from app.core.store_ports import Transaction
from app.desktop import mark_of_web
from app.store.files_folder import DiskFilesFolder
from app.store.outside_files import DiskOutsideFiles
from tests.unit.store.builders import (
    CONVERSATION,
    PEER,
    file,
    hits,
    incoming,
    message_id,
    outgoing,
)
from tests.unit.store.conftest import Database

NAME = "0123456789abcdef" * 2


def test_a_file_comes_with_its_row_its_quote_and_the_list(database: Database) -> None:
    full = file(
        1,
        name="Ramipril plan.pdf",
        thumbnail=Bitmap(2, 2, bytes(8)),
        voice=VoiceNote(b"123", "take one at night"),
        width=4,
        height=5,
        duration_ms=6,
        local_name=NAME,
        state=FileState.HERE,
        done=1_000,
    )

    def work(tx: Transaction) -> None:
        tx.conversations.ensure(CONVERSATION, PEER)
        row = tx.messages.add(incoming(1, text="", file=full, mentions=((0, 1, PEER),)))
        assert row is not None
        stored = tx.messages.get(row.row_id)
        assert stored is not None
        assert stored.file == full
        assert stored.mentions == ((0, 1, PEER),)
        listed = tx.conversations.all()[0].last_file
        assert listed == FileLabel("Ramipril plan.pdf", "application/pdf", True)
        assert tx.files.local_names() == {NAME}

    database.write(work)


def test_files_are_found_by_name_and_by_what_was_typed_of_a_note(database: Database) -> None:
    def work(tx: Transaction) -> None:
        tx.conversations.ensure(CONVERSATION, PEER)
        note = file(1, name="note.ogg", voice=VoiceNote(b"1", "Kalium ist erhöht"))
        first = tx.messages.add(incoming(1, text="", file=note))
        second = tx.messages.add(incoming(2, text="see", file=file(2, name="Röntgen Thorax.dcm")))
        tx.messages.add(incoming(3, text="the thorax was fine"))
        assert first is not None
        assert second is not None
        assert [row.row_id for row in hits(tx, "kalium erhoht")] == [first.row_id]
        assert [row.row_id for row in hits(tx, "thorax", has_file=True)] == [second.row_id]
        assert len(hits(tx, "thorax")) == 2
        listed = [row.row_id for row in hits(tx, "", has_file=True)]
        assert listed == [second.row_id, first.row_id]
        assert len(hits(tx, "", has_file=True, unread=True)) == 2
        tx.marks.recall(second.row_id, 5)
        assert hits(tx, "rontgen") == []
        assert [row.row_id for row in hits(tx, "", has_file=True)] == [first.row_id]

    database.write(work)
    check = "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"
    database.write(lambda _: database.store._writer.execute(check))


def test_what_goes_is_written_down_to_be_deleted(database: Database) -> None:
    names = [character * 32 for character in "abcde"]

    def work(tx: Transaction) -> None:
        tx.conversations.ensure(CONVERSATION, PEER)
        mine = tx.messages.add(outgoing(1, file=file(1, local_name=names[0])))
        theirs = tx.messages.add(incoming(2, file=file(2, local_name=names[1])))
        anew = tx.messages.add(incoming(3, file=file(3, local_name=names[2])))
        kept = tx.messages.add(incoming(4, file=file(4, local_name=names[3])))
        assert mine is not None
        assert theirs is not None
        assert anew is not None
        assert kept is not None
        tx.files.put_place(mine.row_id, "/v1/uploads/x")
        tx.marks.recall(mine.row_id, 5)
        tx.marks.recall(theirs.row_id, 5)
        tx.files.update(anew.row_id, file(3, local_name=""))
        assert set(tx.files.dropped()) == set(names[:3])
        # The relay's copy goes with a message of ours alone.
        assert tx.files.dropped_blobs() == [(file(1).blob_id, "/v1/uploads/x")]
        assert tx.files.local_names() == {names[3]}
        tx.files.forget_dropped(names[0])
        tx.files.forget_dropped_blob(file(1).blob_id)
        assert set(tx.files.dropped()) == set(names[1:3])
        assert tx.files.dropped_blobs() == []

    database.write(work)


def test_retention_takes_files_along_and_leaves_what_is_on_its_way(database: Database) -> None:
    def work(tx: Transaction) -> None:
        tx.conversations.ensure(CONVERSATION, PEER)
        tx.messages.add_history([incoming(1, file=file(1, local_name="a" * 32))])
        waiting = file(2, local_name="b" * 32, state=FileState.UPLOADING)
        tx.messages.add(outgoing(2, file=waiting))
        tx.messages.delete_older(2**50, after_row_id=None, limit=50)
        assert tx.files.dropped() == ["a" * 32]
        assert tx.messages.by_message_id(CONVERSATION, message_id(2)) is not None

    database.write(work)


def test_the_audit_trail_outlives_its_messages(database: Database) -> None:
    lines = [SavedFileView(n, f"{n}.pdf", CONVERSATION, "Ben", "/home", 5, n == 2) for n in (1, 2)]

    def work(tx: Transaction) -> None:
        for line in lines:
            tx.files.note_saved(line)
        assert tx.files.saved(10) == lines[::-1]
        assert tx.files.saved(1) == lines[1:]

    database.write(work)


def test_encrypted_files_are_for_their_owner_and_know_no_paths(tmp_path: Path) -> None:
    folder = DiskFilesFolder(tmp_path / "files")
    assert folder.names() == set()
    growing = folder.extend(NAME)
    growing.write(b"one")
    growing.finish()
    again = folder.extend(NAME)
    assert again.size == 3
    again.write(b"two")
    again.close()
    with pytest.raises(ValueError, match="closed"):
        again.write(b"three")
    path = tmp_path / "files" / NAME
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
    source = folder.open(NAME)
    assert source.read(1, 100) == b"netwo"
    source.close()
    assert folder.names() == {NAME}
    folder.delete(NAME)
    folder.delete(NAME)
    with pytest.raises(FileGone):
        folder.open(NAME)
    for name in ("../x", "x", "A" * 32, NAME + "/.."):
        with pytest.raises(ValueError, match="name"):
            folder.extend(name)


def test_saving_is_whole_or_not_at_all(tmp_path: Path) -> None:
    outside = DiskOutsideFiles()
    path = tmp_path / "saved.pdf"
    first = outside.create(path, overwrite=False)
    first.write(b"content")
    if os.name == "posix":
        assert first.temporary.stat().st_mode & 0o777 == 0o600
    assert not path.exists()
    first.commit()
    assert path.read_bytes() == b"content"
    with pytest.raises(FileExists):
        outside.create(path, overwrite=False)
    second = outside.create(path, overwrite=True)
    second.write(b"other")
    second.discard()
    assert path.read_bytes() == b"content"
    late = outside.create(tmp_path / "late", overwrite=False)
    (tmp_path / "late").write_bytes(b"was first")
    with pytest.raises(FileExists):
        late.commit()
    late.discard()
    with pytest.raises(SaveFailed):
        outside.create(tmp_path / "missing" / "x", overwrite=False)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["late", "saved.pdf"]


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        DiskOutsideFiles().open(tmp_path / "a\0b")
    with pytest.raises(SaveFailed):
        DiskOutsideFiles().create(tmp_path / "a\0b", overwrite=False)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the mark that Linux knows")
def test_a_saved_file_bears_the_mark(tmp_path: Path) -> None:
    path = tmp_path / "saved"
    path.write_bytes(b"x")
    try:
        os.setxattr(path, "user.curbside.probe", b"1")
    except OSError:
        pytest.skip("this file system keeps no attributes")
    mark_of_web.mark_file(path)
    assert os.getxattr(path, "user.xdg.origin.url") == mark_of_web.ORIGIN.encode()


def test_where_there_are_no_marks_saving_goes_on(tmp_path: Path) -> None:
    mark_of_web.mark_file(tmp_path / "missing")
