"""Wrong passphrases are counted one by one, also when many are tried at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from app.crypto.errors import WrongPassphraseError
from app.services.tries import TooSoon, Tries
from app.store.profile_files import DirectoryProfileFiles

FREE, AT_ONCE = 3, 8


def test_tries_at_the_same_moment_are_no_more_than_one_after_the_other(tmp_path: Path) -> None:
    tries = Tries(DirectoryProfileFiles(tmp_path), lambda: 1_000)
    together = Barrier(AT_ONCE)
    made = 0

    def wrong() -> None:
        nonlocal made
        made += 1
        raise WrongPassphraseError

    def attempt(_number: int) -> type[BaseException]:
        together.wait(30)
        try:
            tries.attempt(wrong)
        except (WrongPassphraseError, TooSoon) as error:
            return type(error)
        raise AssertionError

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(attempt, range(AT_ONCE)))
    assert made == FREE
    assert outcomes.count(TooSoon) == AT_ONCE - FREE
    assert tries.files.failed_tries() == (FREE, 1_000)
