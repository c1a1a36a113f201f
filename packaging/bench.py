"""The measurements (`bootstrap.py bench`): see `tests/bench/__main__.py`, which this starts."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Started by path, so this folder heads the search path; what is measured must not find it.
sys.path[:] = [str(HERE.parent), *(p for p in sys.path if Path(p or ".").resolve() != HERE)]
sys.dont_write_bytecode = True

if __name__ == "__main__":
    runpy.run_module("tests.bench", run_name="__main__", alter_sys=True)
