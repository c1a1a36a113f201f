"""Messages to groups of different sizes: first contact, and over sessions that are there.

The members are there with all their keys and never look (`members.py`): what is measured is what
the sender and the relay do, from Send to the relay's answer.
"""

from __future__ import annotations

from tests.bench.exchange import MeasuringClient
from tests.bench.members import enrol_members
from tests.bench.report import Report
from tests.support.processes import ProcessClinic

DEVICES_EACH = 2


class GroupClient(MeasuringClient):
    """A client process that makes groups."""

    module = "tests.bench.group_process"


def measure(report: Report, clinic: ProcessClinic, sizes: list[int], rounds: int) -> None:
    """`sizes` in devices."""
    report.section("Messages to groups, each member with two devices")
    sender = clinic.start(GroupClient, "Sender")
    sender.ask("enrol")
    sender.ask("time_events")
    for size in sizes:
        each = DEVICES_EACH if size % DEVICES_EACH == 0 else 1
        people = size // each
        prefix = f"Member{size} "
        enrol_members(clinic, prefix, people, each)
        made = sender.ask("gather_group", 300.0, prefix=prefix, count=people)
        report.add(
            f"{size} devices, first contact, until the relay has all",
            1000 * made["seconds"],
            "ms",
        )
        report.add(f"{size} devices, longest pause of the window", 1000 * made["pause"], "ms")
        group = made["group"]
        sender.ask("settle", 120.0, group=group)
        for answered in (False, True):
            taken = []
            for _ in range(rounds):
                if answered:
                    sender.ask("answer", 120.0, group=group)
                ((begun, sent),) = sender.ask("send_awaited", 60.0, conversation=group, count=1)
                taken.append(1000 * (sent - begun))
            what = "after answers of all" if answered else "known devices"
            aim = size == 400
            report.add(
                f"{size} devices, {what}, at the relay",
                sorted(taken)[len(taken) // 2],
                "ms",
                target="< 300" if aim else "",
            )
