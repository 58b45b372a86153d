"""What follows from a booking that was made, moved, cancelled or corrected. PURE."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.bookings import Booking, Slot


class BookingChange(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"  # for whom it is


@dataclass(frozen=True, slots=True)
class BookingEvent:
    """`booking` as it is afterwards; `previous` is the place that a move or a cancellation freed."""

    change: BookingChange
    booking: Booking
    at: datetime
    previous: Slot | None = None
