"""A call by text to a practice where one appointment needs another before it, on the real tools and a real database."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from app.dialogue.call_tools import CallTools
from app.dialogue.comprehension import Comprehension
from app.dialogue.manager import ReceptionConversation
from app.domain.bookings import Slot
from app.domain.calls import CallOpened
from app.domain.ids import E164, CallSid, OfferingKey, ResourceId
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.notes import SqlNotes
from app.stores.records import SqlRecords
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.party import Party
from tests.dialogue.text_call import ZONE, classifier, phrase_book
from tests.fakes.business import chained_praxis
from tests.fakes.clock import FakeClock
from voice.contract import EndReason, Language, Listen, Say, SpeechAct, Transfer, Utterance

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


@lru_cache
def chained_comprehension() -> Comprehension:
    return Comprehension(chained_praxis(), classifier())


@dataclass
class ChainLine:
    """One caller; `said` holds both sides."""

    database: Database
    clock: FakeClock
    number: str | None = "+493023125150"
    language: Language = "de"
    sid: str = "CA1"
    said: list[tuple[str, str]] = field(default_factory=list)
    ended: bool = False

    def __post_init__(self) -> None:
        self.business = chained_comprehension().business
        number = E164(self.number) if self.number else None
        self.calendars = SqlCalendars(self.database, self.clock)
        self.calls = SqlCallRecords(self.database)
        self.records = SqlRecords(self.database, SqlBusinesses(self.database, self.clock))
        called, business = self.business.numbers[0], self.business
        self.opened = CallOpened(
            CallSid(self.sid), business.id, self.number or "anonymous", called, "de", self.clock.now()
        )
        tools = CallTools(
            business=business,
            call_sid=CallSid(self.sid),
            number=number,
            calendars=self.calendars,
            notes=SqlNotes(self.database),
            clock=self.clock,
        )
        self.conversation = ReceptionConversation(
            call=self.opened,
            business=business,
            tools=tools,
            records=self.calls,
            clock=self.clock,
            comprehension=chained_comprehension(),
            phrase_book=phrase_book(),
        )
        self._turns = 0

    async def pick_up(self) -> str:
        await self.calls.open_call(self.opened)
        return await self._speak(self.conversation.begin())

    async def say(self, text: str) -> str:
        self._turns += 1
        self.said.append(("caller", text))
        return await self._speak(self.conversation.respond(Utterance(self._turns, text, self.language, 0, 0)))

    async def call(self, *texts: str) -> str:
        """The whole call; the last thing that was said in it."""
        await self.pick_up()
        for text in texts:
            answer = await self.say(text)
        await self.hang_up()
        return answer

    async def hang_up(self) -> None:
        await self.conversation.end(EndReason.CALLER_HUNG_UP)

    async def _speak(self, acts: object) -> str:
        sentences: list[str] = []
        last: SpeechAct | None = None
        async for act in acts:  # type: ignore[attr-defined]
            last = act
            if isinstance(act, Say):
                sentences.append(act.text)
        self.ended = not isinstance(last, Listen) or isinstance(last, Transfer)
        self.said.append(("assistant", " ".join(sentences)))
        return self.said[-1][1]

    async def had(self, offering: str, start: str, person: str, *, name: str = "Thomas Berger") -> None:
        """An appointment of this caller's, made over the desk and not in this call."""
        starts_at = datetime.fromisoformat(start).replace(tzinfo=ZONE)
        what = self.business.offering(OfferingKey(offering))
        slot = Slot(what.key, starts_at, starts_at + what.duration, ResourceId(person))
        order = Order(slot, name, E164(self.number) if self.number else None)
        await book_appointment(self.calendars, Party(self.business), order, now=self.clock.now())

    async def bookings(self) -> list[tuple[str, str, str, str]]:
        """Offering, start, name and status of everything on record, by start."""
        page = await self.records.bookings()
        return [
            (
                entry.booking.slot.offering,
                entry.booking.slot.starts_at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M"),
                entry.booking.customer_name,
                entry.booking.status.value,
            )
            for entry in page.items
        ]

    @property
    def assistant_said(self) -> str:
        return " ".join(text for who, text in self.said if who == "assistant")
