"""What was copied or merely selected here does not outlive a lock, for whoever comes next."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from app.ui import clipboard


class FakeClipboard:
    """A system's clipboard: X11 gives the selected text of any field to whoever asks."""

    def __init__(self, mime: QMimeData, *, owned: bool) -> None:
        self._mime = mime
        self._owned = owned
        self.cleared: set[QClipboard.Mode] = set()

    def ownsClipboard(self) -> bool:
        return self._owned

    def ownsSelection(self) -> bool:
        return self._owned

    def mimeData(self, _mode: QClipboard.Mode) -> QMimeData:
        return self._mime

    def clear(self, mode: QClipboard.Mode) -> None:
        self.cleared.add(mode)


def plain(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    return mime


@pytest.mark.parametrize(
    ("mime", "owned", "goes"),
    [
        (plain("selected in a field of ours"), True, True),
        (clipboard.protected_mime("copied from a message"), False, True),
        (plain("from another program"), False, False),
    ],
)
def test_a_lock_leaves_nothing_of_ours_there(
    mime: QMimeData, owned: bool, goes: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeClipboard(mime, owned=owned)
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: fake)
    clipboard.clear_if_ours()
    both = {QClipboard.Mode.Clipboard, QClipboard.Mode.Selection}
    assert fake.cleared == (both if goes else set())
