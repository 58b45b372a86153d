"""A synthesized caller at Chromium's microphone, the real speech engines behind the page: the call books."""

from pathlib import Path

from app.domain.bookings import BookingStatus
from app.settings import Settings
from app.wiring.speech import caller_voice
from app.wiring.stores import open_stores
from tests.bench.real_server import real_server
from tests.web.pages.chromium import tab
from tests.web.pages.lines import an_owner
from tests.web.pages.microphone import ListeningCaller

LINES = (
    "Guten Tag, ich hätte gern einen Termin zur Kontrolle.",
    "Nächste Woche Donnerstag am Vormittag.",
    "Ich nehme die erste Zeit.",
    "Ja, das ist richtig.",
    "Nein, danke, das war alles.",
)
SWITCHES = ("--autoplay-policy=no-user-gesture-required",)
KNOWN = "+493023125101"  # Sabine Hoffmann: the name needs no spelling


async def test_a_spoken_call_from_the_browser_books(tmp_path: Path) -> None:
    settings = Settings()
    async with caller_voice(settings, "pico", "de") as voice:
        lines = [await voice.speak(text, "de") for text in LINES]
    database = f"sqlite:///{tmp_path}/calls.db"
    async with real_server(DATABASE_URL=database) as server, open_stores(Settings(DATABASE_URL=database)) as stores:
        await an_owner(stores)
        async with tab(server.url, switches=SWITCHES) as browser:
            caller = ListeningCaller(browser.page)
            await caller.take_the_microphone()
            await browser.sign_in_by_keyboard()
            await browser.open("/try")
            await browser.page.select_option("#caller", KNOWN)
            await browser.page.click("[data-call]")
            await browser.page.wait_for_selector("[data-now=talking]")
            for line in lines:
                await caller.say(line)
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
