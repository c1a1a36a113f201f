"""Asking for passphrases: typed without echo, or read from a file or standard input, never argv."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from relay.authority import files, keys
from relay.authority.errors import BadInputError


def known(what: str, file: str | None) -> str:
    """Return a passphrase that exists: the first line of `file` ("-" is standard input), or typed.

    Raises BadInputError, BadFileError.
    """
    return _from_file(file) if file else _typed(f"Passphrase of {what}: ")


def new(what: str, file: str | None) -> str:
    """Return a new passphrase, typed twice unless it comes from a file. Raises AuthorityError.

    One that is too short is refused before it is asked for again.
    """
    if file:
        passphrase = _from_file(file)
        keys.require_long(passphrase)
        return passphrase
    first = _typed(f"New passphrase for {what} (at least {keys.MIN_PASSPHRASE} characters): ")
    keys.require_long(first)
    if _typed("The same again: ") != first:
        raise BadInputError("The two passphrases differ.", "Start again; nothing was changed.")
    return first


def _from_file(file: str) -> str:
    text = sys.stdin.readline() if file == "-" else files.read_text(Path(file))
    passphrase = text.partition("\n")[0].rstrip("\r")
    if not passphrase:
        raise BadInputError("The passphrase is empty.", "Put it on the first line.")
    return passphrase


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise BadInputError(
            "There is nobody to type a passphrase.", "Use --passphrase-file FILE, or - for stdin."
        )
    return getpass.getpass(prompt)
