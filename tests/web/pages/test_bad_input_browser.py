"""What real days bring, in Chromium: endless calls, thick and broken files, a sign-in that ends in mid-form."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.connectors.document_reader import DocumentReader
from app.domain.calls import CallTurn
from app.usecases.read_documents import Reading
from tests.connectors.test_documents import pdf
from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, WIDE, tab
from tests.web.pages.knowing import knowing, read_all
from tests.web.pages.office import PASSWORD, Office, served
from tests.web.pages.test_browser import MOST_BYTES
from tests.web.pages.test_live import SID, running_call

pytestmark = [
    pytest.mark.parametrize("store", [SQLITE], indirect=True),  # a browser sees no difference
    pytest.mark.parametrize("size", [WIDE, PHONE]),
]
TURNS, EVERY_MS = 2_000, 5_400  # three hours


async def test_a_call_of_three_hours_is_watched_with_every_turn_once_and_goes_on(
    practice: Office, size: tuple[int, int]
) -> None:
    await running_call(practice)
    await practice.person()
    for nth in range(len(practice.live.calls[SID].turns), TURNS):
        began_ms = nth * EVERY_MS
        turn = CallTurn("assistant" if nth % 2 else "caller", f"Satz {nth}.", None, "de", began_ms, began_ms + 900)
        await practice.calls.add_turn(SID, turn)
    async with served(practice) as url, tab(url, size) as browser:
        await browser.sign_in_by_keyboard()
        await browser.open("/live")
        await browser.shown(f".bubble:text-is('Satz {TURNS - 1}.')")
        last = browser.page.locator(".bubble >> nth=-1")
        assert await browser.page.locator(".turn").count() == TURNS
        practice.live.words_of(SID).caller_speaks("Und noch")
        await browser.shown(".turn.now .bubble:text-is('Und noch …')")
        assert await last.evaluate(SEEN)
        assert await browser.sticks_out() <= 0
        assert browser.complaints == []


SEEN = """bubble => {
  const log = bubble.closest(".talk").getBoundingClientRect();
  return bubble.getBoundingClientRect().bottom <= log.bottom + 1;
}"""
"""Whoever watches the end of a talk stays there."""


async def test_two_hundred_pages_and_a_broken_file_are_read_or_refused_and_the_page_stays_light(
    practice: Office, tmp_path: Path, size: tuple[int, int]
) -> None:
    edge = knowing(practice)
    edge = practice.knowledge = replace(edge, preparing=Reading(edge.documents, DocumentReader(), practice.clock))
    await practice.person()
    thick, broken = tmp_path / "handbuch.pdf", tmp_path / "kaputt.pdf"
    thick.write_bytes(pdf(200))
    broken.write_bytes(pdf(2)[:400])
    async with served(practice) as url, tab(url, size) as browser:
        await browser.sign_in_by_keyboard()
        for file in (thick, broken):
            await browser.open("/knowledge")
            await browser.page.set_input_files("#file", file)
            await browser.page.click("text=Datei hinzufügen")
            await browser.shown(f"li:has-text('{file.name}')")
        await read_all(edge)
        await browser.open("/knowledge?q=Was+kostet+Leistung+150%3F")
        read = re.search(r"(\d+) Aussagen", await browser.page.inner_text("li:has-text('handbuch.pdf')"))
        assert read is not None
        assert int(read[1]) >= 200
        assert "beschädigt" in await browser.page.inner_text("li:has-text('kaputt.pdf')")
        await browser.shown("#would-say")
        assert browser.bytes < MOST_BYTES
        assert await browser.sticks_out() <= 0


async def test_an_appointment_typed_while_the_sign_in_expired_is_made_as_it_was_typed(
    practice: Office, size: tuple[int, int]
) -> None:
    await practice.person()
    async with served(practice) as url, tab(url, size) as browser:
        page, keys = browser.page, browser.page.keyboard
        await browser.sign_in_by_keyboard()
        await browser.open("/calendar/book?day=2026-03-19&offering=checkup")
        await page.fill("#own-time", "10:15")
        await page.fill("#number", "030 23125077")
        await page.fill("#name", "محمد 王小明 🦷")
        await page.context.clear_cookies()
        await keys.press("Enter")
        await browser.focused("#login")
        await keys.type("anna@praxis.example")
        await page.fill("[type=password]", PASSWORD)
        await keys.press("Enter")
        await browser.shown("h1:text-is('Hier waren Sie')")
        await keys.press("Enter")
        await page.wait_for_url("**did=booked*")
        panel = await page.inner_text("#panel")
        assert await browser.sticks_out() <= 0
    assert "محمد 王小明 🦷" in panel
    assert "10:15" in panel
