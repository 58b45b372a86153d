"""What another system calls busy: nobody is offered it, nothing is lost in it, and the staff hear what stands there."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from app.dialogue.prompt_files import load_wordings
from app.domain.bookings import Booked, BookingStatus, Held, Moved, SlotTaken
from app.domain.busy_times import READ_ANEW_AFTER, REFRESH_EVERY, STALE_AFTER, BusyFeed
from app.domain.errors import BusyTimesUnavailable, SlotGuardViolated
from app.domain.ids import BusinessId, ResourceId
from app.domain.intervals import Interval
from app.ports.jobs import READ_BUSY_TIMES
from app.stores.businesses import SqlBusinesses
from app.stores.busy_feeds import SqlBusyFeeds
from app.stores.records import SqlRecords
from app.usecases.read_busy_times import BusyRead, read_busy_times
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import CHECKUP, SOMMER, WEBER
from tests.fakes.busy_times import FakeBusySource
from tests.fakes.jobs import FakeJobs
from tests.stores.test_guard import block, write
from tests.usecases.test_rules import book, offered_at, slot, with_rule

ADDRESS = "https://calendar.example/secret.ics"
AWAY = BusyTimesUnavailable("unreachable", retryable=True)


def busy(first: str, last: str, day: date = date(2026, 3, 17)) -> Interval:
    """By the clocks of Berlin, in winter."""
    at = (datetime.fromisoformat(f"{day}T{clock}+01:00").astimezone(UTC) for clock in (first, last))
    return Interval(*at)


@dataclass
class Office:
    desk: RealDesk
    source: FakeBusySource = field(default_factory=FakeBusySource)
    jobs: FakeJobs = field(default_factory=FakeJobs)

    @property
    def feeds(self) -> SqlBusyFeeds:
        return SqlBusyFeeds(self.desk.database, self.jobs)

    async def connect(self, *stretches: Interval, resource: ResourceId = SOMMER, name: str = "Outlook") -> BusyFeed:
        """Sets the feed and reads it."""
        self.source.busy[ADDRESS] = list(stretches)
        feed = await self.feeds.put(self.desk.business.id, resource, name, ADDRESS, at=self.desk.clock.now())
        assert (await self.read(feed)) is not None
        return feed

    async def read(self, feed: BusyFeed) -> BusyRead | None:
        wordings, now = load_wordings("busy_times"), self.desk.clock.now()
        return await read_busy_times(self.feeds, self.source, self.desk.business, feed.id, wordings, now=now)

    async def messages(self) -> list[str]:
        records = SqlRecords(self.desk.database, SqlBusinesses(self.desk.database, self.desk.clock))
        return [message.text for message in (await records.messages()).items]


@pytest.fixture
def office(desk: RealDesk) -> Office:
    return Office(desk)


# --- it blocks -------------------------------------------------------------------------------------------------------


async def test_busy_time_is_neither_offered_nor_held_nor_booked(desk: RealDesk, office: Office) -> None:
    await office.connect(busy("09:00", "12:00"))
    assert await offered_at(desk, "10:00", resource=SOMMER) == set()
    assert isinstance(await desk.call(sid="CA-holds").hold(slot(desk, "10:00")), SlotTaken)
    assert isinstance(await book(desk, slot(desk, "10:00")), SlotTaken)
    assert isinstance(await book(desk, slot(desk, "10:00", WEBER), 2), Booked)
    assert isinstance(await book(desk, slot(desk, "12:00"), 3), Booked)


async def test_a_busy_room_is_not_used_and_the_others_are(desk: RealDesk, office: Office) -> None:
    await office.connect(busy("08:00", "18:00"), resource=ResourceId("behandlungszimmer-1"))
    booked = await book(desk, slot(desk, "10:00"))
    assert isinstance(booked, Booked)
    assert booked.booking.slot.room == "behandlungszimmer-2"


async def test_what_becomes_busy_while_a_caller_thinks_is_not_booked_and_others_are_named(
    desk: RealDesk, office: Office
) -> None:
    call = desk.call(None, sid="CA-thinks")
    assert isinstance(await call.hold(slot(desk, "10:00")), Held)
    await office.connect(busy("09:30", "10:30"))
    outcome = await call.book(slot(desk, "10:00"), customer_name="Ann", customer_number=None)
    assert isinstance(outcome, SlotTaken)
    assert outcome.alternatives
    assert all(one.resource != SOMMER or one.starts_at.hour != 10 for one in outcome.alternatives)


async def test_the_database_itself_refuses_a_block_in_busy_time(desk: RealDesk, office: Office) -> None:
    await office.connect(busy("09:00", "09:30"))
    with pytest.raises(SlotGuardViolated):
        await write(desk.database, block("A"))
    await write(desk.database, block("B", start=30, end=60), block("C", resource="dr-jonas-weber"))


async def test_nobody_joins_a_group_whose_person_is_busy_elsewhere(desk: RealDesk, office: Office) -> None:
    with_rule(desk, CHECKUP, capacity=3)
    assert isinstance(await book(desk, slot(desk, "10:00")), Booked)
    assert await offered_at(desk, "10:00", resource=SOMMER) == {SOMMER}
    await office.connect(busy("10:00", "10:15"))
    assert await offered_at(desk, "10:00", resource=SOMMER) == set()
    assert isinstance(await book(desk, slot(desk, "10:00"), 2), SlotTaken)


async def test_what_another_reading_no_longer_calls_busy_is_free(desk: RealDesk, office: Office) -> None:
    feed = await office.connect(busy("09:00", "12:00"))
    office.source.busy[ADDRESS] = [busy("15:00", "16:00")]
    await office.read(feed)
    assert isinstance(await book(desk, slot(desk, "10:00")), Booked)
    assert isinstance(await book(desk, slot(desk, "15:00"), 2), SlotTaken)


async def test_a_feed_that_is_taken_away_blocks_nothing(desk: RealDesk, office: Office) -> None:
    feed = await office.connect(busy("09:00", "12:00"))
    assert await office.feeds.remove(feed.business, feed.resource, feed.name)
    assert not await office.feeds.remove(feed.business, feed.resource, feed.name)
    assert isinstance(await book(desk, slot(desk, "10:00")), Booked)
    assert await office.read(feed) is None


async def test_two_feeds_of_one_person_count_both(desk: RealDesk, office: Office) -> None:
    await office.connect(busy("09:00", "10:00"), name="Praxis")
    await office.connect(busy("09:00", "10:00"), busy("11:00", "12:00"), name="Privat")
    feeds = await office.feeds.states(desk.business.id)
    assert [(state.feed.name, state.stretches) for state in feeds] == [("Praxis", 1), ("Privat", 2)]
    assert isinstance(await book(desk, slot(desk, "11:15")), SlotTaken)


# --- it never drops --------------------------------------------------------------------------------------------------


async def test_what_was_booked_before_stays_and_the_staff_are_told_once(desk: RealDesk, office: Office) -> None:
    booked = await book(desk, slot(desk, "10:00"))
    assert isinstance(booked, Booked)
    feed = await office.connect(busy("09:00", "12:00"))
    (message,) = await office.messages()
    assert booked.booking.reference in message
    assert "Outlook" in message
    assert "Der Termin bleibt gebucht" in message
    assert "Caller" not in message
    (clash,) = await office.feeds.clashes(desk.business, now=desk.clock.now())
    assert clash.booking.status is BookingStatus.CONFIRMED
    assert clash.stretch == busy("09:00", "12:00")
    await office.read(feed)
    assert len(await office.messages()) == 1


async def test_many_at_once_are_one_message_and_ten_by_name(desk: RealDesk, office: Office) -> None:
    with_rule(desk, CHECKUP, buffer_after=timedelta(0))
    clocks = [f"{hour:02}:{minute:02}" for hour in range(9, 12) for minute in (0, 30)] + ["14:00", "14:30", "15:00"]
    clocks += ["15:30", "16:00", "16:30"]
    for nth, clock in enumerate(clocks):
        assert isinstance(await book(desk, slot(desk, clock), nth), Booked)
    await office.connect(busy("00:00", "23:59"))
    (message,) = await office.messages()
    assert message.count("Buchung") == 10
    assert "und 2 weitere Termine" in message


async def test_a_booking_that_moves_out_of_busy_time_is_no_clash_and_may_not_move_back(
    desk: RealDesk, office: Office
) -> None:
    booked = await book(desk, slot(desk, "10:00"))
    assert isinstance(booked, Booked)
    feed = await office.connect(busy("09:00", "12:00"))
    call = desk.call(None, sid="CA1")
    assert isinstance(await call.move(booked.booking.reference, slot(desk, "14:00")), Moved)
    assert await office.feeds.clashes(desk.business, now=desk.clock.now()) == ()
    assert isinstance(await call.move(booked.booking.reference, slot(desk, "10:00")), SlotTaken)
    await office.read(feed)
    assert len(await office.messages()) == 1


async def test_a_clash_that_comes_again_is_told_again(desk: RealDesk, office: Office) -> None:
    await book(desk, slot(desk, "10:00"))
    feed = await office.connect(busy("09:00", "12:00"))
    for stretches in ([], [busy("09:00", "12:00")]):
        office.source.busy[ADDRESS] = stretches
        await office.read(feed)
    assert len(await office.messages()) == 2


async def test_a_crash_between_reading_and_telling_tells_at_the_next_reading(desk: RealDesk, office: Office) -> None:
    await book(desk, slot(desk, "10:00"))
    feed = await office.connect()
    source, now = office.source, desk.clock.now()
    source.busy[ADDRESS] = [busy("09:00", "12:00")]
    span = Interval(now, now + timedelta(days=30))
    reading = await source.read(ADDRESS, zone=desk.business.zone, span=span, known=None)
    assert len(await office.feeds.read(desk.business, feed.id, reading, at=now)) == 1
    assert await office.messages() == []
    await office.read(feed)
    assert len(await office.messages()) == 1


# --- its age ---------------------------------------------------------------------------------------------------------


async def test_a_feed_that_fails_keeps_its_last_good_copy_with_its_age(desk: RealDesk, office: Office) -> None:
    feed = await office.connect(busy("09:00", "12:00"))
    read_at = desk.clock.now()
    office.source.fault = AWAY
    desk.clock.advance(STALE_AFTER + timedelta(minutes=1))
    assert await office.read(feed) == BusyRead("unreachable")
    assert isinstance(await book(desk, slot(desk, "10:30")), SlotTaken)
    state = await office.feeds.state(feed.id)
    assert state is not None
    assert (state.fetched_at, state.fault, state.stretches) == (read_at, "unreachable", 1)
    assert state.is_stale(desk.clock.now())
    office.source.fault = None
    assert await office.read(feed) == BusyRead()
    state = await office.feeds.state(feed.id)
    assert state is not None
    assert (state.fault, state.is_stale(desk.clock.now())) == (None, False)


async def test_what_has_not_changed_is_read_whole_once_a_day_since_the_days_move_on(
    desk: RealDesk, office: Office
) -> None:
    feed = await office.connect(busy("09:00", "12:00"))
    desk.clock.advance(timedelta(hours=1))
    assert await office.read(feed) == BusyRead(changed=False)
    desk.clock.advance(READ_ANEW_AFTER)
    assert await office.read(feed) == BusyRead(changed=True)
    assert [known is None for known in office.source.asked] == [True, False, True]


async def test_each_feed_is_asked_for_once_a_turn(desk: RealDesk, office: Office) -> None:
    feed = await office.connect()
    assert len(office.jobs.named(READ_BUSY_TIMES)) == 1
    assert await office.feeds.ask_for_due(now=desk.clock.now()) == 0
    desk.clock.advance(REFRESH_EVERY)
    for _ in range(3):
        assert await office.feeds.ask_for_due(now=desk.clock.now()) == 1
    assert [job.arguments for job in office.jobs.named(READ_BUSY_TIMES)] == [(feed.business, feed.id)] * 2


async def test_another_address_is_read_at_once_and_the_old_copy_counts_until_then(
    desk: RealDesk, office: Office
) -> None:
    feed = await office.connect(busy("09:00", "12:00"))
    again = await office.feeds.put(
        feed.business, feed.resource, feed.name, "https://other.example/x", at=desk.clock.now()
    )
    assert again.id == feed.id
    assert isinstance(await book(desk, slot(desk, "10:00")), SlotTaken)
    assert await office.read(again) == BusyRead("http_404")
    assert office.source.asked[-1] is None


def test_an_address_is_shown_without_what_makes_it_a_secret() -> None:
    shown = {
        "https://user:pw@calendar.example/private-abc/basic.ics?key=1": "https://calendar.example/…",
        "webcal://host:8443/p": "webcal://host:8443/…",
        "file:///srv/urlaub.ics": "file:///srv/urlaub.ics",
    }
    for address, seen in shown.items():
        assert BusyFeed("1", BusinessId("praxis"), SOMMER, "Urlaub", address).shown_address == seen
