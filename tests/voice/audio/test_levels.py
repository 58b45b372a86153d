import numpy as np
import pytest

from voice.audio.levels import (
    SILENT_DBFS,
    level_of,
    peak_dbfs,
    rms_dbfs,
    set_speech_level,
    speech_level_dbfs,
    to_pcm16,
    to_samples,
)
from voice.audio.resample import resample_pcm16


def tone(hz: float, rate_hz: int, seconds: float = 1.0, peak: float = 0.5) -> bytes:
    return to_pcm16((peak * np.sin(2 * np.pi * hz * np.arange(int(rate_hz * seconds)) / rate_hz)).astype(np.float32))


def test_a_sine_of_half_scale_is_nine_decibels_below_full_scale() -> None:
    assert level_of(tone(440, 8000)) == pytest.approx(-9.03, abs=0.05)
    assert peak_dbfs(to_samples(tone(440, 8000))) == pytest.approx(-6.02, abs=0.05)


def test_silence_and_nothing_have_the_lowest_level() -> None:
    assert level_of(b"") == level_of(bytes(320)) == SILENT_DBFS


def test_pcm16_survives_the_way_through_floats() -> None:
    every_sample = np.arange(-32768, 32768).astype("<i2").tobytes()
    assert to_pcm16(to_samples(every_sample)) == every_sample


def test_what_is_out_of_range_is_cut_off_not_wrapped() -> None:
    assert to_pcm16(np.array([2.0, -2.0], dtype=np.float32)) == np.array([32767, -32768], dtype="<i2").tobytes()


def test_pauses_do_not_count_for_the_speech_level() -> None:
    speech = to_samples(tone(440, 8000))
    with_pause = np.concatenate([speech, np.zeros(16000, dtype=np.float32)])
    assert speech_level_dbfs(with_pause, rate_hz=8000) == pytest.approx(rms_dbfs(speech), abs=0.1)


def test_levelling_reaches_the_target_but_never_clips() -> None:
    quiet = to_samples(tone(440, 8000, peak=0.01))
    assert rms_dbfs(set_speech_level(quiet, -20, rate_hz=8000)) == pytest.approx(-20, abs=0.1)
    assert peak_dbfs(set_speech_level(quiet, 0, rate_hz=8000)) == pytest.approx(-1, abs=0.1)
    assert not set_speech_level(np.zeros(800, dtype=np.float32), -20, rate_hz=8000).any()


@pytest.mark.parametrize(("from_hz", "to_hz"), [(8000, 16000), (16000, 8000), (22050, 8000)])
def test_resampling_keeps_a_tone_and_its_length(from_hz: int, to_hz: int) -> None:
    there = resample_pcm16(tone(440, from_hz), from_hz=from_hz, to_hz=to_hz)
    assert len(there) // 2 == pytest.approx(to_hz, abs=2)
    assert level_of(there) == pytest.approx(-9.03, abs=0.1)


def test_resampling_down_removes_what_the_telephone_cannot_carry() -> None:
    assert level_of(resample_pcm16(tone(6000, 16000), from_hz=16000, to_hz=8000)) < -60


def test_resampling_to_the_same_rate_or_of_nothing_changes_nothing() -> None:
    assert resample_pcm16(tone(440, 8000), from_hz=8000, to_hz=8000) == tone(440, 8000)
    assert resample_pcm16(b"", from_hz=8000, to_hz=16000) == b""
