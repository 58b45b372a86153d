"""Loading the engines of this machine: one of each for all calls, in threads, warmed up."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import structlog
from tenacity.wait import wait_base

from voice.contract import Language
from voice.engines import models, piper_tts
from voice.engines.asked_names import AskedNames
from voice.engines.late_voice import AGAIN_AFTER, LateVoice, LateVoices
from voice.engines.likely_words import LikelyWords
from voice.engines.pico_tts import PicoTts
from voice.engines.piper_tts import PiperTts, PiperVoice
from voice.engines.protocols import EngineError, SpeechToText, TextToSpeech, VoiceActivity
from voice.engines.silero_vad import SileroVad
from voice.engines.whisper_model import LANGUAGES, WhisperModel
from voice.engines.whisper_stt import WhisperStt, warm_up
from voice.engines.wrappers import CachingTts, DeadlineStt, DeadlineTts, FallbackTts, LanguageTts

log = structlog.get_logger(__name__)

_SEARCHES_IN_TIME = 4
"""Of the first search's length fit into the deadline: it, and the wider one that takes twice as long."""

PICO = "pico"
PICO_NAMES = (PICO, "pico-gb", "pico-us")


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """What to load. A voice None = the first Piper voice of that language on disk, else Pico; "pico" = always Pico.

    `likely_sentences`: what callers say, for the choice between texts that sound alike; `likely_messages`: what they
    dictate. `adapted`: with what the recogniser learned about telephone calls, where there is such an adaptation for
    it. `names`: what answers to a question for a name are weighed with. `voices_within_s`: so long is waited for the
    voices before another one speaks in their place.
    """

    whisper: str = models.WHISPER_BASE
    adapted: bool = True
    german_voice: str | None = None
    english_voice: str | None = None
    stt_workers: int = 2
    stt_deadline_s: float = 6.0
    tts_first_sound_s: float = 2.0
    tts_next_sound_s: float = 3.0
    voices_within_s: float = 30.0
    voices_again_after: wait_base = AGAIN_AFTER
    likely_sentences: Mapping[Language, Sequence[str]] = field(default_factory=dict)
    likely_messages: Mapping[Language, Sequence[str]] = field(default_factory=dict)
    names: AskedNames | None = None

    def voice_for(self, language: Language) -> str | None:
        return self.german_voice if language == "de" else self.english_voice


Voice = PicoTts | PiperTts
Loaded = WhisperStt | SileroVad | PicoTts


class Engines:
    """Loaded and shared by all calls until `stop`; of the voices, some may still be on their way."""

    def __init__(
        self, stt: SpeechToText, tts: CachingTts, vad: VoiceActivity, stoppable: Iterable[Loaded], late: LateVoices
    ) -> None:
        self.stt = stt
        self.tts = tts
        self.vad = vad
        self._stoppable = tuple(stoppable)
        self._late = late

    @property
    def missing_voices(self) -> Mapping[str, str]:
        """Why, by name. Another voice speaks in their place, and they are tried again and again."""
        return self._late.faults

    async def stop(self) -> None:
        """Ends every thread; what runs is finished first."""
        await self._late.leave()
        for engine in self._stoppable:
            await asyncio.to_thread(engine.stop)


async def load_engines(models_dir: Path, choice: EngineChoice | None = None) -> Engines:
    """Everything at once, in threads. Raises EngineError when something needed is missing, damaged or too large for the
    memory, leaving nothing running. A voice that does not start is not needed: another one speaks until it does.
    """
    choice = choice or EngineChoice()
    late = LateVoices(_chosen_voices(models_dir, choice), choice.voices_again_after)
    try:
        loading = await asyncio.gather(
            asyncio.to_thread(_load_stt, models_dir, choice),
            asyncio.to_thread(SileroVad),
            asyncio.to_thread(PicoTts),
            late.first_tries(within_s=choice.voices_within_s),
            return_exceptions=True,
        )
    except asyncio.CancelledError:
        await late.leave()
        raise
    stt, vad, plain, _ = loading
    plain_is_needed = not late.speaks_all(LANGUAGES)
    if (
        isinstance(stt, BaseException)
        or isinstance(vad, BaseException)
        or (isinstance(plain, BaseException) and plain_is_needed)
    ):
        await late.leave()
        await asyncio.to_thread(_stop_all, loading)
        raise _told(next(part for part in (stt, vad, plain) if isinstance(part, BaseException)))
    loaded: list[Loaded] = [stt, vad]
    if isinstance(plain, BaseException):
        log.error("plain_voice_not_loaded", why=str(plain))
    else:
        loaded.append(plain)
    tts = CachingTts(_by_language([*late.voices, *(one for one in loaded if isinstance(one, PicoTts))], choice))
    engines = Engines(DeadlineStt(stt, deadline_s=choice.stt_deadline_s), tts, vad, loaded, late)
    try:
        await asyncio.gather(warm_up(stt), *(_say_something(tts, language) for language in LANGUAGES))
    except EngineError:
        await engines.stop()
        raise
    except Exception as broken:  # whatever the libraries raise when memory or a file fails them
        await engines.stop()
        raise _told(broken) from broken
    late.renew_when_here(tts)
    return engines


def _told(broken: BaseException) -> BaseException:
    """As an EngineError, but for a cancellation."""
    if isinstance(broken, EngineError) or not isinstance(broken, Exception):
        return broken
    return EngineError(f"the speech engines cannot be loaded: {type(broken).__name__} {broken}".rstrip())


def load_voice(models_dir: Path, name: str, language: Language) -> Voice:
    """One voice by name: "pico", "pico-gb", "pico-us" or a Piper voice on disk. Blocks; stop it after use."""
    match name:
        case "pico" | "pico-gb":
            return PicoTts({language: "de-DE" if language == "de" else "en-GB"})
        case "pico-us":
            return PicoTts({language: "en-US"})
    file = models.voice_file(models_dir, name)
    if not file.is_file():
        raise EngineError(f"there is no voice {name} in {models_dir}: vorzimmer models fetch {name}")
    return PiperTts(PiperVoice(file), language)


def voice_names(models_dir: Path, language: Language) -> tuple[str, ...]:
    """The voices that this machine can speak this language with, best first."""
    piper = (
        sorted(file.stem for file in models_dir.glob(f"voices/{language}_*.onnx")) if piper_tts.is_installed() else []
    )
    return (*piper, PICO)


def load_recogniser(models_dir: Path, choice: EngineChoice, *, threads: int = 1) -> WhisperModel:
    """The recogniser that answers calls, with all it was taught. Blocks. Raises EngineError when it is missing."""
    folder = models.whisper_folder(models_dir, choice.whisper)
    if not (folder / "model.bin").is_file():
        raise EngineError(f"the speech recogniser {choice.whisper} is not in {models_dir}: vorzimmer models fetch")
    likely = {
        language: LikelyWords(sentences, choice.likely_messages.get(language, ()))
        for language, sentences in choice.likely_sentences.items()
    }
    adaptation = models.adaptation_of(choice.whisper) if choice.adapted else None
    return WhisperModel(
        folder,
        threads=threads,
        workers=choice.stt_workers,
        likely=likely,
        adaptation=adaptation,
        names=choice.names,
        widens_within_s=choice.stt_deadline_s / _SEARCHES_IN_TIME,
    )


def _load_stt(models_dir: Path, choice: EngineChoice) -> WhisperStt:
    return WhisperStt(load_recogniser(models_dir, choice).recognise, workers=choice.stt_workers)


def _chosen_voices(models_dir: Path, choice: EngineChoice) -> tuple[LateVoice, ...]:
    """All but Pico, which comes last: it is what is spoken with when another voice fails."""
    names = {language: choice.voice_for(language) or voice_names(models_dir, language)[0] for language in LANGUAGES}
    return tuple(
        LateVoice(name, language, partial(load_voice, models_dir, name, language))
        for language, name in names.items()
        if name != PICO
    )


def _by_language(voices: Sequence[TextToSpeech], choice: EngineChoice) -> TextToSpeech:
    def limited(tts: TextToSpeech) -> TextToSpeech:
        return DeadlineTts(tts, first_s=choice.tts_first_sound_s, next_s=choice.tts_next_sound_s)

    return LanguageTts(
        {
            language: FallbackTts(*(limited(voice) for voice in voices if language in voice.abilities.languages))
            for language in LANGUAGES
        }
    )


async def _say_something(tts: TextToSpeech, language: Language) -> None:
    async for _ in tts.synthesize("Ja, gern." if language == "de" else "Yes, of course.", language=language):
        pass


def _stop_all(parts: Iterable[Loaded | BaseException | None]) -> None:
    for part in parts:
        if part is not None and not isinstance(part, BaseException):
            part.stop()
