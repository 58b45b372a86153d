"""Names as people bear them: scripts of the world, right to left, emoji, far too long; on every page and on paper."""

from dataclasses import replace

import pytest

from app.domain.bookings import Booked
from app.domain.ids import E164, OfferingKey, ResourceId
from app.web.desk import FrontDesk
from tests.web.pages.office import BERLIN, PRAXIS, Office, signed_in
from tests.web.pages.practice import MESSAGE, at, play

NAMES = (
    "Nguyễn Thị Ánh",
    "Ольга Петрова",
    "محمد الأحمد",
    "王小明",
    "ทองดี ใจงาม",
    "Zoë 🦷👩‍👩‍👧",
    "Þórdís O'Brien-Łuczak",
    '<b>Fett</b> & "Söhne"',
    "Wolfeschlegelsteinhausenbergerdorff" * 4,
    "ﬃ\u202eoben\u202c",
)


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_stands_as_it_was_given_in_calendar_today_tasks_and_on_paper(practice: Office, name: str) -> None:
    await practice.person(name=name[:120])
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    booked = await FrontDesk(practice.calendar.calendars, practice.clock).book(
        business,
        offering=OfferingKey("checkup"),
        starts_at=at(17, 14, 0).replace(second=0, tzinfo=BERLIN),
        resource=ResourceId("dr-anna-sommer"),
        customer_name=name,
        customer_number=E164("+493023125111"),
        key=None,
    )
    assert isinstance(booked, Booked)
    sid = await play(practice, replace(MESSAGE, name=name))
    async with signed_in(practice) as browser:
        for path in ("/calendar", "/", "/tasks", "/people", "/calls"):
            page = await browser.open(path)
            assert page.status_code == 200
            assert "<b>Fett</b>" not in page.text
        for path in ("/calendar", "/", "/tasks"):
            assert _written(name) in (await browser.open(path)).text, path
        paper = await browser.open(f"/calls/{sid}/export.pdf")
        assert paper.content.startswith(b"%PDF")
    [entry] = (await practice.edge.records.bookings(business=PRAXIS)).items
    assert entry.booking.customer_name == name


def _written(name: str) -> str:
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;")):
        name = name.replace(char, entity)
    return name
