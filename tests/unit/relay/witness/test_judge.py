"""What a witness cosigns, and everything it must not."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from nacl.signing import SigningKey, VerifyKey

from relay.transparency.cosignature import WITNESS, VerifierKey
from relay.witness.folder import WitnessFolder
from relay.witness.judge import Judge
from relay.witness.records import Records, RecordsError
from relay.witness.request import parse
from tests.unit.relay.witness.log import LOG_ID, ORIGIN, GrowingLog, body

NAME = "witness.example/w1"
NOW_S = 1_800_000_000


class Site:
    def __init__(self, path: Path) -> None:
        self.folder = WitnessFolder(path)
        self.folder.make(NAME)
        self.log = GrowingLog()
        self.open()
        self.records.add_log([self.log.verifier_key], replace=False)

    def open(self) -> None:
        self.records = self.folder.records()
        self.judge = Judge(NAME, self.folder.key(), self.records, lambda: NOW_S)

    def restart(self) -> None:
        self.records.close()
        self.open()

    def ask(self, request: bytes) -> tuple[int, bytes]:
        verdict = self.judge.add_checkpoint(request)
        if verdict.status == 409:
            assert verdict.content_type == "text/x.tlog.size"
        return verdict.status, verdict.body

    @property
    def size(self) -> int:
        record = self.records.find(ORIGIN)
        assert record is not None
        return record.size


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "witness")


def test_the_first_checkpoint_and_those_that_extend_it_are_cosigned(site: Site) -> None:
    site.log.grow(3)
    assert site.ask(site.log.request(0))[0] == 200
    site.log.grow(1)
    assert site.ask(site.log.request(3))[0] == 200
    assert site.ask(site.log.request(4))[0] == 200  # the same again, for a fresh time
    for size in range(5, 40):
        site.log.grow(1)
        assert site.ask(site.log.request(size - 1))[0] == 200
    site.log.grow(961)
    assert site.ask(site.log.request(39))[0] == 200
    assert site.size == 1000


def test_the_cosignature_is_what_the_specification_says(site: Site) -> None:
    """Computed here from the bytes alone, so that a mistake cannot be on both sides."""
    site.log.grow(2)
    status, answer = site.ask(site.log.request(0))
    assert status == 200
    dash, name, encoded = answer.decode().removesuffix("\n").split(" ")
    assert (dash, name) == ("—", NAME)
    raw = b64decode(encoded, validate=True)
    key = bytes(site.folder.key().verify_key)
    assert raw[:4] == sha256(NAME.encode() + b"\n\x04" + key).digest()[:4]
    assert int.from_bytes(raw[4:12], "big") == NOW_S
    text = site.log.note().split(b"\n\n")[0] + b"\n"
    message = b"cosignature/v1\ntime 1800000000\n" + text
    VerifyKey(key).verify(message, raw[12:])
    vkey = f"{NAME}+{raw[:4].hex()}+{b64encode(bytes([4]) + key).decode()}"
    assert site.folder.verifier_key().encode() == vkey
    assert VerifierKey.decode(vkey, WITNESS) == site.folder.verifier_key()


def test_a_smaller_log_is_refused_with_the_size(site: Site) -> None:
    site.log.grow(9)
    site.ask(site.log.request(0))
    assert site.ask(site.log.request(0, 5)) == (409, b"9\n")
    assert site.ask(site.log.request(5, 8)) == (409, b"9\n")
    assert site.ask(site.log.request(8)) == (409, b"9\n")
    site.restart()
    assert site.ask(site.log.request(0, 5)) == (409, b"9\n")
    assert site.size == 9


@pytest.mark.expects_log("FORKED", "without proof")
def test_forks_are_refused_and_equal_sizes_are_kept_as_proof(site: Site) -> None:
    site.log.grow(6)
    site.ask(site.log.request(0))
    other = GrowingLog().grow(4).grow(2, b"other")
    assert site.ask(other.request(6)) == (409, b"6\n")
    other.grow(3)
    assert site.ask(other.request(6))[0] == 422
    kept, shown = site.log.note(6), other.note(6)
    assert site.records.forks(ORIGIN) == [(kept, shown)]
    assert site.ask(other.request(6, 6))[0] == 409
    assert site.records.forks(ORIGIN) == [(kept, shown)]
    site.log.grow(1)
    assert site.ask(site.log.request(6))[0] == 200  # the history it knows goes on


@pytest.mark.expects_log("without proof")
def test_a_proof_has_to_fit_exactly(site: Site) -> None:
    site.log.grow(5)
    assert site.ask(body(0, [bytes(32)], site.log.note()))[0] == 422
    assert site.ask(site.log.request(0))[0] == 200
    site.log.grow(6)
    proof = site.log.tree.consistency_proof(5, 11)
    for wrong in ([], proof[:-1], [*proof, bytes(32)], proof[::-1], [bytes(32)] * len(proof)):
        assert site.ask(body(5, wrong, site.log.note()))[0] == 422
    assert site.ask(body(5, proof, site.log.note(5)))[0] == 422  # equal sizes need none
    assert site.size == 5
    assert site.ask(body(5, proof, site.log.note()))[0] == 200


def test_logs_and_keys_it_was_not_told_of(site: Site) -> None:
    stranger = GrowingLog(log_id=sha256(b"another clinic").digest()).grow(1)
    assert site.ask(stranger.request(0))[0] == 404
    site.log.grow(2)
    thief = SigningKey.generate()
    assert site.ask(site.log.request(0, key=thief))[0] == 403
    unsigned = site.log.note().split(b"\n\n")[0] + b"\n\n"
    line = b64encode(b"idid" + bytes(64))
    assert site.ask(body(0, [], unsigned + b"\xe2\x80\x94 someone " + line + b"\n"))[0] == 403
    damaged = bytearray(site.log.note())
    damaged[damaged.index(b"\n") + 1] = ord("3")
    assert site.ask(body(0, [], bytes(damaged)))[0] == 403
    assert site.size == 0


def test_a_note_that_a_witness_signed_as_well_is_read(site: Site) -> None:
    site.log.grow(2)
    other = b"\xe2\x80\x94 witness.example/w2 " + b64encode(bytes(76)) + b"\n"
    assert site.ask(body(0, [], site.log.note() + other))[0] == 200


def test_the_logs_key_changes_and_the_old_one_can_be_withdrawn(site: Site) -> None:
    site.log.grow(2)
    site.ask(site.log.request(0))
    following = SigningKey(b"n" * 32)
    site.log.grow(1)
    assert site.ask(site.log.request(2, key=following))[0] == 403
    successor = GrowingLog(b"n" * 32)
    site.records.add_log([successor.verifier_key], replace=False)
    assert site.ask(site.log.request(2, key=following))[0] == 200
    site.log.grow(1)
    assert site.ask(site.log.request(3))[0] == 200  # the old one still counts
    site.records.add_log([successor.verifier_key], replace=True)
    site.log.grow(1)
    assert site.ask(site.log.request(4))[0] == 403
    assert site.ask(site.log.request(4, key=following))[0] == 200
    assert site.size == 5


@pytest.mark.parametrize(
    "change",
    [
        lambda request: b"",
        lambda request: request[:40],
        lambda request: request.replace(b"old 0", b"old 00"),
        lambda request: request.replace(b"old 0", b"old -1"),
        lambda request: request.replace(b"old 0", b"old"),
        lambda request: request.replace(b"old 0", b"new 0"),
        lambda request: request.replace(b"old 0", b"old 0 "),
        lambda request: request.replace(b"old 0", b"old 3"),  # above the checkpoint's size
        lambda request: request.replace(b"old 0", b"old 99999999999999999999"),
        lambda request: request.replace(b"old 0\n", b"old 0\nnot base64!\n"),
        lambda request: request.replace(b"old 0\n", b"old 0\n" + b64encode(bytes(31)) + b"\n"),
        lambda request: request.replace(
            b"old 0\n", b"old 0\n" + (b64encode(bytes(32)) + b"\n") * 64
        ),
        lambda request: request.replace(b"\n2\n", b"\n02\n"),
        lambda request: request.replace(b"\n2\n", b"\n-2\n"),
        lambda request: request.replace(b"\n2\n", b"\n2\r\n"),
        lambda request: request.replace(b"\xe2\x80\x94 ", b"- "),
        lambda request: request.removesuffix(b"\n"),
        lambda request: request + b"\n",
        lambda request: request + b"\xff\n",
        lambda request: request + b"x" * 4096,
        lambda request: request.replace(b"old 0\n", b"old 0\n\0\n"),
    ],
)
def test_malformed_requests(site: Site, change: object) -> None:
    site.log.grow(2)
    request = site.log.request(0)
    assert callable(change)
    assert change(request) != request
    assert site.ask(change(request))[0] == 400
    assert site.size == 0
    assert site.ask(request)[0] == 200


def test_an_empty_log_is_not_cosigned(site: Site) -> None:
    text = f"{ORIGIN}\n0\n{b64encode(sha256(b'').digest()).decode()}\n"
    line = GrowingLog().grow(1).note().split(b"\n\n")[1]
    assert site.ask(body(0, [], text.encode() + b"\n" + line))[0] == 403
    assert site.size == 0


@pytest.mark.expects_log("records failed")
def test_nothing_is_cosigned_that_is_not_on_disk(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.log.grow(2)

    def full(*_: object) -> bool:
        raise RecordsError("SQLITE_FULL")

    with monkeypatch.context() as patch:
        patch.setattr(Records, "advance", full)
        status, answer = site.ask(site.log.request(0))
    assert status == 503
    assert "—".encode() not in answer
    assert site.ask(site.log.request(0))[0] == 200


@pytest.mark.expects_log("records failed")
def test_a_read_only_database_cosigns_nothing(site: Site) -> None:
    site.log.grow(1)
    site.records._database.execute("PRAGMA query_only = 1")
    assert site.ask(site.log.request(0))[0] == 503


def test_a_record_moves_once_from_one_size(site: Site) -> None:
    """Two processes cannot both go on from the same size, whatever locks do."""
    site.log.grow(2)
    site.ask(site.log.request(0))
    record = site.records.find(ORIGIN)
    assert record is not None
    site.log.grow(1)
    later = parse(site.log.request(2)).checkpoint
    assert site.records.advance(2, later, NOW_S)
    assert not site.records.advance(2, later, NOW_S)


def test_a_commit_waits_for_the_disk(site: Site) -> None:
    database = site.records._database
    assert database.execute("PRAGMA synchronous").fetchone() == (2,)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_directory_is_private(site: Site) -> None:
    path = site.folder.path
    assert path.stat().st_mode & 0o777 == 0o700
    for file in path.iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file
    assert LOG_ID.hex() not in repr(site.judge)


def test_a_witness_is_not_made_twice(site: Site) -> None:
    with pytest.raises(Exception, match="already"):
        site.folder.make(NAME)
    with pytest.raises(Exception, match="name cannot be used"):
        WitnessFolder(site.folder.path / "other").make("two words")
