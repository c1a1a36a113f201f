"""Files in conversations, as the store keeps them and the windows show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from app.core.file_content import Bitmap, VoiceNote
from app.core.ids import BlobId, ConversationId, FileId

THUMBNAIL_SIDE = 128
"""Pixels that a thumbnail has at most on its longer side."""


class FileState(Enum):
    """Where the encrypted bytes of a file are, and what moves them."""

    PREPARING = "preparing"
    """Outgoing: being encrypted into this device's folder."""
    UPLOADING = "uploading"
    """Outgoing: on this device; the relay has a part of it. Goes on by itself after a restart."""
    REMOTE = "remote"
    """Incoming: at the relay alone. Fetched when the person asks."""
    DOWNLOADING = "downloading"
    PAUSED = "paused"
    """By the person, in either direction; goes on when they say so."""
    FAILED = "failed"
    """`failure` says why. Retry is possible."""
    HERE = "here"
    """Complete and checked, on this device."""
    EXPIRED = "expired"
    """The relay has it no more, and this device never fetched it."""


class FileKind(Enum):
    """How a file can be looked at. By its content, once it is here; before, by what is said."""

    PICTURE = "picture"
    PDF = "pdf"
    SOUND = "sound"
    VOICE = "voice"
    VIDEO = "video"
    TEXT = "text"
    TABLE = "table"
    DICOM = "dicom"
    ECG = "ecg"
    RECORD = "record"
    """FHIR, HL7 v2 or CDA."""
    OTHER = "other"
    """Only to be saved."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """The file of a message."""

    file_id: FileId
    blob_id: BlobId
    key: bytes = field(repr=False)
    """Opens the encrypted bytes. Secret."""
    digest: bytes
    """SHA-256 of the encrypted bytes; empty while PREPARING."""
    stored: int
    """How many encrypted bytes there are."""
    size: int
    name: str = field(repr=False)
    """As the sender called it. `app.core.file_names` makes it fit to show, and to save under."""
    media_type: str
    state: FileState
    done: int = 0
    """Encrypted bytes that were moved so far."""
    failure: str | None = None
    """Code of the error when `state` is FAILED."""
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    thumbnail: Bitmap | None = field(default=None, repr=False)
    voice: VoiceNote | None = field(default=None, repr=False)
    local_name: str = ""
    """The encrypted file in the profile's folder; random, empty when there is none."""


@dataclass(frozen=True, slots=True)
class FileLabel:
    """A file in a word: of a quoted message, of the last one in the list."""

    name: str = field(repr=False)
    media_type: str
    voice: bool = False
    thumbnail: Bitmap | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that the person chose and did not send yet."""

    token: str
    """What `FileUseCases` knows it by. Nothing was copied or sent."""
    name: str = field(repr=False)
    size: int
    kind: FileKind
    media_type: str
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    thumbnail: Bitmap | None = field(default=None, repr=False)
    has_place: bool = False
    """A picture that says where it was taken (GPS). Removed unless the original is sent."""
    has_details: bool = False
    """A picture with other hidden details: camera, time, owner. Removed likewise."""
    scaled_size: int = 0
    """About how many bytes the smaller picture would have; 0: it is no picture, or small enough."""


class PictureChoice(Enum):
    """How a picture is sent."""

    STRIPPED = "stripped"
    """All its pixels, without hidden details. The usual way."""
    SMALLER = "smaller"
    """Scaled to `SMALLER_SIDE`, without hidden details."""
    ORIGINAL = "original"
    """The file as it is, hidden details and all. Only by request."""


SMALLER_SIDE = 1_600
"""Pixels on the longer side of a smaller picture."""


@dataclass(frozen=True, slots=True)
class SavedFileView:
    """A line of the local audit trail: a file was saved outside Curbside."""

    at_ms: int
    name: str = field(repr=False)
    conversation_id: ConversationId
    title: str = field(repr=False)
    """With whom, or which group."""
    folder: str = field(repr=False)
    size: int
    printed: bool = False
    """It was printed instead."""
