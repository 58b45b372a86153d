"""Synthetic speakers: Pico in many speeds and pitches, espeak-ng in its variants, Piper, and Piper with an accent.

The English Piper voice also reads German sounds: an American who speaks German, a natural timbre in a foreign accent.
"""

import io
import shutil
import subprocess
import wave
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import soxr

from voice.audio.levels import Samples, to_samples
from voice.contract import Language
from voice.engines.pico_voice import PICO_HZ, PicoVoice

LINE_HZ = 8000
KINDS = ("pico", "espeak", "piper")
UNHEARD = "flite"
"""English voices that nothing was ever taught with: what they gain is no learning by heart."""

_FLITE = ("slt", "rms", "awb", "kal")
_SHARES: dict[Language, tuple[float, ...]] = {"de": (0.55, 0.33, 0.12), "en": (0.45, 0.25, 0.30)}
_PICO: dict[Language, tuple[str, ...]] = {"de": ("de-DE",), "en": ("en-GB", "en-US")}
_ESPEAK: dict[Language, tuple[str, ...]] = {"de": ("de",), "en": ("en-gb", "en-us", "en-gb-scotland")}
_VARIANTS = [f"m{n}" for n in range(1, 9)] + [f"f{n}" for n in range(1, 6)] + ["klatt", "klatt2", "klatt3", "croak"]
_NEAREST_ENGLISH = {"y": "u", "ø": "ɜ", "œ": "ɜ", "ç": "ʃ", "x": "h", "ʁ": "ɹ", "ɐ": "ə", "ʏ": "ʊ", "r": "ɹ"}


class VoicesError(Exception):
    """A speaker is not installed; the sentence says what to install."""


def speak(text: str, language: Language, random: Random, *, piper_file: Path, kind: str | None = None) -> Samples:
    """One sentence at 8 kHz without silence around it, in a voice of this kind or of any. Raises VoicesError."""
    [drawn] = random.choices(KINDS, _SHARES[language])
    match kind or drawn:
        case "pico":
            samples, rate_hz = _pico(text, random.choice(_PICO[language]), random)
        case "flite":
            samples, rate_hz = _flite(text, random.choice(_FLITE))
        case "espeak":
            samples, rate_hz = _espeak(text, random.choice(_ESPEAK[language]), random)
        case _:
            samples, rate_hz = _piper(text, language, random, piper_file)
    stretched_hz = rate_hz * (random.uniform(0.9, 1.12) if kind is None else 1.0)
    resampled: Samples = soxr.resample(_trimmed(samples, rate_hz), stretched_hz, LINE_HZ).astype(np.float32)
    return resampled


@cache
def _pico_voice(name: str) -> PicoVoice:
    return PicoVoice(name)


def _pico(text: str, name: str, random: Random) -> tuple[Samples, int]:
    pieces = _pico_voice(name).speak(text, speed=random.uniform(0.8, 1.2), pitch=random.uniform(0.7, 1.35))
    return to_samples(b"".join(pieces)), PICO_HZ


def _espeak(text: str, name: str, random: Random) -> tuple[Samples, int]:
    voice = f"{name}+{random.choice(_VARIANTS)}"
    manner = ["-v", voice, "-s", str(random.randint(120, 185)), "-p", str(random.randint(25, 75))]
    return _said_by("espeak-ng", *manner, "--stdout", text)


def _flite(text: str, name: str) -> tuple[Samples, int]:
    return _said_by("flite", "-voice", name, "-t", text, "-o", "/dev/stdout")


def _said_by(program: str, *arguments: str) -> tuple[Samples, int]:
    found = shutil.which(program)
    if found is None:
        raise VoicesError(f"{program} is not installed: apt-get install {program}")
    done = subprocess.run([found, *arguments], capture_output=True, check=True, timeout=20)  # noqa: S603 - its own texts
    with wave.open(io.BytesIO(done.stdout)) as sound:
        rate_hz = sound.getframerate()
        return to_samples(sound.readframes(len(done.stdout))), rate_hz


def _piper(text: str, language: Language, random: Random, file: Path) -> tuple[Samples, int]:
    from piper.config import SynthesisConfig

    voice = _piper_voice(file)
    voice.config.espeak_voice = language if language == "de" else "en-us"
    manner = SynthesisConfig(
        length_scale=random.uniform(0.85, 1.25),
        noise_scale=random.uniform(0.4, 0.8),
        noise_w_scale=random.uniform(0.5, 0.9),
    )
    sounds = []
    for phonemes in voice.phonemize(text):
        known = [_NEAREST_ENGLISH.get(sound, sound) for sound in phonemes] if language == "de" else phonemes
        made = voice.phoneme_ids_to_audio(voice.phonemes_to_ids(known), manner)
        sounds.append(np.asarray(made[0] if isinstance(made, tuple) else made, dtype=np.float32).reshape(-1))
    return np.concatenate(sounds), int(voice.config.sample_rate)


@cache
def _piper_voice(file: Path):  # type: ignore[no-untyped-def]  # the library gives no types
    from piper import PiperVoice

    return PiperVoice.load(str(file))


def _trimmed(samples: Samples, rate_hz: int) -> Samples:
    window = rate_hz // 100
    count = samples.size // window
    levels = np.sqrt(np.square(samples[: count * window].reshape(count, window)).mean(axis=1))
    loud = np.nonzero(levels > levels.max(initial=0) * 0.01)[0]
    return samples[loud[0] * window : (loud[-1] + 1) * window] if loud.size else samples
