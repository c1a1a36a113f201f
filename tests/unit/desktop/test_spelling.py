"""The system's dictionaries: a tiny one through the real library, and what goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import pytest

from app.desktop import spelling
from app.desktop.spelling import MAX_SUGGESTED_FOR, MAX_SUGGESTIONS, MAX_WORD, SystemSpeller

P = ParamSpec("P")
AFFIXES = "SET UTF-8\nTRY esianrtolcdugmphbyfvkwzüäö\nWORDCHARS '\n"


def on_a_loop(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]:
    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


def dictionary(folder: Path, tag: str, *words: str) -> None:
    where = folder / "hunspell"
    where.mkdir(parents=True, exist_ok=True)
    (where / f"{tag}.aff").write_text(AFFIXES, "utf-8")
    (where / f"{tag}.dic").write_text("\n".join([str(len(words)), *words, ""]), "utf-8")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemSpeller]:
    """The real library, with two languages that nobody else has."""
    pytest.importorskip(
        "enchant",
        reason="needs the Enchant library: install the package libenchant-2-2",
        exc_type=ImportError,
    )
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", str(tmp_path))
    dictionary(tmp_path, "qaa_AA", "ward", "doctor", "don't", "strip")
    dictionary(tmp_path, "qab_AA", "Größe", "ward", "Stühle")
    speller = SystemSpeller()
    yield speller
    speller.close()


@on_a_loop
async def test_words_in_any_language_are_right(system: SystemSpeller) -> None:
    assert {"qaa_AA", "qab_AA"} <= set(await system.languages())
    words = ["ward", "wrad", "Größe", "Grösse", "don't", "", "x" * (MAX_WORD + 1)]
    one = await system.misspelt(words, ["qaa_AA"])
    assert one == {"wrad", "Größe", "Grösse"}
    both = await system.misspelt(words, ["qaa_AA", "qab_AA"])
    assert both == {"wrad", "Grösse"}


@on_a_loop
async def test_suggestions_come_from_every_language(system: SystemSpeller) -> None:
    assert await system.suggestions("Grösse", ["qaa_AA", "qab_AA"]) == ("Größe",)
    assert "doctor" in await system.suggestions("docter", ["qaa_AA"])
    assert await system.suggestions("x" * (MAX_SUGGESTED_FOR + 1), ["qaa_AA"]) == ()


@on_a_loop
async def test_unknown_languages_find_nothing_wrong(system: SystemSpeller) -> None:
    assert await system.misspelt(["wrad"], ["xx_XX", "../../etc/passwd"]) == frozenset()
    assert await system.misspelt(["wrad"], []) == frozenset()


@on_a_loop
async def test_hostile_words_are_survived(system: SystemSpeller) -> None:
    words = ["\ud800", "a\x00b", "\u202e", "🙂", "\u0301" * 60, "ß" * 64, "%s%n", "-", "\n"]
    await system.misspelt(words, ["qaa_AA", "qab_AA"])
    for word in words:
        await system.suggestions(word, ["qaa_AA"])


def test_nothing_is_written(system: SystemSpeller, tmp_path: Path) -> None:
    before = {path: path.stat().st_size for path in tmp_path.rglob("*.dic")}
    assert asyncio.run(system.misspelt(["secretword"], ["qaa_AA"])) == {"secretword"}
    asyncio.run(system.suggestions("secretword", ["qaa_AA"]))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"secretword" not in path.read_bytes()
            assert path.stat().st_size == before.get(path, path.stat().st_size)


@on_a_loop
async def test_without_the_library_there_are_no_languages() -> None:
    speller = SystemSpeller(lambda: None)
    assert await speller.languages() == ()
    assert await speller.misspelt(["wrad"], ["en_US"]) == frozenset()
    assert await speller.suggestions("wrad", ["en_US"]) == ()
    speller.close()


class Broken:
    def list_languages(self) -> list[str]:
        return ["en_US", "en_US"]

    def request_dict(self, tag: str) -> spelling._Dictionary:
        raise RuntimeError(tag)


@pytest.mark.expects_log("a spelling dictionary cannot be read: RuntimeError")
@on_a_loop
async def test_a_damaged_dictionary_is_as_good_as_none() -> None:
    speller = SystemSpeller(Broken)
    assert await speller.languages() == ("en_US",)
    assert await speller.misspelt(["wrad"], ["en_US"]) == frozenset()
    assert await speller.misspelt(["wrad"], ["en_US"]) == frozenset()
    speller.close()


class Generous:
    def list_languages(self) -> list[str]:
        return ["aa_AA", "bb_BB"]

    def request_dict(self, tag: str) -> Generous:
        return self

    def check(self, word: str) -> bool:
        return False

    def suggest(self, word: str) -> list[str]:
        return [f"{word}{number}" for number in range(20)]


@on_a_loop
async def test_few_suggestions_and_none_twice() -> None:
    speller = SystemSpeller(Generous)
    found = await speller.suggestions("w", ["aa_AA", "bb_BB"])
    assert found == tuple(f"w{number}" for number in range(MAX_SUGGESTIONS))
    speller.close()
