"""What every test relies on: no surprise in the logs, nothing left behind, no way to the person.

Tests run offscreen unless there is a display or `QT_QPA_PLATFORM` says otherwise, use private
directories for everything a desktop program would keep in the home directory, and never touch the
real keyring. A test fails when it leaves a thread or a process running, or when something was
logged at warning level or above that the test did not announce with
`@pytest.mark.expects_log("regular expression")`.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.leftovers import Leftovers
from tests.support.log_watch import LogWatch

os.environ.setdefault("QT_API", "pyside6")
os.environ.setdefault("PYTHONFAULTHANDLER", "1")
os.environ["LANGUAGE"] = "en"  # the windows speak the system's language, and tests read English
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine takes its time over an example, which is no error; tests/bench measures speed.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("any-machine")

pytest_plugins = ["tests.support.qt_loop"]


@pytest.fixture(scope="session", autouse=True)
def private_directories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Point everything that a program keeps for a person at a directory of this run.

    At the end its temporary directory must be empty: whoever makes a temporary file removes it.
    """
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
            place = home / variable.lower()
            place.mkdir()
            patch.setenv(f"XDG_{variable}_HOME", str(place))
        temporary = home / "tmp"
        temporary.mkdir()
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr(tempfile, "tempdir", str(temporary))
        yield home
        left = sorted(path.name for path in temporary.iterdir())
    if left:
        pytest.fail(f"temporary files were left behind: {', '.join(left)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_leftovers() -> Iterator[None]:
    """Fail a test that ends with more threads or child processes than it began with."""
    before = Leftovers.now()
    yield
    remaining = before.remaining(patience=2.0)
    if remaining:
        pytest.fail(f"left running: {', '.join(remaining)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which a warning or an error was logged that it did not announce."""
    expected = [
        pattern for mark in request.node.iter_markers("expects_log") for pattern in mark.args
    ]
    watch = LogWatch(expected)
    root = logging.getLogger()
    root.addHandler(watch)
    yield
    root.removeHandler(watch)
    if watch.unexpected:
        pytest.fail("logged unexpectedly:\n" + "\n".join(watch.unexpected), pytrace=False)
