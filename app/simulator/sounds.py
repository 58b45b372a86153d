"""Sounds of a caller besides words: noise at a given distance below speech, coughs, and voices that differ."""

import numpy as np

from voice.audio.levels import Samples, rms_dbfs, set_speech_level, to_pcm16, to_samples
from voice.audio.resample import resample

RATE_HZ = 8000
SPEECH_DBFS = -23.0
"""How loud callers are made; noise is measured from here."""

AUDIBLE_DBFS = -45.0


def spoken(pcm16: bytes, *, rate: float = 1.0) -> bytes:
    """A caller's line: levelled, without silence at either end (so that its end is the end of speech).

    `rate` above 1 is quicker and higher: a second voice from one engine.
    """
    samples = to_samples(pcm16)
    if rate != 1.0:
        samples = resample(samples, from_hz=round(RATE_HZ * rate), to_hz=RATE_HZ)
    return to_pcm16(trimmed(set_speech_level(samples, SPEECH_DBFS, rate_hz=RATE_HZ)))


def trimmed(samples: Samples, *, window_ms: int = 10) -> Samples:
    window = RATE_HZ * window_ms // 1000
    loud = [
        start for start in range(0, samples.size, window) if rms_dbfs(samples[start : start + window]) > AUDIBLE_DBFS
    ]
    return samples[loud[0] : loud[-1] + window] if loud else samples[:0]


def silence(duration_ms: int) -> bytes:
    return bytes(RATE_HZ * duration_ms // 1000 * 2)


def street_noise(*, snr_db: float, seconds: float = 20, seed: int = 1) -> bytes:
    """Pink noise that swells slowly, `snr_db` below callers' speech. Meant to be looped."""
    rng = np.random.default_rng(seed)
    count = int(RATE_HZ * seconds)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequencies = np.fft.rfftfreq(count, 1 / RATE_HZ)
    spectrum /= np.sqrt(np.maximum(frequencies, 60.0))
    noise = np.fft.irfft(spectrum, count)
    noise *= 1 + 0.3 * np.sin(2 * np.pi * np.arange(count) / count * round(seconds / 5))
    return _at_level(noise.astype(np.float32), SPEECH_DBFS - snr_db)


def cough(*, seed: int = 2) -> bytes:
    """Two short bursts of noise, as loud as speech."""
    rng = np.random.default_rng(seed)
    bursts = []
    for duration_ms in (120, 160):
        count = RATE_HZ * duration_ms // 1000
        bursts += [rng.standard_normal(count) * np.exp(-np.arange(count) / (count / 4)), np.zeros(RATE_HZ * 60 // 1000)]
    return _at_level(np.concatenate(bursts).astype(np.float32), SPEECH_DBFS)


def _at_level(samples: Samples, dbfs: float) -> bytes:
    gain_db = dbfs - rms_dbfs(samples)
    return to_pcm16(samples * np.float32(10 ** (gain_db / 20)))


class Background:
    """Endless noise under a caller, frame by frame."""

    def __init__(self, pcm16: bytes | None) -> None:
        self._samples = np.frombuffer(pcm16, dtype="<i2").astype(np.int32) if pcm16 else None
        self._at = 0

    def under(self, pcm16_frame: bytes | None, *, frame_samples: int = 160) -> bytes:
        """The frame (None = the caller is silent) with the next stretch of noise added."""
        if self._samples is None:
            return pcm16_frame or bytes(2 * frame_samples)
        stretch = self._samples.take(range(self._at, self._at + frame_samples), mode="wrap")
        self._at = (self._at + frame_samples) % self._samples.size
        if pcm16_frame is not None:
            stretch = stretch + np.frombuffer(pcm16_frame, dtype="<i2")
        return np.clip(stretch, -32768, 32767).astype("<i2").tobytes()
