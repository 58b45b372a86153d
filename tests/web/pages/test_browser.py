"""The pages in a real Chromium: from the keyboard, wide and narrow, light and dark, with axe-core looking on."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Route

from app.domain.calls import CallOutcome, CallTurn, Decision
from app.domain.ids import CallSid
from app.domain.transfers.handovers import RINGING, TRANSFER
from app.usecases.choose_password import set_up_code
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.full_day import a_full_day
from tests.web.pages.office import Office, served
from tests.web.pages.practice import ANGRY, BOOKING, a_morning, play

PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
MOST_BYTES = 150_000

pytestmark = pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference


@pytest.fixture
async def sids(practice: Office) -> dict[str, CallSid]:
    await practice.person()
    found = await a_morning(practice)
    await practice.review.add_note(found["booking"], author="Mia Kurz", text="Karte fehlte beim letzten Mal.")
    await practice.review.set_tag(found["booking"], "Neupatientin", on=True)
    return found


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_is_light_fits_and_is_free_of_grave_findings(
    practice: Office, sids: dict[str, CallSid], size: tuple[int, int], scheme: Scheme
) -> None:
    turn = (await practice.review.sheet(None, sids["angry"])).turns[1].id  # type: ignore[union-attr]
    await play(practice, replace(BOOKING, sid=CallSid("CAlive"), outcome=None, at=practice.clock.now()))
    pages = [
        "/",
        "/calls?q=Praxis&outcome=booked",
        f"/calls/{sids['booking']}",
        f"/calls/{sids['angry']}?edit={turn}",
        "/tasks",
        "/live",
        "/people",
        "/access",
        "/tokens",
        "/me",
        "/calls/nothing-here",
    ]
    findings: dict[str, list[str]] = {}
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await browser.open("/sign-in")
        findings["/sign-in"] = await browser.grave_findings()
        await browser.sign_in_by_keyboard()
        for path in pages:
            await browser.open(path)
            if path == "/live":
                await browser.page.wait_for_selector(".live-call .bubble")
            assert browser.bytes < MOST_BYTES
            assert await browser.sticks_out() <= 0, path
            findings[path] = await browser.grave_findings()
        complaints = [said for said in browser.complaints if "404" not in said]
    assert {path: found for path, found in findings.items() if found} == {}
    assert complaints == []


async def test_a_call_is_found_read_noted_and_marked_from_the_keyboard(
    practice: Office, sids: dict[str, CallSid]
) -> None:
    async with served(practice) as url, tab(url) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/calls")
        await keys.press("/")
        await keys.type("kontrollen")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/calls?q=kontrollen")
        await keys.press("j")
        await keys.press("Enter")
        await browser.shown(".turn.caller:target")
        await keys.press("n")
        await keys.type("Bitte Röntgenbild mitschicken")
        await keys.press("Tab")
        await keys.press("Enter")
        await browser.shown("text=Bitte Röntgenbild mitschicken")
        await keys.press("r")
        await browser.page.wait_for_selector("text=Angesehen")
    sheet = await practice.review.sheet(None, sids["booking"])
    assert sheet is not None
    assert sheet.reviewed_by == "Anna Sommer"
    assert [note.text for note in sheet.notes][-1] == "Bitte Röntgenbild mitschicken"


async def test_a_set_up_link_keeps_its_code_out_of_the_address_and_the_log(practice: Office) -> None:
    code = await set_up_code(practice.edge.people, practice.edge.codes)
    async with served(practice) as url, tab(url, PHONE) as browser:
        await browser.open(f"/welcome#{code}")
        assert browser.page.url == f"{url}/welcome"
        await browser.focused("#name")
        await browser.page.keyboard.type("Anna Sommer")
        await browser.page.keyboard.press("Tab")
        await browser.page.keyboard.type("anna@praxis.example")
        await browser.page.keyboard.press("Tab")
        await browser.page.keyboard.type("ein langes gutes wort")
        await browser.page.keyboard.press("Enter")
        await browser.page.wait_for_selector("text=Guten Morgen, Anna Sommer")


async def test_live_words_come_once_also_after_the_connection_was_lost(
    practice: Office, sids: dict[str, CallSid]
) -> None:
    sid = await play(practice, replace(BOOKING, sid=CallSid("CAlive"), outcome=None, lines=BOOKING.lines[:3]))
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/live")
        await browser.page.wait_for_selector(".live-call .bubble")
        await practice.calls.add_turn(sid, CallTurn("caller", "Nächsten Dienstag", None, "de", 20_000, 21_000))
        await browser.page.wait_for_selector("text=Nächsten Dienstag")
        practice.live.stop()  # the connection breaks; the browser comes again by itself
        await browser.page.wait_for_selector("[data-state].lost")
        await practice.calls.add_turn(sid, CallTurn("assistant", "Gern.", "Gern.", "de", 22_000, 23_000))
        await browser.page.wait_for_selector(".live-call .bubble:text-is('Gern.')")
        bubbles = await browser.page.locator(".live-call .bubble").all_inner_texts()
    assert len(bubbles) == 5
    assert len(set(bubbles)) == 5


async def test_live_comes_again_after_answers_that_are_no_stream(practice: Office, sids: dict[str, CallSid]) -> None:
    await play(practice, replace(BOOKING, sid=CallSid("CAlive"), outcome=None, lines=BOOKING.lines[:3]))
    refused = 0

    async def refuse(route: Route) -> None:
        nonlocal refused
        refused += 1
        await (route.fulfill(status=502, body="starting") if refused < 3 else route.continue_())

    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await browser.page.route("**/live/events", refuse)
        await browser.open("/live")
        await browser.page.wait_for_selector("[data-state].lost")
        await browser.page.wait_for_selector(".live-call .bubble")
        await browser.page.wait_for_selector("[data-state]:not(.lost)")
        assert await browser.page.locator(".live-call .bubble").count() == 3
    assert refused == 3


async def test_a_call_that_comes_back_from_a_telephone_is_live_again(
    practice: Office, sids: dict[str, CallSid]
) -> None:
    sid = await play(practice, replace(BOOKING, sid=CallSid("CAlive"), outcome=None, lines=BOOKING.lines[:3]))
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/live")
        await browser.page.wait_for_selector(".live-call .bubble")
        over = {"outcome": CallOutcome.TRANSFERRED, "ended_at": practice.clock.now(), "summary": ""}
        await practice.calls.close_call(sid, **over)  # type: ignore[arg-type]
        ringing = Decision(TRANSFER, practice.clock.now(), RINGING, personal={"target": "Empfang"})
        await practice.calls.add_decision(sid, ringing)
        await browser.open("/live")  # who comes because it rings reads what was said
        await browser.page.wait_for_selector("text=klingelt bei Empfang")
        assert await browser.page.locator(".live-call .bubble").count() == 3
        assert not await browser.page.locator(".live-call [data-part]").is_visible()
        await practice.calls.reopen_call(sid)
        await practice.calls.add_turn(sid, CallTurn("assistant", "Da bin ich wieder.", None, "de", 0, 1_000))
        await browser.page.wait_for_selector(".live-call:not(.over) .bubble:text-is('Da bin ich wieder.')")
        assert await browser.page.locator(".live-call [data-part]").is_visible()
        assert await browser.page.locator(".live-call").count() == 1
        assert await browser.page.locator(".live-call .bubble").count() == 4


async def test_pictures_for_the_readme(practice: Office, sids: dict[str, CallSid]) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with served(practice) as url:
        async with tab(url, (1280, 860)) as browser:
            await browser.sign_in_by_keyboard()
            await _picture(browser, "/", "today")
            await _picture(browser, "/calls?q=Praxis", "calls")
            await _picture(browser, f"/calls/{sids['booking']}", "call")
            await _picture(browser, "/tasks", "tasks")
            reference = await a_full_day(practice)
            await _picture(browser, f"/calendar?day=2026-03-19&booking={reference}", "calendar")
            live = replace(ANGRY, sid=CallSid("CAlive2"), outcome=None, at=practice.clock.now(), decisions=())
            await play(practice, live)
            await browser.open("/live")
            await browser.page.wait_for_selector(".live-call .bubble")
            await browser.page.screenshot(path=PICTURES / "live.png")
        async with tab(url, PHONE) as browser:
            await browser.sign_in_by_keyboard()
            await _picture(browser, f"/calls/{sids['angry']}", "call-phone")
            await _picture(browser, "/calendar?day=2026-03-19", "calendar-phone")
    assert all(path.stat().st_size < 250_000 for path in PICTURES.glob("*.png"))


async def _picture(browser: Tab, path: str, name: str) -> None:
    await browser.open(path)
    await browser.page.screenshot(path=PICTURES / f"{name}.png")
