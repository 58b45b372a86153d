"""The kill switch in Chromium: from the keyboard, wide and narrow, light and dark."""

from pathlib import Path

import pytest

from app.domain.people import Role
from app.domain.transfers.paths import Mode
from tests.fakes.database import SQLITE, Store
from tests.web.pages.chromium import PHONE, WIDE, Scheme, tab
from tests.web.pages.office import PRAXIS, office, served


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
async def test_the_kill_switch_is_thrown_and_taken_back_from_the_keyboard(
    tmp_path: Path, size: tuple[int, int], scheme: Scheme
) -> None:
    async with office(Store(SQLITE, tmp_path)) as practice:
        await practice.person(role=Role.STAFF)
        modes = practice.edge.modes
        assert modes is not None
        async with served(practice) as url, tab(url, size, scheme) as browser:
            page, keys = browser.page, browser.page.keyboard
            await browser.sign_in_by_keyboard()
            await page.focus(".kill summary")
            await keys.press("Enter")
            await page.wait_for_selector(".kill[open] button")
            assert await browser.grave_findings() == []
            assert await modes.mode(PRAXIS) is None  # a question first
            await keys.press("Tab")
            await keys.press("Enter")
            await page.wait_for_selector("text=Der Assistent soll wieder abnehmen")
            assert await modes.mode(PRAXIS) is Mode.HUMAN_LINE
            assert await browser.grave_findings() == []
            assert await browser.sticks_out() <= 0
            await page.focus("form[action$='/assistant'] button")
            await keys.press("Enter")
            await page.wait_for_selector("text=Zurückgenommen")
            assert await modes.mode(PRAXIS) is None
            assert browser.complaints == []
