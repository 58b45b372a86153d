"""Long names of colleagues on a telephone: every page keeps its width, and its lines stay lines."""

import pytest

from tests.fakes.database import SQLITE
from tests.web.pages.chromium import PHONE, tab
from tests.web.pages.office import Office, served
from tests.web.pages.practice import a_morning

pytestmark = pytest.mark.parametrize("store", [SQLITE], indirect=True)  # a browser sees no difference

LONG = "Zoë 🦷 Ωmega-Überlang von und zu Hohenstein-Wittgenstein"
TALLEST_LINE_PX = 200


async def test_a_long_name_neither_widens_a_page_nor_squeezes_what_stands_beside_it(practice: Office) -> None:
    await practice.person(name=LONG, language="en")
    sids = await a_morning(practice)
    async with served(practice) as url, tab(url, PHONE) as browser:
        await browser.sign_in_by_keyboard()
        for path in ("/", f"/calls/{sids['booking']}", "/calls", "/tasks", "/people", "/access", "/me"):
            await browser.open(path)
            assert await browser.sticks_out() <= 0, path
            if path == "/access":
                rows = browser.page.locator(".log tbody tr")
                tall = await rows.evaluate_all("all => all.map(one => one.offsetHeight)")
                assert tall
                assert max(tall) <= TALLEST_LINE_PX
        await browser.open("/calls/nothing-here")
        assert await browser.page.inner_text("h1") == "There is nothing here"  # the browser asks for German
