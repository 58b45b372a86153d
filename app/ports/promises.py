"""The clock times that callers were promised, which stay what they were when the rules of time change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from app.domain.ids import BookingReference, BusinessId


class Promises(Protocol):
    async def promised(self, business: BusinessId, *, since: datetime) -> Mapping[BookingReference, datetime]:
        """Local clock times without a zone, of confirmed bookings that start at `since` or later."""
        ...
