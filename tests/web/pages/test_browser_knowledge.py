"""The page of knowledge in a real Chromium."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.ids import CallSid
from tests.fakes.database import SQLITE, Store
from tests.web.pages.chromium import PHONE, WIDE, Scheme, tab
from tests.web.pages.knowing import LEAFLET, knowing, read_all
from tests.web.pages.office import PRAXIS, Office, office, served
from tests.web.pages.practice import ENGLISH, play
from tests.web.pages.test_browser import MOST_BYTES, PICTURES


@pytest.fixture
async def practice(tmp_path: Path) -> AsyncIterator[Office]:
    """With a price list that was read, a file that cannot be, and a question that nothing answered."""
    async with office(Store(SQLITE, tmp_path)) as found:
        edge = found.knowledge = knowing(found)
        await found.person()
        for name in ("preise.md", "liste.broken"):
            await edge.preparing.add_file(PRAXIS, name, LEAFLET, by="Anna Sommer")
        await read_all(edge)
        await edge.questions.note(PRAXIS, "Haben Sie WLAN?", "de", call_sid=CallSid("CA1"), at=found.clock.now())
        yield found


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_of_knowledge_is_light_fits_and_is_free_of_grave_findings(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await browser.sign_in_by_keyboard()
        for path in ("/knowledge", "/knowledge?q=Was+kostet+eine+Schiene%3F", "/knowledge?q=Was+kostet+Gold%3F"):
            await browser.open(path)
            for closed in await browser.page.locator("details").all():
                await closed.evaluate("details => { details.open = true }")
            assert browser.bytes < MOST_BYTES
            assert await browser.sticks_out() <= 0, path
            assert await browser.grave_findings() == [], path
        assert browser.complaints == []


async def test_what_would_be_answered_is_tried_and_an_open_question_answered_from_the_keyboard(
    practice: Office,
) -> None:
    async with served(practice) as url, tab(url) as browser:
        keys = browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/knowledge")
        await browser.page.focus("input[name=q]")
        await keys.type("Was kostet eine Schiene?")
        await keys.press("Enter")
        await browser.page.wait_for_selector("#would-say:has-text('Eine Schiene kostet 280 Euro.')")
        await browser.page.wait_for_selector("text=preise.md · Schiene")
        await browser.page.focus("textarea[name=answer]")
        await keys.type("Ja, kostenlos.")
        await keys.press("Tab")
        await keys.press("Enter")
        await browser.page.wait_for_selector("text=Keine Frage ist offen.")
        await browser.page.wait_for_selector("summary:has-text('Haben Sie WLAN?')")


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_what_a_call_left_open_is_answered_on_its_page_from_the_keyboard(
    practice: Office, size: tuple[int, int], scheme: Scheme
) -> None:
    assert practice.knowledge is not None
    sid, now = await play(practice, ENGLISH), practice.clock.now()
    await practice.knowledge.questions.note(PRAXIS, "Haben Sie WLAN?", "de", call_sid=sid, at=now)
    async with served(practice) as url, tab(url, size, scheme) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open(f"/calls/{sid}")
        assert await browser.sticks_out() <= 0
        assert await browser.grave_findings() == []
        await browser.tab_to("#unanswered textarea")
        await browser.page.keyboard.type("Ja, kostenlos.")
        await browser.tab_to("#unanswered button.first")
        await browser.page.keyboard.press("Enter")
        await browser.shown("text=Ab dem nächsten Anruf wird so geantwortet.")
        assert await browser.page.locator("#unanswered").count() == 0
        assert browser.complaints == []
    business = await practice.businesses.load(PRAXIS)
    assert business is not None
    assert business.faq[-1].answers["de"] == "Ja, kostenlos."


async def test_a_file_is_added_and_its_line_says_when_it_was_read_without_touching_what_is_typed(
    practice: Office, tmp_path: Path
) -> None:
    leaflet = tmp_path / "merkblatt.md"
    leaflet.write_text("## Kleidung\nBitte tragen Sie bequeme Kleidung.\n", encoding="utf-8")
    async with served(practice) as url, tab(url) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/knowledge")
        await browser.page.set_input_files("#file", leaflet)
        await browser.page.click("text=Datei hinzufügen")
        await browser.page.wait_for_selector("li:has-text('merkblatt.md') >> text=wird gelesen")
        await browser.page.fill("input[name=q]", "Was soll ich")
        assert practice.knowledge is not None
        await read_all(practice.knowledge)
        await browser.page.wait_for_selector("li:has-text('merkblatt.md') >> text=1 Aussage")
        assert await browser.page.input_value("input[name=q]") == "Was soll ich"


async def test_a_picture_for_the_readme(practice: Office) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with served(practice) as url, tab(url, (1280, 860)) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/knowledge?q=Was+kostet+eine+Schiene%3F")
        await browser.page.screenshot(path=PICTURES / "knowledge.png")
    assert (PICTURES / "knowledge.png").stat().st_size < 250_000
