"""What a calendar knows of the past and keeps of what was learned, in memory and in the database."""

from dataclasses import dataclass
from datetime import timedelta

from app.domain.bookings import Booked, Booking
from app.domain.business import Business
from app.domain.ids import E164, CallSid
from app.domain.learning.attendance import Attendance, RiskModel
from app.domain.learning.durations import Durations
from app.domain.learning.evaluation import DurationReport, RiskReport
from app.domain.learning.lessons import NOTHING_LEARNED, Lesson, Subject
from app.domain.learning.marks import Mark
from app.domain.spoken.when import Window
from app.ports.bookings import Calendars
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.party import Party
from tests.contracts.tools_contract import ANN, BEN, CHECKUP
from tests.fakes.clock import FakeClock

DAY = timedelta(days=1)
DURATIONS = Durations(
    0.1, {"checkup": 0.2}, {"checkup/a": 0.05}, {"3": 0.01}, (0.0, 0.2), {"checkup": (0.0, 0.3)}, {"checkup": 9}
)
RISK = RiskModel(-2.0, {"weekday=3": 0.4, "lead_log_days": 0.2}, 0.12)
GOOD, BAD = RiskReport(300, 100, 40, 0.1, worth_using=True, why="better"), RiskReport(300, 100, 40, 0.1)


@dataclass
class Past:
    """A business whose days go by."""

    calendars: Calendars
    business: Business
    clock: FakeClock

    def party(self, number: E164 = ANN, sid: str = "CA1") -> Party:
        return Party(self.business, CallSid(sid), number)

    async def book(self, day: int, number: E164 = ANN, sid: str = "CA1") -> Booking:
        """The first free check-up so many days from now."""
        start = self.clock.now().astimezone(self.business.zone).replace(hour=0, minute=0) + day * DAY
        wanted = Wanted(CHECKUP, [Window(start, start + timedelta(hours=23))], count=1)
        found = await find_offers(self.calendars, self.party(number, sid), wanted, now=self.clock.now())
        order = Order(found.slots[0], "Ann", number)  # type: ignore[union-attr]
        booked = await book_appointment(self.calendars, self.party(number, sid), order, now=self.clock.now())
        assert isinstance(booked, Booked)
        return booked.booking

    async def keep(self, *lessons: Lesson) -> None:
        async with self.calendars.writing(self.business) as writes:
            for lesson in lessons:
                await writes.learned(lesson, at=self.clock.now())


class ExperienceContract:
    async def test_a_past_appointment_is_told_with_what_was_marked(self, past: Past) -> None:
        booking = await past.book(1)
        past.clock.advance(2 * DAY)
        now = past.clock.now()
        async with past.calendars.writing(past.business) as writes:
            await writes.mark(booking.reference, Mark(Attendance.KEPT, now, 41.0))
        async with past.calendars.reading(past.business) as reads:
            (found,) = await reads.past_appointments(since=now - 9 * DAY, until=now)
            mark = await reads.mark_of(booking.reference)
        assert (found.reference, found.attendance, found.actual_minutes) == (booking.reference, Attendance.KEPT, 41.0)
        assert found.slot.same_place(booking.slot)
        assert (found.planned_minutes, found.starts_at.tzinfo) == (30, past.business.zone)
        assert mark == Mark(Attendance.KEPT, now, 41.0)

    async def test_a_second_mark_corrects_the_first(self, past: Past) -> None:
        booking, now = await past.book(1), past.clock.now()
        async with past.calendars.writing(past.business) as writes:
            await writes.mark(booking.reference, Mark(Attendance.NO_SHOW, now))
            await writes.mark(booking.reference, Mark(Attendance.KEPT, now))
        async with past.calendars.reading(past.business) as reads:
            assert await reads.mark_of(booking.reference) == Mark(Attendance.KEPT, now)

    async def test_only_the_asked_number_and_time_are_told(self, past: Past) -> None:
        first, second = await past.book(1), await past.book(3, BEN, "CA2")
        now = past.clock.now()
        async with past.calendars.reading(past.business) as reads:
            of_ben = await reads.past_appointments(since=now, until=now + 9 * DAY, number=BEN)
            early = await reads.past_appointments(since=now, until=now + 2 * DAY)
        assert [a.reference for a in of_ben] == [second.reference]
        assert [a.reference for a in early] == [first.reference]

    async def test_what_the_customer_cancelled_is_told_with_the_moment(self, past: Past) -> None:
        booking, cancelled_at = await past.book(1), past.clock.now()
        await cancel_appointment(past.calendars, past.party(), booking.reference, now=cancelled_at)
        async with past.calendars.reading(past.business) as reads:
            (found,) = await reads.past_appointments(since=cancelled_at, until=cancelled_at + 9 * DAY)
        assert found.cancelled_at == cancelled_at
        assert found.fell_through

    async def test_what_the_business_cancelled_is_nobodys_miss(self, past: Past) -> None:
        booking, now = await past.book(1), past.clock.now()
        await cancel_appointment(past.calendars, Party(past.business), booking.reference, now=now)
        async with past.calendars.reading(past.business) as reads:
            assert await reads.past_appointments(since=now, until=now + 9 * DAY) == ()

    async def test_at_first_nothing_is_learned(self, past: Past) -> None:
        async with past.calendars.reading(past.business) as reads:
            assert await reads.lessons() == NOTHING_LEARNED

    async def test_lessons_come_back_as_they_were_learned(self, past: Past) -> None:
        report = DurationReport(30, 50, worth_using=True)
        await past.keep(Lesson(Subject.DURATIONS, DURATIONS, report), Lesson(Subject.RISK, RISK, GOOD))
        async with past.calendars.reading(past.business) as reads:
            lessons = await reads.lessons()
        assert (lessons.durations, lessons.risk) == (DURATIONS, RISK)

    async def test_a_lesson_that_is_no_better_than_nothing_is_not_used_nor_is_its_forerunner(self, past: Past) -> None:
        await past.keep(Lesson(Subject.RISK, RISK, GOOD), Lesson(Subject.RISK, RISK, BAD))
        async with past.calendars.reading(past.business) as reads:
            assert (await reads.lessons()).risk is None

    async def test_how_often_a_customer_was_postponed_is_counted(self, past: Past) -> None:
        booking = await past.book(1, BEN)
        async with past.calendars.writing(past.business) as writes:
            counts = [await writes.count_postponed(booking.reference) for _ in range(2)]
            customer = await writes.customer(BEN)
        assert counts == [1, 2]
        assert customer is not None
        assert customer.postponed_by_us == 2
