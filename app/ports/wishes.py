"""The owner's list of what callers wanted and nobody understood."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import NotedWish


class UnknownWishes(Protocol):
    """Raises only StoreUnavailable."""

    async def waiting(self, business: BusinessId, *, call_sid: CallSid | None = None) -> Sequence[NotedWish]:
        """Those that nobody has closed, newest first; a bounded number. Of one call alone, where it is named."""
        ...

    async def close(self, business: BusinessId, wish: str, *, why: str, by: str, at: datetime) -> bool:
        """`why`: taught (it has an answer now) or done. False when there is none, or it was closed."""
        ...
