"""The part of `FakeTools` for several appointments that move or go together; the planning itself is the domain's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from app.domain.availability import Calendar, wish_of
from app.domain.bookings import (
    Booking,
    BookingStatus,
    CancelledTogether,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    Hold,
    Moved,
    MovedTogether,
    NotFound,
    NothingFree,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.chains import plan_chains
from app.domain.civil import days_between
from app.domain.ids import BookingReference, HoldId, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.spoken.when import Window
from app.domain.standing import Standing
from app.domain.together import links_between
from app.usecases.plan_chain import not_before

if TYPE_CHECKING:
    from tests.fakes.tools import FakeTools


async def plan_together(
    tools: FakeTools,
    references: Sequence[BookingReference],
    windows: Mapping[int, Sequence[Window]],
    *,
    not_these: Sequence[Sequence[Slot]],
) -> ChainOffers | NothingFree:
    tools.asked("plan_together", tuple(references))
    bookings = sorted(_own(tools, references), key=lambda booking: booking.slot.starts_at)
    if len(bookings) != len(references):
        return NothingFree("no_resource")
    calendar = _calendar(tools, references)
    wishes = {nth: wish_of(wished) for nth, wished in windows.items() if wished}
    turned_down = {plan[0].starts_at for plan in not_these}
    days = list(days_between(calendar.today, calendar.last_start.date()))
    later = {nth: not_before(calendar, wish) for nth, wish in wishes.items()}
    for wished in (wishes, later, {}):
        for same in (True, False):
            links = links_between(tools.calendar.business, bookings, same_people=same)
            for chain in plan_chains(calendar, links, days, wished.get(0, ()), later_wishes=wished):
                slots = tuple(candidate.slot for candidate in chain.candidates)
                stays = all(one.slot.same_place(slot) for one, slot in zip(bookings, slots, strict=True))
                if not stays and slots[0].starts_at not in turned_down:
                    return ChainOffers((slots,), outside_wish=wished is not wishes)
    return NothingFree("full")


async def hold_together(tools: FakeTools, places: Mapping[BookingReference, Slot]) -> ChainHeld | ChainTaken | Refused:
    tools.asked("hold_together", places)
    if not _free(tools, places):
        return ChainTaken(())
    expires_at = tools.calendar.clock.now() + tools.calendar.business.rules.hold_for
    holds = tuple(Hold(HoldId(f"together-{nth}"), slot, expires_at) for nth, slot in enumerate(places.values()))
    tools.calendar.holds.pop(tools.call_sid, None)
    tools.calendar.chain_holds[tools.call_sid] = holds
    return ChainHeld(holds)


async def move_together(
    tools: FakeTools, places: Mapping[BookingReference, Slot]
) -> MovedTogether | SlotTaken | NotFound | Refused:
    tools.asked("move_together", places)
    bookings = _own(tools, list(places))
    if len(bookings) != len(places):
        return NotFound()
    if not _free(tools, places):
        return SlotTaken(())
    moves = tuple(Moved(replace(one, slot=places[one.reference]), one.slot) for one in bookings)
    tools.calendar.bookings.update({one.booking.reference: one.booking for one in moves})
    tools.calendar.chain_holds.pop(tools.call_sid, None)
    return MovedTogether(moves)


async def cancel_together(
    tools: FakeTools, references: Sequence[BookingReference], *, with_dependents: bool
) -> CancelledTogether | NotFound | Refused:
    tools.asked("cancel_together", tuple(references))
    bookings = _own(tools, references, gone_too=True)
    if len(bookings) != len(references):
        return NotFound()
    mine = tuple(booking for booking in tools.calendar.confirmed() if tools.is_mine(booking))
    standing = Standing(tools.calendar.business, tools.calendar.clock.now().astimezone(UTC), mine)
    going = {booking.reference: booking for booking in bookings}
    left = {one.reference: one for ref in references for one in standing.all_left_without(ref)}
    left = {reference: one for reference, one in left.items() if reference not in going}
    if left and not with_dependents:
        return Refused("needed_by", needed_by=tuple(left))
    gone = [replace(each, status=BookingStatus.CANCELLED) for each in (going | left).values()]
    tools.calendar.bookings.update({each.reference: each for each in gone})
    return CancelledTogether(tuple(sorted(gone, key=lambda one: one.slot.starts_at)))


def _own(tools: FakeTools, references: Sequence[BookingReference], *, gone_too: bool = False) -> list[Booking]:
    """In the order of the references."""
    found = [tools.calendar.bookings.get(reference) for reference in references]
    there = [one for one in found if one is not None and (gone_too or one.status is BookingStatus.CONFIRMED)]
    return [one for one in there if tools.is_mine(one) or one.reference in tools.shown]


def _free(tools: FakeTools, places: Mapping[BookingReference, Slot]) -> bool:
    """Beside one another, too; what moves is in nobody's way."""
    slots = list(places.values())
    apart = all(
        one.resource != other.resource or one.ends_at <= other.starts_at or other.ends_at <= one.starts_at
        for nth, one in enumerate(slots)
        for other in slots[nth + 1 :]
    )
    calendar = _calendar(tools, list(places))
    spans = [(s.resource, Interval(s.starts_at.astimezone(UTC), s.ends_at.astimezone(UTC))) for s in slots]
    return apart and all(calendar.timeline(who).is_free(span.starts_at, span.ends_at) for who, span in spans)


def _calendar(tools: FakeTools, without: Sequence[BookingReference]) -> Calendar:
    now = tools.calendar.clock.now()
    taken: dict[ResourceId, list[Interval]] = defaultdict(list)
    slots = [
        booking.slot
        for booking in tools.calendar.bookings.values()
        if booking.status is BookingStatus.CONFIRMED and booking.reference not in without
    ]
    holds = [(call, hold) for call, hold in tools.calendar.holds.items()]
    holds += [(call, hold) for call, several in tools.calendar.chain_holds.items() for hold in several]
    slots += [hold.slot for call, hold in holds if call != tools.call_sid and hold.expires_at > now]
    for slot in slots:
        taken[slot.resource].append(Interval(slot.starts_at.astimezone(UTC), slot.ends_at.astimezone(UTC)))
    timelines = {resource: Timeline(spans) for resource, spans in taken.items()}
    return Calendar(tools.calendar.business, now.astimezone(UTC), timelines)
