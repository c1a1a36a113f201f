"""Reading a list of new colleagues from a spreadsheet's CSV export."""

from __future__ import annotations

import csv
import io
from typing import Final

from relay.authority.errors import BadInputError
from relay.authority.profiles import Profile, profile_of

COLUMNS: Final = ("name", "role", "department", "staff_id")
MAX_PEOPLE: Final = 100_000


def parse(text: str) -> list[Profile]:
    """Return the people in the file, whose first line names the columns; `name` is required.

    Columns are separated by commas, semicolons or tabs. Raises BadInputError, which names the
    line; nobody is invited then.
    """
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    people: list[Profile] = []
    header: list[str] | None = None
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = _header(row)
                continue
            people.append(_person(header, row))
            if len(people) > MAX_PEOPLE:
                raise BadInputError(f"The list has more than {MAX_PEOPLE} people.", "Split it.")
    except csv.Error as error:
        raise _at(reader.line_num, f"not readable as CSV ({error})") from error
    except BadInputError as error:
        raise _at(reader.line_num, error.message) from error
    if not people:
        raise BadInputError("The list names nobody.", f"Its columns are {', '.join(COLUMNS)}.")
    return people


def _header(row: list[str]) -> list[str]:
    names = [cell.strip().lower().replace(" ", "_") for cell in row]
    if "name" not in names or len(set(names)) != len(names) or not set(names) <= set(COLUMNS):
        raise BadInputError(f"The first line must name the columns: {', '.join(COLUMNS)}.")
    return names


def _person(header: list[str], row: list[str]) -> Profile:
    if len(row) != len(header):
        raise BadInputError(f"It has {len(row)} cells instead of {len(header)}.")
    cells = dict(zip(header, row, strict=True))
    return profile_of(
        cells["name"],
        cells.get("role", ""),
        cells.get("department", ""),
        cells.get("staff_id", ""),
    )


def _at(line: int, what: str) -> BadInputError:
    return BadInputError(
        f"Line {line} of the list: {what}",
        "Correct it and run the command again; nothing was done.",
    )
