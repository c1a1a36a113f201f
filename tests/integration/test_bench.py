"""The measurements still run, and say something about everything they are meant to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
def test_a_tiny_run_measures_everything(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path / "new" / "bench.json"
    # Most of its time some forty processes import the same modules: compiled once is enough.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("compiled"))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    run = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "bench.py"), "--tiny", str(file)],
        cwd=tmp_path,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert run.returncode == 0, run.stderr
    content = json.loads(file.read_text())
    measured = {entry["name"]: entry["value"] for entry in content["measurements"]}
    assert all(value > 0 for name, value in measured.items() if "memory" not in name)
    for part in (
        "handshakes begun",
        "messages decrypted",
        "first replay with every signature",
        "consistency proofs verified",
        "checkpoints cosigned",
        "1 connection, 1 in flight each",
        "first contact",
        "p99",
        "awaited",
        "32 in flight",
        "bytes of a 100-character text",
        "memory of the relay",
        "2 new recipients, until all have it",
        "2 known recipients",
        "2 devices, after answers of all",
        "1 MiB, uploaded, of the rate of HTTPS",
        "1 MiB, downloaded, of the rate of HTTPS",
        "1 MiB, decrypted",
        "1 MiB, peak memory of the relay",
        "decoding process, started",
        "megapixels, thumbnail",
        "PDF of",
        "DICOM, CT",
        "DICOM, US",
        "ECG, 12 leads",
        "sought in the middle",
        "devices, added",
        "devices, removed",
        "100 messages, headless",
        "rows saved",
        "rows restored",
        "link to usable",
        "history of 50 messages",
        "100: all kinds and filters, p95",
        "100: index",
        "from the PIN to",
    ):
        assert any(part in name for name in measured), part
    for name in measured:
        assert name in run.stdout
    assert list(tmp_path.iterdir()) == [file.parent]
