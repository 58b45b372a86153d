"""Records, businesses and tokens in memory, in one object: `FakeRecords` is every port of records and call_records."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from app.domain.bookings import BookingStatus
from app.domain.business import Business, Language
from app.domain.calls import (
    Callback,
    CallEntry,
    CallOnRecord,
    CallOpened,
    CallOutcome,
    CallTurn,
    Decision,
    DecisionEntry,
    Message,
)
from app.domain.errors import StoreUnavailable
from app.domain.ids import BookingReference, BusinessId, CallSid
from app.domain.wishes import NotedWish, UnknownWish
from app.ports.records import ALL_SCOPES, ApiToken, BookingEntry, CustomerEntry, MediaGrant, Page
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock

T = TypeVar("T")


@dataclass
class FakeRecords:
    """`down` makes every method raise StoreUnavailable."""

    clock: FakeClock = field(default_factory=FakeClock)
    businesses: list[Business] = field(default_factory=lambda: [praxis()])
    entries: dict[CallSid, CallEntry] = field(default_factory=dict)
    turns: dict[CallSid, list[CallTurn]] = field(default_factory=dict)
    decided: list[DecisionEntry] = field(default_factory=list)
    booked: list[BookingEntry] = field(default_factory=list)
    known: list[CustomerEntry] = field(default_factory=list)
    taken: list[Message] = field(default_factory=list)
    requested: list[Callback] = field(default_factory=list)
    held: dict[CallSid, int] = field(default_factory=dict)
    wishes: list[NotedWish] = field(default_factory=list)
    down: bool = False
    _api: dict[str, ApiToken] = field(default_factory=dict)
    _media: dict[str, tuple[MediaGrant, datetime]] = field(default_factory=dict)
    _minted: int = 0

    def _up(self) -> None:
        if self.down:
            raise StoreUnavailable("the store is down")

    # --- CallRecords ----------------------------------------------------------------------------------------

    async def open_call(self, call: CallOpened) -> None:
        self._up()
        self.entries.setdefault(
            call.call_sid,
            CallEntry(call.call_sid, call.business, call.from_number, call.to_number, call.language, call.started_at),
        )

    async def add_turn(self, call_sid: CallSid, turn: CallTurn) -> None:
        self._up()
        self.turns.setdefault(call_sid, []).append(turn)

    async def add_decision(self, call_sid: CallSid, decision: Decision) -> None:
        self._up()
        entry = self.entries.get(call_sid)
        business = entry.business if entry else self.businesses[0].id
        booking = decision.inputs.get("reference")
        reference = BookingReference(str(booking)) if booking else None
        self.decided.append(DecisionEntry(business, call_sid, decision, reference, len(self.decided) + 1))

    async def add_unknown_wish(self, call_sid: CallSid, wish: UnknownWish) -> None:
        self._up()
        entry = self.entries.get(call_sid)
        if entry is not None:
            self.wishes.append(NotedWish(str(len(self.wishes) + 1), entry.business, call_sid, wish))

    async def set_language(self, call_sid: CallSid, language: Language) -> None:
        self._up()
        if call_sid in self.entries:
            self.entries[call_sid] = replace(self.entries[call_sid], language=language)

    async def escalate(self, call_sid: CallSid, reason: str | None) -> None:
        self._up()
        if call_sid in self.entries:
            self.entries[call_sid] = replace(self.entries[call_sid], escalation=reason)

    async def escalation(self, call_sid: CallSid) -> str | None:
        self._up()
        entry = self.entries.get(call_sid)
        return entry.escalation if entry else None

    async def reopen_call(self, call_sid: CallSid) -> None:
        self._up()
        if entry := self.entries.get(call_sid):
            self.entries[call_sid] = replace(entry, ended_at=None, outcome=None, summary=None, escalation=None)

    async def close_call(self, call_sid: CallSid, *, outcome: CallOutcome, ended_at: datetime, summary: str) -> None:
        self._up()
        entry = self.entries.get(call_sid)
        if entry and entry.ended_at is None:
            self.entries[call_sid] = replace(entry, outcome=outcome, ended_at=ended_at, summary=summary)

    # --- Records --------------------------------------------------------------------------------------------

    async def calls(
        self,
        *,
        business: BusinessId | None = None,
        outcome: CallOutcome | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[CallEntry]:
        self._up()
        found = [e for e in self.entries.values() if business in (None, e.business) and outcome in (None, e.outcome)]
        return _page(sorted(found, key=lambda e: e.started_at, reverse=True), limit, cursor)

    async def has_calls(self, business: BusinessId) -> bool:
        self._up()
        return any(entry.business == business for entry in self.entries.values())

    async def call(self, call_sid: CallSid) -> CallOnRecord | None:
        self._up()
        if (entry := self.entries.get(call_sid)) is None:
            return None
        return CallOnRecord(
            entry,
            tuple(self.turns.get(call_sid, ())),
            tuple(b.booking for b in self.booked if b.booking.call_sid == call_sid),
            tuple(d.decision for d in self.decided if d.call_sid == call_sid),
        )

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
    ) -> Page[BookingEntry]:
        self._up()
        found = [
            entry
            for entry in self.booked
            if business in (None, entry.business)
            and status in (None, entry.booking.status)
            and call_sid in (None, entry.booking.call_sid)
            and (starts_from is None or entry.booking.slot.starts_at >= starts_from)
            and (starts_before is None or entry.booking.slot.starts_at < starts_before)
        ]
        return _page(sorted(found, key=lambda entry: entry.booking.slot.starts_at), limit, cursor)

    async def booking(self, reference: BookingReference) -> BookingEntry | None:
        self._up()
        found = [entry for entry in self.booked if entry.booking.reference == reference]
        return next((e for e in found if e.booking.status is BookingStatus.CONFIRMED), found[-1] if found else None)

    async def customers(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[CustomerEntry]:
        self._up()
        return _page(_of(business, self.known, lambda e: e.business), limit, cursor)

    async def messages(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Message]:
        self._up()
        return _page(_of(business, self.taken, lambda m: m.business)[::-1], limit, cursor)

    async def callbacks(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Callback]:
        self._up()
        return _page(_of(business, self.requested, lambda c: c.business)[::-1], limit, cursor)

    async def decisions(
        self,
        *,
        business: BusinessId | None = None,
        call_sid: CallSid | None = None,
        booking: BookingReference | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[DecisionEntry]:
        self._up()
        found = [d for d in _of(business, self.decided, lambda d: d.business) if call_sid in (None, d.call_sid)]
        found = [d for d in found if booking in (None, d.booking)]
        return _page(found[::-1], limit, cursor)

    # --- Businesses -----------------------------------------------------------------------------------------

    async def all(self) -> tuple[Business, ...]:
        self._up()
        return tuple(self.businesses)

    async def load(self, business_id: BusinessId) -> Business | None:
        self._up()
        return next((b for b in self.businesses if b.id == business_id), None)

    async def by_number(self, called: str) -> Business | None:
        self._up()
        return next((b for b in self.businesses if called in b.numbers), None)

    # --- ApiTokens ------------------------------------------------------------------------------------------

    async def create(
        self,
        name: str,
        *,
        scopes: frozenset[str] = ALL_SCOPES,
        business: BusinessId | None = None,
        created_by: str | None = None,
    ) -> str:
        self._up()
        self._minted += 1
        secret = f"secret-{self._minted}"
        await self.revoke(name, business=business)
        self._api[secret] = ApiToken(name, self.clock.now(), scopes=scopes, business=business, created_by=created_by)
        return secret

    async def verify(self, secret: str) -> ApiToken | None:
        self._up()
        token = self._api.get(secret)
        return token if token and token.revoked_at is None else None

    async def tokens(self) -> Sequence[ApiToken]:
        self._up()
        return tuple(self._api.values())

    async def revoke(self, name: str, *, business: BusinessId | None = None) -> bool:
        self._up()
        for secret, token in self._api.items():
            if (token.name, token.business, token.revoked_at) == (name, business, None):
                self._api[secret] = replace(token, revoked_at=self.clock.now())
                return True
        return False

    # --- MediaTokens ----------------------------------------------------------------------------------------

    async def mint(self, grant: MediaGrant, *, lives_for: timedelta = timedelta(seconds=60)) -> str:
        self._up()
        self._minted += 1
        token = f"media-{self._minted}"
        self._media = {t: g for t, g in self._media.items() if g[0].call_sid != grant.call_sid}
        self._media[token] = (grant, self.clock.now() + lives_for)
        return token

    async def consume(self, token: str) -> MediaGrant | None:
        self._up()
        grant, expires_at = self._media.pop(token, (None, self.clock.now()))
        return grant if expires_at > self.clock.now() else None

    # --- CallUpkeep -----------------------------------------------------------------------------------------

    async def release_holds(self, call_sid: CallSid) -> int:
        self._up()
        return self.held.pop(call_sid, 0)

    async def close_orphans(self, *, sparing: Collection[str] = ()) -> tuple[CallSid, ...]:
        self._up()
        orphans = tuple(sid for sid, entry in self.entries.items() if entry.ended_at is None)
        for sid in orphans:
            booked = any(entry.booking.call_sid == sid for entry in self.booked)
            outcome = CallOutcome.BOOKED if booked else CallOutcome.FAILED
            await self.close_call(sid, outcome=outcome, ended_at=self.clock.now(), summary="")
            self.held.pop(sid, None)
        return orphans

    async def take_back(self, calls: Collection[CallSid]) -> int:
        """Nobody presumes anything here: there is one server."""
        self._up()
        return 0


def _of(business: BusinessId | None, items: Sequence[T], business_of: Callable[[T], BusinessId]) -> list[T]:
    return [item for item in items if business in (None, business_of(item))]


def _page(items: Sequence[T], limit: int, cursor: str | None) -> Page[T]:
    limit = min(max(limit, 1), 200)
    start = int(cursor) if cursor and cursor.isdigit() else 0
    following = start + limit
    return Page(tuple(items[start:following]), len(items), str(following) if following < len(items) else None)
