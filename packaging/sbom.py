"""The software bill of materials: what a build contains, as CycloneDX 1.5 JSON.

Made from what is installed where the build is made, by the standard library alone, and the same
for the same releases: the serial number is derived from the contents, the time is the source's.
It names packages by purl and no address of any index.
"""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
import ssl
import sys
import uuid
from collections.abc import Iterator
from importlib import metadata
from typing import Any

APPLICATION = "curbside"
# The part of a requirement before its extras, versions and markers.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def bill_of_materials(version: str, requirements: list[str], epoch: int) -> str:
    """The document for `requirements` and all they need here, as JSON text."""
    parts = dict(sorted(_closure(requirements)))
    components = [_component(parts[name]) for name in parts] + _native()
    dependencies = [
        {
            "ref": _purl(distribution),
            "dependsOn": sorted(
                _purl(parts[needed]) for needed in set(_needs(distribution)) if needed in parts
            ),
        }
        for distribution in parts.values()
    ]
    root = {"type": "application", "name": APPLICATION, "version": version, "bom-ref": APPLICATION}
    top = sorted({_purl(parts[_canonical(r)]) for r in requirements if _canonical(r) in parts})
    when = datetime.datetime.fromtimestamp(epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    identity = json.dumps(components, sort_keys=True) + version
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, identity)}",
        "version": 1,
        "metadata": {"timestamp": when, "component": root},
        "components": components,
        "dependencies": [{"ref": APPLICATION, "dependsOn": top}, *dependencies],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _closure(requirements: list[str]) -> Iterator[tuple[str, metadata.Distribution]]:
    waiting = [_canonical(requirement) for requirement in requirements]
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
        waiting += _needs(distribution)


def _needs(distribution: metadata.Distribution) -> list[str]:
    """What a distribution requires without any extra; those of other systems are not installed."""
    return [
        _canonical(requirement)
        for requirement in distribution.requires or []
        if not re.search(r"\bextra\s*==", requirement)
    ]


def _canonical(requirement: str) -> str:
    found = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def _component(distribution: metadata.Distribution) -> dict[str, Any]:
    fields = distribution.metadata
    part: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(distribution),
        "name": fields["Name"],
        "version": distribution.version,
        "purl": _purl(distribution),
    }
    expression = next(iter(fields.get_all("License-Expression") or []), None)
    named = [
        line.rpartition(" :: ")[2]
        for line in fields.get_all("Classifier") or []
        if line.startswith("License :: ")
    ]
    if expression:
        part["licenses"] = [{"expression": expression}]
    elif named:
        part["licenses"] = [{"license": {"name": name}} for name in named]
    return part


def _purl(distribution: metadata.Distribution) -> str:
    return f"pkg:pypi/{_canonical(distribution.metadata['Name'])}@{distribution.version}"


def _native() -> list[dict[str, Any]]:
    """What comes with the interpreter rather than from a wheel."""
    openssl = ssl.OPENSSL_VERSION.split()
    found = {
        "CPython": sys.version.split()[0],
        "OpenSSL": openssl[1] if len(openssl) > 1 else openssl[0],
        "SQLite": sqlite3.sqlite_version,
    }
    return [
        {"type": "library", "bom-ref": name.lower(), "name": name, "version": version}
        for name, version in found.items()
    ]
