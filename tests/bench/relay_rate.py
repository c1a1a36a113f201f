"""What one relay acknowledges, each submission fsynced, TLS and authentication included."""

from __future__ import annotations

from pathlib import Path

from relay.config import Config
from relay.limits import Rate
from relay.server import RunningRelay
from tests.bench.report import Report
from tests.integration.relay.clinic import Clinic
from tests.load.relay_load import run_load

TARGETS = {(20, 1): ">= 3,700", (20, 16): ">= 14,000"}


def measure(report: Report, folder: Path, seconds: float, cases: list[tuple[int, int]]) -> None:
    """Run the load generator for each (connections, in flight)."""
    report.section("Relay, submissions of 1 KiB acknowledged after fsync, TLS and authentication")
    # What one clinician may send in a second is far below what is measured here.
    unlimited = Rate(per_second=100_000, burst=10_000_000)
    config = Config(
        port=0,
        log_level="WARNING",
        submission_rate=unlimited,
        remembered_per_sender=10_000_000,
        mailbox_envelopes=10_000_000,
    )
    relay = RunningRelay(folder, config)
    with relay:
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
