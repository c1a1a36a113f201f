"""Killing sender, member or relay while a group is written to: nothing is lost or doubled."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.support.processes import ProcessClinic, wait_until

BURST = 5


@pytest.mark.timeout(300)
def test_a_group_survives_kills_in_the_middle_of_sending(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    with ProcessClinic(tmp_path / "clinic") as clinic:
        amira, jonas, grace = (clinic.client(name) for name in ("Amira", "Jonas", "Grace"))
        group = amira.ask("make_group", title="Ward 7", names=["Jonas", "Grace"])
        amira.ask("send", conversation=group, text="hello")
        said = ["hello"]
        for client in (jonas, grace):
            wait_until(lambda c=client: c.ask("texts_in", conversation=group) == said, 60)
        for victim in ("amira", "everything"):
            for _ in range(BURST):
                text = f"message {len(said)}"
                amira.ask("send", conversation=group, text=text)
                said.append(text)
            time.sleep(chance.random() * 0.05)
            if victim in ("relay", "everything"):
                clinic.kill_relay()
            if victim in ("amira", "everything"):
                amira.restart()
            if victim == "everything":
                jonas.restart()
            if victim in ("relay", "everything"):
                clinic.start_relay()
        for client in (amira, jonas, grace):
            wait_until(lambda c=client: c.ask("texts_in", conversation=group) == said, 60)
