from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desktop.idle import IdleMonitor
from app.desktop.paths import open_profile
from app.desktop.session_lock import SessionLockWatcher
from app.desktop.single_instance import SingleInstance
from app.desktop.windows_session import SessionEvent

ROOT = Path(__file__).resolve().parents[3]

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.desktop.paths import open_profile
from app.desktop.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(open_profile(Path(sys.argv[1])))
if instance.acquire():
    print("acquired", flush=True)
    sys.stdin.read()
else:
    print("raised", instance.ask_to_raise())
"""


def start(profile: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND_START, str(profile)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(params=["short", "long"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Where profiles are, with names that do and do not fit into a socket's address."""
    with tempfile.TemporaryDirectory(prefix="c") as short:  # as short as /run/user/1000
        runtime = Path(short) / "run"
        runtime.mkdir(mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield tmp_path / ("x" * 100) if request.param == "long" else Path(short)


def test_second_start_raises_the_first(qtbot: QtBot, place: Path) -> None:
    instance = SingleInstance(open_profile(place / "p"))
    assert instance.acquire()
    with qtbot.waitSignal(instance.raise_requested, timeout=60_000):
        second = start(place / "p")
    output, _ = second.communicate(timeout=60)
    assert output == "raised True\n"
    other = SingleInstance(open_profile(place / "q"))
    assert other.acquire(), "another profile is free"
    other.release()
    instance.release()


def test_one_process_holds_several_profiles(qapp: object, place: Path) -> None:
    """A start for one folder alone must not open what another process may have open."""
    alone = start(place / "p")
    assert alone.stdout is not None
    assert alone.stdout.readline() == "acquired\n"
    instance = SingleInstance(open_profile(place))
    assert instance.acquire()
    assert instance.hold(open_profile(place / "q"))
    assert not instance.hold(open_profile(place / "p"))
    refused = SingleInstance(open_profile(place / "q"))
    assert not refused.acquire()
    instance.release()
    assert refused.acquire()
    refused.release()
    alone.kill()
    alone.communicate(timeout=60)


def test_a_killed_process_holds_nothing(qapp: object, place: Path) -> None:
    first = start(place / "p")
    assert first.stdout is not None
    assert first.stdout.readline() == "acquired\n"
    instance = SingleInstance(open_profile(place / "p"))
    assert not instance.acquire()
    first.kill()
    first.communicate(timeout=60)
    assert instance.acquire()
    instance.release()


def test_idle_counts_from_the_last_input(qtbot: QtBot) -> None:
    now = [100.0]
    monitor = IdleMonitor(monotonic=lambda: now[0], system=lambda: None)
    widget = QWidget()
    qtbot.addWidget(widget)
    now[0] = 160.0
    assert monitor.seconds_idle() == 60.0
    QTest.keyClick(widget, Qt.Key.Key_A)
    assert monitor.seconds_idle() == 0.0
    now[0] = 170.0
    QTest.mouseMove(widget, QPoint(3, 3))
    widget.update()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert monitor.seconds_idle() == 0.0
    now[0] = 200.0
    widget.event(QEvent(QEvent.Type.FocusIn))
    assert monitor.seconds_idle() == 30.0
    monitor.touch()
    assert monitor.seconds_idle() == 0.0


def test_input_to_other_programs_counts(qapp: object) -> None:
    now, system = [0.0], [5.0]
    monitor = IdleMonitor(monotonic=lambda: now[0], system=lambda: system[0])
    assert monitor.sees_whole_system
    now[0] = 1000.0
    assert monitor.seconds_idle() == 5.0
    system[0] = 5000.0
    assert monitor.seconds_idle() == 1000.0


X11_IDLE = """
import sys, time
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
from app.desktop.idle import IdleMonitor
monitor = IdleMonitor()
time.sleep(1.2)
idle = monitor.seconds_idle()
print(monitor.sees_whole_system, 1.0 <= idle < 30)
"""


def test_x11_answers() -> None:
    import shutil

    if not shutil.which("xvfb-run"):
        pytest.skip("needs xvfb-run: install the packages xvfb and xauth")
    done = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", X11_IDLE],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "True True\n"


LOCK_SIGNALS = """
import subprocess
from PySide6.QtCore import QCoreApplication, QTimer
application = QCoreApplication([])
from app.desktop.session_lock import SessionLockWatcher
from app.desktop.windows_session import SessionEvent
watcher = SessionLockWatcher()
heard = []
def on_lock():
    heard.append("lock")
    application.quit()
watcher.locking.connect(on_lock)
def send(active):
    subprocess.run(["dbus-send", "--session", "--type=signal", "/org/gnome/ScreenSaver",
        "org.gnome.ScreenSaver.ActiveChanged", "boolean:" + active], check=True)
QTimer.singleShot(50, lambda: (send("false"), send("true")))
QTimer.singleShot(30000, application.quit)
application.exec()
print(heard)
"""


def test_screen_saver_locks() -> None:
    import shutil

    if not shutil.which("dbus-run-session"):
        pytest.skip("needs dbus-run-session: install the package dbus")
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LOCK_SIGNALS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "['lock']\n"


def test_sleep_locks_and_waking_is_told(qtbot: QtBot) -> None:
    watcher = SessionLockWatcher()
    with qtbot.waitSignal(watcher.locking):
        watcher._on_sleep(True)
    with qtbot.waitSignal(watcher.woke):
        watcher._on_sleep(False)
    with qtbot.waitSignal(watcher.locking):
        watcher._on_windows(SessionEvent.LOCKING)
    with qtbot.waitSignal(watcher.woke):
        watcher._on_windows(SessionEvent.WOKE)
