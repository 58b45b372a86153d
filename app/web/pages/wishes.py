"""What nobody understood, as the page of knowledge shows it: what one caller tried to say stands together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.business import Language
from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import NotedWish
from app.ports.clock import Clock
from app.ports.wishes import UnknownWishes
from app.web.pages.guard import Visitor
from app.web.pages.recording import recording_of

BEFORE_MS, AFTER_MS = 600, 600
"""Of the sound around it: where speech begins and ends is known to about so much."""

WITHOUT_WORDS_MS = 6_000
"""How long a piece is played of speech that has no turn on record, and so no end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was said in the call's sound. `address` plays this piece; None where no sound of it can be heard."""

    at_ms: int
    from_ms: int
    until_ms: int
    has_words: bool
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ShownWish:
    """`texts` in the order in which they were said; empty when there was speech without words. `turn` of the first.

    `places` are those of all attempts, also of those without words.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    language: Language
    said_at: datetime
    call_sid: CallSid | None
    turn: int | None
    places: tuple[Place, ...] = ()

    @property
    def question(self) -> str:
        """What an answer would be for: the words that say most."""
        return max(self.texts, key=len, default="")


async def shown_wishes(
    wishes: UnknownWishes | None, business: BusinessId, *, call_sid: CallSid | None = None
) -> list[ShownWish]:
    """Newest first; of one call alone, where it is named."""
    if wishes is None:
        return []
    by_call: dict[str, list[NotedWish]] = {}
    for noted in await wishes.waiting(business, call_sid=call_sid):
        by_call.setdefault(noted.call_sid or noted.id, []).append(noted)
    return [_shown(sorted(together, key=lambda noted: noted.wish.at_ms)) for together in by_call.values()]


def _shown(together: Sequence[NotedWish]) -> ShownWish:
    first = together[0]
    return ShownWish(
        ids=tuple(noted.id for noted in together),
        texts=tuple(dict.fromkeys(noted.wish.text for noted in together if noted.wish.text)),
        language=first.wish.language,
        said_at=first.wish.said_at,
        call_sid=first.call_sid,
        turn=next((noted.turn for noted in together if noted.turn is not None), None),
        places=tuple(_place(noted) for noted in together if noted.call_sid is not None),
    )


def _place(noted: NotedWish) -> Place:
    at_ms = noted.wish.at_ms
    until_ms = at_ms + WITHOUT_WORDS_MS if noted.ended_ms is None else noted.ended_ms
    return Place(at_ms, max(0, at_ms - BEFORE_MS), until_ms + AFTER_MS, has_words=bool(noted.wish.text))


async def with_sound(visitor: Visitor, business: BusinessId, shown: Sequence[ShownWish]) -> list[ShownWish]:
    """Each with the addresses at which its places can be heard, by whoever may."""
    return [replace(one, places=await _heard(visitor, business, one)) for one in shown]


async def _heard(visitor: Visitor, business: BusinessId, one: ShownWish) -> tuple[Place, ...]:
    recorded = await recording_of(visitor, business, one.call_sid) if one.call_sid is not None else None
    if recorded is None or not recorded.here:
        return one.places
    length_ms = recorded.recording.length_ms  # a call that came back to the assistant goes on without its recording
    return tuple(
        replace(place, address=f"{recorded.address}#t={place.from_ms / 1000:g},{place.until_ms / 1000:g}")
        if place.at_ms < length_ms
        else place
        for place in one.places
    )


async def close_wishes(
    wishes: UnknownWishes, business: BusinessId, ids: Sequence[str], *, why: str, by: str, clock: Clock
) -> bool:
    """False when somebody else was faster with all of them."""
    closed = [await wishes.close(business, one, why=why, by=by, at=clock.now()) for one in ids]
    return any(closed)
