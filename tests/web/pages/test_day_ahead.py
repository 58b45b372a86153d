"""Today: what is left of the day, who is away, who waits, and what of the last day nobody has noted."""

import html
import re
from dataclasses import replace
from datetime import date

from app.domain.ids import BusinessId
from app.domain.people import Role
from tests.web.pages.office import PRAXIS, Office, signed_in
from tests.web.pages.practice import BOOKING, a_morning, at, play
from tests.web.pages.test_calendar import booked, on
from tests.web.pages.test_setup import now as described


async def away(office: Office, name: str, **hours: str) -> None:
    setup = office.edge.setup
    assert setup is not None
    found = await described(office)
    today = date(2026, 3, 17).isoformat()
    absence = {"resource": name, "first_day": today, "last_day": today, "note": "Fortbildung", **hours}
    kept = {**found.description, "absences": [absence]}
    await setup.save(BusinessId(PRAXIS), kept, based_on=found.number, author="Anna")


async def test_it_counts_what_is_left_and_says_who_is_away(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    await booked(practice, on(17, 10, 30))
    await booked(practice, on(17, 11, 30))
    await away(practice, "Mia Schulz", from_time="09:00", until_time="11:00")
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        assert "2 von 2 Terminen" in page
        assert "Mia Schulz ist heute nicht da von 09:00 bis 11:00 Uhr (Fortbildung)" in page
        practice.clock.set(on(17, 11, 10))
        assert "1 von 2 Terminen" in (await browser.open("/")).text


async def test_what_nobody_noted_of_the_last_day_is_one_click_away(practice: Office) -> None:
    await practice.person(role=Role.STAFF)
    reference = await booked(practice, on(17, 10, 30))
    practice.clock.set(on(18, 7, 45))
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        assert "1 Termin (gestern) ohne Vermerk, wer da war" in page
        assert f'href="/calendar?business={PRAXIS}&amp;day=2026-03-17"' in page
        await browser.open(f"/calendar?day=2026-03-17&booking={reference}")
        await browser.send(f"/calendar/{PRAXIS}/{reference}/attendance", attendance="kept")
        assert "ohne Vermerk" not in (await browser.open("/")).text


async def test_each_figure_leads_to_as_many_calls_as_it_says(practice: Office) -> None:
    """The day before had a call while it was open: that is the same day, and yet not since it closed."""
    await practice.person()
    await play(practice, replace(BOOKING, at=at(16, 9, 30)), number=90)
    await a_morning(practice)
    async with signed_in(practice) as browser:
        page = (await browser.open("/")).text
        figures = re.findall(r'<a class="card figure[^"]*" href="(/calls[^"]+)"><b>(\d+)</b>', page)
        counted = {}
        for address, figure in figures:
            listed = (await browser.open(html.unescape(address))).text
            found = re.search(r'role="status">(\d+) Anrufe?<', listed)
            assert found is not None, address
            counted[address] = (figure, found[1])
            assert "seit gestern" in listed
    assert len(counted) >= 4
    assert [pair for pair in counted.values() if pair[0] != pair[1]] == []
