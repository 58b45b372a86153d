"""The provider at which an organisation's people sign in already."""

from typing import Protocol

from app.domain.identity import Identity, Trip


class IdentityProvider(Protocol):
    """Every method raises IdentityNotProven."""

    @property
    def name(self) -> str:
        """As people there call it."""
        ...

    async def door(self, trip: Trip) -> str:
        """The address at which somebody signs in there."""
        ...

    async def who(self, code: str, trip: Trip) -> Identity:
        """Who came back with this code, proven; a code works once."""
        ...

    async def way_out(self, back: str) -> str | None:
        """Where one signs out there and is then sent `back`; None when it has no such place."""
        ...
