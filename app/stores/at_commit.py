"""The hook of a booking transaction: what follows from it is written in it, or not at all."""

from collections.abc import Sequence
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import Business
from app.domain.consequences import BookingEvent


class Consequences(Protocol):
    """Called once, last, in a transaction in which bookings changed; raising undoes the bookings too."""

    async def record(self, session: AsyncSession, business: Business, events: Sequence[BookingEvent]) -> None: ...
