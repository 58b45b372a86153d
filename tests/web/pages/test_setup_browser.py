"""Setting a business up in real Chromium, from nothing to a business that answers a call."""

import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from app.domain.business import Language
from app.domain.calls import CallOutcome
from app.domain.ids import BusinessId, CallSid
from app.domain.people import Role
from app.simulator.network import Line, place_call
from app.wiring.calls import Wits
from tests.fakes.database import SQLITE, Store
from tests.fakes.wired import scripted_speech, speaker_of
from tests.web.pages.chromium import PHONE, WIDE, Scheme, tab
from tests.web.pages.lines import Exchange, babble, ended, exchange, microphone
from tests.web.pages.newcomer import Newcomer, set_up_a_physiotherapy, set_up_a_salon
from tests.web.pages.office import Office, office, served

SALON, NUMBER = BusinessId("salon-lindenhof"), "+493023125300"
CALL = [
    "Guten Tag, ich hätte gern einen Termin für einen Herrenhaarschnitt.",
    "Nächste Woche Donnerstag am Vormittag.",
    "Ich nehme die erste Zeit.",
    "Mein Name ist Erika Beispiel.",
    "Ja, das ist richtig.",
    "Nein, danke, das war alles.",
]

ENGLISH_SALON = BusinessId("linden-hair")
ENGLISH_CALL = [
    "Hello, I'd like to book a men's haircut, please.",
    "Thursday next week, in the morning.",
    "I'll take the first one.",
    "My name is Alice Carter.",
    "Yes, that's right.",
    "No, thank you, that's all.",
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


async def test_a_newcomer_without_a_mouse_goes_from_nothing_to_a_booked_call(line: Exchange, tmp_path: Path) -> None:
    async with tab(line.url) as browser:
        person = Newcomer(browser)
        await browser.sign_in_by_keyboard()
        await set_up_a_salon(person)
        lacking = await browser.page.locator(".mark.missing").count()
        ready = await browser.page.inner_text(".page-head .badge")
        heard = await browser.page.request.get(f"{line.url}/setup/{SALON}/greeting.wav")
        greeting = await heard.body()
        complaints = browser.complaints
    clock = {"characters": person.characters, "keys": person.keys, "minutes": round(person.minutes, 1)}
    sys.stdout.write(f"setting up a business without a mouse: {json.dumps(clock)}\n")
    result = await place_call(Line(line.url, NUMBER, "+493023125196"), speaker_of(len(CALL)))
    await ended(line, CallOutcome.BOOKED)
    record = await line.stores.records.call(CallSid(result.call_sid))
    assert (lacking, ready, complaints) == (0, "Bereit für Anrufe", [])
    assert greeting[:4] == b"RIFF"
    assert record is not None
    assert record.entry.business == SALON
    assert [booking.slot.offering for booking in record.bookings] == ["cut_men"]
    assert person.minutes <= 20


async def test_a_business_set_up_on_the_pages_is_called_from_the_browser_without_a_mouse(
    line: Exchange, tmp_path: Path
) -> None:
    switches = microphone(babble(tmp_path / "caller.wav"))
    async with tab(line.url, switches=switches) as browser:
        person = Newcomer(browser)
        await browser.sign_in_by_keyboard()
        await set_up_a_salon(person)
        await person.follow(f".check a[href='/try?business={SALON}']", "**/try?business=*")
        await person.reach("[data-call]")
        await person.press("Enter")
        await browser.page.wait_for_selector("[data-result]:not([hidden])", timeout=180_000)
        outcome = await browser.page.inner_text("[data-outcome]")
        await person.reach("[data-address]")
        await person.press("Enter")
        await browser.shown(".turn.caller")
        complaints = browser.complaints
    record = await line.stores.records.call(await ended(line))
    assert record is not None
    assert record.entry.business == SALON
    assert [booking.slot.offering for booking in record.bookings] == ["cut_men"]
    assert (outcome, complaints) == ("gebucht", [])


async def test_a_salon_set_up_in_english_is_booked_in_english_in_writing(line: Exchange) -> None:
    (host,) = await line.stores.people.everybody()
    await line.stores.people.change(host.id, language="en")
    async with tab(line.url) as browser:
        page, person = browser.page, Newcomer(browser, "en")
        await browser.sign_in_by_keyboard()
        await set_up_a_salon(person)
        await person.follow(f".check a[href='/try?business={ENGLISH_SALON}']", "**/try?business=*")
        await person.follow("a[href^='/try?by=text']", "**/try?by=text*")
        await person.reach("[data-call]")
        await person.press("Enter")
        for nth, text in enumerate(ENGLISH_CALL):
            await page.wait_for_selector(f".turn.assistant >> nth={nth}")
            await person.type("#text", text)
            await person.press("Enter")
        await page.wait_for_selector("[data-result]:not([hidden])")
        outcome = await page.inner_text("[data-outcome]")
        said = await page.locator(".turn .bubble").all_inner_texts()
        complaints = browser.complaints
    record = await line.stores.records.call(await ended(line))
    assert record is not None
    assert record.entry.business == ENGLISH_SALON
    assert [booking.slot.offering for booking in record.bookings] == ["cut_men"], said
    assert {turn.language for turn in record.turns} == {"en"}
    assert (outcome, complaints) == ("booked", [])


@pytest.mark.parametrize(
    ("size", "scheme", "language", "set_up"),
    [
        (WIDE, "light", "en", set_up_a_salon),
        (PHONE, "dark", "en", set_up_a_salon),
        (WIDE, "dark", "de", set_up_a_physiotherapy),
        (PHONE, "light", "de", set_up_a_physiotherapy),
    ],
)
async def test_the_whole_way_leads_on_by_keyboard_and_is_free_of_grave_findings(
    a_practice: Office,
    size: tuple[int, int],
    scheme: Scheme,
    language: Language,
    set_up: Callable[[Newcomer], Awaitable[None]],
) -> None:
    (host,) = await a_practice.edge.people.everybody()
    await a_practice.edge.people.change(host.id, language=language)
    async with served(a_practice) as url, tab(url, size, scheme) as browser:
        person = Newcomer(browser, language, looks=True)
        await browser.sign_in_by_keyboard()
        await set_up(person)
        ready = await browser.page.inner_text(".page-head .badge")
        lacking = await browser.page.locator(".line.check .mark.missing").count()
        complaints = browser.complaints
    assert person.wrong == []
    assert (ready, lacking, complaints) == (person.says("setup.live"), 0, [])
    assert len(await a_practice.businesses.all()) == 2
    assert person.minutes <= 20


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
        "retention",
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


@pytest.mark.parametrize("size", [WIDE, PHONE])
async def test_writing_goes_on_at_the_first_fault_and_at_what_a_button_added(
    a_practice: Office, size: tuple[int, int]
) -> None:
    async with served(a_practice) as url, tab(url, size) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/setup/praxis-dr-sommer/hours")
        await browser.tab_to("[name=tue-0-from]")
        await keys.type("half past")
        await keys.press("Enter")
        await browser.focused("[name=tue-0-from][aria-invalid=true]")
        await keys.type("9")
        assert await browser.page.input_value("[name=tue-0-from]") == "9"  # in the place of what was no time
        await browser.tab_to("button[value=like_monday]")
        await keys.press("Enter")
        await browser.focused("[name=tue-0-from]")
        await browser.open("/setup/praxis-dr-sommer/offerings")
        rows = await browser.page.locator("fieldset.entry").count()
        await browser.tab_to("button[value=more]")
        await keys.press("Enter")
        await browser.focused(f"[name=offering-{rows}-de]")
        assert [said for said in browser.complaints if "422" not in said] == []
