"""Text to speech by Piper, whose voices sound human. Optional: the package is under the GPL and imported here alone.

Piper computes a whole sentence at a time. A long one is cut at a comma, so that its first part is heard while the rest
is computed.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime

from voice.audio.levels import Samples
from voice.contract import Language
from voice.engines.protocols import TELEPHONE_HZ, EngineError, SpeechChunk, TtsAbilities
from voice.engines.sentence_sound import chunks, finished
from voice.engines.speaking_thread import SpeakingThread

_FIRST_PART_LETTERS = 18
_LAST_PART_LETTERS = 12
_CUT = re.compile(r"(?<=[,;:–])\s+")


class RawVoice(Protocol):
    """What is needed of a loaded voice: samples of one piece of text at `rate_hz`."""

    @property
    def rate_hz(self) -> int: ...

    def speak(self, text: str) -> Samples: ...


def is_installed() -> bool:
    return find_spec("piper") is not None


class PiperVoice:
    def __init__(self, model: Path, *, threads: int = 2) -> None:
        """`model` is the .onnx file, with its .onnx.json beside it. Raises EngineError."""
        try:
            from piper import PiperConfig  # noqa: PLC0415  the package is optional
            from piper import PiperVoice as Loaded  # noqa: PLC0415
        except ImportError as missing:
            raise EngineError("Piper is not installed: pip install 'vorzimmer[piper]'") from missing
        try:
            config = PiperConfig.from_dict(json.loads(model.with_suffix(".onnx.json").read_text("utf-8")))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
            weights = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._voice = Loaded(session=weights, config=config)
        except Exception as broken:  # the runtime and the configuration raise whatever they like
            raise EngineError(f"the voice {model.name} cannot be loaded: {broken}") from broken
        self.rate_hz = int(config.sample_rate)

    def speak(self, text: str) -> Samples:
        pieces = [chunk.audio_float_array for chunk in self._voice.synthesize(text)]
        return np.concatenate(pieces).astype(np.float32) if pieces else np.zeros(0, dtype=np.float32)


class PiperTts:
    """Implements TextToSpeech for the one language of its voice."""

    def __init__(self, voice: RawVoice, language: Language) -> None:
        self._voice = voice
        self._language = language
        self._thread = SpeakingThread(f"piper {language}")

    @property
    def abilities(self) -> TtsAbilities:
        return TtsAbilities(languages=(self._language,))

    def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        return self._thread.stream(lambda: self._speak(text, language))

    def stop(self) -> None:
        self._thread.stop()

    def _speak(self, text: str, language: Language) -> Iterator[SpeechChunk]:
        if language != self._language:
            raise EngineError(f"this voice speaks {self._language}, not {language}")
        starts_ms = 0
        for part in parts_of(text):
            sound = finished(self._voice.speak(part), from_hz=self._voice.rate_hz)
            yield from chunks(part, sound, starts_ms=starts_ms)
            starts_ms += sound.size * 1000 // TELEPHONE_HZ


def parts_of(sentence: str) -> tuple[str, ...]:
    """The sentence, or its beginning up to a comma and its rest, when both are long enough to sound natural."""
    for cut in _CUT.finditer(sentence):
        first, rest = sentence[: cut.start()], sentence[cut.end() :]
        if len(first) >= _FIRST_PART_LETTERS and len(rest) >= _LAST_PART_LETTERS:
            return first, rest
    return (sentence,) if sentence.strip() else ()
