"""Files in words and pictures: kinds, sizes, names. Decided here, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QLocale

from app.core.file_types import FileKind
from app.ui.formats import translate
from app.ui.text import person_name

_ICONS = {
    FileKind.PICTURE: "picture",
    FileKind.PDF: "file-pdf",
    FileKind.SOUND: "sound",
    FileKind.VOICE: "microphone",
    FileKind.VIDEO: "video",
    FileKind.TEXT: "file-text",
    FileKind.TABLE: "table",
    FileKind.DICOM: "scan",
    FileKind.ECG: "pulse",
    FileKind.RECORD: "clipboard",
    FileKind.OTHER: "file",
}
_LONGEST_EXTENSION = 10


def kind_icon(kind: FileKind) -> str:
    """The name of an icon."""
    return _ICONS[kind]


def kind_words(kind: FileKind) -> str:
    """What it is, for a list and to be spoken."""
    return {
        FileKind.PICTURE: translate("Files", "Picture"),
        FileKind.PDF: translate("Files", "PDF"),
        FileKind.SOUND: translate("Files", "Sound"),
        FileKind.VOICE: translate("Files", "Voice message"),
        FileKind.VIDEO: translate("Files", "Video"),
        FileKind.TEXT: translate("Files", "Text"),
        FileKind.TABLE: translate("Files", "Table"),
        FileKind.DICOM: translate("Files", "DICOM"),
        FileKind.ECG: translate("Files", "ECG"),
        FileKind.RECORD: translate("Files", "Health record"),
        FileKind.OTHER: translate("Files", "File"),
    }[kind]


def size_words(size: int) -> str:
    """34 MB, as files are sized everywhere: by thousands."""
    if size < 1000:
        return translate("Files", "%n byte(s)", None, size)
    form = QLocale.DataSizeFormat.DataSizeSIFormat
    digits = 0 if size < 1_000_000 else 1
    words = QLocale().formattedDataSize(size, digits, form)
    zero = f"{QLocale().decimalPoint()}0 "
    return words.replace(zero, " ")


def shown_name(name: str) -> str:
    """A file's name as one line that can be trusted to be one: nothing turns it around."""
    return person_name(name)


def elided_name(name: str, width: float, measure: Callable[[str], float]) -> str:
    """`name` within `width`, cut in the middle: its end says what kind of file it is."""
    if measure(name) <= width:
        return name
    suffix = PurePath(name).suffix
    suffix = suffix if len(suffix) <= _LONGEST_EXTENSION else ""
    stem = name[: len(name) - len(suffix)]
    tail = stem[-4:] + suffix if len(stem) > 12 else suffix
    low, high = 0, len(stem) - (len(tail) - len(suffix))
    while low < high:
        middle = (low + high + 1) // 2
        if measure(stem[:middle] + "…" + tail) <= width:
            low = middle
        else:
            high = middle - 1
    return stem[:low].rstrip() + "…" + tail
