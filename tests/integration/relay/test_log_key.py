"""Another log key, announced in the log: nothing is lost between any two steps."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.ids import LogId
from app.crypto.transparency import note as app_note
from app.crypto.transparency.replica import Anchor, GossipVerdict, Replica
from relay import __main__ as program
from relay import admin, wire
from relay.authority import cards
from relay.log_keys import LogKeys
from relay.problems import RefusalError
from relay.server import RunningRelay
from relay.storage.base import StorageDamagedError, StorageError
from relay.storage.sqlite import SqliteStorage
from relay.transparency import note as notes
from relay.transparency.bodies import Relay
from relay.transparency.errors import NoteError
from tests.integration.relay.conftest import Site
from tests.integration.relay.test_log import entries


def announced(site: Site) -> bytes:
    """What `new-log-key` makes, as the authority reads it from the relay card."""
    assert program.main(["new-log-key", "--data", str(site.relay.data.path)]) == 0
    return cards.parse(site.relay.data.card_file.read_text()).log_key


def statement(site: Site, log_key: bytes) -> str:
    pins = (site.relay.pin,)
    return site.clinic.statements(site.clinic._entry(Relay(pins, log_key, ()), bytes(16)))


def signed_by(site: Site, log_key: bytes) -> bool:
    try:
        notes.verify(site.relay.server.directory.note, site.clinic.log_id, log_key)
    except NoteError:
        return False
    return True


def test_the_import_that_names_the_key_switches_to_it(site: Site) -> None:
    former = site.clinic.log_key
    alice = site.person()
    key = announced(site)
    assert key != former
    site.person()
    assert signed_by(site, former)  # made and announced is not named yet
    site.relay.import_statements(statement(site, key))
    assert signed_by(site, key)
    site.person()
    assert signed_by(site, key)
    site.restart()
    site.person()
    assert signed_by(site, key)
    client = site.device_client(alice)
    assert client.call("GET", wire.PATH_LOG_CHECKPOINT).body == site.relay.server.directory.note
    assert cards.parse(site.relay.data.card_file.read_text()).log_key == key
    assert bytes(site.relay.data.log_keys().present().verify_key) == key


def test_replicas_follow_and_gossip_from_before_and_after_agrees(site: Site) -> None:
    """The verifier that people have, fed as a client is fed."""
    former = site.clinic.log_key
    alice = site.person()
    client = site.device_client(alice)
    before = site.relay.server.directory.note
    anchor = Anchor(bytes(site.clinic.ca.verify_key), former, before)
    follower = Replica.start(LogId(site.clinic.log_id), anchor)
    page = entries(client, 0, 2000)
    follower.extend(page.note, page.entries)
    stayed_behind = Replica.start(LogId(site.clinic.log_id), anchor)
    stayed_behind.extend(page.note, page.entries)

    key = announced(site)
    site.relay.import_statements(statement(site, key))
    at_change = site.relay.server.directory.note
    site.person()
    after = site.relay.server.directory.note
    page = entries(client, follower.size, 2000)
    follower.extend(page.note, page.entries)
    for gossip in (before, at_change, after):
        assert follower.check_gossip(gossip).verdict is GossipVerdict.CONSISTENT
    # To a replica that has not synced yet the new key is unknown: no alarm, only sync first.
    assert stayed_behind.check_gossip(after).verdict is GossipVerdict.UNVERIFIABLE
    later = Replica.start(LogId(site.clinic.log_id), Anchor(anchor.ca, key, after))
    page = entries(client, 0, 2000)
    later.extend(page.note, page.entries)
    assert later.check_gossip(before).verdict is GossipVerdict.CONSISTENT
    # The old key signs nothing of the sizes that the new one signs.
    checkpoint = app_note.parse(after)
    assert checkpoint.verify(key)
    assert not checkpoint.verify(former)


def test_a_key_that_the_relay_does_not_have_is_refused(site: Site) -> None:
    before = site.relay.server.directory.size
    chain = (site.clinic.chain.seq, site.clinic.chain.prev)
    with pytest.raises(RefusalError) as error:
        site.relay.import_statements(statement(site, os.urandom(32)))
    assert error.value.code == "entry-refused"
    assert site.relay.server.directory.size == before
    site.clinic.chain.seq, site.clinic.chain.prev = chain
    site.person()
    assert signed_by(site, site.clinic.log_key)


def test_a_second_key_is_not_made_while_one_waits(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    key = announced(site)
    assert "Made" in capsys.readouterr().out
    assert announced(site) == key
    assert "waits already" in capsys.readouterr().out
    report = admin.report(site.relay.data)
    assert report.next_log_key.startswith(f"curbside/1/{site.clinic.log_id.hex()}+")
    assert "relay-change" in admin.as_text(report)
    site.relay.import_statements(statement(site, key))
    site.restart()
    report = admin.report(site.relay.data)
    assert report.log_key.startswith(f"curbside/1/{site.clinic.log_id.hex()}+")
    assert report.next_log_key == ""
    second = announced(site)
    assert second != key
    site.relay.import_statements(statement(site, second))
    assert signed_by(site, second)


def test_the_change_reaches_a_relay_that_is_not_running(site: Site) -> None:
    key = announced(site)
    text = statement(site, key)
    site.stop()
    file = site.relay.data.path / "change.curbside-statements"
    file.write_text(text)
    assert program.main(["import", "--data", str(site.relay.data.path), str(file)]) == 0
    site.start()
    assert signed_by(site, key)
    site.person()


def _never(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.expects_log("log key not moved")
@pytest.mark.parametrize("point", ["nothing moved", "former copied", "all moved"])
def test_killed_after_the_commit_the_relay_starts_and_is_right(
    site: Site, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    former = site.clinic.log_key
    key = announced(site)
    with monkeypatch.context() as patch:
        if point == "nothing moved":
            patch.setattr(LogKeys, "settle", _never)
        elif point == "former copied":
            patch.setattr(Path, "replace", _only_to_former(Path.replace))
        site.relay.import_statements(statement(site, key))
        assert signed_by(site, key)
        site.stop()
        in_place = bytes(site.relay.data.log_keys().present().verify_key)
        assert in_place == (key if point == "all moved" else former)
    site.start()
    assert signed_by(site, key)
    site.person()
    assert bytes(site.relay.data.log_keys().present().verify_key) == key
    assert not (site.relay.data.path / "log.key.next").exists()


def _only_to_former(real: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    def replace(self: Path, target: Path) -> Path:
        if target.name == "log.key":
            raise OSError(5, "Input/output error")
        return real(self, target)

    return replace


@pytest.mark.expects_log("commit failed|storage reopened|storage failed")
def test_killed_before_the_commit_the_relay_goes_on_with_the_old_key(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = site.clinic.log_key
    key = announced(site)
    text = statement(site, key)
    with monkeypatch.context() as patch:
        patch.setattr(SqliteStorage, "_append", _fails)
        with pytest.raises(StorageError):
            site.relay.import_statements(text)
    assert signed_by(site, former)
    site.person()
    site.restart()
    assert signed_by(site, former)
    site.relay.import_statements(text)
    assert signed_by(site, key)


def _fails(*_: object) -> None:
    raise StorageError("SQLITE_IOERR")


def test_a_database_that_was_put_back_alone_finds_its_old_key(site: Site, tmp_path: Path) -> None:
    former = site.clinic.log_key
    site.person()
    site.stop()
    old = site.relay.data.database.read_bytes()
    site.start()
    site.relay.import_statements(statement(site, announced(site)))
    site.stop()
    site.relay.data.database.write_bytes(old)
    site.start()
    assert signed_by(site, former)


def test_without_the_key_that_the_log_names_the_relay_does_not_start(site: Site) -> None:
    key = announced(site)
    site.relay.import_statements(statement(site, key))
    site.stop()
    data = site.relay.data
    data.log_keys().present()
    (data.path / "log.key").write_bytes((data.path / "log.key.former").read_bytes())
    with pytest.raises(StorageDamagedError, match=r"log\.key back"):
        RunningRelay(data.path).start()
    (data.path / "log.key").write_text("00")
    with pytest.raises(StorageDamagedError, match="damaged"):
        RunningRelay(data.path, site.relay.config).start()
    (data.path / "log.key.former").unlink()
    (data.path / "log.key").write_text(os.urandom(32).hex())
    site.relay = RunningRelay(data.path, site.relay.config)
    with pytest.raises(StorageDamagedError):
        site.relay.start()
    site.relay = _NotRunning()


class _NotRunning(RunningRelay):
    def __init__(self) -> None:
        """Nothing to stop."""

    def stop(self) -> None:
        """Nothing to stop."""


def test_key_files_are_private(site: Site) -> None:
    site.relay.import_statements(statement(site, announced(site)))
    announced(site)
    names = [path for path in site.relay.data.path.iterdir() if path.name.startswith("log.key")]
    assert len(names) == 3
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in names)


def test_new_log_key_needs_a_relay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["new-log-key", "--data", str(tmp_path)]) == 1
    assert "no relay here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
