"""What became of appointments and what was learned from it, inside a transaction. A part of the calendar's reads."""

from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import BookingStatus
from app.domain.business import Business
from app.domain.ids import E164, BookingReference, CustomerId, OfferingKey, ResourceId
from app.domain.learning.appointments import PastAppointment
from app.domain.learning.attendance import Attendance
from app.domain.learning.lessons import Lesson, Lessons, Subject, durations_from, risk_from
from app.domain.learning.marks import Mark
from app.stores.tables import BookingRow, CustomerRow
from app.stores.tables.learning import LessonRow, MarkRow

CONFIRMED, CANCELLED = BookingStatus.CONFIRMED.value, BookingStatus.CANCELLED.value
A_MINUTE = timedelta(minutes=1)


class SqlExperience:
    """`Experience` for the business and session of a calendar."""

    _session: AsyncSession
    _business: Business

    async def lessons(self) -> Lessons:
        newest = select(func.max(LessonRow.id)).where(LessonRow.business_id == self._business.id)
        wanted = select(LessonRow.subject, LessonRow.model).where(
            col(LessonRow.id).in_(newest.group_by(LessonRow.subject)), col(LessonRow.used)
        )
        models = dict((await self._session.exec(wanted)).all())
        durations, risk = models.get(Subject.DURATIONS), models.get(Subject.RISK)
        return Lessons(
            durations=None if durations is None else durations_from(durations),
            risk=None if risk is None else risk_from(risk),
        )

    async def learned_at(self) -> datetime | None:
        newest = select(LessonRow.learned_at).where(LessonRow.business_id == self._business.id)
        return (await self._session.exec(newest.order_by(col(LessonRow.id).desc()).limit(1))).first()

    async def past_appointments(
        self, *, since: datetime, until: datetime, number: E164 | None = None
    ) -> tuple[PastAppointment, ...]:
        """A booking that moved counts where it went, and as made when it was moved."""
        by_customer = and_(col(BookingRow.status) == CANCELLED, col(BookingRow.ended_by_call).is_not(None))
        wanted = (
            select(BookingRow, MarkRow)
            .outerjoin(
                MarkRow,
                and_(
                    col(MarkRow.business_id) == col(BookingRow.business_id),
                    col(MarkRow.reference) == col(BookingRow.reference),
                ),
            )
            .where(
                BookingRow.business_id == self._business.id,
                BookingRow.starts_at >= since,
                BookingRow.starts_at < until,
                or_(col(BookingRow.status) == CONFIRMED, by_customer),
            )
        )
        if number is not None:
            wanted = wanted.where(BookingRow.customer_number == number)
        rows = await self._session.exec(wanted.order_by(col(BookingRow.starts_at), col(BookingRow.id)))
        return tuple(self._past(booking, mark) for booking, mark in rows)

    def _past(self, booking: BookingRow, mark: MarkRow | None) -> PastAppointment:
        known = to_mark(mark) if mark is not None and booking.status == CONFIRMED else None
        return PastAppointment(
            reference=BookingReference(booking.reference),
            offering=OfferingKey(booking.offering),
            person=ResourceId(booking.resource_id),
            customer=CustomerId(booking.customer_id) if booking.customer_id else None,
            booked_at=booking.booked_at,
            starts_at=booking.starts_at.astimezone(self._business.zone),
            planned_minutes=(booking.ends_at - booking.starts_at) / A_MINUTE,
            cancelled_at=booking.ended_at if booking.status == CANCELLED else None,
            attendance=known.attendance if known else None,
            actual_minutes=known.actual_minutes if known else None,
        )

    async def mark_of(self, reference: BookingReference) -> Mark | None:
        row = await self._mark_row(reference)
        return to_mark(row) if row else None

    async def _mark_row(self, reference: BookingReference) -> MarkRow | None:
        wanted = select(MarkRow).where(MarkRow.business_id == self._business.id, MarkRow.reference == reference)
        return (await self._session.exec(wanted)).first()


class SqlExperienceWrites(SqlExperience):
    """`ExperienceWrites`."""

    async def mark(self, reference: BookingReference, mark: Mark) -> None:
        row = await self._mark_row(reference)
        if row is None:
            row = MarkRow(business_id=self._business.id, reference=reference, attendance=mark.attendance.value)
        row.attendance, row.actual_minutes, row.marked_at = mark.attendance.value, mark.actual_minutes, mark.at
        self._session.add(row)
        await self._session.flush()

    async def learned(self, lesson: Lesson, *, at: datetime) -> None:
        self._session.add(
            LessonRow(
                business_id=self._business.id,
                subject=lesson.subject.value,
                learned_at=at,
                used=lesson.used,
                model=lesson.model_record(),
                report=lesson.report_record(),
            )
        )
        await self._session.flush()

    async def count_postponed(self, reference: BookingReference) -> int:
        wanted = (
            select(CustomerRow)
            .join(BookingRow, col(BookingRow.customer_id) == col(CustomerRow.id))
            .where(BookingRow.business_id == self._business.id, BookingRow.reference == reference)
            .order_by(case((col(BookingRow.status) == CONFIRMED, 0), else_=1))
        )
        customer = (await self._session.exec(wanted)).first()
        if customer is None:
            return 0
        customer.postponed_by_us += 1
        self._session.add(customer)
        await self._session.flush()
        return customer.postponed_by_us


def to_mark(row: MarkRow) -> Mark:
    return Mark(Attendance(row.attendance), row.marked_at, row.actual_minutes)
