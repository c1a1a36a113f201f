"""A voice note is what was said, small, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.media_ports import SOUND_RATE
from app.core.media_types import SoundInfo
from app.media import voice
from app.media.decoder import NotSupported
from tests.support import recordings
from tests.unit.media.test_recordings import opened


def test_voice_comes_back() -> None:
    data = voice.encode(recordings.tone(3.0, frequency=300).tobytes())
    assert len(data) < 3.0 * 2 * voice.BIT_RATE / 8  # a pure tone is hard on a codec for voices
    decoder = opened(data)
    assert isinstance(decoder.info, SoundInfo)
    assert decoder.info.duration_ms == pytest.approx(3_000, abs=20)
    assert decoder.info.channels == 1
    heard = decoder.sound(0, 4_000, 1.0)
    assert len(heard) / 192_000 == pytest.approx(3.0, abs=0.02)
    assert recordings.frequency(heard) == pytest.approx(300, abs=1)


def test_the_file_says_nothing_of_who_and_when() -> None:
    """RFC 7845: the tags are a vendor string and a count of none."""
    data = voice.encode(recordings.tone(0.5).tobytes())
    tags = data.index(b"OpusTags")
    length = int.from_bytes(data[tags + 8 : tags + 12], "little")
    vendor = data[tags + 12 : tags + 12 + length]
    assert vendor == b"ffmpeg"
    assert data[tags + 12 + length :][:4] == bytes(4)
    assert voice.encode(recordings.tone(0.5).tobytes()) == data  # no time, no chance in it


def test_any_noise_and_any_length() -> None:
    noise = np.random.default_rng(5).integers(-32_768, 32_767, SOUND_RATE // 3, np.int16)
    for count in (1, 959, 961, len(noise)):
        assert opened(voice.encode(noise[:count].tobytes())).sound(0, 1_000, 1.0)


@pytest.mark.parametrize("samples", [b"", b"\0", bytes(2 * voice.MAX_SAMPLES + 2)])
def test_what_is_no_voice_note_is_refused(samples: bytes) -> None:
    with pytest.raises(NotSupported):
        voice.encode(samples)
