"""What one relay acknowledges, each submission fsynced, TLS and authentication included."""

from __future__ import annotations

from pathlib import Path

from tests.bench.report import Report
from tests.integration.relay.clinic import Clinic
from tests.load.relay_load import UNLIMITED, run_load
from tests.load.served_relay import ServedRelay

TARGETS = {(20, 1): ">= 3,700", (20, 16): ">= 14,000"}


def measure(report: Report, folder: Path, seconds: float, cases: list[tuple[int, int]]) -> None:
    """Run the load generator for each (connections, in flight)."""
    report.section("Relay, submissions of 1 KiB acknowledged after fsync, TLS and authentication")
    with ServedRelay(folder, UNLIMITED) as relay:
        clinic = Clinic(relay.card)
        relay.import_statements(clinic.statements(clinic.genesis))
        for connections, in_flight in cases:
            result = run_load(
                relay, clinic, connections=connections, in_flight=in_flight, seconds=seconds
            )
            name = f"{connections} connection{'s' * (connections > 1)}, {in_flight} in flight each"
            target = TARGETS.get((connections, in_flight), "")
            report.add(name, result.per_second, "/s", target=target)
            report.add("    time to acknowledgement, p99", result.p99_ms, "ms")
