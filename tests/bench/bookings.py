"""Booking calls by speech, graded by what stands in the database afterwards: `python -m tests.bench.bookings [CALLS]`.

Two languages, two voices each, noise of 10 to 20 dB in a third of the calls. Right: one confirmed booking of this call,
of the wished offering, on the wished weekday and part of the day, under a name that sounds like the caller's. A false
claim: the assistant said that something is booked in a call that booked nothing.
"""

import asyncio
import re
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

import httpx
import uvloop
from rapidfuzz.distance import JaroWinkler
from rich.console import Console

from app.commands.transcript import Json, RecordReader, turns_of
from app.settings import Settings
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.network import Line, new_call_sid, place_call
from app.simulator.persona import listening
from app.wiring.speech import caller_voice
from tests.bench.booking_wishes import BookingWish, persona, wishes
from tests.bench.callers import NUMBER
from tests.bench.figures import show_table
from tests.bench.real_server import RealServer, real_server
from voice.contract import Language

VOICES: dict[Language, tuple[str, str]] = {"de": ("pico", "pico-low"), "en": ("en_US-joe-medium", "pico")}
NOISES_DB = (20.0, 15.0, 10.0)
AT_ONCE = 2
SAME_NAME = 0.8
CLAIMS = re.compile(r"\b(ist (jetzt )?eingetragen|ist gebucht|is booked|are booked|booked in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trial:
    wish: BookingWish
    voice: str
    noise_db: float | None
    from_number: str


@dataclass(frozen=True, slots=True)
class Verdict:
    trial: Trial
    problem: str | None
    is_false_claim: bool
    said: list[str]


def trials(count: int) -> list[Trial]:
    made = []
    languages: tuple[Language, ...] = ("de", "en")
    for which, language in enumerate(languages):
        for nth, wish in enumerate(wishes(language, count // 2)):
            noise_db = NOISES_DB[nth // 3 % len(NOISES_DB)] if nth % 3 == 2 else None
            number = f"+49302312{5500 + which * 50 + nth:04}"
            made.append(Trial(wish, VOICES[language][nth % 2], noise_db, number))
    return made


async def run_trial(server: RealServer, trial: Trial, voice: CallerVoice) -> Verdict:
    call_sid = new_call_sid()
    noise = None if trial.noise_db is None else sounds.street_noise(snr_db=trial.noise_db)
    async with httpx.AsyncClient(timeout=10) as http:
        reader = RecordReader(http, server.url, call_sid, server.token)
        caller = await listening(persona(trial.wish), voice, reader.turns)
        line = Line(server.url, NUMBER, trial.from_number, noise_pcm16=noise)
        await place_call(line, caller, call_sid=call_sid)
        record = await reader.finished()
    bookings = [booking for booking in _list(record, "bookings") if booking.get("status") == "confirmed"]
    said = [f"{turn['speaker']}: {turn['text']}" for turn in turns_of(record)]
    claimed = any(CLAIMS.search(text) for text in said if text.startswith("assistant"))
    return Verdict(trial, _problem(trial.wish, bookings), claimed and not bookings, said)


def _list(record: Json, key: str) -> list[Json]:
    found = record.get(key)
    return found if isinstance(found, list) else []


def _problem(wish: BookingWish, bookings: list[Json]) -> str | None:
    if len(bookings) != 1:
        return f"{len(bookings)} bookings"
    booking = bookings[0]
    starts_at = datetime.fromisoformat(str(booking["starts_at"]))
    if booking["offering"] != wish.offering:
        return f"booked {booking['offering']}"
    if starts_at.weekday() != wish.weekday:
        return f"on {starts_at:%A}"
    if (wish.part == "am" and starts_at.hour >= 13) or (wish.part == "pm" and starts_at.hour < 12):
        return f"at {starts_at:%H:%M}"
    if JaroWinkler.similarity(str(booking["customer_name"]).lower(), wish.name.lower()) < SAME_NAME:
        return f"for {booking['customer_name']}"
    return None


async def run_all(console: Console, count: int) -> None:
    settings = Settings()
    async with real_server() as server, AsyncExitStack() as stack:
        voices = {
            (language, name): await stack.enter_async_context(caller_voice(settings, name, language))
            for language, names in VOICES.items()
            for name in names
        }
        lines = asyncio.Semaphore(AT_ONCE)

        async def one(trial: Trial) -> Verdict:
            async with lines:
                verdict = await run_trial(server, trial, voices[trial.wish.language, trial.voice])
            if verdict.problem is not None or verdict.is_false_claim:
                heading = f"{trial.wish.opening} [{trial.voice}, noise {trial.noise_db}]: {verdict.problem}"
                console.print("\n  ".join([heading, *verdict.said]), markup=False)
            return verdict

        verdicts = await asyncio.gather(*(one(trial) for trial in trials(count)))
    rows = []
    for language in ("de", "en"):
        own = [verdict for verdict in verdicts if verdict.trial.wish.language == language]
        noisy = [verdict for verdict in own if verdict.trial.noise_db is not None]
        rows.append([language, _share(own), _share(noisy), str(sum(verdict.is_false_claim for verdict in own))])
    show_table(
        console,
        "Booking calls by speech",
        ["language", "right in the database", "of these with noise", "false claims"],
        rows,
    )


def _share(verdicts: list[Verdict]) -> str:
    return f"{sum(verdict.problem is None for verdict in verdicts)} of {len(verdicts)}"


if __name__ == "__main__":
    uvloop.run(run_all(Console(highlight=False, width=150), int(sys.argv[1]) if len(sys.argv) > 1 else 40))
