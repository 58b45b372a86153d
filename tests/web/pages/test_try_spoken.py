"""A synthesized caller at Chromium's microphone, the real speech engines behind the page: the call books."""

from pathlib import Path

from app.domain.bookings import BookingStatus
from app.settings import Settings
from app.wiring.speech import caller_voice
from app.wiring.stores import open_stores
from tests.bench.real_server import real_server
from tests.web.pages.chromium import tab
from tests.web.pages.lines import an_owner, microphone, write_caller

GREETING_MS = 10_000
LINES = (
    ("Guten Tag, ich hätte gern einen Termin zur Kontrolle.", 9_000),
    ("Nächste Woche Donnerstag am Vormittag.", 15_000),
    ("Ich nehme die erste Zeit.", 9_000),
    ("Ja, das ist richtig.", 15_000),
    ("Ja, das ist richtig.", 10_000),
    ("Nein, danke, das war alles.", 12_000),
)
KNOWN = "+493023125101"  # Sabine Hoffmann: the name needs no spelling


async def test_a_spoken_call_from_the_browser_books(tmp_path: Path) -> None:
    settings = Settings()
    async with caller_voice(settings, "pico", "de") as voice:
        pieces: list[bytes | int] = [GREETING_MS]
        for text, pause_ms in LINES:
            pieces += [await voice.speak(text, "de"), pause_ms]
    switches = microphone(write_caller(tmp_path / "caller.wav", pieces))
    database = f"sqlite:///{tmp_path}/calls.db"
    async with real_server(DATABASE_URL=database) as server, open_stores(Settings(DATABASE_URL=database)) as stores:
        await an_owner(stores)
        async with tab(server.url, switches=switches) as browser:
            await browser.sign_in_by_keyboard()
            await browser.open("/try")
            await browser.page.select_option("#caller", KNOWN)
            await browser.page.click("[data-call]")
            await browser.page.wait_for_selector("[data-now=talking]")
            await browser.page.wait_for_selector("[data-result]:not([hidden])", timeout=300_000)
            shown = await browser.page.locator(".turn").all_inner_texts()
            complaints = browser.complaints
        bookings = (await stores.records.bookings(status=BookingStatus.CONFIRMED)).items
        calls = (await stores.records.calls()).items
    assert len(calls) == 1
    assert [entry.booking.customer_name for entry in bookings] == ["Sabine Hoffmann"], shown
    assert bookings[0].booking.slot.offering == "checkup"
    assert bookings[0].booking.slot.starts_at.weekday() == 3
    assert bookings[0].booking.call_sid == calls[0].call_sid
    assert complaints == []
