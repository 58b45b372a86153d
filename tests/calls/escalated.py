"""Calls that belong to a person, by speech: `python -m tests.calls.escalated [PATH …]` prints one table.

Real engines and voices, the wired server and database; callers answer what the assistant says, as the record has it.
Graded by the TwiML that was followed (which telephones rang, how, with what whisper) and by what stands on record.
"""

import argparse
import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from app.commands.transcript import Json, RecordReader
from app.domain.business import Language
from app.log import set_up_logging
from app.settings import Settings
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.network import CallResult, Line, StaffAnswer, new_call_sid, place_call
from app.simulator.phone_call import Caller, CallOverError, PhoneCall
from app.wiring.calls import Wits, load_wits
from app.wiring.speech import Speech, caller_voice, speech
from tests.calls.offices import BILLING_LINE, HUMAN_LINE, PRAXIS, office, record_of, use_mode
from voice.audio.levels import to_pcm16, to_samples

QUIET_MS = 900
ANSWERED_WITHIN_MS = 20_000
PUT_THROUGH_WITHIN_MS = 15_000
TURNS_AT_MOST = 14
LOUDER_DB = 9.0
Answers = tuple[tuple[str, str], ...]
"""What is said when the assistant's words match a pattern; the first that fits."""

MESSAGE: dict[Language, Answers] = {
    "de": (
        (r"hinterlassen|Nachricht oder", "Eine Nachricht bitte."),
        (r"ausrichten|Ihre Nachricht\?|worum geht|Worum geht", "Die Krone sitzt wieder fest."),
        (r"[Bb]uchstabier", "K R A U S."),
        (r"Name", "Bettina Kraus."),
        (r"noch etwas|Wunsch", "Nein, danke, das war alles."),
        (r"richtig|[Ss]timmt|eintragen|Nummer", "Ja, richtig."),
    ),
    "en": (
        (r"leave a message|message or", "A message, please."),
        (r"pass on|the message\?|what is it about|What is it about", "The crown is loose again."),
        (r"spell", "P A R K E R."),
        (r"name", "Susan Parker."),
        (r"[Aa]nything else|anything more", "No, thank you, that was all."),
        (r"right|correct|number", "Yes, that's right."),
    ),
}


@dataclass(frozen=True, slots=True)
class Story:
    """`says`: the lines a caller has prepared; then, or when it is asked for, `answers`. `loud_from`: of the lines."""

    name: str
    says: tuple[str, ...]
    grade: Callable[[CallResult, Json, Sequence[Json]], list[str]]
    staff: tuple[StaffAnswer, ...] = (StaffAnswer.TAKES,)
    answers: Answers = ()
    language: Language = "de"
    voice: str = "pico"
    mode: str | None = None
    always_open: bool = True
    message_s: int | None = None
    loud_from: int | None = None
    mood_from_voice: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    story: Story
    faults: tuple[str, ...]
    result: CallResult | None = None
    turns: Sequence[Json] = field(default=())


# --- grading ----------------------------------------------------------------------------------------------------------


def said_by_us(record: Json) -> str:
    return " ".join(str(turn["text"]) for turn in turns_of(record) if turn["speaker"] == "assistant")


def turns_of(record: Json) -> Sequence[Json]:
    turns = record.get("turns")
    return turns if isinstance(turns, list) else []


def wrong(**expected: tuple[object, object]) -> list[str]:
    """`name=(is, should be)`; should be may be a set of what is right."""
    return [
        f"{name}: {found!r}"
        for name, (found, right) in expected.items()
        if not (found in right if isinstance(right, set | frozenset) else found == right)
    ]


def put_through(
    reason: str | set[str], *, number: str = HUMAN_LINE, said: str = "", turns: int | None = None
) -> Callable[[CallResult, Json, Sequence[Json]], list[str]]:
    """`said`: what the assistant must have said; `turns`: the fewest of the caller by then."""

    def grade(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
        reasons = reason if isinstance(reason, set) else {reason}
        faults = wrong(
            dials=([(dial.number, dial.status) for dial in result.dials], [(number, "completed")]),
            outcome=(record["outcome"], "transferred"),
            escalation=(record["escalation"], reasons),
            taken_by=(_handover(record).get("taken_by"), number),
        )
        faults += [] if result.dials and result.dials[0].whisper else ["nothing was whispered"]
        faults += [] if re.search(said, said_by_us(record)) else [f"never said: {said}"]
        spoken = sum(turn["speaker"] == "caller" for turn in turns_of(record))
        return faults if turns is None or spoken >= turns else [*faults, f"fetched after {spoken} sentences already"]

    return grade


def left_a_message(
    *, rang: Sequence[str], recordings: int, escalation: str | None
) -> Callable[[CallResult, Json, Sequence[Json]], list[str]]:
    """`rang`: how each telephone ended; `recordings`: how often the caller was with the assistant."""

    def grade(result: CallResult, record: Json, messages: Sequence[Json]) -> list[str]:
        texts = [str(message["text"]) for message in messages]
        faults = wrong(
            dials=([dial.status for dial in result.dials], list(rang)),
            recordings=(len(result.recordings), recordings),
            outcome=(record["outcome"], "message"),
            escalation=(record["escalation"], escalation),
            messages=(len(texts), 1),
        )
        return faults if any(re.search("[Kk]ron|crown", text) for text in texts) else [*faults, f"messages: {texts}"]

    return grade


def staff_missed_it(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
    return wrong(
        dials=([(dial.number, dial.status) for dial in result.dials], [(HUMAN_LINE, "no-answer")]),
        greeted=("guten Tag" in said_by_us(record), True),
        recordings=(len(result.recordings), 1),
        escalation=(record["escalation"], {None, "direct"}),
    )


def staff_took_it(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
    return wrong(
        dials=([(dial.number, dial.status) for dial in result.dials], [(HUMAN_LINE, "completed")]),
        recordings=(len(result.recordings), 0),
        outcome=(record["outcome"], "transferred"),
    )


def spoke_on_the_voicemail(result: CallResult, record: Json, messages: Sequence[Json]) -> list[str]:
    return wrong(
        dials=([dial.status for dial in result.dials], ["no-answer"]),
        recordings=(len(result.recordings), 0),
        outcome=(record["outcome"], "message"),
        messages=([str(message["text"])[:31] for message in messages], ["Sprachnachricht von 9 Sekunden."]),
    )


def voice_was_heard(result: CallResult, record: Json, _: Sequence[Json]) -> list[str]:
    """The record has the voice of each sentence from the fourth on; what is loud and calm fetches nobody."""
    loud = [turn for turn in turns_of(record) if _signals(turn).keys() & {"louder", "higher", "faster"}]
    return [
        *wrong(dials=(result.dials, []), escalation=(record["escalation"], None)),
        *([] if any("louder" in _signals(turn) for turn in loud) else ["no sentence is louder on record"]),
        *([] if "Stimme verärgert" in said_by_us(record) else ["the greeting did not tell of it"]),
    ]


def _signals(turn: Json) -> dict[str, float]:
    signals = turn.get("signals")
    return signals if isinstance(signals, dict) else {}


def _handover(record: Json) -> Json:
    found = record.get("handover")
    return found if isinstance(found, dict) else {}


# --- stories ----------------------------------------------------------------------------------------------------------

STORIES = (
    Story(
        "crisis",
        ("Hilfe, mein Mann bekommt keine Luft mehr!",),
        put_through("emergency_of_life", said="eins eins zwei"),
    ),
    Story(
        "crisis-en",
        ("Help, my husband can't breathe any more!",),
        put_through("emergency_of_life", said="one one two"),
        language="en",
        voice="pico-us",
    ),
    Story(
        "anger-at-once",
        ("Das ist eine Unverschämtheit, ich bin stinksauer, ich gehe zu meinem Anwalt!",),
        put_through("high_emotion"),
    ),
    Story(
        "anger-building",
        (
            "Ich warte seit drei Wochen auf Ihren Rückruf, das ärgert mich wirklich.",
            "Hören Sie mir überhaupt zu? Das ist eine Zumutung.",
            "Das ist eine Frechheit, ich habe die Nase voll!",
            "Unverschämt ist das, eine Frechheit!",
        ),
        put_through("high_emotion", turns=2),
    ),
    Story(
        "billing", ("Guten Tag, ich habe eine Frage zu meiner Rechnung.",), put_through("billing", number=BILLING_LINE)
    ),
    Story(
        "unknown-twice",
        (
            "Ich wollte mein Pferd neu beschlagen lassen.",
            "Na das Pferd, wegen der Hufeisen halt.",
            "Hufeisen, vier Stück.",
        ),
        put_through({"not_understood_twice", "unknown_wish"}),
    ),
    Story("asked-for-human", ("Ich möchte bitte mit einem Menschen sprechen.",), put_through("asked_for_human")),
    Story(
        "asked-for-human-en",
        ("I'd like to speak to a real person, please.",),
        put_through("asked_for_human"),
        language="en",
        voice="pico-us",
    ),
    Story(
        "busy-then-message",
        ("Ich möchte bitte mit einem Menschen sprechen.",),
        left_a_message(rang=["busy"], recordings=2, escalation=None),
        staff=(StaffAnswer.BUSY,),
        answers=MESSAGE["de"],
    ),
    Story(
        "after-hours",
        ("Ich möchte bitte mit einem Menschen sprechen.",),
        left_a_message(rang=[], recordings=1, escalation=None),
        answers=MESSAGE["de"],
        always_open=False,
    ),
    Story(
        "staff-first-missed",
        ("Nein, danke, das war alles.",),
        staff_missed_it,
        staff=(StaffAnswer.SILENT,),
        mode="staff_first",
    ),
    Story("staff-first-taken", (), staff_took_it, mode="staff_first"),
    Story("kill-switch-taken", (), staff_took_it, mode="human_line"),
    Story(
        "kill-switch-missed",
        (),
        spoke_on_the_voicemail,
        staff=(StaffAnswer.SILENT,),
        mode="human_line",
        message_s=9,
    ),
    Story(
        "loud-and-calm",
        (
            "Guten Tag, wann haben Sie am Mittwoch geöffnet?",
            "Und wo kann ich bei Ihnen mit dem Auto parken?",
            "Wann haben Sie denn am Donnerstag geöffnet?",
            "Wann haben Sie dann am Freitag geöffnet?",
            "Und am Montag, wie lange haben Sie da offen?",
            "Nein, danke, das war alles.",
        ),
        voice_was_heard,
        loud_from=3,
        mood_from_voice=True,
    ),
)


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


async def run(names: Sequence[str]) -> list[Outcome]:
    settings = Settings()
    wits = await load_wits(settings)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        async with speech(settings) as engines, offices(Path(folder), wits, engines) as office_of:
            for nth, story in enumerate(STORIES):
                if names and story.name not in names:
                    continue
                http = office_of(story)
                async with use_mode(http, story.mode), caller_voice(settings, story.voice, story.language) as voice:
                    outcomes.append(await play(story, http, voice, nth=nth))
                show(outcomes[-1])
    return outcomes


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
    outcomes = asyncio.run(run(names))
    right = sum(not outcome.faults for outcome in outcomes)
    print(f"{right} of {len(outcomes)} calls ended as they should")  # noqa: T201


if __name__ == "__main__":
    main()
