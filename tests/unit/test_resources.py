"""What IT copies from `resources/` must be accepted by the programs it is meant for."""

from __future__ import annotations

import configparser
import subprocess
import sys
import tomllib

import msgspec

from app.core.policy import Policy, decode_policy
from relay.config import load
from tests.architecture.sources import ROOT

RESOURCES = ROOT / "resources"


def test_the_example_policy_is_valid_and_names_every_field() -> None:
    data = (RESOURCES / "policy.example.json").read_bytes()
    decode_policy(data)
    assert set(msgspec.json.decode(data)) == set(Policy.__struct_fields__)


def test_the_schema_says_what_the_program_checks() -> None:
    written = (RESOURCES / "policy.schema.json").read_text("utf-8")
    made = subprocess.run(
        [sys.executable, "-c", "import policy_schema; print(policy_schema.schema(), end='')"],
        cwd=ROOT / "packaging",
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert written == made.stdout, "write it anew: python packaging/policy_schema.py"


def test_every_setting_is_described_for_it() -> None:
    described = msgspec.json.decode((RESOURCES / "policy.schema.json").read_bytes())
    assert all(len(field["description"]) > 20 for field in described["properties"].values())


def test_the_relays_example_settings_are_valid() -> None:
    path = RESOURCES / "relay.example.toml"
    config = load(path)
    assert config.url == tomllib.loads(path.read_text("utf-8"))["url"]


def test_the_commented_out_settings_exist_too() -> None:
    text = (RESOURCES / "relay.example.toml").read_text("utf-8")
    named = [line[2:].split(" = ")[0] for line in text.splitlines() if line.startswith("# tls_")]
    assert named == ["tls_certificate", "tls_key"]
    config = load(RESOURCES / "relay.example.toml")
    assert all(hasattr(config, name) for name in named)


def test_the_menu_entry_starts_the_apps_own_command() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # keys are case sensitive
    entry.read(RESOURCES / "curbside.desktop", encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert entry["Desktop Entry"]["Exec"] in project["scripts"]
