"""Setting a business up in real Chromium, from nothing to a business that answers a call."""

import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.calls import CallOutcome
from app.domain.ids import BusinessId, CallSid
from app.domain.people import Role
from app.simulator.network import Line, place_call
from app.wiring.calls import Wits
from tests.fakes.database import SQLITE, Store
from tests.fakes.wired import scripted_speech, speaker_of
from tests.web.pages.chromium import PHONE, WIDE, Scheme, Tab, tab
from tests.web.pages.lines import Exchange, ended, exchange, microphone
from tests.web.pages.office import Office, office, served
from tests.web.pages.test_try import babble

SALON, NUMBER = BusinessId("salon-lindenhof"), "+493023125300"
CHARACTERS_A_MINUTE, A_CLICK_S = 200, 2
CALL = [
    "Guten Tag, ich hätte gern einen Termin für einen Herrenhaarschnitt.",
    "Nächste Woche Donnerstag am Vormittag.",
    "Ich nehme die erste Zeit.",
    "Mein Name ist Erika Beispiel.",
    "Ja, das ist richtig.",
    "Nein, danke, das war alles.",
]


@pytest.fixture
async def line(tmp_path: Path, wits: Wits) -> AsyncIterator[Exchange]:
    async with exchange(tmp_path, wits, scripted_speech(CALL)) as found:
        yield found


@pytest.fixture
async def a_practice(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(Store(SQLITE, tmp_path)) as found:
        await found.person(role=Role.HOST)
        yield found


@dataclass
class Newcomer:
    """Somebody who types and clicks, with a clock of how long a person would take for it."""

    browser: Tab
    characters: int = 0
    clicks: int = 0

    @property
    def minutes(self) -> float:
        return self.characters / CHARACTERS_A_MINUTE + self.clicks * A_CLICK_S / 60

    async def type(self, selector: str, text: str) -> None:
        self.clicks += 1
        self.characters += len(text)
        await self.browser.page.fill(selector, text)

    async def choose(self, selector: str, value: str) -> None:
        self.clicks += 2
        await self.browser.page.select_option(selector, value)

    async def click(self, selector: str) -> None:
        self.clicks += 1
        await self.browser.page.click(selector)

    async def goes_on_to(self, step: str) -> None:
        self.clicks += 1
        await self.browser.page.click("form .button.first:visible")
        await self.browser.page.wait_for_url(f"**/setup/{SALON}/{step}?did=*")


async def test_a_newcomer_goes_from_nothing_to_a_booked_call(line: Exchange, tmp_path: Path) -> None:
    async with tab(line.url) as browser:
        person = Newcomer(browser)
        await browser.sign_in_by_keyboard()
        await browser.open("/setup?new=1")
        await set_up_a_salon(person)
        await browser.page.goto(f"{line.url}/setup/{SALON}")
        lacking = await browser.page.locator(".mark.missing").count()
        ready = await browser.page.inner_text(".page-head .badge")
        complaints = browser.complaints
    clock = {"characters": person.characters, "clicks": person.clicks, "minutes": round(person.minutes, 1)}
    sys.stdout.write(f"setting up a business: {json.dumps(clock)}\n")
    result = await place_call(Line(line.url, NUMBER, "+493023125196"), speaker_of(len(CALL)))
    await ended(line, CallOutcome.BOOKED)
    record = await line.stores.records.call(CallSid(result.call_sid))
    assert (lacking, ready, complaints) == (0, "Bereit für Anrufe", [])
    assert record is not None
    assert record.entry.business == SALON
    assert [booking.slot.offering for booking in record.bookings] == ["cut_men"]
    assert person.minutes <= 20


async def test_a_business_set_up_on_the_pages_is_called_from_the_browser_by_microphone(
    line: Exchange, tmp_path: Path
) -> None:
    switches = microphone(babble(tmp_path / "caller.wav"))
    async with tab(line.url, switches=switches) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/setup?new=1")
        await set_up_a_salon(Newcomer(browser))
        await browser.open(f"/try?business={SALON}")
        await browser.page.click("[data-call]")
        await browser.page.wait_for_selector("[data-result]:not([hidden])", timeout=180_000)
        outcome = await browser.page.inner_text("[data-outcome]")
        complaints = browser.complaints
    record = await line.stores.records.call(await ended(line))
    assert record is not None
    assert record.entry.business == SALON
    assert [booking.slot.offering for booking in record.bookings] == ["cut_men"]
    assert (outcome, complaints) == ("gebucht", [])


async def set_up_a_salon(person: Newcomer) -> None:
    browser = person.browser
    await person.type("#name", "Salon Lindenhof")
    await person.choose("#trade", "salon")
    await person.choose("#region", "DE-BE")
    await person.goes_on_to("hours")
    await person.type("[name=wed-0-to]", "19")
    await person.goes_on_to("offerings")
    await person.type("[name=offering-0-minutes]", "50")
    await person.type("[name=offering-4-de]", "Hochsteckfrisur")
    await person.type("[name=offering-4-en]", "updo")
    await person.type("[name=offering-4-minutes]", "60")
    await person.goes_on_to("people")
    await person.type("[name=people-0-name]", "Erkan Beispiel")
    await person.type("[name=people-1-name]", "Clara Muster")
    await person.click("[name=people-1-skill-colour]")
    await person.type("[name=people-1-from]", "10")
    await person.type("[name=people-1-to]", "16")
    await person.goes_on_to("questions")
    await person.type("[name=faq-0-answer_de]", "Ein Haarschnitt kostet ab fünfunddreißig Euro.")
    await person.type("[name=faq-0-answer_en]", "A haircut starts at thirty-five euros.")
    await person.goes_on_to("handover")
    await person.type("#line", "030 23125 310")
    await person.goes_on_to("greeting")
    assert await browser.page.locator(".greeting p").count() >= 2
    heard = await browser.page.request.get(f"{browser.url}/setup/{SALON}/greeting.wav")
    assert (await heard.body())[:4] == b"RIFF"
    await person.click(".button.first")
    await browser.page.wait_for_url("**/numbers")
    await person.type("[name=number-0-value]", "030 23125 300")
    person.clicks += 1
    await browser.page.click("form .button.first:visible")
    await browser.page.wait_for_url(f"**/setup/{SALON}?did=saved")


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_of_the_setup_is_light_fits_and_is_free_of_grave_findings(
    a_practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    steps = [
        "",
        "basics",
        "hours",
        "offerings",
        "people",
        "questions",
        "handover",
        "greeting",
        "numbers",
        "mode",
        "calendars",
    ]
    pages = [f"/setup/praxis-dr-sommer/{step}".rstrip("/") for step in [*steps, "history?number=1", "import"]]
    findings: dict[str, list[str]] = {}
    async with served(a_practice) as url, tab(url, size, scheme) as browser:
        await browser.sign_in_by_keyboard()
        for path in [*pages, "/setup?new=1", "/try", "/try?by=text"]:
            await browser.open(path)
            assert browser.bytes < 150_000
            assert await browser.sticks_out() <= 0, path
            findings[path] = await browser.grave_findings()
        complaints = browser.complaints
    assert {path: found for path, found in findings.items() if found} == {}
    assert complaints == []


async def test_a_step_is_filled_in_by_keyboard_alone(a_practice: Office) -> None:
    async with served(a_practice) as url, tab(url) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/setup/praxis-dr-sommer/numbers")
        await browser.page.focus("[name=number-0-value]")
        await keys.press("Tab")
        await browser.focused("[name=number-1-value]")
        await keys.type("030 23125 001")
        await keys.press("Enter")
        await browser.page.wait_for_url("**/setup/praxis-dr-sommer?did=saved")
    business = await a_practice.businesses.load(BusinessId("praxis-dr-sommer"))
    assert business is not None
    assert business.numbers == ("+493023125000", "+493023125001")
