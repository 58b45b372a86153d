"""Text to speech by Pico: robotic, but 10 to 40 ms a sentence and always there."""

from collections.abc import AsyncIterator, Iterator

from voice.audio.levels import to_samples
from voice.contract import Language
from voice.engines.pico_voice import PICO_HZ, PicoVoice
from voice.engines.protocols import EngineError, SpeechChunk, TtsAbilities
from voice.engines.sentence_sound import chunks, finished
from voice.engines.speaking_thread import SpeakingThread

VOICE_OF: dict[Language, str] = {"de": "de-DE", "en": "en-GB"}


class PicoTts:
    """Implements TextToSpeech. Voices are loaded at once (40 ms each) and shared by all calls."""

    def __init__(self, voices: dict[Language, str] | None = None, *, speed: float = 1.0, pitch: float = 1.0) -> None:
        """Raises EngineError when Pico is not installed."""
        self._voices = {language: PicoVoice(voice) for language, voice in (voices or VOICE_OF).items()}
        self._speed = speed
        self._pitch = pitch
        self._thread = SpeakingThread("pico")

    @property
    def abilities(self) -> TtsAbilities:
        return TtsAbilities(languages=tuple(self._voices))

    def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        return self._thread.stream(lambda: self._speak(text, language))

    def stop(self) -> None:
        self._thread.stop()

    def _speak(self, text: str, language: Language) -> Iterator[SpeechChunk]:
        voice = self._voices.get(language)
        if voice is None:
            raise EngineError(f"pico has no voice for {language}")
        pcm16 = b"".join(voice.speak(text, speed=self._speed, pitch=self._pitch))
        yield from chunks(text, finished(to_samples(pcm16), from_hz=PICO_HZ))
