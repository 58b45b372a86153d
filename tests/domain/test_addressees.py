"""Who is told of what callers leave: whom it is for, and the common address while nobody may wait for one person."""

from dataclasses import replace
from datetime import datetime

import pytest

from app.domain.addressees import Addressee, Reachable, addressees
from app.domain.business import Business
from app.domain.consequences import Channel
from app.domain.ids import E164, ResourceId
from tests.fakes.business import praxis

ANNA, WEBER = ResourceId("dr-anna-sommer"), ResourceId("dr-jonas-weber")
ALL = Reachable(mail=True, sms=True, common_mail=True, common_sms=True, webhook=True)
COMMON = (Addressee(Channel.MAIL), Addressee(Channel.SMS), Addressee(Channel.WEBHOOK))


def with_addresses(mail: str | None = "anna@praxis.example", sms: E164 | None = None) -> Business:
    business = praxis()
    resources = [replace(one, mail=mail, sms=sms) if one.id in (ANNA, WEBER) else one for one in business.resources]
    return replace(business, resources=tuple(resources))


def on(day: str, business: Business) -> datetime:
    return datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=business.zone)


def told(
    person: ResourceId | None,
    *,
    day: str = "2026-03-17",
    urgent: bool = False,
    reachable: Reachable = ALL,
    business: Business | None = None,
) -> tuple[Addressee, ...]:
    here = business or with_addresses()
    return addressees(here, person, urgent=urgent, at=on(day, here), reachable=reachable)


def test_what_is_for_somebody_goes_to_their_own_addresses_alone() -> None:
    assert told(ANNA) == (Addressee(Channel.MAIL, ANNA), Addressee(Channel.WEBHOOK))
    both = told(ANNA, business=with_addresses(sms=E164("+493023125591")))
    assert both == (Addressee(Channel.MAIL, ANNA), Addressee(Channel.SMS, ANNA), Addressee(Channel.WEBHOOK))


@pytest.mark.parametrize("person", [None, ResourceId("mia-schulz"), ResourceId("who-left")])
def test_what_is_for_nobody_with_an_address_goes_to_the_common_ones(person: ResourceId | None) -> None:
    assert told(person) == COMMON


def test_what_is_urgent_goes_to_both() -> None:
    assert told(ANNA, urgent=True) == (Addressee(Channel.MAIL, ANNA), *COMMON)


@pytest.mark.parametrize("day", ["2026-03-31", "2026-04-01"])
def test_while_somebody_is_away_both_are_told(day: str) -> None:
    assert told(WEBER, day=day) == (Addressee(Channel.MAIL, WEBER), *COMMON)
    assert told(WEBER) == (Addressee(Channel.MAIL, WEBER), Addressee(Channel.WEBHOOK))


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_who_is_back_when_it_is_due_is_told_alone_on_both_clock_changes(day: str) -> None:
    """Both are Sundays: what comes in is due on Monday, on which Dr. Sommer works."""
    assert told(ANNA, day=day) == (Addressee(Channel.MAIL, ANNA), Addressee(Channel.WEBHOOK))


def test_what_this_server_cannot_send_with_is_left_out() -> None:
    assert told(ANNA, reachable=Reachable(common_mail=True, webhook=True)) == (Addressee(Channel.WEBHOOK),)
    assert told(ANNA, reachable=Reachable(sms=True, common_sms=True)) == (Addressee(Channel.SMS),)
