"""Read a feed of busy times, and tell the staff which appointments stand in what it calls busy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.business import Business, Language
from app.domain.busy_times import Clash, span_to_read
from app.domain.errors import BusyTimesUnavailable
from app.domain.spoken.say import say_slots
from app.ports.busy_times import BusyFeeds, BusySource

Wordings = Mapping[Language, Mapping[str, Any]]

NAMED_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class BusyRead:
    """`fault` is the constant word why it could not be read; None = it was. `told` = appointments new in busy time."""

    fault: str | None = None
    changed: bool = False
    told: int = 0


async def read_busy_times(
    feeds: BusyFeeds, source: BusySource, business: Business, feed_id: str, wordings: Wordings, *, now: datetime
) -> BusyRead | None:
    """None when there is no such feed any more. One that fails keeps its last good copy, with its age."""
    state = await feeds.state(feed_id)
    if state is None:
        return None
    known, span = state.known_version(now), span_to_read(business, now)
    try:
        reading = await source.read(state.feed.address, zone=business.zone, span=span, known=known)
    except BusyTimesUnavailable as error:
        await feeds.failed(feed_id, error.reason, at=now)
        return BusyRead(error.reason)
    clashes = await feeds.read(business, feed_id, reading, at=now)
    if clashes:
        await feeds.told(business.id, clashes, say_clashes(business, clashes, wordings), at=now)
    return BusyRead(changed=reading is not None, told=len(clashes))


def say_clashes(business: Business, clashes: Sequence[Clash], wordings: Wordings) -> str:
    """For the staff, in the business's language: at most ten by name, the others by number. It names no customer."""
    wording = wordings[business.default_language]
    lines = [_line(business, clash, wording["line"]) for clash in clashes[:NAMED_AT_ONCE]]
    if len(clashes) > NAMED_AT_ONCE:
        lines.append(wording["more"].format(count=len(clashes) - NAMED_AT_ONCE))
    feed = clashes[0].feed
    names = {resource.id: resource.name for resource in business.resources}
    said: str = wording["one" if len(clashes) == 1 else "many"]
    return said.format(feed=feed.name, resource=names.get(feed.resource, feed.resource), lines="; ".join(lines))


def _line(business: Business, clash: Clash, template: str) -> str:
    slot, language = clash.booking.slot, business.default_language
    offering = next((offering for offering in business.offerings if offering.key == slot.offering), None)
    names = offering.names if offering else {}
    local = slot.starts_at.astimezone(business.zone)
    return template.format(
        offering=names.get(language) or next(iter(names.values()), slot.offering),
        when=say_slots([local], language, today=local.date() - timedelta(days=2)),  # by date: it is read later
        reference=clash.booking.reference,
    )
