"""Bookings outside a call: the same use cases, the same rules, nobody on the line."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.domain.availability import free_slots, place
from app.domain.bookings import Booked, Refused, Slot, SlotTaken
from app.domain.business import Business, Resource
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.ports.bookings import Calendars
from app.ports.clock import Clock
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.look import calendar_between, calendar_of_day
from app.usecases.party import Party


@dataclass(frozen=True, slots=True)
class FrontDesk:
    calendars: Calendars
    clock: Clock

    async def free_slots(
        self,
        business: Business,
        offering: OfferingKey,
        *,
        since: datetime,
        until: datetime,
        resource: ResourceId | None,
        count: int,
    ) -> tuple[Slot, ...]:
        """By start; `since` and `until` are both included, and cut to what can be booked at all."""
        now = self.clock.now()
        first, last = max(since, now), min(until, now + business.rules.horizon)
        days = _days(first, last, business)
        if not days:
            return ()
        async with self.calendars.reading(business) as reads:
            calendar = await calendar_between(
                reads,
                Party(business),
                now,
                offering=business.offering(offering),
                first_day=days[0],
                last_day=days[-1],
            )
        people = _people(business, offering, resource)
        wish = (Interval(first.astimezone(UTC), last.astimezone(UTC)),)
        found: list[Slot] = []
        for day in days:
            found += free_slots(calendar, business.offering(offering), day, people, wish)
            if len(found) >= count:
                break
        return tuple(found[:count])

    async def book(
        self,
        business: Business,
        *,
        offering: OfferingKey,
        starts_at: datetime,
        resource: ResourceId | None,
        customer_name: str,
        customer_number: E164 | None,
        key: str | None,
        by: str = "api",
    ) -> Booked | SlotTaken | Refused:
        """Without a wished person, the first who is free. A repeated `key` is the same booking; `by` names who acts."""
        slot = await self.slot_at(business, offering, starts_at, resource)
        if slot is None:
            return Refused("no_skill")
        order = Order(slot, customer_name, customer_number, key)
        party = Party(business, language=business.default_language, by=by)
        return await book_appointment(self.calendars, party, order, now=self.clock.now())

    async def slot_at(
        self, business: Business, offering: OfferingKey, starts_at: datetime, resource: ResourceId | None
    ) -> Slot | None:
        """With the first who is free then, else with the first who can; None when nobody can."""
        people = _people(business, offering, resource)
        if not people:
            return None
        person = await self._free_person(business, offering, starts_at, people) or people[0]
        start = starts_at.astimezone(UTC)
        slot = Slot(offering, start, start + business.offering(offering).duration, person.id)
        return slot.in_zone(business.zone)

    async def _free_person(
        self, business: Business, offering: OfferingKey, starts_at: datetime, people: tuple[Resource, ...]
    ) -> Resource | None:
        day = starts_at.astimezone(business.zone).date()
        what = business.offering(offering)
        async with self.calendars.reading(business) as reads:
            calendar = await calendar_of_day(reads, Party(business), self.clock.now(), starts_at, offering=what)
        start = starts_at.astimezone(UTC)
        working = [person for person in people if free_slots(calendar, what, day, [person], (Interval(start, start),))]
        free = [person for person in people if place(calendar, what, person.id, start) is not None]
        return next(iter(working or free), None)


def _people(business: Business, offering: OfferingKey, resource: ResourceId | None) -> tuple[Resource, ...]:
    return tuple(person for person in business.people_for(offering) if resource in (None, person.id))


def _days(first: datetime, last: datetime, business: Business) -> list[date]:
    start, end = first.astimezone(business.zone).date(), last.astimezone(business.zone).date()
    return [start + timedelta(days=nth) for nth in range((end - start).days + 1)]
