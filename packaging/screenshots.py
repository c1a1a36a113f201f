"""Make the README's pictures anew, from the real app: `.venv/bin/python packaging/screenshots.py`.

Runs the demo without a display and keeps the pictures that the README shows. What takes more than
two people, or what nobody may photograph, comes from the gallery: the same windows, with invented
people and words that open nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "resources" / "screenshots"
FROM_DEMO = {
    "6-physician-chat": "chat",
    "5-nurse-verify": "verify",
    "3-nurse-passphrase": "first-run",
}
FROM_GALLERY = {
    "workstations": {"workstations-ordinary": "workstations"},
    "trust": {"settings-trust": "trust"},
    "recovery": {"kit-2-page": "recovery-kit"},
    "verify": {"verify-card": "verify-card"},
    "search": {"search-opened": "search"},
}
"""By part of the gallery."""
LOOK = "--light@1x"


def main() -> int:
    """Run the demo and the gallery and copy the pictures; the status of what failed first."""
    demo = [sys.executable, str(ROOT / "packaging" / "demo.py"), "--exit", "--pictures"]
    gallery = [sys.executable, "-m", "app.ui.gallery", "--scale", "1", "--only"]
    with tempfile.TemporaryDirectory(prefix="curbside-pictures-") as name:
        folder = Path(name)
        commands = [[*demo, name], *([*gallery, part, name] for part in FROM_GALLERY)]
        for command in commands:
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LANGUAGE": "en"}
            status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
            if status:
                return status
        PICTURES.mkdir(parents=True, exist_ok=True)
        for made, kept in FROM_DEMO.items():
            shutil.copyfile(folder / f"{made}.png", PICTURES / f"{kept}.png")
        for pictures in FROM_GALLERY.values():
            for made, kept in pictures.items():
                shutil.copyfile(folder / f"{made}{LOOK}.png", PICTURES / f"{kept}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
