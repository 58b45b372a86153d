"""Look for places for several appointments that move together.

What belongs together stays so: who came one after the other still does, and an examination stays before its treatment.
With the people they are with now, when these have time; whatever the moving ones take now is free for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice

from app.domain.availability import Calendar, Wish, wish_of
from app.domain.bookings import Booking, BookingStatus, ChainOffers, NothingFree, Slot
from app.domain.calls import Decision
from app.domain.chains import HadBefore, Link, plan_chains
from app.domain.civil import days_between
from app.domain.ids import BookingReference
from app.domain.spoken.when import Window
from app.domain.standing import Standing
from app.domain.together import links_between
from app.ports.bookings import CalendarReads, Calendars
from app.usecases.look import calendar_between, closed_days
from app.usecases.move_together import Step, places_beside
from app.usecases.party import Party
from app.usecases.plan_chain import APART, asked_for, not_before
from app.usecases.standing import against_order, standing_beside


@dataclass(frozen=True, slots=True)
class TogetherWanted:
    """`windows` by the index of the appointment that they are for, by start; none = as soon as possible."""

    references: Sequence[BookingReference]
    windows: Mapping[int, Sequence[Window]] = field(default_factory=dict)
    not_these: Sequence[Sequence[Slot]] = ()
    count: int = 1


async def plan_together(
    calendars: Calendars, party: Party, wanted: TogetherWanted, *, now: datetime
) -> ChainOffers | NothingFree:
    """One slot for each of the references, in the order of their present starts, recorded as a decision."""
    async with calendars.reading(party.business) as reads:
        bookings = await _all_of(reads, wanted.references)
        if not bookings or not _still_offered(party, bookings):
            return NothingFree("no_resource")
        calendar = await _calendar(reads, party, bookings, now=now)
        standing = await _standing(reads, party, bookings, now=now)
    outcome = _Search(calendar, bookings, standing, wanted).best()
    async with calendars.writing(party.business) as writes:
        await writes.decide(party.call_sid, _decision(bookings, wanted, outcome, now))
    return outcome


async def _all_of(reads: CalendarReads, references: Sequence[BookingReference]) -> tuple[Booking, ...]:
    """By start; none when one of them is gone."""
    found = [await reads.booking(reference) for reference in references]
    there = [booking for booking in found if booking is not None and booking.status is BookingStatus.CONFIRMED]
    return tuple(sorted(there, key=lambda one: one.slot.starts_at)) if len(there) == len(references) else ()


def _still_offered(party: Party, bookings: Sequence[Booking]) -> bool:
    offered = {offering.key for offering in party.business.offerings}
    return all(booking.slot.offering in offered for booking in bookings)


async def _calendar(reads: CalendarReads, party: Party, bookings: Sequence[Booking], *, now: datetime) -> Calendar:
    """Up to the horizon, without what moves. A day that is closed to one of them is left to none."""
    business, until = party.business, now + party.business.rules.horizon
    own, numbers = [booking.reference for booking in bookings], {booking.customer_number for booking in bookings}
    first, last = now.astimezone(business.zone).date(), until.astimezone(business.zone).date()
    offerings = [business.offering(booking.slot.offering) for booking in bookings]
    calendar = await calendar_between(
        reads,
        party,
        now,
        offering=max(offerings, key=lambda one: one.capacity),
        first_day=first,
        last_day=last,
        numbers=numbers,
        moving_beside=own,
    )
    closed = calendar.closed_to_caller
    for offering in offerings:
        closed |= await closed_days(reads, party, offering, since=now, until=until, numbers=numbers, moving=own)
    return replace(calendar, closed_to_caller=closed)


async def _standing(reads: CalendarReads, party: Party, bookings: Sequence[Booking], *, now: datetime) -> Standing:
    """Of all whose appointments move: a chain is one customer's, two in a row may be two people's."""
    found: dict[BookingReference, Booking] = {}
    for booking in bookings:
        standing = await standing_beside(reads, party, booking, now=now)
        found |= {one.reference: one for one in standing.bookings}
    return Standing(party.business, now, tuple(sorted(found.values(), key=lambda one: one.slot.starts_at)))


@dataclass(frozen=True, slots=True)
class _Search:
    calendar: Calendar
    bookings: tuple[Booking, ...]
    standing: Standing
    wanted: TogetherWanted

    def best(self) -> ChainOffers | NothingFree:
        """Inside the wish with the same people, else with whoever can; then from its first day on, then anywhere."""
        links = [links_between(self.calendar.business, self.bookings, same_people=same) for same in (True, False)]
        wishes = {nth: wish_of(windows) for nth, windows in self.wanted.windows.items() if windows}
        later = {nth: not_before(self.calendar, wish) for nth, wish in wishes.items()}
        for wish in (wishes, later, {}) if wishes else ({},):
            for one in links:
                if plans := tuple(islice(self._plans(one, wish), self.wanted.count)):
                    return ChainOffers(plans, outside_wish=wish is not wishes and bool(wishes))
        return NothingFree("full")

    def _plans(self, links: Sequence[Link], wishes: Mapping[int, Wish]) -> Iterator[tuple[Slot, ...]]:
        """Elsewhere than now, and a choice: none begins as another does that was said, or was turned down."""
        calendar, zone = self.calendar, self.calendar.business.zone
        said = [plan[0].starts_at.astimezone(UTC) for plan in self.wanted.not_these if plan]
        days = list(days_between(calendar.today, calendar.last_start.astimezone(zone).date()))
        later = {nth: wish for nth, wish in wishes.items() if nth}
        for chain in plan_chains(calendar, links, days, wishes.get(0, ()), self._had(), later_wishes=later):
            slots = tuple(candidate.slot.in_zone(zone) for candidate in chain.candidates)
            start = slots[0].starts_at.astimezone(UTC)
            stays = all(one.slot.same_place(slot) for one, slot in zip(self.bookings, slots, strict=True))
            if stays or any(abs(start - other) < APART for other in said) or not self._keeps_order(slots):
                continue
            said.append(start)
            yield slots

    def _had(self) -> HadBefore:
        moving = {booking.reference for booking in self.bookings}
        left = tuple(one for one in self.standing.bookings if one.reference not in moving)
        return replace(self.standing, bookings=left).had()

    def _keeps_order(self, slots: Sequence[Slot]) -> bool:
        """Nothing else of theirs that stands on one of these is left behind."""
        steps = [Step(booking.reference, slot) for booking, slot in zip(self.bookings, slots, strict=True)]
        return all(
            against_order(self.standing.moved(places_beside(step, steps)), step.slot, moving=step.reference) is None
            for step in steps
        )


def _decision(
    bookings: Sequence[Booking], wanted: TogetherWanted, outcome: ChainOffers | NothingFree, now: datetime
) -> Decision:
    together = [booking.reference for booking in bookings]
    inputs = {"together": together, **asked_for(wanted.windows.values(), wanted.not_these)}
    if isinstance(outcome, NothingFree):
        return Decision("refusal", now, outcome.reason, inputs)
    offered = [slot.record() | {"plan": nth} for nth, plan in enumerate(outcome.plans) for slot in plan]
    why = "together_outside_wish" if outcome.outside_wish else "together_earliest"
    return Decision("offer", now, why, inputs | {"offered": offered})
