"""How loud sound is, and making it louder or softer without clipping. 0 dBFS is a full-scale square wave."""

import math

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""Mono sound as floats from -1 to 1."""

SILENT_DBFS = -120.0
"""What digital silence counts as, in place of minus infinity."""


def to_samples(pcm16: bytes) -> Samples:
    """Signed 16-bit little-endian PCM to floats."""
    return np.frombuffer(pcm16, dtype="<i2").astype(np.float32) / np.float32(32768)


def to_pcm16(samples: Samples) -> bytes:
    """Floats to signed 16-bit little-endian PCM; what is out of range is cut off."""
    return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()


def rms_dbfs(samples: Samples) -> float:
    if not samples.size:
        return SILENT_DBFS
    power = float(np.dot(samples, samples)) / samples.size
    return max(SILENT_DBFS, 10 * math.log10(power)) if power > 0 else SILENT_DBFS


def peak_dbfs(samples: Samples) -> float:
    peak = float(np.abs(samples).max()) if samples.size else 0.0
    return max(SILENT_DBFS, 20 * math.log10(peak)) if peak > 0 else SILENT_DBFS


def level_of(pcm16: bytes) -> float:
    """RMS of PCM16 in dBFS."""
    return rms_dbfs(to_samples(pcm16))


def speech_level_dbfs(samples: Samples, *, rate_hz: int) -> float:
    """RMS of the loud part only: pauses do not count, so that a sentence with gaps is as loud as one without."""
    window = max(1, rate_hz // 50)
    whole = samples.size // window * window
    if not whole:
        return rms_dbfs(samples)
    powers = np.square(samples[:whole].reshape(-1, window)).mean(axis=1)
    loud = powers[powers >= powers.max() * 0.01]
    power = float(loud.mean())
    return max(SILENT_DBFS, 10 * math.log10(power)) if power > 0 else SILENT_DBFS


def set_speech_level(samples: Samples, target_dbfs: float, *, rate_hz: int, peak_limit_dbfs: float = -1.0) -> Samples:
    """Scale to the wanted speech level, or to the peak limit when that comes first. Silence stays silence."""
    level = speech_level_dbfs(samples, rate_hz=rate_hz)
    if level <= SILENT_DBFS:
        return samples
    gain_db = min(target_dbfs - level, peak_limit_dbfs - peak_dbfs(samples))
    return samples * np.float32(10 ** (gain_db / 20))
