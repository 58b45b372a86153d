"""The part of `FakeTools` for appointments that belong together; the planning itself is the domain's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.domain.availability import Calendar, wish_of
from app.domain.bookings import (
    Booked,
    Booking,
    ChainBooked,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    Hold,
    NothingFree,
    Refused,
    Slot,
)
from app.domain.chains import links_of, plan_chains
from app.domain.civil import days_between
from app.domain.ids import E164, BookingReference, HoldId, OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.spoken.when import Window
from app.domain.standing import Standing

if TYPE_CHECKING:
    from tests.fakes.tools import FakeTools


async def needed_first(tools: FakeTools, offering: OfferingKey) -> tuple[OfferingKey, ...]:
    tools.asked("needed_first", offering)
    links = links_of(_days(tools), tools.calendar.business.offering(offering), _standing(tools).had())
    return tuple(link.offering.key for link in links[:-1])


async def find_chain(
    tools: FakeTools,
    offering: OfferingKey,
    windows: Mapping[OfferingKey, Sequence[Window]],
    *,
    resource: ResourceId | None,
    not_these: Sequence[Sequence[Slot]],
) -> ChainOffers | NothingFree:
    tools.asked("find_chain", offering)
    calendar, had = _days(tools), _standing(tools).had()
    links = links_of(calendar, calendar.business.offering(offering), had)
    wishes = {nth: wish_of(windows.get(link.offering.key, ())) for nth, link in enumerate(links)}
    days = list(days_between(calendar.today, calendar.last_start.date()))
    turned_down = {plan[0].starts_at for plan in not_these}
    for wished in (wishes, {}):
        for chain in plan_chains(calendar, links, days, wished.get(0, ()), had, later_wishes=wished):
            slots = tuple(candidate.slot for candidate in chain.candidates)
            if slots[0].starts_at not in turned_down:
                return ChainOffers((slots,), outside_wish=wished is not wishes)
    return NothingFree("full")


async def hold_chain(tools: FakeTools, slots: Sequence[Slot]) -> ChainHeld | ChainTaken | Refused:
    tools.asked("hold_chain", slots)
    if not all(tools.is_free(slot) for slot in slots):
        return ChainTaken(())
    expires_at = _now(tools) + tools.calendar.business.rules.hold_for
    holds = tuple(Hold(HoldId(f"chain-{nth}"), slot, expires_at) for nth, slot in enumerate(slots))
    tools.calendar.chain_holds[tools.call_sid] = holds
    return ChainHeld(holds)


async def book_chain(
    tools: FakeTools, slots: Sequence[Slot], *, customer_name: str, customer_number: E164 | None
) -> ChainBooked | ChainTaken | Refused:
    tools.asked("book_chain", slots)
    if not all(tools.is_free(slot) for slot in slots):
        return ChainTaken(())
    outcomes = [await tools.book(s, customer_name=customer_name, customer_number=customer_number) for s in slots]
    tools.calendar.chain_holds.pop(tools.call_sid, None)
    return ChainBooked(tuple(outcome.booking for outcome in outcomes if isinstance(outcome, Booked)))


def _standing(tools: FakeTools) -> Standing:
    mine = tuple(booking for booking in tools.calendar.confirmed() if tools.is_mine(booking))
    return Standing(tools.calendar.business, _now(tools), mine)


def stand_on(tools: FakeTools, reference: BookingReference) -> tuple[Booking, ...]:
    return _standing(tools).all_left_without(reference)


def _days(tools: FakeTools) -> Calendar:
    taken: dict[ResourceId, list[Interval]] = defaultdict(list)
    for booking in tools.calendar.bookings.values():
        if booking.status.value == "confirmed":
            slot = booking.slot
            span = Interval(slot.starts_at.astimezone(UTC), slot.ends_at.astimezone(UTC))
            taken[slot.resource].append(span)
    timelines = {resource: Timeline(spans) for resource, spans in taken.items()}
    return Calendar(tools.calendar.business, _now(tools), timelines)


def _now(tools: FakeTools) -> datetime:
    return tools.calendar.clock.now().astimezone(UTC)
