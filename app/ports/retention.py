"""Taking away what calls left behind, once their time is over."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.ids import BusinessId

BY_RULE = "Vorzimmer"
"""In the access log, in the place of a person: the owner's rule did it."""


@dataclass(frozen=True, slots=True)
class Due:
    """How many calls of a business would lose their words, and how many would go as a whole."""

    words: int = 0
    calls: int = 0


class CallRetention(Protocol):
    """In lots, each in a transaction of its own together with its entry in the access log. Calls that go on stay."""

    async def due(self, business: BusinessId, *, words_before: datetime, calls_before: datetime) -> Due:
        """Calls that go as a whole are not counted among the others."""
        ...

    async def take_words(self, business: BusinessId, *, before: datetime, now: datetime) -> int:
        """Black out for good what was said in some of the calls that began before; how many calls, 0 = none is left.

        Also what is left of it in wishes and questions that nobody understood, and in tasks that are done. When
        somebody called, how it went and what was booked stays.
        """
        ...

    async def remove_calls(self, business: BusinessId, *, before: datetime, now: datetime) -> int:
        """Remove some of the calls that began before, and finished tasks as old; how many calls, 0 = none is left.

        Bookings stay, and so do tasks that nobody has finished.
        """
        ...

    async def ask(self, business: BusinessId, night: date) -> None:
        """Ask for the removals of a night. Asked again, before or after it, they are done once."""
        ...

    async def began(self, business: BusinessId) -> date | None:
        """The first night that was ever asked for; None = none was."""
        ...
