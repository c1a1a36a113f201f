from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.core.backup_errors import (
    BackupExists,
    BackupNoSpace,
    BackupNotReadable,
    BackupNotWritten,
)
from app.store.backup_file import DiskBackupFiles

FILES = DiskBackupFiles()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_appears_whole_and_is_the_persons_alone(tmp_path: Path) -> None:
    path = tmp_path / "all.curbside-backup"
    file = FILES.create(path, overwrite=False)
    file.write(b"one ")
    assert not path.exists()
    file.write(b"two")
    file.commit()
    assert path.read_bytes() == b"one two"
    assert names(tmp_path) == ["all.curbside-backup"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_discarding_leaves_nothing(tmp_path: Path) -> None:
    file = FILES.create(tmp_path / "x", overwrite=False)
    file.write(b"half")
    file.discard()
    assert names(tmp_path) == []
    done = FILES.create(tmp_path / "x", overwrite=False)
    done.commit()
    done.discard()  # cancelled in the last moment
    assert names(tmp_path) == []


def test_nothing_is_overwritten_without_being_told(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"of before")
    with pytest.raises(BackupExists):
        FILES.create(path, overwrite=False)
    path.unlink()
    file = FILES.create(path, overwrite=False)
    path.write_bytes(b"came meanwhile")
    with pytest.raises(BackupExists):
        file.commit()
    file.discard()
    assert path.read_bytes() == b"came meanwhile"
    assert names(tmp_path) == ["x"]
    over = FILES.create(path, overwrite=True)
    over.write(b"new")
    assert path.read_bytes() == b"came meanwhile"
    over.commit()
    over.discard()
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["x"]


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "x"
    file = FILES.create(path, overwrite=False)
    file.write(b"on a stick")
    file.commit()
    assert path.read_bytes() == b"on a stick"
    other = FILES.create(tmp_path / "y", overwrite=False)
    (tmp_path / "y").write_bytes(b"came meanwhile")
    with pytest.raises(BackupExists):
        other.commit()
    other.discard()
    assert names(tmp_path) == ["x", "y"]


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, BackupNoSpace), (errno.EFBIG, BackupNoSpace), (errno.EIO, BackupNotWritten)],
)
def test_what_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "no")

    file = FILES.create(tmp_path / "x", overwrite=False)
    file.write(b"data")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(error):
        file.commit()
    file.discard()
    assert names(tmp_path) == []


def test_places_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(BackupNotWritten):
        FILES.create(tmp_path / "missing" / "x", overwrite=False)
    with pytest.raises(BackupNotReadable):
        FILES.open(tmp_path / "missing")
    with pytest.raises(BackupNotReadable):
        FILES.open(tmp_path).read(1)


def test_reading(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"0123456789")
    source = FILES.open(tmp_path / "x")
    assert source.size == 10
    assert source.read(4) == b"0123"
    assert source.position == 4
    source.seek(8)
    assert source.read(4) == b"89"
    source.close()
