"""Make the README's pictures anew, from the real app: `.venv/bin/python packaging/screenshots.py`.

Runs the demo without a display and keeps the pictures that the README shows.
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
KEPT = {"6-physician-chat": "chat", "5-nurse-verify": "verify", "3-nurse-passphrase": "first-run"}


def main() -> int:
    """Run the demo and copy the pictures; the demo's exit status."""
    with tempfile.TemporaryDirectory(prefix="curbside-pictures-") as folder:
        command = [sys.executable, str(ROOT / "packaging" / "demo.py"), "--exit"]
        status = subprocess.run(
            [*command, "--pictures", folder],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=False,
        ).returncode
        if status == 0:
            PICTURES.mkdir(parents=True, exist_ok=True)
            for made, kept in KEPT.items():
                shutil.copyfile(Path(folder) / f"{made}.png", PICTURES / f"{kept}.png")
    return status


if __name__ == "__main__":
    sys.exit(main())
