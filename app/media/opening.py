"""Which decoder opens a file: the first that claims its beginning and can make sense of it."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from app.media.decoder import Decoder, NotSupported, NotThisKind, Opener, Source
from app.media.decoders import ORDER, claims

HEAD = 4_096
"""Bytes of the beginning that claims are judged by."""


def open_source(source: Source, name: str) -> Decoder:
    """Open the file. Raises NotSupported when nothing claims it, or what the decoder raises."""
    head = source.read(0, HEAD)
    for module in ORDER:
        if not claims.CLAIMS[module](head, name):
            continue
        opener = cast(Opener, import_module(f"app.media.decoders.{module}"))
        try:
            return opener.open(source, head, name)
        except NotThisKind:
            continue
    raise NotSupported
