"""A second business, set up through the pages, is called by voice: real server, real engines, a simulated telephone."""

from pathlib import Path

from app.settings import Settings
from app.simulator.network import Line, place_call
from app.simulator.script import parse_script, scripted
from app.wiring.speech import caller_voice
from app.wiring.stores import open_stores
from tests.bench.real_server import real_server
from tests.web.pages.chromium import tab
from tests.web.pages.lines import an_owner
from tests.web.pages.newcomer import Newcomer, set_up_a_salon
from tests.web.pages.test_setup_browser import NUMBER, SALON

LINES = (
    "Guten Tag, ich hätte gern einen Termin für einen Herrenhaarschnitt.",
    "Nächste Woche Donnerstag am Vormittag.",
    "Ich nehme die erste Zeit.",
    "Mein Name ist Anna Schmidt.",
    "Ja, das ist richtig.",
    "Ja, das ist richtig.",
    "Nein, danke, das war alles.",
)


async def test_a_business_set_up_through_the_pages_books_a_spoken_call(tmp_path: Path) -> None:
    settings, database = Settings(), f"sqlite:///{tmp_path}/calls.db"
    async with real_server(DATABASE_URL=database) as server, open_stores(Settings(DATABASE_URL=database)) as stores:
        await an_owner(stores)
        async with tab(server.url) as browser:
            await browser.sign_in_by_keyboard()
            await set_up_a_salon(Newcomer(browser))
        async with caller_voice(settings, "pico", "de") as voice:
            caller = await scripted(parse_script(LINES), voice, "de", quiet_ms=1_200)
            result = await place_call(Line(server.url, NUMBER, "+493023125197"), caller)
        record = await server.call_record(result.call_sid)
        said = [(turn["speaker"], turn["text"]) for turn in record["turns"]]  # type: ignore[attr-defined]
        bookings = (await stores.records.bookings(business=SALON)).items
    assert record["business"] == SALON
    assert [entry.booking.slot.offering for entry in bookings] == ["cut_men"], said
    assert bookings[0].booking.slot.starts_at.weekday() == 3
