"""A recording in a real Chromium: in step with the words, from the keyboard, wide and narrow, light and dark."""

import pytest

from app.domain.ids import CallSid
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.office import Office, served
from tests.web.pages.recorded import sheet_of

MOST_BYTES = 150_000

pytestmark = pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference


async def played_past(browser: Tab, seconds: float) -> None:
    await browser.page.wait_for_function(
        "past => { const sound = document.querySelector('audio'); return !sound.paused && sound.currentTime > past }",
        arg=seconds,
    )


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
async def test_a_click_on_a_turn_plays_from_there_and_words_light_up_in_step(
    practice: Office, sid: CallSid, size: tuple[int, int], scheme: Scheme
) -> None:
    one = (await sheet_of(practice, sid)).turns[2]
    begins_s = one.turn.started_ms / 1000
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open(f"/calls/{sid}")
        assert browser.bytes < MOST_BYTES
        assert await browser.sticks_out() <= 0
        assert await browser.grave_findings() == []
        before = await browser.page.inner_text(f"#t{one.id} .bubble")
        await browser.page.click(f"#t{one.id} .bubble")
        await played_past(browser, begins_s)
        await browser.page.wait_for_selector(f"#t{one.id}.sounding .now")
        assert await browser.page.inner_text(f"#t{one.id} .bubble") == before
        assert await browser.page.locator(".sounding").count() == 1
        assert await browser.grave_findings() == []
        assert await browser.sticks_out() <= 0
        assert browser.complaints == []


async def test_it_is_played_from_the_keyboard_alone(practice: Office, sid: CallSid) -> None:
    turns = (await sheet_of(practice, sid)).turns
    async with served(practice) as url, tab(url) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open(f"/calls/{sid}")
        await browser.page.focus(f"#t{turns[3].id} .hear")
        await keys.press("Enter")
        await played_past(browser, turns[3].turn.started_ms / 1000)
        await browser.page.wait_for_selector(f"#t{turns[3].id}.sounding")
        await keys.press("p")
        await browser.page.wait_for_function("document.querySelector('audio').paused")
        stands = await browser.page.evaluate("document.querySelector('audio').currentTime")
        await keys.press(",")
        await browser.page.wait_for_function("at => document.querySelector('audio').currentTime < at - 4", arg=stands)
        await browser.page.focus("#note")
        await keys.type("p, p.")
        assert await browser.page.evaluate("document.querySelector('audio').paused")
        assert await browser.page.input_value("#note") == "p, p."
        assert browser.complaints == []
