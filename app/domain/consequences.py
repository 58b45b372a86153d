"""What follows from a booking that was made, moved, cancelled or corrected: which notices, how, and when. PURE.

Notices of one booking carry a growing `sequence`. A newer event replaces what an older one has not delivered yet, so
that nobody is confirmed or reminded of a time that is no longer true. Follow-ups are proposed to the staff, not to the
customer, since an automatic message that asks for business needs the customer's prior consent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain.bookings import Booking, Slot
from app.domain.business import Business, Text

REMIND_FROM = time(9)
REMIND_UNTIL = time(19)
TASKS_AT = time(8)
TOO_LATE_TO_REMIND = timedelta(hours=3)
"""Whoever books this shortly before the reminder would go out needs none."""


class BookingChange(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"  # for whom it is


@dataclass(frozen=True, slots=True)
class BookingEvent:
    """`booking` as it is afterwards; `previous` is the place that a move or a cancellation freed."""

    change: BookingChange
    booking: Booking
    at: datetime
    previous: Slot | None = None


class NoticeKind(StrEnum):
    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    STAFF_NOTICE = "staff_notice"
    PREPARATION = "preparation"
    FOLLOW_UP = "follow_up"
    TASK = "task"  # one of the offering's own
    EVENT = "event"  # for other systems
    WAITLIST_OFFER = "waitlist_offer"
    NOTE = "note"  # a message or callback came in: staff are told


STAFF_TASKS = frozenset({NoticeKind.PREPARATION, NoticeKind.FOLLOW_UP, NoticeKind.TASK})
"""What somebody has to do for a booking: once, and not when it moves away or is cancelled."""


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"
    WEBHOOK = "webhook"
    TASK = "task"  # the staff's own list of messages
    CALLBACK = "callback"  # somebody calls the customer


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom we can reach how, at this business and for this customer."""

    customer_mail: bool = False
    customer_sms: bool = False
    staff_mail: bool = False
    webhook: bool = False

    @property
    def customer_channel(self) -> Channel | None:
        """Mail first: it carries the calendar entry and costs nothing."""
        if self.customer_mail:
            return Channel.MAIL
        return Channel.SMS if self.customer_sms else None


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """How long before an appointment its customer is reminded; None = never."""

    remind_before: timedelta | None = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    kind: NoticeKind
    channel: Channel
    due_at: datetime
    task: Text | None = None  # of a TASK: as the offering words it, by language


def consequences_of(event: BookingEvent, business: Business, reach: Reach, rules: NoticeRules) -> tuple[Planned, ...]:
    return tuple(_planned(event, business, reach, rules))


def _planned(event: BookingEvent, business: Business, reach: Reach, rules: NoticeRules) -> Iterator[Planned]:
    now = event.at
    to_customer = reach.customer_channel
    if to_customer is not None:
        yield Planned(NoticeKind.CONFIRMATION, to_customer, now)
    if reach.staff_mail:
        yield Planned(NoticeKind.STAFF_NOTICE, Channel.MAIL, now)
    if reach.webhook:
        yield Planned(NoticeKind.EVENT, Channel.WEBHOOK, now)
    if event.change is BookingChange.CANCELLED:
        return
    slot = event.booking.slot.in_zone(business.zone)
    if to_customer is not None and (due := reminder_at(slot.starts_at, rules)) and due > now + TOO_LATE_TO_REMIND:
        yield Planned(NoticeKind.REMINDER, to_customer, due)
    if event.change is not BookingChange.CORRECTED:  # for whom it is changes nothing about what there is to do
        yield from _tasks(slot, business, now)


def _tasks(slot: Slot, business: Business, now: datetime) -> Iterator[Planned]:
    """In the staff's list from the morning of the day on which they are due."""
    offering = business.offering(slot.offering)
    if offering.preparation:
        yield Planned(NoticeKind.PREPARATION, Channel.TASK, max(now, _local(slot.starts_at.date(), -1, slot)))
    if offering.follow_up_days is not None:
        yield Planned(NoticeKind.FOLLOW_UP, Channel.TASK, _local(slot.ends_at.date(), offering.follow_up_days, slot))
    for task in offering.tasks:
        if not task.for_customer:
            due_on = task.due_at(slot.starts_at, slot.ends_at).astimezone(business.zone).date()
            yield Planned(NoticeKind.TASK, Channel.TASK, max(now, _local(due_on, 0, slot)), task.text)


def reminder_at(starts_at: datetime, rules: NoticeRules) -> datetime | None:
    """Counted on the wall clock, so that it is the same hour on both sides of a clock change; never at night."""
    if rules.remind_before is None:
        return None
    naive = starts_at.replace(tzinfo=None) - rules.remind_before
    if naive.time() < REMIND_FROM:
        naive = datetime.combine(naive.date() - timedelta(days=1), REMIND_UNTIL)
    elif naive.time() > REMIND_UNTIL:
        naive = datetime.combine(naive.date(), REMIND_UNTIL)
    return naive.replace(tzinfo=starts_at.tzinfo)


def _local(day: date, days_later: int, slot: Slot) -> datetime:
    return datetime.combine(day + timedelta(days=days_later), TASKS_AT, tzinfo=slot.starts_at.tzinfo)


# --- delivery --------------------------------------------------------------------------------------------------------

FIRST_RETRY = timedelta(seconds=5)
RETRY_FACTOR = 3
MOST_ATTEMPTS = 8  # the last one comes nearly two hours after the first


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"  # an attempt has begun; after a crash it may have arrived
    SENT = "sent"
    FAILED = "failed"  # for the staff to look at
    SUPERSEDED = "superseded"  # a newer event of the booking came first


def retry_after(attempt: int) -> timedelta | None:
    """The wait after the `attempt`th failure (1, 2, …); None when it was the last one."""
    return FIRST_RETRY * RETRY_FACTOR ** (attempt - 1) if attempt < MOST_ATTEMPTS else None
