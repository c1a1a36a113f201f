"""Builds for computers without Python: `bootstrap.py package [--only app|relay] [--smoke]`.

Two folders in `dist/`, one for the app and one for the relay, with a bill of materials and
checksums beside them. The same commit on the same system gives the same bytes: times come from
the commit, and Python's hash seed is fixed. `--smoke` then starts what was built and has two
packaged apps write to each other through the packaged relay.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import sbom
import smoke

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from app.ui import build_info, licences  # noqa: E402 - found once the path is known

ABOUT = ROOT / "build" / "about"
"""What the app shows about itself, and cannot find out once it is packaged; in curbside.spec."""
OWN_FILES = ("app", "relay")
DIST = ROOT / "dist"
SPECS = {"app": "curbside", "relay": "curbside-relay"}
CHECKSUMS = "SHA256SUMS"
BILL = "curbside.cdx.json"
# Used where there is neither git nor SOURCE_DATE_EPOCH, such as an unpacked archive: 2026-01-01.
FALLBACK_EPOCH = 1_767_225_600


def main(arguments: list[str]) -> int:
    """Build, describe, and on request try out."""
    parser = argparse.ArgumentParser(prog="bootstrap.py package", description=__doc__)
    parser.add_argument("--only", choices=sorted(SPECS), help="build one of the two")
    parser.add_argument("--smoke", action="store_true", help="try the result out")
    options = parser.parse_args(arguments)
    epoch = source_epoch()
    write_about()
    for part in [options.only] if options.only else SPECS:
        status = build(SPECS[part], epoch)
        if status != 0:
            return status
    describe(epoch)
    if options.smoke:
        return smoke.run(DIST)
    return 0


def source_epoch() -> int:
    """The time of the source in seconds since 1970: as told, else of the commit."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    git = shutil.which("git")
    if git is not None:
        command = [git, "-C", str(ROOT), "log", "-1", "--format=%ct"]
        asked = subprocess.run(command, capture_output=True, text=True, check=False)
        if asked.returncode == 0 and asked.stdout.strip():
            return int(asked.stdout)
    return FALLBACK_EPOCH


def write_about() -> None:
    """The commit, one hash over our own files, and every licence that ships."""
    shutil.rmtree(ABOUT, ignore_errors=True)
    ABOUT.mkdir(parents=True)
    facts = {
        "commit": build_info.commit_of(ROOT),
        "digest": build_info.digest_of(ROOT, OWN_FILES),
    }
    (ABOUT / build_info.BUILT).write_text(json.dumps(facts) + "\n", encoding="utf-8")
    parts = licences.collect(licences.requirements())
    (ABOUT / licences.BUILT).write_text(licences.encode(parts), encoding="utf-8")
    shutil.copyfile(ROOT / "LICENSE", ABOUT / "LICENSE")


def build(name: str, epoch: int) -> int:
    """Run PyInstaller for one specification; its exit status, its words only when it failed."""
    print(f"Building {name} ...", flush=True)
    started = time.monotonic()
    shutil.rmtree(DIST / name, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(ROOT / "build" / name)]
    command += [str(ROOT / "packaging" / f"{name}.spec")]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "1"}
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout[-8000:])
        sys.stderr.write(f"\n{name} could not be built; PyInstaller's words are above.\n")
        return done.returncode
    files = [path for path in (DIST / name).rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / 1e6
    seconds = time.monotonic() - started
    print(f"  {DIST / name}: {len(files)} files, {size:.0f} MB, {seconds:.0f} s", flush=True)
    return 0


def describe(epoch: int) -> None:
    """Write the bill of materials and the checksums of everything in `dist/`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bill = sbom.bill_of_materials(project["version"], project["dependencies"], epoch)
    (DIST / BILL).write_text(bill, encoding="utf-8")
    lines = []
    for path in sorted(DIST.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.name != CHECKSUMS:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            lines.append(f"{digest}  {path.relative_to(DIST).as_posix()}\n")
    (DIST / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
    print(f"  {DIST / BILL} and {CHECKSUMS} ({len(lines)} files; check: sha256sum -c {CHECKSUMS})")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
