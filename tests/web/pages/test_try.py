"""A call from the browser, in real Chromium, to the server as it is wired; only the speech engines are scripted here.

`test_try_spoken` has a synthesized caller at the microphone and the real engines.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from playwright.async_api import WebSocketRoute

from app.domain.bookings import BookingStatus
from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from app.domain.people import Role
from app.settings import Settings
from app.wiring.calls import Wits, load_wits
from tests.fakes.engines import tone_pcm16
from tests.web.pages.chromium import PHONE, WIDE, Scheme, tab
from tests.web.pages.lines import Exchange, an_owner, exchange, microphone, write_caller
from tests.web.pages.office import visit
from tests.wiring.test_server import BOOKING, scripted_speech


@pytest.fixture(scope="module")
def wits(tmp_path_factory: pytest.TempPathFactory) -> Wits:
    models = tmp_path_factory.mktemp("models")
    return asyncio.run(load_wits(Settings(models_dir=models)))


@pytest.fixture
async def line(tmp_path: Path, wits: Wits) -> AsyncIterator[Exchange]:
    async with exchange(tmp_path, wits, scripted_speech(BOOKING)) as found:
        yield found


def babble(path: Path) -> Path:
    """Something that sounds like a voice to a loudness detector: bursts, and a pause in which answers fit."""
    return write_caller(path, [1_500, tone_pcm16(700), 3_000])


async def ended(line: Exchange, of: CallOutcome | None = None) -> CallSid:
    """The one call of this server, once its record is closed."""
    for _ in range(600):
        calls = (await line.stores.records.calls()).items
        if calls and calls[0].ended_at is not None:
            assert of is None or calls[0].outcome is of
            return calls[0].call_sid
        await asyncio.sleep(0.1)
    raise AssertionError("the call never ended")


async def test_a_call_by_microphone_books_and_shows_every_word_with_its_wait(line: Exchange, tmp_path: Path) -> None:
    switches = microphone(babble(tmp_path / "caller.wav"))
    async with tab(line.url, WIDE, switches=switches) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/try")
        await browser.page.click("[data-call]")
        await browser.page.wait_for_selector("[data-now=talking]")
        await browser.page.wait_for_selector(f".turn.caller .bubble:text-is('{BOOKING[-2]}')", timeout=180_000)
        await browser.page.wait_for_selector("[data-result]:not([hidden])", timeout=180_000)
        texts = await browser.page.locator(".turn.caller .bubble").all_inner_texts()
        waits = await browser.page.locator(".turn.assistant [data-waited]:not([hidden])").count()
        outcome = await browser.page.inner_text("[data-outcome]")
        complaints = browser.complaints
    sid = await ended(line)
    record = await line.stores.records.call(sid)
    assert sid.startswith("TR")
    assert record is not None
    assert texts[: len(BOOKING) - 1] == BOOKING[:-1]
    assert waits >= len(BOOKING) - 2
    assert [booking.customer_name for booking in record.bookings] == ["Erika Beispiel"]
    assert outcome == "gebucht"
    assert complaints == []
