"""One sender, many recipients: starting the sessions, and writing when they are there."""

from __future__ import annotations

from tests.bench.exchange import MeasuringClient
from tests.bench.report import Report
from tests.support.processes import ClientProcess, ProcessClinic


class Crowd(ClientProcess):
    """Many clients in one process."""

    module = "tests.bench.crowd_process"


def measure(report: Report, clinic: ProcessClinic, sizes: list[int]) -> None:
    """One message each to as many people as `sizes` says, first as strangers, then again."""
    report.section("One message to each of several people, who share one process")
    sender = clinic.start(MeasuringClient, "Sender")
    sender.ask("enrol")
    sender.ask("time_events")
    for size in sizes:
        crowd = clinic.start(Crowd, *[f"Crowd{size} {number:02}" for number in range(size)])
        crowd.ask("enrol", 300.0)
        conversations = sender.ask("conversations", 60.0, prefix=f"Crowd{size} ", count=size)
        for new in (True, False):
            begun, sent = sender.ask("send_to", 60.0, conversations=conversations, text="Hello")
            arrived = crowd.ask("arrivals", 60.0, count=size)
            people = f"{size} {'new' if new else 'known'} recipient{'s' * (size > 1)}"
            aim = size == 50 and new
            report.add(
                f"{people}, until the relay has all",
                1000 * (sent - begun),
                "ms",
                target="< 350" if aim else "",
                others="700 to 5,800" if aim else "",
            )
            report.add(f"{people}, until all have it", 1000 * (max(arrived) - begun), "ms")
        crowd.lines.stop()
        clinic.clients.remove(crowd)
