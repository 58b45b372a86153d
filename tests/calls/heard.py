"""Calls by speech without the waiting: `python -m tests.calls.heard [ID|SPLIT …] [--messages]`.

The callers of `tests.calls.spoken` (or of `tests.calls.messages`), their voices and their noise, the real recogniser
and a real database; the assistant's words are read instead of heard. A call takes a few seconds, so that hundreds of
callers can be tried. What comes of timing (barge-in, answers too early) shows only in the spoken suite.
"""

import argparse
import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import structlog

from app.commands.transcript import Json
from app.dialogue.call_tools import CallTools
from app.dialogue.manager import ReceptionConversation
from app.domain.bookings import Booking, Offers
from app.domain.calls import CallOpened, Message
from app.domain.ids import E164, CallSid, OfferingKey
from app.domain.spoken.when import Window
from app.settings import Settings
from app.simulator import sounds
from app.simulator.caller_voice import CallerVoice
from app.simulator.network import new_call_sid
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.notes import SqlNotes
from app.stores.records import SqlRecords
from app.wiring.calls import Wits, load_wits
from app.wiring.speech import caller_voice, speech
from tests.calls import messages, spoken
from tests.calls.ear import Ear
from tests.dialogue.caller import Caller, Scenario
from tests.dialogue.text_call import PRESSED
from tests.dialogue.wishes import wish_of
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database
from voice.contract import CallerEvent, EndReason, HangUp, Keys, Language, Listen, Say, Transfer, Utterance
from voice.session import SpeechEngines

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
PRESSED_AT_MOST = 25
NO_HURRY_S = 300.0
"""A busy machine changes no result here."""


class Talks(Protocol):
    """A scripted caller: what they answer, None when they hang up."""

    def answer(self, assistant_text: str) -> str | None: ...


@dataclass(frozen=True)
class Brain:
    """What hears and understands, loaded once."""

    engines: SpeechEngines
    wits: Wits


@asynccontextmanager
async def awake() -> AsyncIterator[Brain]:
    async with speech(Settings(), stt_deadline_s=NO_HURRY_S) as ears:
        yield Brain(ears.engines, await load_wits(Settings()))


class HeardLine:
    """One call to the example business."""

    def __init__(self, database: Database, brain: Brain, entry: dict[str, Any], nth: int, number: str) -> None:
        business = praxis()
        clock = FakeClock(NOW)
        noise = sounds.street_noise(snr_db=entry["noise_db"], seed=nth) if entry.get("noise_db") else None
        self.records = SqlRecords(database, SqlBusinesses(database, clock))
        self.turns: list[Json] = []
        self._number = E164(number) if number.startswith("+") else None
        self._database, self._clock, self._business = database, clock, business
        self._call_records = SqlCallRecords(database)
        self.opened = CallOpened(
            CallSid(new_call_sid()), business.id, number, business.numbers[0], business.default_language, clock.now()
        )
        self._conversation = ReceptionConversation(
            call=self.opened,
            business=business,
            tools=self._tools(self.opened.call_sid),
            records=self._call_records,
            clock=clock,
            comprehension=brain.wits.comprehension(business),
            phrase_book=brain.wits.phrase_book,
            moods=brain.wits.moods,
        )
        self._ear = Ear(brain.engines, business.default_language, noise)

    def _tools(self, call_sid: CallSid) -> CallTools:
        return CallTools(
            business=self._business,
            call_sid=call_sid,
            number=self._number,
            calendars=SqlCalendars(self._database, self._clock),
            notes=SqlNotes(self._database),
            clock=self._clock,
        )

    async def has_booking(self, offering: OfferingKey) -> Booking:
        """Made before the call: the first free half past nine at least eight days from now."""
        tools = self._tools(CallSid(new_call_sid()))
        for day in range(8, 22):
            at = (NOW + timedelta(days=day)).replace(hour=9, minute=30)
            offers = await tools.find_offers(offering, [Window(at, at)])
            if isinstance(offers, Offers) and not offers.outside_wish:
                slot = offers.slots[0]
                booked = await tools.book(slot, customer_name="Sabine Hoffmann", customer_number=self._number)
                return booked.booking  # type: ignore[union-attr]  # the calendar is empty
        raise RuntimeError("no free day to book before the call")

    async def talk(self, opens: str, caller: Talks, voice: CallerVoice, language: Language) -> None:
        await self._call_records.open_call(self.opened)
        _, ending = await self._speak(self._conversation.begin())
        text: str | None = opens
        for turn in range(PRESSED_AT_MOST):
            if text is None or not isinstance(ending, Listen):
                break
            if (pressed := PRESSED.fullmatch(text)) is not None:
                event: CallerEvent = Keys(turn, pressed[1], 0)
                self._note("pressed", pressed[1])
            else:
                self._note("said", text)
                event = await self._ear.hear(await voice.speak(text, language))
                self._note("heard", *_heard(event))
            said, ending = await self._speak(self._conversation.respond(event))
            text = caller.answer(said)
        self._ear.close()
        await self._conversation.end(_reason(ending))

    async def _speak(self, acts: Any) -> tuple[str, Listen | Transfer | HangUp]:
        sentences: list[str] = []
        ending: Listen | Transfer | HangUp = Listen()
        async for act in acts:
            match act:
                case Say():
                    sentences.append(act.text)
                case Listen() | Transfer() | HangUp():
                    ending = act
        if isinstance(ending, Listen):
            self._ear.expect(ending, self._conversation.language)
        self._note("assistant", " ".join(sentences))
        return " ".join(sentences), ending

    def _note(self, speaker: str, text: str, language: str = "") -> None:
        self.turns.append({"speaker": speaker, "text": f"[{language}] {text}" if language else text})

    async def record(self) -> Json:
        """As the API gives it, as far as the grading looks at it."""
        found = await self.records.call(self.opened.call_sid)
        assert found is not None
        outcome = found.entry.outcome
        return {
            "outcome": outcome.value if outcome is not None else None,
            "turns": self.turns,
            "decisions": [{"kind": decision.kind} for decision in found.decisions],
        }

    async def bookings(self) -> list[Json]:
        page = await self.records.bookings(limit=200)
        return [_told(one.booking) for one in page.items if one.booking.customer_number == self._number]

    async def messages(self) -> list[Message]:
        page = await self.records.messages(limit=200)
        return [one for one in page.items if one.call_sid == self.opened.call_sid]


def _heard(event: CallerEvent) -> tuple[str, str]:
    """The words, and in which language and how surely they were heard."""
    if isinstance(event, Utterance):
        return event.text, f"{event.language} {event.confidence:.2f}"
    return type(event).__name__, ""


def _reason(ending: Listen | Transfer | HangUp) -> EndReason:
    if isinstance(ending, Transfer):
        return EndReason.TRANSFERRED
    return EndReason.AGENT_HUNG_UP if isinstance(ending, HangUp) else EndReason.CALLER_HUNG_UP


def _told(booking: Booking) -> Json:
    return {
        "status": booking.status.value,
        "starts_at": booking.slot.starts_at.isoformat(),
        "offering": str(booking.slot.offering),
        "customer_name": booking.customer_name,
    }


async def play(entry: dict[str, Any], nth: int, database: Database, brain: Brain, voice: CallerVoice) -> spoken.Graded:
    language: Language = entry["language"]
    number = f"+493023125{400 + nth}"
    line = HeardLine(database, brain, entry, nth, number)
    old = _told(await line.has_booking(OfferingKey(entry["before"]))) if "before" in entry else None
    scenario = Scenario(entry["id"], language, entry["split"], spoken.goal_of(entry), entry["says"], {}, number=number)
    names = spoken.OFFERING_NAMES[language]
    caller = Caller(scenario, wish_of(entry["says"], language, entry["expect"], names, careful=True), takes_words=True)
    await line.talk(caller.opens(), caller, voice, language)
    record = await line.record()
    faults = spoken.faults_of(entry["expect"], await line.bookings(), str(record["outcome"]), old)
    return spoken.Graded(entry["id"], tuple(faults), tuple(spoken.false_claims_of(record)), record, ())


async def play_message(
    entry: dict[str, Any], nth: int, database: Database, brain: Brain, voice: CallerVoice
) -> messages.Graded:
    line = HeardLine(database, brain, entry, nth, "anonymous")
    caller = messages.MessageCaller(entry)
    await line.talk(caller.opens(), caller, voice, caller.language)
    [note, *_] = [*await line.messages(), None]
    told = None
    if note is not None:
        told = {
            "customer_name": note.customer_name,
            "customer_number": note.customer_number,
            "text": note.text,
            "urgent": note.urgent,
        }
    return messages.graded(entry, told, line.turns)


async def run(only: Sequence[str]) -> list[spoken.Graded]:
    """Each caller has a calendar to themselves."""
    found = []
    async with awake() as brain:
        for nth, entry in spoken.wanted_callers(only):
            with tempfile.TemporaryDirectory() as folder:
                async with (
                    praxis_database(Path(folder), FakeClock(NOW)) as database,
                    caller_voice(Settings(), entry["voice"], entry["language"]) as voice,
                ):
                    found.append(await play(entry, nth, database, brain, voice))
            spoken.show(found[-1])
    return found


async def run_messages(
    only: Sequence[str], seen: Callable[[messages.Graded], None] = messages.show
) -> list[messages.Graded]:
    """`seen` is told of each call when it is over."""
    found = []
    with ExitStack() as folders:
        folder = folders.enter_context(tempfile.TemporaryDirectory())
        async with awake() as brain, praxis_database(Path(folder), FakeClock(NOW)) as database:
            for nth, entry in messages.wanted_callers(only):
                async with caller_voice(Settings(), entry["voice"], entry["language"]) as voice:
                    found.append(await play_message(entry, nth, database, brain, voice))
                seen(found[-1])
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("ids", nargs="*")
    arguments.add_argument("--messages", action="store_true", help="the callers who leave a message")
    asked = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if asked.messages:
        print(messages.table(asyncio.run(run_messages(asked.ids))))  # noqa: T201
    else:
        print(spoken.summary(asyncio.run(run(asked.ids))))  # noqa: T201


if __name__ == "__main__":
    main()
