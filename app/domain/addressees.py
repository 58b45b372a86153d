"""Who of the staff is told of a message or callback, and how.

Decision: what is for somebody goes to their own addresses alone, so that it does not all pile up at the common one;
while they are away, and for what is urgent, the common address is told as well, since nobody may wait for one person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.business import Business, Resource
from app.domain.consequences import Channel
from app.domain.ids import ResourceId
from app.domain.workday import due_by
from app.domain.worktime import works_on


@dataclass(frozen=True, slots=True)
class Reachable:
    """How messages can be sent, to the business's common addresses or to anybody's own."""

    mail: bool = False
    sms: bool = False
    common_mail: bool = False
    common_sms: bool = False
    webhook: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """`person` None = the business's common address."""

    channel: Channel
    person: ResourceId | None = None


def addressees(
    business: Business, person: ResourceId | None, *, urgent: bool, at: datetime, reachable: Reachable
) -> tuple[Addressee, ...]:
    """`person`: for whom it is, who may have left meanwhile; `at`: when it came in."""
    return tuple(_addressees(business, person_of(business, person), urgent=urgent, at=at, reachable=reachable))


def _addressees(
    business: Business, person: Resource | None, *, urgent: bool, at: datetime, reachable: Reachable
) -> Iterator[Addressee]:
    told = False
    if person is not None:
        own = ((Channel.MAIL, reachable.mail and person.mail), (Channel.SMS, reachable.sms and person.sms))
        for channel in (channel for channel, address in own if address):
            told = True
            yield Addressee(channel, person.id)
    if not told or urgent or (person is not None and _is_away(business, person, at)):
        if reachable.mail and reachable.common_mail:
            yield Addressee(Channel.MAIL)
        if reachable.sms and reachable.common_sms:
            yield Addressee(Channel.SMS)
    if reachable.webhook:
        yield Addressee(Channel.WEBHOOK)


def person_of(business: Business, person: ResourceId | None) -> Resource | None:
    """None for nobody, and for who is not there any more."""
    return next((one for one in business.resources if one.id == person), None) if person is not None else None


def _is_away(business: Business, person: Resource, at: datetime) -> bool:
    """On no day from when it came in to when it is due."""
    came, due = at.astimezone(business.zone).date(), due_by(business, at).date()
    return not works_on(business, person, came) and not works_on(business, person, due)
