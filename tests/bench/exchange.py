"""Between two clients and a relay, three processes: latency, rates, bytes, first contact."""

from __future__ import annotations

from typing import Any

from tests.bench.client_process import process_memory
from tests.bench.report import Report, percentile
from tests.support.processes import ClientProcess, ProcessClinic

WARM_UP = 30


class MeasuringClient(ClientProcess):
    """A client process that takes the time."""

    module = "tests.bench.client_process"

    def conversation(self, name: str) -> str:
        """The id of the conversation with a person."""
        found: str = self.ask("conversation", name=name)
        return found

    def resident_mb(self) -> float:
        """Resident memory."""
        return process_memory(self.lines.process.pid) / 1e6


class Pair:
    """Two people who write to each other, and the relay between them."""

    def __init__(self, clinic: ProcessClinic) -> None:
        self.clinic = clinic
        self.sender = clinic.start(MeasuringClient, "Amira")
        self.receiver = clinic.start(MeasuringClient, "Jonas")
        for client in (self.sender, self.receiver):
            client.ask("enrol")
            client.ask("time_events")
        self.conversation = self.sender.conversation("Jonas")

    def first_contact(self) -> float:
        """Fresh keys on both sides to the first decrypted text, in ms."""
        ((begun, _),) = self._sent("send_awaited", count=1)
        (arrived,) = self.receiver.ask("arrivals", count=1)
        return float(1000 * (arrived - begun))

    def latencies(self, count: int, pause: float = 0.02) -> list[float]:
        """Send in one process to stored and announced in the other, in ms, for each message."""
        begun = [begun for begun, _ in self._sent("send_awaited", count=count, pause=pause)]
        arrived = self.receiver.ask("arrivals", count=count)
        return [1000 * (late - early) for early, late in zip(begun, arrived, strict=True)]

    def awaited(self, count: int) -> float:
        """Messages a second when each waits until the relay has the one before."""
        times = self._sent("send_awaited", count=count)
        self.receiver.ask("arrivals", count=count)
        return count / (times[-1][1] - times[0][0])

    def in_flight(self, count: int, in_flight: int = 32) -> float:
        """Messages a second, from the first Send to the last one stored at the other side."""
        times = self._sent("send_in_flight", count=count, in_flight=in_flight)
        arrived = self.receiver.ask("arrivals", count=count)
        return float(count / (arrived[-1] - min(begun for begun, _ in times)))

    def _sent(self, do: str, **arguments: Any) -> list[tuple[float, float]]:
        times: list[tuple[float, float]] = self.sender.ask(
            do, 300.0, conversation=self.conversation, **arguments
        )
        return times


def measure(report: Report, clinic: ProcessClinic, count: int) -> Pair:
    """Everything about two people; `count` messages for each figure."""
    report.section("Two clients and the relay, three processes on loopback, everything fsynced")
    pair = Pair(clinic)
    report.add(
        "first contact: fresh keys to first decrypted text",
        pair.first_contact(),
        "ms",
        target="< 170",
        others="170 to 510",
    )
    pair.latencies(min(WARM_UP, count))
    latencies = pair.latencies(count)
    for share, target, others in (
        (0.5, "< 9", "nio 35, Olm 16, OMEMO 10"),
        (0.99, "< 15", "nio 65, Olm 23, OMEMO 41"),
    ):
        report.add(
            f"Send to stored and announced at the other side, p{share * 100:.0f}",
            percentile(latencies, share),
            "ms",
            target=target,
            others=others,
        )
    report.add(
        "awaited one by one until the relay has it",
        pair.awaited(count),
        "/s",
        target="> 135",
        others="nio 25, Olm 79, OMEMO 114",
    )
    for in_flight in (1, 8, 32):
        last = in_flight == 32
        report.add(
            f"{in_flight} in flight, until stored at the other side",
            pair.in_flight(count, in_flight),
            "/s",
            target="> 250" if last else "",
            others="nio 78, Olm 229" if last else "",
        )
    sizes = pair.sender.ask("sizes", conversation=pair.conversation)
    for name, size in sizes.items():
        report.add(f"bytes of a 100-character text, {name}", size, "bytes")
    report.add("memory of a client", pair.sender.resident_mb(), "MB")
    relay_mb = process_memory(clinic.relay.process.pid) / 1e6
    report.add("memory of the relay", relay_mb, "MB")
    return pair
