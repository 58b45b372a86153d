"""A call from the browser without a mouse: who calls, keys, hanging up, in writing; wide and narrow, light and dark."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.calls import CallOutcome
from app.wiring.calls import Wits
from tests.fakes.wired import scripted_speech
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.lines import Exchange, ended, exchange, microphone, write_caller
from tests.wiring.test_server import BOOKING

SIZES = pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")]
)


@pytest.fixture
async def line(tmp_path: Path, wits: Wits) -> AsyncIterator[Exchange]:
    async with exchange(tmp_path, wits, scripted_speech(BOOKING)) as found:
        yield found


async def sound(browser: Tab) -> None:
    assert await browser.grave_findings() == []
    assert await browser.sticks_out() <= 0


@SIZES
async def test_another_number_calls_by_microphone_presses_keys_and_hangs_up(
    line: Exchange, tmp_path: Path, size: tuple[int, int], scheme: Scheme
) -> None:
    switches = microphone(write_caller(tmp_path / "caller.wav", [60_000]))  # says nothing
    async with tab(line.url, size, scheme, switches=switches) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/try")
        await browser.tab_to("#caller")
        await keys.type("Andere")
        await browser.tab_to("#other-number")
        await keys.type("030 23125 177")
        await keys.press("Enter")
        await browser.page.wait_for_selector("[data-now=talking]")
        await browser.page.wait_for_selector(".turn.assistant")
        await browser.tab_to("[data-press='1']")
        await keys.press("Enter")
        await keys.press("2")  # as on a telephone, wherever the keyboard is
        await browser.page.wait_for_selector("[data-pressed]:text-is('12')")
        await sound(browser)
        await browser.page.wait_for_selector(".turn.caller")
        await keys.press("Shift+Tab")
        await browser.focused("[data-hang-up]")
        await keys.press("Enter")
        await browser.page.wait_for_selector("[data-now=over]")
        await browser.focused("[data-call]")  # to call again
        await browser.page.wait_for_selector("[data-result]:not([hidden])")
        await sound(browser)
        complaints = browser.complaints
    record = await line.stores.records.call(await ended(line))
    assert record is not None
    assert record.entry.from_number == "+493023125177"
    assert complaints == []


@SIZES
async def test_a_conversation_in_writing_is_begun_and_led_without_a_mouse(
    line: Exchange, size: tuple[int, int], scheme: Scheme
) -> None:
    async with tab(line.url, size, scheme) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/try")
        await browser.tab_to("a[href='/try?by=text']")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/try?by=text")
        await browser.tab_to("[data-call]")
        await keys.press("Enter")
        await browser.page.wait_for_selector("[data-now=writing]")
        await browser.focused("#text")
        for nth, text in enumerate(BOOKING):
            await browser.page.wait_for_selector(f".turn.assistant >> nth={nth}")
            await keys.type(text)
            await keys.press("Enter")
        await browser.page.wait_for_selector("[data-result]:not([hidden])")
        await sound(browser)
        await browser.focused("[data-call]")
        await browser.tab_to("[data-address]")
        await keys.press("Enter")
        await browser.shown(".turn.caller")
        complaints = browser.complaints
    record = await line.stores.records.call(await ended(line, CallOutcome.BOOKED))
    assert record is not None
    assert [booking.customer_name for booking in record.bookings] == ["Erika Beispiel"]
    assert complaints == []
