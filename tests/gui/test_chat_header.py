"""The head of a conversation says whom one writes to in full, however little room there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.ui.gallery_services import make_contact
from app.ui.theme import Theme
from app.ui.widgets.chat_header import ChatHeader


@pytest.fixture
def sized(theme: Theme) -> Iterator[Theme]:
    """A theme whose text size is put back."""
    yield theme
    theme.set_scale(1.0)


@pytest.mark.parametrize(("scale", "width"), [(1.0, 760), (1.0, 420), (1.5, 420), (2.0, 420)])
def test_the_name_is_whole_and_the_chip_within(
    qtbot: QtBot, sized: Theme, scale: float, width: int
) -> None:
    sized.set_scale(scale)
    header = ChatHeader()
    qtbot.addWidget(header)
    header.resize(width, 80)
    header.show()
    header.show_contact(make_contact("Dr. Amira Haddad", "Physician", "Cardiology"))
    header.resize(width, header.sizeHint().height())
    qtbot.waitUntil(lambda: header.name.width() >= header.name.sizeHint().width(), timeout=30_000)
    assert header.width() == width
    assert header.chip.geometry().right() <= width
    assert header.chip.width() >= header.chip.sizeHint().width()


def test_the_chip_comes_back_beside_the_name(qtbot: QtBot, sized: Theme) -> None:
    sized.set_scale(2.0)
    header = ChatHeader()
    qtbot.addWidget(header)
    header.resize(420, 120)
    header.show()
    header.show_contact(make_contact("Dr. Amira Haddad", "Physician", "Cardiology"))
    qtbot.waitUntil(lambda: header.chip.y() > header.name.geometry().bottom(), timeout=30_000)
    header.resize(1200, 120)
    qtbot.waitUntil(lambda: header.chip.x() > header.name.geometry().right(), timeout=30_000)
