"""Why this slot, asked of every kind of booking over the API: a true answer in sentences, in German and in English."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import httpx
import pytest
from sqlmodel import select

from app.domain.bookings import Booked, Booking, ChainBooked, ChainHeld, ChainOffers, Held, Moved, MovedTogether, Offers
from app.domain.ids import E164, BookingReference
from app.domain.imported_rows import Line
from app.domain.waitlist import Waiting
from app.stores.calendar import SqlCalendars
from app.stores.consequences import Able
from app.stores.tables import BookingRow
from app.stores.waitlist import SqlWaitlist
from app.usecases.import_bookings import import_bookings
from app.usecases.keep_promises import keep_promises
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from app.usecases.waitlist import WaitlistDesk
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, BEN, CHECKUP, IMPLANT, SOMMER, Day, booked, slot_at
from tests.fakes.business import chained_praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.jobs import FakeJobs
from tests.web.test_chains import PRAXIS, api

TUESDAY, THURSDAY = date(2026, 3, 17), date(2026, 3, 19)
MORNING = ("09:00", "12:00")


@dataclass
class Practice:
    desk: RealDesk
    http: httpx.AsyncClient

    async def why(self, reference: str) -> tuple[str, str]:
        answer = await self.http.get(f"/api/v1/bookings/{reference}/why")
        assert answer.status_code == 200, answer.text
        sentences = answer.json()["sentences"]
        assert sentences["de"]
        assert len(sentences["de"]) == len(sentences["en"])
        return " ".join(sentences["de"]), " ".join(sentences["en"])

    @property
    def calendars(self) -> SqlCalendars:
        return SqlCalendars(self.desk.database, self.desk.clock)

    async def by_voice(self, sid: str = "CA1", day: date = TUESDAY, number: E164 = ANN) -> Booking:
        """Offered, held, read back and booked, as in a call."""
        call = self.desk.call(number, sid)
        found = await call.find_offers(CHECKUP, [Day(self.desk.business, day).between(*MORNING)])
        assert isinstance(found, Offers)
        assert isinstance(await call.hold(found.slots[0]), Held)
        return await booked(call, found.slots[0], number=number)


@pytest.fixture
async def practice(store: Store) -> AsyncIterator[Practice]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database, api(database, clock) as http:
        yield Practice(RealDesk(database, clock, chained_praxis()), http)


def has(told: tuple[str, str], german: Sequence[str], english: Sequence[str]) -> None:
    for text, words in zip(told, (german, english), strict=True):
        for word in words:
            assert word in text, text


async def test_by_voice(practice: Practice) -> None:
    told = await practice.why((await practice.by_voice()).reference)
    has(told, ["Gewünscht war", "Ebenfalls angeboten", "nach dem Vorlesen bestätigt"], ["Asked for", "read back"])


async def test_by_hand_on_the_page_or_over_the_api(practice: Practice) -> None:
    wish = {"business": PRAXIS, "offering": "checkup", "starts_at": "2026-03-17T10:00:00+01:00", "customer_name": "Ann"}
    made = (await practice.http.post("/api/v1/bookings", json=wish)).json()
    told = await practice.why(made["reference"])
    has(told, ["Ohne Anruf eingetragen", "siebzehnten März, um zehn Uhr"], ["Entered without a call"])
    assert "bestätigt" not in told[0]


async def test_from_an_earlier_calendar(practice: Practice) -> None:
    cells = {"date": "17.03.2026", "time": "10:00", "offering": "Kontrolluntersuchung", "name": "Ann Arbor"}
    party = Party(practice.desk.business)
    lines = [Line(2, cells)]
    [report] = await import_bookings(practice.calendars, party, lines, now=practice.desk.clock.now())
    assert report.verdict == "kept", report
    page = (await practice.http.get("/api/v1/bookings")).json()
    told = await practice.why(page["items"][0]["reference"])
    has(told, ["Aus einem früheren Kalender übernommen (Zeile 2)"], ["Taken over from an earlier calendar (line 2)"])
    assert "bestätigt" not in told[0]


@pytest.mark.parametrize("moves", [False, True])
async def test_from_the_waiting_list(practice: Practice, *, moves: bool) -> None:
    desk = practice.desk
    later = await practice.by_voice("CA2", THURSDAY, BEN) if moves else None
    freed = await practice.by_voice()
    waitlist = SqlWaitlist(desk.database, FakeJobs(), Able())
    entry = Waiting(
        "w1", desk.business.id, CHECKUP, "Ben", BEN, "de", desk.clock.now(), moving=later.reference if later else None
    )
    await waitlist.join(entry)
    await desk.call(ANN, "CA1").cancel(freed.reference)
    waiting, now = WaitlistDesk(practice.calendars, waitlist), desk.clock.now()
    async with desk.database.reading() as session:
        ended = await session.exec(select(BookingRow.id).where(BookingRow.reference == freed.reference))
        place = ended.one()
    assert place is not None
    offer = await waiting.offer_freed(desk.business, place, now=now)
    assert offer is not None
    outcome = await waiting.accept(desk.business, offer.id, now=now)
    assert isinstance(outcome, Moved if moves else Booked)
    told = await practice.why(outcome.booking.reference)
    has(told, ["Warteliste", "Wartezeit", "das Angebot wurde angenommen"], ["waiting list", "the offer was accepted"])
    assert ("bisher am Donnerstag" in told[0]) is moves
    assert ("vorgelesen" in told[0] or "Vorlesen" in told[0]) is moves  # the appointment before it was


async def test_moved_by_voice_tells_both_places_and_both_offers(practice: Practice) -> None:
    booking = await practice.by_voice()
    call = practice.desk.call(ANN, "CA2")
    window = Day(practice.desk.business, THURSDAY).between(*MORNING)
    found = await call.find_offers(CHECKUP, [window], moving=booking.reference)
    assert isinstance(found, Offers)
    assert isinstance(await call.move(booking.reference, found.slots[0]), Moved)
    german, english = await practice.why(booking.reference)
    has(
        (german, english),
        ["Verschoben, auf Wunsch und nach Bestätigung: bisher am Dienstag", "jetzt am Donnerstag"],
        ["Moved, as asked and confirmed: before on Tuesday"],
    )
    assert german.count("Gewünscht war") == 2
    assert "nicht angeboten" not in german


async def test_moved_by_hand_after_it_was_booked_by_voice(practice: Practice) -> None:
    booking = await practice.by_voice()
    where, now = slot_at(practice.desk, THURSDAY, "14:00", SOMMER), practice.desk.clock.now()
    party = Party(practice.desk.business, by="staff Anna")
    assert isinstance(await move_appointment(practice.calendars, party, booking.reference, where, now=now), Moved)
    told = await practice.why(booking.reference)
    has(told, ["Gewünscht war", "Ohne Anruf verschoben"], ["Asked for", "Moved without a call"])
    assert "nicht angeboten" not in told[0]
    cancel = {"business": PRAXIS, "references": [booking.reference]}
    await practice.http.post("/api/v1/cancellations", json=cancel)
    has(await practice.why(booking.reference), ["Ohne Anruf abgesagt"], ["Cancelled without a call"])


async def two(practice: Practice, offering_chain: bool) -> list[BookingReference]:
    """A chain, or two in a row, both by voice."""
    call, desk = practice.desk.call(ANN, "CA1"), practice.desk
    if offering_chain:
        found = await call.find_chain(IMPLANT, {}, resource=None, not_these=())
        assert isinstance(found, ChainOffers)
        assert isinstance(await call.hold_chain(found.plans[0]), ChainHeld)
        made = await call.book_chain(found.plans[0], customer_name="Ann", customer_number=ANN)
        assert isinstance(made, ChainBooked)
        return [booking.reference for booking in made.bookings]
    first = await practice.by_voice()
    after = replace(Day(desk.business, TUESDAY).between(*MORNING), earliest=first.slot.ends_at)
    after = replace(after, latest=first.slot.ends_at + timedelta(minutes=15))
    follows = await call.find_offers(CHECKUP, [after], count=1)
    assert isinstance(follows, Offers)
    assert isinstance(await call.hold(follows.slots[0]), Held)
    second = await booked(call, follows.slots[0], "Emma Arbor")
    return [first.reference, second.reference]


async def test_two_in_a_row(practice: Practice) -> None:
    first, second = await two(practice, offering_chain=False)
    has(await practice.why(first), ["Gewünscht war", "Ebenfalls angeboten"], ["Asked for"])
    german, _ = await practice.why(second)
    assert "Angeboten wurde nur dieser Termin" in german
    assert "nicht angeboten" not in german


@pytest.mark.parametrize("offering_chain", [True, False])
async def test_moved_and_cancelled_together(practice: Practice, *, offering_chain: bool) -> None:
    references = await two(practice, offering_chain)
    call = practice.desk.call(ANN, "CA2")
    window = Day(practice.desk.business, date(2026, 3, 25)).between("08:00", "18:00")
    found = await call.plan_together(references, {0: [window]})
    assert isinstance(found, ChainOffers)
    places = dict(zip(references, found.plans[0], strict=True))
    assert isinstance(await call.hold_together(places), ChainHeld)
    assert isinstance(await call.move_together(places), MovedTogether)
    for reference in references:
        told = await practice.why(reference)
        has(told, ["mit anderen Terminen zusammen verschoben", "beide, oder keiner"], ["both, or neither"])
        assert "gehört zu einer Folge" in told[0] or not offering_chain
    await call.cancel_together(references)
    has(await practice.why(references[0]), ["Abgesagt wurde er mit einem anderen"], ["It was cancelled together"])


async def test_kept_at_its_clock_time_when_the_rules_of_the_clock_change_changed(practice: Practice) -> None:
    booking = await practice.by_voice()
    promised = booking.slot.starts_at.replace(tzinfo=None) + timedelta(hours=1)
    party, now = Party(practice.desk.business), practice.desk.clock.now()
    assert await keep_promises(practice.calendars, party, {booking.reference: promised}, now=now) == (1, ())
    told = await practice.why(booking.reference)
    has(told, ["die vereinbarte Uhrzeit gilt weiter"], ["the time that was agreed stands"])
    assert "auf Wunsch" not in told[0]
