"""The licences of everything that ships, with their whole texts, readable without a network.

They come from what is installed (the metadata of each distribution, PEP 639), so the list cannot
forget a dependency. A packaged build has no metadata: `packaging/package.py` writes what `collect`
found into `BUILT`, from where it is read. Parts that no distribution stands for, and texts that a
distribution leaves out, lie beside this file in `resources/licences`.
"""

from __future__ import annotations

import json
import re
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

BUILT = "licences.json"
"""Written when a build is packaged, into `app/ui/resources/build`."""
_ROOT = Path(__file__).parents[2]
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(^|[-_.])(licen[cs]e|copying|notice)", re.IGNORECASE)
_BRIEF = 60
"""Characters up to which the old `License` field is a name and not a text."""
_RULE = "\n\n" + "─" * 40 + "\n\n"

_NAMED = {
    "segno": "BSD-3-Clause",
    "apsw-sqlite3mc": "zlib or any OSI-approved licence; SQLite3 Multiple Ciphers: MIT",
    "pyside6-essentials": "LGPL-3.0-only",
    "pynacl": "Apache-2.0; libsodium: ISC",
    "pyenchant": "LGPL-2.1-or-later",
    "shiboken6": "LGPL-3.0-only",
}
"""Where a distribution names its licence badly, or offers several of which one is taken."""
_TEXTS = {
    "apsw-sqlite3mc": ("SQLite3MC.txt",),
    "certifi": ("MPL-2.0.txt",),
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Texts of ours for what a distribution brings without one. LGPL 3 refers to GPL 3."""
_APART = (
    ("Qt 6", "pyside6-essentials", "LGPL-3.0-only", ("LGPL-3.0.txt", "GPL-3.0.txt")),
    ("ICU, within Qt", "", "Unicode-3.0", ("Unicode-3.0.txt",)),
    (
        "FFmpeg, within av",
        "av",
        "LGPL-3.0-or-later; with x264 and x265, as here: GPL-3.0-or-later",
        ("LGPL-3.0.txt", "GPL-3.0.txt"),
    ),
    ("x264 and x265, within av", "av", "GPL-2.0-or-later", ("GPL-3.0.txt",)),
    ("Emoji data: Unicode CLDR", "", "Unicode-3.0", ("Unicode-3.0.txt",)),
    ("Emoji data: emojibase", "", "MIT", ("Emojibase.txt",)),
)
"""What ships inside or beside distributions: name, whose version it has, licence, texts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the program is built with."""

    name: str
    version: str
    licence: str
    """Its short name, as SPDX has it where there is one."""
    text: str
    """The whole licence."""


@cache
def shipped_parts() -> tuple[Part, ...]:
    """Everything that ships, by name."""
    built = files("app.ui.resources").joinpath("build", BUILT)
    if built.is_file():
        return decode(built.read_text(encoding="utf-8"))
    return collect(requirements())


def requirements() -> list[str]:
    """What the program asks for itself, from the source tree or from its own metadata."""
    project = _ROOT / "pyproject.toml"
    if project.is_file():
        read = tomllib.loads(project.read_text(encoding="utf-8"))
        return [str(each) for each in read["project"]["dependencies"]]
    try:
        return metadata.requires("curbside") or []
    except metadata.PackageNotFoundError:
        return []


def collect(wanted: list[str]) -> tuple[Part, ...]:
    """The distributions that `wanted` and all they need here resolve to, and what comes apart."""
    found = dict(_closure(wanted))
    parts = [_part(name, distribution) for name, distribution in found.items()]
    for name, of, licence, texts in _APART:
        version = found[of].version if of in found else ""
        parts.append(Part(name, version, licence, _joined(_ours(text) for text in texts)))
    parts.append(_python())
    return tuple(sorted(parts, key=lambda part: (part.name.casefold(), part.version)))


def encode(parts: tuple[Part, ...]) -> str:
    """As JSON, each text once."""
    texts = sorted({part.text for part in parts})
    rows = [[p.name, p.version, p.licence, texts.index(p.text)] for p in parts]
    return json.dumps({"parts": rows, "texts": texts}, ensure_ascii=False, indent=1) + "\n"


def decode(text: str) -> tuple[Part, ...]:
    """What `encode` wrote."""
    read = json.loads(text)
    return tuple(
        Part(name, version, licence, read["texts"][number])
        for name, version, licence, number in read["parts"]
    )


def own_licence() -> str:
    """Curbside's own."""
    for place in (files("app.ui.resources").joinpath("build", "LICENSE"), _ROOT / "LICENSE"):
        if place.is_file():
            return place.read_text(encoding="utf-8")
    return ""


def canonical(requirement: str) -> str:
    """The normalised name (PEP 503) that a requirement begins with."""
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def _closure(wanted: list[str]) -> Iterator[tuple[str, metadata.Distribution]]:
    waiting = [canonical(requirement) for requirement in wanted]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        yield name, distribution
        for requirement in distribution.requires or []:
            if not re.search(r"\bextra\s*==", requirement):
                waiting.append(canonical(requirement))


def _part(name: str, distribution: metadata.Distribution) -> Part:
    brought = (
        str(distribution.locate_file(file))
        for file in distribution.files or []
        if any(part.endswith(".dist-info") for part in file.parts)
        and ("licenses" in file.parts or _LICENCE_FILE.search(file.name))
        and file.suffix not in {".py", ".pyc"}
    )
    texts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in sorted(brought)]
    texts += [_ours(text) for text in _TEXTS.get(name, ())]
    shown = str(distribution.metadata["Name"])
    return Part(shown, distribution.version, _licence(name, distribution), _joined(iter(texts)))


def _licence(name: str, distribution: metadata.Distribution) -> str:
    fields = distribution.metadata
    said = str(
        next(iter(fields.get_all("License-Expression") or fields.get_all("License") or [""]))
    ).strip()
    classified = [
        line.rpartition(" :: ")[2]
        for line in fields.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    brief = said if said and len(said) <= _BRIEF and "\n" not in said else ""
    return _NAMED.get(name) or brief or ", ".join(classified)


def _python() -> Part:
    version = ".".join(str(number) for number in sys.version_info[:3])
    places = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
    )
    text = next((place.read_text(encoding="utf-8") for place in places if place.is_file()), "")
    return Part("Python", version, "PSF-2.0", text.strip() or _ours("PSF-2.0.txt"))


def _ours(name: str) -> str:
    place: Traversable = files("app.ui.resources").joinpath("licences", name)
    return place.read_text(encoding="utf-8").strip()


def _joined(texts: Iterator[str]) -> str:
    return _RULE.join(dict.fromkeys(text.strip("\n ") for text in texts))
