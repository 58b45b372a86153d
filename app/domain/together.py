"""Appointments that move or go together: a mother's and her daughter's, an examination and what needs it. PURE."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta

from app.domain.bookings import Booking
from app.domain.business import Business
from app.domain.chains import Link
from app.domain.rules.between import Distance

STILL_IN_A_ROW = timedelta(minutes=30)
"""Between the end of one and the beginning of the next; more, and nobody meant them to follow on one another."""
RIGHT_AFTER = Distance(max_gap=timedelta(minutes=15), max_days=0)
"""As near as two people who come together are booked."""


def belong_together(business: Business, bookings: Sequence[Booking]) -> bool:
    """By start. Whether each follows on one before it, or needs it: where one goes, the others go, too."""
    return len(bookings) > 1 and all(link.after for link in links_between(business, bookings)[1:])


def links_between(business: Business, bookings: Sequence[Booking], *, same_people: bool = False) -> tuple[Link, ...]:
    """What a plan for all of them has to keep, by start. With the people they are with now, or whoever can."""
    links: list[Link] = []
    for nth, booking in enumerate(bookings):
        offering = business.offering(booking.slot.offering)
        needs = [
            (earlier, need.distance)
            for need in offering.requires
            for earlier, other in enumerate(bookings[:nth])
            if other.slot.offering == need.offering
        ]
        if nth and _in_a_row(bookings[nth - 1], booking):
            needs.append((nth - 1, RIGHT_AFTER))
        link = Link(offering, tuple(needs))
        leads = tuple(p for p in business.people_for(offering.key) if p.id == booking.slot.resource)
        links.append(replace(link, leads=leads) if same_people else link)
    return tuple(links)


def _in_a_row(one: Booking, other: Booking) -> bool:
    """Two at the same time as well: with two people, side by side."""
    ends, starts = one.slot.ends_at, other.slot.starts_at
    gap = starts.astimezone(UTC) - ends.astimezone(UTC)
    return one.slot.starts_at.date() == starts.date() and gap <= STILL_IN_A_ROW
