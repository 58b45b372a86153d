"""What the recogniser makes of callers at each of their pauses: `python -m tests.bench.heard_pauses [de|en] [PART]`.

PART is `development` or `held_out`. Reads `tests/corpora/turns/*.tsv` (what was asked, kind, text with ` / ` where the
caller pauses), lets the simulated voices say it over mu-law, finds the pauses with the real voice detector and writes
what was heard up to each of them beside the texts, one JSON line a pause. `tests.bench.patience` scores the table in a
moment; this command takes minutes and is only needed again when the recogniser or the texts have changed.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from rich.console import Console

from app.dialogue.likely_sentences import likely_messages, likely_sentences
from app.settings import Settings
from app.simulator.sounds import silence, spoken, street_noise
from app.wiring.speech import caller_voice
from voice.audio.frames import PCM16_FRAME_BYTES, duration_ms
from voice.audio.levels import to_pcm16, to_samples
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.audio.recent_sound import RecentSound
from voice.contract import Language
from voice.engines import models
from voice.engines.loading import EngineChoice, load_recogniser
from voice.engines.silero_vad import SileroVad
from voice.listener import PREROLL_MS, RESUMED_MS
from voice.turns.endpointing import Endpointing, Heard

TURNS = Path(__file__).parents[1] / "corpora" / "turns"
VOICES: dict[Language, tuple[str, ...]] = {"de": ("pico", "pico-low"), "en": (models.JOE, "pico")}
GAP_MS = 1000
AROUND_MS = 500
NOISE_SNR_DB = 20.0
NOISY_EVERY = 3
NEVER_MS = 10_000


@dataclass(frozen=True, slots=True)
class HeardPause:
    """One pause: `text` is what was recognised of everything before it. `gap_ms` None = the caller had finished.

    `late_ms`: how long after the caller's last sound the detector began to count silence.
    """

    said: str
    text: str
    confidence: float
    alternatives: tuple[str, ...]
    speech_ms: int
    late_ms: int
    gap_ms: int | None = None
    kind: str = ""
    expects: str = ""
    voice: str = ""
    noisy: bool = False


def read_turns(language: Language, part: str) -> Iterator[tuple[str, str, str]]:
    """(expects, kind, text with pauses)"""
    for line in (TURNS / f"{language}.{part}.tsv").read_text("utf-8").splitlines():
        expects, kind, text = line.split("\t")
        yield expects, kind, text


def read_heard(language: Language, part: str) -> list[HeardPause]:
    lines = (TURNS / f"{language}.{part}.heard.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [HeardPause(**{**row, "alternatives": tuple(row["alternatives"])}) for row in rows]


async def pauses_of(vad: SileroVad, sound: bytes) -> AsyncIterator[tuple[bytes, Endpointing, int]]:
    """(the utterance so far, its endpointing, ms of sound so far) at each pause; no utterance at each going on."""
    endpointing = Endpointing(vad.window_ms, NEVER_MS)
    stream = vad.open()
    recent = RecentSound(PREROLL_MS)
    utterance = bytearray()
    for start in range(0, len(sound), PCM16_FRAME_BYTES):
        frame = sound[start : start + PCM16_FRAME_BYTES]
        at_ms = duration_ms(sound[: start + PCM16_FRAME_BYTES])
        if endpointing.speaking and not endpointing.paused:
            utterance += frame
        else:
            recent.remember(frame)
        for probability in await stream.feed(frame):
            silent_ms = endpointing.silence_ms
            heard = endpointing.hear(probability)
            if heard is Heard.BEGAN:
                utterance = bytearray(recent.take())
            if heard is Heard.PAUSED:
                yield bytes(utterance), endpointing, at_ms
            if heard is Heard.WENT_ON:
                utterance += recent.take(RESUMED_MS)
                endpointing.silence_ms = silent_ms
                yield b"", endpointing, at_ms
                endpointing.silence_ms = 0
    stream.close()


class Table:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        choice = EngineChoice(stt_workers=1, likely_sentences=likely_sentences(), likely_messages=likely_messages())
        self._model = load_recogniser(settings.models_dir, choice)
        self._vad = SileroVad()

    async def rows(self, language: Language, part: str) -> AsyncIterator[HeardPause]:
        for voice in VOICES[language]:
            async with caller_voice(self._settings, voice, language) as caller:
                for nth, (expects, kind, text) in enumerate(read_turns(language, part)):
                    noisy = nth % NOISY_EVERY == 0
                    pieces = [spoken(await caller.speak(piece, language)) for piece in text.split(" / ")]
                    sound = over_the_line(pieces, snr_db=NOISE_SNR_DB if noisy else None, seed=nth)
                    async for row in self._pauses(language, text.split(" / "), pieces, sound):
                        yield replace(row, kind=kind, expects=expects, voice=voice, noisy=noisy)

    async def _pauses(
        self, language: Language, texts: list[str], pieces: list[bytes], sound: bytes
    ) -> AsyncIterator[HeardPause]:
        ends_ms = []
        at_ms = AROUND_MS
        for piece in pieces:
            at_ms += duration_ms(piece)
            ends_ms.append(at_ms)
            at_ms += GAP_MS
        row: HeardPause | None = None
        async for utterance, endpointing, now_ms in pauses_of(self._vad, sound):
            if not utterance:
                if row is not None:
                    yield replace(row, gap_ms=endpointing.silence_ms)
                row = None
                continue
            heard = self._model.recognise(utterance, language)
            silent_since_ms = now_ms - endpointing.silence_ms
            passed = [nth for nth, end_ms in enumerate(ends_ms) if end_ms <= silent_since_ms + 150]
            row = HeardPause(
                said=" / ".join(texts[: len(passed)]),
                text=heard.text,
                confidence=round(heard.confidence, 3),
                alternatives=heard.alternatives,
                speech_ms=endpointing.speech_ms,
                late_ms=silent_since_ms - ends_ms[passed[-1]] if passed else 0,
            )
        if row is not None and row.said:
            yield row

    def stop(self) -> None:
        self._vad.stop()


def over_the_line(pieces: list[bytes], *, snr_db: float | None, seed: int) -> bytes:
    """The pieces with pauses between them and silence around, through mu-law, over street noise."""
    sound = silence(AROUND_MS) + silence(GAP_MS).join(pieces) + silence(3 * AROUND_MS)
    if snr_db is not None:
        samples = to_samples(sound)
        noise = np.resize(to_samples(street_noise(snr_db=snr_db, seed=seed)), samples.size)
        sound = to_pcm16(samples + noise.astype(np.float32))
    return decode_mulaw(encode_mulaw(sound))


async def write(table: Table, language: Language, part: str) -> int:
    rows = [row async for row in table.rows(language, part)]
    lines = [json.dumps(asdict(row), ensure_ascii=False) for row in rows]
    target = TURNS / f"{language}.{part}.heard.jsonl"
    await asyncio.to_thread(target.write_text, "\n".join(lines) + "\n", "utf-8")
    return len(rows)


async def run(languages: Sequence[Language], parts: Sequence[str]) -> None:
    console = Console()
    table = Table(Settings())
    try:
        for part in parts:
            for language in languages:
                console.print(f"{language} {part}: {await write(table, language, part)} pauses")
    finally:
        await asyncio.to_thread(table.stop)


def main(wanted: list[str]) -> None:
    languages: list[Language] = [language for language in VOICES if language in wanted] or list(VOICES)
    parts = [part for part in ("development", "held_out") if part in wanted] or ["development", "held_out"]
    asyncio.run(run(languages, parts))


if __name__ == "__main__":
    main(sys.argv[1:])
