"""Killing either client or the relay, at any point, loses nothing and shows nothing twice."""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path

import pytest

from tests.support.processes import ClientProcess, ProcessClinic, wait_until

ROUNDS = int(os.environ.get("CURBSIDE_KILL_ROUNDS", "6"))
BURST = 8


@pytest.mark.timeout(300)
def test_killing_everything_repeatedly_loses_and_duplicates_nothing(tmp_path: Path) -> None:
    chance = random.Random(20261122)
    with ProcessClinic(tmp_path / "clinic") as clinic:
        amira, jonas = clinic.client("Amira"), clinic.client("Jonas")
        to_jonas = amira.ask("conversation", name="Jonas")
        to_amira = jonas.ask("conversation", name="Amira")
        said: dict[str, list[str]] = {"amira": [], "jonas": []}
        for number in range(ROUNDS):
            for who, client, conversation in (
                ("amira", amira, to_jonas),
                ("jonas", jonas, to_amira),
            ):
                for count in range(BURST):
                    text = f"{who} {number}.{count}"
                    client.ask("send", conversation=conversation, text=text)
                    said[who].append(text)
            time.sleep(chance.random() * 0.15)
            victim = chance.choice(["amira", "jonas", "relay", "everything"])
            if victim in ("relay", "everything"):
                clinic.kill_relay()
            if victim in ("amira", "everything"):
                amira.restart()
            if victim in ("jonas", "everything"):
                jonas.restart()
            if victim in ("relay", "everything"):
                clinic.start_relay()
        wait_until(lambda: jonas.ask("texts", name="Amira") == said["amira"], 60)
        wait_until(lambda: amira.ask("texts", name="Jonas") == said["jonas"], 60)
        wait_until(lambda: _states(amira, "Jonas") == {"delivered"}, 60)
        wait_until(lambda: _states(jonas, "Amira") == {"delivered"}, 60)
        assert amira.ask("notices", name="Jonas") == []
        assert jonas.ask("notices", name="Amira") == []


@pytest.mark.timeout(180)
def test_killed_while_sending_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    """The client dies in the middle of a burst: every `ok` it gave is delivered, in order, once."""
    with ProcessClinic(tmp_path / "clinic") as clinic:
        amira, jonas = clinic.client("Amira"), clinic.client("Jonas")
        conversation = amira.ask("conversation", name="Jonas")
        acknowledged: list[str] = []

        def send_until_killed(client: ClientProcess) -> None:
            try:
                for count in range(10_000):
                    client.ask("send", conversation=conversation, text=str(count))
                    acknowledged.append(str(count))
            except (EOFError, OSError, ValueError):
                return

        sender = threading.Thread(target=send_until_killed, args=(amira,))
        sender.start()
        time.sleep(0.5)
        amira.lines.process.kill()
        sender.join()
        amira.restart()

        def arrived() -> list[str]:
            texts: list[str] = jonas.ask("texts", name="Amira")
            return texts

        wait_until(lambda: len(arrived()) >= len(acknowledged), 60)
        texts = arrived()
        assert texts[: len(acknowledged)] == acknowledged
        assert texts == [str(count) for count in range(len(texts))]


def _states(client: ClientProcess, name: str) -> set[str]:
    return {state for _, state in client.ask("sent", name=name)}
