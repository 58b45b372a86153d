"""Commands about the busy times of other systems: connect a calendar to a resource, look at it, let it go."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from app.commands.businesses import chosen_business
from app.commands.verdict import Finding, Verdict
from app.domain.business import Business
from app.domain.busy_times import WEB_ADDRESSES, BusyFeed, Clash, FeedState
from app.domain.errors import ConfigurationError, VorzimmerError
from app.domain.ids import ResourceId
from app.settings import Settings
from app.usecases.read_busy_times import BusyRead
from app.wiring.busy_times import read_now
from app.wiring.stores import Stores, migrate_database, open_stores

FAULTS = {
    "unreachable": "nobody answers there",
    "too_slow": "it takes too long to answer",
    "too_large": "it is larger than a calendar may be",
    "not_a_calendar": "what is there is no iCalendar; take the address that ends in .ics, not that of the page",
    "cut_off": "it ends in the middle",
    "no_such_file": "there is no such file",
    "bad_address": "this is no address",
    "http_401": "it wants a sign-in; take the secret address of the calendar",
    "http_403": "it refuses; take the secret address of the calendar",
    "http_404": "there is no calendar at this address",
}


@dataclass(frozen=True, slots=True)
class FeedName:
    resource: str
    name: str
    business: str | None = None


async def connect_calendar(settings: Settings, which: FeedName, address: str, console: Console) -> bool:
    """Set it and read it at once; False when it cannot be read. It is kept all the same, and tried again."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = chosen_business(await stores.businesses.all(), which.business)
        resource = _resource(business, which.resource)
        feed = await stores.busy_feeds.put(business.id, resource, which.name, _address(address), at=stores.clock.now())
        read = await read_now(stores, business, feed)
        await _show(stores, business, feed, read, console)
    return read is not None and read.fault is None


async def list_calendars(settings: Settings, business: str | None, console: Console) -> None:
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        of = chosen_business(await stores.businesses.all(), business)
        states = await stores.busy_feeds.states(of.id)
        for state in states:
            console.print(f"{state.feed.resource}  {escape(state.feed.name)}  {escape(state.feed.shown_address)}")
            console.print(f"      {_told(state)}")
        if not states:
            console.print("No other calendar is connected.")
        for clash in await stores.busy_feeds.clashes(of, now=stores.clock.now()):
            console.print(_stands_in(clash))


async def let_calendar_go(settings: Settings, which: FeedName) -> bool:
    """False when there is none of the name."""
    await migrate_database(settings)
    async with open_stores(settings) as stores:
        business = chosen_business(await stores.businesses.all(), which.business)
        return await stores.busy_feeds.remove(business.id, ResourceId(which.resource), which.name)


async def check_busy_times(settings: Settings) -> list[Finding]:
    """Calendars that are old or cannot be read, and appointments that stand in what they call busy."""
    findings: list[Finding] = []
    try:
        async with open_stores(settings) as stores:
            for business in await stores.businesses.all():
                known = {resource.id for resource in business.resources}
                states = await stores.busy_feeds.states(business.id)
                findings += [_judged(state, stores, is_known=state.feed.resource in known) for state in states]
                for clash in await stores.busy_feeds.clashes(business, now=stores.clock.now()):
                    fix = "move the appointment, or shorten what the other calendar calls busy"
                    findings.append(Finding(Verdict.NOTE, "busy times", _stands_in(clash), fix))
    except VorzimmerError:
        return []  # the check of the database has told
    return findings


def _judged(state: FeedState, stores: Stores, *, is_known: bool) -> Finding:
    feed = state.feed
    what = f"calendar {feed.name} of {feed.resource}"
    undo = f"vorzimmer business busy remove {feed.resource} --name '{feed.name}' --business {feed.business}"
    if not is_known:
        return Finding(Verdict.NOTE, what, "there is no such resource any more", undo)
    if state.is_stale(stores.clock.now()) or state.fault is not None:
        fix = f"connect it anew (vorzimmer business busy set), or let it go: {undo}"
        return Finding(Verdict.NOTE, what, _told(state), fix)
    if state.unreadable:
        return Finding(Verdict.NOTE, what, _told(state), "correct those entries in the other calendar")
    if state.tried_at is None:
        return Finding(Verdict.NOTE, what, _told(state), "vorzimmer serve reads it within minutes")
    return Finding(Verdict.GOOD, what, _told(state))


def _told(state: FeedState) -> str:
    parts = []
    if state.fetched_at is None:
        parts.append("never read")
    else:
        parts.append(f"read {state.fetched_at:%Y-%m-%d %H:%M} UTC, busy stretches: {state.stretches}")
    if state.fault is not None:
        parts.append(FAULTS.get(state.fault, state.fault))
    if state.unreadable:
        parts.append(f"{state.unreadable} entries cannot be read")
    return "; ".join(parts)


async def _show(stores: Stores, business: Business, feed: BusyFeed, read: BusyRead | None, console: Console) -> None:
    state = await stores.busy_feeds.state(feed.id)
    console.print(_told(state) if state is not None else "let go meanwhile")
    if read is not None and read.told:
        for clash in await stores.busy_feeds.clashes(business, now=stores.clock.now()):
            if clash.feed.id == feed.id:
                console.print(_stands_in(clash))


def _stands_in(clash: Clash) -> str:
    at = clash.booking.slot.starts_at
    return f"{clash.booking.reference} on {at:%Y-%m-%d %H:%M} stands in busy time of {clash.feed.resource}"


def _address(text: str) -> str:
    if text.startswith((*WEB_ADDRESSES, "file://")):
        return text
    if "://" in text:
        raise ConfigurationError(f"an address begins with {', '.join(WEB_ADDRESSES)}, or is the path of a file")
    return Path(text).resolve().as_uri()


def _resource(business: Business, wanted: str) -> ResourceId:
    for resource in business.resources:
        if resource.id == wanted:
            return resource.id
    known = ", ".join(resource.id for resource in business.resources)
    raise ConfigurationError(f"{business.name} has no resource {wanted}; it has {known}")
