"""Which of two versions is older: three numbers, as in `app.__version__` and the policy."""

from __future__ import annotations


def is_older(version: str, other: str | None) -> bool:
    """Whether `version` came before `other`; nothing comes before None."""
    return other is not None and _numbers(version) < _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of "1.20.3"; what follows a hyphen or plus sign does not count."""
    core = version.partition("-")[0].partition("+")[0]
    return tuple(int(part) for part in core.split("."))
