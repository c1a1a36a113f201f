"""Which modules may lean on which, beyond what import-linter's contracts in pyproject say."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata

import pytest

from tests.architecture.sources import PACKAGES, ROOT, Source, sources

# What the relay may use besides the standard library, so that IT has little to watch over.
RELAY_LIBRARIES = {"nacl", "msgspec", "cryptography"}


def third_party(source: Source) -> set[str]:
    """Top-level names of the libraries that a file imports."""
    names = {module.partition(".")[0] for module in source.imported()}
    return names - set(sys.stdlib_module_names) - set(PACKAGES) - {"__future__"}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_library_used_is_declared(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {
        re.split(r"[^\w.-]", line)[0].replace("_", "-").lower() for line in project["dependencies"]
    }
    provides = metadata.packages_distributions()
    used = {name for source in sources(package) for name in third_party(source)}
    undeclared = {
        name
        for name in used
        if declared.isdisjoint(d.replace("_", "-").lower() for d in provides.get(name, []))
    }
    # shiboken6 is PySide6's own other half and comes with it.
    assert undeclared - {"shiboken6"} == set()


def test_the_relay_uses_three_libraries() -> None:
    used = {name for source in sources("relay") for name in third_party(source)}
    assert used <= RELAY_LIBRARIES


def test_the_relay_needs_the_certificate_library_in_one_file() -> None:
    users = [str(source) for source in sources("relay") if "cryptography" in third_party(source)]
    assert len(users) <= 1, users


def test_the_wire_stands_alone() -> None:
    """`relay.wire` is shared with the app, so it may drag nothing of the relay along."""
    wire = [source for source in sources("relay") if source.path.parts[:2] == ("relay", "wire")]
    assert wire
    imported = {name for source in wire for name in source.imported()}
    own = {name for name in imported if name.startswith("relay.wire.")}
    assert {name for name in imported - own if name.startswith(PACKAGES)} == set()


@pytest.mark.parametrize("layer", ["core", "crypto"])
def test_pure_layers_do_no_io_and_ask_no_clock(layer: str) -> None:
    """Time, randomness and I/O come in as arguments; crypto's one source of both is named."""
    outside = {"socket", "ssl", "sqlite3", "subprocess", "random", "secrets", "time", "logging"}
    outside |= {"http", "urllib", "shutil", "tempfile"}
    for source in sources("app"):
        if source.path.parts[1] == layer and source.path.name != "system_random.py":
            assert source.imported().isdisjoint(outside), f"{source}: {source.imported() & outside}"
