"""The speech engines of this machine: those that answer calls, and the voices of simulated callers."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from itertools import count

from app.dialogue.likely_names import gives_name, share_of_people
from app.dialogue.likely_sentences import likely_messages, likely_sentences
from app.dialogue.name_lore import family_names
from app.dialogue.turn import NAME_CONTEXT
from app.domain.errors import ConfigurationError
from app.settings import Settings
from app.simulator.caller_voice import CallerVoice
from voice.contract import Language
from voice.engines.asked_names import AskedNames
from voice.engines.late import LateEngines
from voice.engines.loading import EngineChoice, Engines, Voice, load_engines, load_voice, voice_names
from voice.engines.pico_tts import PicoTts
from voice.engines.protocols import EngineError
from voice.session import SpeechEngines

Phrase = tuple[str, Language]


@dataclass(frozen=True, slots=True)
class PicoManner:
    """Pico speaks fast and clipped; callers who are to be understood over a telephone speak a little slower."""

    speed: float
    pitch: float
    accent: str | None = None


MANNERS = {
    "pico": PicoManner(0.85, 1.0),
    "pico-low": PicoManner(0.85, 0.85),
    "pico-high": PicoManner(0.9, 1.2),
    "pico-us": PicoManner(0.9, 1.0, "en-US"),
}
PICO_ACCENTS: dict[Language, str] = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Speech:
    """`warm` speaks phrases once and keeps their sound, so that they cost nothing when a caller waits for them.

    `check` speaks and hears something for real, and raises EngineError where that fails; None = taken on trust.
    `late` = engines that may not be here yet; None = they are. `missing_voices`: those in whose place another one
    speaks, and why.
    """

    engines: SpeechEngines
    warm: Callable[[Iterable[Phrase]], Awaitable[None]]
    check: Callable[[], Awaitable[None]] | None = None
    late: LateEngines | None = None
    missing_voices: Callable[[], Mapping[str, str]] = dict

    @property
    def fault(self) -> str | None:
        """Why it can neither speak nor hear yet."""
        return self.late.fault if self.late is not None else None


_USUAL = EngineChoice()


@asynccontextmanager
async def speech(settings: Settings, *, stt_deadline_s: float = _USUAL.stt_deadline_s) -> AsyncIterator[Speech]:
    """Loaded and warm. Raises ConfigurationError when a model is missing."""
    try:
        loaded = await load_speech(settings, stt_deadline_s=stt_deadline_s)
    except EngineError as error:
        raise ConfigurationError(str(error)) from error
    try:
        engines = SpeechEngines(loaded.stt, loaded.tts, loaded.vad)
        yield Speech(
            engines,
            loaded.tts.warm,
            partial(try_engines, engines, count()),
            missing_voices=lambda: loaded.missing_voices,
        )
    finally:
        await loaded.stop()


async def load_speech(settings: Settings, *, stt_deadline_s: float = _USUAL.stt_deadline_s) -> Engines:
    """Raises EngineError."""
    await asyncio.to_thread(family_names)  # read before a caller waits for it
    choice = EngineChoice(
        whisper=settings.whisper,
        adapted=settings.whisper_adapted,
        german_voice=settings.german_voice,
        english_voice=settings.english_voice,
        stt_workers=settings.stt_workers or len(os.sched_getaffinity(0)),
        stt_deadline_s=stt_deadline_s,
        likely_sentences=await asyncio.to_thread(likely_sentences),
        likely_messages=await asyncio.to_thread(likely_messages),
        names=AskedNames(frozenset(NAME_CONTEXT.values()), share_of_people, gives_name),
    )
    return await load_engines(settings.models_dir, choice)


async def try_engines(engines: SpeechEngines, numbers: Iterator[int]) -> None:
    """A number that nobody has said yet is spoken in each language and heard again. Raises EngineError."""
    said = str(next(numbers))  # what was spoken before would come out of the memory
    for language in engines.tts.abilities.languages:
        sound = b"".join([chunk.pcm16 async for chunk in engines.tts.synthesize(said, language=language)])
        if not sound:
            raise EngineError(f"no sound in {language}")
    stream = engines.stt.open(language=language)
    try:
        stream.feed(sound)
        await stream.text()
    finally:
        stream.close()


def caller_voice_names(settings: Settings, language: Language) -> tuple[str, ...]:
    manners = [name for name, manner in MANNERS.items() if manner.accent is None or manner.accent.startswith(language)]
    return tuple(dict.fromkeys([*voice_names(settings.models_dir, language), *manners]))


@asynccontextmanager
async def caller_voice(settings: Settings, name: str | None, language: Language) -> AsyncIterator[CallerVoice]:
    """`name` None = the best that is here. Raises EngineError."""
    wanted = name or caller_voice_names(settings, language)[0]
    voice = await asyncio.to_thread(_load, settings, wanted, language)
    try:
        yield CallerVoice(voice)
    finally:
        await asyncio.to_thread(voice.stop)


def _load(settings: Settings, name: str, language: Language) -> Voice:
    manner = MANNERS.get(name)
    if manner is None:
        return load_voice(settings.models_dir, name, language)
    accent = manner.accent or PICO_ACCENTS[language]
    return PicoTts({language: accent}, speed=manner.speed, pitch=manner.pitch)
