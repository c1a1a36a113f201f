"""What shows and plays files, as `app.main` gives it to the windows."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.media_ports import MediaPort, SoundPort


@dataclass(frozen=True, slots=True)
class Media:
    """What is None is not offered."""

    decoding: MediaPort | None = None
    """The process that interprets files that somebody else made."""
    sound: SoundPort | None = None
    """The microphone and the loudspeaker."""
