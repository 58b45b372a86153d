"""Real calls with the real engines: `python -m tests.bench.calls`. Where the time goes, and how turns are taken.

Every figure is taken at the caller's ear; the stages come from the server's own record of the same turns.
"""

import asyncio
from dataclasses import dataclass, field

import uvloop
from rich.console import Console

from app.commands.transcript import Json, turns_of
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.measurements import CallerLine, Recording
from app.simulator.network import CallResult, Line, place_call
from app.simulator.phone_call import Caller, PhoneCall
from app.simulator.script import parse_script, scripted
from tests.bench.callers import BACKCHANNELS, BARGE_INS, LONG_ANSWER, NUMBER, PAUSED, TURNS
from tests.bench.figures import percentile, show_table
from tests.bench.real_server import RealServer, real_server
from tests.bench.voices import caller_voices
from voice.contract import Language

LANGUAGES: tuple[Language, ...] = ("de", "en")
STAGES = ("endpointing_ms", "decoding_ms", "thinking_ms", "first_sound_ms")
FROM_NUMBERS = [f"+4930231251{nth:02}" for nth in range(100)]


@dataclass(slots=True)
class Answers:
    """Responses of many calls, at the ear and by stage."""

    response_ms: list[int] = field(default_factory=list)
    greeting_ms: list[int] = field(default_factory=list)
    stages: dict[str, list[int]] = field(default_factory=lambda: {stage: [] for stage in STAGES})
    unanswered: int = 0

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
        result = await place_call(self.line(), caller)
        return result, await self.server.call_record(result.call_sid)


async def answers(bench: Bench, language: Language, voice: CallerVoice, *, at_once: int = 1) -> Answers:
    """Every conversation of the language, so many at once."""
    found = Answers()
    callers = [await scripted(parse_script(turns), voice, language) for turns in TURNS[language]]
    for first in range(0, len(callers), at_once):
        for result, record in await asyncio.gather(*map(bench.place, callers[first : first + at_once])):
            found.add(result.recording, record)
    return found


async def barge_ins(bench: Bench, language: Language, voice: CallerVoice, times: int) -> list[int | None]:
    """From the caller's first sound to lasting silence, at different moments of an assistant's long sentence."""
    question = await voice.speak(LONG_ANSWER[language], language)
    words = await voice.speak(BARGE_INS[language], language)
    silenced: list[int | None] = []
    for nth in range(times):
        lines: list[CallerLine] = []
        result, _ = await bench.place(_interrupting(question, words, lines, after_ms=500 + 150 * nth))
        silenced += [result.recording.silenced_ms(line) for line in lines]
    return silenced


def _interrupting(question: bytes, words: bytes, lines: list[CallerLine], *, after_ms: int) -> Caller:
    async def caller(call: PhoneCall) -> None:
        await call.until_finished()
        await call.say(question, "question")
        await call.until_speaking(for_ms=after_ms)
        lines.append(await call.say(words, "barge-in"))
        await call.until_finished()

    return caller


async def stopped_by_noises(bench: Bench, language: Language, voice: CallerVoice) -> tuple[int, int]:
    """(times that a listener's noise or a cough stopped the assistant, times tried)."""
    question = await voice.speak(LONG_ANSWER[language], language)
    noises = [(text, await voice.speak(text, language)) for text in BACKCHANNELS[language]]
    noises += [("cough", sounds.cough(seed=seed)) for seed in (2, 3)]
    stopped = 0
    for _, noise in noises:
        _, record = await bench.place(_interrupting(question, noise, [], after_ms=700))
        stopped += any(turn.get("interrupted") for turn in turns_of(record) if turn.get("speaker") == "assistant")
    return stopped, len(noises)


async def cut_off(bench: Bench, language: Language, voice: CallerVoice) -> tuple[int, int]:
    """(callers whom the assistant spoke over in a pause of 0.7 to 1.2 s, callers)."""
    count = 0
    for text in PAUSED[language]:
        speech = await voice.speak(text, language)

        async def caller(call: PhoneCall, speech: bytes = speech, text: str = text) -> None:
            await call.until_finished()
            await call.say(speech, text)
            await call.until_finished()

        result, _ = await bench.place(caller)
        recording = result.recording
        count += any(any(recording.audible[line.started + 10 : line.ended]) for line in recording.lines)
    return count, len(PAUSED[language])


async def response_part(bench: Bench) -> None:
    rows = []
    for language in LANGUAGES:
        voice = bench.voices[language]
        rows.append((await answers(bench, language, voice)).row(f"{language}, one call"))
    for at_once in (2, 3):
        found = await answers(bench, "de", bench.voices["de"], at_once=at_once)
        rows.append(found.row(f"de, {at_once} at once"))
    heads = ["calls", "turns", "response p50", "p95", "endpointing", "decoding", "thinking", "first sound"]
    show_table(
        bench.console,
        "End of the caller's speech to first sound, ms at the caller's ear (stages p50 / p95)",
        [*heads, "greeting p95", "unanswered"],
        rows,
    )


async def turn_part(bench: Bench) -> None:
    rows = []
    for language in LANGUAGES:
        voice = bench.voices[language]
        silenced = await barge_ins(bench, language, voice, 10)
        heard = [ms for ms in silenced if ms is not None]
        stopped, tried = await stopped_by_noises(bench, language, voice)
        cut, callers = await cut_off(bench, language, voice)
        missed = len(silenced) - len(heard)
        rows.append(
            [
                language,
                f"{percentile(heard, 50)} / {percentile(heard, 95)}",
                str(missed),
                f"{stopped} of {tried}",
                f"{cut} of {callers}",
            ]
        )
    heads = [
        "language",
        "barge-in to silence p50 / p95 ms",
        "missed",
        "stopped by mhm, okay, cough",
        "cut off in a pause",
    ]
    show_table(bench.console, "Taking turns", heads, rows)


async def run_all(console: Console) -> None:
    async with real_server() as server, caller_voices() as voices:
        bench = Bench(server, console, voices)
        await response_part(bench)
        await turn_part(bench)


def main() -> None:
    uvloop.run(run_all(Console(highlight=False, width=150)))


if __name__ == "__main__":
    main()
