"""Signing in at the organisation's own provider, in Chromium: over two origins, under our content policy."""

from pathlib import Path

from tests.fakes.database import SQLITE, Store
from tests.web.pages.chromium import tab
from tests.web.pages.office import office
from tests.web.pages.test_elsewhere import a_door


async def test_a_person_signs_in_and_out_over_the_provider_by_keyboard(tmp_path: Path) -> None:
    async with office(Store(SQLITE, tmp_path)) as practice:
        await practice.person()
        async with a_door(practice) as door, tab(str(door.browser.http.base_url)) as chromium:
            page = chromium.page
            await chromium.open("/sign-in?then=/calls")
            assert await chromium.grave_findings() == []
            await page.get_by_role("link", name="Mit Haus-Anmeldung anmelden").focus()
            await page.keyboard.press("Enter")
            await page.get_by_role("button", name="Anmelden als anna@praxis.example").focus()
            await page.keyboard.press("Enter")
            await page.wait_for_url("**/calls")
            await page.locator("form[action='/sign-out'] button").first.focus()
            await page.keyboard.press("Enter")
            await page.get_by_role("link", name="Auch bei Haus-Anmeldung abmelden").focus()
            assert [said for said in chromium.complaints if "404" not in said] == []  # the provider has no picture
            async with page.expect_request("http://127.0.0.1/sign-in"):  # where the practice says that it is
                await page.keyboard.press("Enter")
