"""A second business, set up through the pages, is called by voice: real server, real engines, a simulated telephone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.business import Language
from app.domain.ids import BusinessId
from app.settings import Settings
from app.simulator.network import Line, place_call
from app.simulator.script import parse_script, scripted
from app.wiring.speech import caller_voice
from app.wiring.stores import open_stores
from tests.bench.real_server import real_server
from tests.web.pages.chromium import tab
from tests.web.pages.lines import an_owner
from tests.web.pages.newcomer import Newcomer, set_up_a_salon
from tests.web.pages.test_setup_browser import ENGLISH_SALON, NUMBER, SALON

LINES = (
    "Guten Tag, ich hätte gern einen Termin für einen Herrenhaarschnitt.",
    "Nächste Woche Donnerstag am Vormittag.",
    "Ich nehme die erste Zeit.",
    "Mein Name ist Anna Schmidt.",
    "Ja, das ist richtig.",
    "Ja, das ist richtig.",
    "Nein, danke, das war alles.",
)


ENGLISH_LINES = (
    "Hello, I would like to book a men's haircut, please.",
    "Thursday next week, in the morning.",
    "I'll take the first one.",
    "My name is Anna Smith.",
    "Yes, that's right.",
    "Yes, that's right.",
    "No, thank you, that's all.",
)


@pytest.mark.parametrize(
    ("language", "business", "lines"), [("de", SALON, LINES), ("en", ENGLISH_SALON, ENGLISH_LINES)]
)
async def test_a_business_set_up_through_the_pages_books_a_spoken_call(
    tmp_path: Path, language: Language, business: BusinessId, lines: Sequence[str]
) -> None:
    settings, database = Settings(), f"sqlite:///{tmp_path}/calls.db"
    async with real_server(DATABASE_URL=database) as server, open_stores(Settings(DATABASE_URL=database)) as stores:
        await an_owner(stores)
        (owner,) = await stores.people.everybody()
        await stores.people.change(owner.id, language=language)
        async with tab(server.url) as browser:
            await browser.sign_in_by_keyboard()
            await set_up_a_salon(Newcomer(browser, language))
        async with caller_voice(settings, "pico", language) as voice:
            caller = await scripted(parse_script(lines), voice, language, quiet_ms=1_200)
            result = await place_call(Line(server.url, NUMBER, "+493023125197"), caller)
        record = await server.call_record(result.call_sid)
        said = [(turn["speaker"], turn["text"]) for turn in record["turns"]]  # type: ignore[attr-defined]
        bookings = (await stores.records.bookings(business=business)).items
    assert record["business"] == business
    assert [entry.booking.slot.offering for entry in bookings] == ["cut_men"], said
    assert bookings[0].booking.slot.starts_at.weekday() == 3
