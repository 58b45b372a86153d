"""Changing the sample rate of one whole utterance or sentence.

One shot, never streaming: soxr's streaming mode holds back 30 to 120 ms of sound (measured), one shot nothing.
"""

import soxr

from voice.audio.levels import Samples, to_pcm16, to_samples


def resample(samples: Samples, *, from_hz: int, to_hz: int) -> Samples:
    if from_hz == to_hz or not samples.size:
        return samples
    converted: Samples = soxr.resample(samples, from_hz, to_hz, quality="HQ")
    return converted


def resample_pcm16(pcm16: bytes, *, from_hz: int, to_hz: int) -> bytes:
    return to_pcm16(resample(to_samples(pcm16), from_hz=from_hz, to_hz=to_hz))
