"""A call from the browser, in real Chromium, to the server as it is wired; only the speech engines are scripted here.

`test_try_spoken` has a synthesized caller at the microphone and the real engines.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from app.domain.calls import CallOutcome
from app.domain.ids import BusinessId
from app.domain.people import Role
from app.wiring.calls import Wits
from tests.fakes.wired import scripted_speech
from tests.web.pages.chromium import PHONE, WIDE, tab
from tests.web.pages.lines import Exchange, an_owner, babble, ended, exchange, microphone
from tests.web.pages.office import visit
from tests.wiring.test_server import BOOKING


@pytest.fixture
async def line(tmp_path: Path, wits: Wits) -> AsyncIterator[Exchange]:
    async with exchange(tmp_path, wits, scripted_speech(BOOKING)) as found:
        yield found


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


async def test_a_conversation_in_writing_books_with_the_same_assistant(line: Exchange) -> None:
    async with tab(line.url, PHONE) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/try?by=text")
        await browser.page.click("[data-call]")
        await browser.page.wait_for_selector("[data-now=writing]")
        for nth, text in enumerate(BOOKING):
            await browser.page.wait_for_selector(f".turn.assistant >> nth={nth}")
            await browser.page.fill("#text", text)
            await browser.page.keyboard.press("Enter")
        await browser.page.wait_for_selector("[data-result]:not([hidden])")
        shown = await browser.page.locator(".turn.caller .bubble").all_inner_texts()
        complaints = browser.complaints
    sid = await ended(line, CallOutcome.BOOKED)
    record = await line.stores.records.call(sid)
    assert record is not None
    assert [booking.customer_name for booking in record.bookings] == ["Erika Beispiel"]
    assert shown == BOOKING
    assert complaints == []


async def test_a_refused_microphone_is_explained_and_no_call_is_opened(line: Exchange) -> None:
    async with tab(line.url, switches=("--use-fake-device-for-media-stream", "--deny-permission-prompts")) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/try")
        await browser.page.click("[data-call]")
        await browser.page.wait_for_selector("[data-now=refused], [data-now=noMicrophone]")
        words = await browser.page.inner_text("[data-state] [data-words]")
    assert "Mikrofon" in words
    assert (await line.stores.records.calls()).total == 0


async def test_only_who_may_try_gets_a_line_and_each_line_is_good_once(line: Exchange) -> None:
    await an_owner(line.stores, "leserin@praxis.example", Role.REVIEWER)
    asked = {"business": "praxis-dr-sommer", "caller": "+493023125198", "by": "text"}
    async with visit(line.url) as reader, visit(line.url) as owner:
        await reader.sign_in("leserin@praxis.example")
        assert (await reader.open("/try")).status_code == 403
        await owner.sign_in()
        await owner.open("/try")
        page = owner.page
        answer = (await owner.send("/try/calls", **asked)).json()
        owner.page = page
        assert (await owner.send("/try/calls", **{**asked, "business": "nowhere"})).status_code == 404
        owner.page = page
        assert (
            await owner.send("/try/calls", **{**asked, "caller": "other", "other_number": "abc"})
        ).status_code == 422
        owner.page = None
        assert (await owner.send("/try/calls", **asked)).status_code == 403
        cookie = "; ".join(f"{name}={value}" for name, value in owner.http.cookies.items())
    address = "ws" + line.url.removeprefix("http") + answer["line"]
    assert await upgrade(address, {}) == 403
    assert await upgrade(address, {"Cookie": cookie}) == 403  # no page of ours opened it
    assert await upgrade(address, {"Cookie": cookie, "Origin": "https://elsewhere.example"}) == 403
    assert await upgrade(address, {"Cookie": cookie, "Origin": line.url}) == 101
    assert await upgrade(address, {"Cookie": cookie, "Origin": line.url}) == 403


async def upgrade(address: str, headers: dict[str, str]) -> int:
    try:
        async with connect(address, additional_headers=headers, proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


async def test_the_microphone_is_allowed_on_this_page_alone(line: Exchange) -> None:
    async with visit(line.url) as browser:
        await browser.sign_in()
        allowed = [(await browser.open(path)).headers["permissions-policy"] for path in ("/try", "/calls")]
    assert allowed == ["camera=(), geolocation=(), microphone=(self)", "camera=(), geolocation=(), microphone=()"]


async def test_a_call_that_nobody_takes_up_is_closed(line: Exchange) -> None:
    parts = line.running.config.app.state.parts  # type: ignore[union-attr]
    trials = replace(parts.pages.trials, forget_after_s=0)
    business = await line.stores.businesses.load(BusinessId("praxis-dr-sommer"))
    assert business is not None
    opened = await trials.open(business, "anonymous")
    assert opened is not None
    assert await ended(line, CallOutcome.ABANDONED) == opened[0]
