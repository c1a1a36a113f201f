"""Voice messages in words: spoken lengths, and the sentence of a row."""

from __future__ import annotations

from app.core.display_text import one_line
from app.core.file_content import VoiceNote
from app.ui.formats import translate

SPOKEN_TRANSCRIPT = 2_000
"""Characters that the sentence of a row says; the rest is read by moving through the text."""


def spoken_duration(duration_ms: int) -> str:
    """12 seconds: "0:12" is read out as a time of day."""
    seconds = round(duration_ms / 1_000)
    hours, minutes = divmod(seconds // 60, 60)
    parts = [translate("Voice", "%n hour(s)", None, hours)] if hours else []
    if hours or minutes:
        parts.append(translate("Voice", "%n minute(s)", None, minutes))
    parts.append(translate("Voice", "%n second(s)", None, seconds % 60))
    return " ".join(parts)


def spoken_voice(voice: VoiceNote, duration_ms: int) -> str:
    """Voice message, 12 seconds, transcript: …"""
    said = translate("Voice", "Voice message, {length}").format(length=spoken_duration(duration_ms))
    if not voice.transcript.strip():
        return said
    text = one_line(voice.transcript, SPOKEN_TRANSCRIPT)
    words = translate("Voice", "transcript: {text}").format(text=text)
    return f"{said}, {words}"


def speed_words(speed: float) -> str:
    """1×, 1.5×, 2×."""
    return translate("Voice", "{speed}×").format(speed=f"{speed:g}")
