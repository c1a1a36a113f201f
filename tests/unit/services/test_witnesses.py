"""app/services/witnesses.py: when enough machines have seen the log, and when they have not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from app.core.policy import Policy
from app.crypto import ed25519
from app.services import witnesses
from app.services.witnesses import FRESH_MS, PATIENCE_MS, WitnessMissing
from tests.unit.crypto.transparency.clinic import NOW, Clinic, seed, small_clinic
from tests.unit.crypto.transparency.witness import SECOND, cosign, witness_key

KEYS = tuple(witness_key(name).hex() for name in ("alpha", "beta"))
ONE = Policy(witnesses_required=1, witness_keys=KEYS)
TWO = Policy(witnesses_required=2, witness_keys=KEYS)


class Settings(dict[str, bytes]):
    """The settings table, as far as needed."""

    def put(self, name: str, value: bytes) -> None:
        self[name] = value


@dataclass
class Site:
    """A replica, what is stored, and the relay's time."""

    policy: Policy = ONE
    clinic: Clinic = field(default_factory=small_clinic)
    settings: Settings = field(default_factory=Settings)
    now: int = NOW

    def __post_init__(self) -> None:
        self.replica = self.clinic.replica()

    def now_ms(self) -> int:
        return self.now

    @property
    def tx(self) -> Any:
        return self

    def serve(self, *signers: str, at: int = SECOND) -> None:
        """The relay serves its newest note with these cosignatures."""
        served = self.clinic.note()
        if len(self.clinic.entries) > self.replica.size:
            self.replica.extend(served, self.clinic.entries[self.replica.size :])
        for name in signers:
            served = cosign(served, name, at)
        witnesses.take_in(self, self.tx, served)  # type: ignore[arg-type]  # a context's three parts

    def ask(self, milliseconds: int) -> None:
        witnesses.count_asked(self.tx, milliseconds)

    @property
    def lacking(self) -> bool:
        return witnesses.lacking(self.policy, self.tx)

    @property
    def alarm(self) -> WitnessMissing | None:
        return witnesses.alarm(self.policy, self.tx)


def test_without_a_requirement_nothing_is_lacking() -> None:
    site = Site(policy=Policy(witness_keys=KEYS))
    site.serve()
    site.ask(10 * PATIENCE_MS)
    assert not site.lacking
    assert site.alarm is None


def test_ten_minutes_of_asking_without_a_witness_stop_sending_until_it_signs() -> None:
    site = Site()
    site.serve()
    assert site.lacking
    site.ask(PATIENCE_MS - 1)
    assert site.alarm is None
    site.ask(1)
    assert isinstance(site.alarm, WitnessMissing)
    site.serve("alpha")
    assert site.alarm is None
    assert not site.lacking


def test_each_of_several_required_witnesses_has_to_sign() -> None:
    site = Site(policy=TWO)
    site.serve("alpha")
    site.ask(PATIENCE_MS)
    assert site.alarm is not None
    site.serve("beta")
    assert site.alarm is None, "the relay need not show both at once"


def test_a_witness_is_not_counted_twice_nor_a_stranger_once() -> None:
    site = Site(policy=TWO)
    site.serve("alpha", "alpha", "mallory")
    assert site.lacking


def test_what_a_larger_size_bears_covers_the_smaller_ones() -> None:
    site = Site()
    site.serve()
    site.ask(PATIENCE_MS // 2)
    site.clinic.enrol("zoe")
    site.serve()
    site.ask(PATIENCE_MS // 2)
    assert site.alarm is not None, "the first size has waited all the time"
    site.serve("alpha")
    assert not site.lacking


def test_a_witness_that_comes_behind_by_a_size_gives_the_next_one_its_own_time() -> None:
    site = Site()
    site.serve()
    site.ask(PATIENCE_MS - 1)
    older = cosign(site.clinic.note(), "alpha", SECOND)
    site.clinic.enrol("zoe")
    site.serve()
    witnesses.take_in(site, site.tx, older)  # type: ignore[arg-type]
    site.ask(PATIENCE_MS - 1)
    assert site.alarm is None
    site.ask(1)
    assert site.alarm is not None


def test_a_relay_that_lets_the_log_grow_wins_no_time() -> None:
    site = Site()
    for number in range(100):
        site.serve()
        site.ask(PATIENCE_MS // 50)
        site.clinic.enrol(f"person {number}")
    assert site.alarm is not None


@pytest.mark.parametrize("age", [FRESH_MS + 1000, -FRESH_MS - 1000])
def test_a_cosignature_of_another_day_counts_as_none(age: int) -> None:
    site = Site()
    site.serve("alpha")
    assert not site.lacking
    site.now += age
    assert not site.lacking, "time alone says nothing: the relay has to be asked"
    site.serve("alpha")
    assert site.lacking
    site.ask(PATIENCE_MS)
    assert site.alarm is not None
    site.serve("alpha", at=site.now // 1000)
    assert site.alarm is None


def test_an_older_cosignature_does_not_replace_a_newer_one() -> None:
    site = Site()
    site.serve("alpha", at=SECOND + 50)
    site.serve("alpha", at=SECOND)
    (view, _) = witnesses.views(site.policy, site.replica, site.tx)
    assert view.cosigned_at_ms == (SECOND + 50) * 1000


def test_the_log_names_witnesses_too_and_may_drop_them() -> None:
    site = Site(policy=Policy(witnesses_required=1))
    site.clinic.name_witnesses(witness_key("gamma"))
    site.serve("gamma")
    assert not site.lacking
    (view,) = witnesses.views(site.policy, site.replica, site.tx)
    assert (view.key, view.name) == (witness_key("gamma"), "gamma.example")
    assert view.cosigned_size == site.replica.size
    site.clinic.name_witnesses()
    site.serve("gamma")
    assert site.lacking, "nobody is left to cosign"
    assert witnesses.views(site.policy, site.replica, site.tx) == ()


def test_a_note_of_another_log_key_counts_for_nothing() -> None:
    site = Site()
    forged = site.clinic.fork(6)
    forged.log_seed = seed("mallory")
    witnesses.take_in(site, site.tx, cosign(forged.note(), "alpha", SECOND))  # type: ignore[arg-type]
    assert "witnesses" not in site.settings


def test_the_words_say_what_it_means_and_what_to_do() -> None:
    assert "watch" in WitnessMissing.message
    assert "curbside-relay status" in WitnessMissing.action
    assert ed25519.public_key(seed("alpha")).hex() == KEYS[0]
