"""Deeds of the other pages with Tab, Enter, arrows and typing alone, on a wide and on a narrow screen."""

import pytest

from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, Scheme, tab
from tests.web.pages.knowing import LEAFLET, knowing, read_all
from tests.web.pages.office import PRAXIS, Office, served
from tests.web.pages.practice import a_morning

pytestmark = [
    pytest.mark.parametrize("store", [SQLITE], indirect=True),  # a browser sees no difference
    pytest.mark.parametrize(("size", "scheme"), [(WIDE, "dark"), (PHONE, "light")]),
]


async def test_a_call_is_searched_for_opened_and_noted_on(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    await practice.person()
    sid = (await a_morning(practice))["booking"]
    async with served(practice) as url, tab(url, size, scheme) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.tab_to("a[href='/calls']")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/calls")
        await browser.tab_to("[name=q]")
        await keys.type("kontrollen")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/calls?q=kontrollen")
        await browser.tab_to("a.call-line")
        await keys.press("Enter")
        await browser.shown(".turn.caller:target")
        await browser.tab_to("#note")
        await keys.type("Bitte Röntgenbild mitschicken")
        await browser.tab_to("form:has(#note) button")
        await keys.press("Enter")
        await browser.shown("text=Bitte Röntgenbild mitschicken")
        assert await browser.grave_findings() == []
    sheet = await practice.review.sheet(None, sid)
    assert sheet is not None
    assert [note.text for note in sheet.notes] == ["Bitte Röntgenbild mitschicken"]


async def test_an_appointment_is_booked_by_hand(practice: Office, size: tuple[int, int], scheme: Scheme) -> None:
    await practice.person()
    async with served(practice) as url, tab(url, size, scheme) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/calendar/book")
        await browser.tab_to("#offering")
        await keys.type("Kontroll")
        await browser.tab_to("#name")
        await keys.type("Zoë Ølsen")
        await browser.tab_to("[name=show_times]")
        await keys.press("Enter")
        await browser.shown(".times")
        assert await browser.page.input_value("#name") == "Zoë Ølsen"
        await browser.tab_to("[name=time]")
        await keys.press("Space")  # none is chosen for anybody
        assert await browser.page.locator(".times input:checked").count() == 1
        assert await browser.grave_findings() == []
        await browser.tab_to("button.first")
        await keys.press("Enter")
        await browser.page.wait_for_url("**did=booked*")
        assert "Zoë Ølsen" in await browser.page.inner_text("#panel")


async def test_what_callers_would_be_told_is_asked(practice: Office, size: tuple[int, int], scheme: Scheme) -> None:
    edge = practice.knowledge = knowing(practice)
    await edge.preparing.add_file(PRAXIS, "preise.md", LEAFLET, by="Anna Sommer")
    await read_all(edge)
    await practice.person()
    async with served(practice) as url, tab(url, size, scheme) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.tab_to("a[href='/knowledge']")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/knowledge")
        await browser.tab_to("[name=q]")
        await keys.type("Was kostet eine Schiene?")
        await keys.press("Enter")
        await browser.shown("#would-say:has-text('280 Euro')")
        assert await browser.grave_findings() == []
