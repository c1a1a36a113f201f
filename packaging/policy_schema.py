"""`resources/policy.schema.json`: what IT may write into a policy, as JSON Schema 2020-12.

Made from `app.core.policy.Policy`, so that it says what the program checks; the descriptions are
the fields' own docstrings. `python packaging/policy_schema.py` writes it anew.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "resources" / "policy.schema.json"
sys.path.insert(0, str(ROOT))

from app.core import policy as policy_module  # noqa: E402 - found through the line above
from app.core.policy import Policy  # noqa: E402


def schema() -> str:
    """The whole file."""
    _reference, components = msgspec.json.schema_components([Policy])
    document: dict[str, Any] = components.pop("Policy")
    texts = _descriptions()
    for name, field in document["properties"].items():
        if "$ref" in field:
            field.update(_enumeration(components[field.pop("$ref").rpartition("/")[2]]))
        if "$ref" in field.get("items", {}):
            named = components[field["items"]["$ref"].rpartition("/")[2]]
            field["items"] = _enumeration(named)
        field["description"] = texts[name]
        field.pop("title", None)
    return (
        json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "title": "Curbside: policy for workstations",
                "description": "One JSON object. Every field may be left out.",
                "type": "object",
                "additionalProperties": False,
                "properties": document["properties"],
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
    )


def _enumeration(component: dict[str, Any]) -> dict[str, Any]:
    return {"enum": component["enum"]}


def _descriptions() -> dict[str, str]:
    """The docstring below each field, on one line."""
    tree = ast.parse(inspect.getsource(policy_module))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Policy").body
    found = {}
    for field, text in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
        ):
            found[field.target.id] = " ".join(str(text.value.value).split())
    return found


if __name__ == "__main__":
    PATH.write_text(schema(), "utf-8")
