"""Measurements as one table on the screen and one JSON file."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table. `target` is what we want, `others` what else there is needs."""

    name: str
    value: float
    unit: str
    target: str = ""
    others: str = ""
    load: float = 0.0
    """Load average of the last minute: how busy the computer was with other things."""


@dataclass(slots=True)
class Report:
    """Prints every measurement as it is made and keeps it for the file."""

    write: Callable[[str], object]
    measurements: list[Measurement] = field(default_factory=list)
    started: float = field(default_factory=time.time)

    def section(self, title: str) -> None:
        """A heading within the table."""
        self.write(f"\n{title}\n")

    def add(
        self, name: str, value: float, unit: str, *, target: str = "", others: str = ""
    ) -> None:
        """Note and print one value."""
        measurement = Measurement(name, value, unit, target, others, _load())
        self.measurements.append(measurement)
        shown = f"{value:,.0f}" if value >= 100 else f"{value:,.2f}"
        line = f"  {name:<54}{shown:>10} {unit:<8}{target:<16}{others}"
        self.write(line.rstrip() + "\n")

    def header(self) -> None:
        """What the columns mean, and what the computer is."""
        self.write(f"{os.cpu_count()} processors, load {_load():.1f}, {platform.platform()}\n")
        self.write(f"  {'':<54}{'measured':>10} {'':<8}{'target':<16}to beat\n")

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.started)),
            "seconds": round(time.time() - self.started, 1),
            "python": platform.python_version(),
            "platform": platform.platform(),
            "processors": os.cpu_count(),
            "measurements": [asdict(measurement) for measurement in self.measurements],
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of the sorted values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def per_second(work: Callable[[], object], seconds: float) -> float:
    """How often `work` runs in a second, tried for about that many seconds."""
    work()
    done, started = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - started) < seconds:
        work()
        done += 1
    return done / elapsed


def _load() -> float:
    try:
        return os.getloadavg()[0]
    except (AttributeError, OSError):  # Windows has none
        return 0.0
