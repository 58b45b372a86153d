"""A whole call by text in virtual time: scripted caller, real dialogue, calendar in memory, and the grading."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from tempfile import gettempdir
from typing import Any
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz

from app.dialogue.comprehension import Comprehension
from app.dialogue.intents import IntentClassifier, load_or_train
from app.dialogue.lexicon import offering_name
from app.dialogue.manager import ReceptionConversation
from app.dialogue.moods import MoodJudge
from app.dialogue.phrase_book import PhraseBook
from app.domain.bookings import Booking, BookingStatus, Slot
from app.domain.calls import CallOpened, CallOutcome
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, CallSid, CustomerId, OfferingKey, ResourceId
from tests.dialogue.caller import Caller, Scenario, as_recognised
from tests.dialogue.misheard import BadLine
from tests.dialogue.wishes import Wish, wish_of
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock
from tests.fakes.records import FakeRecords
from tests.fakes.tools import CALL_SID, FakeCalendar, FakeTools
from voice.contract import CallerEvent, EndReason, HangUp, Keys, Language, Listen, Say, SpeechAct, Transfer, Utterance

PRESSED = re.compile(r"\[press ([\d*#]+)\]")

ZONE = ZoneInfo("Europe/Berlin")
SAME_NAME = 70.0
"""Of 100: a recogniser's spelling of a name that it was never told."""

TURNS_ON_A_BAD_LINE = 24
WRONG_NAME = "not under the name"


@lru_cache
def classifier() -> IntentClassifier:
    return load_or_train(Path(gettempdir()) / "vorzimmer-test-models")


@lru_cache
def comprehension() -> Comprehension:
    return Comprehension(praxis(), classifier())


@lru_cache
def phrase_book() -> PhraseBook:
    return PhraseBook.load()


@dataclass
class Line:
    """One call to the example business: what is said by either side, and the world behind it."""

    number: str | None = "+493023125199"
    language: Language = "de"
    at: datetime = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
    call_sid: CallSid = CALL_SID
    transcript: list[tuple[str, str]] = field(default_factory=list)
    turns: int = 0
    moods: MoodJudge | None = None

    def __post_init__(self) -> None:
        self.clock = FakeClock(self.at)
        self.calendar = FakeCalendar(clock=self.clock)
        self.tools = FakeTools(self.calendar, number=E164(self.number) if self.number else None, call_sid=self.call_sid)
        self.records = FakeRecords(clock=self.clock)
        business = self.calendar.business
        opened = CallOpened(
            self.call_sid, business.id, self.number or "anonymous", business.numbers[0], "de", self.clock.now()
        )
        self.opened = opened
        self.conversation = ReceptionConversation(
            call=opened,
            business=business,
            tools=self.tools,
            records=self.records,
            clock=self.clock,
            comprehension=comprehension(),
            phrase_book=phrase_book(),
            moods=self.moods,
        )

    def know(self, name: str) -> None:
        number = E164(self.number) if self.number else None
        self.calendar.customers.append(Customer(CustomerId("c1"), name, number, self.language))

    def has_booking(self, entry: dict[str, Any]) -> Booking:
        business = self.calendar.business
        start = datetime.fromisoformat(entry["start"]).replace(tzinfo=ZONE)
        offering = business.offering(OfferingKey(entry["offering"]))
        slot = Slot(offering.key, start, start + offering.duration, ResourceId(entry["resource"]))
        reference = BookingReference(f"OLD{len(self.calendar.bookings)}")
        number = entry.get("number", self.number)
        booking = Booking(reference, slot, entry["name"], E164(number) if number else None, BookingStatus.CONFIRMED)
        self.calendar.bookings[reference] = booking
        return booking

    async def pick_up(self) -> str:
        await self.records.open_call(self.opened)
        said, _ = await self._speak(self.conversation.begin())
        return said

    async def say(self, text: str, language: Language | None = None) -> str:
        """What the assistant answers, its sentences joined."""
        spoken, _ = await self.send(text, language)
        return spoken

    async def send(
        self, what: str | CallerEvent, language: Language | None = None
    ) -> tuple[str, Listen | Transfer | HangUp]:
        self.turns += 1
        if isinstance(what, str):
            self.transcript.append(("caller", what))
            event: CallerEvent = Utterance(self.turns, what, language or self.language, 0, 0)
        else:
            words = getattr(what, "text", "") or getattr(what, "digits", "") or str(getattr(what, "guesses", ""))
            self.transcript.append(("event", f"{type(what).__name__} {words}"))
            event = what
        return await self._speak(self.conversation.respond(event))

    async def _speak(self, acts: Any) -> tuple[str, Listen | Transfer | HangUp]:
        sentences: list[str] = []
        last: SpeechAct | None = None
        async for act in acts:
            last = act
            if isinstance(act, Say):
                sentences.append(act.text)
        text = " ".join(sentences)
        self.transcript.append(("assistant", text))
        assert isinstance(last, Listen | Transfer | HangUp), "a turn ends with Listen, Transfer or HangUp"
        return text, last

    async def hang_up(self, reason: EndReason = EndReason.CALLER_HUNG_UP) -> None:
        await self.conversation.end(reason)

    @property
    def outcome(self) -> CallOutcome | None:
        return self.records.entries[self.call_sid].outcome

    @property
    def assistant_said(self) -> str:
        return " ".join(text for who, text in self.transcript if who == "assistant").lower()


@dataclass(frozen=True)
class Grade:
    scenario: Scenario
    faults: tuple[str, ...]
    false_claims: tuple[str, ...]
    turns: int
    transcript: tuple[tuple[str, str], ...]

    @property
    def passed(self) -> bool:
        return not self.faults and not self.false_claims


def wish_for(scenario: Scenario) -> Wish:
    """What this caller insists on when the line is bad."""
    language: Language = "de" if scenario.language == "de" else "en"
    names = {offering.key: offering_name(offering, language) for offering in praxis().offerings}
    bookings = scenario.expect.get("bookings", ())
    booking = bookings[0] if len(bookings) == 1 and scenario.goal not in ("list", "keep") else None
    return wish_of(
        scenario.says,
        language,
        booking,
        {str(key): name for key, name in names.items()},
        today=date.fromisoformat(scenario.at[:10]),
    )


async def play(scenario: Scenario, *, bad_line: str | None = None, presses: bool = True) -> Grade:
    """`bad_line` (quiet, noise): the words arrive as the recogniser heard them, and the caller minds what is wrong.

    `presses`: this caller presses a key when told to, rather than going on speaking.
    """
    language: Language = "de" if scenario.language == "de" else "en"
    line = Line(
        number=scenario.number,
        language=language,
        at=datetime.fromisoformat(scenario.at).replace(tzinfo=ZONE),
        call_sid=CallSid("CA" + scenario.id.replace("-", "").ljust(32, "0")),
    )
    if scenario.known:
        line.know(scenario.known)
    old = [line.has_booking(entry) for entry in scenario.calendar]
    for day in scenario.full_days:
        line.calendar.fill(date.fromisoformat(day))
    heard = BadLine(language, bad_line, scenario.id) if bad_line is not None else None
    wish = wish_for(scenario) if heard is not None else None
    caller, random = Caller(scenario, wish, presses=presses), Random(scenario.id)
    await line.pick_up()
    text: str | None = caller.opens()
    reason = EndReason.CALLER_HUNG_UP
    while text is not None:
        if (pressed := PRESSED.fullmatch(text)) is not None:
            said, ending = await line.send(Keys(line.turns + 1, pressed[1], 0))
        elif heard is not None:
            line.transcript.append(("said", text))
            said, ending = await line.send(heard.hear(text).event(line.turns + 1, language))
        else:
            said, ending = await line.send(as_recognised(text, language, random) if scenario.noise else text)
        if isinstance(ending, Transfer):
            reason = EndReason.TRANSFERRED
            break
        if isinstance(ending, HangUp):
            reason = EndReason.AGENT_HUNG_UP
            break
        text = caller.answer(said)
    await line.hang_up(reason)
    return Grade(
        scenario,
        tuple(_faults(scenario, line, old, sounding_alike=heard is not None)),
        tuple(false_claims(line, old)),
        line.turns,
        tuple(line.transcript),
    )


def _faults(scenario: Scenario, line: Line, old: list[Booking], *, sounding_alike: bool) -> list[str]:
    """`sounding_alike`: on a bad line a name is right when it sounds right, and a call may take longer."""
    expect, faults = scenario.expect, []
    confirmed = list(line.calendar.confirmed())
    wanted = expect.get("bookings", [])
    if len(confirmed) != len(wanted):
        faults.append(
            f"{len(confirmed)} bookings instead of {len(wanted)}: {[str(b.slot.starts_at) for b in confirmed]}"
        )
    are = [(b.slot.offering, str(b.slot.starts_at), b.customer_name) for b in confirmed]
    missing = [wish for wish in wanted if not any(_is_as_wished(booking, wish) for booking in confirmed)]
    faults += [f"no booking like {wish}: {are}" for wish in missing]
    named = SAME_NAME if sounding_alike else 100.0
    faults += [f"{WRONG_NAME} {wish.get('name')}: {are}" for wish in wanted if not _is_named(confirmed, wish, named)]
    gone = sum(1 for b in old if line.calendar.bookings[b.reference].status is BookingStatus.CANCELLED)
    if gone != expect.get("cancelled", 0):
        faults.append(f"{gone} cancelled instead of {expect.get('cancelled', 0)}")
    if len(line.tools.messages) != expect.get("messages", 0):
        faults.append(f"messages: {line.tools.messages}")
    if len(line.tools.callbacks) != expect.get("callbacks", 0):
        faults.append(f"callbacks: {line.tools.callbacks}")
    likeness = [fuzz.partial_ratio(expect.get("message_has", ""), m[0].lower()) for m in line.tools.messages]
    if "message_has" in expect and max(likeness, default=0.0) < named:
        faults.append(f"message lacks {expect['message_has']}")
    if line.outcome is None or not re.fullmatch(expect["outcome"], line.outcome.value):
        faults.append(f"outcome {line.outcome} instead of {expect['outcome']}")
    faults += [f"never said {sign}" for sign in expect.get("said", ()) if not re.search(sign, line.assistant_said)]
    if line.turns > (TURNS_ON_A_BAD_LINE if sounding_alike else expect.get("max_turns", 14)):
        faults.append(f"{line.turns} turns")
    if line.call_sid in line.calendar.holds:
        faults.append("a hold is left behind")
    return faults


def _is_named(bookings: list[Booking], wish: dict[str, Any], needed: float) -> bool:
    name = str(wish.get("name", "")).lower()
    if not bookings or not name:
        return True
    return any(fuzz.partial_ratio(name, booking.customer_name.lower()) >= needed for booking in bookings)


def _is_as_wished(booking: Booking, wish: dict[str, Any]) -> bool:
    start = booking.slot.starts_at.astimezone(ZONE)
    day = start.date().isoformat()
    return (
        re.fullmatch(wish["offering"], booking.slot.offering) is not None
        and re.fullmatch(str(wish.get("day", ".*")), day) is not None
        and str(wish.get("not_day", "")) != day
        and str(wish.get("after", "0")) < day < str(wish.get("before", "9"))
        and wish.get("from", "00:00") <= start.strftime("%H:%M") <= wish.get("to", "23:59")
        and wish.get("resource", booking.slot.resource) == booking.slot.resource
        and wish.get("number", booking.customer_number) == booking.customer_number
    )


_CLAIMS = {
    "booked": r"ist eingetragen|termin ist gebucht|is booked|booked in",
    "moved": r"ist verschoben|ist verlegt|has been moved|is moved",
    "cancelled": r"ist abgesagt|is cancelled",
    "message": r"ich gebe es weiter|das ist notiert|i will pass it on|i have noted",
    "callback": r"rufen sie .*zurück\.|rückruf .*notiert|we will call you back|call back .*noted",
}


def false_claims(line: Line, old: list[Booking]) -> list[str]:
    """Sentences that say something happened which did not, judged by the final state alone."""
    said = [text.lower() for who, text in line.transcript if who == "assistant"]
    old_references = {booking.reference for booking in old}
    happened = {
        "booked": sum(1 for b in line.calendar.bookings.values() if b.call_sid == line.call_sid),
        "moved": sum(1 for b in old if not line.calendar.bookings[b.reference].slot.same_place(b.slot)),
        "cancelled": sum(1 for r in old_references if line.calendar.bookings[r].status is BookingStatus.CANCELLED),
        "message": len(line.tools.messages),
        "callback": len(line.tools.callbacks),
    }
    false = []
    for kind, pattern in _CLAIMS.items():
        claimed = sum(1 for text in said if re.search(pattern, text))
        if claimed > happened[kind]:
            false.append(f"{kind} claimed {claimed} times, happened {happened[kind]} times")
    return false


async def said_after(line: Line, *texts: str) -> str:
    """What the assistant says in the end of a call in which the caller says these, one after the other."""
    await line.pick_up()
    said = ""
    for text in texts:
        said = await line.say(text)
    return said


async def said_in_english(*texts: str, line: Line | None = None) -> tuple[Line, str]:
    line = line or Line(language="en")
    return line, await said_after(line, *texts)
