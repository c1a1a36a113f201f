"""`curbside-relay serve` as a process of its own: the relay as it is, with its own interpreter."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from relay.config import CONFIG_NAME, Config
from relay.datadir import DataDir, RelayCard
from relay.imports import import_file
from tests.support.processes import Lines


class ServedRelay:
    """Use as a context manager. `folder` is its data directory."""

    host = "127.0.0.1"

    def __init__(self, folder: Path, config: Config) -> None:
        self._config = config
        self._data = DataDir(folder)
        self._log = folder.with_suffix(".log")
        self.port = 0

    def __enter__(self) -> ServedRelay:
        self._data.prepare(self._config)
        (self._data.path / CONFIG_NAME).write_text(_toml(self._config))
        self._process = Lines(["-m", "relay", "serve", "--data", str(self._data.path)], self._log)
        self.port = int(self._process.next_line().split("port=")[1].split()[0])
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stop()

    @property
    def card(self) -> RelayCard:
        """What the authority reads."""
        return self._data.write_card(self._config, self.port)

    def import_statements(self, text: str) -> None:
        """As IT does, beside the running relay."""
        import_file(self._data, text)


def _toml(config: Config) -> str:
    """The settings that differ from the defaults; their values read the same in TOML as in JSON."""
    lines = []
    for name, value in msgspec.to_builtins(config).items():
        if isinstance(value, dict):
            pairs = ", ".join(f"{key} = {json.dumps(number)}" for key, number in value.items())
            lines.append(f"{name} = {{{pairs}}}")
        elif value != msgspec.to_builtins(Config())[name]:
            lines.append(f"{name} = {json.dumps(value)}")
    return "\n".join(lines) + "\n"
