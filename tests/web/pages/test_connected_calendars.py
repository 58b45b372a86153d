"""Other calendars on the page of the setup: connected, shown without their secret, let go."""

from datetime import UTC, timedelta

import pytest

from app.domain.busy_times import BusyReading, FeedVersion
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.people import Role
from app.ports.busy_times import BusyFeeds
from tests.web.pages.full_day import a_full_day
from tests.web.pages.office import OTHER, PRAXIS, Office, signed_in
from tests.web.pages.practice import at

PAGE = f"/setup/{PRAXIS}/calendars"
SECRET = "https://calendar.example/geheim-4711/basic.ics"
FEED = {"resource": "dr-anna-sommer", "name": "Urlaub 🌴", "address": SECRET}


def feeds_of(practice: Office) -> BusyFeeds:
    assert practice.edge.busy_feeds is not None
    return practice.edge.busy_feeds


async def test_an_owner_connects_a_calendar_whose_address_is_not_shown_again(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(PAGE)
        shown = (await browser.send(PAGE, **FEED)).text
        assert "Dr. Anna Sommer · Urlaub 🌴" in shown
        assert "https://calendar.example/…" in shown
        assert "geheim-4711" not in shown
        assert "wird gleich gelesen" in shown
        assert "anderen Kalender verbunden" in (await browser.open("/access")).text
    [state] = await feeds_of(practice).states(PRAXIS)
    assert state.feed.address == SECRET


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"address": "calendar.example/x.ics"}, "beginnt mit https"),
        ({"address": "file:///etc/passwd"}, "beginnt mit https"),
        ({"address": "https://"}, "beginnt mit https"),
        ({"address": "https://[kaputt/x.ics"}, "beginnt mit https"),
        ({"name": "  "}, "Bitte eintragen"),
        ({"resource": "niemand"}, "Bitte eintragen"),
    ],
)
async def test_what_is_no_calendar_of_anybody_is_refused_in_words_and_the_rest_stays_typed(
    practice: Office, wrong: dict[str, str], why: str
) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(PAGE)
        refused = await browser.send(PAGE, **(FEED | wrong))
    assert refused.status_code == 422
    assert why in refused.text
    assert "geheim-4711" not in refused.text
    assert "name" in wrong or "Urlaub 🌴" in refused.text
    assert await feeds_of(practice).states(PRAXIS) == ()


async def test_a_connected_calendar_gets_another_address_only_when_that_is_meant(practice: Office) -> None:
    await practice.person()
    async with signed_in(practice) as browser:
        await browser.open(PAGE)
        await browser.send(PAGE, **FEED)
        asked = await browser.send(PAGE, **(FEED | {"address": "webcal://other.example/x.ics"}))
        assert asked.status_code == 409
        assert "schon ein Kalender verbunden" in asked.text
        await browser.send(PAGE, **(FEED | {"address": "webcal://other.example/x.ics"}), anew="1")
    [state] = await feeds_of(practice).states(PRAXIS)
    assert state.feed.address == "webcal://other.example/x.ics"


async def test_what_another_calendar_says_and_what_does_not_fit_it_is_shown_and_it_is_let_go(practice: Office) -> None:
    await practice.person()
    reference = await a_full_day(practice)
    feeds, now = feeds_of(practice), practice.clock.now()
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    feed = await feeds.put(PRAXIS, ResourceId("dr-anna-sommer"), "Urlaub", SECRET, at=now)
    away = Interval(at(19, 9, 0).astimezone(UTC), at(19, 12, 0).astimezone(UTC))
    await feeds.read(business, feed.id, BusyReading((away,), 2, FeedVersion(None, "d")), at=now)
    async with signed_in(practice) as browser:
        shown = (await browser.open(PAGE)).text
        for words in ("gelesen", "eine Zeit belegt", "2 Einträge nicht lesbar", "Ruth Groß", f"booking={reference}"):
            assert words in shown
        practice.clock.advance(timedelta(hours=3))
        await feeds.failed(feed.id, "http_404", at=practice.clock.now())
        assert "nicht gefunden" in (await browser.open(PAGE)).text
        gone = (await browser.send(f"{PAGE}/remove", resource="dr-anna-sommer", name="Urlaub")).text
    assert "Getrennt" in gone
    assert await feeds.states(PRAXIS) == ()


async def test_calendars_are_the_owners_matter_and_those_of_others_are_not_there(practice: Office) -> None:
    await practice.person("s@praxis.example", role=Role.STAFF)
    await practice.person()
    await practice.second_business()
    async with signed_in(practice, "s@praxis.example") as browser:
        assert (await browser.open(PAGE)).status_code == 403
    async with signed_in(practice) as browser:
        assert (await browser.open(f"/setup/{OTHER}/calendars")).status_code == 404
        await browser.open(PAGE)
        assert (await browser.send(f"/setup/{OTHER}/calendars", **FEED)).status_code == 404
