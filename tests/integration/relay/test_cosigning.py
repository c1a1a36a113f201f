"""A relay and its witnesses: what is served carries the cosignatures of exactly that size."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.crypto.transparency import cosignature as app_cosignature
from app.crypto.transparency import note as app_note
from relay import admin, cosigning, tls, wire
from relay.config import Config, ConfigError, WitnessConfig
from relay.datadir import DataDir
from relay.server import RunningRelay
from relay.transparency.cosignature import WITNESS, VerifierKey, cosign
from tests.integration.relay.backups import back_up, restore
from tests.integration.relay.conftest import Site
from tests.support.witness import RunningWitness

pytestmark = pytest.mark.expects_log("not cosigned")


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cosigning, "RETRY_FIRST_S", 0.02)
    monkeypatch.setattr(cosigning, "RETRY_LAST_S", 0.2)


def until(condition: Callable[[], Any], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.01)


class Clinic(Site):
    """A relay with witnesses in its settings; each watches its log."""

    def __init__(self, path: Path, *witnesses: RunningWitness, **settings: str) -> None:
        configs = tuple(witness.config(**settings) for witness in witnesses)
        super().__init__(path, Config(port=0, witness=configs))
        for witness in witnesses:
            witness.watch(self.clinic.log_id, self.clinic.log_key)

    def note(self) -> bytes:
        return self.relay.server.directory.note

    def cosigners(self, note: bytes | None = None) -> int:
        """How many of the witnesses' cosignatures the app's own verifier finds good."""
        keys = [VerifierKey.decode(w.vkey, WITNESS).public_key for w in self.relay.config.witness]
        checkpoint = app_note.parse(self.note() if note is None else note)
        assert checkpoint.verify(self.clinic.log_key)
        return len(app_cosignature.verified(checkpoint, keys))

    def outcomes(self) -> list[str]:
        return [witness.outcome for witness in admin.report(self.relay.data).witnesses]


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[RunningWitness]:
    with RunningWitness(tmp_path / "w1") as running:
        yield running


@pytest.fixture
def clinic(tmp_path: Path, witness: RunningWitness) -> Iterator[Clinic]:
    clinic = Clinic(tmp_path / "relay", witness)
    yield clinic
    clinic.close()


def test_each_new_size_is_cosigned_and_served(clinic: Clinic, witness: RunningWitness) -> None:
    until(lambda: clinic.cosigners() == 1)
    for _ in range(3):
        person = clinic.person()
        until(lambda: clinic.cosigners() == 1)
        client = clinic.device_client(person)
        served = client.call("GET", wire.PATH_LOG_CHECKPOINT).body
        assert clinic.cosigners(served) == 1
        page = client.call("GET", f"{wire.PATH_LOG_ENTRIES}?from=0&limit=1").body
        assert wire.LogEntries.decode(page).note == served
        size = clinic.relay.server.directory.size
        assert witness.size(clinic.clinic.log_id) == size
    until(lambda: clinic.outcomes() == ["ok"])
    text = admin.as_text(admin.report(clinic.relay.data))
    assert f"witness.test/w1  cosigned {size} entries" in text


def test_cosignatures_survive_a_restart_without_their_witness(
    tmp_path: Path, witness: RunningWitness
) -> None:
    with RunningWitness(tmp_path / "w2", "witness.test/w2") as second:
        clinic = Clinic(tmp_path / "relay", witness, second)
        clinic.person()
        until(lambda: clinic.cosigners() == 2)
        until(lambda: clinic.outcomes() == ["ok", "ok"])
        clinic.stop()
    unreachable = tuple(
        msgspec.structs.replace(w, url="http://127.0.0.1:9") for w in clinic.relay.config.witness
    )
    clinic.relay = RunningRelay(clinic.relay.data.path, Config(port=0, witness=unreachable))
    clinic.relay.start()
    assert clinic.cosigners() == 2
    clinic.close()


def test_a_witness_that_is_down_delays_nothing_and_catches_up(tmp_path: Path) -> None:
    with RunningWitness(tmp_path / "w1") as witness:
        port = witness.server.port
        clinic = Clinic(tmp_path / "relay", witness)
        until(lambda: clinic.cosigners() == 1)
    began = time.monotonic()
    person = clinic.person()
    assert time.monotonic() - began < 2
    until(lambda: clinic.outcomes() == ["unreachable"])
    assert clinic.cosigners() == 0  # and never the cosignature of another size
    assert clinic.note().count(b"\n") == 5
    assert "cannot be reached" in admin.as_text(admin.report(clinic.relay.data))
    clinic.device_client(person)
    with RunningWitness(tmp_path / "w1", port=port):
        until(lambda: clinic.cosigners() == 1)
        until(lambda: clinic.outcomes() == ["ok"])
    clinic.close()


def test_a_relay_that_forgot_what_its_witness_has_asks_from_there(
    clinic: Clinic, witness: RunningWitness
) -> None:
    clinic.person()
    until(lambda: clinic.cosigners() == 1)
    clinic.stop()
    clinic.relay.data.cosignatures.unlink()
    clinic.start()
    clinic.person()
    until(lambda: clinic.cosigners() == 1)


@pytest.mark.expects_log("not cosigned|restored from|taken back")
def test_a_relay_that_was_put_back_is_noticed_and_cosigned_again_once_it_has_its_log(
    clinic: Clinic, tmp_path: Path
) -> None:
    from tests.integration.relay.lost import hand_back

    alice = clinic.person()
    back_up(clinic, tmp_path / "backup")
    clinic.person()
    until(lambda: clinic.cosigners() == 1)
    page = clinic.device_client(alice).call("GET", f"{wire.PATH_LOG_ENTRIES}?from=0&limit=99").body
    whole = wire.LogEntries.decode(page)
    restore(clinic, tmp_path / "backup")
    size = clinic.relay.server.directory.size
    until(lambda: clinic.outcomes() == ["witness-is-ahead"])
    assert "older backup" in admin.as_text(admin.report(clinic.relay.data))
    assert clinic.cosigners() == 0
    returned = wire.LogReturn(whole.note, whole.entries[size:], ())
    assert b"witness.test" in whole.note  # with its cosignature, as a client holds it
    assert hand_back(clinic.client(), alice.devices[0], returned.encode()).status == 200
    until(lambda: clinic.cosigners() == 1)
    clinic.person()
    until(lambda: clinic.cosigners() == 1)


@pytest.mark.expects_log("not cosigned|FORKED|without proof")
def test_a_relay_that_signs_another_history_is_not_cosigned(
    clinic: Clinic, witness: RunningWitness, tmp_path: Path
) -> None:
    """Restored from a backup, and grown elsewhere before anybody noticed: a fork like any other."""
    clinic.person()
    back_up(clinic, tmp_path / "backup")
    clinic.person()
    until(lambda: clinic.cosigners() == 1)
    restore(clinic, tmp_path / "backup")
    clinic.person()
    until(lambda: clinic.outcomes() == ["fork"])
    assert clinic.cosigners() == 0
    assert "Two logs were shown" in admin.as_text(admin.report(clinic.relay.data))
    clinic.person()
    until(lambda: clinic.outcomes() == ["proof-refused"])
    records = witness.folder.records()
    assert len(records.forks(f"curbside/1/{clinic.clinic.log_id.hex()}")) == 1
    records.close()


def test_tls_with_the_pinned_key_alone(tmp_path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    key, certificate = tls.make_certificate(["127.0.0.1"], now)
    (tmp_path / "key").write_bytes(key)
    (tmp_path / "crt").write_bytes(certificate)
    pair = (tmp_path / "crt", tmp_path / "key")
    pin = tls.spki_pin(certificate).hex()
    with RunningWitness(tmp_path / "w1", certificate=pair, prefix="/clinic") as witness:
        good = Clinic(tmp_path / "good", witness, pin=pin)
        until(lambda: good.cosigners() == 1)
        good.close()
        wrong = Clinic(tmp_path / "wrong", witness, pin="00" * 32)
        until(lambda: wrong.outcomes() == ["pin"])
        wrong.close()
        unknown = Clinic(tmp_path / "unknown", witness)
        until(lambda: unknown.outcomes() == ["tls"])
        unknown.close()


class FalseWitness:
    """Answers whatever a test says, on a real socket."""

    def __init__(self, witness: RunningWitness, answer: Callable[[bytes], bytes]) -> None:
        self._witness = witness
        self._answer = answer

    def __enter__(self) -> FalseWitness:
        self._server = self._witness.run(asyncio.start_server(self._serve, "127.0.0.1", 0))
        return self

    def __exit__(self, *_: object) -> None:
        async def close() -> None:
            self._server.close()
            await self._server.wait_closed()

        self._witness.run(close())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):  # the relay stopped
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            writer.write(self._answer(await reader.readexactly(length)))
            await writer.drain()
        writer.close()


def http(status: int, body: bytes, content_type: str = "text/plain") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {content_type}\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _of_another_size(witness: RunningWitness) -> Callable[[bytes], bytes]:
    def answer(request: bytes) -> bytes:
        text = request.split(b"\n\n")[1] + b"\n"
        lines = text.split(b"\n")
        lines[1] = b"%d" % (int(lines[1]) + 1)
        key = witness.folder.key()
        line = cosign(
            b"\n".join(lines), witness.key, int(time.time()), lambda m: key.sign(m).signature
        )
        return http(200, line.encode().encode())

    return answer


def _at_a_time(witness: RunningWitness, shift_s: int) -> Callable[[bytes], bytes]:
    def answer(request: bytes) -> bytes:
        text = request.split(b"\n\n")[1] + b"\n"
        key = witness.folder.key()
        line = cosign(
            text, witness.key, int(time.time()) + shift_s, lambda m: key.sign(m).signature
        )
        return http(200, line.encode().encode())

    return answer


@pytest.mark.parametrize(
    ("make", "outcome"),
    [
        (_of_another_size, "bad-signature"),
        (lambda w: _at_a_time(w, 3600), "clock"),
        (lambda w: _at_a_time(w, -2 * 86_400), "clock"),
        (lambda _: lambda _: http(200, b""), "bad-signature"),
        (lambda _: lambda _: http(200, b"\xff\n\n\0"), "bad-signature"),
        (lambda _: lambda _: http(409, b"many\n", "text/x.tlog.size"), "not-a-witness"),
        (lambda _: lambda _: http(409, b"0\n", "text/x.tlog.size"), "not-a-witness"),
        (lambda _: lambda _: http(409, b"9999\n", "text/x.tlog.size"), "witness-is-ahead"),
        (lambda _: lambda _: http(302, b""), "status-302"),
        (lambda _: lambda _: http(503, b""), "witness-unavailable"),
        (lambda _: lambda _: b"SSH-2.0-OpenSSH_9\r\n", "not-a-witness"),
        (lambda _: lambda _: b"", "not-a-witness"),
        (lambda _: lambda _: http(200, b"x" * 70_000), "answer-too-large"),
        (lambda _: lambda _: http(200, b"ok")[:-1], "not-a-witness"),
    ],
)
def test_answers_of_a_false_witness(
    tmp_path: Path,
    witness: RunningWitness,
    make: Callable[[RunningWitness], Callable[[bytes], bytes]],
    outcome: str,
) -> None:
    with FalseWitness(witness, make(witness)) as false:
        clinic = Clinic(tmp_path / "relay", witness, url=false.url)
        until(lambda: clinic.outcomes() == [outcome])
        assert clinic.cosigners() == 0
        clinic.person()
        clinic.close()


def test_lines_beside_the_good_one_are_left_out(tmp_path: Path, witness: RunningWitness) -> None:
    good = _at_a_time(witness, 0)

    def answer(request: bytes) -> bytes:
        line = good(request).split(b"\r\n\r\n")[1]
        stranger = line.replace(b"witness.test/w1", b"witness.evil/w9")
        return http(200, stranger + b"noise\n" + line)

    with FalseWitness(witness, answer) as false:
        clinic = Clinic(tmp_path / "relay", witness, url=false.url)
        until(lambda: clinic.cosigners() == 1)
        assert b"evil" not in clinic.note()
        clinic.close()


def test_a_witness_that_never_answers_is_given_up(
    tmp_path: Path, witness: RunningWitness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cosigning, "TIMEOUT_S", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        clinic = Clinic(tmp_path / "relay", witness, url=url)
        until(lambda: clinic.outcomes() == ["timeout"])
        clinic.person()
        clinic.close()


def test_a_note_stays_within_its_size_however_many_cosign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, witness: RunningWitness
) -> None:
    clinic = Clinic(tmp_path / "relay", witness)
    until(lambda: clinic.cosigners() == 1)
    assert len(clinic.note()) <= wire.MAX_NOTE
    monkeypatch.setattr(cosigning, "MAX_NOTE", len(clinic.note()) - 1)
    clinic.relay.run(_again(clinic))
    assert clinic.cosigners() == 0
    clinic.close()


async def _again(clinic: Clinic) -> None:
    clinic.relay.server.cosigning._publish()


def test_the_newest_checkpoint_is_cosigned_again_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cosigning, "AGAIN_S", 0.05)
    now = [int(time.time())]
    with RunningWitness(tmp_path / "w1", clock_s=lambda: now[0]) as witness:
        clinic = Clinic(tmp_path / "relay", witness)
        until(lambda: clinic.cosigners() == 1)
        before = clinic.note()
        now[0] += 100
        until(lambda: clinic.note() != before)
        assert clinic.cosigners() == 1
        clinic.close()


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "ftp://witness"},
        {"url": "http://"},
        {"url": "http://a:0"},
        {"url": "http://a b"},
        {"url": "http://a?b"},
        {"vkey": "witness+00000000+AAAA"},
        {"vkey": "nonsense"},
        {"pin": "12"},
        {"pin": "0" * 64},
    ],
)
def test_settings_that_are_refused(witness: RunningWitness, fields: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        witness.config(**fields)


def test_a_witness_is_listed_once(witness: RunningWitness) -> None:
    with pytest.raises(ConfigError, match="once"):
        Config(witness=(witness.config(), witness.config(url="http://other")))


def test_a_damaged_note_of_what_was_cosigned_is_no_size() -> None:
    assert cosigning.WitnessState("key", note="origin\n7\nroot\n").cosigned_size == 7
    for note in ("", "cut off", "origin\n-1\n", "origin\nseven\n"):
        assert cosigning.WitnessState("key", note=note).cosigned_size == 0


def test_settings_from_a_file(tmp_path: Path, witness: RunningWitness) -> None:
    data = DataDir(tmp_path)
    data.config_file.write_text(
        f'[[witness]]\nurl = "{witness.url}"\nvkey = "{witness.key.encode()}"\n'
    )
    assert data.config().witness == (WitnessConfig(url=witness.url, vkey=witness.key.encode()),)
