"""The system's own Chromium, driven from a test."""

import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Page, async_playwright

from tests.web.pages.office import PASSWORD

AXE = (Path(__file__).parents[1] / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
GRAVE = {"serious", "critical"}
WIDE, PHONE = (1440, 900), (390, 844)
MOST_TABS = 150
Scheme = Literal["light", "dark"]


@dataclass
class Tab:
    """One page of a browser; `complaints` is what its console said, `bytes` what a page took to load."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    bytes: int = 0

    async def open(self, path: str) -> None:
        self.bytes = 0
        await self.page.goto(self.url + path, wait_until="load")

    async def sign_in_by_keyboard(self, login: str = "anna@praxis.example") -> None:
        await self.open("/sign-in")
        await self.focused("#login")  # `load` may come before `autofocus`: what is typed between is lost
        await self.page.keyboard.type(login)
        await self.page.keyboard.press("Tab")
        await self.page.keyboard.type(PASSWORD)
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_selector(".frame")

    async def focused(self, selector: str) -> None:
        """Until the keyboard writes into this element."""
        await self.page.wait_for_selector(f"{selector}:focus")

    async def tab_to(self, selector: str) -> None:
        """On to the next such element by the Tab key alone; raises AssertionError where the keyboard does not lead."""
        for _ in range(MOST_TABS):
            await self.page.keyboard.press("Tab")
            if await self.page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"the Tab key does not lead to {selector}")

    async def shown(self, selector: str) -> None:
        """Until this is to be seen on a page whose scripts listen to keys."""
        await self.page.wait_for_selector(selector)
        await self.page.wait_for_load_state("load")

    async def grave_findings(self) -> list[str]:
        """What axe-core calls serious or critical here."""
        await self.page.evaluate(AXE)
        found: list[dict[str, Any]] = await self.page.evaluate(RULES)
        return [
            f"{one['id']}: {node['html'][:90]} {node.get('failureSummary', '')[:160]}"
            for one in found
            if one["impact"] in GRAVE
            for node in one["nodes"][:3]
        ]

    async def sticks_out(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@asynccontextmanager
async def tab(
    url: str, size: tuple[int, int] = WIDE, scheme: Scheme = "light", switches: Sequence[str] = ()
) -> AsyncIterator[Tab]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Chromium is missing: make browser"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox", *switches])
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="de-DE", reduced_motion="reduce"
        )
        page = await context.new_page()
        page.set_default_timeout(60_000)
        opened = Tab(page, url)
        page.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))

        async def weigh(response: Any) -> None:
            opened.bytes += int(response.headers.get("content-length", 0))

        page.on("response", weigh)
        try:
            yield opened
        finally:
            await browser.close()
