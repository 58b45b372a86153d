"""Reading what calls left behind, and the small things that the edges keep: businesses, tokens, upkeep.

`call_records` is the writing side, used while a call runs. All instants are aware; bookings come in their
business's zone. A cursor is opaque: give back what `Page.next` said, with the same filters. A malformed one starts from
the beginning.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from app.domain.bookings import Booking, BookingStatus
from app.domain.business import Business
from app.domain.calls import Callback, CallEntry, CallOnRecord, CallOutcome, DecisionEntry, Message
from app.domain.customers import Customer
from app.domain.ids import BookingReference, BusinessId, CallSid

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """`total` counts all that match, `next` is the cursor of the following page or None on the last."""

    items: tuple[Item, ...]
    total: int
    next: str | None = None


@dataclass(frozen=True, slots=True)
class BookingEntry:
    business: BusinessId
    booking: Booking
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerEntry:
    business: BusinessId
    customer: Customer


class Records(Protocol):
    """Lists are newest first, except bookings: by start. `limit` is kept between 1 and 200."""

    async def calls(
        self,
        *,
        business: BusinessId | None = None,
        outcome: CallOutcome | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[CallEntry]: ...

    async def has_calls(self, business: BusinessId) -> bool:
        """Whether there was ever one that still stands; cheaper than a list, which counts them all."""
        ...

    async def call(self, call_sid: CallSid) -> CallOnRecord | None: ...

    async def bookings(
        self,
        *,
        business: BusinessId | None = None,
        status: BookingStatus | None = None,
        call_sid: CallSid | None = None,
        starts_from: datetime | None = None,
        starts_before: datetime | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[BookingEntry]: ...

    async def booking(self, reference: BookingReference) -> BookingEntry | None:
        """The one that carries the reference now: after a move the new one, after a cancellation the cancelled one."""
        ...

    async def customers(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[CustomerEntry]: ...

    async def messages(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Message]: ...

    async def callbacks(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Callback]: ...

    async def decisions(
        self,
        *,
        business: BusinessId | None = None,
        call_sid: CallSid | None = None,
        booking: BookingReference | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[DecisionEntry]: ...


class Businesses(Protocol):
    async def all(self) -> tuple[Business, ...]: ...

    async def load(self, business_id: BusinessId) -> Business | None: ...

    async def by_number(self, called: str) -> Business | None:
        """The business that owns the called number; None when nobody does (also for text that is no number)."""
        ...


ALL_SCOPES = frozenset({"read", "write"})
"""What a token may do: read what is on record, and book."""


@dataclass(frozen=True, slots=True)
class ApiToken:
    """`business` is the only one whose records it opens, None = all of the machine's."""

    name: str
    created_at: datetime
    revoked_at: datetime | None = None
    scopes: frozenset[str] = ALL_SCOPES
    business: BusinessId | None = None
    created_by: str | None = None  # None: on the command line


class ApiTokens(Protocol):
    """Bearer tokens of the API. Only a hash is kept, so the secret can be shown once and never again.

    A name is one business's; those of the machine's own tokens are a space of their own.
    """

    async def create(
        self,
        name: str,
        *,
        scopes: frozenset[str] = ALL_SCOPES,
        business: BusinessId | None = None,
        created_by: str | None = None,
    ) -> str:
        """A new secret under this name; an earlier token of the same name stops working."""
        ...

    async def verify(self, secret: str) -> ApiToken | None:
        """The token, or None when unknown or revoked."""
        ...

    async def tokens(self) -> Sequence[ApiToken]:
        """Oldest first, also revoked ones."""
        ...

    async def revoke(self, name: str, *, business: BusinessId | None = None) -> bool:
        """True when a token of this name worked until now."""
        ...


@dataclass(frozen=True, slots=True)
class MediaGrant:
    """What a media token opens: the stream of this one call."""

    call_sid: CallSid
    business: BusinessId


class MediaTokens(Protocol):
    """One-time tokens that let a media stream in."""

    async def mint(self, grant: MediaGrant, *, lives_for: timedelta = timedelta(seconds=60)) -> str:
        """A fresh token, safe in a URL path; an unused earlier one of the same call stops working."""
        ...

    async def consume(self, token: str) -> MediaGrant | None:
        """Use the token up: of any number of takers at once, one gets the grant. None when unknown, used or expired."""
        ...


class CallUpkeep(Protocol):
    """What must not outlive a call."""

    async def release_holds(self, call_sid: CallSid) -> int:
        """Free what the call still held; how many holds that were."""
        ...

    async def close_orphans(self, *, sparing: Collection[str] = ()) -> tuple[CallSid, ...]:
        """Close the calls of servers that crashed or fell silent, and free their holds; those of the living go on.

        The outcome is what their record proves (a booking, a message), else `failed`. `sparing`: servers that may live
        although their last beat is long ago.
        """
        ...

    async def take_back(self, calls: Collection[CallSid]) -> int:
        """Of these calls, which run, those go on again that others presumed to be over; how many that were."""
        ...
