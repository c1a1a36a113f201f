"""Entries that the log refuses, each with the place where it is tried and why."""

from __future__ import annotations

from collections.abc import Callable

from tests.vectors import refused_invites, refused_rules, refused_structure
from tests.vectors.log_builder import LogBuilder
from tests.vectors.refused_tools import Refused


def refused_entries(stages: dict[str, LogBuilder]) -> list[Refused]:
    """Return all of them, grouped by what is wrong."""
    found: list[Refused] = []

    def refuse(code: str, stage: str, name: str, make: Callable[[LogBuilder], bytes]) -> None:
        log = stages[stage].copy()
        found.append(Refused(name, len(stages[stage].log), make(log), code))

    refused_structure.structure(refuse)
    refused_structure.bodies(refuse)
    refused_structure.signatures(refuse)
    refused_rules.places(refuse)
    refused_rules.keys(refuse)
    refused_invites.invites(refuse)
    refused_rules.accounts(refuse)
    refused_rules.authority(refuse)
    return found
