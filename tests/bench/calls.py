"""Real calls with the real engines: `python -m tests.bench.calls [responses] [lag] [together] [turns]`.

Where the time goes, what more calls at once cost, and how turns are taken. Every figure is taken at the caller's ear;
the stages come from the server's own record of the same turns. A call that is lost is counted and ends nothing.
"""

import asyncio
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import uvloop
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console
from websockets.exceptions import WebSocketException

from app.commands.transcript import Json, turns_of
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.measurements import CallerLine, Recording
from app.simulator.network import CallResult, Line, NoStreamError, place_call
from app.simulator.phone_call import Caller, CallOverError, PhoneCall
from app.simulator.script import parse_script, scripted
from tests.bench.callers import BACKCHANNELS, NUMBER, PAUSED, QUESTIONS, TURNS
from tests.bench.figures import percentile, show_table
from tests.bench.real_server import RealServer, real_server
from tests.bench.voices import caller_voices
from voice.contract import Language

LANGUAGES: tuple[Language, ...] = ("de", "en")
LAGS_S = (0.001, 0.005, 0.02, 0.1)
STAGES = ("endpointing_ms", "decoding_ms", "thinking_ms", "first_sound_ms")
CALL_WITHIN_S = 150
LANGUAGE_WITHIN_S = 240
"""No call of a language begins later than this; a call takes less than a minute."""

LOST = (TimeoutError, NoStreamError, httpx.HTTPError, CallOverError, WebSocketException)
FROM_NUMBERS = [f"+4930231257{nth:02}" for nth in range(100)]


@dataclass(slots=True)
class Answers:
    """Responses of many calls, at the ear and by stage."""

    response_ms: list[int] = field(default_factory=list)
    greeting_ms: list[int] = field(default_factory=list)
    stages: dict[str, list[int]] = field(default_factory=lambda: {stage: [] for stage in STAGES})
    unanswered: int = 0
    lost: list[str] = field(default_factory=list)
    """What ended each call that came to nothing."""

    def add(self, recording: Recording, record: Json) -> None:
        for line in recording.lines:
            if (ms := recording.response_ms(line)) is None:
                self.unanswered += 1
            else:
                self.response_ms.append(ms)
        if (greeting := recording.greeting_ms) is not None:
            self.greeting_ms.append(greeting)
        for turn in turns_of(record):
            timings = turn.get("timings")
            if isinstance(timings, dict):
                for stage in STAGES:
                    if stage in timings:
                        self.stages[stage].append(int(timings[stage]))

    def row(self, name: str) -> list[str]:
        stages = [f"{percentile(self.stages[s], 50)} / {percentile(self.stages[s], 95)}" for s in STAGES]
        return [
            name,
            str(len(self.response_ms)),
            str(percentile(self.response_ms, 50)),
            str(percentile(self.response_ms, 95)),
            *stages,
            str(percentile(self.greeting_ms, 95)),
            str(self.unanswered),
            str(len(self.lost)) if not self.lost else f"{len(self.lost)}: {', '.join(sorted(set(self.lost)))}",
        ]


@dataclass(slots=True)
class Bench:
    server: RealServer
    console: Console
    voices: dict[Language, CallerVoice]
    _numbers: int = 0

    def line(self) -> Line:
        self._numbers += 1
        return Line(self.server.url, NUMBER, FROM_NUMBERS[self._numbers % len(FROM_NUMBERS)])

    async def place(self, caller: Caller) -> tuple[CallResult, Json]:
        result = await place_call(self.line(), caller, limit_s=CALL_WITHIN_S)
        return result, await self.server.call_record(result.call_sid)


async def answers(bench: Bench, language: Language, scripts: Sequence[Sequence[str]], *, at_once: int = 1) -> Answers:
    """Each script in turn, told by so many callers at once; no further one is begun once the time is up."""
    found = Answers()
    loop = asyncio.get_running_loop()
    until_s = loop.time() + LANGUAGE_WITHIN_S
    for turns in scripts:
        if loop.time() > until_s:
            break
        caller = await scripted(parse_script(turns), bench.voices[language], language)
        for ended in await asyncio.gather(*(bench.place(caller) for _ in range(at_once)), return_exceptions=True):
            if isinstance(ended, tuple):
                result, record = ended
                found.add(result.recording, record)
            elif isinstance(ended, LOST):
                found.lost.append(type(ended).__name__)
            else:
                raise ended
    return found


async def barge_ins(bench: Bench, language: Language, times: int) -> list[int | None]:
    """From the caller's first sound to lasting silence: each question cuts into the answer to the one before."""
    voice = bench.voices[language]
    questions = [await voice.speak(text, language) for text in QUESTIONS[language]]
    lines: list[CallerLine] = []

    async def caller(call: PhoneCall) -> None:
        await call.until_finished()
        await call.say(questions[0], "question")
        for nth in range(times):
            await call.until_speaking(for_ms=500 + 130 * nth)
            lines.append(await call.say(questions[(nth + 1) % len(questions)], "barge-in"))
        await call.until_finished()

    result, _ = await bench.place(caller)
    return [result.recording.silenced_ms(line) for line in lines]


async def stopped_by_noises(bench: Bench, language: Language) -> tuple[int, int]:
    """(times that a listener's noise or a cough stopped the assistant, times tried)."""
    voice = bench.voices[language]
    question = await voice.speak(QUESTIONS[language][0], language)
    noises = [await voice.speak(text, language) for text in BACKCHANNELS[language]]
    noises += [sounds.cough(seed=seed) for seed in (2, 3)]

    async def caller(call: PhoneCall) -> None:
        await call.until_finished()
        for noise in noises:
            await call.say(question, "question")
            await call.until_speaking(for_ms=700)
            await call.say(noise, "noise")
            await call.until_finished()

    _, record = await bench.place(caller)
    interrupted = [turn for turn in turns_of(record) if turn.get("speaker") == "assistant" and turn.get("interrupted")]
    return len(interrupted), len(noises)


async def cut_off(bench: Bench, language: Language) -> tuple[int, int]:
    """(callers whom the assistant spoke over in a pause of 0.7 to 1.2 s, callers)."""
    voice = bench.voices[language]
    speeches = [await voice.speak(text, language) for text in PAUSED[language]]

    async def caller(call: PhoneCall) -> None:
        for speech in speeches:
            await call.until_finished()
            await call.say(speech, "with a pause")
        await call.until_finished()

    result, _ = await bench.place(caller)
    recording = result.recording
    cut = [line for line in recording.lines if any(recording.audible[line.started + 10 : line.ended])]
    return len(cut), len(recording.lines)


RESPONSE_HEADS = ["calls", "turns", "response p50", "p95", "endpointing", "decoding", "thinking", "first sound"]
RESPONSE_HEADS += ["greeting p95", "unanswered", "lost"]
RESPONSE_TITLE = "End of the caller's speech to first sound, ms at the caller's ear (stages p50 / p95)"
TURN_HEADS = [
    "language",
    "barge-in to silence p50 / p95 ms",
    "not silenced",
    "stopped by a noise",
    "cut off in a pause",
]


async def response_part(bench: Bench) -> None:
    for language in LANGUAGES:
        found = await answers(bench, language, TURNS[language])
        show_table(bench.console, RESPONSE_TITLE, RESPONSE_HEADS, [found.row(f"{language}, one call")])


async def lag_part(bench: Bench) -> None:
    """How late the server's event loop woke up, over all calls so far; a busy machine adds to it."""
    async with httpx.AsyncClient(timeout=10) as http:
        told = (await http.get(f"{bench.server.url}/metrics")).raise_for_status().text
    within = {
        float(sample.labels["le"]): int(sample.value)
        for family in text_string_to_metric_families(told)
        for sample in family.samples
        if sample.name == "vorzimmer_event_loop_lag_seconds_bucket"
    }
    looks = within[math.inf]
    shares = [f"{within[at] / looks:.2%}" for at in LAGS_S]
    heads = ["looks", *(f"within {1000 * at:.0f} ms" for at in LAGS_S)]
    show_table(bench.console, "How late the event loop wakes up", heads, [[str(looks), *shares]])


async def together_part(bench: Bench) -> None:
    """The same script by one, two and three callers, so that the rows differ in nothing else."""
    rows = []
    for language in LANGUAGES:
        for at_once in (1, 2, 3):
            found = await answers(bench, language, TURNS[language][:1], at_once=at_once)
            rows.append(found.row(f"{language}, {at_once} at once"))
    show_table(bench.console, RESPONSE_TITLE, RESPONSE_HEADS, rows)


async def turn_part(bench: Bench) -> None:
    for language in LANGUAGES:
        silenced = await barge_ins(bench, language, 10)
        heard = [ms for ms in silenced if ms is not None]
        stopped, tried = await stopped_by_noises(bench, language)
        cut, callers = await cut_off(bench, language)
        times = f"{percentile(heard, 50)} / {percentile(heard, 95)}"
        missed = str(len(silenced) - len(heard))
        row = [language, times, missed, f"{stopped} of {tried}", f"{cut} of {callers}"]
        show_table(bench.console, "Taking turns", TURN_HEADS, [row])


PARTS = {"responses": response_part, "lag": lag_part, "together": together_part, "turns": turn_part}


async def run_parts(console: Console, names: list[str]) -> None:
    async with real_server() as server, caller_voices() as voices:
        bench = Bench(server, console, voices)
        for name in names:
            await PARTS[name](bench)


def main(names: list[str] | None = None) -> None:
    uvloop.run(run_parts(Console(highlight=False, width=150), names or list(PARTS)))


if __name__ == "__main__":
    main(sys.argv[1:])
