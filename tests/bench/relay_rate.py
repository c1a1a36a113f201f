"""What one relay acknowledges, each submission fsynced, TLS and authentication included."""

from __future__ import annotations

from pathlib import Path

from tests.bench.report import Report
from tests.integration.relay.clinic import Clinic
from tests.load.relay_load import UNLIMITED, run_load, run_probe
from tests.load.served_relay import ServedRelay

PROBED = frozenset({(20, 1), (20, 16)})
"""Cases in which the bare probe runs too: the relay is to stay within a factor of three of it."""


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
            report.add(name, result.per_second, "/s")
            report.add("    time to acknowledgement, p99", result.p99_ms, "ms")
            if (connections, in_flight) in PROBED:
                probe = run_probe(
                    folder.parent, connections=connections, in_flight=in_flight, seconds=seconds
                )
                report.add("    the bare probe: no TLS, no authentication", probe.per_second, "/s")
                factor = probe.per_second / result.per_second
                report.add("    factor between them", factor, "", target="<= 3")
