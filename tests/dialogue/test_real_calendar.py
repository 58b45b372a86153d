"""Whole calls by text on the real tools and a real database: what was said is what the database holds."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from app.dialogue.call_tools import CallTools
from app.dialogue.manager import ReceptionConversation
from app.domain.bookings import BookingStatus
from app.domain.calls import CallOpened, CallOutcome
from app.domain.ids import E164, CallSid
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.notes import SqlNotes
from app.stores.records import SqlRecords
from tests.dialogue.text_call import ZONE, comprehension, phrase_book
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from voice.contract import EndReason, HangUp, Language, Say, Transfer, Utterance

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
async def database(store: Store, clock: FakeClock) -> AsyncIterator[Database]:
    async with praxis_database(store, clock) as database:
        yield database


class RealLine:
    """One call; `say` gives the assistant's answer."""

    def __init__(self, database: Database, clock: FakeClock, sid: str, number: str) -> None:
        business = comprehension().business
        self.records = SqlRecords(database, SqlBusinesses(database, clock))
        self.call_records = SqlCallRecords(database)
        self.opened = CallOpened(CallSid(sid), business.id, number, business.numbers[0], "de", clock.now())
        tools = CallTools(
            business=business,
            call_sid=self.opened.call_sid,
            number=E164(number),
            calendars=SqlCalendars(database, clock),
            notes=SqlNotes(database),
            clock=clock,
        )
        self.conversation = ReceptionConversation(
            call=self.opened,
            business=business,
            tools=tools,
            records=self.call_records,
            clock=clock,
            comprehension=comprehension(),
            phrase_book=phrase_book(),
        )
        self._turn = 0

    async def call(self, *texts: str, language: Language = "de") -> str:
        """The whole call; what the assistant said in it."""
        await self.call_records.open_call(self.opened)
        said = [act.text async for act in self.conversation.begin() if isinstance(act, Say)]
        reason = EndReason.CALLER_HUNG_UP
        for text in texts:
            self._turn += 1
            async for act in self.conversation.respond(Utterance(self._turn, text, language, 0, 0)):
                match act:
                    case Say(text=sentence):
                        said.append(sentence)
                    case HangUp():
                        reason = EndReason.AGENT_HUNG_UP
                    case Transfer():
                        reason = EndReason.TRANSFERRED
        await self.conversation.end(reason)
        return " ".join(said)


async def test_a_booking_that_was_confirmed_in_words_is_in_the_database(database: Database, clock: FakeClock) -> None:
    line = RealLine(database, clock, "CA1", "+493023125150")
    said = await line.call("Eine Zahnreinigung am Mittwoch um neun Uhr.", "Thomas Berger", "Ja, bitte.", "Nein danke.")
    assert "eingetragen" in said or "gebucht" in said
    record = await line.records.call(line.opened.call_sid)
    assert record is not None
    assert record.entry.outcome is CallOutcome.BOOKED
    [booking] = record.bookings
    assert booking.customer_name == "Thomas Berger"
    assert booking.slot.starts_at.astimezone(ZONE).isoformat().startswith("2026-03-18T09:00")


async def test_a_known_customer_is_not_asked_for_a_name_and_can_move_and_cancel_in_later_calls(
    database: Database, clock: FakeClock
) -> None:
    number = "+493023125101"  # Sabine Hoffmann, of the example's customers
    first = RealLine(database, clock, "CA1", number)
    await first.call("Eine Kontrolle am Donnerstag um elf Uhr.", "Ja, bitte.")
    second = RealLine(database, clock, "CA2", number)
    said = await second.call("Ich möchte meinen Termin verschieben.", "Auf Dienstag nächster Woche um zehn Uhr.", "Ja.")
    assert "Donnerstag, den neunzehnten März, um elf Uhr" in said
    third = RealLine(database, clock, "CA3", number)
    said = await third.call("Ich muss meinen Termin absagen.", "Ja, bitte.")
    assert "Dienstag, den vierundzwanzigsten März" in said
    page = await first.records.bookings()
    assert {entry.booking.status for entry in page.items} <= {BookingStatus.MOVED, BookingStatus.CANCELLED}


async def test_the_second_caller_for_the_same_time_hears_the_truth(database: Database, clock: FakeClock) -> None:
    texts = ("Eine Zahnreinigung am Mittwoch um neun Uhr.", "Thomas Berger", "Ja, bitte.")
    await RealLine(database, clock, "CA1", "+493023125150").call(*texts)
    second = RealLine(database, clock, "CA2", "+493023125151")
    said = await second.call("Eine Zahnreinigung am Mittwoch um neun Uhr.")
    assert "frei. Auf welchen Namen" not in said
    assert "leider" in said


async def test_a_message_reaches_the_staffs_list(database: Database, clock: FakeClock) -> None:
    line = RealLine(database, clock, "CA1", "+493023125150")
    await line.call("Ich möchte eine Nachricht hinterlassen.", "Das Paket ist angekommen.", "Bernd Kohl", "Ja, genau.")
    page = await line.records.messages()
    assert [message.text for message in page.items] == ["Das Paket ist angekommen."]


async def test_who_turns_another_day_down_by_naming_theirs_is_offered_what_is_left_of_it(
    database: Database, clock: FakeClock
) -> None:
    other = RealLine(database, clock, "CA78", "+493023125478")
    await other.call("Eine Kontrolle am Mittwoch um zehn Uhr.", "Eva Berger", "Ja.", "Nein.")
    line = RealLine(database, clock, "CA79", "+493023125150")
    at_ten = ("Eine Kontrolle am Mittwoch um zehn Uhr.", "Die erste Zeit.", "Thomas Berger")
    said = await line.call(*at_ten, "Nein, am Mittwoch.", "Ja.")
    first, _, then = said.partition("Ist das richtig so?")
    assert "morgen" in first
    assert "am Mittwoch" in then
    assert "morgen" not in then.lower()
