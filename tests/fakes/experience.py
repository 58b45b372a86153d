"""`Experience` and `ExperienceWrites` in memory, as a part of `FakeCalendar`."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.bookings import Booking, BookingStatus
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, CustomerId
from app.domain.learning.appointments import PastAppointment
from app.domain.learning.lessons import Lesson, Lessons, Subject
from app.domain.learning.marks import Mark
from app.ports.bookings import Ending


class FakeExperience:
    """Needs the fields of `FakeCalendar`. A customer is their number, and every booking was made a week ahead."""

    bookings: tuple[Booking, ...]
    endings: tuple[tuple[BookingReference, Ending], ...]
    customers: tuple[Customer, ...]
    marks: tuple[tuple[BookingReference, Mark], ...] = ()
    lessons_kept: tuple[Lesson, ...] = ()
    lessons_at: tuple[datetime, ...] = ()

    async def lessons(self) -> Lessons:
        newest = {lesson.subject: lesson for lesson in self.lessons_kept}
        used = {subject: lesson.model for subject, lesson in newest.items() if lesson.used}
        return Lessons(durations=used.get(Subject.DURATIONS), risk=used.get(Subject.RISK))  # type: ignore[arg-type]

    async def past_appointments(
        self, *, since: datetime, until: datetime, number: E164 | None = None
    ) -> tuple[PastAppointment, ...]:
        found = [
            await self._past(booking)
            for booking in self.bookings
            if since <= booking.slot.starts_at < until
            and number in (None, booking.customer_number)
            and (booking.status is BookingStatus.CONFIRMED or self._cancelled_at(booking) is not None)
        ]
        return tuple(sorted(found, key=lambda appointment: appointment.starts_at))

    async def _past(self, booking: Booking) -> PastAppointment:
        confirmed = booking.status is BookingStatus.CONFIRMED
        mark = await self.mark_of(booking.reference) if confirmed else None
        slot = booking.slot
        return PastAppointment(
            reference=booking.reference,
            offering=slot.offering,
            person=slot.resource,
            customer=CustomerId(booking.customer_number) if booking.customer_number else None,
            booked_at=slot.starts_at - timedelta(days=7),
            starts_at=slot.starts_at,
            planned_minutes=(slot.ends_at - slot.starts_at) / timedelta(minutes=1),
            cancelled_at=self._cancelled_at(booking),
            attendance=mark.attendance if mark else None,
            actual_minutes=mark.actual_minutes if mark else None,
        )

    def _cancelled_at(self, booking: Booking) -> datetime | None:
        endings = (ending for of, ending in self.endings if of == booking.reference)
        by_customer = (e for e in endings if e.status is BookingStatus.CANCELLED and e.call_sid is not None)
        ending = next(by_customer, None) if booking.status is BookingStatus.CANCELLED else None
        return ending.at if ending else None

    async def mark_of(self, reference: BookingReference) -> Mark | None:
        return next((mark for of, mark in reversed(self.marks) if of == reference), None)

    async def mark(self, reference: BookingReference, mark: Mark) -> None:
        self.marks += ((reference, mark),)

    async def learned(self, lesson: Lesson, *, at: datetime) -> None:
        self.lessons_kept += (lesson,)
        self.lessons_at += (at,)

    async def learned_at(self) -> datetime | None:
        return self.lessons_at[-1] if self.lessons_at else None

    async def count_postponed(self, reference: BookingReference) -> int:
        number = next((b.customer_number for b in reversed(self.bookings) if b.reference == reference), None)
        for nth, customer in enumerate(self.customers):
            if number is not None and customer.number == number:
                after = replace(customer, postponed_by_us=customer.postponed_by_us + 1)
                self.customers = (*self.customers[:nth], after, *self.customers[nth + 1 :])
                return after.postponed_by_us
        return 0
