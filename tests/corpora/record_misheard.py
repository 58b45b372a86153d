"""Records what the recogniser makes of the scripted callers' sentences.

`python -m tests.corpora.record_misheard [de|en] [dev|heldout|fresh] [quiet|noise] [all]`: only sentences that are not
on record yet; `all` begins anew (after a change of the recogniser, in up to an hour).
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.dialogue.likely_sentences import likely_messages, likely_sentences
from app.dialogue.turn import NAME_CONTEXT
from app.settings import Settings
from app.simulator.sounds import street_noise
from app.wiring.speech import caller_voice
from tests.dialogue.caller import load_scenarios, sentences
from tests.dialogue.misheard import BETWEEN_GUESSES, LINES, MISHEARD_DIR, Hearing, Recording, recording, recording_file
from tests.dialogue.score_misheard import SPLITS
from tests.dialogue.text_call import wish_for
from voice.audio.levels import Samples, set_speech_level, to_pcm16, to_samples
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.contract import Language
from voice.engines import models
from voice.engines.loading import EngineChoice, load_recogniser
from voice.engines.whisper_model import WhisperModel

VOICES: dict[Language, tuple[str, ...]] = {"de": ("pico", "pico-low"), "en": ("pico", models.JOE)}
TAKES = 2
WRITE_EVERY = 20
NOISE_DB = (20.0, 15.0, 10.0)
CALLER_DBFS = -22.0


@dataclass(frozen=True, slots=True)
class ToRecord:
    said: str
    hints: tuple[str, ...]


def wanted(language: Language, splits: Sequence[str]) -> list[ToRecord]:
    found: dict[str, bool] = {}
    for scenario in load_scenarios():
        if scenario.language == language and scenario.split in splits:
            for said, is_name in sentences(scenario, wish_for(scenario)).items():
                found[said] = found.get(said, False) or is_name
    return [ToRecord(said, (NAME_CONTEXT[language],) if is_name else ()) for said, is_name in found.items()]


async def spoken(settings: Settings, language: Language, texts: list[str]) -> list[list[Samples]]:
    """Each text by every voice."""
    takes: list[list[Samples]] = [[] for _ in texts]
    for name in VOICES[language]:
        async with caller_voice(settings, name, language) as caller:
            for nth, text in enumerate(texts):
                sound = to_samples(await caller.speak(text, language))
                levelled = set_speech_level(sound, CALLER_DBFS, rate_hz=8000)
                silences = np.zeros(1600, dtype=np.float32), np.zeros(2400, dtype=np.float32)
                takes[nth].append(np.concatenate([silences[0], levelled, silences[1]]))
    return takes


def over_the_line(sound: Samples, *, line: str, take: int, seed: int) -> bytes:
    """A little noise is on every line: it is what tells one take from another."""
    snr_db = NOISE_DB[take % len(NOISE_DB)] if line == "noise" else 35.0
    noise = np.resize(to_samples(street_noise(snr_db=snr_db, seed=seed)), sound.size).astype(np.float32)
    return decode_mulaw(encode_mulaw(to_pcm16(sound + noise)))


def record(
    model: WhisperModel,
    settings: Settings,
    language: Language,
    *,
    splits: Sequence[str],
    lines: Sequence[str],
    anew: bool,
) -> None:
    everything = wanted(language, splits)
    for line in lines:
        path = recording_file(language, line)
        known: Recording = {} if anew or not path.exists() else recording(language, line)
        missing = [item for item in everything if item.said not in known]
        sounds = asyncio.run(spoken(settings, language, [item.said for item in missing]))
        for nth, (item, takes) in enumerate(zip(missing, sounds, strict=True)):
            known[item.said] = []
            for take in range(TAKES):
                sound = takes[(nth + take) % len(takes)]
                pcm16 = over_the_line(sound, line=line, take=take + nth, seed=nth * TAKES + take)
                heard = model.recognise(pcm16, language, item.hints)
                known[item.said].append(Hearing(heard.text, heard.confidence, heard.alternatives))
            if nth % WRITE_EVERY == 0 or nth == len(missing) - 1:
                rows = [_row(said, take) for said, recorded in known.items() for take in recorded]
                path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
        print(f"{path.name}: {len(missing)} sentences recorded, {len(known)} in all", flush=True)  # noqa: T201


def _row(said: str, take: Hearing) -> str:
    return "\t".join([said, take.text, f"{take.confidence:.2f}", BETWEEN_GUESSES.join(take.guesses)])


def main() -> None:
    settings = Settings()
    models.place_packaged(settings.models_dir)
    MISHEARD_DIR.mkdir(exist_ok=True)
    model = load_recogniser(
        settings.models_dir,
        EngineChoice(stt_workers=1, likely_sentences=likely_sentences(), likely_messages=likely_messages()),
    )
    asked = set(sys.argv[1:])
    for language in VOICES:
        if language in asked or asked.isdisjoint(VOICES):
            splits = [split for split in SPLITS if split in asked] or SPLITS
            lines = [line for line in LINES if line in asked] or LINES
            record(model, settings, language, splits=splits, lines=lines, anew="all" in asked)


if __name__ == "__main__":
    main()
