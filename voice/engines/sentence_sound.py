"""From an engine's raw sound to a sentence for the telephone: 8 kHz, trimmed, one loudness, words with their ends."""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from voice.audio.levels import Samples, set_speech_level, to_pcm16
from voice.audio.resample import resample
from voice.engines.protocols import TELEPHONE_HZ, SpeechChunk, SpokenWord

SPEECH_LEVEL_DBFS = -20.0
_QUIET = 0.01
"""Of the loudest moment: what is below is silence."""

_BEFORE_MS = 10
_AFTER_MS = 140
"""Silence left behind a sentence, so that two of them do not run into each other."""

_STEP_MS = 10
_CHUNK_MS = 400
_WORD_WEIGHT = 2.0
_FIRST_PART_LETTERS = 18
_LAST_PART_LETTERS = 12
_CUT = re.compile(r"(?<=[,;:–])\s+")
_VOWEL = re.compile(r"[aeiouyäöü]+", re.IGNORECASE)


def finished(samples: Samples, *, from_hz: int) -> Samples:
    """8 kHz, without the silence around, at the level that all voices share."""
    sound = _trimmed(resample(samples, from_hz=from_hz, to_hz=TELEPHONE_HZ))
    return set_speech_level(sound, SPEECH_LEVEL_DBFS, rate_hz=TELEPHONE_HZ)


def chunks(text: str, samples: Samples, *, starts_ms: int = 0) -> Iterator[SpeechChunk]:
    """The sentence (or a part of it that starts at `starts_ms`) in chunks; each word goes with the chunk it ends in."""
    words = list(word_ends(text, samples))
    step = TELEPHONE_HZ * _CHUNK_MS // 1000
    for start in range(0, samples.size, step):
        end = min(start + step, samples.size)
        is_last = end == samples.size
        ending = []
        while words and (is_last or words[0].end_ms * TELEPHONE_HZ <= end * 1000):
            word = words.pop(0)
            ending.append(SpokenWord(word.text, starts_ms + word.end_ms))
        yield SpeechChunk(to_pcm16(samples[start:end]), tuple(ending))


def parts_of(sentence: str) -> tuple[str, ...]:
    """The sentence, or its beginning up to a comma and its rest, when both are long enough to sound natural."""
    for cut in _CUT.finditer(sentence):
        first, rest = sentence[: cut.start()], sentence[cut.end() :]
        if len(first) >= _FIRST_PART_LETTERS and len(rest) >= _LAST_PART_LETTERS:
            return first, rest
    return (sentence,) if sentence.strip() else ()


def word_ends(text: str, samples: Samples) -> Iterator[SpokenWord]:
    """Estimated: words share the time in which there is sound according to their length; pauses belong to no word."""
    words = text.split()
    loud_ms = _loud_steps(samples) * _STEP_MS
    total_ms = samples.size * 1000 // TELEPHONE_HZ
    weights = np.cumsum([_weight(word) for word in words])
    for word, weight in zip(words, weights, strict=True):
        if not loud_ms.size:
            yield SpokenWord(word, total_ms)
            continue
        nth = max(0, round(float(weight / weights[-1]) * loud_ms.size) - 1)
        yield SpokenWord(word, min(total_ms, int(loud_ms[nth]) + _STEP_MS))


def _weight(word: str) -> float:
    letters = sum(letter.isalnum() for letter in word)
    return _WORD_WEIGHT + letters + len(_VOWEL.findall(word))


def _loud_steps(samples: Samples) -> npt.NDArray[np.int64]:
    """Numbers of the 10 ms steps in which there is sound."""
    step = TELEPHONE_HZ * _STEP_MS // 1000
    whole = samples.size // step * step
    if not whole:
        return np.array([], dtype=np.int64)
    peaks = np.abs(samples[:whole].reshape(-1, step)).max(axis=1)
    return np.flatnonzero(peaks > peaks.max() * _QUIET * 3)


def _trimmed(samples: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(samples) > (np.abs(samples).max() if samples.size else 0) * _QUIET)
    if not loud.size:
        return samples[:0]
    before, after = TELEPHONE_HZ * _BEFORE_MS // 1000, TELEPHONE_HZ * _AFTER_MS // 1000
    start, end = max(0, int(loud[0]) - before), int(loud[-1]) + 1
    spoken = samples[start:end].copy()
    fade = min(before, spoken.size)
    spoken[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
    spoken[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return np.concatenate([spoken, np.zeros(after, dtype=np.float32)])
