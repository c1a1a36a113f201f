"""What strangers are counted by: their network address."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from relay.connection import Connection


class _Transport:
    def __init__(self, peer: object) -> None:
        self._peer = peer

    def get_extra_info(self, name: str) -> object:
        assert name == "peername"
        return self._peer


def remote(peer: object) -> bytes:
    connection = Connection.__new__(Connection)
    connection._transport = cast(asyncio.Transport, _Transport(peer))
    return connection.remote


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("192.0.2.1", 1), ("192.0.2.1", 2), True),
        (("192.0.2.1", 1), ("192.0.2.2", 1), False),
        (("2001:db8::1", 1, 0, 0), ("2001:db8::ffff:2", 2, 0, 0), True),  # one /64, one party
        (("2001:db8::1", 1, 0, 0), ("2001:db8:0:1::1", 1, 0, 0), False),
        (("fe80::1%eth0", 1, 0, 2), ("fe80::2%eth0", 1, 0, 2), True),
        (("::ffff:192.0.2.1", 1, 0, 0), ("192.0.2.1", 1), True),
        (("::ffff:192.0.2.1", 1, 0, 0), ("192.0.2.9", 1), False),
    ],
)
def test_addresses_that_are_one_party(one: object, other: object, same: bool) -> None:
    assert (remote(one) == remote(other)) == same


def test_a_connection_that_has_gone_has_no_address() -> None:
    assert remote(None) == remote("/a/unix/socket") == b""
