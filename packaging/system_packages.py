"""The system libraries that wheels do not bring, on Debian and Ubuntu.

Qt's wheels link against libraries that a desktop has and a minimal server lacks. The lists were
proven in a minimal installation. Elsewhere (other distributions, macOS, Windows) there is nothing
to do here: the wheels suffice, or the distribution's own names apply, and whether Qt loads is
checked by trying.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

from setup_report import SetupError, say

# Qt without windows: widgets painted offscreen, SVG.
QT = (
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxkbcommon0",
    "libbrotli1",
)
# Real windows through X11, and the one font without which Qt draws no text at all.
WINDOWS = (
    *QT,
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxkbcommon-x11-0",
    "libxcb-shape0",
    "libxss1",  # how long nobody has touched the computer: the automatic lock asks
    "fonts-noto-core",
    "fonts-noto-color-emoji",
    "libenchant-2-2",  # spelling, with whatever dictionaries there are
    "hunspell-en-us",
    "hunspell-de-de",
)
# A virtual display for machines without one.
DEMO = (*WINDOWS, "xvfb", "xauth")
# A real Secret Service, a sound server without hardware, and tools that make system calls fail.
TEST = (
    *DEMO,
    "dbus",
    "gnome-keyring",
    "fiu-utils",
    "strace",
    "at-spi2-core",  # what screen readers see, looked at from outside
    "gir1.2-atspi-2.0",
    "python3-gi",
    "pulseaudio",
)
# PyInstaller reads binaries with objdump.
PACKAGE = (*DEMO, "binutils")

APT_OPTIONS = ("-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0")


def missing(names: tuple[str, ...]) -> list[str]:
    """Which of `names` are not installed here; none where there is no dpkg.

    A package that another one provides counts as installed: Ubuntu 24.04 has `libglib2.0-0t64`,
    which provides `libglib2.0-0`.
    """
    if not names or not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return []
    fields = "-f=${db:Status-Status}\\t${Package}\\t${Provides}\\n"
    listing = subprocess.run(
        ["dpkg-query", "-W", fields], capture_output=True, text=True, check=False
    ).stdout
    present: set[str] = set()
    for line in listing.splitlines():
        status, package, provides = line.split("\t")
        if status == "installed":
            present.add(package)
            present.update(item.split()[0] for item in provides.split(",") if item.strip())
    return [name for name in names if name not in present]


def known_complete(names: tuple[str, ...]) -> bool:
    """Whether everything is certainly there: False on a Linux whose packages nobody can list."""
    if sys.platform.startswith("linux") and shutil.which("dpkg-query") is None:
        return False
    return not missing(names)


def ensure(names: tuple[str, ...]) -> None:
    """Install what is missing when that is possible without asking for a password.

    Otherwise print the one command to run and go on: Qt may load all the same, and the caller
    finds out by trying.
    """
    absent = missing(names)
    if not absent:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *absent]
    prefix = _privilege()
    if prefix is None:
        say("Missing system packages, which only an administrator can install. The command:")
        say("    sudo " + shlex.join(command))
        return
    if not install(absent):
        say("Some could not be installed. To see why, run:")
        say("    " + shlex.join([*prefix, *command]))


def install(names: list[str]) -> bool:
    """Install packages with apt-get, refreshing its lists when they do not suffice.

    False when it may not be tried here, or failed; apt's own words have then been shown.
    """
    prefix = _privilege()
    if prefix is None or shutil.which("apt-get") is None:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", *APT_OPTIONS]
    command = [*apt, "install", "-y", "--no-install-recommends", *names]
    say(f"Installing with apt-get, which may take a minute: {' '.join(names)}")
    done = _quietly(command, environment)
    if done.returncode != 0:
        say("Refreshing the package lists ...")
        _quietly([*apt, "update"], environment)
        done = _quietly(command, environment)
    if done.returncode != 0:
        sys.stderr.write(done.stdout[-4000:])
        for name in names:  # one that this release does not have must not keep the others away
            _quietly([*apt, "install", "-y", "--no-install-recommends", name], environment)
    return not missing(tuple(names))


def ensure_venv_module() -> None:
    """Debian ships Python without the parts that make environments; bring them, or say how.

    Raises SetupError when they are missing and cannot be installed.
    """
    if _can_make_environments():
        return
    name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if install([name]) and _can_make_environments():
        return
    raise SetupError(
        "This Python cannot make virtual environments: its venv or ensurepip module is missing.",
        f"On Debian and Ubuntu run: sudo apt-get install {name}   and then this command again.",
    )


def _can_make_environments() -> bool:
    probe = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _privilege() -> list[str] | None:
    """What to put before a command that needs root; None when root is out of reach."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return [sudo, "-n"] if asked.returncode == 0 else None


def _quietly(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
