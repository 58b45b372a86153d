"""What is known about the caller's liking when offers are ranked."""

from dataclasses import dataclass

from app.domain.bookings import Slot
from app.domain.calendar import Wish
from app.domain.ids import ResourceId
from app.domain.learning.attendance import UNKNOWN_CUSTOMER, CustomerHistory
from app.domain.learning.habits import NO_HABITS, Habits


@dataclass(frozen=True, slots=True)
class Taste:
    """`turned_down` were offered before and not taken; `familiar` is with whom the customer last was."""

    wish: Wish = ()
    familiar: ResourceId | None = None
    turned_down: tuple[Slot, ...] = ()
    habits: Habits = NO_HABITS
    history: CustomerHistory = UNKNOWN_CUSTOMER
    postponed_by_us: int = 0
