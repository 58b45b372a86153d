"""Calls that belong to a person, by speech: `python -m tests.calls.escalated [PATH …]` prints one table.

Real engines and voices, the wired server and database; callers answer what the assistant says, as the record has it.
Graded by the TwiML that was followed (which telephones rang, how, with what whisper) and by what stands on record.
The clock stands still while anything is computed (`tests.fakes.unhurried`): a slow or busy machine changes no result.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import numpy as np

from app.commands.transcript import Json, RecordReader
from app.domain.business import Language
from app.log import set_up_logging
from app.settings import Settings
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.network import CallResult, Line, new_call_sid, place_call
from app.simulator.phone_call import Caller, CallOverError, PhoneCall
from app.wiring.calls import Wits, load_wits
from app.wiring.speech import Speech, caller_voice, speech
from tests.calls.escalated_grades import turns_of
from tests.calls.escalated_stories import STORIES, Story
from tests.calls.offices import PRAXIS, office, record_of, use_mode
from tests.calls.spoken import LOST
from tests.fakes.unhurried import run_unhurried
from voice.audio.levels import to_pcm16, to_samples

QUIET_MS = 900
ANSWERED_WITHIN_MS = 20_000
PUT_THROUGH_WITHIN_MS = 15_000
TURNS_AT_MOST = 14
LOUDER_DB = 9.0


@dataclass(frozen=True, slots=True)
class Outcome:
    story: Story
    faults: tuple[str, ...]
    result: CallResult | None = None
    turns: Sequence[Json] = field(default=())


# --- callers ----------------------------------------------------------------------------------------------------------


async def caller_of(story: Story, voice: CallerVoice, reader: RecordReader, *, opens: bool) -> Caller:
    """`opens`: with what was prepared; who comes back to the assistant only answers. All is spoken before the call."""
    prepared = list(story.says) if opens else []
    louder = story.loud_from if opens else None
    spoken = {text: await voice.speak(text, story.language) for text in {*prepared, *(a for _, a in story.answers)}}

    async def caller(call: PhoneCall) -> None:
        known: Counter[tuple[str, str]] = Counter()
        for nth in range(TURNS_AT_MOST):
            if not await call.until_finished(quiet_ms=QUIET_MS, timeout_ms=ANSWERED_WITHIN_MS):
                return
            text = await _next_line(call, reader, story, prepared, known)
            if text is None:
                break
            sound = spoken[text]
            await call.say(louder_by(LOUDER_DB, sound) if louder is not None and nth >= louder else sound, text)
        await call.wait(PUT_THROUGH_WITHIN_MS)

    async def until_over(call: PhoneCall) -> None:
        try:
            await caller(call)
        except CallOverError:
            return  # put through, or the assistant hung up

    return until_over


async def _next_line(
    call: PhoneCall, reader: RecordReader, story: Story, prepared: list[str], known: Counter[tuple[str, str]]
) -> str | None:
    """`known`: turns that were answered already; a record has the turns of a second stream among those of the first."""
    if not story.answers or (prepared and not known):
        known.update(await reader.turns())
        if not prepared and story.insists:
            prepared += story.says
        return prepared.pop(0) if prepared else None
    said = ""
    for _ in range(15):
        turns = Counter(await reader.turns())
        said = " ".join(text for who, text in turns - known if who == "assistant")
        if said:
            known |= turns
            break
        await call.wait(200)
    fitting = next((answer for pattern, answer in story.answers if re.search(pattern, said)), None)
    return fitting if fitting is not None else (prepared.pop(0) if prepared else None)


def louder_by(db: float, pcm16: bytes) -> bytes:
    return to_pcm16(to_samples(pcm16) * np.float32(10 ** (db / 20)))


# --- playing ----------------------------------------------------------------------------------------------------------


async def play(story: Story, http: httpx.AsyncClient, voice: CallerVoice, *, nth: int) -> Outcome:
    base_url, call_sid = str(http.base_url).rstrip("/"), new_call_sid()
    reader = RecordReader(http, base_url, call_sid, http.headers["Authorization"].removeprefix("Bearer "))
    number = f"+4930231252{nth:02d}"
    line = Line(
        base_url,
        PRAXIS,
        number,
        staff=story.staff,
        message_s=story.message_s,
        noise_pcm16=sounds.street_noise(snr_db=25, seed=nth),
    )
    first = await caller_of(story, voice, reader, opens=True)
    later = await caller_of(story, voice, reader, opens=False)
    result = await place_call(line, first, afterwards=later, call_sid=call_sid, limit_s=420)
    record = await record_of(http, call_sid)
    listed = (await http.get("/api/v1/messages")).json()["items"]
    messages = [message for message in listed if message.get("call_sid") == call_sid]
    return Outcome(story, tuple(story.grade(result, record, messages)), result, turns_of(record))


@asynccontextmanager
async def offices(folder: Path, wits: Wits, engines: Speech) -> AsyncIterator[Callable[[Story], httpx.AsyncClient]]:
    """One server for each kind of business that the stories need; gives the one for a story."""
    async with AsyncExitStack() as stack:
        made: dict[tuple[bool, bool], httpx.AsyncClient] = {}
        for kind in {(story.always_open, story.mood_from_voice) for story in STORIES}:
            own = folder / f"open-{kind[0]}-voice-{kind[1]}"
            own.mkdir()
            made[kind] = await stack.enter_async_context(
                office(own, wits, engines, always_open=kind[0], mood_from_voice=kind[1])
            )
        yield lambda story: made[story.always_open, story.mood_from_voice]


async def run(names: Sequence[str], seen: Callable[[Outcome], None] | None = None) -> list[Outcome]:
    """`seen` is told of each call when it is over; None = it is printed."""
    settings = Settings()
    wits = await load_wits(settings)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        async with speech(settings) as warm_ones, offices(Path(folder), wits, as_needed(warm_ones)) as office_of:
            for nth, story in enumerate(STORIES):
                if names and story.name not in names:
                    continue
                http = office_of(story)
                async with use_mode(http, story.mode), caller_voice(settings, story.voice, story.language) as voice:
                    try:
                        outcomes.append(await play(story, http, voice, nth=nth))
                    except LOST as broken:
                        outcomes.append(Outcome(story, (f"lost: {type(broken).__name__}",)))
                (seen or show)(outcomes[-1])
    return outcomes


def as_needed(engines: Speech) -> Speech:
    """Nothing is spoken ahead, which would take minutes: while something is spoken nobody waits here."""

    async def nothing(_: Iterable[tuple[str, Language]]) -> None:
        return

    return replace(engines, warm=nothing)


def show(outcome: Outcome) -> None:
    result = outcome.result
    rang = ", ".join(f"{dial.number} {dial.status}" for dial in result.dials) if result is not None else ""
    verdict = "; ".join(outcome.faults) or "ok"
    print(f"{outcome.story.name:20} {rang or 'nobody rung':28} {verdict}", flush=True)  # noqa: T201
    if outcome.faults:
        for turn in outcome.turns:
            print(f"    {turn['speaker']:9} {turn['text']}", flush=True)  # noqa: T201


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", choices=[[], *(story.name for story in STORIES)])
    names = arguments.parse_args().names
    set_up_logging(style="auto", level="error", with_pii=False)
    outcomes = run_unhurried(run(names))
    right = sum(not outcome.faults for outcome in outcomes)
    print(f"{right} of {len(outcomes)} calls ended as they should")  # noqa: T201


if __name__ == "__main__":
    main()
