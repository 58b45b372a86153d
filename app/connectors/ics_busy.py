"""What an iCalendar text calls busy (RFC 5545): its events with all their repetitions, and its free/busy lists.

Decision: a calendar written by others is read as far as it goes. A line that is no line and an event without a readable
time are counted and left out; a text that is no calendar or breaks off is refused as a whole, since the rest might be
what is busy. Busy is what is not transparent and not cancelled; our own appointments, which colleagues take over into
their calendars, are known by their uid. Whole days and times without a zone are those of the business. Rules that
repeat more than hourly are no appointments but a way to keep a server busy: they count as unreadable.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import chain, groupby
from math import prod
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Component

from app.domain.busy_times import BusyReading, FeedVersion
from app.domain.civil import instant_of, midnight
from app.domain.errors import BusyTimesUnavailable
from app.domain.intervals import Interval
from app.domain.stretches import Stretch, merged

OUR_UID = "@vorzimmer"
PROPERTY_OR_CONTINUED = re.compile(r"[A-Za-z0-9-]+[;:]|[ \t]")
MOST_ENTRIES = 20_000
MOST_A_DAY = 24
TOO_OFTEN = {"SECONDLY", "MINUTELY"}
UNFOLLOWABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What the libraries raise when they meet in a calendar what they did not expect."""
TIMES = {"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", None}  # None = no such line


def read_busy_times(content: bytes, *, zone: ZoneInfo, span: Interval, etag: str | None = None) -> BusyReading:
    """Raises BusyTimesUnavailable for what is no whole calendar."""
    lines, unreadable = _lines_of(content)
    calendars = _calendars_of(lines)
    found: list[Stretch] = []
    for calendar in calendars:
        unreadable += _leave_out_broken(calendar)
        events, broken = _occurrences(calendar, span)
        unreadable += broken
        busy = chain((_stretch(event, zone) for event in events if _is_busy(event)), _free_busy(calendar))
        found += [(start, end) for start, end in busy if start < span.ends_at and end > span.starts_at]
    stretches = tuple(Interval(start, end) for start, end in merged(found))
    return BusyReading(stretches, unreadable, FeedVersion(etag, digest_of(content)))


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def _lines_of(content: bytes) -> tuple[list[str], int]:
    """Lines that can be one, and how many cannot."""
    lines = [line for line in content.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    good = [line for line in lines if PROPERTY_OR_CONTINUED.match(line)]
    return good, len(lines) - len(good)


def _calendars_of(lines: list[str]) -> list[Component]:
    begun = sum(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines)
    entries = sum(line.strip().upper().startswith("BEGIN:") for line in lines)
    if not begun:
        raise BusyTimesUnavailable("not_a_calendar", retryable=False)
    if entries > MOST_ENTRIES:
        raise BusyTimesUnavailable("too_large", retryable=False)
    try:
        calendars: list[Component] = [*Calendar.from_ical("\r\n".join([*lines, ""]), multiple=True)]
    except UNFOLLOWABLE as error:
        raise BusyTimesUnavailable("not_a_calendar", retryable=False) from error
    if len(calendars) != begun:
        raise BusyTimesUnavailable("cut_off", retryable=True)
    return calendars


def _leave_out_broken(calendar: Component) -> int:
    """Events whose time cannot be told, and how many of them there are; the others stay."""
    timeless = {id(event) for event in calendar.walk("VEVENT") if not _has_a_time(event)}
    calendar.subcomponents = [part for part in calendar.subcomponents if id(part) not in timeless]
    return len(timeless) + sum(_is_broken(event) for event in calendar.walk("VEVENT"))


def _occurrences(calendar: Component, span: Interval) -> tuple[list[Component], int]:
    """Every event at each of its times, and how many have rules that cannot be followed."""
    try:
        return recurring_ical_events.of(calendar, skip_bad_series=True).between(span.starts_at, span.ends_at), 0
    except UNFOLLOWABLE:
        pass
    found, broken = list[Component](), 0
    by_uid = groupby(sorted(calendar.walk("VEVENT"), key=_uid), key=_uid)
    for series in (list(events) for _, events in by_uid):
        alone = Calendar()
        alone.subcomponents = [*calendar.walk("VTIMEZONE"), *series]
        try:
            found += recurring_ical_events.of(alone, skip_bad_series=True).between(span.starts_at, span.ends_at)
        except UNFOLLOWABLE:
            broken += len(series)
    return found, broken


def _uid(event: Component) -> str:
    return str(event.get("UID", ""))


def _is_broken(event: Component) -> bool:
    """It has a time, and something about its times could not be read."""
    return any(name in TIMES for name, _ in event.errors)


def _has_a_time(event: Component) -> bool:
    return isinstance(_moment(event, "DTSTART"), date) and not _repeats_too_often(event)


def _moment(event: Component, name: str) -> Any:
    """A date, a time, a period …, or None when there is none that can be read."""
    try:
        return getattr(event.get(name), "dt", None)
    except ValueError:  # what the library left broken raises when it is looked at
        return None


def _repeats_too_often(event: Component) -> bool:
    rules: Any = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        parts = rule if isinstance(rule, dict) else {}
        often = prod(max(1, len(parts.get(part, ()))) for part in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if often > MOST_A_DAY or any(str(freq).upper() in TOO_OFTEN for freq in parts.get("FREQ", ())):
            return True
    return False


def _is_busy(event: Component) -> bool:
    ours = _uid(event).endswith(OUR_UID)
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
    return not ours and not free and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _stretch(event: Component, zone: ZoneInfo) -> Stretch:
    """In UTC. An hour that the clock skips is busy after the jump for as long as it was to be."""
    starts, ends = _moment(event, "DTSTART"), _moment(event, "DTEND")
    start, end = _instant(starts, zone), _instant(ends, zone)
    if end <= start and isinstance(starts, datetime) and isinstance(ends, datetime):
        end = start + (ends.replace(tzinfo=None) - starts.replace(tzinfo=None))
    return start, end


def _instant(when: date, zone: ZoneInfo) -> datetime:
    if not isinstance(when, datetime):
        return midnight(when, zone)
    if when.tzinfo is None:
        return instant_of(when.date(), when.time(), zone)
    return when.astimezone(UTC)


def _free_busy(calendar: Component) -> Iterator[Stretch]:
    """The periods of published free/busy lists. They are in UTC, as the standard wants them."""
    for component in calendar.walk("VFREEBUSY"):
        listed: Any = component.get("FREEBUSY", [])
        for period in listed if isinstance(listed, list) else [listed]:
            kind = str(getattr(period, "params", {}).get("FBTYPE", "BUSY")).upper()
            spans = getattr(period, "dt", None)
            if kind == "FREE" or not isinstance(spans, tuple):
                continue
            start, end = spans
            yield start.astimezone(UTC), (end if isinstance(end, datetime) else start + end).astimezone(UTC)
