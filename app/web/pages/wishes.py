"""What nobody understood, as the page of knowledge shows it: what one caller tried to say stands together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.business import Language
from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import NotedWish
from app.ports.clock import Clock
from app.ports.wishes import UnknownWishes


@dataclass(frozen=True, slots=True)
class ShownWish:
    """`texts` in the order in which they were said; empty when there was speech without words. `turn` of the first."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    language: Language
    said_at: datetime
    call_sid: CallSid | None
    turn: int | None

    @property
    def question(self) -> str:
        """What an answer would be for: the words that say most."""
        return max(self.texts, key=len, default="")


async def shown_wishes(wishes: UnknownWishes | None, business: BusinessId) -> list[ShownWish]:
    """Newest first."""
    if wishes is None:
        return []
    by_call: dict[str, list[NotedWish]] = {}
    for noted in await wishes.waiting(business):
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
    )


async def close_wishes(
    wishes: UnknownWishes, business: BusinessId, ids: Sequence[str], *, why: str, by: str, clock: Clock
) -> bool:
    """False when somebody else was faster with all of them."""
    closed = [await wishes.close(business, one, why=why, by=by, at=clock.now()) for one in ids]
    return any(closed)
