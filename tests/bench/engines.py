"""`python -m tests.bench.engines [wire vad loading tts stt hearing]`: what engines cost, and what they understand."""

import asyncio
import json
import sys
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import perf_counter, process_time

import numpy as np
from rich.console import Console

from app.dialogue.likely_sentences import likely_messages, likely_sentences
from app.settings import Settings
from app.simulator.sounds import street_noise
from app.wiring.speech import caller_voice
from tests.bench.figures import percentile, show_table
from tests.bench.word_errors import word_errors
from voice.audio.levels import Samples, set_speech_level, to_pcm16, to_samples
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.contract import Language
from voice.engines import models
from voice.engines.loading import EngineChoice, load_engines, load_recogniser, load_voice
from voice.engines.protocols import TextToSpeech
from voice.engines.silero_vad import SileroVad, load_model
from voice.engines.whisper_model import WhisperModel
from voice.wire.twilio_media import TwilioMediaProtocol

CORPORA = Path(__file__).parents[1] / "corpora"
VOICES: dict[Language, tuple[str, ...]] = {"de": ("pico", "pico-low", "pico-high"), "en": (models.JOE, "pico")}
CALLER_DBFS = -22.0
NOISE_DB = (15.0, 20.0)

console = Console()


def microseconds(work: Callable[[], object], *, times: int) -> float:
    work()
    began = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - began) / times * 1e6


# --- wire -------------------------------------------------------------------------------------------------------------


def bench_wire() -> None:
    protocol = TwilioMediaProtocol()
    media_format = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
    start = {"streamSid": "MZ1", "callSid": "CA1", "accountSid": "AC1", "mediaFormat": media_format}
    protocol.receive(json.dumps({"event": "start", "streamSid": "MZ1", "start": start}))
    frame = bytes(range(160))
    payload = b64encode(frame).decode()
    messages = iter(
        [
            json.dumps(
                {
                    "event": "media",
                    "sequenceNumber": str(nth + 2),
                    "streamSid": "MZ1",
                    "media": {"track": "inbound", "chunk": str(nth), "timestamp": str(nth * 20), "payload": payload},
                }
            )
            for nth in range(1, 20_010)
        ]
    )
    pcm16 = decode_mulaw(frame)
    rows = [
        ("media message in", lambda: protocol.receive(next(messages))),
        ("media message out", lambda: protocol.media(frame)),
        ("mu-law to PCM16", lambda: decode_mulaw(frame)),
        ("PCM16 to mu-law", lambda: encode_mulaw(pcm16)),
    ]
    costs = [(name, microseconds(work, times=20_000)) for name, work in rows]
    show_table(
        console,
        "Wire and codec, one frame of 20 ms",
        ["what", "µs", "% of a core for 100 calls"],
        [(name, f"{cost:.1f}", f"{cost * 5000 / 1e4:.1f}") for name, cost in costs],
    )


# --- voice activity ---------------------------------------------------------------------------------------------------


def bench_vad() -> None:
    model = load_model()
    rows = []
    for batch in (1, 10, 32, 100):
        windows = (0.05 * np.random.default_rng(1).standard_normal((batch, 288))).astype(np.float32)
        state = np.zeros((2, batch, 128), dtype=np.float32)
        cost = microseconds(lambda w=windows, s=state: model(w, s), times=400 // batch + 20) / batch  # type: ignore[misc]
        rows.append((f"model, batch of {batch}", f"{cost:.0f}", f"{cost * 3125 / 1e4:.1f}"))
    for calls in (1, 10, 100):
        cost = asyncio.run(_vad_calls(calls))
        rows.append((f"whole path, {calls} calls", f"{cost:.0f}", f"{cost * 3125 / 1e4:.1f}"))
    show_table(
        console, "Voice activity, CPU for one window of 32 ms", ["what", "µs", "% of a core for 100 calls"], rows
    )


async def _vad_calls(calls: int) -> float:
    """CPU of frames fed at the pace of a call, for one second."""
    vad = SileroVad()
    streams = [vad.open() for _ in range(calls)]
    frame = to_pcm16((0.05 * np.random.default_rng(1).standard_normal(160)).astype(np.float32))
    await asyncio.gather(*(stream.feed(frame * 20) for stream in streams))
    began, cpu = perf_counter(), process_time()
    answers = []
    for tick in range(50):
        answers.extend([stream.feed(frame) for stream in streams])
        await asyncio.sleep(max(0.0, began + (tick + 1) * 0.02 - perf_counter()))
    windows = sum(len(answer) for answer in await asyncio.gather(*answers))
    used = process_time() - cpu
    await asyncio.to_thread(vad.stop)
    return used / windows * 1e6


# --- speech to text ---------------------------------------------------------------------------------------------------


def sentences(language: Language) -> list[str]:
    return (CORPORA / f"hearing_{language}.txt").read_text("utf-8").splitlines()


def spoken(settings: Settings, voice: str, language: Language, texts: list[str]) -> Iterator[Samples]:
    """Each text by this caller, through mu-law, with a little silence around."""

    async def speak() -> list[bytes]:
        async with caller_voice(settings, voice, language) as caller:
            return [await caller.speak(text, language) for text in texts]

    for pcm16 in asyncio.run(speak()):
        sound = set_speech_level(to_samples(pcm16), CALLER_DBFS, rate_hz=8000)
        yield np.concatenate([np.zeros(1600, dtype=np.float32), sound, np.zeros(2400, dtype=np.float32)])


def over_the_line(sound: Samples, *, snr_db: float | None, seed: int) -> bytes:
    if snr_db is not None:
        noise = np.resize(to_samples(street_noise(snr_db=snr_db, seed=seed)), sound.size)
        sound = sound + noise.astype(np.float32)
    return decode_mulaw(encode_mulaw(to_pcm16(sound)))


def _recogniser(settings: Settings, *, threads: int = 1, workers: int = 1) -> WhisperModel:
    choice = EngineChoice(stt_workers=workers, likely_sentences=likely_sentences(), likely_messages=likely_messages())
    return load_recogniser(settings.models_dir, choice, threads=threads)


def bench_stt(settings: Settings) -> None:
    """How long an utterance takes, alone and with others beside it. Wall time: only meaningful on a quiet machine."""
    clips = [
        over_the_line(sound, snr_db=None, seed=0) for sound in spoken(settings, "pico", "de", sentences("de")[::3])
    ]
    rows = []
    for threads, workers in ((1, 1), (2, 1), (1, 2)):
        model = _recogniser(settings, threads=threads, workers=workers)
        model.recognise(clips[0], "de")
        for callers in (1, 2, 3):
            took = _ask_at_once(model, clips, callers=callers, workers=workers)
            rows.append(
                (
                    f"{threads} thread, {workers} worker, {callers} at once",
                    *(f"{percentile(took, p)}" for p in (50, 95)),
                )
            )
    mean_s = sum(len(clip) for clip in clips) / len(clips) / 16000
    show_table(console, f"Speech to text, utterances of {mean_s:.1f} s", ["how", "p50 ms", "p95 ms"], rows)


def _ask_at_once(model: WhisperModel, clips: list[bytes], *, callers: int, workers: int) -> list[float]:
    """`callers` ask at the same moment, `workers` answer; the time each caller waits."""
    took: list[float] = []
    for first in range(0, len(clips) - callers, callers):
        waiting = list(clips[first : first + callers])
        began = perf_counter()

        def work(queue: list[bytes] = waiting, began: float = began) -> None:
            while queue:
                model.recognise(queue.pop(), "de")
                took.append((perf_counter() - began) * 1000)

        threads = [Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return took


def bench_hearing(settings: Settings) -> None:
    """What is understood: word errors, utterances without any, utterances given up."""
    model = _recogniser(settings)
    rows = []
    for language, voices in VOICES.items():
        for voice in voices:
            for label, snrs in (("quiet", (None,)), ("noise 15-20 dB", NOISE_DB)):
                rows.append(_hearing_row(settings, model, (language, voice), label, snrs))
    heads = ["caller", "line", "word errors %", "without error %", "given up %", "language right %", "CPU ms"]
    show_table(console, "What is understood over the telephone", heads, rows)


def _hearing_row(
    settings: Settings, model: WhisperModel, caller: tuple[Language, str], label: str, snrs: tuple[float | None, ...]
) -> tuple[str, ...]:
    language, voice = caller
    texts = sentences(language)
    count: dict[str, float] = defaultdict(float)
    cpu: list[float] = []
    for nth, (text, sound) in enumerate(zip(texts, spoken(settings, voice, language, texts), strict=True)):
        pcm16 = over_the_line(sound, snr_db=snrs[nth % len(snrs)], seed=nth)
        began = process_time()
        heard = model.recognise(pcm16, None)
        cpu.append((process_time() - began) * 1000)
        wrong, said = word_errors(text, heard.text, language)
        count["wrong"] += wrong
        count["said"] += said
        count["perfect"] += wrong == 0
        count["given up"] += not heard.text
        count["language"] += heard.language == language
    shares = [count["wrong"] / count["said"], *(count[key] / len(texts) for key in ("perfect", "given up", "language"))]
    return (f"{language} {voice}", label, *(f"{share:.0%}" for share in shares), f"{percentile(cpu, 50)}")


# --- text to speech ---------------------------------------------------------------------------------------------------

SAYINGS: dict[Language, tuple[str, ...]] = {
    "de": ("Guten Tag.", "Um wie viel Uhr passt es Ihnen?", "Ich habe am Dienstag um neun oder am Mittwoch um elf."),
    "en": ("Hello.", "What time would suit you?", "I have Tuesday at nine, or Wednesday at eleven in the morning."),
}


async def bench_tts(settings: Settings) -> None:
    rows = []
    for name, language in (("pico", "de"), ("pico", "en"), (models.JOE, "en")):
        voice = load_voice(settings.models_dir, name, "de" if language == "de" else "en")
        for text in SAYINGS["de" if language == "de" else "en"]:
            firsts, totals, stalls, sound_ms = [], [], [], 0.0
            for _ in range(5):
                first, total, stall, sound_ms = await _say(voice, text, "de" if language == "de" else "en")
                firsts.append(first)
                totals.append(total)
                stalls.append(stall)
            rows.append(
                (
                    f"{name}: {text}",
                    f"{sound_ms:.0f}",
                    f"{percentile(firsts[1:], 50)}",
                    f"{percentile(totals[1:], 50)}",
                    f"{max(stalls[1:]):.1f}",
                )
            )
        await asyncio.to_thread(voice.stop)
    show_table(console, "Text to speech", ["sentence", "sound ms", "first ms", "whole ms", "loop held ms"], rows)


async def _say(tts: TextToSpeech, text: str, language: Language) -> tuple[float, float, float, float]:
    longest, speaking = 0.0, True

    async def watch() -> None:
        nonlocal longest
        while speaking:
            before = perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, perf_counter() - before - 0.001)

    watching = asyncio.create_task(watch())
    began, first, samples = perf_counter(), 0.0, 0
    async for chunk in tts.synthesize(text, language=language):
        first = first or perf_counter() - began
        samples += len(chunk.pcm16) // 2
    total = perf_counter() - began
    speaking = False
    await watching
    return first * 1000, total * 1000, longest * 1000, samples / 8


async def bench_loading(settings: Settings) -> None:
    began = perf_counter()
    engines = await load_engines(settings.models_dir)
    took = perf_counter() - began
    await engines.stop()
    show_table(console, "Loading", ["what", "s"], [("all engines, warm", f"{took:.1f}")])


def main(wanted: list[str]) -> None:
    settings = Settings()
    models.place_packaged(settings.models_dir)
    benches: dict[str, Callable[[], None]] = {
        "wire": bench_wire,
        "vad": bench_vad,
        "loading": lambda: asyncio.run(bench_loading(settings)),
        "tts": lambda: asyncio.run(bench_tts(settings)),
        "stt": lambda: bench_stt(settings),
        "hearing": lambda: bench_hearing(settings),
    }
    for name, bench in benches.items():
        if not wanted or name in wanted:
            bench()


if __name__ == "__main__":
    main(sys.argv[1:])
