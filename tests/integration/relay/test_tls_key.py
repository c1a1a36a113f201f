"""Another TLS key for the relay: announced in the log first, then used."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from relay import __main__ as program
from relay import key_changes, private_files, tls
from relay.authority import cards
from relay.config import Config
from relay.server import RunningRelay
from relay.transparency.bodies import Relay
from tests.integration.relay.conftest import Site


def run(site: Site, *arguments: str) -> int:
    return program.main(["new-tls-key", "--data", str(site.relay.data.path), *arguments])


def announce(site: Site) -> tuple[bytes, ...]:
    """What the authority does with the relay card."""
    card = cards.parse(site.relay.data.card_file.read_text())
    entry = site.clinic._entry(Relay(card.pins, card.log_key, ()), bytes(16))
    site.relay.import_statements(site.clinic.statements(entry))
    assert key_changes.announced_pins(site.relay.data) == card.pins
    return card.pins


def test_it_is_used_once_the_log_names_it(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    former = site.relay.pin
    assert run(site, "--use") == 1
    assert "No next TLS key" in capsys.readouterr().err
    assert run(site) == 0
    assert run(site) == 0
    assert "waits already" in capsys.readouterr().out
    assert run(site, "--use") == 1
    assert "does not name" in capsys.readouterr().err
    site.restart()
    assert site.relay.pin == former  # and the card still names both
    pins = announce(site)
    assert len(pins) == 2
    assert pins[0] == former
    assert run(site, "--use") == 0
    assert site.relay.pin == former  # until the restart
    site.restart()
    assert site.relay.pin == pins[1]
    assert announce(site) == (pins[1],)
    site.person()
    assert run(site) == 0


def test_a_switch_that_was_cut_short_is_completed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    pins = announce(site)
    real = private_files.write

    def fails(path: Path, data: bytes) -> None:
        if path.name == "tls.crt":
            raise OSError(28, "No space left on device")
        real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(private_files, "write", fails)
        assert run(site, "--use") == 1
    assert run(site, "--use") == 0
    site.restart()
    assert site.relay.pin == pins[1]


def test_the_clinics_own_certificate(site: Site, tmp_path: Path) -> None:
    now = datetime.datetime.now(datetime.UTC)
    key, certificate = tls.make_certificate(["127.0.0.1"], now)
    (tmp_path / "own.key").write_bytes(key)
    (tmp_path / "own.crt").write_bytes(certificate)
    assert run(site, "--certificate", str(tmp_path / "own.crt")) == 0
    pins = announce(site)
    assert pins[1] == tls.spki_pin(certificate)
    assert run(site, "--use") == 1  # relay.toml does not name it yet
    site.stop()
    paths = (str(tmp_path / "own.crt"), str(tmp_path / "own.key"))
    toml = f'tls_certificate = "{paths[0]}"\ntls_key = "{paths[1]}"\n'
    site.relay.data.config_file.write_text(toml)
    assert run(site, "--use") == 0
    config = Config(port=0, tls_certificate=paths[0], tls_key=paths[1])
    site.relay = RunningRelay(site.relay.data.path, config)
    site.relay.start()
    assert site.relay.pin == pins[1]
    assert run(site) == 1  # own certificates are the clinic's to make


def test_what_is_no_certificate_is_refused(site: Site, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing")
    assert run(site, "--certificate", str(tmp_path / "x")) == 1
    assert run(site, "--certificate", str(tmp_path / "none")) == 1
    assert len(cards.parse(site.relay.data.card_file.read_text()).pins) == 1
    assert program.main(["new-tls-key", "--data", str(tmp_path / "nobody")]) == 1
