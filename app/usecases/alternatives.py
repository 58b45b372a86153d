"""What to say instead when a slot is gone: the nearest free ones, honestly looked up afterwards."""

from datetime import datetime

from app.domain.bookings import Offers, Slot, SlotTaken
from app.domain.ids import BookingReference
from app.domain.spoken.when import Window
from app.ports.bookings import Calendars
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.party import Party


async def taken(
    calendars: Calendars, party: Party, slot: Slot, *, now: datetime, moving: BookingReference | None = None
) -> SlotTaken:
    wished = Window(slot.starts_at, slot.starts_at)
    found = await find_offers(calendars, party, Wanted(slot.offering, [wished], moving=moving), now=now)
    return SlotTaken(found.slots if isinstance(found, Offers) else ())
