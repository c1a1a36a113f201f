"""What Windows says of its session, read from the very structure that Qt hands on."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

import pytest

from app.desktop.windows_session import SessionEvent, WindowsSession


def hear(message: int, wparam: int, kind: bytes = b"windows_generic_MSG") -> list[SessionEvent]:
    heard: list[SessionEvent] = []
    said = wintypes.MSG(message=message, wParam=wparam)
    answer = WindowsSession(heard.append).nativeEventFilter(kind, ctypes.addressof(said))
    assert answer == (False, 0), "it goes on to the windows"
    return heard


@pytest.mark.parametrize(
    ("message", "wparam"),
    [(0x02B1, 0x7), (0x02B1, 0x2), (0x02B1, 0x4), (0x02B1, 0x6), (0x0218, 0x4)],
    ids=["lock", "other user", "remote desktop", "log off", "sleep"],
)
def test_what_takes_the_person_away_locks(message: int, wparam: int) -> None:
    assert hear(message, wparam) == [SessionEvent.LOCKING]


def test_waking_is_told() -> None:
    assert hear(0x0218, 0x12) == [SessionEvent.WOKE]


@pytest.mark.parametrize(
    ("message", "wparam"),
    [(0x02B1, 0x8), (0x02B1, 0x5), (0x0218, 0xA), (0x0100, 0x7)],
    ids=["unlock", "log on", "battery", "a key"],
)
def test_anything_else_is_left_alone(message: int, wparam: int) -> None:
    assert hear(message, wparam) == []


def test_other_systems_messages_are_not_read() -> None:
    assert hear(0x02B1, 0x7, b"xcb_generic_event_t") == []


@pytest.mark.skipif(sys.platform == "win32", reason="there it listens")
def test_elsewhere_it_listens_to_nothing() -> None:
    assert WindowsSession(lambda _event: None).watch() == []
