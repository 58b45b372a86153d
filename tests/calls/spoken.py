"""Calls by speech through the real server, graded by the final state: `python -m tests.calls.spoken [ID|SPLIT …]`.

Callers adapt to what the assistant says, as the record has it, and speak with synthesized voices over the media stream.
They deny a read-back or an offer that is not what they want, spell their name when asked, and press a key when told to.
"""

import argparse
import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import yaml
from rapidfuzz import fuzz
from websockets.exceptions import WebSocketException

from app.commands.transcript import Json, RecordReader, turns_of
from app.dialogue.intents import LANGUAGES
from app.dialogue.lexicon import offering_name
from app.settings import Settings
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.network import Line, NoStreamError, new_call_sid, place_call
from app.simulator.phone_call import CallOverError, PhoneCall
from app.wiring.speech import caller_voice
from tests.bench.real_server import RealServer, real_server
from tests.dialogue.caller import Caller, Scenario
from tests.dialogue.text_call import PRESSED
from tests.dialogue.wishes import Wish, wish_of
from tests.fakes.business import praxis
from voice.contract import Language

CALLERS = tuple(
    Path(__file__).parent / f"{name}.yaml"
    for name in (
        "spoken_callers",
        "unseen_callers",
        "later_callers",
        "third_callers_de",
        "third_callers_en",
        "fourth_callers_de",
        "fourth_callers_en",
        "fifth_callers_de",
        "fifth_callers_en",
        "final_callers_de",
        "final_callers_en",
        "sixth_callers_de",
        "sixth_callers_en",
        "seventh_callers_de",
        "seventh_callers_en",
        "eighth_callers_de",
        "eighth_callers_en",
        "ninth_callers_de",
        "ninth_callers_en",
        "tenth_callers_de",
        "tenth_callers_en",
        "eleventh_callers_de",
        "eleventh_callers_en",
        "twelfth_callers_de",
        "twelfth_callers_en",
        "thirteenth_callers_de",
        "thirteenth_callers_en",
        "fourteenth_callers_de",
        "fourteenth_callers_en",
        "fifteenth_callers_de",
        "fifteenth_callers_en",
    )
)
PLAYED_UNASKED = ("dev", "heldout", "fresh")
"""The other splits (unseen, later, third, fourth, fifth, final, sixth to fifteenth) are played by name."""

ZONE = ZoneInfo("Europe/Berlin")
SAME_NAME = 70  # of 100: a recogniser's spelling of a name that it was never told
TURNS_AT_MOST = 16
LOST = (TimeoutError, NoStreamError, CallOverError, WebSocketException)
"""A call that no stream was opened for, or whose line broke: counted as a failure, and the others go on."""
QUIET_MS = 900
"""Silence after which a caller takes the assistant to have finished."""

WhoCalls = Callable[[Scenario, Wish], Caller]
CAREFUL: WhoCalls = partial(Caller, takes_words=True)
_CALLERS_WORDS = re.compile(r"(?:ich gebe weiter|ihre nachricht|i will pass on|your message):.*")
"""Read back to them: no claim of ours."""
_CLAIMS = {
    "booked": r"ist eingetragen|ist gebucht|is booked|booked in|you are booked|habe sie eingetragen",
    "moved": r"ist verschoben|ist verlegt|has been moved|is moved",
    "cancelled": r"ist abgesagt|is cancelled|has been cancelled",
}


OFFERING_NAMES: dict[str, dict[str, str]] = {
    language: {str(offering.key): offering_name(offering, language) for offering in praxis().offerings}
    for language in LANGUAGES
}


@dataclass(frozen=True, slots=True)
class Graded:
    id: str
    faults: tuple[str, ...]
    false_claims: tuple[str, ...]
    record: Json
    response_ms: tuple[int, ...]

    @property
    def turns(self) -> Sequence[Json]:
        return turns_of(self.record)


async def play(
    entry: dict[str, Any],
    nth: int,
    server: RealServer,
    voice: CallerVoice,
    *,
    who: WhoCalls = CAREFUL,
    quiet_ms: int = QUIET_MS,
) -> Graded:
    language: Language = entry["language"]
    number = f"+493023125{400 + nth}"
    old = await _book_before(entry, number, server)
    scenario = Scenario(entry["id"], language, entry["split"], goal_of(entry), entry["says"], {}, number=number)
    wish = wish_of(entry["says"], language, entry["expect"], OFFERING_NAMES[language], careful=True)
    call_sid = new_call_sid()
    noise = sounds.street_noise(snr_db=entry["noise_db"], seed=nth) if entry.get("noise_db") else None
    line = Line(server.url, "+493023125000", number, noise_pcm16=noise)
    async with httpx.AsyncClient(timeout=10) as http:
        reader = RecordReader(http, server.url, call_sid, server.token)

        async def talk(call: PhoneCall) -> None:
            await _talk(call, who(scenario, wish), voice, reader, quiet_ms=quiet_ms)

        result = await place_call(line, talk, call_sid=call_sid, limit_s=300)
    record = await server.call_record(call_sid)
    faults = await _faults(entry["expect"], record, number, old, server)
    waits = [ms for said in result.recording.lines if (ms := result.recording.response_ms(said)) is not None]
    return Graded(entry["id"], tuple(faults), tuple(false_claims_of(record)), record, tuple(waits))


def goal_of(entry: dict[str, Any]) -> str:
    if "before" not in entry:
        return "book" if "offering" in entry["expect"] else "other"
    return "cancel" if "cancelled" in entry["expect"] else "move"


async def _talk(call: PhoneCall, caller: Caller, voice: CallerVoice, reader: RecordReader, *, quiet_ms: int) -> None:
    language: Language = "de" if caller.scenario.language == "de" else "en"
    await call.until_finished(quiet_ms=QUIET_MS)
    text: str | None = caller.opens()
    for _ in range(TURNS_AT_MOST):
        if text is None:
            return
        heard_before = len(await reader.turns())
        if (pressed := PRESSED.fullmatch(text)) is not None:
            call.press(pressed[1])
        else:
            await call.say(await voice.speak(text, language), text)
        if not await call.until_finished(quiet_ms=quiet_ms, timeout_ms=15_000):
            return
        text = caller.answer(await _what_was_said(call, reader, heard_before))


async def _what_was_said(call: PhoneCall, reader: RecordReader, heard_before: int) -> str:
    """The assistant's turns since, once they are on record."""
    for _ in range(12):
        said = [text for who, text in (await reader.turns())[heard_before:] if who == "assistant"]
        if said:
            return " ".join(said)
        await call.wait(200)
    return ""


async def _book_before(entry: dict[str, Any], number: str, server: RealServer) -> Json | None:
    """The booking that the caller wants to move or cancel: the first free one at least a week from now."""
    if "before" not in entry:
        return None
    first = date.today() + timedelta(days=8)  # noqa: DTZ011  the server under test runs on this machine's clock
    headers = {"Authorization": f"Bearer {server.token}"}
    async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=10) as http:
        for day in range(14):
            start = datetime.combine(first + timedelta(days=day), datetime.min.time(), ZONE).replace(hour=9, minute=30)
            wanted = {
                "business": "praxis-dr-sommer",
                "offering": entry["before"],
                "starts_at": start.isoformat(),
                "customer_name": "Sabine Hoffmann",
                "customer_number": number,
            }
            answer = await http.post("/bookings", json=wanted)
            if answer.is_success:
                booked: Json = answer.json()
                return booked
    raise RuntimeError("no free day to book before the call")


async def _faults(expect: dict[str, Any], record: Json, number: str, old: Json | None, server: RealServer) -> list[str]:
    listing = (await server.get("bookings?limit=200"))["items"]
    mine = [b for b in listing if b["customer_number"] == number] if isinstance(listing, list) else []
    return faults_of(expect, mine, str(record.get("outcome")), old)


def faults_of(expect: dict[str, Any], mine: Sequence[Json], outcome: str, old: Json | None) -> list[str]:
    """What differs from what the caller wanted; `mine`: every booking under their number, `old`: one made before."""
    confirmed = [b for b in mine if b["status"] == "confirmed"]
    if "cancelled" in expect:
        return [] if not confirmed else ["the booking still stands"]
    if "offering" not in expect:
        faults = ["a booking nobody asked for"] if confirmed else []
        return faults if re.fullmatch(expect["outcome"], outcome) else [*faults, f"outcome {outcome}"]
    if len(confirmed) != 1:
        return [f"{len(confirmed)} bookings, outcome {outcome}"]
    return _differences(expect, confirmed[0], old)


def _differences(expect: dict[str, Any], booking: Json, old: Json | None) -> list[str]:
    start = datetime.fromisoformat(str(booking["starts_at"])).astimezone(ZONE)
    at = start.strftime("%H:%M")
    faults = []
    if booking["offering"] != expect["offering"]:
        faults.append(f"booked {booking['offering']}")
    if start.weekday() != expect.get("weekday", start.weekday()):
        faults.append(f"on weekday {start.weekday()}")
    if not expect.get("from", "00:00") <= at <= expect.get("to", "23:59"):
        faults.append(f"at {at}")
    if (
        "name" in expect
        and fuzz.partial_ratio(expect["name"].lower(), str(booking["customer_name"]).lower()) < SAME_NAME
    ):
        faults.append(f"for {booking['customer_name']} instead of {expect['name']}")
    if old is not None and "moved" in expect and booking["starts_at"] == old["starts_at"]:
        faults.append("not moved")
    return faults


def false_claims_of(record: Json) -> list[str]:
    assistant = [str(turn["text"]).lower() for turn in turns_of(record) if turn["speaker"] == "assistant"]
    said = [_CALLERS_WORDS.sub("", text) for text in assistant]
    decisions = record.get("decisions")
    kinds = [str(d["kind"]) for d in decisions] if isinstance(decisions, list) else []
    needs = {"booked": ("booking",), "moved": ("move",), "cancelled": ("cancellation",)}
    return [
        f"{kind} claimed without a {' or '.join(needs[kind])}"
        for kind, pattern in _CLAIMS.items()
        if any(re.search(pattern, text) for text in said) and not any(k in kinds for k in needs[kind])
    ]


def wanted_callers(only: Sequence[str]) -> list[tuple[int, dict[str, Any]]]:
    """`only`: ids, or splits, as the files name them. With their numbers among all."""
    only = only or PLAYED_UNASKED
    entries = enumerate(entry for path in CALLERS for entry in yaml.safe_load(path.read_text(encoding="utf-8")))
    return [(nth, entry) for nth, entry in entries if entry["id"] in only or entry["split"] in only]


async def run(only: Sequence[str], *, at_once: int) -> list[Graded]:
    """Each split has a calendar of its own."""
    wanted = wanted_callers(only)
    graded: list[Graded] = []
    for split in dict.fromkeys(entry["split"] for _, entry in wanted):
        graded += await _run_split([(nth, entry) for nth, entry in wanted if entry["split"] == split], at_once)
    return graded


async def _run_split(entries: Sequence[tuple[int, dict[str, Any]]], at_once: int) -> list[Graded]:
    graded: list[Graded] = []
    lines = asyncio.Semaphore(at_once)

    async def one(nth: int, entry: dict[str, Any]) -> None:
        async with lines, caller_voice(Settings(), entry["voice"], entry["language"]) as voice:
            try:
                graded.append(await play(entry, nth, server, voice))
            except LOST as broken:
                graded.append(Graded(entry["id"], (f"lost: {type(broken).__name__}",), (), {}, ()))
        show(graded[-1])

    async with real_server() as server, asyncio.TaskGroup() as calls:
        for nth, entry in entries:
            calls.create_task(one(nth, entry), name=entry["id"])
    return graded


def show(graded: Graded) -> None:
    verdict = "ok" if not graded.faults and not graded.false_claims else "; ".join(graded.faults + graded.false_claims)
    print(f"{graded.id}: {verdict}", flush=True)  # noqa: T201
    if verdict != "ok":
        for turn in graded.turns:
            print(f"    {turn['speaker']:9} {turn['text']}", flush=True)  # noqa: T201


def summary(graded: Sequence[Graded]) -> str:
    right = sum(not g.faults and not g.false_claims for g in graded)
    by_language = {
        language: f"{sum(not g.faults for g in graded if g.id.startswith(language))} of "
        f"{sum(g.id.startswith(language) for g in graded)}"
        for language in ("de", "en")
    }
    waits = sorted(ms for g in graded for ms in g.response_ms)
    median = waits[len(waits) // 2] if waits else 0
    false_claims = sum(len(g.false_claims) for g in graded)
    return (
        f"{right} of {len(graded)} calls in the right state ({by_language}), {false_claims} false claims, "
        f"answers after {median} ms (median of {len(waits)})"
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("ids", nargs="*")
    arguments.add_argument("--at-once", type=int, default=1, help="calls at the same time (answers then wait longer)")
    asked = arguments.parse_args()
    print(summary(asyncio.run(run(asked.ids, at_once=asked.at_once))))  # noqa: T201
