"""What an appointment at a slot takes, for who has no plan of its phases at hand."""

from app.domain.availability import blocked
from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.candidates import Claim


def claims_of(offering: Offering, slot: Slot) -> tuple[Claim, ...]:
    """The person and the room, for the whole time and the buffers."""
    span = blocked(offering, slot.starts_at)
    return tuple(Claim(place, span) for place in (slot.resource, slot.room) if place is not None)
