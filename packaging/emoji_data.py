"""Write app/ui/resources/emoji.json: `python packaging/emoji_data.py FOLDER`.

FOLDER is an unpacked release of the npm package `emojibase-data`, which holds the Unicode
Consortium's emoji list (order, groups) and its names and keywords in many languages (CLDR). Only
what the picker needs is kept, in the languages that the program speaks. A new language is one
more entry in LANGUAGES.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "app" / "ui" / "resources" / "emoji.json"
LANGUAGES = ("en", "de")
NOTICE = (
    "Emoji order, names and keywords: Unicode emoji data and CLDR, "
    "© 1991-2025 Unicode, Inc., Unicode License v3 (https://www.unicode.org/license.txt); "
    "collected by emojibase-data {version}, © 2017-2019 Miles Johnson, MIT."
)
_COMPONENTS = "component"
_TONES = 5
_SELECTOR = "\ufe0f"


def main(arguments: list[str]) -> int:
    """Write the file."""
    if len(arguments) != 1:
        sys.stderr.write((__doc__ or "").splitlines()[0] + "\n")
        return 2
    source = Path(arguments[0])
    version = json.loads((source / "package.json").read_text("utf-8"))["version"]
    groups = json.loads((source / "meta" / "groups.json").read_text("utf-8"))["groups"]
    languages = {}
    for language in LANGUAGES:
        entries = json.loads((source / language / "data.json").read_text("utf-8"))
        languages[language] = {entry["hexcode"]: entry for entry in entries}
    listed = [entry for entry in languages["en"].values() if "group" in entry]
    listed.sort(key=lambda entry: int(entry["order"]))
    result = [
        {
            "key": key,
            "emoji": [
                _compact(entry, languages) for entry in listed if str(entry["group"]) == number
            ],
        }
        for number, key in groups.items()
        if key != _COMPONENTS
    ]
    lines = ",\n".join(
        f'{{"key":{json.dumps(group["key"])},"emoji":[\n'
        + ",\n".join(_line(each) for each in group["emoji"])
        + "\n]}"
        for group in result
    )
    notice = json.dumps(NOTICE.format(version=version), ensure_ascii=False)
    TARGET.write_text(f'{{"notice":{notice},\n"groups":[\n{lines}\n]}}\n', "utf-8")
    return 0


def _compact(
    entry: dict[str, object], languages: dict[str, dict[str, dict[str, object]]]
) -> dict[str, object]:
    hexcode = str(entry["hexcode"])
    compact: dict[str, object] = {"e": _sequence(entry)}
    for language, entries in languages.items():
        local = entries[hexcode]
        tags = local.get("tags", [])
        compact[language] = [local["label"], *(tags if isinstance(tags, list) else [])]
    skins = entry.get("skins")
    if isinstance(skins, list):
        tones = {skin["tone"]: _sequence(skin) for skin in skins if isinstance(skin["tone"], int)}
        if len(tones) == _TONES:
            compact["s"] = [tones[tone] for tone in range(1, _TONES + 1)]
    return compact


def _sequence(entry: dict[str, object]) -> str:
    """The fully qualified sequence: U+FE0F only where the character alone would be text."""
    sequence = str(entry["emoji"])
    alone = len(sequence) == 2 and sequence.endswith(_SELECTOR)
    return sequence[0] if alone and entry["type"] == 1 else sequence


def _line(emoji: dict[str, object]) -> str:
    return json.dumps(emoji, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
