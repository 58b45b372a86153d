"""The line of a call from the browser breaks, in real Chromium: it goes on in the same call, or the page says so."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Page, WebSocketRoute

from app.domain.calls import CallOutcome
from app.wiring.calls import Wits
from tests.fakes.wired import scripted_speech
from tests.web.pages.chromium import PHONE, WIDE, tab
from tests.web.pages.lines import Exchange, babble, ended, exchange, microphone
from tests.wiring.test_server import BOOKING

ABNORMAL = 3001
BREAKS = ("with words on their way", "with nothing lost", "without being closed")
KEEP_MARKS = """
const post = MessagePort.prototype.postMessage;
window.marks = [];
MessagePort.prototype.postMessage = function (message, ...more) {
  if (message?.mark) window.marks.push(message.mark);
  return post.call(this, message, ...more);
};
"""


@pytest.fixture
async def line(tmp_path: Path, wits: Wits) -> AsyncIterator[Exchange]:
    async with exchange(tmp_path, wits, scripted_speech(BOOKING)) as found:
        yield found


@dataclass
class Network:
    """Between the page and the server. `passed` and `lost`: marks and pieces of sound on their way to the page."""

    sockets: list[tuple[WebSocketRoute, WebSocketRoute]] = field(default_factory=list)
    passed: int = 0
    lost: int = 0
    loses: bool = False
    is_down: bool = False
    is_mute: bool = False

    async def between(self, page: Page) -> None:
        await page.route_web_socket("**/try/*/*", self._join)

    async def break_off(self) -> None:
        """A busy machine may let the page take up its line by itself before: what is lost stays lost until here."""
        self.loses = False
        for side in self.sockets[-1]:
            await side.close(code=ABNORMAL)

    def fall_silent(self) -> None:
        """Until the page comes again: nothing gets through to it, and nobody tells it that the line is dead."""
        self.is_mute = True

    async def _join(self, page: WebSocketRoute) -> None:
        if self.is_down:
            await page.close(code=ABNORMAL)
            return
        self.is_mute = False
        server = page.connect_to_server()
        self.sockets.append((page, server))
        server.on_message(lambda message: self._to_page(page, str(message)))

    def _to_page(self, page: WebSocketRoute, message: str) -> None:
        to_play = json.loads(message)["event"] in ("media", "mark")
        if self.is_mute or (to_play and self.loses):
            self.lost += to_play
            return
        self.passed += to_play
        page.send(message)


async def test_a_call_goes_on_where_its_line_broke_and_books_with_nothing_lost_or_said_twice(
    line: Exchange, tmp_path: Path
) -> None:
    network = Network()
    async with tab(line.url, WIDE, switches=microphone(babble(tmp_path / "caller.wav"))) as browser:
        page = browser.page
        await page.add_init_script(KEEP_MARKS)
        await network.between(page)
        await browser.sign_in_by_keyboard()
        await browser.open("/try")
        await page.click("[data-call]")
        for nth, how in enumerate(BREAKS):  # in the middle of an answer
            await page.wait_for_selector(f".turn.caller .bubble:text-is('{BOOKING[nth]}')", timeout=120_000)
            before, network.loses = network.passed + network.lost, how == BREAKS[0]
            while network.passed + network.lost == before:
                await page.wait_for_timeout(20)
            if how == BREAKS[2]:
                network.fall_silent()
            else:
                await network.break_off()
            await page.wait_for_selector("[data-now=reconnecting]")
            await page.wait_for_selector("[data-now=talking]")
        await page.wait_for_selector("[data-result]:not([hidden])", timeout=180_000)
        shown = await page.locator(".turn .bubble").all_inner_texts()
        outcome = await page.inner_text("[data-outcome]")
        marks: list[str] = await page.evaluate("window.marks")
    record = await line.stores.records.call(await ended(line, CallOutcome.BOOKED))
    assert record is not None
    assert len(network.sockets) >= len(BREAKS) + 1
    assert (network.lost > 0, outcome) == (True, "gebucht")
    assert [turn.text for turn in record.turns if turn.speaker == "caller"] == BOOKING
    assert shown == [turn.text if turn.heard_text is None else turn.heard_text for turn in record.turns]
    assert all(turn.heard_text == turn.text for turn in record.turns if turn.speaker == "assistant")
    assert len(set(marks)) == len(marks)
    assert sum(turn.speaker == "assistant" for turn in record.turns) == len(turns_of(marks))


def turns_of(marks: list[str]) -> set[str]:
    """Each mark begins with the number of its turn."""
    return {mark.split(".", maxsplit=1)[0] for mark in marks}


async def test_a_line_that_does_not_come_back_is_told_and_leaves_no_hold_and_a_call_can_be_placed_again(
    line: Exchange, tmp_path: Path
) -> None:
    network = Network()
    async with tab(line.url, PHONE, switches=microphone(babble(tmp_path / "caller.wav"))) as browser:
        page = browser.page
        await network.between(page)
        await browser.sign_in_by_keyboard()
        await browser.open("/try")
        await page.click("[data-call]")
        await page.wait_for_selector(f".turn.caller .bubble:text-is('{BOOKING[1]}')", timeout=120_000)
        network.is_down = True
        await network.break_off()
        await page.wait_for_selector("[data-now=dropped]")
        words = await page.inner_text("[data-state] [data-words]")
        await page.wait_for_selector("[data-result]:not([hidden])")
        shown = await page.locator(".turn .bubble").count()
        record = await line.stores.records.call(await ended(line, CallOutcome.ABANDONED))
        network.is_down = False
        await page.click("[data-call]:has-text('Noch einmal anrufen')")
        await page.wait_for_selector("[data-now=talking]")
        await page.wait_for_selector(".turn.assistant")
    assert record is not None
    assert shown == len(record.turns)
    assert words.startswith("Die Verbindung ist abgebrochen.")
    assert (await line.stores.upkeep.release_holds(record.entry.call_sid)) == 0


async def test_what_is_written_while_the_line_is_away_arrives_once(line: Exchange) -> None:
    network = Network()
    async with tab(line.url, PHONE) as browser:
        page = browser.page
        await network.between(page)
        await browser.sign_in_by_keyboard()
        await browser.open("/try?by=text")
        await page.click("[data-call]")
        for nth, text in enumerate(BOOKING):
            await page.wait_for_selector(f".turn.assistant >> nth={nth}")
            if nth in (1, 3):
                network.is_down = True
                await network.break_off()
                await page.wait_for_selector("[data-now=reconnecting]")
            await page.fill("#text", text)
            await page.keyboard.press("Enter")
            network.is_down = False
        await page.wait_for_selector("[data-result]:not([hidden])")
        shown = await page.locator(".turn.caller .bubble").all_inner_texts()
    await ended(line, CallOutcome.BOOKED)
    assert shown == BOOKING
