"""A whole call over ConversationRelay's words, on the wired product and a real database, in real time.

One scenario, one database: copied from a migrated one, the example business in it, and what the scenario wants there.
"""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz

from app.dialogue.manager import ReceptionConversation
from app.dialogue.state import Asking
from app.domain.availability import place_candidate
from app.domain.bookings import Booking, BookingStatus, Slot
from app.domain.business import Business
from app.domain.calendar import Calendar
from app.domain.calls import CallOnRecord, CallOpened
from app.domain.candidates import Claim
from app.domain.ids import E164, BookingReference, CallSid, OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.ports.bookings import BookingRequest
from app.ports.records import MediaGrant
from app.settings import Settings
from app.stores.business_file import example_business
from app.stores.business_text.business import CustomerText
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.call_log import SqlCallRecords
from app.stores.database import open_database
from app.stores.notes import SqlNotes
from app.stores.records import SqlRecords
from app.stores.upkeep import SqlCallUpkeep
from app.web.metrics import Metrics
from app.wiring.calls import CallRunner, Wits
from app.wiring.model import LanguageModel
from app.wiring.recordings import Recorders, RecordingOfCall
from app.wiring.stores import Stores, open_stores
from tests.dialogue.caller import Caller, Scenario, as_recognised
from tests.dialogue.claims_check import ZONE, Happened, false_claims
from tests.dialogue.text_call import _is_as_wished as is_as_wished
from tests.dialogue.text_call import _is_named as is_named
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from voice.line import LineClosed
from voice.session import SpeechEngines

LOCALES = {"de": "de-DE", "en": "en-GB"}
MOST_TURNS = 25
NEVER_ANSWERED_S = 900.0
"""A small model on a busy machine may take minutes; the suite is about what is said, not about when."""

PATIENT_S = 60.0
"""For a write to the database: a scenario is no load test."""

FULL = "FULL"
_PRESSED = re.compile(r"\[press ([\d*#]+)\]")
_SILENT = "[silence]"
_OVER = re.compile(r"\[after (\d+) words\] ?(.+)", re.DOTALL)
ASKED: Mapping[Asking, str] = {
    Asking.GOAL: "goal",
    Asking.OFFERING: "offering",
    Asking.WHEN: "when",
    Asking.WHICH_READING: "or",
    Asking.OFFERS: "offers",
    Asking.NAME: "name",
    Asking.FAMILY_NAME: "family",
    Asking.SPELLING: "spelling",
    Asking.NUMBER: "number",
    Asking.NUMBER_RIGHT: "number_right",
    Asking.READ_BACK: "confirm",
    Asking.WHICH_APPOINTMENT: "which",
    Asking.APPOINTMENT_NAME: "old_name",
    Asking.APPOINTMENT_DAY: "old_day",
    Asking.CANCEL_SURE: "cancel_sure",
    Asking.MESSAGE_TEXT: "message",
    Asking.MESSAGE_RIGHT: "message_right",
    Asking.CALLBACK_TOPIC: "topic",
    Asking.CALLBACK_WHEN: "callback_when",
    Asking.MESSAGE_OR_CALLBACK: "message_or_callback",
    Asking.HUMAN_OR_MESSAGE: "human_or_message",
    Asking.ANYTHING_ELSE: "else",
    Asking.WHAT_WRONG: "what_wrong",
    Asking.RETRY: "retry",
}


@dataclass
class Played:
    """One call as it went, and what is wrong with it."""

    scenario: Scenario
    faults: list[str] = field(default_factory=list)
    false_claims: list[str] = field(default_factory=list)
    transcript: list[tuple[str, str]] = field(default_factory=list)
    turns: int = 0
    seconds: float = 0.0
    answer_s: list[float] = field(default_factory=list)
    tool_errors: int = 0
    model_use: Mapping[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.faults and not self.false_claims


class TextLine:
    """Implements `Line`: Twilio's side of a relayed call, without its voice."""

    def __init__(self) -> None:
        self._inbox: asyncio.Queue[str | None] = asyncio.Queue()
        self._turns: asyncio.Queue[str | None] = asyncio.Queue()
        self._tokens: list[str] = []

    async def receive(self) -> str:
        message = await self._inbox.get()
        if message is None:
            raise LineClosed
        return message

    async def send(self, text: str) -> None:
        message = json.loads(text)
        match message["type"]:
            case "text" if message["last"]:
                self._turns.put_nowait(" ".join(self._tokens))
                self._tokens = []
            case "text":
                self._tokens.append(message["token"].strip())
            case "end":
                self.leave()

    async def turn(self, within_s: float = NEVER_ANSWERED_S) -> str | None:
        """What the assistant says next; None once it has left the call. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            return await self._turns.get()

    def tell(self, **message: object) -> None:
        self._inbox.put_nowait(json.dumps(message))

    def falls_silent(self) -> None:
        self.tell(type="info", name="agentSpeaking", value="off")

    def leave(self) -> None:
        """The assistant's side is gone, whatever ended it: nobody waits for it."""
        self._turns.put_nowait(None)

    def hang_up(self) -> None:
        self._inbox.put_nowait(None)


class WatchedRunner(CallRunner):
    """Lets the caller see what was asked, where words alone leave it open."""

    @property
    def asking(self) -> Asking:
        return _conversations[id(self)].state.asking

    async def _conversation(
        self, grant: MediaGrant, recorders: Recorders | None, *, heard_here: bool
    ) -> tuple[ReceptionConversation, RecordingOfCall | None] | None:
        found = await super()._conversation(grant, recorders, heard_here=heard_here)
        if found is not None:
            _conversations[id(self)], _ = found
        return found


_conversations: dict[int, ReceptionConversation] = {}


@dataclass(frozen=True)
class World:
    stores: Stores
    clock: FakeClock
    business: Business
    old: tuple[Booking, ...]


@asynccontextmanager
async def world(scenario: Scenario, folder: Path) -> AsyncIterator[World]:
    clock = FakeClock(datetime.fromisoformat(scenario.at).replace(tzinfo=ZONE))
    url = await Store("sqlite", folder).migrated()
    async with open_stores(Settings(DATABASE_URL=url)) as wired:
        database = open_database(url, busy_timeout_ms=round(1000 * PATIENT_S), write_wait_s=PATIENT_S)
        businesses = SqlBusinesses(database, clock)
        stores = replace(
            wired,
            clock=clock,
            businesses=businesses,
            calendars=SqlCalendars(database, clock),
            upkeep=SqlCallUpkeep(database, clock),
            records=SqlRecords(database, businesses),
            call_records=SqlCallRecords(database),
            notes=SqlNotes(database),
        )
        example = example_business()
        if scenario.known and scenario.number:
            known = CustomerText(name=scenario.known, number=scenario.number, language=_language(scenario))
            others = tuple(other for other in example.customers if other.name != known.name)
            example = example.model_copy(update={"customers": (*others, known)})
        business = await stores.businesses.save(example)
        old = await _seed(stores, business, scenario, clock.now())
        try:
            yield World(stores, clock, business, old)
        finally:
            await database.close()


async def _seed(stores: Stores, business: Business, scenario: Scenario, now: datetime) -> tuple[Booking, ...]:
    old = []
    async with stores.calendars.writing(business) as writes:
        for entry in scenario.calendar:
            start = datetime.fromisoformat(entry["start"]).replace(tzinfo=ZONE)
            calendar = Calendar(business, now, {})
            found = place_candidate(
                calendar,
                business.offering(OfferingKey(entry["offering"])),
                ResourceId(entry["resource"]),
                start,
                at_any_hour=True,
            )
            assert found is not None, entry
            number = entry.get("number", scenario.number)
            wanted = _request(found.slot, found.claims, entry["name"], number, _language(scenario))
            old.append(await writes.add(wanted))
        for day in scenario.full_days:
            for person in business.resources:
                start = datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE)
                slot = Slot(business.offerings[0].key, start, start + timedelta(days=1), person.id)
                span = Interval(start.astimezone(UTC), slot.ends_at.astimezone(UTC))
                await writes.add(_request(slot, [Claim(person.id, span)], FULL, None, "de"))
    return tuple(old)


def _request(slot: Slot, claims: Any, name: str, number: str | None, language: Any) -> BookingRequest:
    return BookingRequest(slot, claims, name, E164(number) if number else None, language, None, None)


def _language(scenario: Scenario) -> Any:
    return "de" if scenario.language == "de" else "en"


async def play(scenario: Scenario, wits: Wits, folder: Path, *, model: LanguageModel | None = None) -> Played:
    played = Played(scenario)
    began = time.monotonic()
    async with world(scenario, folder) as around:
        stores, business = around.stores, around.business
        sid = CallSid("CA" + re.sub(r"\W", "", scenario.id).ljust(32, "0"))
        opened = CallOpened(
            sid, business.id, scenario.number or "anonymous", business.numbers[0], "de", around.clock.now()
        )
        await stores.call_records.open_call(opened)
        engines = SpeechEngines(ScriptedStt(), ToneTts(), LoudnessVad())
        runner = WatchedRunner(stores, engines, wits, Metrics(), 3600.0, model)
        line = TextLine()
        answering = asyncio.create_task(runner.answer_relayed(MediaGrant(sid, business.id), line), name=scenario.id)
        answering.add_done_callback(lambda _: line.leave())
        try:
            await _converse(played, line, runner, sid)
        except TimeoutError:
            played.faults.append("the assistant fell silent")
        line.hang_up()
        await answering
        _conversations.pop(id(runner), None)
        record = await stores.records.call(sid)
        assert record is not None
        await _grade(played, around, record)
    played.seconds = time.monotonic() - began
    return played


async def _converse(played: Played, line: TextLine, runner: WatchedRunner, sid: CallSid) -> None:
    scenario, random = played.scenario, Random(played.scenario.id)
    caller = Caller(scenario)
    line.tell(type="setup", sessionId="VX1", accountSid="AC1", callSid=sid)
    said = await line.turn()
    words: str | None = caller.opens()
    while said is not None:
        played.transcript.append(("assistant", said))
        if words is None or played.turns >= MOST_TURNS:
            line.falls_silent()
            await _goodbye(line)
            return
        _speak(line, played, as_recognised(words, scenario.language, random) if scenario.noise else words, said)
        asked_at = time.monotonic()
        said = await line.turn()
        played.answer_s.append(time.monotonic() - asked_at)
        if said is not None:
            words = caller.answer(said, otherwise=ASKED.get(runner.asking))


async def _goodbye(line: TextLine) -> None:
    """The assistant leaves by itself where it has said goodbye; else the caller hangs up."""
    try:
        await line.turn(within_s=0.5)
    except TimeoutError:
        return


def _speak(line: TextLine, played: Played, words: str, said: str) -> None:
    """Words, a key, silence, or words over the assistant's own."""
    played.turns += 1
    played.transcript.append(("caller", words))
    over = _OVER.fullmatch(words)
    if over is not None:
        heard = " ".join(said.split()[: int(over[1])])
        line.tell(type="interrupt", utteranceUntilInterrupt=heard, durationUntilInterruptMs=500)
        words = over[2]
    else:
        line.falls_silent()
    if words == _SILENT:
        return
    if (pressed := _PRESSED.fullmatch(words)) is not None:
        keys = pressed[1] if len(pressed[1]) == 1 else f"{pressed[1].rstrip('#')}#"
        for key in keys:
            line.tell(type="dtmf", digit=key)
        return
    line.tell(type="prompt", voicePrompt=words, lang=LOCALES[played.scenario.language], last=True)


# --- grading: by what is in the database ------------------------------------------------------------------------------


async def _grade(played: Played, around: World, record: CallOnRecord) -> None:
    stores, entry = around.stores, record.entry
    everything = [e.booking for e in (await stores.records.bookings(limit=200)).items]
    bookings = [booking for booking in everything if booking.customer_name != FULL]
    confirmed = [booking for booking in bookings if booking.status is BookingStatus.CONFIRMED]
    now_of = {booking.reference: await _now(stores, booking.reference) for booking in around.old}
    old_references = {booking.reference for booking in around.old}
    cancelled = [b for b in bookings if b.status is BookingStatus.CANCELLED and b.reference in old_references]
    moved = [b for b in around.old if (now := now_of[b.reference]) is None or not now.slot.same_place(b.slot)]
    happened = Happened(
        caller_has=tuple(confirmed),
        booked=sum(1 for booking in bookings if booking.call_sid == entry.call_sid),
        moved=len(moved) + sum(1 for b in bookings if b.status is BookingStatus.MOVED),
        cancelled=sum(1 for b in bookings if b.status is BookingStatus.CANCELLED),
        messages=(await stores.records.messages()).total,
        callbacks=(await stores.records.callbacks()).total,
        waiting=(await stores.waitlist.entries()).total,
        put_through=entry.escalation is not None,
    )
    texts = [message.text for message in (await stores.records.messages()).items]
    said = [text for who, text in played.transcript if who == "assistant"]
    played.false_claims += false_claims(said, happened)
    played.faults += _wrong_bookings(played.scenario.expect, confirmed)
    played.faults += _wrong_counts(played.scenario.expect, happened, len(cancelled), texts)
    outcome = entry.outcome.value if entry.outcome is not None else "none"
    if not re.fullmatch(played.scenario.expect["outcome"], outcome):
        played.faults.append(f"outcome {outcome} instead of {played.scenario.expect['outcome']}")
    if played.turns > played.scenario.expect.get("max_turns", 18):
        played.faults.append(f"{played.turns} turns")
    async with stores.calendars.reading(around.business) as reads:
        if await reads.hold_of(entry.call_sid, now=around.clock.now()) is not None:
            played.faults.append("a hold is left behind")
    played.faults += _wrong_record(record, said)
    for decision in record.decisions:
        if decision.kind == "model_use":
            played.model_use = decision.inputs


async def _now(stores: Stores, reference: BookingReference) -> Booking | None:
    entry = await stores.records.booking(reference)
    return entry.booking if entry is not None else None


def _wrong_bookings(expect: dict[str, Any], confirmed: list[Booking]) -> list[str]:
    wanted = expect.get("bookings", [])
    are = [(b.slot.offering, str(b.slot.starts_at), b.customer_name) for b in confirmed]
    faults = [] if len(confirmed) == len(wanted) else [f"{len(confirmed)} bookings instead of {len(wanted)}: {are}"]
    faults += [f"no booking like {wish}: {are}" for wish in wanted if not any(is_as_wished(b, wish) for b in confirmed)]
    faults += [f"not under the name {w.get('name')}: {are}" for w in wanted if not is_named(confirmed, w, 100.0)]
    return faults


def _wrong_counts(expect: dict[str, Any], happened: Happened, cancelled: int, texts: list[str]) -> list[str]:
    counts = {
        "cancelled": cancelled,
        "messages": happened.messages,
        "callbacks": happened.callbacks,
        "waiting": happened.waiting,
    }
    faults = [f"{n} {what} instead of {expect.get(what, 0)}" for what, n in counts.items() if n != expect.get(what, 0)]
    wanted = expect.get("message_has")
    if wanted and max((fuzz.partial_ratio(wanted, text.lower()) for text in texts), default=0.0) < 100.0:
        faults.append(f"the message lacks {wanted}: {texts}")
    return faults


def _wrong_record(record: CallOnRecord, said: list[str]) -> list[str]:
    """The record has to hold what was said, and be closed."""
    faults = [] if record.entry.ended_at is not None else ["the call is still open on record"]
    recorded = [turn.text for turn in record.turns if turn.speaker == "assistant"]
    if [text for text in said if text and text not in recorded]:
        faults.append("words of the assistant are not on record")
    return faults
