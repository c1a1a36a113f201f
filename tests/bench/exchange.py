"""Between two clients and a relay, three processes: latency, rates, and first contact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.processes import ClientProcess, ProcessClinic

WARM_UP = 20


class MeasuringClient(ClientProcess):
    """A client process that takes the time."""

    module = "tests.bench.client_process"

    def conversation(self, name: str) -> str:
        """The id of the conversation with a person."""
        found: str = self.ask("conversation", name=name)
        return found


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was measured; times in ms, rates in messages a second."""

    first_contact_ms: float
    latencies_ms: list[float]
    awaited: float
    awaited_at_other: float
    in_flight: float
    sender_bytes: int
    receiver_bytes: int
    relay_bytes: int


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
        return 1000 * (arrived - begun)

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


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of the sorted values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


if __name__ == "__main__":
    import os
    import sys
    import tempfile

    n = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder, ProcessClinic(Path(folder) / "c") as clinic:
        pair = Pair(clinic)
        print("first contact %.0f ms" % pair.first_contact())
        pair.latencies(30)
        for _ in range(2):
            l = pair.latencies(n)
            print("latency p50 %.2f p99 %.2f" % (percentile(l, 0.5), percentile(l, 0.99)), end="  ")
            print("awaited %.0f/s" % pair.awaited(n), end="  ")
            print("in flight 32 %.0f/s" % pair.in_flight(n), end=" ")
            print("load", os.getloadavg()[0], flush=True)
