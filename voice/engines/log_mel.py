"""Whisper's input: the logarithmic mel spectrum of 16 kHz sound, 80 bands, one column every 10 ms.

Same numbers as the original's extractor, but for as much sound as there is instead of always 30 s.
"""

import numpy as np
import numpy.typing as npt

from voice.audio.levels import Samples

RATE_HZ = 16_000
HOP = 160
_FFT = 400
_BANDS = 80
_HIGHEST_MEL = 45.245640471924965
_LINEAR_HZ_PER_MEL = 200 / 3
_LOG_FROM_HZ = 1000.0
_LOG_FROM_MEL = _LOG_FROM_HZ / _LINEAR_HZ_PER_MEL
_LOG_STEP = np.log(6.4) / 27


def _mel_filters() -> npt.NDArray[np.float32]:
    """[201, 80]: triangles that overlap by half, each of the same area (Slaney's scale)."""
    mels = np.linspace(0, _HIGHEST_MEL, _BANDS + 2)
    corners_hz = np.where(
        mels >= _LOG_FROM_MEL,
        _LOG_FROM_HZ * np.exp(_LOG_STEP * (mels - _LOG_FROM_MEL)),
        _LINEAR_HZ_PER_MEL * mels,
    )
    bins_hz = np.fft.rfftfreq(_FFT, 1 / RATE_HZ)[:, None]
    low, middle, high = corners_hz[:-2], corners_hz[1:-1], corners_hz[2:]
    triangles = np.minimum((bins_hz - low) / (middle - low), (high - bins_hz) / (high - middle))
    filters: npt.NDArray[np.float32] = (np.maximum(0, triangles) * 2 / (high - low)).astype(np.float32)
    return filters


_FILTERS = _mel_filters()
_WINDOW = np.hanning(_FFT + 1)[:-1].astype(np.float32)


def log_mel(samples: Samples) -> npt.NDArray[np.float32]:
    """[1, 80, columns], an even number of columns. `samples` at 16 kHz, at least 25 ms of them."""
    padded = np.pad(samples, _FFT // 2, mode="reflect")
    columns = samples.size // HOP // 2 * 2
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::HOP][:columns]
    power = np.abs(np.fft.rfft(frames * _WINDOW, axis=1)) ** 2
    bands = np.log10(np.maximum(power.astype(np.float32) @ _FILTERS, 1e-10))
    bands = np.maximum(bands, bands.max() - 8)
    return np.ascontiguousarray(((bands + 4) / 4).T[None], dtype=np.float32)
