"""Level, pitch and time of speech, of sounds whose truth is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.audio.frames import TELEPHONE_HZ
from voice.audio.levels import Samples, to_pcm16
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.audio.prosody import Prosody, measured


def vowels(
    hz: float, *, syllables: int = 6, level: float = 0.1, fundamental: bool = True, noise_db: float | None = None
) -> Samples:
    """A voice of harmonics, 150 ms a vowel and 60 ms between them, 300 ms of the line before and after."""
    t = np.arange(int(0.15 * TELEPHONE_HZ)) / TELEPHONE_HZ
    first = 1 if fundamental else 3
    harmonics = [nth for nth in range(first, 20) if nth * hz < 3_400]
    vowel = sum(np.sin(2 * np.pi * nth * hz * t) / nth for nth in harmonics) * np.hanning(t.size)
    gap, line = np.zeros(int(0.06 * TELEPHONE_HZ)), np.zeros(int(0.3 * TELEPHONE_HZ))
    sound = np.concatenate([line, *[np.concatenate([vowel, gap])] * syllables, line])
    sound *= level / np.abs(sound).max()
    if noise_db is not None:
        power = np.square(sound[sound != 0]).mean() / 10 ** (noise_db / 10)
        sound += np.random.default_rng(1).standard_normal(sound.size) * power**0.5
    return sound.astype(np.float32)


@pytest.mark.parametrize("hz", [85, 120, 180, 240, 330])
@pytest.mark.parametrize("noise_db", [None, 15])
def test_pitch_is_found_within_two_per_cent(hz: float, noise_db: float | None) -> None:
    through_the_line = decode_mulaw(encode_mulaw(to_pcm16(vowels(hz, noise_db=noise_db))))
    found = measured(through_the_line).pitch_hz
    assert found == pytest.approx(hz, rel=0.02)


def test_pitch_is_found_where_the_line_cuts_the_fundamental_off() -> None:
    assert Prosody(vowels(110, fundamental=False)).pitch_hz == pytest.approx(110, rel=0.02)


@pytest.mark.parametrize("noise_db", [None, 15])
def test_nine_db_louder_is_nine_db_louder_over_the_same_noise(noise_db: float | None) -> None:
    quiet = vowels(150, level=0.1, noise_db=noise_db)
    noise = quiet - vowels(150, level=0.1)
    loud = Prosody(vowels(150, level=0.1 * 10 ** (9 / 20)) + noise).level_dbfs
    soft = Prosody(quiet).level_dbfs
    assert loud is not None
    assert soft is not None
    assert loud - soft == pytest.approx(9.0, abs=0.5)


def test_pauses_are_no_speaking_time() -> None:
    speech = vowels(150)
    with_pause = np.concatenate([speech, np.zeros(2 * TELEPHONE_HZ, np.float32), speech])
    once, twice = Prosody(speech).spoken_ms, Prosody(with_pause).spoken_ms
    assert once is not None
    assert twice == pytest.approx(2 * once, rel=0.1)


def test_silence_and_noise_have_no_pitch_and_no_level() -> None:
    hiss = (np.random.default_rng(2).standard_normal(TELEPHONE_HZ) * 0.01).astype(np.float32)
    for sound in (np.zeros(TELEPHONE_HZ, np.float32), hiss, np.zeros(0, np.float32)):
        assert Prosody(sound).pitch_hz is None
        assert Prosody(sound).level_dbfs is None
        assert Prosody(sound).spoken_ms is None


@given(st.binary(max_size=4_000))
@settings(max_examples=60, deadline=None)
def test_any_sound_is_measured_without_a_fault(sound: bytes) -> None:
    found = measured(sound[: len(sound) // 2 * 2])
    assert found.pitch_hz is None or 60 < found.pitch_hz < 500
    assert found.level_dbfs is None or found.level_dbfs <= 3
    assert found.spoken_ms is None or found.spoken_ms > 0
