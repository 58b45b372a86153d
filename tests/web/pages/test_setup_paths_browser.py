"""The rules about who is rung in Chromium: wide and narrow, light and dark, nothing sticks out, nothing is unnamed."""

from pathlib import Path

import pytest

from app.ports.setup import Described
from tests.fakes.database import SQLITE, Store
from tests.web.pages.chromium import PHONE, WIDE, Scheme, tab
from tests.web.pages.office import PRAXIS, Office, office, served


async def paths_of(practice: Office) -> object:
    assert practice.edge.setup is not None
    found = await practice.edge.setup.described(PRAXIS)
    assert isinstance(found, Described)
    return found.description["escalation"]["paths"]  # type: ignore[index]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
async def test_a_rule_is_added_and_saved_in_the_browser(tmp_path: Path, size: tuple[int, int], scheme: Scheme) -> None:
    async with office(Store(SQLITE, tmp_path)) as practice:
        await practice.person()
        async with served(practice) as url, tab(url, size, scheme) as browser:
            page = browser.page
            await browser.sign_in_by_keyboard()
            await browser.open(f"/setup/{PRAXIS}/handover")
            await page.click("button[value=more]")
            await page.wait_for_selector("input[name=path-0-when-distress]")
            assert await browser.grave_findings() == []
            assert await browser.sticks_out() <= 0
            await page.check("input[name=path-0-when-distress]")
            await page.fill("input[name=path-0-0-number]", "030 23125 013")
            await page.fill("input[name=path-0-0-name]", "Empfang")
            await page.click("button[value=stay]")
            await page.wait_for_url("**did=saved")
            await browser.open(f"/setup/{PRAXIS}/handover")
            await page.wait_for_selector("input[name=path-0-1-number]")  # room for one telephone more
            assert browser.complaints == []
        first = (await paths_of(practice))[0]  # type: ignore[index]
    assert first == {"when": ["distress"], "to": [{"number": "+493023125013", "name": "Empfang"}]}
