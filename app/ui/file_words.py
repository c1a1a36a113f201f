"""Files in words and pictures: kinds, sizes, names. Decided here, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QLocale

from app.core.file_errors import FILE_FAILURES
from app.core.file_kinds import kind_said
from app.core.file_names import name_to_show
from app.core.file_types import FileKind, FileLabel, FileRecord, FileState
from app.core.records import ConversationRecord, MessageKind, MessageRecord
from app.ui.formats import preview, translate
from app.ui.text import isolated, one_line
from app.ui.voice_words import spoken_voice
from app.ui.words import error_words

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
    return name_to_show(name)


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


def kind_of(file: FileRecord) -> FileKind:
    """The kind that a row's file is said to be of."""
    return kind_said(file.media_type, file.name, voice=file.voice is not None)


def label_kind(label: FileLabel) -> FileKind:
    """The same of a quoted file, or the last one in the list."""
    return kind_said(label.media_type, label.name, voice=label.voice)


def label_words(label: FileLabel) -> str:
    """Picture, or "PDF: name", as the last line of a conversation."""
    kind = label_kind(label)
    if kind in (FileKind.PICTURE, FileKind.VOICE):
        return kind_words(kind)
    return translate("Files", "{kind}: {name}").format(
        kind=kind_words(kind), name=isolated(shown_name(label.name))
    )


def message_line(message: MessageRecord) -> str:
    """A message as one line: its file, if it has one, and its words."""
    words = one_line(message.text) if message.text else ""
    if message.file is None or message.recalled_at_ms is not None:
        return words
    file = message.file
    label = label_words(FileLabel(file.name, file.media_type, file.voice is not None))
    return f"{label} · {words}" if words else label


def last_line(record: ConversationRecord, name: str) -> str:
    """The last message of a conversation as one line of its row."""
    file = record.last_file
    if file is None or record.last_kind is not MessageKind.TEXT:
        return preview(record.last_kind, record.last_text, record.last_outgoing, name)
    words = label_words(file)
    if record.last_text:
        words = f"{words} · {isolated(one_line(record.last_text))}"
    return translate("Formats", "You: {text}").format(text=words) if record.last_outgoing else words


def duration_words(duration_ms: int) -> str:
    """1:07, or 1:02:07."""
    seconds = round(duration_ms / 1000)
    hours, minutes = divmod(seconds // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def percent(done: int, total: int) -> str:
    """41 %, never 100 before it is all."""
    value = 0 if total <= 0 else min(done * 100 // total, 99)
    return translate("Files", "{percent} %").format(percent=value)


def state_line(file: FileRecord, done: int, *, outgoing: bool, offline: bool) -> str:
    """What a file does now, under its name."""
    size = size_words(file.size)
    part = percent(done, file.stored)
    waits = offline and file.state in (FileState.UPLOADING, FileState.DOWNLOADING)
    if waits:
        return translate("Files", "Waiting for the connection · {percent} of {size}").format(
            percent=part, size=size
        )
    words = {
        FileState.PREPARING: translate("Files", "Encrypting {size}…"),
        FileState.UPLOADING: translate("Files", "Uploading {percent} of {size}"),
        FileState.REMOTE: translate("Files", "Click to fetch {size}"),
        FileState.DOWNLOADING: translate("Files", "Fetching {percent} of {size}"),
        FileState.PAUSED: translate("Files", "Paused at {percent} of {size}"),
        FileState.FAILED: failed_line(file, outgoing=outgoing),
        FileState.EXPIRED: translate(
            "Files", "No longer at the relay, and never fetched on this computer"
        ),
        FileState.HERE: here_line(file),
    }[file.state]
    return words.format(percent=part, size=size)


def here_line(file: FileRecord) -> str:
    """PDF · 184 kB, of a file that is here."""
    parts = [kind_words(kind_of(file)), size_words(file.size)]
    if file.duration_ms:
        parts.insert(1, duration_words(file.duration_ms))
    return " · ".join(parts)


def failed_line(file: FileRecord, *, outgoing: bool) -> str:
    """Why it does not move."""
    error = FILE_FAILURES.get(file.failure or "")
    if error is not None:
        return error_words(error()).message
    if outgoing:
        return translate("Files", "It could not be sent.")
    return translate("Files", "It could not be fetched.")


def spoken_file(file: FileRecord, done: int, *, outgoing: bool) -> str:
    """Kind, name, size and state, within the sentence of a message."""
    if file.voice is not None:
        parts = [spoken_voice(file.voice, file.duration_ms)]
    else:
        parts = [kind_words(kind_of(file)), shown_name(file.name), size_words(file.size)]
        if file.duration_ms:
            parts.append(duration_words(file.duration_ms))
    if file.state is not FileState.HERE:
        parts.append(
            translate("Files", "not fetched yet")
            if file.state is FileState.REMOTE
            else state_line(file, done, outgoing=outgoing, offline=False)
        )
    return ", ".join(parts)
